//! S7: where the user goes after the sign-in.

use claimsmith_runtime::LocalPath;
use url::Url;

const HOSTILE: [&str; 52] = [
    "",
    "evil.example",
    "https://evil.example",
    "https:evil.example",
    "HTTPS://evil.example/",
    "http://evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "//evil.example/..",
    "//user@evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "\\\\evil.example",
    "/\\/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r/evil.example",
    "\t//evil.example",
    " //evil.example",
    " /path",
    "/path ",
    "/pa th",
    "/..//evil.example",
    "/.//evil.example",
    "/a/..//evil.example",
    "/a/../..//evil.example",
    "/%2e%2e//evil.example",
    "/a/%2E./%2fevil.example",
    "/%2f/evil.example",
    "/%2Fevil.example",
    "/%5cevil.example",
    "/%5C%5Cevil.example",
    "/%09/evil.example",
    "/%0d%0aSet-Cookie:a=b",
    "/path%0aLocation:%20//evil.example",
    "/path%00",
    "/path%1f",
    "/path%7F",
    "/path\u{0}",
    "/path\u{7f}",
    "/p\u{e9}",
    "/\u{ff0f}evil.example",
    "/\u{3002}evil.example",
    "/path\r\nSet-Cookie: a=b",
    "?next=/",
    "#fragment",
    "./path",
    "../path",
    "@evil.example",
];

#[test]
fn s07_only_paths_on_the_own_origin_are_accepted() {
    for text in HOSTILE {
        assert!(LocalPath::parse(text).is_err(), "{text:?}");
    }
    assert!(LocalPath::parse(&format!("/{}", "a".repeat(1024))).is_err());
    for text in [
        "/",
        "/orders",
        "/orders?page=2&sort=a%20b#last",
        "/a/b/../c",
        "/p%C3%A9?next=https://other.example/",
        "/@name",
        "/a//b",
        "/a%2Fb",
        "/100%",
        "/signin?x=%5B1%5D",
    ] {
        assert_eq!(LocalPath::parse(text).expect(text).as_str(), text);
    }
}

#[test]
fn s07_what_is_accepted_resolves_to_the_same_origin() {
    let bases = ["https://www.example.com/signin/qq/callback?code=1", "http://localhost:3000/a/b/c"];
    let pieces = [
        "/",
        "\\",
        "..",
        ".",
        "%2f",
        "%5c",
        "%2e",
        "@",
        ":",
        "?",
        "#",
        "\t",
        "a",
        "evil.example",
        "//",
        "https:",
        "%0a",
        "%",
    ];
    let mut accepted = 0;
    for number in 0..pieces.len().pow(4) {
        let mut rest = number;
        let mut text = String::from("/");
        for _ in 0..4 {
            text.push_str(pieces[rest % pieces.len()]);
            rest /= pieces.len();
        }
        let Ok(path) = LocalPath::parse(&text) else { continue };
        accepted += 1;
        for base in bases {
            let base = Url::parse(base).expect("a URL");
            let resolved = base.join(path.as_str()).unwrap_or_else(|_| panic!("{text:?} does not resolve"));
            assert_eq!(resolved.origin(), base.origin(), "{text:?}");
        }
    }
    assert!(accepted > 10_000, "{accepted} accepted");
}

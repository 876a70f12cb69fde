//! Golden expansions: `golden/NAME.rs` is the formatted expansion of a policy.
//!
//! A test of its own, so that `CLAIMSMITH_BLESS=1 cargo test --test golden_files` can write them anew when they do not
//! compile. `golden.rs` compiles them, `customization.rs` the one with everything that a caller can change.

use claimsmith_compiler::loader::DiskLoader;
use claimsmith_compiler::{Argument, ItemAttribute, Options, Purpose, Rename, TypeOverride, compile, sdk};
use std::path::PathBuf;

/// The golden file and its policy.
const GOLDEN: &[(&str, &str)] = &[
    ("qq", "policies/providers/qq.xml"),
    ("github", "policies/providers/github.xml"),
    ("sign_up_or_sign_in", "policies/SignUpOrSignIn.xml"),
    ("age_gate", "policies/AgeGate.xml"),
    ("every_key", "tests/golden/every_key.xml"),
    ("extension_keys", "tests/golden/extension_keys.xml"),
    ("facebook", "tests/golden/facebook.xml"),
    ("token", "tests/golden/token.xml"),
    ("transformations", "tests/golden/transformations.xml"),
    ("validations", "tests/golden/validations.xml"),
    ("keywords", "tests/hygiene/strict/policies/keywords.xml"),
];

#[test]
fn golden_files_are_up_to_date() {
    let mut stale = Vec::new();
    for (name, policy) in GOLDEN {
        let mut options = Options::new([*policy], Purpose::Generate);
        options.search_parent_folders = true;
        if !is_up_to_date(&format!("tests/golden/{name}.rs"), &options) {
            stale.push(*name);
        }
    }
    assert!(stale.is_empty(), "out of date: {stale:?}; {BLESS}");
}

#[test]
fn the_customized_file_is_up_to_date() {
    assert!(is_up_to_date("tests/customization/golden.rs", &customized()), "out of date; {BLESS}");
}

const BLESS: &str = "look at the change, then run with CLAIMSMITH_BLESS=1";

/// What `customization.rs` gives the macro.
fn customized() -> Options {
    let attribute = |selector: &str, attribute: &str| ItemAttribute {
        selector: Argument::new(selector),
        attribute: Argument::new(attribute),
    };
    let own =
        |(selector, path): (&str, &str)| TypeOverride { selector: Argument::new(selector), path: Argument::new(path) };
    let mut options = Options::new(["tests/customization/policy.xml"], Purpose::Generate);
    options.exclude = vec![Argument::new("Contoso-OIDC")];
    options.rename = vec![Rename { selector: Argument::new("Example-OAUTH"), name: Argument::new("Example") }];
    options.derive = vec![Argument::new("Eq")];
    options.attributes = vec![
        attribute("Example-OAUTH", "#[derive(PartialOrd, ::core::cmp::Ord)]"),
        attribute("Example-OAUTH", "#[must_use]"),
        attribute("Example-OAUTH/birthday", "#[doc = \"Without the year.\"]"),
    ];
    let types = [
        ("birthday", "crate::Birthday"),
        ("gender", "super::Gender"),
        ("lastAddress", "::std::net::IpAddr"),
        ("Example-OAUTH/expires", "i64"),
        ("expires", "i32"),
        ("groups", "crate::Groups"),
    ];
    options.types = types.into_iter().map(own).collect();
    options
}

fn is_up_to_date(golden: &str, options: &Options) -> bool {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let outcome = compile(options, &DiskLoader::new(&root));
    assert!(!outcome.has_errors(), "{golden}: {:?}", outcome.diagnostics);
    let formatted = sdk::formatted(outcome.sdk.as_ref().expect("it compiles")).expect("it is Rust");
    let path = root.join(golden);
    if std::env::var_os("CLAIMSMITH_BLESS").is_some() {
        std::fs::write(&path, &formatted).expect("the golden file can be written");
    }
    std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n") == formatted
}

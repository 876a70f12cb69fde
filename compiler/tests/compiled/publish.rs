//! The files that B2C takes are the sources but for what has to be different.

use crate::common::{policy, provider};
use claimsmith_compiler::loader::MemoryLoader;
use claimsmith_compiler::publish::{Publication, publish};
use claimsmith_compiler::{Argument, Options, Outcome, Purpose, Severity, compile};
use proptest::prelude::{ProptestConfig, Strategy, any, prop_assert, prop_assert_eq, proptest};
use proptest::sample::subsequence;
use proptest::test_runner::RngSeed;
use roxmltree::{Document, Node};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const SETTINGS: &str = r#"{ "Environments": [ { "Name": "Dev", "Tenant": "contoso.onmicrosoft.com", "PolicySettings": {
    "Nested": "{Settings:Host}/token", "Host": "id.example", "Basic": "qq:{Settings:QqSecret}", "QqSecret": "0123456789abcdef", "PasswordResetUrl": "https://a.example/reset",
    "SigningKey": "B2C_1A_Signing", "KeycloakName": "sign-in", "PasswordLength": "12", "Code": "abcdefghijklmnopqrstuvwxyz" } } ] }"#;

/// Compiles these files with the settings.
fn compiled<B: Into<Vec<u8>> + Clone>(files: &[(&str, B)]) -> Outcome {
    let mut loader: MemoryLoader = files.iter().map(|(path, bytes)| (*path, bytes.clone())).collect();
    loader.insert("appsettings.json", SETTINGS);
    let mut options = Options::new(files.iter().map(|(path, _)| *path), Purpose::Check);
    options.environment = Some(Argument::new("Dev"));
    compile(&options, &loader)
}

/// Path and text of each file, in upload order.
fn texts(publication: &Publication, outcome: &Outcome) -> Vec<(String, String)> {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8 stays UTF-8");
    let files = publication.files.iter();
    files.map(|it| (outcome.sources.get(it.file).path().to_owned(), text(&it.bytes))).collect()
}

/// The one file of a policy with this metadata.
fn published_metadata(metadata: &str) -> (String, Vec<String>) {
    let profile = format!(
        "<TechnicalProfile Id=\"A\"><DisplayName>A</DisplayName><Protocol Name=\"None\" />{metadata}</TechnicalProfile>"
    );
    let outcome = compiled(&[("a.xml", policy("B2C_1A_a", None, &provider(&profile)))]);
    assert!(!outcome.has_errors(), "{:?}", outcome.diagnostics);
    let publication = publish(&outcome);
    let (_, text) = texts(&publication, &outcome).remove(0);
    (text, publication.exposures.into_iter().map(|it| it.setting).collect())
}

#[test]
fn what_is_only_for_claimsmith_is_left_out() {
    let (text, _) = published_metadata(
        "\n<!-- theirs -->\n<!-- claimsmith: allow CS0409 because it is a test -->\n<Metadata>\n  <Item Key=\"a\">1</Item>\n  \
         <Item Key=\"claimsmith.pkce\">false</Item>\n  <Item Key=\"Claimsmith.subject\">\n    x\n  </Item>\n</Metadata>\n",
    );
    assert!(text.contains("\n<!-- theirs -->\n<Metadata>\n  <Item Key=\"a\">1</Item>\n</Metadata>\n<"), "{text}");
    let (text, _) =
        published_metadata("\n<Metadata>\n<Item Key=\"claimsmith.pkce\">false</Item><!-- x -->\n</Metadata>\n");
    assert!(text.contains("<Protocol Name=\"None\" />\n</TechnicalProfile>"), "{text}");
}

#[test]
fn settings_that_look_like_secrets_are_named() {
    let exposed = |value: &str| published_metadata(&format!("<Metadata><Item Key=\"x\">{value}</Item></Metadata>")).1;
    assert_eq!(exposed("{Settings:QqSecret}"), ["QqSecret"]);
    assert_eq!(exposed("{Settings:Basic}"), ["Basic"], "by the setting in its value");
    assert_eq!(exposed("https://f.example/?a=1&amp;code={Settings:Code}"), ["Code"], "by its place");
    for harmless in ["Host", "PasswordResetUrl", "SigningKey", "Code", "KeycloakName", "PasswordLength"]
        .map(|it| format!("{{Settings:{it}}}"))
    {
        assert!(exposed(&harmless).is_empty(), "{harmless}");
    }
    let metadata = |items: &str| published_metadata(&format!("<Metadata>{items}</Metadata>")).1;
    assert!(metadata("<Item Key=\"claimsmith.x\">{Settings:QqSecret}</Item>").is_empty(), "it is left out");
    assert!(metadata("<Item Key=\"client_id\">{Settings:QqSecret}</Item>").is_empty(), "no secret");
    assert!(metadata("<Item Key=\"InstrumentationKey\">{Settings:QqSecret}</Item>").is_empty(), "no secret");
    assert_eq!(metadata("<!-- {Settings:QqSecret} --><Item Key=\"a\">1</Item>"), ["QqSecret"], "comments are read too");
}

#[test]
fn bases_are_uploaded_first() {
    let files = [
        ("z.xml", policy("B2C_1A_Base", None, "")),
        ("b.xml", policy("B2C_1A_Extensions", Some("B2C_1A_Base"), "")),
        ("a.xml", policy("B2C_1A_Other", Some("B2C_1A_Extensions"), "")),
        ("c.xml", policy("B2C_1A_Another", Some("b2c_1a_base"), "")),
    ];
    let outcome = compiled(&files);
    let order: Vec<String> = texts(&publish(&outcome), &outcome).into_iter().map(|(path, _)| path).collect();
    assert_eq!(order, ["z.xml", "b.xml", "c.xml", "a.xml"]);
}

#[test]
fn the_files_above_an_overlay_are_linked_to_it() {
    let files = [
        ("base.xml", policy("B2C_1A_Base", None, "")),
        ("extensions.xml", policy("B2C_1A_Extensions", Some("B2C_1A_Base"), "")),
        ("z/overlay.xml", policy("B2C_1A_Overlay", Some("b2c_1a_extensions"), "")),
        ("a.xml", policy("B2C_1A_A", Some("B2C_1A_<!-- x -->Extensions"), "")),
        ("b.xml", policy("B2C_1A_B", Some("B2C_1A_Base"), "")),
    ];
    let loader: MemoryLoader = files.iter().cloned().collect();
    let mut options = Options::new(files.iter().map(|(path, _)| *path), Purpose::Check);
    options.overlay = Some(Argument::new("z/overlay.xml"));
    let outcome = compile(&options, &loader);
    assert!(!outcome.has_errors(), "{:?}", outcome.diagnostics);
    let texts = texts(&publish(&outcome), &outcome);
    let order: Vec<&str> = texts.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(order, ["base.xml", "b.xml", "extensions.xml", "z/overlay.xml", "a.xml"]);
    for (path, text) in &texts {
        let written = &files.iter().find(|(known, _)| known == path).expect("one of them").1;
        let expected = match path.as_str() {
            "a.xml" => written.replace("B2C_1A_<!-- x -->Extensions", "B2C_1A_Overlay"),
            _ => written.clone(),
        };
        assert_eq!(*text, expected, "{path}");
    }
    let again: MemoryLoader = texts.iter().cloned().collect();
    let again = compile(&Options::new(texts.iter().map(|(path, _)| path), Purpose::Check), &again);
    assert!(!again.has_errors() && again.relinked.is_empty(), "{:?}", again.diagnostics);
    let longest = |outcome: &Outcome| outcome.chains.iter().map(Vec::len).max();
    assert_eq!((longest(&again), longest(&outcome)), (Some(4), Some(4)));
}

/// A piece of a policy as it is written, and what has to become of it.
#[derive(Debug, Clone)]
struct Piece {
    written: &'static str,
    published: &'static str,
    is_item: bool,
}

const fn piece(written: &'static str, published: &'static str, is_item: bool) -> Piece {
    Piece { written, published, is_item }
}

/// Keys are unique, as the schema wants it.
const PIECES: &[Piece] = &[
    same("      <Item Key=\"a\">é &amp; <![CDATA[<Item Key=\"claimsmith.x\"/>]]></Item>\n"),
    same("      <!-- <Item Key=\"claimsmith.x\">no</Item> --><Item\n Key='b' >\t</Item>\t\n"),
    piece("\n      <!-- not claimsmith: -->\n", "\n      <!-- not claimsmith: -->\n", false),
    piece(
        "      <Item Key=\"c\">{settings:host} {Settings:Nested}{OIDC:Nonce}</Item>\n",
        "      <Item Key=\"c\">id.example id.example/token{OIDC:Nonce}</Item>\n",
        true,
    ),
    piece("      <Item Key=\"claimsmith.pkce\">false</Item>\n", "", false),
    piece("\t<Item Key=\"CLAIMSMITH.1\">\n  {Settings:Host}\n</Item>  \n", "", false),
    piece("  <Item Key=\"claimsmith.2\">1</Item>\t<Item Key='claimsmith.3'>2</Item>\n", "", false),
    piece("  <Item Key=\"claimsmith.4\">1</Item><Item Key=\"d\">2</Item>\n", "  <Item Key=\"d\">2</Item>\n", true),
    piece("  <!-- Claimsmith: allow CS0409\n because -->\n", "", false),
    piece(
        "  <!-- claimsmith: allow CS0409 because --><Item Key=\"e\">2</Item>\n",
        "  <Item Key=\"e\">2</Item>\n",
        true,
    ),
];

const fn same(text: &'static str) -> Piece {
    piece(text, text, true)
}

/// The policy around its metadata.
fn around(metadata: &str) -> String {
    let profile = format!(
        "\n  <TechnicalProfile Id=\"A\">\n    <DisplayName>A</DisplayName>\n    <Protocol Name=\"None\" />\n{metadata}  \
         </TechnicalProfile>\n"
    );
    format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{}\n", policy("B2C_1A_a", None, &provider(&profile)))
}

/// The policy as it is written, and what has to become of it. Comments for Claimsmith go wherever they are, so a metadata
/// element without any item of B2C's goes with all it holds when it has one of ours.
fn written_and_published(pieces: &[Piece]) -> (String, String) {
    let joined = |of: fn(&Piece) -> &'static str| pieces.iter().map(of).collect::<String>();
    let metadata = |content: String| format!("    <Metadata>\n{content}    </Metadata>\n");
    let written = around(&metadata(joined(|piece| piece.written)));
    let is_left = pieces.iter().any(|piece| piece.is_item);
    let published = if is_left { metadata(joined(|piece| piece.published)) } else { String::new() };
    (written, around(&published))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, rng_seed: RngSeed::Fixed(0xB2C), ..ProptestConfig::with_cases(256) })]

    #[test]
    fn nothing_else_is_changed(
        mut pieces in subsequence(PIECES, 0..PIECES.len()).prop_shuffle(),
        is_windows in any::<bool>(),
        is_marked in any::<bool>(),
    ) {
        if !pieces.iter().any(|piece| piece.written.contains("<Item Key")) {
            pieces.push(piece("  <Item Key=\"z\">2</Item>\n", "  <Item Key=\"z\">2</Item>\n", true));
        }
        let (written, expected) = written_and_published(&pieces);
        let saved = |text: String| {
            let text = if is_windows { text.replace('\n', "\r\n") } else { text };
            if is_marked { format!("\u{feff}{text}") } else { text }
        };
        let outcome = compiled(&[("a.xml", saved(written))]);
        let publication = publish(&outcome);
        let (_, found) = texts(&publication, &outcome).remove(0);
        prop_assert_eq!(&found, &saved(expected));
        prop_assert!(Document::parse(&found).is_ok());
        prop_assert!(!compiled(&[("a.xml", found)]).has_errors());
    }
}

/// What is said of a file: where does not matter, since lines move.
fn said(outcome: &Outcome, severity: Severity) -> BTreeSet<(&'static str, String)> {
    let findings = outcome.diagnostics.iter().filter(|finding| finding.severity == severity);
    findings.map(|finding| (finding.code.id, finding.message.clone())).collect()
}

/// How many metadata items and comments are for Claimsmith only.
fn our_markup(text: &str) -> usize {
    let document = Document::parse(text.trim_start_matches('\u{feff}')).expect("well-formed");
    let is_ours = |node: &Node<'_, '_>| {
        node.attribute("Key").is_some_and(|key| key.starts_with("claimsmith."))
            || (node.is_comment() && node.text().is_some_and(|text| text.trim_start().starts_with("claimsmith:")))
    };
    document.root().descendants().filter(is_ours).count()
}

#[test]
fn our_own_policies_are_published_without_a_new_error() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").join("policies/providers");
    let entries = fs::read_dir(&root).expect("the folder can be read").map(|entry| entry.expect("an entry").path());
    let files: Vec<_> = entries.filter(|path| path.extension().is_some_and(|extension| extension == "xml")).collect();
    assert!(files.len() > 10, "the policies are there");
    for path in files {
        let written = fs::read(&path).expect("the policy can be read");
        let outcome = compiled(&[("a.xml", written.clone())]);
        let publication = publish(&outcome);
        let bytes = publication.files[0].bytes.clone();
        let text = String::from_utf8(bytes.clone()).expect("UTF-8 stays UTF-8");
        assert!(publication.exposures.is_empty(), "{}", path.display());
        assert_eq!(our_markup(&text), 0, "{text}");
        let is_ours = our_markup(&String::from_utf8_lossy(&written)) > 0;
        assert_eq!(bytes == written, !is_ours, "{}", path.display());
        let again = compiled(&[("a.xml", bytes)]);
        assert_eq!(said(&again, Severity::Error), said(&outcome, Severity::Error), "{}", path.display());
    }
}

/// The files below a folder of real policies, as `tests/corpus.rs` describes it; none without the variable.
fn corpus() -> Vec<PathBuf> {
    let mut waiting: Vec<PathBuf> = std::env::var_os("CLAIMSMITH_CORPUS").map(PathBuf::from).into_iter().collect();
    let mut files = Vec::new();
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder).expect("the folder can be read") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|extension| extension == "xml") {
                files.push(path);
            }
        }
    }
    files
}

#[test]
fn real_policies_without_settings_are_copied() {
    for path in corpus() {
        let written = fs::read(&path).expect("the policy can be read");
        let loader: MemoryLoader = [("a.xml", written.clone())].into_iter().collect();
        let publication = publish(&compile(&Options::new(["a.xml"], Purpose::Check), &loader));
        // Two are not well-formed, and some are no policies.
        let Some(published) = publication.files.first() else { continue };
        assert!(published.bytes == written, "{}", path.display());
    }
}

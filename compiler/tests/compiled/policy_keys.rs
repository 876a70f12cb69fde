//! The policy keys of a set against those that are declared to exist.

use claimsmith_compiler::diagnostic::render;
use claimsmith_compiler::loader::MemoryLoader;
use claimsmith_compiler::{DeclaredKey, DeclaredKeys, KeyUse, Options, Outcome, Purpose, Severity, compile};

const PATH: &str = "keys.toml";

/// Keys as the command line reads them, one a line.
fn declared(keys: &[(&str, KeyUse)]) -> DeclaredKeys {
    let mut text = String::new();
    let keys = keys.iter().map(|(name, key_use)| {
        let start = u32::try_from(text.len()).expect("short");
        text += &format!("{name} = \"{}\"\n", key_use.name());
        let place = start..start + u32::try_from(name.len()).expect("short");
        DeclaredKey { name: (*name).to_owned(), key_use: *key_use, place }
    });
    let keys = keys.collect();
    DeclaredKeys { path: PATH.to_owned(), text, keys, is_complete: true }
}

/// A policy with these keys on a REST service, which may have any, and this in `ClaimsTransformations`.
fn policy(id: &str, base: Option<&str>, keys: &[(&str, &str)], transformations: &str) -> String {
    let base = base.map_or_else(String::new, |base| {
        format!("<BasePolicy><TenantId>contoso.onmicrosoft.com</TenantId><PolicyId>{base}</PolicyId></BasePolicy>")
    });
    let keys: String =
        keys.iter().map(|(id, name)| format!("<Key Id=\"{id}\" StorageReferenceId=\"{name}\" />\n")).collect();
    format!(
        "<TrustFrameworkPolicy xmlns=\"http://schemas.microsoft.com/online/cpim/schemas/2013/06\"\n\
         PolicySchemaVersion=\"0.3.0.0\" TenantId=\"contoso.onmicrosoft.com\" PolicyId=\"{id}\"\n\
         PublicPolicyUri=\"http://contoso.onmicrosoft.com/{id}\">{base}\n\
         <BuildingBlocks><ClaimsTransformations>{transformations}</ClaimsTransformations></BuildingBlocks>\n\
         <ClaimsProviders><ClaimsProvider><DisplayName>Contoso</DisplayName><TechnicalProfiles>\n\
         <TechnicalProfile Id=\"Contoso\"><CryptographicKeys>\n{keys}</CryptographicKeys></TechnicalProfile>\n\
         </TechnicalProfiles></ClaimsProvider></ClaimsProviders></TrustFrameworkPolicy>"
    )
}

fn check(files: &[(&str, String)], keys: Option<DeclaredKeys>) -> Outcome {
    let loader: MemoryLoader = files.iter().map(|(path, text)| (*path, text.clone())).collect();
    let mut options = Options::new(files.iter().map(|(path, _)| *path), Purpose::Check);
    options.keys = keys;
    compile(&options, &loader)
}

/// The findings about policy keys: code, place and message.
fn about_keys(outcome: &Outcome) -> Vec<(&'static str, String, String)> {
    let codes = ["CS0308", "CS0418", "CS0419", "CS0420"];
    let found = outcome.diagnostics.iter().filter(|finding| codes.contains(&finding.code.id));
    let place = |finding: &claimsmith_compiler::Diagnostic| {
        let label = finding.primary.as_ref().expect("a place");
        let source = outcome.sources.get(label.span.file);
        format!("{}:{}", source.path(), source.line_column(label.span.start).0)
    };
    found.map(|finding| (finding.code.id, place(finding), finding.message.clone())).collect()
}

fn codes(outcome: &Outcome) -> Vec<&'static str> {
    about_keys(outcome).into_iter().map(|(code, ..)| code).collect()
}

fn one(keys: &[(&str, &str)], transformations: &str, known: &[(&str, KeyUse)]) -> Outcome {
    check(&[("a.xml", policy("B2C_1A_A", None, keys, transformations))], Some(declared(known)))
}

const NAMES: &[(&str, &str)] = &[("client_secret", "B2C_1A_QqSecret")];

#[test]
fn nothing_is_said_where_nothing_is_declared() {
    let outcome = check(&[("a.xml", policy("B2C_1A_A", None, NAMES, ""))], None);
    assert_eq!(codes(&outcome), [""; 0]);
    assert!(outcome.sources.find(PATH).is_none());
}

#[test]
fn a_key_that_is_not_declared_is_an_error_at_its_name() {
    let outcome = one(NAMES, "", &[]);
    let message = "the policy key `B2C_1A_QqSecret` is not declared".to_owned();
    assert_eq!(about_keys(&outcome), [("CS0418", "a.xml:7".to_owned(), message)]);
    let finding = outcome.diagnostics.iter().find(|finding| finding.code.id == "CS0418").expect("found");
    assert_eq!(finding.severity, Severity::Error, "upload refuses it");
    let shown = render::terminal(finding, &outcome.sources, false);
    assert!(shown.contains("`keys.toml` does not declare it") && shown.contains("create the key"), "{shown}");
}

#[test]
fn the_prefix_makes_no_difference_and_case_is_a_warning() {
    for (name, expected) in [
        ("B2C_1A_QqSecret", vec![]),
        ("QqSecret", vec![]),
        ("b2c_1a_QqSecret", vec!["CS0308"]),
        ("B2C_1A_QQSecret", vec!["CS0308"]),
    ] {
        assert_eq!(codes(&one(NAMES, "", &[(name, KeyUse::Secret)])), expected, "{name}");
    }
}

#[test]
fn a_slip_is_one_finding() {
    let outcome = one(NAMES, "", &[("B2C_1A_QqSecrets", KeyUse::Secret)]);
    assert_eq!(codes(&outcome), ["CS0418"], "the key it means is in use");
    let fix = outcome.diagnostics.iter().find_map(|finding| finding.fix.as_ref()).expect("a suggestion");
    assert_eq!(fix.message, "did you mean `B2C_1A_QqSecrets`?");
}

#[test]
fn every_file_is_looked_at_once() {
    let base = policy("B2C_1A_Base", None, &[("client_secret", "B2C_1A_Old")], "");
    let leaf = |id| policy(id, Some("B2C_1A_Base"), &[("client_secret", "B2C_1A_New")], "");
    let files = [("base.xml", base), ("one.xml", leaf("B2C_1A_One")), ("two.xml", leaf("B2C_1A_Two"))];
    let outcome = check(&files, Some(declared(&[("B2C_1A_New", KeyUse::Secret)])));
    let message = "the policy key `B2C_1A_Old` is not declared".to_owned();
    let expected = [("CS0418", "base.xml:7".to_owned(), message)];
    assert_eq!(about_keys(&outcome), expected, "a base is uploaded too, although every policy overrides its key");
}

#[test]
fn the_secret_of_a_hash_is_a_key() {
    let hash = "<ClaimsTransformation Id=\"H\" TransformationMethod=\"Hash\"><InputParameters>\
                <InputParameter Id=\"randomizerSecret\" DataType=\"string\" Value=\"B2C_1A_Salt\" />\
                </InputParameters></ClaimsTransformation>";
    assert_eq!(codes(&one(&[], hash, &[])), ["CS0418"]);
    assert_eq!(codes(&one(&[], hash, &[("B2C_1A_Salt", KeyUse::Secret)])), [""; 0]);
    assert_eq!(codes(&one(&[], &hash.replace("\"Hash\"", "\"CopyClaim\""), &[])), [""; 0]);
}

#[test]
fn a_name_that_waits_for_a_setting_may_be_any_key() {
    let keys = [("client_secret", "B2C_1A_{Settings:Key}"), ("other", " ")];
    let outcome = one(&keys, "", &[("B2C_1A_QqSecret", KeyUse::Secret)]);
    assert_eq!(codes(&outcome), [""; 0]);
}

#[test]
fn signing_and_encryption_are_not_mixed_up() {
    let with = |id, key_use| codes(&one(&[(id, "B2C_1A_K")], "", &[("B2C_1A_K", key_use)]));
    for id in
        ["issuer_secret", "assertion_signing_key", "SamlMessageSigning", "samlassertionsigning", "MetadataSigning"]
    {
        assert_eq!(with(id, KeyUse::Encryption), ["CS0419"], "{id}");
        assert_eq!(with(id, KeyUse::Signing), [""; 0], "{id}");
        assert_eq!(with(id, KeyUse::Secret), [""; 0], "{id}");
    }
    for id in ["issuer_refresh_token_key", "SamlAssertionDecryption"] {
        assert_eq!(with(id, KeyUse::Signing), ["CS0419"], "{id}");
        assert_eq!(with(id, KeyUse::Encryption), [""; 0], "{id}");
    }
    for key_use in KeyUse::ALL {
        assert_eq!(with("client_secret", key_use), [""; 0], "Microsoft's own pages differ");
    }
}

#[test]
fn an_unused_key_is_a_warning_in_the_file_that_declares_it() {
    let known = [("B2C_1A_QqSecret", KeyUse::Secret), ("B2C_1A_Left", KeyUse::Signing)];
    let outcome = one(NAMES, "", &known);
    let message = "no policy uses the policy key `B2C_1A_Left`".to_owned();
    assert_eq!(about_keys(&outcome), [("CS0420", "keys.toml:2".to_owned(), message)]);

    let some = DeclaredKeys { is_complete: false, ..declared(&known) };
    let outcome = check(&[("a.xml", policy("B2C_1A_A", None, NAMES, ""))], Some(some));
    assert_eq!(codes(&outcome), [""; 0], "some policies of a project only");
    let unreadable = [("a.xml", policy("B2C_1A_A", None, NAMES, "")), ("b.xml", "<".to_owned())];
    assert_eq!(codes(&check(&unreadable, Some(declared(&known)))), [""; 0], "it may stand in what cannot be read");
}

//! Real policies: the public starter packs and samples, with what an independent reading says of each.
//!
//! They are not part of this repository. `.ci/run` names their folder in `CLAIMSMITH_CORPUS`; without that variable the
//! test has nothing to read and says so.

use claimsmith_compiler::json::{self, Kind, Value};
use claimsmith_compiler::loader::DiskLoader;
use claimsmith_compiler::{Options, Purpose, Severity, SourceMap, compile};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Where the index is wrong: the reference (policy structure, section 5, e1, e12b and e12c) says that upload rejects these.
const INDEX_IS_WRONG: &[&str] = &[
    // The base of this one refers to claims and transformations that only this one defines: it cannot be uploaded first.
    "samples/guest-signup/policy/GuestSignupOrSignIn.xml",
    // An empty `client_id`.
    "samples/custom-claims-provider/policy/SignUpOrSignin.xml",
    "samples/custom-claims-provider/policy/TrustFrameworkExtensions.xml",
    "samples/force-unique-email-across-social-identities/policy/TrustFrameworkExtensions.xml",
    "samples/lockout/policy/SignUpOrSignin.xml",
    "samples/lockout/policy/TrustFrameworkExtensions.xml",
    "samples/sign-up-with-social-and-local-account/SignUpOrSignin.xml",
    "samples/sign-up-with-social-and-local-account/TrustFrameworkExtensions.xml",
    // A snippet under an assumed base: nobody gives Facebook a `client_id`.
    "starterpack/scenarios/linkedin-identity-provider/SignUpOrSignin.xml",
    "starterpack/scenarios/password-change/PasswordChange.xml",
];

/// An override of a profile that no base defines, beside placeholders: two such fragments are in the corpus.
const STRAY_OVERRIDE: &str =
    "samples/migrate-to-entra-external-id-for-customers/policy/B2C_1A_Extension_OrchestrateToCiam.xml";

struct Entry {
    leaf: String,
    chain: Vec<String>,
    expect: String,
}

#[test]
fn every_real_policy_is_judged_as_expected() {
    let Some(corpus) = std::env::var_os("CLAIMSMITH_CORPUS").map(PathBuf::from) else {
        println!("CLAIMSMITH_CORPUS names no folder of policies: nothing to read");
        return;
    };
    let entries = index(&corpus);
    assert!(entries.len() > 300, "the index has {} entries", entries.len());
    let mut wrong = Vec::new();
    for entry in &entries {
        let codes = error_codes(&corpus, entry);
        let is_right = match entry.expect.as_str() {
            "clean" => codes.is_empty() != INDEX_IS_WRONG.contains(&entry.leaf.as_str()),
            "base-missing" => codes.contains("CS0301"),
            "malformed" => codes.contains("CS0101"),
            "placeholders" => codes.iter().all(|code| {
                matches!(*code, "CS0207" | "CS0005" | "CS0403") || (*code == "CS0406" && entry.leaf == STRAY_OVERRIDE)
            }),
            _ => !codes.is_empty(),
        };
        if !is_right {
            wrong.push(format!("{}: {} expected, found {codes:?}", entry.leaf, entry.expect));
        }
    }
    assert!(wrong.is_empty(), "{} of {} differ:\n{}", wrong.len(), entries.len(), wrong.join("\n"));
    println!("{} policies judged as expected", entries.len());
}

fn error_codes(corpus: &std::path::Path, entry: &Entry) -> BTreeSet<&'static str> {
    let others = entry.chain.iter().filter(|file| **file != entry.leaf);
    let options = Options::new(std::iter::once(&entry.leaf).chain(others).cloned(), Purpose::Check);
    let outcome = compile(&options, &DiskLoader::new(corpus));
    outcome.diagnostics.iter().filter(|it| it.severity == Severity::Error).map(|it| it.code.id).collect()
}

fn index(corpus: &std::path::Path) -> Vec<Entry> {
    let text = std::fs::read_to_string(corpus.join("index.json")).expect("the corpus has an index");
    let mut sources = SourceMap::default();
    let file = sources.add("index.json", text);
    let mut diagnostics = claimsmith_compiler::diagnostic::Diagnostics::default();
    let value = json::parse(&sources, file, &mut diagnostics).expect("the index is JSON");
    let Kind::Array(entries) = value.kind else { panic!("the index is a list") };
    entries.iter().map(entry).collect()
}

fn entry(value: &Value) -> Entry {
    let Kind::Object(members) = &value.kind else { panic!("an entry is an object") };
    let member = |name: &str| {
        let found = members.iter().find(|member| member.name.value == name);
        &found.unwrap_or_else(|| panic!("an entry has `{name}`")).value.kind
    };
    let text = |kind: &Kind| match kind {
        Kind::String(text) => text.clone(),
        other => panic!("a text, not {other:?}"),
    };
    let Kind::Array(chain) = member("chain") else { panic!("a chain is a list") };
    Entry {
        leaf: text(member("leaf")),
        chain: chain.iter().map(|file| text(&file.kind)).collect(),
        expect: text(member("expect")),
    }
}

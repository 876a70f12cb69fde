//! Code is wanted of policies with settings, and nobody says for which environment.

use crate::common::policy;
use claimsmith_compiler::diagnostic::render::plain;
use claimsmith_compiler::loader::MemoryLoader;
use claimsmith_compiler::{Options, Outcome, Purpose, compile};

const SETTINGS: &str = r#"{ "Environments": [
    { "Name": "Test", "PolicySettings": { "One": "1", "Two": "2" } },
    { "Name": "Production", "PolicySettings": {} }
] }"#;

fn outcome(settings: Option<&str>, purpose: Purpose) -> Outcome {
    let leaf = policy("B2C_1A_Leaf", Some("B2C_1A_Base"), "<!-- -->")
        .replace("PolicyId=\"B2C_1A_Leaf\"", "PolicyId=\"B2C_1A_Leaf\" DeploymentMode=\"{Settings:Mode}\"");
    let base = policy("B2C_1A_Base", None, "<!-- {Settings:Comment} -->").replace(
        "PolicyId=\"B2C_1A_Base\"",
        "PolicyId=\"B2C_1A_Base\" DeploymentMode=\"{settings:mode}{Settings:One}\"",
    );
    let mut files = vec![("leaf.xml", leaf), ("base.xml", base)];
    files.extend(settings.map(|settings| ("appsettings.json", settings.to_owned())));
    let mut options = Options::new(["leaf.xml"], purpose);
    options.search_parent_folders = true;
    compile(&options, &files.into_iter().collect::<MemoryLoader>())
}

/// The findings about settings, as text.
fn about_settings(outcome: &Outcome) -> Vec<String> {
    let findings = outcome.diagnostics.iter().filter(|finding| finding.code.id == "CS0005");
    findings.map(|finding| plain(finding, &outcome.sources)).collect()
}

#[test]
fn all_settings_are_one_error_that_names_the_environments() {
    let outcome = outcome(Some(SETTINGS), Purpose::Generate);
    let [error] = about_settings(&outcome).try_into().expect("one finding");
    for part in [
        "[CS0005]: settings have no value: no environment is named",
        "--> leaf.xml:",
        "= note: 2 settings are used: `Mode`, `One`",
        "= help: `appsettings.json` has the environments `Test`, `Production`",
        "= help: name it: `environment = \"Test\"` in `include_policy!`, `.environment(\"Test\")` in a build script, \
         `--environment Test` on the command line",
    ] {
        assert!(error.contains(part), "{part}\n{error}");
    }
}

#[test]
fn without_a_settings_file_the_error_says_where_one_is_looked_for() {
    let [error] = about_settings(&outcome(None, Purpose::Generate)).try_into().expect("one finding");
    assert!(error.contains("put an `appsettings.json` beside the policy or above it"), "{error}");
    let empty = r#"{ "Environments": [] }"#;
    let [error] = about_settings(&outcome(Some(empty), Purpose::Generate)).try_into().expect("one finding");
    assert!(error.contains("`appsettings.json` has no environment: add one"), "{error}");
}

#[test]
fn a_check_names_every_setting() {
    let findings = about_settings(&outcome(Some(SETTINGS), Purpose::Check));
    assert_eq!(findings.len(), 3, "{findings:?}");
}

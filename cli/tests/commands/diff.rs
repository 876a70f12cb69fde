//! `claimsmith diff` as a process. That every kind of change is found is tested with the compiler.

use crate::support::{Answer, compare, expect_in, temporary, tests_folder, write};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const FILES: [&str; 3] = ["Base.xml", "Extensions.xml", "SignIn.xml"];

/// The policies of `good`, in a folder `old`, and in a folder `new` with other texts in the base.
fn versions(name: &str, replacements: &[(&str, &str)]) -> PathBuf {
    let folder = temporary(name);
    for file in FILES {
        let text = fs::read_to_string(tests_folder().join("policies/good").join(file)).expect("the policy is there");
        write(&folder, &format!("old/{file}"), &text);
        let changed = replacements.iter().fold(text, |text, (replaced, by)| text.replace(replaced, by));
        write(&folder, &format!("new/{file}"), changed);
    }
    folder
}

const OPTIONAL: (&str, &str) = ("PartnerClaimType=\"id\" Required=\"true\"", "PartnerClaimType=\"id\"");
const TOKEN: (&str, &str) = ("https://example.com/token", "https://login.example.com/token");

fn shown(name: &str, folder: &Path, status: i32, arguments: &[&str]) -> Answer {
    let answer = expect_in(folder, status, arguments);
    compare(&format!("{name}.stdout"), &answer.stdout);
    compare(&format!("{name}.stderr"), &answer.stderr);
    answer
}

#[test]
fn two_versions_of_a_folder() {
    let folder = versions("diff-folders", &[OPTIONAL, TOKEN]);
    shown("diff", &folder, 0, &["diff", "old", "new"]);
    shown("diff-short", &folder, 0, &["diff", "old", "new", "--format", "short"]);
    shown("diff-json", &folder, 0, &["diff", "old", "new", "--format", "json"]);
    shown("diff-files", &folder, 0, &["diff", "new/SignIn.xml", "old/SignIn.xml"]);
}

#[test]
fn a_claim_of_the_token_that_vanished() {
    const CLAIM: &str = "<OutputClaim ClaimTypeReferenceId=\"issuerUserId\" PartnerClaimType=\"sub\" />";
    let more = CLAIM.to_owned()
        + "<OutputClaim ClaimTypeReferenceId=\"identityProvider\" PartnerClaimType=\"idp\" DefaultValue=\"local\" />";
    let folder = versions("diff-token", &[(CLAIM, &more)]);
    shown("diff-token", &folder, 1, &["diff", "new", "old", "--deny", "breaking"]);
    shown("diff-token-added", &folder, 1, &["diff", "old", "new", "--deny", "breaking"]);
}

#[test]
fn a_policy_does_not_differ_from_itself() {
    let folder = versions("diff-same", &[]);
    shown("diff-same", &folder, 0, &["diff", "old", "new", "--deny", "patch"]);
    shown("diff-same-json", &folder, 0, &["diff", "old", "old", "--format", "json"]);
}

#[test]
fn a_build_fails_when_it_is_told_to() {
    let folder = versions("diff-deny", &[TOKEN]);
    for (level, status) in [("patch", 1), ("minor", 0), ("breaking", 0)] {
        expect_in(&folder, status, &["diff", "old", "new", "--deny", level]);
    }
    let folder = versions("diff-deny-breaking", &[OPTIONAL]);
    for level in ["patch", "minor", "breaking"] {
        expect_in(&folder, 1, &["diff", "old", "new", "--deny", level]);
    }
    shown("diff-unknown-level", &folder, 2, &["diff", "old", "new", "--deny", "major"]);
}

#[test]
fn errors_are_reported_and_nothing_is_compared() {
    let folder = versions("diff-errors", &[("ClaimType Id=\"issuerUserId\"", "ClaimType Id=\"issuerUser\"")]);
    let answer = shown("diff-errors", &folder, 1, &["diff", "old", "new"]);
    assert!(answer.stdout.is_empty() && answer.stderr.contains("nothing is compared: `new` has errors"));
    shown("diff-nowhere", &folder, 2, &["diff", "old", "nowhere/A.xml"]);
    shown("diff-no-environment", &folder, 2, &["diff", "old", "contoso"]);
    write(&folder, "empty/readme.txt", "nothing");
    shown("diff-no-policy", &folder, 2, &["diff", "old", "empty"]);
}

#[test]
fn two_environments_and_all_environments() {
    let folder = temporary("diff-environments");
    let policy = fs::read_to_string(tests_folder().join("policies/settings/Policy.xml")).expect("the policy is there");
    let settings = SETTINGS.replace("[TEST]", "");
    write(&folder, "now/Policy.xml", &policy);
    write(&folder, "now/appsettings.json", &settings);
    let next = policy.replace("<DisplayName>Example</DisplayName>", "<DisplayName>Next</DisplayName>");
    write(&folder, "next/Policy.xml", next);
    write(&folder, "next/appsettings.json", SETTINGS.replace("[TEST]", TEST).replace("\"openid\"", "\"openid email\""));
    let now = folder.join("now");
    shown("diff-environments", &now, 0, &["diff", "Development", "Production"]);
    shown("diff-unknown-environment", &now, 2, &["diff", "Development", "Prodction"]);
    shown("diff-environment-twice", &now, 2, &["diff", "Development", "Production", "--environment", "Production"]);
    shown("diff-all-environments", &folder, 0, &["diff", "now", "next"]);
    shown("diff-one-environment", &folder, 0, &["diff", "now", "next", "--environment", "Development"]);
    for file in FILES {
        let text = fs::read(tests_folder().join("policies/good").join(file)).expect("the policy is there");
        write(&folder, &format!("nameless/{file}"), text);
    }
    shown("diff-nameless", &folder, 2, &["diff", "nameless", "now"]);
    expect_in(&folder, 0, &["diff", "nameless", "now", "--environment", "Production"]);
    expect_in(&folder, 2, &["diff", "nameless", "nameless", "--environment", "Production"]);
}

const SETTINGS: &str = r#"{
  "Environments": [
    {
      "Name": "Development",
      "Tenant": "contosodev.onmicrosoft.com",
      "PolicySettings": {
        "AuthorizationEndpoint": "https://dev.example.com/authorize",
        "ClientId": "dev-1",
        "Scope": "profile"
      }
    },[TEST]
    {
      "Name": "Production",
      "Tenant": "contoso.onmicrosoft.com",
      "PolicySettings": {
        "AuthorizationEndpoint": "https://example.com/authorize",
        "ClientId": "production-1",
        "Scope": "openid"
      }
    }
  ]
}
"#;

const TEST: &str = r#"
    {
      "Name": "Test",
      "Tenant": "contosotest.onmicrosoft.com",
      "PolicySettings": {
        "AuthorizationEndpoint": "https://test.example.com/authorize",
        "ClientId": "test-1",
        "Scope": "profile"
      }
    },"#;

/// What is renamed in one of the policies of a crate is not there in the others, as for `generate`.
#[test]
fn a_selector_is_one_for_all_policies() {
    let folder = versions("diff-selectors", &[]);
    let read = |file: &str| fs::read_to_string(folder.join("old").join(file)).expect("the policy is there");
    let between = |text: &str, start: &str, end: &str| {
        let rest = text.split_once(start).expect("it begins").1;
        format!("{start}{}{end}", rest.split_once(end).expect("it ends").0)
    };
    let base = read("Base.xml");
    let own = [
        between(&base, "<ClaimsProviders>", "</ClaimsProvider>") + "</ClaimsProviders>",
        between(&base, "<UserJourneys>", "</UserJourneys>"),
        "<RelyingParty>".to_owned(),
    ];
    let own = own.concat().replace("Your client id", "application-2");
    // The names of types and files stay those of the base.
    let own = own.replace("Example-OAUTH", "Other-OAUTH").replace("Id=\"SignIn\"", "Id=\"Other\"");
    let other =
        read("SignIn.xml").replace("<RelyingParty>", &own).replace("ReferenceId=\"SignIn\"", "ReferenceId=\"Other\"");
    for side in ["old", "new"] {
        write(&folder, &format!("{side}/Other.xml"), other.replace("B2C_1A_SignIn", "B2C_1A_Other"));
    }
    let project =
        |rename: &str| write(&folder, "new/claimsmith.toml", format!("[generate]\nrename = {{ {rename} }}\n"));
    project("\"Other-OAUTH\" = \"Another\"");
    let answer = expect_in(&folder, 0, &["diff", "old", "new", "--format", "short"]);
    assert!(answer.stdout.contains("breaking[client-name]") && answer.stdout.lines().count() == 1, "{}", answer.stdout);
    project("\"Nowhere-OAUTH\" = \"Another\"");
    let answer = expect_in(&folder, 2, &["diff", "old", "new"]);
    assert_eq!(answer.stderr.matches("error[CS0008]").count(), 1, "{}", answer.stderr);
}

fn git(folder: &Path, arguments: &[&str]) {
    let identity = ["-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"];
    let output = Command::new("git").args(identity).args(arguments).current_dir(folder).output();
    let output = output.expect("git is there");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// A repository whose first commit holds `old` as `policies`, and whose work tree holds `new` there.
fn repository(name: &str, replacements: &[(&str, &str)]) -> PathBuf {
    let folder = versions(name, replacements);
    let git = |arguments: &[&str]| git(&folder, arguments);
    fs::rename(folder.join("old"), folder.join("policies")).expect("the folder can be renamed");
    git(&["init", "--quiet"]);
    git(&["add", "policies"]);
    git(&["commit", "--quiet", "-m", "first"]);
    fs::remove_dir_all(folder.join("policies")).expect("the folder can be removed");
    fs::rename(folder.join("new"), folder.join("policies")).expect("the folder can be renamed");
    folder
}

#[test]
fn a_revision_against_the_work_tree() {
    let folder = repository("diff-git", &[OPTIONAL]);
    let answer = shown("diff-git", &folder, 0, &["diff", "git:HEAD:policies", "policies"]);
    assert!(answer.stdout.contains("may have no value"), "{}", answer.stdout);
    let back = shown("diff-git-back", &folder, 0, &["diff", "policies", "git:HEAD:policies/SignIn.xml"]);
    assert!(back.stdout.contains("git:HEAD:policies/"), "{}", back.stdout);
    let below = folder.join("policies");
    expect_in(&below, 0, &["diff", "git:HEAD:policies", "git:HEAD:./SignIn.xml", "--deny", "patch"]);
    shown("diff-git-revision", &folder, 2, &["diff", "git:nowhere:policies", "policies"]);
    shown("diff-git-path", &folder, 2, &["diff", "git:HEAD:../policies", "policies"]);
    // What looks like an option is a revision that is not there.
    expect_in(&folder, 2, &["diff", "git:--all:policies", "policies"]);
}

#[test]
fn errors_of_a_revision_name_it() {
    let folder = repository("diff-git-errors", &[]);
    write(&folder, "policies/Base.xml", "<TrustFrameworkPolicy");
    git(&folder, &["commit", "--quiet", "-a", "-m", "second"]);
    let answer = expect_in(&folder, 1, &["diff", "git:HEAD:policies", "git:HEAD~1:policies"]);
    assert!(answer.stderr.contains("git:HEAD:policies/"), "{}", answer.stderr);
    assert!(!answer.stderr.contains("claimsmith-diff-"), "{}", answer.stderr);
}

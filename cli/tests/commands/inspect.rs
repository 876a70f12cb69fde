//! `claimsmith inspect` as a process.

use crate::support::{Answer, claimsmith, compare, snapshot, temporary, tests_folder};
use serde_json::Value;
use std::fs;

fn lines(answer: &Answer) -> Vec<Value> {
    answer.stdout.lines().map(|line| serde_json::from_str(line).expect("every line is JSON")).collect()
}

#[test]
fn a_policy_in_short() {
    let answer = snapshot("inspect-summary", 0, &["inspect", "policies/good"]);
    for words in [["summary", "policies/good"], ["policies/good", "summary"]] {
        let same = claimsmith(&["inspect", words[0], words[1]]);
        assert_eq!((same.stdout, same.status), (answer.stdout.clone(), answer.status));
    }
}

#[test]
fn a_policy_as_json() {
    let answer = snapshot("inspect-summary-json", 0, &["inspect", "policies/good", "--format", "json"]);
    let lines = lines(&answer);
    assert!(matches!(lines.as_slice(), [policy] if policy["providers"][0]["client_id"] == "application-1"));
}

#[test]
fn a_policy_in_each_environment() {
    snapshot("inspect-no-placeholders", 0, &["inspect", "policies/plain"]);
    snapshot("inspect-environment", 0, &["inspect", "policies/settings", "--environment", "Development"]);
    let answer = claimsmith(&["inspect", "policies/settings", "--format", "json"]);
    let environments: Vec<Value> = lines(&answer).iter().map(|policy| policy["environments"][0].clone()).collect();
    assert_eq!(environments, ["Development", "Test", "Production"]);
    assert_eq!(answer.status, Some(1));
}

#[test]
fn policy_keys() {
    snapshot("inspect-keys", 0, &["inspect", "keys", "policies/good"]);
    let answer = snapshot("inspect-keys-json", 0, &["inspect", "keys", "policies/good", "--format", "json"]);
    assert_eq!(lines(&answer)[0]["variable"], "B2C_1A_EXAMPLESECRET");
}

#[test]
fn redirect_uris() {
    snapshot("inspect-redirect-uris", 0, &["inspect", "redirect-uris", "policies/good"]);
    let url = ["inspect", "redirect-uris", "policies/good", "--application-url", "https://www.example.com/"];
    snapshot("inspect-redirect-uris-url", 0, &url);
    let answer = snapshot("inspect-redirect-uris-json", 0, &[&url[..], &["--format", "json"]].concat());
    assert_eq!(lines(&answer)[0]["application"], "https://www.example.com/signin/example-oauth/callback");
}

#[test]
fn redirect_uris_that_the_policy_does_not_settle() {
    let folder = temporary("redirect-uris-unsettled");
    for name in ["Base.xml", "Extensions.xml", "SignIn.xml"] {
        let text = fs::read_to_string(tests_folder().join("policies/good").join(name)).expect("the policy is there");
        let unsettled = text.replace("<Item Key=\"UsePolicyInRedirectUri\">false</Item>", "");
        fs::write(folder.join(name), unsettled).expect("a file in the temporary folder");
    }
    let folder = folder.to_str().expect("the target folder is UTF-8");
    let answer = claimsmith(&["inspect", "redirect-uris", folder]);
    assert_eq!(answer.status, Some(0), "{}", answer.stderr);
    compare("inspect-redirect-uris-unsettled.stdout", &answer.stdout);
    let json = lines(&claimsmith(&["inspect", "redirect-uris", folder, "--format", "json"]));
    assert_eq!(json[0]["b2c"][0]["certainty"], "documented");
    assert_eq!(json[0]["b2c"][3]["certainty"], "reported");
}

#[test]
fn redirect_uris_of_every_environment() {
    snapshot("inspect-redirect-uris-environments", 1, &["inspect", "redirect-uris", "policies/settings"]);
}

#[test]
fn what_could_be_read_is_shown_beside_the_errors() {
    snapshot("inspect-faulty", 1, &["inspect", "keys", "policies/faulty.xml"]);
    snapshot("inspect-malformed", 1, &["inspect", "policies/malformed.xml"]);
}

#[test]
fn wrong_arguments() {
    snapshot("inspect-missing-file", 2, &["inspect", "policies/nowhere.xml"]);
    snapshot("inspect-topic-without-path", 2, &["inspect", "keys"]);
    snapshot("inspect-unknown-topic", 2, &["inspect", "graph", "policies/good"]);
    let url = ["inspect", "redirect-uris", "policies/good", "--application-url", "www.example.com"];
    snapshot("inspect-wrong-url", 2, &url);
}

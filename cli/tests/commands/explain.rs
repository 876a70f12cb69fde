//! `claimsmith explain` as a process.

use crate::support::{claimsmith, snapshot, tests_folder};
use std::fs;

#[test]
fn a_code_shows_its_page() {
    let page = fs::read_to_string(tests_folder().join("../../docs/errors/CS0101.md")).expect("the page is there");
    let answer = claimsmith(&["explain", "cs0101"]);
    assert_eq!((answer.status, answer.stdout, answer.stderr), (Some(0), page, String::new()));
}

#[test]
fn metadata_keys_in_any_case() {
    snapshot("explain-keys", 0, &["explain", "AccessTokenEndpoint", "httpbinding", "response_types"]);
    snapshot("explain-without-effect", 0, &["explain", "end_session_endpoint", "UsePolicyInRedirectUri"]);
}

#[test]
fn a_numbered_key_with_any_number() {
    let [one, general] = ["claimsmith.follow_up.1.endpoint", "claimsmith.follow_up.N.endpoint"];
    let answer = claimsmith(&["explain", one]);
    assert_eq!(answer.status, Some(0), "{}", answer.stderr);
    assert_eq!(answer.stdout, claimsmith(&["explain", general]).stdout);
    let lists =
        ["claimsmith.follow_up.2.parameters", "claimsmith.token_parameter_names", "claimsmith.id_token_algorithms"];
    snapshot("explain-extension-keys", 0, &[&["explain", one], &lists[..]].concat());
}

#[test]
fn claim_resolvers_with_and_without_braces() {
    let terms = ["{OIDC:LoginHint}", "oauth-kv:campaign", "oauth2", "{tenant}", "{OAUTH-KV:state}", "Culture:LCID"];
    snapshot("explain-resolvers", 0, &[&["explain"], &terms[..]].concat());
}

#[test]
fn every_metadata_key_is_explained() {
    let keys: Vec<&str> = claimsmith_compiler::protocol::oauth2::METADATA.iter().map(|row| row.key).collect();
    let explained = claimsmith(&[&["explain"], &keys[..]].concat());
    assert_eq!(explained.status, Some(0), "{}", explained.stderr);
    for key in &keys {
        assert!(explained.stdout.contains(&format!("{key}: a metadata key of OAuth2")), "{key}");
    }
    for part in ["  value ", "  default ", "  effect "] {
        assert_eq!(explained.stdout.matches(part).count(), keys.len(), "{part}");
    }
}

#[test]
fn what_a_follow_up_request_takes_and_when_a_profile_is_offered() {
    snapshot("explain-enabled", 0, &["explain", "EnabledForUserJourneys"]);
    let [all, one] = ["claimsmith.follow_up", "claimsmith.follow_up.3"].map(|term| claimsmith(&["explain", term]));
    assert_eq!((all.status, &all.stdout), (Some(0), &one.stdout));
    assert_eq!(all.stdout.matches("a metadata key of OAuth2").count(), 9, "{}", all.stdout);
}

#[test]
fn unknown_terms_beside_known_ones() {
    snapshot("explain-unknown", 1, &["explain", "CS9101", "authorisation_endpoint", "scope", "xyzzy"]);
}

#[test]
fn a_term_is_required() {
    snapshot("explain-nothing", 2, &["explain"]);
}

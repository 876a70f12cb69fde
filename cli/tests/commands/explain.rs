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
    snapshot("explain-not-compiled", 0, &["explain", "end_session_endpoint", "UsePolicyInRedirectUri"]);
}

#[test]
fn unknown_terms_beside_known_ones() {
    snapshot("explain-unknown", 1, &["explain", "CS9101", "authorisation_endpoint", "scope", "xyzzy"]);
}

#[test]
fn a_term_is_required() {
    snapshot("explain-nothing", 2, &["explain"]);
}

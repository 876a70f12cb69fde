//! `claimsmith explain` as a process.

use crate::support::{Answer, claimsmith, claimsmith_with_input, snapshot, tests_folder};
use claimsmith_compiler::protocol::Role;
use std::collections::BTreeSet;
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
fn every_key_is_explained() {
    let keys: BTreeSet<&str> = Role::ALL.into_iter().flat_map(Role::metadata).map(|row| row.key).collect();
    let keys: Vec<&str> = keys.into_iter().filter(|key| !key.contains('*')).collect();
    let explained = claimsmith(&[&["explain"], &keys[..]].concat());
    assert_eq!(explained.status, Some(0), "{}", explained.stderr);
    for key in &keys {
        assert!(explained.stdout.contains(&format!("{key}: a metadata key of ")), "{key}");
    }
    for role in Role::ALL {
        for key in role.policy_keys() {
            let explained = claimsmith(&["explain", key.id]);
            assert!(explained.stdout.contains(&format!("{}: a cryptographic key of ", key.id)), "{}", key.id);
        }
    }
}

#[test]
fn a_key_of_several_kinds_of_technical_profiles() {
    snapshot("explain-kinds", 0, &["explain", "IncludeClaimResolvingInClaimsHandling", "client_secret", "serviceurl"]);
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
    snapshot(
        "explain-unknown",
        1,
        &[
            "explain",
            "CS9101",
            "authorisation_endpoint",
            "scope",
            "AADB2C90252",
            "FormatStringClaims",
            "{OIDC:X",
            "xyzzy",
        ],
    );
}

#[test]
fn a_term_is_required() {
    snapshot("explain-nothing", 2, &["explain"]);
}

/// What an upload answers, each error printed twice, the messages joined without a blank.
const REFUSED: &str = "Unable to upload policy. Reason : Validation failed: 3 validation error(s) found in policy \
    \"B2C_1A_SIGNUP_SIGNIN\" of tenant \"contoso.onmicrosoft.com\".Policy \"B2C_1A_signup_signin\" of tenant \
    \"contoso.onmicrosoft.com\" makes a reference to ClaimType with id \"favouriteColor\" but neither the policy nor any \
    of its base policies contain such an element.Schema validation error found at line 14 col 55 in policy \
    \"B2C_1A_SIGNUP_SIGNIN\" of tenant \"contoso.onmicrosoft.com\": The element 'TechnicalProfile' in namespace \
    'http://schemas.microsoft.com/online/cpim/schemas/2013/06' has invalid child element 'Protocol' in namespace \
    'http://schemas.microsoft.com/online/cpim/schemas/2013/06'. List of possible elements expected: 'Metadata, \
    CryptographicKeys' in namespace 'http://schemas.microsoft.com/online/cpim/schemas/2013/06'.User journey \
    \"SignUpOrSignIn\" in policy \"B2C_1A_signup_signin\" of tenant \"contoso.onmicrosoft.com\" has step 7 with 2 claims \
    exchanges. It must be preceded by a claims provider selection in order to determine which claims exchange can be \
    used.Policy \"B2C_1A_signup_signin\" of tenant \"contoso.onmicrosoft.com\" makes a reference to ClaimType with id \
    \"favouriteColor\" but neither the policy nor any of its base policies contain such an element.User journey \
    \"SignUpOrSignIn\" in policy \"B2C_1A_signup_signin\" of tenant \"contoso.onmicrosoft.com\" has step 7 with 2 claims \
    exchanges. It must be preceded by a claims provider selection in order to determine which claims exchange can be used.";

fn is_same(answer: &Answer, other: &Answer) {
    assert_eq!((&answer.stdout, &answer.stderr, answer.status), (&other.stdout, &other.stderr, other.status));
}

#[test]
fn run_time_codes_of_b2c() {
    let answer = snapshot("explain-run-time", 0, &["explain", "AADB2C90025", "aadb2c90289", "90118", "AADB2C90068"]);
    assert_eq!(answer.stdout.matches("an error of Azure AD B2C at run time").count(), 4);
}

#[test]
fn the_answer_of_an_upload_however_it_was_copied() {
    let whole = snapshot("explain-upload", 0, &["explain", REFUSED]);
    is_same(&claimsmith_with_input(&["explain"], REFUSED), &whole);
    is_same(&claimsmith_with_input(&["explain", "-"], REFUSED), &whole);
    let json = REFUSED.replace('"', "\\\"").replace("used.", "used.\\r\\n");
    is_same(&claimsmith_with_input(&["explain"], &json), &whole);
    let (quotes, lines) = (REFUSED.replace('"', "\u{201c}").replace('\'', "\u{2019}"), REFUSED.replace(' ', "\r\n   "));
    is_same(&claimsmith_with_input(&["explain"], &quotes), &whole);
    is_same(&claimsmith_with_input(&["explain"], &lines), &whole);
}

#[test]
fn words_whose_quotes_the_shell_took() {
    let words = "User journey J does not contain a send claims step.";
    let answer = claimsmith(&[&["explain"], words.split(' ').collect::<Vec<_>>().as_slice()].concat());
    is_same(&answer, &claimsmith(&["explain", words]));
    assert!(answer.stdout.contains("CS0605"), "{}", answer.stdout);
}

#[test]
fn texts_that_say_nothing() {
    let text = "the policy was not uploaded, and nobody knows why";
    snapshot("explain-unknown-text", 1, &["explain", text]);
    let long = "User journey \"".repeat(30_000);
    let answer = claimsmith_with_input(&["explain", "-"], &long);
    assert_eq!(answer.status, Some(2));
    assert!(answer.stderr.contains("more than 256 KiB"), "{}", answer.stderr);
    assert_eq!(claimsmith_with_input(&["explain", "-", "-"], "x").status, Some(2));
    let hostile = "User journey 'a\u{1b}[31m' does not contain a send claims step";
    let answer = claimsmith_with_input(&["explain"], hostile);
    assert!(answer.status == Some(0) && !answer.stdout.contains('\u{1b}'), "{}", answer.stdout);
}

#[test]
fn transformation_methods() {
    snapshot(
        "explain-methods",
        0,
        &["explain", "FormatStringClaim", "assertnumber", "GenerateJson", "ClaimToClaimEquality"],
    );
    let methods: Vec<&str> = claimsmith_compiler::transformation::method::all().map(|method| method.name).collect();
    let explained = claimsmith(&[&["explain"], &methods[..]].concat());
    assert_eq!(explained.status, Some(0), "{}", explained.stderr);
    assert_eq!(explained.stdout.matches(": a method of claims transformations\n").count(), methods.len());
}

//! No change shows a secret.

use crate::common::{self, run};
use crate::support::{after, api, between};
use claimsmith_compiler::Purpose;
use claimsmith_compiler::api::CrateFacts;

#[test]
fn no_secret_is_shown() {
    let with = |secret: &str| {
        // Secrets in other places are errors in code that is generated.
        let item = format!(
            "<Item Key=\"ClaimsEndpoint\">https://id.example/me</Item>\
             <Item Key=\"AdditionalRequestQueryParameters\">client_secret={secret}</Item>"
        );
        let text = after("<Item Key=\"ClaimsEndpoint\">https://id.example/me</Item>", &item);
        let outcome = run(&[("policy.xml", &text)], Purpose::Generate);
        assert!(!outcome.has_errors(), "{:?}", outcome.diagnostics);
        outcome.sdk.expect("it compiles")
    };
    let (old, new) = (with("abcdefghijklmnopqrstuvwx"), with("zyxwvutsrqponmlkjihgfedc"));
    let changes = between(&old, &new);
    assert_eq!(changes.len(), 1, "{changes:?}");
    let text = format!("{changes:?} {:?}", api(CrateFacts::default(), &[&old, &new]).policies[0].clients[0].exchanges);
    assert!(!text.contains("abcdef") && !text.contains("zyxwvu"), "{text}");
}

/// In a URL or a header that would stand in the code, a secret is an error: there is nothing to compare.
#[test]
fn secrets_that_would_stand_in_the_code_are_refused_unseen() {
    let endpoint = "<Item Key=\"ClaimsEndpoint\">https://id.example/me</Item>";
    let secret = "abcdefghijklmnopqrstuvwx";
    for item in [
        format!("<Item Key=\"ClaimsEndpoint\">https://id.example/me?code={secret}</Item>"),
        format!("{endpoint}<Item Key=\"claimsmith.claims_headers\">X-Api-Key={secret}</Item>"),
    ] {
        let outcome = run(&[("policy.xml", &after(endpoint, &item))], Purpose::Generate);
        assert_eq!(common::codes(&outcome), ["CS0807"], "{item}");
        assert!(!format!("{:?}", outcome.diagnostics).contains(secret), "{:?}", outcome.diagnostics);
    }
}

//! What the application adds to the authorization request.

use crate::browser::{Browser, User};
use crate::stage::{Stage, text};
use claimsmith_runtime::{BeginOptions, ClaimSet, ClaimValue, Endpoint, ResolverContext, SignInError};

fn inputs(claim: &str, value: &str) -> ClaimSet {
    [(claim.to_owned(), ClaimValue::String(value.to_owned()))].into_iter().collect()
}

#[tokio::test]
async fn the_provider_suggests_whom_the_application_names() {
    let stage = Stage::new("Interop-Inputs");
    let from_context = || BeginOptions::default().with_context(ResolverContext::default().with_login_hint("alice"));
    for (inputs, options, expected) in [
        (inputs("loginHint", "meili"), BeginOptions::default(), "meili"),
        (ClaimSet::new(), from_context(), "alice"),
        (inputs("loginHint", "meili"), from_context(), "meili"),
    ] {
        let (begin, arrival) = stage.visit_with(&mut Browser::new(), User::AgreesAsSuggested, inputs, options).await;
        let signed_in = stage.finish(begin, &arrival).await.expect("signed in");
        assert_eq!(text(&signed_in, "issuerUserId"), expected);
    }
}

#[tokio::test]
async fn a_sign_in_without_questions_fails_when_there_is_one_to_ask() {
    let stage = Stage::new("Interop-Inputs");
    let mut browser = Browser::new();
    let silent = || (inputs("prompt", "none"), BeginOptions::default());
    let (claims, options) = silent();
    let (begin, arrival) = stage.visit_with(&mut browser, User::Agrees("alice"), claims, options).await;
    let error = stage.finish(begin, &arrival).await.expect_err("nobody is signed in");
    let SignInError::Provider { endpoint, code, .. } = &error else { panic!("{error:?}") };
    assert_eq!((*endpoint, code.as_str()), (Endpoint::Authorization, "login_required"));

    stage.visit_in(&mut browser, User::Agrees("alice")).await;
    let (claims, options) = silent();
    let (begin, arrival) = stage.visit_with(&mut browser, User::Agrees("alice"), claims, options).await;
    assert!(browser.asked.is_empty());
    let signed_in = stage.finish(begin, &arrival).await.expect("signed in without a question");
    assert_eq!(text(&signed_in, "issuerUserId"), "alice");
}

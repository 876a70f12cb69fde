//! What the user, the provider or the runtime refuses.

use crate::browser::User;
use crate::registration::ISSUER;
use crate::stage::{Stage, access_token};
use claimsmith_runtime::{Endpoint, SignInError};

#[tokio::test]
async fn a_user_who_declines_has_not_signed_in() {
    for profile in ["Interop-Post", "Interop-FormPost", "Interop-Fragment"] {
        let stage = Stage::new(profile);
        let (begin, arrival) = stage.visit(User::Refuses("alice")).await;
        assert_eq!(arrival.parameter("error"), Some("access_denied"));
        let error = stage.finish(begin, &arrival).await.expect_err("declined");
        assert_eq!(error, SignInError::UserDenied { provider: profile.into() });
        assert!(stage.recorder.requests_to("/token").is_empty());
    }
}

#[tokio::test]
async fn the_provider_insists_on_pkce() {
    let stage = Stage::new("Interop-WithoutPkce");
    let (begin, arrival) = stage.visit(User::Agrees("alice")).await;
    let error = stage.finish(begin, &arrival).await.expect_err("refused");
    let SignInError::Provider { endpoint, code, status, .. } = &error else { panic!("{error:?}") };
    assert_eq!((*endpoint, code.as_str(), *status), (Endpoint::Authorization, "invalid_request", None));
}

#[tokio::test]
async fn another_issuer_sends_nothing() {
    let stage = Stage::new("Interop-Post");
    let (begin, arrival) = stage.visit(User::Agrees("alice")).await;
    assert_eq!(arrival.parameter("iss"), Some(ISSUER), "the provider names itself (RFC 9207)");
    for issuer in ["https://id.interop.example/", "https://ID.interop.example", "https://other.example", ""] {
        let arrival = arrival.clone().with("iss", issuer);
        let error = stage.finish(begin.clone(), &arrival).await.expect_err("refused");
        assert_eq!(error, SignInError::IssuerMismatch, "{issuer}");
    }
    let error = stage.finish(begin.clone(), &arrival.clone().without("iss")).await.expect_err("refused");
    assert_eq!(error, SignInError::IssuerMismatch, "the policy says that the provider names itself");
    assert!(stage.recorder.requests_to("/token").is_empty());
    stage.finish(begin, &arrival).await.expect("signed in");
}

#[tokio::test]
async fn the_issuer_is_compared_on_an_error_too() {
    let stage = Stage::new("Interop-Post");
    let (begin, arrival) = stage.visit(User::Refuses("alice")).await;
    let error = stage.finish(begin, &arrival.with("iss", "https://other.example")).await.expect_err("refused");
    assert_eq!(error, SignInError::IssuerMismatch);
}

#[tokio::test]
async fn a_code_is_spent_by_its_first_exchange() {
    let stage = Stage::new("Interop-Post");
    let (begin, arrival) = stage.visit(User::Agrees("alice")).await;
    let signed_in = stage.finish(begin.clone(), &arrival).await.expect("signed in");
    assert_eq!(stage.claims_status(access_token(&signed_in.tokens)).await, 200);
    let error = stage.finish(begin, &arrival).await.expect_err("spent");
    let SignInError::Provider { endpoint, code, status, .. } = &error else { panic!("{error:?}") };
    assert_eq!((*endpoint, code.as_str(), *status), (Endpoint::Token, "invalid_grant", Some(400)));
    // RFC 6749 section 4.1.2: so a code must never be sent twice.
    assert_eq!(stage.claims_status(access_token(&signed_in.tokens)).await, 401, "revoked by the second use");
}

#[tokio::test]
async fn an_altered_callback_sends_nothing() {
    let stage = Stage::new("Interop-Post");
    let (begin, arrival) = stage.visit(User::Agrees("alice")).await;
    let (other_begin, _) = stage.visit(User::Agrees("meili")).await;
    let state = arrival.parameter("state").expect("a state").to_owned();
    let altered = format!("{}{}", &state[..state.len() - 1], if state.ends_with('A') { 'B' } else { 'A' });
    for arrival in [arrival.clone().with("state", &altered), arrival.clone().with("state", "")] {
        let error = stage.finish(begin.clone(), &arrival).await.expect_err("refused");
        assert_eq!(error, SignInError::StateMismatch);
    }
    let error = stage.finish(other_begin, &arrival).await.expect_err("another browser's");
    assert_eq!(error, SignInError::StateMismatch);
    assert!(stage.recorder.requests_to("/token").is_empty());
    stage.finish(begin, &arrival).await.expect("the code was not spent by any of it");
}

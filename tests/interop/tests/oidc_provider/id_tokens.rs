//! The provider's id_token: with the browser or with the token answer, validated with the provider's keys.

use crate::browser::{User, Way};
use crate::registration::redirect_uri;
use crate::stage::{Stage, text};
use claimsmith_runtime::{ClaimValue, Clock, IdTokenFault, SignInError, SystemClock};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The system's clock, set forward.
#[derive(Default)]
struct FastClock(AtomicU64);

impl Clock for FastClock {
    fn now(&self) -> u64 {
        SystemClock.now() + self.0.load(Ordering::Relaxed)
    }
}

fn fault(error: &SignInError) -> IdTokenFault {
    match error {
        SignInError::IdToken { check } => *check,
        other => panic!("{other:?} instead of an invalid id_token"),
    }
}

#[tokio::test]
async fn an_id_token_in_a_form_is_validated_with_the_key_set() {
    let stage = Stage::new("Interop-IdToken-Jwks");
    let (begin, arrival) = stage.visit(User::Agrees("meili")).await;
    assert_eq!(arrival.way, Way::Form);
    let signed_in = stage.finish(begin, &arrival).await.expect("signed in");
    let subject = signed_in.subject().expect("the policy says who the user is");
    assert_eq!((subject.issuer.as_str(), subject.id.as_str()), ("id.interop.example", "meili"));
    assert_eq!(text(&signed_in, "displayName"), "梅丽 “Mei” O’Néill");
    assert_eq!(signed_in.claims.get("emailVerified"), Some(&ClaimValue::Boolean(false)));
    assert!(stage.recorder.requests_to("/token").is_empty());
    assert!(stage.recorder.requests_to("/.well-known/openid-configuration").is_empty());

    stage.sign_in("alice").await.expect("signed in");
    assert_eq!(stage.recorder.requests_to("/jwks").len(), 1, "the key set is kept");
}

#[tokio::test]
async fn an_id_token_in_the_fragment_is_validated_by_discovery() {
    let stage = Stage::new("Interop-IdToken-Discovery");
    for account in ["alice", "meili"] {
        let (begin, arrival) = stage.visit(User::Agrees(account)).await;
        assert_eq!(arrival.way, Way::Fragment);
        let signed_in = stage.finish(begin, &arrival).await.expect("signed in");
        assert_eq!(text(&signed_in, "issuerUserId"), account);
    }
    assert_eq!(stage.recorder.requests_to("/.well-known/openid-configuration").len(), 1);
    assert_eq!(stage.recorder.requests_to("/jwks").len(), 1);
}

#[tokio::test]
async fn the_claims_of_a_code_flow_come_from_the_id_token() {
    let stage = Stage::new("Interop-IdToken-Code");
    let signed_in = stage.sign_in("alice").await.expect("signed in");
    assert_eq!(text(&signed_in, "issuerUserId"), "alice");
    assert_eq!(text(&signed_in, "displayName"), "Alice Liddell");
    assert_eq!(text(&signed_in, "email"), "alice@example.com");
    assert!(stage.recorder.requests_to("/me").is_empty());
}

#[tokio::test]
async fn id_token_and_claims_endpoint_agree_on_the_subject() {
    let stage = Stage::new("Interop-IdToken-UserInfo");
    let signed_in = stage.sign_in("alice").await.expect("signed in");
    assert_eq!(text(&signed_in, "issuerUserId"), "alice");
    assert_eq!(text(&signed_in, "displayName"), "Alice Liddell");
    assert_eq!(stage.recorder.requests_to("/me").len(), 1);
}

#[tokio::test]
async fn every_algorithm_that_is_accepted_by_default() {
    for algorithm in ["RS256", "PS256", "ES256", "EdDSA"] {
        let stage = Stage::configured("Interop-IdToken-Code", |mut config| {
            config.client_id = format!("interop-{algorithm}");
            config
        });
        let signed_in = stage.sign_in("alice").await.unwrap_or_else(|error| panic!("{algorithm}: {error}"));
        assert_eq!(text(&signed_in, "issuerUserId"), "alice");
    }
}

#[tokio::test]
async fn the_client_secret_signs_only_where_the_policy_says_so() {
    let stage = Stage::new("Interop-IdToken-Secret");
    let signed_in = stage.sign_in("alice").await.expect("signed in");
    assert_eq!(text(&signed_in, "issuerUserId"), "alice");

    let unasked = Stage::configured("Interop-IdToken-Code", |mut config| {
        config.client_id = "interop-id-token-secret".into();
        config.redirect_uri = redirect_uri("Interop-IdToken-Secret");
        config
    });
    let error = unasked.sign_in("alice").await.expect_err("refused");
    assert_eq!(fault(&error), IdTokenFault::Algorithm);
}

#[tokio::test]
async fn the_id_token_of_another_sign_in_is_refused() {
    let stage = Stage::new("Interop-IdToken-Jwks");
    let (_, other) = stage.visit(User::Agrees("meili")).await;
    let (begin, arrival) = stage.visit(User::Agrees("alice")).await;
    let stolen = other.parameter("id_token").expect("an id_token");
    let error = stage.finish(begin.clone(), &arrival.clone().with("id_token", stolen)).await.expect_err("refused");
    assert_eq!(fault(&error), IdTokenFault::Nonce);

    let token = arrival.parameter("id_token").expect("an id_token");
    let (signed, signature) = token.rsplit_once('.').expect("three parts");
    let first = if signature.starts_with('A') { "B" } else { "A" };
    let altered = format!("{signed}.{first}{}", &signature[1..]);
    let error = stage.finish(begin.clone(), &arrival.clone().with("id_token", &altered)).await.expect_err("refused");
    assert_eq!(fault(&error), IdTokenFault::Signature);
    stage.finish(begin, &arrival).await.expect("signed in");
}

#[tokio::test]
async fn the_id_token_of_another_application_is_refused() {
    let other = Stage::new("Interop-IdToken-Jwks");
    let (_, other) = other.visit(User::Agrees("alice")).await;
    let stage = Stage::new("Interop-IdToken-Discovery");
    let (begin, arrival) = stage.visit(User::Agrees("alice")).await;
    let stolen = other.parameter("id_token").expect("an id_token");
    let error = stage.finish(begin, &arrival.with("id_token", stolen)).await.expect_err("refused");
    assert_eq!(fault(&error), IdTokenFault::Audience);
}

#[tokio::test]
async fn an_id_token_expires() {
    let clock = Arc::new(FastClock::default());
    let stage = Stage::configured("Interop-IdToken-Jwks", |mut config| {
        config.options = config.options.with_clock(clock.clone());
        config
    });
    let (begin, arrival) = stage.visit(User::Agrees("alice")).await;
    // The provider gives it two minutes, the runtime one more for clocks that differ.
    clock.0.store(240, Ordering::Relaxed);
    let error = stage.finish(begin, &arrival).await.expect_err("too late");
    assert_eq!(fault(&error), IdTokenFault::Expired);
}

#[tokio::test]
async fn an_audience_is_compared_without_any_keys() {
    let stage = Stage::new("Interop-Audience");
    let signed_in = stage.sign_in("alice").await.expect("signed in");
    assert_eq!(text(&signed_in, "issuerUserId"), "alice");
    assert!(stage.recorder.requests_to("/jwks").is_empty());

    let other = Stage::configured("Interop-Audience", |mut config| {
        config.client_id = "interop-post".into();
        config.redirect_uri = redirect_uri("Interop-Post");
        config
    });
    let error = other.sign_in("alice").await.expect_err("the id_token is for interop-post");
    assert_eq!(fault(&error), IdTokenFault::Audience);
}

#[tokio::test]
async fn a_user_who_declines_gets_no_id_token() {
    for profile in ["Interop-IdToken-Jwks", "Interop-IdToken-Discovery"] {
        let stage = Stage::new(profile);
        let (begin, arrival) = stage.visit(User::Refuses("alice")).await;
        let error = stage.finish(begin, &arrival).await.expect_err("declined");
        assert_eq!(error, SignInError::UserDenied { provider: profile.into() });
    }
}

//! How the client proves who it is at the token endpoint.

use crate::recorder::{header, parameter};
use crate::registration::{SECRET, new_signing_key};
use crate::stage::{Stage, text};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use claimsmith_runtime::{ClaimValue, Endpoint, SignInError};

#[tokio::test]
async fn client_secret_post() {
    let stage = Stage::new("Interop-Post");
    let signed_in = stage.sign_in("alice").await.expect("signed in");
    let subject = signed_in.subject().expect("the policy says who the user is");
    assert_eq!((subject.issuer.as_str(), subject.id.as_str()), ("id.interop.example", "alice"));
    assert_eq!(text(&signed_in, "displayName"), "Alice Liddell");
    assert_eq!(text(&signed_in, "email"), "alice@example.com");
    assert_eq!(signed_in.claims.get("emailVerified"), Some(&ClaimValue::Boolean(true)));
    assert_eq!(signed_in.claims.get("updatedAt"), Some(&ClaimValue::Long(1_700_000_000)));
    assert_eq!(signed_in.tokens.expires_in(), Some(600));

    let [token] = stage.recorder.requests_to("/token").try_into().expect("one exchange");
    assert_eq!(parameter(&token, "client_secret").as_deref(), Some(SECRET));
    assert!(parameter(&token, "code_verifier").is_some_and(|verifier| verifier.len() >= 43));
    let [claims] = stage.recorder.requests_to("/me").try_into().expect("one claims request");
    assert!(header(&claims, "authorization").is_some_and(|value| value.starts_with("Bearer ")));
    assert!(!claims.url.contains('?'), "the provider refuses a token in the query");
}

#[tokio::test]
async fn client_secret_basic_with_a_secret_of_reserved_characters() {
    let stage = Stage::new("Interop-Basic");
    let signed_in = stage.sign_in("alice").await.expect("signed in");
    assert_eq!(text(&signed_in, "issuerUserId"), "alice");
    let [token] = stage.recorder.requests_to("/token").try_into().expect("one exchange");
    assert!(header(&token, "authorization").is_some_and(|value| value.starts_with("Basic ")));
    assert_eq!(parameter(&token, "client_secret"), None);
}

#[tokio::test]
async fn private_key_jwt() {
    for (profile, algorithm) in [("Interop-PrivateKeyJwt", "RS256"), ("Interop-PrivateKeyJwt-RS512", "RS512")] {
        let stage = Stage::new(profile);
        for _ in 0..2 {
            let signed_in = stage.sign_in("alice").await.expect("signed in");
            assert_eq!(text(&signed_in, "issuerUserId"), "alice");
        }
        let tokens = stage.recorder.requests_to("/token");
        let assertions: Vec<String> = tokens.iter().filter_map(|it| parameter(it, "client_assertion")).collect();
        let [first, second] = assertions.as_slice() else { panic!("two exchanges") };
        assert_ne!(first, second, "the provider refuses an assertion the second time");
        let header = first.split('.').next().and_then(|part| URL_SAFE_NO_PAD.decode(part).ok()).expect("a header");
        let header: serde_json::Value = serde_json::from_slice(&header).expect("JSON");
        assert_eq!(header["alg"], algorithm);
        assert!(tokens.iter().all(|it| parameter(it, "client_secret").is_none()));
        let claims = stage.recorder.requests_to("/me");
        assert!(claims.iter().all(|it| parameter(it, "access_token").is_some()), "this profile asks with POST");
    }
}

#[tokio::test]
async fn an_assertion_signed_with_another_key_is_refused() {
    let stage = Stage::configured("Interop-PrivateKeyJwt", |mut config| {
        config.keys.clear();
        config.with_key("assertion_signing_key", new_signing_key())
    });
    let error = stage.sign_in("alice").await.expect_err("refused");
    let SignInError::Provider { endpoint, code, status, .. } = &error else { panic!("{error:?}") };
    assert_eq!((*endpoint, code.as_str(), *status), (Endpoint::Token, "invalid_client", Some(401)));
}

#[tokio::test]
async fn a_wrong_secret_is_an_error_of_the_token_endpoint() {
    for profile in ["Interop-Post", "Interop-Basic"] {
        let stage = Stage::configured(profile, |mut config| {
            config.keys.clear();
            config.with_key("client_secret", "another secret:+/%&=")
        });
        let error = stage.sign_in("alice").await.expect_err("refused");
        let SignInError::Provider { endpoint, code, status, .. } = &error else { panic!("{error:?}") };
        assert_eq!((*endpoint, code.as_str(), *status), (Endpoint::Token, "invalid_client", Some(401)));
        assert!(!format!("{error} {error:?}").contains("another secret"));
        assert!(stage.recorder.requests_to("/me").is_empty());
    }
}

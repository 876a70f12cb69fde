//! What comes after a sign-in: refresh, revocation, sign-out at the provider.

use crate::browser::{Browser, User};
use crate::registration::signed_out_uri;
use crate::stage::{Stage, access_token};
use claimsmith_runtime::{Endpoint, Secret, SignInError, SignOut, TokenKind};

async fn assert_void(stage: &Stage, refresh_token: &Secret) {
    let error = stage.client.refresh(refresh_token).await.expect_err("void");
    let SignInError::Provider { endpoint, code, status, .. } = &error else { panic!("{error:?}") };
    assert_eq!((*endpoint, code.as_str(), *status), (Endpoint::Refresh, "invalid_grant", Some(400)));
}

#[tokio::test]
async fn a_refresh_token_gives_new_tokens_once() {
    let stage = Stage::new("Interop-Offline");
    let signed_in = stage.sign_in("alice").await.expect("signed in");
    let first = signed_in.tokens.refresh_token().expect("asked for offline access");
    let tokens = stage.client.refresh(first).await.expect("refreshed");
    assert_ne!(access_token(&tokens).expose(), access_token(&signed_in.tokens).expose());
    assert_eq!(tokens.expires_in(), Some(600));
    assert_eq!(stage.claims_status(access_token(&tokens)).await, 200);

    let second = tokens.refresh_token().expect("the provider gives a new one each time");
    assert_ne!(second.expose(), first.expose());
    let tokens = stage.client.refresh(second).await.expect("refreshed again");
    // Somebody has a copy: the provider revokes everything that came of the sign-in.
    assert_void(&stage, first).await;
    assert_eq!(stage.claims_status(access_token(&tokens)).await, 401);
}

#[tokio::test]
async fn an_access_token_is_revoked() {
    let stage = Stage::new("Interop-Offline");
    let signed_in = stage.sign_in("alice").await.expect("signed in");
    let token = access_token(&signed_in.tokens);
    assert_eq!(stage.claims_status(token).await, 200);
    stage.client.revoke(token, TokenKind::AccessToken).await.expect("revoked");
    assert_eq!(stage.claims_status(token).await, 401);
    stage.client.revoke(token, TokenKind::AccessToken).await.expect("void already");
}

#[tokio::test]
async fn a_refresh_token_is_revoked() {
    let stage = Stage::new("Interop-Offline");
    let signed_in = stage.sign_in("alice").await.expect("signed in");
    let refresh_token = signed_in.tokens.refresh_token().expect("asked for offline access");
    stage.client.revoke(refresh_token, TokenKind::RefreshToken).await.expect("revoked");
    assert_void(&stage, refresh_token).await;
}

#[tokio::test]
async fn a_wrong_secret_neither_refreshes_nor_revokes() {
    let stage = Stage::new("Interop-Offline");
    let signed_in = stage.sign_in("alice").await.expect("signed in");
    let refresh_token = signed_in.tokens.refresh_token().expect("asked for offline access");
    let other = Stage::configured("Interop-Offline", |mut config| {
        config.keys.clear();
        config.with_key("client_secret", "another secret")
    });
    let refused = other.client.refresh(refresh_token).await.expect_err("refused");
    let not_revoked = other.client.revoke(refresh_token, TokenKind::RefreshToken).await.expect_err("refused");
    for (error, expected) in [(refused, Endpoint::Refresh), (not_revoked, Endpoint::Revocation)] {
        let SignInError::Provider { endpoint, code, status, .. } = &error else { panic!("{error:?}") };
        assert_eq!((*endpoint, code.as_str(), *status), (expected, "invalid_client", Some(401)));
    }
    stage.client.refresh(refresh_token).await.expect("still good");
}

#[tokio::test]
async fn a_signed_out_user_has_to_sign_in_again() {
    let stage = Stage::new("Interop-Offline");
    let mut browser = Browser::new();
    let (begin, arrival) = stage.visit_in(&mut browser, User::Agrees("alice")).await;
    assert_eq!(browser.asked, ["login", "consent"]);
    let signed_in = stage.finish(begin, &arrival).await.expect("signed in");
    stage.visit_in(&mut browser, User::Agrees("alice")).await;
    assert_eq!(browser.asked, ["consent"], "the provider remembers the user");

    let id_token = signed_in.tokens.id_token().expect("openid was asked for").clone();
    let options = SignOut::default().with_id_token_hint(id_token).with_post_logout_redirect_uri(signed_out_uri());
    let url = stage.client.sign_out_url(options.with_state("from-here")).expect("the policy has the endpoint");
    let arrival = browser.sign_out(&url, &signed_out_uri()).await;
    assert_eq!(browser.asked, ["sign-out"]);
    assert_eq!(arrival.parameter("state"), Some("from-here"));

    stage.visit_in(&mut browser, User::Agrees("meili")).await;
    assert_eq!(browser.asked, ["login", "consent"]);
}

#[tokio::test]
async fn a_profile_without_endpoints_says_so() {
    let stage = Stage::new("Interop-Post");
    let signed_in = stage.sign_in("alice").await.expect("signed in");
    let error = stage.client.revoke(access_token(&signed_in.tokens), TokenKind::AccessToken).await.expect_err("none");
    assert!(matches!(error, SignInError::Configuration { .. }), "{error:?}");
    assert_eq!(stage.client.sign_out_url(SignOut::default()), None);
    assert!(stage.recorder.requests_to("/token/revocation").is_empty());
}

//! Google: scopes that show members, two generations of user info, id_tokens, refresh and revocation.

use super::common::*;
use super::{
    STATE, assert_page, authorization, code_for, denial, member_names, sign_in, token_parameters, with_bearer,
};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use claimsmith_emulator::{Emulator, Provider, Refusal};
use serde_json::{Value, json};
use std::time::Duration;

const AUTHORIZE: &str = "/o/oauth2/v2/auth";

fn authorize(changes: &[(&str, &str)]) -> String {
    authorization(AUTHORIZE, "openid email profile", changes)
}

async fn tokens(google: &Emulator, user: &str, changes: &[(&str, &str)]) -> Value {
    let code = code_for(google, &authorize(changes), user).await;
    post(google, "/token", &token_parameters(&code, &[])).await.json()
}

fn bearer(tokens: &Value) -> String {
    format!("Bearer {}", tokens["access_token"].as_str().unwrap())
}

fn assert_error(answer: &Answer, status: u16, code: &str, description: &str) {
    assert_eq!(answer.status, status, "{}", answer.body);
    assert_eq!(answer.json(), json!({"error": code, "error_description": description}));
}

#[tokio::test]
async fn a_whole_sign_in() {
    let google = start(Provider::Google).await;
    let pkce = [("code_challenge", CHALLENGE), ("code_challenge_method", "S256"), ("nonce", "n-1")];
    let location = sign_in(&google, &authorize(&pkce), "zoe").await;
    let callback: Vec<_> = callback_parameters(&location).into_iter().filter(|(name, _)| name != "code").collect();
    let expected = [
        ("from", "test"),
        ("scope", "openid email profile"),
        ("authuser", "0"),
        ("prompt", "consent"),
        ("state", STATE),
    ];
    assert_eq!(callback, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    let code = callback_value(&location, "code").unwrap();
    assert!(code.starts_with("4/0A"));

    let answer = post(&google, "/token", &token_parameters(&code, &[("code_verifier", VERIFIER)])).await;
    assert_eq!(member_names(&answer), ["access_token", "expires_in", "scope", "token_type", "id_token"]);
    let tokens = answer.json();
    let payload = tokens["id_token"].as_str().unwrap().split('.').nth(1).unwrap().to_owned();
    let payload: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap();
    assert_eq!((&payload["iss"], &payload["aud"]), (&json!("https://accounts.google.com"), &json!(CLIENT_ID)));
    assert_eq!((&payload["nonce"], &payload["email_verified"]), (&json!("n-1"), &json!(true)));

    let answer = with_bearer(&google, "/v1/userinfo", &bearer(&tokens)).await;
    assert_eq!(
        member_names(&answer),
        ["sub", "name", "given_name", "family_name", "picture", "email", "email_verified"]
    );
    let user = answer.json();
    assert_eq!((&user["sub"], &user["name"]), (&json!("110169484474386276334"), &json!("Zoë Ødegård")));
    assert_eq!(payload["sub"], user["sub"]);
    assert_eq!(get(&google, "/oauth2/v3/certs").await.status, 200);
}

#[tokio::test]
async fn the_older_user_info_has_other_names() {
    let google = start(Provider::Google).await;
    let tokens = tokens(&google, "unverified", &[]).await;
    let target = format!("/oauth2/v1/userinfo?access_token={}", tokens["access_token"].as_str().unwrap());
    let user = get(&google, &target).await.json();
    assert_eq!((&user["id"], &user["verified_email"]), (&json!("118446744073709551617"), &json!(false)));
    assert!(user.get("sub").is_none() && user.get("email_verified").is_none());
}

#[tokio::test]
async fn scopes_decide_what_is_shown() {
    let google = start(Provider::Google).await;
    for (scope, user, names) in [
        ("openid", "zoe", &["sub"][..]),
        ("email", "awkward", &["sub", "email", "email_verified"]),
        ("profile", "awkward", &["sub", "name", "given_name", "picture"]),
    ] {
        let tokens = tokens(&google, user, &[("scope", scope)]).await;
        assert_eq!(member_names(&with_bearer(&google, "/v1/userinfo", &bearer(&tokens)).await), names);
        assert_eq!(tokens.get("id_token").is_some(), scope == "openid");
    }
    let tokens = tokens(&google, "zoe", &[("scope", "https://www.googleapis.com/auth/drive")]).await;
    assert_eq!(with_bearer(&google, "/v1/userinfo", &bearer(&tokens)).await.status, 403);
}

#[tokio::test]
async fn refresh_tokens_want_offline_access_and_end_when_revoked() {
    let google = start(Provider::Google).await;
    assert!(tokens(&google, "zoe", &[("access_type", "offline")]).await.get("refresh_token").is_none());
    let tokens = tokens(&google, "zoe", &[("access_type", "offline"), ("prompt", "consent")]).await;
    let refresh_token = tokens["refresh_token"].as_str().unwrap();
    let parameters = [
        ("grant_type", "refresh_token"),
        ("client_id", CLIENT_ID),
        ("client_secret", SECRET),
        ("refresh_token", refresh_token),
    ];
    let fresh = post(&google, "/token", &parameters).await.json();
    assert!(fresh.get("refresh_token").is_none());
    assert_ne!(fresh["access_token"], tokens["access_token"]);
    assert_eq!(post(&google, "/revoke", &[("token", refresh_token)]).await.status, 200);
    let after = post(&google, "/token", &parameters).await;
    assert_error(&after, 400, "invalid_grant", "Token has been expired or revoked.");
}

#[tokio::test]
async fn pages_and_denial() {
    let google = start(Provider::Google).await;
    assert_eq!(denial(&google, &authorize(&[])).await, [("error".to_owned(), "access_denied".to_owned())]);
    assert_page(&google, &authorize(&[("client_id", "1")]), 401, Refusal::ClientUnknown).await;
    assert_page(&google, &authorize(&[("redirect_uri", "http://localhost/")]), 400, Refusal::RedirectUriMismatch).await;
    assert_page(&google, &authorize(&[("scope", "")]), 400, Refusal::ParameterWrong).await;
}

#[tokio::test]
async fn refusals() {
    let google = start(Provider::Google).await;
    let pkce = [("code_challenge", CHALLENGE), ("code_challenge_method", "S256")];
    let code = code_for(&google, &authorize(&pkce), "zoe").await;
    for (name, value, status, error, description) in [
        ("client_id", "1", 401, "invalid_client", "The OAuth client was not found."),
        ("client_secret", "wrong", 401, "invalid_client", "The provided client secret is invalid."),
        ("client_secret", "", 400, "invalid_request", "client_secret is missing."),
        ("redirect_uri", "http://localhost/", 400, "redirect_uri_mismatch", "Bad Request"),
        ("code", "4/0Ax", 400, "invalid_grant", "Malformed auth code."),
        ("code_verifier", "", 400, "invalid_grant", "Missing code verifier."),
        ("code_verifier", &"x".repeat(43), 400, "invalid_grant", "Invalid code verifier."),
        ("grant_type", "password", 400, "unsupported_grant_type", "Invalid grant_type"),
    ] {
        let answer = post(&google, "/token", &token_parameters(&code, &[(name, value)])).await;
        assert_error(&answer, status, error, description);
    }
    let right = token_parameters(&code, &[("code_verifier", VERIFIER)]);
    let tokens = post(&google, "/token", &right).await.json();
    assert_error(&post(&google, "/token", &right).await, 400, "invalid_grant", "Bad Request");

    let wrong = with_bearer(&google, "/v1/userinfo", "Bearer ya29.x").await;
    assert_error(&wrong, 401, "invalid_request", "Invalid Credentials");
    assert!(wrong.header("www-authenticate").unwrap().starts_with("Bearer"));
    google.advance_clock(Duration::from_secs(3600));
    assert_eq!(with_bearer(&google, "/v1/userinfo", &bearer(&tokens)).await.status, 401);
}

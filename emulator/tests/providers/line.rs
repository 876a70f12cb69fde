//! LINE: the profile, user information, verification of a token, id_tokens under the channel secret.

use super::common::*;
use super::{
    assert_page, authorization, bearer, code_for, denial, id_token_claims, member_names, replaced, token_parameters,
    with_bearer,
};
use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use claimsmith_emulator::{Emulator, Provider, Refusal};
use serde_json::{Value, json};
use std::time::Duration;

const TOKEN: &str = "/oauth2/v2.1/token";

fn authorize(changes: &[(&str, &str)]) -> String {
    authorization("/oauth2/v2.1/authorize", "profile openid email", changes)
}

async fn tokens(line: &Emulator, user: &str, changes: &[(&str, &str)]) -> Value {
    let code = code_for(line, &authorize(changes), user).await;
    post(line, TOKEN, &token_parameters(&code, &[])).await.json()
}

#[tokio::test]
async fn a_whole_sign_in() {
    let line = start(Provider::Line).await;
    let pkce = [("code_challenge", CHALLENGE), ("code_challenge_method", "S256"), ("nonce", "n-4")];
    let code = code_for(&line, &authorize(&pkce), "sakura").await;
    let answer = post(&line, TOKEN, &token_parameters(&code, &[("code_verifier", VERIFIER)])).await;
    assert_eq!(
        member_names(&answer),
        ["access_token", "token_type", "refresh_token", "expires_in", "scope", "id_token"]
    );
    let tokens = answer.json();
    assert_eq!((&tokens["expires_in"], &tokens["scope"]), (&json!(2_592_000), &json!("profile openid email")));

    let answer = with_bearer(&line, "/v2/profile", &bearer(&tokens)).await;
    assert_eq!(member_names(&answer), ["userId", "displayName", "pictureUrl", "statusMessage"]);
    let profile = answer.json();
    assert_eq!((&profile["displayName"], &profile["statusMessage"]), (&json!("さくら"), &json!("Hello, LINE!")));
    let id = profile["userId"].as_str().unwrap();
    assert!(id.len() == 33 && id.starts_with('U') && id[1..].bytes().all(|byte| byte.is_ascii_hexdigit()));

    let claims = id_token_claims(&tokens);
    assert_eq!((&claims["iss"], &claims["aud"]), (&json!("https://access.line.me"), &json!(CLIENT_ID)));
    assert_eq!((&claims["sub"], &claims["nonce"]), (&profile["userId"], &json!("n-4")));
    assert_eq!(claims["email"], json!("sakura@example.jp"));
    let (input, signature) = tokens["id_token"].as_str().unwrap().rsplit_once('.').unwrap();
    let key = hmac::Key::new(hmac::HMAC_SHA256, SECRET.as_bytes());
    hmac::verify(&key, input.as_bytes(), &URL_SAFE_NO_PAD.decode(signature).unwrap()).unwrap();

    let user = with_bearer(&line, "/oauth2/v2.1/userinfo", &bearer(&tokens)).await.json();
    assert_eq!(user, json!({"sub": id, "name": "さくら", "picture": profile["pictureUrl"]}));
    let target = format!("/oauth2/v2.1/verify?access_token={}", tokens["access_token"].as_str().unwrap());
    let verified = get(&line, &target).await.json();
    assert_eq!((&verified["client_id"], &verified["scope"]), (&json!(CLIENT_ID), &tokens["scope"]));
}

#[tokio::test]
async fn absent_members_and_awkward_ones() {
    let line = start(Provider::Line).await;
    let tokens = tokens(&line, "somchai", &[]).await;
    let answer = with_bearer(&line, "/v2/profile", &bearer(&tokens)).await;
    assert_eq!(member_names(&answer), ["userId", "displayName"]);
    assert!(id_token_claims(&tokens).get("email").is_none());
    let profile = with_bearer(&line, "/v2/profile", &bearer(&self::tokens(&line, "awkward", &[]).await)).await.json();
    assert_eq!((&profile["displayName"], &profile["statusMessage"]), (&json!("👩‍👩‍👧 \"王\" </script>"), &json!("")));
    let plain = self::tokens(&line, "long", &[("scope", "profile")]).await;
    assert!(plain.get("id_token").is_none());
    let profile = with_bearer(&line, "/v2/profile", &bearer(&plain)).await.json();
    assert_eq!(profile["statusMessage"], json!("first line\nsecond \"line\"\r\n\tthird"));
    assert_eq!(with_bearer(&line, "/oauth2/v2.1/userinfo", &bearer(&plain)).await.status, 403);
    let open = bearer(&self::tokens(&line, "long", &[("scope", "openid")]).await);
    assert_eq!(with_bearer(&line, "/v2/profile", &open).await.status, 403);
}

#[tokio::test]
async fn refusals() {
    let line = start(Provider::Line).await;
    let pkce = [("code_challenge", CHALLENGE), ("code_challenge_method", "S256")];
    let code = code_for(&line, &authorize(&pkce), "sakura").await;
    for (name, value, error, description) in [
        ("client_id", "1", "invalid_client", "invalid client_id"),
        ("client_secret", "wrong", "invalid_client", "invalid client_secret"),
        ("code", "nonsense", "invalid_grant", "invalid authorization code"),
        ("redirect_uri", "http://localhost/", "invalid_grant", "redirect_uri does not match"),
        ("code_verifier", "", "invalid_grant", "code_verifier does not match"),
        ("redirect_uri", "", "invalid_request", "some parameters missed or invalid"),
    ] {
        let form = token_parameters(&code, &replaced(&[("code_verifier", VERIFIER)], &[(name, value)]));
        let answer = post(&line, TOKEN, &form).await;
        let expected = json!({"error": error, "error_description": description});
        assert_eq!((answer.status, answer.json()), (400, expected), "{name}");
    }
    let right = token_parameters(&code, &[("code_verifier", VERIFIER)]);
    let tokens = post(&line, TOKEN, &right).await.json();
    assert_eq!(post(&line, TOKEN, &right).await.json()["error"], json!("invalid_grant"));
    assert_eq!(get(&line, &format!("{TOKEN}?{}", query(&right))).await.status, 405);

    let missing = get(&line, "/v2/profile").await;
    assert_eq!((missing.status, member_names(&missing)), (401, vec!["message".to_owned()]));
    line.advance_clock(Duration::from_secs(2_592_000));
    let expired = with_bearer(&line, "/v2/profile", &bearer(&tokens)).await;
    assert_eq!((expired.status, expired.json()), (401, json!({"message": "The access token expired"})));
    let target = format!("/oauth2/v2.1/verify?access_token={}", tokens["access_token"].as_str().unwrap());
    let expired = get(&line, &target).await;
    assert_eq!((expired.status, &expired.json()["error_description"]), (400, &json!("access token expired")));
    let refresh = [("grant_type", "refresh_token"), ("refresh_token", tokens["refresh_token"].as_str().unwrap())];
    let fresh = post(&line, TOKEN, &token_parameters("", &refresh)).await.json();
    assert_eq!(with_bearer(&line, "/v2/profile", &bearer(&fresh)).await.status, 200);
}

#[tokio::test]
async fn pages_and_denial() {
    let line = start(Provider::Line).await;
    let expected = [
        ("error", "access_denied"),
        ("error_description", "The resource owner denied the request."),
        ("errorCode", "417"),
        ("errorMessage", "DISALLOWED"),
    ];
    assert_eq!(denial(&line, &authorize(&[])).await, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    assert_page(&line, &authorize(&[("state", "")]), 400, Refusal::ParameterWrong).await;
    assert_page(&line, &authorize(&[("scope", "")]), 400, Refusal::ParameterWrong).await;
    assert_page(&line, &authorize(&[("redirect_uri", "http://localhost/")]), 400, Refusal::RedirectUriMismatch).await;
}

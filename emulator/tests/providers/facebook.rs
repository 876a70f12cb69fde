//! Facebook: fields, the proof of the app secret, errors in an object.

use super::common::*;
use super::{assert_page, authorization, code_for, denial, last_refusal, member_names, token_parameters, with_bearer};
use claimsmith_emulator::{Emulator, Provider, Refusal};
use serde_json::json;
use std::time::Duration;

const AUTHORIZE: &str = "/dialog/oauth";
const TOKEN: &str = "/oauth/access_token";
const FIELDS: &str = "/me?fields=id,first_name,last_name,name,email,picture";

fn authorize(changes: &[(&str, &str)]) -> String {
    authorization(AUTHORIZE, "email public_profile", changes)
}

async fn access_token(facebook: &Emulator, user: &str, changes: &[(&str, &str)]) -> String {
    let code = code_for(facebook, &authorize(changes), user).await;
    let tokens = post(facebook, TOKEN, &token_parameters(&code, &[])).await.json();
    tokens["access_token"].as_str().unwrap().to_owned()
}

fn assert_error(answer: &Answer, code: u32, words: &str) {
    assert_eq!(answer.status, 400);
    let error = &answer.json()["error"];
    assert_eq!((&error["type"], &error["code"]), (&json!("OAuthException"), &json!(code)), "{}", answer.body);
    assert!(error["message"].as_str().unwrap().contains(words), "{}", answer.body);
    assert!(error["fbtrace_id"].is_string());
}

/// What `openssl dgst -sha256 -hmac` says.
fn proof(token: &str, secret: &str) -> String {
    let key = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, secret.as_bytes());
    aws_lc_rs::hmac::sign(&key, token.as_bytes()).as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[tokio::test]
async fn a_whole_sign_in() {
    let facebook = start(Provider::Facebook).await;
    let code = code_for(&facebook, &authorize(&[]), "awkward").await;
    let answer = get(&facebook, &format!("{TOKEN}?{}", query(&token_parameters(&code, &[("grant_type", "")])))).await;
    assert_eq!(answer.header("content-type"), Some("application/json; charset=UTF-8"));
    assert_eq!(member_names(&answer), ["access_token", "token_type", "expires_in"]);
    let tokens = answer.json();
    let token = tokens["access_token"].as_str().unwrap();
    assert!(token.starts_with("EAA"));

    let target = format!("{FIELDS}&appsecret_proof={}", proof(token, SECRET));
    let answer = with_bearer(&facebook, &target, &format!("Bearer {token}")).await;
    assert_eq!(member_names(&answer), ["first_name", "last_name", "name", "email", "picture", "id"]);
    let user = answer.json();
    assert_eq!(user["id"], json!(facebook.subject("awkward").unwrap()));
    assert_eq!((&user["name"], &user["last_name"]), (&json!("D'Arcy \"&\" <O'Neil> 🎈"), &json!("<O'Neil> 🎈")));
    assert_eq!(user["email"], json!("d'arcy+facebook@example.org"));
    assert!(user["picture"]["data"]["url"].as_str().unwrap().starts_with(facebook.origin()));
}

#[tokio::test]
async fn only_the_fields_that_were_asked_for() {
    let facebook = start(Provider::Facebook).await;
    let token = access_token(&facebook, "telephone", &[]).await;
    let target = |fields: &str| format!("/me?{fields}&access_token={token}");
    assert_eq!(member_names(&get(&facebook, &target("x=1")).await), ["name", "id"]);
    assert_eq!(member_names(&get(&facebook, &target("fields=email,picture.width(200)")).await), ["picture", "id"]);
    assert_error(&get(&facebook, &target("fields=id,shoe_size")).await, 100, "nonexisting field");

    // A permission that was not asked for.
    let token = access_token(&facebook, "maria", &[("scope", "public_profile")]).await;
    assert_eq!(member_names(&with_bearer(&facebook, "/me?fields=email", &format!("OAuth {token}")).await), ["id"]);
}

#[tokio::test]
async fn a_wrong_proof_is_refused() {
    let facebook = start(Provider::Facebook).await;
    let token = access_token(&facebook, "maria", &[]).await;
    let bearer = format!("Bearer {token}");
    for wrong in [proof(&token, "another secret"), proof(&token, SECRET).to_uppercase(), "x".to_owned()] {
        let answer = with_bearer(&facebook, &format!("/me?appsecret_proof={wrong}"), &bearer).await;
        assert_error(&answer, 100, "Invalid appsecret_proof");
        assert_eq!(last_refusal(&facebook), Some(Refusal::ProofWrong));
    }
    assert_eq!(with_bearer(&facebook, "/me", &bearer).await.status, 200);
}

#[tokio::test]
async fn pages_and_denial() {
    let facebook = start(Provider::Facebook).await;
    let said = denial(&facebook, &authorize(&[])).await;
    let expected = [
        ("error", "access_denied"),
        ("error_code", "200"),
        ("error_description", "Permissions error"),
        ("error_reason", "user_denied"),
    ];
    assert_eq!(said, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    assert_page(&facebook, &authorize(&[("client_id", "1")]), 400, Refusal::ClientUnknown).await;
    assert_page(&facebook, &authorize(&[("redirect_uri", "")]), 400, Refusal::RedirectUriMissing).await;
}

#[tokio::test]
async fn refusals() {
    let facebook = start(Provider::Facebook).await;
    let pkce = [("code_challenge", CHALLENGE), ("code_challenge_method", "S256")];
    let code = code_for(&facebook, &authorize(&pkce), "maria").await;
    for (name, value, number, words) in [
        ("client_id", "1", 101, "Error validating application"),
        ("client_secret", "wrong", 1, "Error validating client secret"),
        ("redirect_uri", "http://localhost/", 100, "redirect_uri is identical"),
        ("code", "AQ", 100, "Invalid verification code format"),
        ("code_verifier", &"x".repeat(43), 100, "code verifier"),
    ] {
        assert_error(&post(&facebook, TOKEN, &token_parameters(&code, &[(name, value)])).await, number, words);
    }
    let right = token_parameters(&code, &[("code_verifier", VERIFIER)]);
    assert_eq!(post(&facebook, TOKEN, &right).await.status, 200);
    assert_error(&post(&facebook, TOKEN, &right).await, 100, "has been used");

    let token = access_token(&facebook, "maria", &[]).await;
    assert_error(&get(&facebook, "/me").await, 2500, "active access token");
    assert_error(&with_bearer(&facebook, "/me", "Bearer x").await, 190, "Malformed");
    facebook.advance_clock(Duration::from_secs(5_183_945));
    assert_error(&with_bearer(&facebook, "/me", &format!("Bearer {token}")).await, 190, "expired");
}

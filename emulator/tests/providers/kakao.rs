//! Kakao: members two levels deep, numeric ids, errors with a code of their own.

use super::common::*;
use super::{
    assert_page, authorization, bearer, code_for, denial, id_token_claims, last_refusal, member_names,
    token_parameters, with_bearer,
};
use claimsmith_emulator::{Emulator, Provider, Refusal};
use serde_json::{Value, json};
use std::time::Duration;

const EVERYTHING: &str = "profile_nickname,profile_image,account_email";

fn authorize(changes: &[(&str, &str)]) -> String {
    authorization("/oauth/authorize", EVERYTHING, changes)
}

async fn tokens(kakao: &Emulator, user: &str, changes: &[(&str, &str)]) -> Value {
    let code = code_for(kakao, &authorize(changes), user).await;
    post(kakao, "/oauth/token", &token_parameters(&code, &[])).await.json()
}

async fn me(kakao: &Emulator, user: &str, changes: &[(&str, &str)]) -> Answer {
    with_bearer(kakao, "/v2/user/me", &bearer(&tokens(kakao, user, changes).await)).await
}

#[tokio::test]
async fn a_whole_sign_in() {
    let kakao = start(Provider::Kakao).await;
    let pkce = [("code_challenge", CHALLENGE), ("code_challenge_method", "S256")];
    let code = code_for(&kakao, &authorize(&pkce), "minjun").await;
    let answer = post(&kakao, "/oauth/token", &token_parameters(&code, &[("code_verifier", VERIFIER)])).await;
    assert_eq!(
        member_names(&answer),
        ["access_token", "token_type", "refresh_token", "expires_in", "scope", "refresh_token_expires_in"]
    );
    let tokens = answer.json();
    assert_eq!((&tokens["token_type"], &tokens["expires_in"]), (&json!("bearer"), &json!(21_599)));
    assert_eq!(tokens["scope"], json!("profile_nickname profile_image account_email"));

    for method in ["GET", "POST"] {
        let headers = [("authorization", &*bearer(&tokens)), FORM];
        let answer = send(&kakao, method, "/v2/user/me", &headers, "").await;
        assert_eq!(answer.header("content-type"), Some("application/json;charset=utf-8"));
        let user = answer.json();
        assert_eq!(user["id"], json!(4_104_837_265_u64));
        let account = &user["kakao_account"];
        assert_eq!(
            (&account["profile"]["nickname"], &account["email"]),
            (&json!("김민준"), &json!("minjun@kakao.example"))
        );
        assert_eq!((&account["is_email_valid"], &account["is_email_verified"]), (&json!(true), &json!(true)));
        assert_eq!(user["properties"]["nickname"], account["profile"]["nickname"]);
        let picture = account["profile"]["thumbnail_image_url"].as_str().unwrap();
        assert_eq!(get(&kakao, picture.strip_prefix(kakao.origin()).unwrap()).await.status, 200);
    }
}

#[tokio::test]
async fn what_is_not_shared_has_to_be_agreed_to() {
    let kakao = start(Provider::Kakao).await;
    let answer = me(&kakao, "seoyeon", &[]).await;
    // Not every reader keeps the last digit.
    assert!(answer.body.contains("\"id\":9007199254740993,"), "{}", answer.body);
    let account = answer.json()["kakao_account"].clone();
    assert_eq!((&account["has_email"], &account["email_needs_agreement"]), (&json!(true), &json!(true)));
    assert!(account.get("email").is_none());

    let account = me(&kakao, "minjun", &[("scope", "account_email")]).await.json()["kakao_account"].clone();
    assert!(account.get("profile").is_none());
    assert_eq!(account["profile_nickname_needs_agreement"], json!(true));
    let account = me(&kakao, "awkward", &[("scope", "")]).await.json()["kakao_account"].clone();
    assert_eq!(account["profile"], json!({"nickname": "🐻‍❄️ \"라이언\" <b>&amp;", "is_default_nickname": false}));
    assert_eq!(me(&kakao, "empty", &[]).await.json()["kakao_account"]["profile"]["nickname"], json!(""));
}

#[tokio::test]
async fn openid_brings_an_id_token_and_user_information() {
    let kakao = start(Provider::Kakao).await;
    let changes = [("scope", "openid account_email"), ("nonce", "n-2")];
    let tokens = tokens(&kakao, "awkward", &changes).await;
    let claims = id_token_claims(&tokens);
    assert_eq!((&claims["iss"], &claims["sub"]), (&json!("https://kauth.kakao.com"), &json!("7")));
    assert_eq!((&claims["nonce"], &claims["email"]), (&json!("n-2"), &json!("ryan+kakao@example.org")));
    let user = with_bearer(&kakao, "/v1/oidc/userinfo", &bearer(&tokens)).await.json();
    assert_eq!(user, json!({"sub": "7", "email": "ryan+kakao@example.org", "email_verified": false}));
    let plain = bearer(&self::tokens(&kakao, "awkward", &[]).await);
    let refused = with_bearer(&kakao, "/v1/oidc/userinfo", &plain).await;
    assert_eq!((refused.status, refused.json()), (403, json!({"msg": "insufficient scopes.", "code": -402})));
}

#[tokio::test]
async fn refusals_of_the_token_endpoint() {
    let kakao = start(Provider::Kakao).await;
    let code = code_for(&kakao, &authorize(&[]), "minjun").await;
    for (name, value, status, error, number) in [
        ("client_id", "1", 401, "invalid_client", "KOE101"),
        ("client_secret", "wrong", 401, "invalid_client", "KOE010"),
        ("client_secret", "", 401, "invalid_client", "KOE010"),
        ("redirect_uri", "http://localhost/", 400, "invalid_grant", "KOE303"),
        ("code", "nonsense", 400, "invalid_grant", "KOE320"),
        ("grant_type", "password", 400, "unsupported_grant_type", "KOE001"),
    ] {
        let answer = post(&kakao, "/oauth/token", &token_parameters(&code, &[(name, value)])).await;
        assert_eq!(member_names(&answer), ["error", "error_description", "error_code"]);
        let body = answer.json();
        assert_eq!(
            (answer.status, &body["error"], &body["error_code"]),
            (status, &json!(error), &json!(number)),
            "{name}"
        );
    }
    assert_eq!(post(&kakao, "/oauth/token", &token_parameters(&code, &[])).await.status, 200);
    let again = post(&kakao, "/oauth/token", &token_parameters(&code, &[])).await;
    assert_eq!(again.json()["error_code"], json!("KOE320"));
}

#[tokio::test]
async fn refusals_of_the_interface() {
    let kakao = start(Provider::Kakao).await;
    let tokens = tokens(&kakao, "minjun", &[]).await;
    let missing = get(&kakao, "/v2/user/me").await;
    assert_eq!((missing.status, missing.json()), (401, json!({"msg": "no authentication key!", "code": -401})));
    let target = format!("/v2/user/me?access_token={}", tokens["access_token"].as_str().unwrap());
    assert_eq!(get(&kakao, &target).await.status, 401);
    assert_eq!(last_refusal(&kakao), Some(Refusal::AccessTokenInQuery));
    let unknown = with_bearer(&kakao, "/v2/user/me", "Bearer x").await;
    assert_eq!(unknown.json(), json!({"msg": "this access token does not exist", "code": -401}));
    kakao.advance_clock(Duration::from_secs(21_599));
    let expired = with_bearer(&kakao, "/v2/user/me", &bearer(&tokens)).await;
    assert_eq!((expired.status, &expired.json()["msg"]), (401, &json!("this access token is already expired")));

    let refresh = [("grant_type", "refresh_token"), ("refresh_token", tokens["refresh_token"].as_str().unwrap())];
    let fresh = post(&kakao, "/oauth/token", &token_parameters("", &refresh)).await.json();
    assert!(fresh.get("refresh_token").is_none());
    assert_eq!(with_bearer(&kakao, "/v2/user/me", &bearer(&fresh)).await.status, 200);
}

#[tokio::test]
async fn pages_and_denial() {
    let kakao = start(Provider::Kakao).await;
    let expected = [("error", "access_denied"), ("error_description", "User denied access")];
    assert_eq!(
        denial(&kakao, &authorize(&[])).await,
        expected.map(|(name, value)| (name.to_owned(), value.to_owned()))
    );
    assert_page(&kakao, &authorize(&[("client_id", "1")]), 401, Refusal::ClientUnknown).await;
    assert_page(&kakao, &authorize(&[("redirect_uri", "http://localhost/")]), 400, Refusal::RedirectUriMismatch).await;
    assert!(get(&kakao, &authorize(&[("redirect_uri", "http://localhost/")])).await.body.contains("KOE006"));
}

//! LinkedIn: no PKCE, no header at the token endpoint, numbers and words in errors.

use super::common::*;
use super::{assert_page, authorization, code_for, denial, last_refusal, member_names, token_parameters, with_bearer};
use claimsmith_emulator::{Emulator, Provider, Refusal};
use serde_json::{Value, json};
use std::time::Duration;

const TOKEN: &str = "/oauth/v2/accessToken";

fn authorize(changes: &[(&str, &str)]) -> String {
    authorization("/oauth/v2/authorization", "openid profile email", changes)
}

async fn bearer(linkedin: &Emulator, user: &str, changes: &[(&str, &str)]) -> String {
    let code = code_for(linkedin, &authorize(changes), user).await;
    let tokens = post(linkedin, TOKEN, &token_parameters(&code, &[])).await.json();
    format!("Bearer {}", tokens["access_token"].as_str().unwrap())
}

fn assert_error(answer: &Answer, status: u16, code: &str, words: &str) {
    assert_eq!((answer.status, &answer.json()["error"]), (status, &json!(code)), "{}", answer.body);
    assert!(answer.json()["error_description"].as_str().unwrap().contains(words), "{}", answer.body);
}

fn assert_api_error(answer: &Answer, status: u16, number: u32, code: &str) {
    assert_eq!(member_names(answer), ["status", "serviceErrorCode", "code", "message"]);
    let error = answer.json();
    assert_eq!((answer.status, &error["status"]), (status, &json!(status)));
    assert_eq!((&error["serviceErrorCode"], &error["code"]), (&json!(number), &json!(code)));
}

#[tokio::test]
async fn a_whole_sign_in() {
    let linkedin = start(Provider::LinkedIn).await;
    let code = code_for(&linkedin, &authorize(&[]), "awkward").await;
    let answer = post(&linkedin, TOKEN, &token_parameters(&code, &[])).await;
    assert_eq!(member_names(&answer), ["access_token", "expires_in", "scope", "token_type", "id_token"]);
    let tokens = answer.json();
    assert_eq!((&tokens["scope"], &tokens["expires_in"]), (&json!("openid,profile,email"), &json!(5_183_999)));

    let bearer = format!("Bearer {}", tokens["access_token"].as_str().unwrap());
    let user = with_bearer(&linkedin, "/v2/userinfo", &bearer).await.json();
    assert_eq!(user["sub"], json!(linkedin.subject("awkward").unwrap()));
    assert_eq!((&user["name"], &user["email_verified"]), (&json!("Dr. \"X\" <O'Brien>, MBA & 💼"), &json!(true)));
    assert_eq!(user["locale"], json!({"country": "US", "language": "en"}));
}

#[tokio::test]
async fn what_a_member_has_not_got_is_left_out() {
    let linkedin = start(Provider::LinkedIn).await;
    let all = bearer(&linkedin, "noaddress", &[]).await;
    let answer = with_bearer(&linkedin, "/v2/userinfo", &all).await;
    assert_eq!(member_names(&answer), ["sub", "name", "given_name", "family_name", "locale"]);
    let some = bearer(&linkedin, "unverified", &[("scope", "openid email")]).await;
    let user: Value = with_bearer(&linkedin, "/v2/userinfo", &some).await.json();
    assert_eq!((user.as_object().unwrap().len(), &user["email_verified"]), (3, &json!(false)));
}

#[tokio::test]
async fn pkce_is_not_tolerated() {
    let linkedin = start(Provider::LinkedIn).await;
    let challenge = authorize(&[("code_challenge", CHALLENGE), ("code_challenge_method", "S256")]);
    assert_page(&linkedin, &challenge, 400, Refusal::CodeChallenge).await;
    let code = code_for(&linkedin, &authorize(&[]), "ines").await;
    let answer = post(&linkedin, TOKEN, &token_parameters(&code, &[("code_verifier", VERIFIER)])).await;
    assert_error(&answer, 401, "invalid_client", "Client authentication failed");
    assert_eq!(last_refusal(&linkedin), Some(Refusal::VerifierUnexpected));
}

#[tokio::test]
async fn id_and_secret_stand_in_the_body() {
    let linkedin = start(Provider::LinkedIn).await;
    let code = code_for(&linkedin, &authorize(&[]), "ines").await;
    let body = query(&token_parameters(&code, &[("client_id", ""), ("client_secret", "")]));
    let headers = [FORM, ("authorization", "Basic MTAxMjM0NTY3OnMzY3JldCUyNiUyQiUyNSUzRA==")];
    let answer = send(&linkedin, "POST", TOKEN, &headers, &body).await;
    assert_error(&answer, 400, "invalid_request", "\"client_id\" is missing");
}

#[tokio::test]
async fn pages_and_denial() {
    let linkedin = start(Provider::LinkedIn).await;
    let said = denial(&linkedin, &authorize(&[])).await;
    assert_eq!(said[0], ("error".to_owned(), "user_cancelled_authorize".to_owned()));
    assert_page(&linkedin, &authorize(&[("client_id", "1")]), 400, Refusal::ClientUnknown).await;
    assert_page(&linkedin, &authorize(&[("scope", "")]), 400, Refusal::ParameterWrong).await;
}

#[tokio::test]
async fn refusals() {
    let linkedin = start(Provider::LinkedIn).await;
    let code = code_for(&linkedin, &authorize(&[]), "ines").await;
    let one_text = "appid/redirect uri/code verifier does not match authorization code. Or authorization code expired.";
    for (name, value, status, error, words) in [
        ("client_id", "1", 401, "invalid_client", "Client authentication failed"),
        ("client_secret", "wrong", 401, "invalid_client", "Client authentication failed"),
        ("code", "", 400, "invalid_request", "\"code\" is missing"),
        ("code", "AQx", 400, "invalid_request", one_text),
        ("redirect_uri", "http://localhost/", 400, "invalid_request", one_text),
    ] {
        let answer = post(&linkedin, TOKEN, &token_parameters(&code, &[(name, value)])).await;
        assert_error(&answer, status, error, words);
    }
    linkedin.advance_clock(Duration::from_secs(1801));
    assert_error(&post(&linkedin, TOKEN, &token_parameters(&code, &[])).await, 400, "invalid_request", one_text);
}

#[tokio::test]
async fn refusals_of_the_api() {
    let linkedin = start(Provider::LinkedIn).await;
    let bearer = bearer(&linkedin, "ines", &[]).await;
    assert_api_error(&get(&linkedin, "/v2/userinfo").await, 401, 65604, "EMPTY_ACCESS_TOKEN");
    let in_query = format!("/v2/userinfo?access_token={}", &bearer["Bearer ".len()..]);
    assert_api_error(&get(&linkedin, &in_query).await, 401, 65604, "EMPTY_ACCESS_TOKEN");
    assert_api_error(&with_bearer(&linkedin, "/v2/userinfo", "Bearer x").await, 401, 65600, "INVALID_ACCESS_TOKEN");
    // What new apps are told.
    assert_api_error(&with_bearer(&linkedin, "/v2/me", &bearer).await, 403, 100, "ACCESS_DENIED");
    linkedin.advance_clock(Duration::from_secs(5_184_000));
    assert_api_error(&with_bearer(&linkedin, "/v2/userinfo", &bearer).await, 401, 65601, "EXPIRED_ACCESS_TOKEN");
}

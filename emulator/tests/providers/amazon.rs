//! Amazon: tokens with a bar, scopes that show members, errors of the profile with status 400.

use super::common::*;
use super::{
    assert_page, authorization, changed, code_for, denial, member_names, sign_in, token_parameters, with_bearer,
};
use claimsmith_emulator::{Emulator, Provider, Refusal};
use serde_json::{Value, json};
use std::time::Duration;

const TOKEN: &str = "/auth/o2/token";
const PROFILE: &str = "/user/profile";

fn authorize(changes: &[(&str, &str)]) -> String {
    authorization("/ap/oa", "profile", changes)
}

async fn tokens(amazon: &Emulator, user: &str, changes: &[(&str, &str)]) -> Value {
    let code = code_for(amazon, &authorize(changes), user).await;
    post(amazon, TOKEN, &token_parameters(&code, &[])).await.json()
}

fn bearer(tokens: &Value) -> String {
    format!("Bearer {}", tokens["access_token"].as_str().unwrap())
}

fn assert_error(answer: &Answer, status: u16, code: &str, words: &str) {
    assert_eq!((answer.status, &answer.json()["error"]), (status, &json!(code)), "{}", answer.body);
    assert!(answer.json()["error_description"].as_str().unwrap().contains(words), "{}", answer.body);
}

#[tokio::test]
async fn a_whole_sign_in() {
    let amazon = start(Provider::Amazon).await;
    let pkce = [("code_challenge", CHALLENGE), ("code_challenge_method", "S256")];
    let location = sign_in(&amazon, &authorize(&pkce), "awkward").await;
    assert_eq!(callback_value(&location, "scope").as_deref(), Some("profile"));
    let code = callback_value(&location, "code").unwrap();
    let answer = post(&amazon, TOKEN, &token_parameters(&code, &[("code_verifier", VERIFIER)])).await;
    assert_eq!(member_names(&answer), ["access_token", "refresh_token", "token_type", "expires_in"]);
    let tokens = answer.json();
    assert!(tokens["access_token"].as_str().unwrap().starts_with("Atza|"));

    let user = with_bearer(&amazon, PROFILE, &bearer(&tokens)).await.json();
    assert!(user["user_id"].as_str().unwrap().starts_with("amzn1.account."));
    assert_eq!(user["user_id"].as_str(), amazon.subject("awkward").as_deref());
    assert_eq!(
        (&user["name"], &user["email"]),
        (&json!("Renée \"&\" <Bücher> 📚"), &json!("renée+amazon@example.org"))
    );
    let in_query = format!("{PROFILE}?{}", query(&[("access_token", tokens["access_token"].as_str().unwrap())]));
    assert_eq!(get(&amazon, &in_query).await.json(), user);
}

#[tokio::test]
async fn basic_works_as_well() {
    let amazon = start(Provider::Amazon).await;
    let code = code_for(&amazon, &authorize(&[]), "mork").await;
    let body = query(&token_parameters(&code, &[("client_id", ""), ("client_secret", "")]));
    // base64 of `101234567:s3cret%26%2B%25%3D`
    let headers = [FORM, ("authorization", "Basic MTAxMjM0NTY3OnMzY3JldCUyNiUyQiUyNSUzRA==")];
    assert_eq!(send(&amazon, "POST", TOKEN, &headers, &body).await.status, 200);
}

#[tokio::test]
async fn scopes_decide_what_is_shown() {
    let amazon = start(Provider::Amazon).await;
    for (scope, user, names) in [
        ("profile:user_id", "mork", &["user_id"][..]),
        ("profile", "telephone", &["user_id", "name"]),
        ("profile postal_code", "mork", &["user_id", "email", "name", "postal_code"]),
    ] {
        let tokens = tokens(&amazon, user, &[("scope", scope)]).await;
        assert_eq!(member_names(&with_bearer(&amazon, PROFILE, &bearer(&tokens)).await), names);
    }
    let tokens = tokens(&amazon, "mork", &[("scope", "something:else")]).await;
    assert_error(&with_bearer(&amazon, PROFILE, &bearer(&tokens)).await, 403, "insufficient_scope", "privileges");
}

#[tokio::test]
async fn refresh_tokens_last() {
    let amazon = start(Provider::Amazon).await;
    let tokens = tokens(&amazon, "mork", &[]).await;
    let parameters = [
        ("grant_type", "refresh_token"),
        ("client_id", CLIENT_ID),
        ("client_secret", SECRET),
        ("refresh_token", tokens["refresh_token"].as_str().unwrap()),
    ];
    for _ in 0..2 {
        assert_eq!(post(&amazon, TOKEN, &parameters).await.status, 200);
    }
    let wrong = changed(&parameters, &[("refresh_token", "Atzr|x")]);
    assert_error(&post(&amazon, TOKEN, &wrong).await, 400, "invalid_grant", "refresh_token");
}

#[tokio::test]
async fn pages_and_denial() {
    let amazon = start(Provider::Amazon).await;
    let said = denial(&amazon, &authorize(&[])).await;
    let expected = [("error_description", "Access not permitted."), ("error", "access_denied")];
    assert_eq!(said, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    assert_page(&amazon, &authorize(&[("redirect_uri", "http://localhost/")]), 400, Refusal::RedirectUriMismatch).await;
    assert_page(&amazon, &authorize(&[("scope", "")]), 400, Refusal::ParameterWrong).await;
}

#[tokio::test]
async fn refusals() {
    let amazon = start(Provider::Amazon).await;
    let code = code_for(&amazon, &authorize(&[]), "mork").await;
    for (name, value, status, error, words) in [
        ("client_id", "1", 401, "invalid_client", "Client authentication failed"),
        ("client_secret", "wrong", 401, "invalid_client", "Client authentication failed"),
        ("code", "ANx", 400, "invalid_grant", "parameter : code"),
        ("redirect_uri", "http://localhost/", 400, "invalid_grant", "parameter : redirect_uri"),
        ("code_verifier", VERIFIER, 400, "invalid_grant", "parameter : code_verifier"),
        ("grant_type", "password", 400, "unsupported_grant_type", "grant type"),
    ] {
        let answer = post(&amazon, TOKEN, &token_parameters(&code, &[(name, value)])).await;
        assert_error(&answer, status, error, words);
    }
    amazon.advance_clock(Duration::from_secs(301));
    assert_error(&post(&amazon, TOKEN, &token_parameters(&code, &[])).await, 400, "invalid_grant", "parameter : code");

    let tokens = tokens(&amazon, "mork", &[]).await;
    assert_error(&get(&amazon, PROFILE).await, 400, "invalid_request", "access_token");
    assert_error(&with_bearer(&amazon, PROFILE, "Bearer Atza|x").await, 400, "invalid_token", "access_token");
    amazon.advance_clock(Duration::from_secs(3601));
    assert_error(&with_bearer(&amazon, PROFILE, &bearer(&tokens)).await, 400, "invalid_token", "access_token");
}

//! Yahoo! JAPAN: two ways to authenticate, members with `#` in their names, errors in a header.

use super::common::*;
use super::{
    assert_page, authorization, basic, bearer, code_for, denial, id_token_claims, member_names, replaced,
    token_parameters, with_bearer,
};
use claimsmith_emulator::{Application, Emulator, Provider, Refusal};
use serde_json::{Value, json};
use std::time::Duration;

const TOKEN: &str = "/yconnect/v2/token";
const ATTRIBUTE: &str = "/yconnect/v2/attribute";

fn authorize(changes: &[(&str, &str)]) -> String {
    authorization("/yconnect/v2/authorization", "openid profile email address", &replaced(&[("bail", "1")], changes))
}

async fn tokens(yahoo: &Emulator, user: &str, changes: &[(&str, &str)]) -> Value {
    let code = code_for(yahoo, &authorize(changes), user).await;
    post(yahoo, TOKEN, &token_parameters(&code, &[])).await.json()
}

#[tokio::test]
async fn a_whole_sign_in() {
    let yahoo = start(Provider::YahooJapan).await;
    let pkce = [("code_challenge", CHALLENGE), ("code_challenge_method", "S256"), ("nonce", "n-3")];
    let code = code_for(&yahoo, &authorize(&pkce), "hanako").await;
    let form = token_parameters(&code, &[("client_id", ""), ("client_secret", ""), ("code_verifier", VERIFIER)]);
    let headers = [FORM, ("authorization", &basic(CLIENT_ID, SECRET))];
    let answer = send(&yahoo, "POST", TOKEN, &headers, &query(&form)).await;
    assert_eq!(member_names(&answer), ["access_token", "token_type", "refresh_token", "expires_in", "id_token"]);
    let claims = id_token_claims(&answer.json());
    assert_eq!(
        (&claims["iss"], &claims["aud"]),
        (&json!("https://auth.login.yahoo.co.jp/yconnect/v2"), &json!([CLIENT_ID]))
    );
    assert_eq!(claims["nonce"], json!("n-3"));

    let user = with_bearer(&yahoo, ATTRIBUTE, &bearer(&answer.json())).await.json();
    assert_eq!((&user["sub"], user["sub"].as_str().unwrap().len()), (&claims["sub"], 26));
    assert_eq!((&user["name"], &user["given_name#ja-Kana-JP"]), (&json!("山田花子"), &json!("ハナコ")));
    assert_eq!((&user["email_verified"], &user["address"]["region"]), (&json!(true), &json!("東京都")));
}

#[tokio::test]
async fn the_token_may_stand_in_three_places_and_scopes_decide() {
    let yahoo = start(Provider::YahooJapan).await;
    let tokens = tokens(&yahoo, "taro", &[("scope", "openid email")]).await;
    let access_token = tokens["access_token"].as_str().unwrap();
    let in_query = get(&yahoo, &format!("{ATTRIBUTE}?access_token={access_token}")).await;
    let in_form = post(&yahoo, ATTRIBUTE, &[("access_token", access_token)]).await;
    assert_eq!(member_names(&in_query), ["sub", "email", "email_verified"]);
    assert_eq!(in_query.json(), in_form.json());
    assert_eq!(in_form.json()["email_verified"], json!(false));

    let answer = with_bearer(&yahoo, ATTRIBUTE, &bearer(&self::tokens(&yahoo, "awkward", &[]).await)).await;
    assert_eq!(answer.json()["name"], json!("𠮷野家\"<\\u0000>\" & ㋿"));
    assert!(answer.json().get("email").is_none());
    let other = Application::new("dj0another", "x").redirect_uri(CALLBACK);
    let other = Emulator::start(Provider::YahooJapan, other).await.unwrap();
    assert_ne!(yahoo.subject("taro"), other.subject("taro"));
}

#[tokio::test]
async fn refusals_of_the_token_endpoint() {
    let yahoo = start(Provider::YahooJapan).await;
    let code = code_for(&yahoo, &authorize(&[]), "hanako").await;
    for (name, value, status, error) in [
        ("client_id", "dj0", 401, "invalid_client"),
        ("client_secret", "wrong", 401, "invalid_client"),
        ("client_secret", "", 400, "invalid_request"),
        ("code", "nonsense", 400, "invalid_grant"),
        ("redirect_uri", "http://localhost/", 400, "invalid_grant"),
        ("code_verifier", VERIFIER, 400, "invalid_grant"),
        ("grant_type", "password", 400, "unsupported_grant_type"),
    ] {
        let answer = post(&yahoo, TOKEN, &token_parameters(&code, &[(name, value)])).await;
        assert_eq!((answer.status, &answer.json()["error"]), (status, &json!(error)), "{name}");
        assert_eq!(member_names(&answer), ["error", "error_description", "error_code"]);
    }
    let form = token_parameters(&code, &[("client_id", ""), ("client_secret", "")]);
    for credentials in [basic(CLIENT_ID, "wrong"), basic("dj0", SECRET), "Basic !".to_owned()] {
        let answer = send(&yahoo, "POST", TOKEN, &[FORM, ("authorization", &credentials)], &query(&form)).await;
        assert_eq!((answer.status, &answer.json()["error"]), (401, &json!("invalid_client")));
    }
    assert_eq!(post(&yahoo, TOKEN, &token_parameters(&code, &[])).await.status, 200);
    assert_eq!(post(&yahoo, TOKEN, &token_parameters(&code, &[])).await.json()["error"], json!("invalid_grant"));
}

#[tokio::test]
async fn refusals_of_the_user_information() {
    let yahoo = start(Provider::YahooJapan).await;
    let tokens = tokens(&yahoo, "hanako", &[]).await;
    let missing = get(&yahoo, ATTRIBUTE).await;
    assert_eq!(missing.status, 401);
    let message = "Bad Request: Authentication parameters in your request incompleted.";
    assert_eq!(missing.json(), json!({"Error": {"Message": message}}));
    let wrong = with_bearer(&yahoo, ATTRIBUTE, "Bearer x").await;
    assert_eq!(
        (wrong.status, wrong.header("www-authenticate")),
        (401, Some("Bearer realm=\"yahooapis.jp\", error=\"invalid_token\""))
    );
    let without = bearer(&self::tokens(&yahoo, "hanako", &[("scope", "profile")]).await);
    assert_eq!(with_bearer(&yahoo, ATTRIBUTE, &without).await.status, 403);
    yahoo.advance_clock(Duration::from_secs(3600));
    let expired = with_bearer(&yahoo, ATTRIBUTE, &bearer(&tokens)).await;
    let message = "Requested Token is expired. Please provide valid credentials.";
    assert_eq!((expired.status, expired.json()), (401, json!({"Error": {"Message": message}})));
}

#[tokio::test]
async fn pages_and_denial() {
    let yahoo = start(Provider::YahooJapan).await;
    let denial = denial(&yahoo, &authorize(&[])).await;
    let names: Vec<_> = denial.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!((names, denial[0].1.as_str()), (vec!["error", "error_description", "error_code"], "access_denied"));
    assert_page(&yahoo, &authorize(&[("client_id", "dj0")]), 400, Refusal::ClientUnknown).await;
    assert_page(&yahoo, &authorize(&[("scope", "")]), 400, Refusal::ParameterWrong).await;
    assert_page(&yahoo, &authorize(&[("redirect_uri", "http://localhost/")]), 400, Refusal::RedirectUriMismatch).await;
}

//! Weibo: the uid that goes back, words and numbers in errors.

use super::common::*;
use super::{assert_page, authorization, code_for, denial, member_names, token_parameters, with_bearer};
use claimsmith_emulator::{Emulator, Provider, Refusal};
use serde_json::json;
use std::time::Duration;

const AUTHORIZE: &str = "/oauth2/authorize";
const TOKEN: &str = "/oauth2/access_token";

async fn token(weibo: &Emulator, user: &str) -> (String, String) {
    let code = code_for(weibo, &authorization(AUTHORIZE, "", &[]), user).await;
    let tokens = post(weibo, TOKEN, &token_parameters(&code, &[])).await.json();
    (tokens["access_token"].as_str().unwrap().to_owned(), tokens["uid"].as_str().unwrap().to_owned())
}

fn assert_error(answer: &Answer, status: u16, word: &str, number: u32) {
    assert_eq!(answer.status, status);
    assert_eq!(member_names(answer), ["error", "error_code", "error_description"]);
    assert_eq!((&answer.json()["error"], &answer.json()["error_code"]), (&json!(word), &json!(number)));
}

#[tokio::test]
async fn a_whole_sign_in() {
    let weibo = start(Provider::Weibo).await;
    let code = code_for(&weibo, &authorization(AUTHORIZE, "", &[]), "emoji").await;
    let answer = post(&weibo, TOKEN, &token_parameters(&code, &[])).await;
    assert_eq!(member_names(&answer), ["access_token", "remind_in", "expires_in", "uid", "isRealName"]);
    let tokens = answer.json();
    assert_eq!((&tokens["uid"], &tokens["remind_in"]), (&json!("5012345678"), &json!("157679999")));
    assert_eq!(tokens["expires_in"], json!(157_679_999));

    let access_token = tokens["access_token"].as_str().unwrap();
    let answer = get(&weibo, &format!("/2/users/show.json?uid=5012345678&access_token={access_token}")).await;
    let user = answer.json();
    assert_eq!((&user["id"], &user["idstr"]), (&json!(5_012_345_678_u64), &json!("5012345678")));
    assert_eq!(user["screen_name"], json!("🦊小狐狸 \"& Co\" <b>"));
    assert!(user["avatar_large"].as_str().unwrap().ends_with("size=180"));

    let header = with_bearer(&weibo, "/2/account/get_uid.json", &format!("OAuth2 {access_token}")).await;
    assert_eq!(header.body, r#"{"uid":5012345678}"#);
    let wrong_scheme = with_bearer(&weibo, "/2/account/get_uid.json", &format!("Bearer {access_token}")).await;
    assert_error(&wrong_scheme, 400, "source paramter(appkey) is missing", 10006);
}

#[tokio::test]
async fn the_token_request_may_stand_in_the_query() {
    let weibo = start(Provider::Weibo).await;
    let code = code_for(&weibo, &authorization(AUTHORIZE, "", &[]), "plain").await;
    let target = format!("{TOKEN}?{}", query(&token_parameters(&code, &[])));
    let answer = send(&weibo, "POST", &target, &[("content-length", "0")], "").await;
    assert_eq!(answer.json()["uid"], json!("5098765432"));
    assert_eq!(get(&weibo, &target).await.status, 405);
}

#[tokio::test]
async fn ids_keep_their_digits() {
    let weibo = start(Provider::Weibo).await;
    let (access_token, uid) = token(&weibo, "large").await;
    assert_eq!(uid, "9007199254740995");
    let answer = get(&weibo, &format!("/2/users/show.json?uid={uid}&access_token={access_token}")).await;
    assert!(answer.body.starts_with(r#"{"id":9007199254740995,"idstr":"9007199254740995","#), "{}", answer.body);
}

#[tokio::test]
async fn pages_and_denial() {
    let weibo = start(Provider::Weibo).await;
    let said = denial(&weibo, &authorization(AUTHORIZE, "", &[])).await;
    let names: Vec<_> = said.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["error_uri", "error", "error_description", "error_code"]);
    assert!(said.contains(&("error".into(), "access_denied".into())));
    let wrong = authorization(AUTHORIZE, "", &[("redirect_uri", "http://localhost:3000/")]);
    assert_page(&weibo, &wrong, 400, Refusal::RedirectUriMismatch).await;
    assert_page(&weibo, &authorization(AUTHORIZE, "", &[("client_id", "1")]), 400, Refusal::ClientUnknown).await;
}

#[tokio::test]
async fn refusals() {
    let weibo = start(Provider::Weibo).await;
    let code = code_for(&weibo, &authorization(AUTHORIZE, "", &[]), "lihua").await;
    for (name, value, word, number) in [
        ("client_id", "1", "invalid_client", 21324),
        ("client_secret", "wrong", "invalid_client", 21324),
        ("redirect_uri", "http://localhost/", "redirect_uri_mismatch", 21322),
        ("grant_type", "password", "unsupported_grant_type", 21328),
        ("code", "0", "invalid_grant", 21325),
        ("code", "", "invalid_request", 21323),
    ] {
        assert_error(&post(&weibo, TOKEN, &token_parameters(&code, &[(name, value)])).await, 400, word, number);
    }
    assert_eq!(post(&weibo, TOKEN, &token_parameters(&code, &[])).await.status, 200);
    assert_error(&post(&weibo, TOKEN, &token_parameters(&code, &[])).await, 400, "invalid_grant", 21325);

    let (access_token, uid) = token(&weibo, "lihua").await;
    let show = |uid: &str, token: &str| format!("/2/users/show.json?uid={uid}&access_token={token}");
    assert_error(&get(&weibo, &show("1", &access_token)).await, 400, "User does not exists!", 20003);
    assert_error(&get(&weibo, &show(&uid, "2.00x")).await, 403, "invalid_access_token", 21332);
    weibo.advance_clock(Duration::from_secs(157_680_000));
    assert_error(&get(&weibo, &show(&uid, &access_token)).await, 403, "expired_token", 21327);
}

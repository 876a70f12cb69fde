//! WeChat: other names, errors over status 200, the openid that goes back.

use super::common::*;
use super::{STATE, assert_page, changed, code_for, denial, last_refusal, member_names};
use claimsmith_emulator::{Emulator, Provider, Refusal};
use serde_json::json;
use std::time::Duration;

fn authorize(changes: &[(&str, &str)]) -> String {
    let usual = [
        ("appid", CLIENT_ID),
        ("redirect_uri", CALLBACK),
        ("response_type", "code"),
        ("scope", "snsapi_login"),
        ("state", STATE),
    ];
    format!("/connect/qrconnect?{}", query(&changed(&usual, changes)))
}

async fn token(wechat: &Emulator, code: &str, changes: &[(&str, &str)]) -> Answer {
    let usual = [("appid", CLIENT_ID), ("secret", SECRET), ("code", code), ("grant_type", "authorization_code")];
    get(wechat, &format!("/sns/oauth2/access_token?{}", query(&changed(&usual, changes)))).await
}

async fn user_information(wechat: &Emulator, parameters: &[(&str, &str)]) -> Answer {
    get(wechat, &format!("/sns/userinfo?{}", query(parameters))).await
}

fn assert_error(answer: &Answer, code: u32) {
    assert_eq!((answer.status, answer.header("content-type")), (200, Some("text/plain")));
    assert_eq!(
        (&answer.json()["errcode"], member_names(answer)),
        (&json!(code), vec!["errcode".into(), "errmsg".into()])
    );
}

#[tokio::test]
async fn a_whole_sign_in() {
    let wechat = start(Provider::WeChat).await;
    let code = code_for(&wechat, &authorize(&[]), "aqiang").await;
    let answer = token(&wechat, &code, &[]).await;
    assert_eq!((answer.status, answer.header("content-type")), (200, Some("text/plain")));
    assert_eq!(member_names(&answer), ["access_token", "expires_in", "refresh_token", "openid", "scope", "unionid"]);
    let tokens = answer.json();
    let open_id = tokens["openid"].as_str().unwrap();
    assert_eq!(Some(open_id), wechat.subject("aqiang").as_deref());
    assert!(open_id.starts_with('o') && open_id.len() == 28);

    let access_token = tokens["access_token"].as_str().unwrap();
    let answer = user_information(&wechat, &[("openid", open_id), ("access_token", access_token)]).await;
    let user = answer.json();
    assert_eq!((&user["openid"], &user["unionid"]), (&tokens["openid"], &tokens["unionid"]));
    assert_eq!((&user["nickname"], &user["sex"]), (&json!("阿强 🐼 & <Qiang>"), &json!(1)));
    assert!(user["headimgurl"].as_str().unwrap().starts_with(wechat.origin()));

    let check = get(&wechat, &format!("/sns/auth?openid={open_id}&access_token={access_token}")).await;
    assert_eq!(check.body, r#"{"errcode":0,"errmsg":"ok"}"#);
}

#[tokio::test]
async fn users_differ_where_clients_stumble() {
    let wechat = start(Provider::WeChat).await;
    let tokens = token(&wechat, &code_for(&wechat, &authorize(&[]), "laowang").await, &[]).await.json();
    assert!(tokens.get("unionid").is_none());
    let tokens = token(&wechat, &code_for(&wechat, &authorize(&[]), "private").await, &[]).await.json();
    let parameters =
        [("openid", tokens["openid"].as_str().unwrap()), ("access_token", tokens["access_token"].as_str().unwrap())];
    assert_eq!(user_information(&wechat, &parameters).await.json()["headimgurl"], json!(""));
}

#[tokio::test]
async fn pages_and_denial() {
    let wechat = start(Provider::WeChat).await;
    assert_eq!(denial(&wechat, &authorize(&[])).await, []);
    assert_page(&wechat, &authorize(&[("appid", ""), ("client_id", CLIENT_ID)]), 400, Refusal::ClientIdMissing).await;
    assert_page(&wechat, &authorize(&[("scope", "snsapi_userinfo")]), 400, Refusal::ParameterWrong).await;
    assert_page(&wechat, &authorize(&[("redirect_uri", "https://x.example/")]), 400, Refusal::RedirectUriMismatch)
        .await;
}

#[tokio::test]
async fn refusals_of_the_token_endpoint() {
    let wechat = start(Provider::WeChat).await;
    let code = code_for(&wechat, &authorize(&[]), "xiaohong").await;
    for (name, value, number) in [
        ("appid", "", 41002),
        ("appid", "wx0", 40013),
        ("secret", "", 41004),
        ("secret", "wrong", 40125),
        ("grant_type", "password", 40002),
        ("code", "", 41008),
        ("code", "0", 40029),
    ] {
        assert_error(&token(&wechat, &code, &[(name, value)]).await, number);
    }
    // The redirect URI of the token request is not looked at.
    let answer = token(&wechat, &code, &[("redirect_uri", "https://elsewhere.example/")]).await;
    assert_eq!(answer.json()["expires_in"], json!(7200));
    assert_error(&token(&wechat, &code, &[]).await, 40163);

    let code = code_for(&wechat, &authorize(&[]), "xiaohong").await;
    wechat.advance_clock(Duration::from_secs(601));
    assert_error(&token(&wechat, &code, &[]).await, 40029);
    assert_eq!(last_refusal(&wechat), Some(Refusal::CodeExpired));
    let form = post(&wechat, "/sns/oauth2/access_token", &[("appid", CLIENT_ID)]).await;
    assert_eq!((form.status, form.header("allow")), (405, Some("GET")));
}

#[tokio::test]
async fn the_openid_has_to_go_back() {
    let wechat = start(Provider::WeChat).await;
    let tokens = token(&wechat, &code_for(&wechat, &authorize(&[]), "xiaohong").await, &[]).await.json();
    let access_token = tokens["access_token"].as_str().unwrap();
    let open_id = tokens["openid"].as_str().unwrap();
    assert_error(&user_information(&wechat, &[("access_token", access_token)]).await, 40003);
    let other = wechat.subject("aqiang").unwrap();
    assert_error(&user_information(&wechat, &[("access_token", access_token), ("openid", &other)]).await, 40003);
    assert_error(&user_information(&wechat, &[("openid", open_id)]).await, 41001);
    assert_error(&user_information(&wechat, &[("openid", open_id), ("access_token", "x")]).await, 40001);
    wechat.advance_clock(Duration::from_secs(7201));
    assert_error(&user_information(&wechat, &[("openid", open_id), ("access_token", access_token)]).await, 42001);
}

#[tokio::test]
async fn refreshing_takes_the_id_and_no_secret() {
    let wechat = start(Provider::WeChat).await;
    let tokens = token(&wechat, &code_for(&wechat, &authorize(&[]), "xiaohong").await, &[]).await.json();
    let refresh = |changes: &[(&str, &str)]| {
        let usual = [
            ("appid", CLIENT_ID),
            ("grant_type", "refresh_token"),
            ("refresh_token", tokens["refresh_token"].as_str().unwrap()),
        ];
        format!("/sns/oauth2/refresh_token?{}", query(&changed(&usual, changes)))
    };
    assert_error(&get(&wechat, &refresh(&[("appid", "wx0")])).await, 40013);
    assert_error(&get(&wechat, &refresh(&[("refresh_token", "x")])).await, 40030);
    let fresh = get(&wechat, &refresh(&[])).await.json();
    assert_eq!(fresh["openid"], tokens["openid"]);
    assert_ne!(fresh["access_token"], tokens["access_token"]);
}

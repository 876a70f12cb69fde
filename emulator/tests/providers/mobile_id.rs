//! Mobile ID: the issuer in the callback, scopes with commas or blanks, short-lived codes.

use super::common::*;
use super::{
    assert_page, authorization, basic, bearer, code_for, denial, id_token_claims, member_names, sign_in,
    token_parameters, with_bearer,
};
use claimsmith_emulator::{Emulator, Provider, Refusal};
use serde_json::{Value, json};
use std::time::Duration;

const ISSUER: &str = "https://openid.mobileid.ch";

fn authorize(changes: &[(&str, &str)]) -> String {
    authorization("/oidc/authorize", "openid, profile, phone, mid_profile", changes)
}

async fn tokens(mobile_id: &Emulator, user: &str, changes: &[(&str, &str)]) -> Value {
    let code = code_for(mobile_id, &authorize(changes), user).await;
    post(mobile_id, "/token", &token_parameters(&code, &[])).await.json()
}

#[tokio::test]
async fn a_whole_sign_in() {
    let mobile_id = start(Provider::MobileId).await;
    let location = sign_in(&mobile_id, &authorize(&[("nonce", "n-5")]), "sim").await;
    assert_eq!(callback_value(&location, "iss").as_deref(), Some(ISSUER));
    let code = callback_value(&location, "code").unwrap();
    let form = token_parameters(&code, &[("client_id", ""), ("client_secret", "")]);
    let headers = [FORM, ("authorization", &basic(CLIENT_ID, SECRET))];
    let answer = send(&mobile_id, "POST", "/token", &headers, &query(&form)).await;
    assert_eq!(member_names(&answer), ["access_token", "scope", "id_token", "token_type", "expires_in"]);
    let tokens = answer.json();
    assert_eq!(tokens["scope"], json!("openid profile phone mid_profile"));
    let claims = id_token_claims(&tokens);
    assert_eq!((&claims["iss"], &claims["nonce"]), (&json!(ISSUER), &json!("n-5")));

    let user = with_bearer(&mobile_id, "/userinfo", &bearer(&tokens)).await.json();
    assert_eq!(
        user,
        json!({
            "mid_profile_app_status": "inactive",
            "mid_profile_recovery_code_status": true,
            "mid_profile_serial": "MIDCHEEMULATED01",
            "mid_profile_sim_status": "active",
            "name": "+41790000001",
            "phone_number": "+41790000001",
            "phone_number_verified": true,
            "sub": claims["sub"],
        })
    );
    assert_eq!(user["sub"].as_str().unwrap().len(), 64);
    let discovery = get(&mobile_id, "/.well-known/openid-configuration").await.json();
    assert_eq!(
        (&discovery["issuer"], &discovery["token_endpoint"]),
        (&json!(ISSUER), &json!(format!("{}/token", mobile_id.origin())))
    );
}

#[tokio::test]
async fn scopes_decide_what_is_shown() {
    let mobile_id = start(Provider::MobileId).await;
    for (scope, names) in [
        ("openid", &["sub"][..]),
        ("openid profile", &["name", "sub"]),
        ("openid phone", &["phone_number", "phone_number_verified", "sub"]),
        ("openid mid_location", &["sub"]),
    ] {
        let tokens = tokens(&mobile_id, "awkward", &[("scope", scope)]).await;
        let answer = with_bearer(&mobile_id, "/userinfo", &bearer(&tokens)).await;
        assert_eq!(member_names(&answer), names, "{scope}");
    }
    let tokens = tokens(&mobile_id, "awkward", &[]).await;
    let user = with_bearer(&mobile_id, "/userinfo", &bearer(&tokens)).await.json();
    assert_eq!(
        (&user["name"], &user["phone_number_verified"]),
        (&json!("Zoë \"d'Àrbedo\" <ZH> & Söhne"), &json!(false))
    );
    let plain = bearer(&self::tokens(&mobile_id, "app", &[("scope", "profile")]).await);
    assert_eq!(with_bearer(&mobile_id, "/userinfo", &plain).await.status, 403);
}

#[tokio::test]
async fn refresh_tokens_want_a_scope_and_work_once() {
    let mobile_id = start(Provider::MobileId).await;
    let tokens = tokens(&mobile_id, "app", &[("scope", "openid offline_access")]).await;
    let refresh = [("grant_type", "refresh_token"), ("refresh_token", tokens["refresh_token"].as_str().unwrap())];
    let form = token_parameters("", &refresh);
    let fresh = post(&mobile_id, "/token", &form).await.json();
    assert_ne!(fresh["refresh_token"], tokens["refresh_token"]);
    assert_eq!(post(&mobile_id, "/token", &form).await.json()["error"], json!("invalid_grant"));
}

#[tokio::test]
async fn refusals() {
    let mobile_id = start(Provider::MobileId).await;
    let code = code_for(&mobile_id, &authorize(&[]), "sim").await;
    for (name, value, status, error) in [
        ("client_id", "1", 401, "invalid_client"),
        ("client_secret", "wrong", 401, "invalid_client"),
        ("client_secret", "", 401, "invalid_client"),
        ("code", "nonsense", 400, "invalid_grant"),
        ("redirect_uri", "http://localhost/", 400, "invalid_grant"),
        ("grant_type", "password", 400, "unsupported_grant_type"),
    ] {
        let answer = post(&mobile_id, "/token", &token_parameters(&code, &[(name, value)])).await;
        assert_eq!((answer.status, &answer.json()["error"]), (status, &json!(error)), "{name}");
    }
    mobile_id.advance_clock(Duration::from_secs(120));
    let late = post(&mobile_id, "/token", &token_parameters(&code, &[])).await;
    assert_eq!((late.status, &late.json()["error"]), (400, &json!("invalid_grant")));

    let missing = get(&mobile_id, "/userinfo").await;
    assert_eq!((missing.status, missing.header("www-authenticate")), (401, Some("Bearer error=\"invalid_token\"")));
    let tokens = tokens(&mobile_id, "sim", &[]).await;
    mobile_id.advance_clock(Duration::from_secs(600));
    assert_eq!(with_bearer(&mobile_id, "/userinfo", &bearer(&tokens)).await.status, 401);
}

#[tokio::test]
async fn pages_and_denial() {
    let mobile_id = start(Provider::MobileId).await;
    let denial = denial(&mobile_id, &authorize(&[])).await;
    assert_eq!(denial[0], ("error".to_owned(), "access_denied".to_owned()));
    assert!(denial[1].0 == "error_description" && denial[1].1.starts_with("mid_auth_3020_"));
    assert_eq!(denial[2], ("iss".to_owned(), ISSUER.to_owned()));
    assert_page(&mobile_id, &authorize(&[("scope", "")]), 400, Refusal::ParameterWrong).await;
    assert_page(&mobile_id, &authorize(&[("client_id", "1")]), 401, Refusal::ClientUnknown).await;
    assert_page(&mobile_id, &authorize(&[("state", "")]), 400, Refusal::ParameterWrong).await;
}

//! Microsoft accounts: Graph with a selection, numbered descriptions, errors in an object.

use super::common::*;
use super::{assert_page, authorization, code_for, denial, member_names, token_parameters, with_bearer};
use claimsmith_emulator::{Emulator, Provider, Refusal};
use serde_json::{Value, json};
use std::time::Duration;

const TOKEN: &str = "/consumers/oauth2/v2.0/token";
const ME: &str = "/v1.0/me?$select=id,displayName,givenName,surname,mail,userPrincipalName";

fn authorize(changes: &[(&str, &str)]) -> String {
    authorization("/consumers/oauth2/v2.0/authorize", "User.Read", changes)
}

async fn tokens(microsoft: &Emulator, user: &str, changes: &[(&str, &str)]) -> Value {
    let code = code_for(microsoft, &authorize(changes), user).await;
    post(microsoft, TOKEN, &token_parameters(&code, &[])).await.json()
}

fn bearer(tokens: &Value) -> String {
    format!("Bearer {}", tokens["access_token"].as_str().unwrap())
}

fn assert_error(answer: &Answer, status: u16, code: &str, number: &str) {
    assert_eq!((answer.status, &answer.json()["error"]), (status, &json!(code)), "{}", answer.body);
    let description = answer.json()["error_description"].as_str().unwrap().to_owned();
    assert!(description.starts_with(&format!("{number}: ")), "{description}");
}

fn assert_graph_error(answer: &Answer, status: u16, code: &str) {
    assert_eq!((answer.status, member_names(answer)), (status, vec!["error".to_owned()]), "{}", answer.body);
    let error = &answer.json()["error"];
    assert_eq!(error["code"], json!(code));
    assert!(error["message"].is_string() && error["innerError"]["request-id"].is_string());
}

#[tokio::test]
async fn a_whole_sign_in() {
    let microsoft = start(Provider::MicrosoftAccount).await;
    let pkce = [("code_challenge", CHALLENGE), ("code_challenge_method", "S256")];
    let code = code_for(&microsoft, &authorize(&pkce), "awkward").await;
    let answer = post(&microsoft, TOKEN, &token_parameters(&code, &[("code_verifier", VERIFIER)])).await;
    assert_eq!(member_names(&answer), ["token_type", "scope", "expires_in", "ext_expires_in", "access_token"]);

    let answer = with_bearer(&microsoft, ME, &bearer(&answer.json())).await;
    assert!(answer.header("content-type").unwrap().starts_with("application/json;odata.metadata=minimal"));
    assert_eq!(
        member_names(&answer),
        ["@odata.context", "displayName", "surname", "givenName", "id", "userPrincipalName", "mail"]
    );
    let user = answer.json();
    assert_eq!(user["id"], json!(microsoft.subject("awkward").unwrap()));
    assert_eq!((&user["displayName"], &user["surname"]), (&json!("\\u0022Quote\" & <Ünïcode> 𝔘"), &json!(null)));
    assert_eq!(user["userPrincipalName"], json!("quote+\"x\"@example.com"));
}

#[tokio::test]
async fn without_a_selection_everything_comes() {
    let microsoft = start(Provider::MicrosoftAccount).await;
    let tokens = tokens(&microsoft, "nomail", &[]).await;
    let user = with_bearer(&microsoft, "/v1.0/me", &bearer(&tokens)).await.json();
    assert_eq!(user.as_object().unwrap().len(), 12);
    assert_eq!((&user["mail"], &user["businessPhones"]), (&json!(null), &json!([])));
    assert_eq!(user["id"].as_str().unwrap().len(), 16);
}

#[tokio::test]
async fn openid_connect_has_another_id() {
    let microsoft = start(Provider::MicrosoftAccount).await;
    let tokens = tokens(&microsoft, "bjorn", &[("scope", "openid profile email")]).await;
    let user = with_bearer(&microsoft, "/oidc/userinfo", &bearer(&tokens)).await.json();
    assert_eq!((&user["name"], &user["email"]), (&json!("Björn Åkesson"), &json!("bjorn@outlook.example")));
    assert_ne!(user["sub"].as_str(), microsoft.subject("bjorn").as_deref());
    assert_graph_error(&with_bearer(&microsoft, ME, &bearer(&tokens)).await, 403, "Authorization_RequestDenied");
}

#[tokio::test]
async fn refresh_tokens_are_a_scope() {
    let microsoft = start(Provider::MicrosoftAccount).await;
    let tokens = tokens(&microsoft, "bjorn", &[("scope", "User.Read offline_access")]).await;
    let parameters = [
        ("grant_type", "refresh_token"),
        ("client_id", CLIENT_ID),
        ("client_secret", SECRET),
        ("refresh_token", tokens["refresh_token"].as_str().unwrap()),
    ];
    let fresh = post(&microsoft, TOKEN, &parameters).await.json();
    assert_ne!(fresh["refresh_token"], tokens["refresh_token"]);
    assert_eq!(post(&microsoft, TOKEN, &parameters).await.status, 400);
}

#[tokio::test]
async fn pages_and_denial() {
    let microsoft = start(Provider::MicrosoftAccount).await;
    let said = denial(&microsoft, &authorize(&[])).await;
    assert_eq!(said[0], ("error".to_owned(), "access_denied".to_owned()));
    assert!(said[1].1.starts_with("The user has denied access"));
    assert_page(&microsoft, &authorize(&[("client_id", "1")]), 400, Refusal::ClientUnknown).await;
    assert_page(&microsoft, &authorize(&[("scope", "")]), 400, Refusal::ParameterWrong).await;
    assert_page(&microsoft, &authorize(&[("redirect_uri", "http://localhost/")]), 400, Refusal::RedirectUriMismatch)
        .await;
}

#[tokio::test]
async fn refusals() {
    let microsoft = start(Provider::MicrosoftAccount).await;
    let pkce = [("code_challenge", CHALLENGE), ("code_challenge_method", "S256")];
    let code = code_for(&microsoft, &authorize(&pkce), "bjorn").await;
    for (name, value, status, error, number) in [
        ("client_id", "1", 400, "unauthorized_client", "AADSTS700016"),
        ("client_secret", "", 401, "invalid_client", "AADSTS7000218"),
        ("client_secret", "wrong", 401, "invalid_client", "AADSTS7000215"),
        ("code", "M.x", 400, "invalid_grant", "AADSTS70000"),
        ("redirect_uri", "http://localhost/", 400, "invalid_grant", "AADSTS50011"),
        ("code_verifier", "", 400, "invalid_grant", "AADSTS501481"),
    ] {
        let answer = post(&microsoft, TOKEN, &token_parameters(&code, &[(name, value)])).await;
        assert_error(&answer, status, error, number);
    }
    let right = token_parameters(&code, &[("code_verifier", VERIFIER)]);
    let tokens = post(&microsoft, TOKEN, &right).await.json();
    assert_error(&post(&microsoft, TOKEN, &right).await, 400, "invalid_grant", "AADSTS54005");

    assert_graph_error(&get(&microsoft, ME).await, 401, "InvalidAuthenticationToken");
    assert_graph_error(&with_bearer(&microsoft, ME, "Bearer x").await, 401, "InvalidAuthenticationToken");
    microsoft.advance_clock(Duration::from_secs(3601));
    assert_graph_error(&with_bearer(&microsoft, ME, &bearer(&tokens)).await, 401, "InvalidAuthenticationToken");
}

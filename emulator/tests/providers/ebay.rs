//! eBay: Basic authentication, a token type of its own, accounts of two kinds, errors in an array.

use super::common::*;
use super::{
    STATE, assert_page, authorization, basic, bearer, changed, code_for, denial, last_refusal, member_names, sign_in,
    token_parameters, with_bearer,
};
use claimsmith_emulator::{Emulator, Provider, Refusal};
use serde_json::{Value, json};
use std::time::Duration;

const TOKEN: &str = "/identity/v1/oauth2/token";
const USER: &str = "/commerce/identity/v1/user/";
const IDENTITY: &str = "https://api.ebay.com/oauth/api_scope/commerce.identity.readonly";
const EVERYTHING: &str = "https://api.ebay.com/oauth/api_scope/commerce.identity.readonly \
    https://api.ebay.com/oauth/api_scope/commerce.identity.name.readonly \
    https://api.ebay.com/oauth/api_scope/commerce.identity.email.readonly \
    https://api.ebay.com/oauth/api_scope/commerce.identity.phone.readonly";

fn authorize(changes: &[(&str, &str)]) -> String {
    authorization("/oauth2/authorize", EVERYTHING, changes)
}

async fn exchange(ebay: &Emulator, credentials: &str, form: &[(&str, &str)]) -> Answer {
    send(ebay, "POST", TOKEN, &[FORM, ("authorization", credentials)], &query(form)).await
}

fn form<'a>(code: &'a str, changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    changed(&token_parameters(code, &[("client_id", ""), ("client_secret", "")]), changes)
}

async fn tokens(ebay: &Emulator, user: &str, changes: &[(&str, &str)]) -> Value {
    let code = code_for(ebay, &authorize(changes), user).await;
    exchange(ebay, &basic(CLIENT_ID, SECRET), &form(&code, &[])).await.json()
}

#[tokio::test]
async fn a_whole_sign_in() {
    let ebay = start(Provider::Ebay).await;
    let location = sign_in(&ebay, &authorize(&[]), "collector").await;
    assert_eq!(callback_value(&location, "state").as_deref(), Some(STATE));
    assert_eq!(callback_value(&location, "expires_in").as_deref(), Some("299"));
    let code = callback_value(&location, "code").unwrap();
    assert!(code.starts_with("v^1.1#i^1#") && !location.contains('#'), "{location}");

    let answer = exchange(&ebay, &basic(CLIENT_ID, SECRET), &form(&code, &[])).await;
    assert_eq!(
        member_names(&answer),
        ["access_token", "expires_in", "refresh_token", "refresh_token_expires_in", "token_type"]
    );
    let tokens = answer.json();
    assert_eq!((&tokens["token_type"], &tokens["expires_in"]), (&json!("User Access Token"), &json!(7200)));
    assert!(tokens["access_token"].as_str().unwrap().starts_with("v^1.1#"));

    let answer = with_bearer(&ebay, USER, &bearer(&tokens)).await;
    assert_eq!(
        answer.json(),
        json!({
            "userId": "gk3wbq2mtk0",
            "username": "vintage_lamps_77",
            "accountType": "INDIVIDUAL",
            "registrationMarketplaceId": "EBAY_GB",
            "individualAccount": {
                "firstName": "Imogen",
                "lastName": "Clarke",
                "email": "imogen@example.co.uk",
                "primaryPhone": {"countryCode": "1", "number": "2025550147", "phoneType": "MOBILE"},
            },
        })
    );
}

#[tokio::test]
async fn scopes_and_kinds_of_accounts() {
    let ebay = start(Provider::Ebay).await;
    let token = bearer(&tokens(&ebay, "collector", &[("scope", IDENTITY)]).await);
    let answer = with_bearer(&ebay, USER, &token).await;
    assert_eq!(member_names(&answer), ["userId", "username", "accountType", "registrationMarketplaceId"]);
    let company = with_bearer(&ebay, USER, &bearer(&tokens(&ebay, "shop", &[]).await)).await.json();
    assert!(company.get("individualAccount").is_none());
    let account = &company["businessAccount"];
    assert_eq!((&company["accountType"], &account["name"]), (&json!("BUSINESS"), &json!("Müller & Söhne GmbH")));
    assert_eq!(account["primaryContact"], json!({"firstName": "Jürgen", "lastName": "Müller"}));
    let person = with_bearer(&ebay, USER, &bearer(&tokens(&ebay, "mononym", &[]).await)).await.json();
    assert!(person["individualAccount"].get("email").is_none());
    let person = with_bearer(&ebay, USER, &bearer(&tokens(&ebay, "awkward", &[]).await)).await.json();
    assert_eq!(person["individualAccount"]["firstName"], json!("Seán \"Jack\" O’Brien\u{2028}"));
}

#[tokio::test]
async fn refusals_of_the_token_endpoint() {
    let ebay = start(Provider::Ebay).await;
    let code = code_for(&ebay, &authorize(&[]), "collector").await;
    let right = basic(CLIENT_ID, SECRET);
    for credentials in [basic(CLIENT_ID, "wrong"), basic("other", SECRET), "Basic !".to_owned(), String::new()] {
        let answer = exchange(&ebay, &credentials, &form(&code, &[])).await;
        let expected = json!({"error": "invalid_client", "error_description": "client authentication failed"});
        assert_eq!((answer.status, answer.json()), (401, expected), "{credentials}");
    }
    // Credentials in the body do not count.
    assert_eq!(post(&ebay, TOKEN, &token_parameters(&code, &[])).await.status, 401);
    for (name, value, error) in [
        ("code", "v^1.1#nonsense", "invalid_grant"),
        ("redirect_uri", "http://localhost/", "invalid_grant"),
        ("redirect_uri", "", "invalid_request"),
        ("code", "", "invalid_request"),
        ("grant_type", "password", "unsupported_grant_type"),
    ] {
        let answer = exchange(&ebay, &right, &form(&code, &[(name, value)])).await;
        assert_eq!((answer.status, &answer.json()["error"]), (400, &json!(error)), "{name}");
    }
    assert_eq!(exchange(&ebay, &right, &form(&code, &[])).await.status, 200);
    let again = exchange(&ebay, &right, &form(&code, &[])).await.json();
    let description = "the provided authorization grant code is invalid or was issued to another client";
    assert_eq!(again["error_description"], json!(description));
}

#[tokio::test]
async fn refusals_of_the_interface() {
    let ebay = start(Provider::Ebay).await;
    let tokens = tokens(&ebay, "collector", &[]).await;
    let missing = get(&ebay, USER).await;
    assert_eq!((missing.status, &missing.json()["errors"][0]["errorId"]), (400, &json!(1002)));
    let target = format!("{USER}?{}", query(&[("access_token", tokens["access_token"].as_str().unwrap())]));
    assert_eq!(get(&ebay, &target).await.status, 400);
    assert_eq!(last_refusal(&ebay), Some(Refusal::AccessTokenInQuery));
    let wrong = with_bearer(&ebay, USER, "Bearer v^1.1#x").await;
    let long = "Invalid access token. Check the value of the Authorization HTTP request header.";
    let error = json!({
        "errorId": 1001, "domain": "OAuth", "category": "REQUEST", "message": "Invalid access token", "longMessage": long
    });
    assert_eq!((wrong.status, wrong.json()), (401, json!({"errors": [error]})));
    let scope = [("scope", "https://api.ebay.com/oauth/api_scope")];
    let narrow = with_bearer(&ebay, USER, &bearer(&self::tokens(&ebay, "collector", &scope).await)).await;
    assert_eq!((narrow.status, &narrow.json()["errors"][0]["errorId"]), (403, &json!(1100)));
    ebay.advance_clock(Duration::from_secs(7200));
    assert_eq!(with_bearer(&ebay, USER, &bearer(&tokens)).await.status, 401);
    let refresh = [("grant_type", "refresh_token"), ("refresh_token", tokens["refresh_token"].as_str().unwrap())];
    let fresh = exchange(&ebay, &basic(CLIENT_ID, SECRET), &refresh).await.json();
    assert_eq!(with_bearer(&ebay, USER, &bearer(&fresh)).await.status, 200);
}

#[tokio::test]
async fn pages_and_denial() {
    let ebay = start(Provider::Ebay).await;
    assert_eq!(denial(&ebay, &authorize(&[])).await[0], ("error".to_owned(), "access_denied".to_owned()));
    assert_page(&ebay, &authorize(&[("scope", "")]), 400, Refusal::ParameterWrong).await;
    assert_page(&ebay, &authorize(&[("client_id", "1")]), 400, Refusal::ClientUnknown).await;
    assert_page(&ebay, &authorize(&[("redirect_uri", "http://localhost/")]), 400, Refusal::RedirectUriMismatch).await;
}

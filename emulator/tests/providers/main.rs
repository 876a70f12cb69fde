//! The providers over real HTTP, one module each: a whole sign-in in raw requests, and the errors each is known for.

#[path = "../common/mod.rs"]
mod common;

mod amazon;
mod apple;
mod ebay;
mod facebook;
mod generic;
mod google;
mod kakao;
mod line;
mod linkedin;
mod microsoft_account;
mod mobile_id;
mod wechat;
mod weibo;
mod yahoo_japan;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use claimsmith_emulator::{AuthorizeError, Emulator, Refusal};
use common::*;
use serde_json::Value;

const STATE: &str = "~state/+ &=#%41é";

/// The parameters with some of them changed; one with an empty value is left out.
fn changed<'a>(parameters: &[(&'a str, &'a str)], changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    replaced(parameters, changes).into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

/// The target of an authorization request with the usual parameters, as far as they are not changed. A parameter without
/// a value is left out.
fn authorization(path: &str, scope: &str, changes: &[(&str, &str)]) -> String {
    let usual = [
        ("client_id", CLIENT_ID),
        ("redirect_uri", CALLBACK),
        ("response_type", "code"),
        ("state", STATE),
        ("scope", scope),
    ];
    format!("{path}?{}", query(&changed(&usual, changes)))
}

/// The parameters with some of them changed, also to an empty value.
fn replaced<'a>(parameters: &[(&'a str, &'a str)], changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = parameters.iter().filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
    kept.chain(changes).copied().collect()
}

/// The parameters of a token request, as far as they are not changed.
fn token_parameters<'a>(code: &'a str, changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let usual = [
        ("grant_type", "authorization_code"),
        ("client_id", CLIENT_ID),
        ("client_secret", SECRET),
        ("redirect_uri", CALLBACK),
        ("code", code),
    ];
    changed(&usual, changes)
}

/// Where the browser goes after this user has consented to the request.
async fn sign_in(emulator: &Emulator, target: &str, user: &str) -> String {
    emulator.authorize_as(&format!("{}{target}", emulator.origin()), user).await.unwrap()
}

/// The code that this user's consent brings.
async fn code_for(emulator: &Emulator, target: &str, user: &str) -> String {
    callback_value(&sign_in(emulator, target, user).await, "code").unwrap()
}

/// The names of the callback's parameters when the user declines; the first is the redirect URI's own.
async fn denial(emulator: &Emulator, target: &str) -> Vec<(String, String)> {
    let location = emulator.deny(&format!("{}{target}", emulator.origin())).await.unwrap();
    let parameters = callback_parameters(&location);
    assert!(parameters.contains(&("state".to_owned(), STATE.to_owned())));
    parameters.into_iter().filter(|(name, _)| name != "from" && name != "state").collect()
}

/// An authorization request that ends on a page of the provider.
async fn assert_page(emulator: &Emulator, target: &str, status: u16, refusal: Refusal) {
    let page = get(emulator, target).await;
    assert_eq!((page.status, page.header("location")), (status, None), "{target}");
    assert!(!page.body.contains("<form"));
    let error = emulator.authorize_as(&format!("{}{target}", emulator.origin()), emulator.users()[0].key()).await;
    assert_eq!(error, Err(AuthorizeError::Refused(refusal)));
}

/// GET with an `Authorization` header.
async fn with_bearer(emulator: &Emulator, target: &str, authorization: &str) -> Answer {
    send(emulator, "GET", target, &[("user-agent", "test"), ("authorization", authorization)], "").await
}

/// The names of the members of a JSON object, in their order in the text.
fn member_names(answer: &Answer) -> Vec<String> {
    let object = answer.json();
    let mut names: Vec<(usize, String)> = object
        .as_object()
        .unwrap()
        .keys()
        .map(|name| (answer.body.find(&format!("\"{name}\":")).unwrap(), name.clone()))
        .collect();
    names.sort();
    names.into_iter().map(|(_, name)| name).collect()
}

/// Why the last request was refused.
fn last_refusal(emulator: &Emulator) -> Option<Refusal> {
    emulator.requests().last().unwrap().refusal()
}

/// `Bearer` and the access token of a token answer.
fn bearer(tokens: &Value) -> String {
    format!("Bearer {}", tokens["access_token"].as_str().unwrap())
}

/// The claims of the id_token in a token answer; its signature is looked at elsewhere.
fn id_token_claims(tokens: &Value) -> Value {
    let payload = tokens["id_token"].as_str().unwrap().split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap()
}

/// An `Authorization: Basic` value: both parts form-encoded first (RFC 6749 section 2.3.1).
fn basic(client_id: &str, secret: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{}:{}", encode(client_id), encode(secret))))
}

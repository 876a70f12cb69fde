//! Apple: signed client secrets, the form that is posted back, the name that comes once, refresh and revocation.

use super::common::*;
use super::{STATE, assert_page, authorization, changed, id_token_claims, last_refusal, member_names, replaced};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use claimsmith_emulator::{Application, Callback, ClientKey, Decision, Emulator, Provider, Refusal};
use serde_json::{Value, json};
use std::time::{Duration, SystemTime};

const APPLE: &str = "https://appleid.apple.com";

fn authorize(changes: &[(&str, &str)]) -> String {
    authorization("/auth/authorize", "name email", &replaced(&[("response_mode", "form_post")], changes))
}

async fn decide(apple: &Emulator, changes: &[(&str, &str)], decision: Decision<'_>) -> Callback {
    let url = format!("{}{}", apple.origin(), authorize(changes));
    apple.decide(&url, decision).await.unwrap()
}

async fn authorization_code(apple: &Emulator, user: &str) -> String {
    decide(apple, &[], Decision::As(user)).await.parameter("code").unwrap().to_owned()
}

fn unix_time() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs()
}

/// A client secret as Apple wants it, with members of header and claims replaced; `null` leaves one out.
fn secret(key: &ClientKey, changes: &[(&str, Value)]) -> String {
    let mut header = json!({"alg": "ES256", "kid": "KEY0000001"});
    let mut claims = json!({
        "iss": "TEAM000001", "iat": unix_time(), "exp": unix_time() + 300, "aud": APPLE, "sub": CLIENT_ID
    });
    for (name, value) in changes {
        let part = if matches!(*name, "alg" | "kid") { &mut header } else { &mut claims };
        part[*name] = value.clone();
    }
    let encode = |part: &Value| URL_SAFE_NO_PAD.encode(part.to_string());
    let input = format!("{}.{}", encode(&header), encode(&claims));
    let der: String = key.private_pem().lines().filter(|line| !line.starts_with('-')).collect();
    let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &STANDARD.decode(der).unwrap()).unwrap();
    let signature = pair.sign(&SystemRandom::new(), input.as_bytes()).unwrap();
    format!("{input}.{}", URL_SAFE_NO_PAD.encode(signature.as_ref()))
}

async fn token(apple: &Emulator, code: &str, changes: &[(&str, &str)]) -> Answer {
    let secret = secret(apple.client_key().unwrap(), &[]);
    let usual = [
        ("grant_type", "authorization_code"),
        ("client_id", CLIENT_ID),
        ("client_secret", secret.as_str()),
        ("redirect_uri", CALLBACK),
        ("code", code),
    ];
    post(apple, "/auth/token", &changed(&usual, changes)).await
}

#[tokio::test]
async fn a_whole_sign_in() {
    let apple = start(Provider::Apple).await;
    let page = consent(&apple, &authorize(&[("nonce", "n-1")]), ("user", "hidden")).await;
    assert_eq!((page.status, page.header("location")), (200, None));
    assert!(page.body.contains("method=\"post\" action=\"http://localhost:3000/signin/callback?from=test\""));
    assert_eq!(hidden_field(&page.body, "state").replace("&amp;", "&"), STATE);
    let user = hidden_field(&page.body, "user").replace("&quot;", "\"");
    let expected = r#"{"name":{"firstName":"Jonas","lastName":"Weber"},"email":"k7x2m9qw4t@privaterelay.appleid.com"}"#;
    assert_eq!(user, expected);

    let answer = token(&apple, &hidden_field(&page.body, "code"), &[]).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(member_names(&answer), ["access_token", "token_type", "expires_in", "refresh_token", "id_token"]);
    let claims = id_token_claims(&answer.json());
    assert_eq!((&claims["iss"], &claims["aud"], &claims["nonce"]), (&json!(APPLE), &json!(CLIENT_ID), &json!("n-1")));
    assert_eq!(claims["sub"], json!("001844.7b1ce6a9f2d84b03a5d2f10c8e6b9a73.2210"));
    assert_eq!(claims["email"], json!("k7x2m9qw4t@privaterelay.appleid.com"));
    assert_eq!((&claims["email_verified"], &claims["is_private_email"]), (&json!(true), &json!(true)));
    let keys = get(&apple, "/auth/keys").await.json();
    assert_eq!((&keys["keys"][0]["kty"], &keys["keys"][0]["alg"]), (&json!("RSA"), &json!("RS256")));
}

#[tokio::test]
async fn the_name_comes_once_and_only_where_it_was_asked_for() {
    let apple = start(Provider::Apple).await;
    let first = decide(&apple, &[], Decision::As("awkward")).await;
    assert_eq!((first.url(), first.parameter("state")), (CALLBACK, Some(STATE)));
    let user: Value = serde_json::from_str(first.parameter("user").unwrap()).unwrap();
    assert_eq!(user["name"]["firstName"], json!("\"},{\"email\":\"boss@example.com\"}"));
    assert_eq!(user["email"], json!("awkward+\"apple\"@example.org"));
    assert_eq!(decide(&apple, &[], Decision::As("awkward")).await.parameter("user"), None);

    let user = decide(&apple, &[("scope", "name")], Decision::As("amelie")).await;
    assert_eq!(user.parameter("user"), Some(r#"{"name":{"firstName":"Amélie","lastName":"Laurent"}}"#));
    // Without a scope there is nothing to show, and the query will do.
    let plain = [("scope", ""), ("response_mode", "")];
    let callback = decide(&apple, &plain, Decision::As("managed")).await;
    assert!(callback.form().is_none() && callback.parameter("user").is_none());
    let claims = id_token_claims(&token(&apple, callback.parameter("code").unwrap(), &[]).await.json());
    assert!(claims.get("email").is_none() && claims.get("email_verified").is_none());
}

#[tokio::test]
async fn declining_is_posted_too_and_mistakes_are_pages() {
    let apple = start(Provider::Apple).await;
    let callback = decide(&apple, &[], Decision::Deny).await;
    assert!(callback.form().is_some());
    let expected = [("error", "user_cancelled_authorize"), ("state", STATE)];
    assert_eq!(callback.parameters(), expected.map(|(name, value)| (name.to_owned(), value.to_owned())));

    assert_page(&apple, &authorize(&[("response_mode", "query")]), 400, Refusal::ResponseMode).await;
    assert_page(&apple, &authorize(&[("response_mode", "")]), 400, Refusal::ResponseMode).await;
    assert_page(&apple, &authorize(&[("client_id", "com.example.other")]), 403, Refusal::ClientUnknown).await;
    assert_page(&apple, &authorize(&[("redirect_uri", "https://evil.example/")]), 400, Refusal::RedirectUriMismatch)
        .await;
}

#[tokio::test]
async fn the_client_secret_has_to_be_signed_and_to_say_the_right_things() {
    let key = ClientKey::p256();
    let application = Application::new(CLIENT_ID, SECRET)
        .redirect_uri(CALLBACK)
        .public_key(key.public_pem())
        .secret_issuer("TEAM000001", "KEY0000001");
    let apple = Emulator::start(Provider::Apple, application).await.unwrap();
    assert!(apple.client_key().is_none());
    let code = authorization_code(&apple, "amelie").await;
    let now = unix_time();
    for (name, value, refusal) in [
        ("iss", json!("TEAM000002"), Refusal::AssertionClaims),
        ("kid", json!("KEY0000002"), Refusal::AssertionClaims),
        ("aud", json!("https://appleid.apple.com/auth/token"), Refusal::AssertionClaims),
        ("aud", json!([APPLE]), Refusal::AssertionClaims),
        ("sub", json!("com.example.other"), Refusal::AssertionClaims),
        ("exp", json!(now - 1), Refusal::AssertionClaims),
        ("exp", json!(now + 15_777_000 + 120), Refusal::AssertionClaims),
        ("exp", Value::Null, Refusal::AssertionClaims),
        ("alg", json!("none"), Refusal::AssertionMalformed),
    ] {
        let answer = post(&apple, "/auth/token", &with_secret(&code, &secret(&key, &[(name, value)]))).await;
        assert_eq!((answer.status, answer.json()), (400, json!({"error": "invalid_client"})), "{name}");
        assert_eq!(last_refusal(&apple), Some(refusal), "{name}");
    }
    for (secret, refusal) in [
        (SECRET.to_owned(), Refusal::AssertionMalformed),
        (secret(&ClientKey::p256(), &[]), Refusal::AssertionSignature),
        (String::new(), Refusal::SecretMissing),
    ] {
        let answer = post(&apple, "/auth/token", &with_secret(&code, &secret)).await;
        assert_eq!((answer.status, answer.json()), (400, json!({"error": "invalid_client"})));
        assert_eq!(last_refusal(&apple), Some(refusal));
    }
    // Six months are the most, and a refused attempt leaves the code as it was.
    let long = secret(&key, &[("exp", json!(now + 15_777_000))]);
    assert_eq!(post(&apple, "/auth/token", &with_secret(&code, &long)).await.status, 200);
}

fn with_secret<'a>(code: &'a str, secret: &'a str) -> Vec<(&'a str, &'a str)> {
    super::token_parameters(code, &[("client_secret", secret)])
}

#[tokio::test]
async fn codes_work_once_and_for_five_minutes() {
    let apple = start(Provider::Apple).await;
    let code = authorization_code(&apple, "amelie").await;
    assert_eq!(token(&apple, &code, &[]).await.status, 200);
    for (code, error, description) in [
        (code.as_str(), "invalid_grant", "The code has already been used."),
        ("cUnknown", "invalid_grant", "The code has expired or has been revoked."),
    ] {
        let answer = token(&apple, code, &[]).await;
        assert_eq!(answer.status, 400);
        assert_eq!(answer.json(), json!({"error": error, "error_description": description}));
    }
    let late = authorization_code(&apple, "amelie").await;
    apple.advance_clock(Duration::from_secs(300));
    // The clock of the emulator runs ahead; so has to that of the client.
    let ahead = secret(apple.client_key().unwrap(), &[("exp", json!(unix_time() + 600))]);
    let answer = post(&apple, "/auth/token", &with_secret(&late, &ahead)).await;
    assert_eq!(answer.json()["error_description"], json!("The code has expired or has been revoked."));
}

#[tokio::test]
async fn refresh_and_revocation() {
    let apple = start(Provider::Apple).await;
    let tokens = token(&apple, &authorization_code(&apple, "amelie").await, &[]).await.json();
    let refresh_token = tokens["refresh_token"].as_str().unwrap();
    let refresh = [("grant_type", "refresh_token"), ("refresh_token", refresh_token), ("code", "")];
    let fresh = token(&apple, "", &refresh).await;
    assert_eq!(member_names(&fresh), ["access_token", "token_type", "expires_in", "id_token"]);
    assert_eq!(id_token_claims(&fresh.json())["sub"], id_token_claims(&tokens)["sub"]);

    let secret = secret(apple.client_key().unwrap(), &[]);
    let revocation = [("client_id", CLIENT_ID), ("client_secret", secret.as_str()), ("token", refresh_token)];
    let refused = post(&apple, "/auth/revoke", &changed(&revocation, &[("client_secret", "x")])).await;
    assert_eq!((refused.status, refused.json()), (400, json!({"error": "invalid_client"})));
    let revoked = post(&apple, "/auth/revoke", &revocation).await;
    assert_eq!((revoked.status, revoked.body.as_str()), (200, ""));
    assert_eq!(token(&apple, "", &refresh).await.json()["error"], json!("invalid_grant"));
}

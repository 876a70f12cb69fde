//! How an application proves who it is.

mod common;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, RSA_PKCS1_SHA256, RsaKeyPair};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use claimsmith_emulator::{ClientKey, Emulator, Endpoint, Quirks, Refusal};
use claimsmith_profile::{ClientAuthentication, MintedSecret, Profile, TokenRequest, text};
use common::driven::*;
use common::{Answer, CLIENT_ID, SECRET, encode};
use serde_json::{Value, json};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

fn with(token: TokenRequest) -> Profile {
    Profile { token: TokenRequest { endpoint: profile().token.endpoint, ..token }, ..profile() }
}

fn now() -> i64 {
    i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()).unwrap()
}

/// Signs as a client would.
fn jwt(key: &ClientKey, header: &Value, claims: &Value) -> String {
    let der: String = key.private_pem().lines().filter(|line| !line.starts_with('-')).collect();
    let der = STANDARD.decode(der).unwrap();
    let input =
        format!("{}.{}", URL_SAFE_NO_PAD.encode(header.to_string()), URL_SAFE_NO_PAD.encode(claims.to_string()));
    let signature = match EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &der) {
        Ok(pair) => pair.sign(&SystemRandom::new(), input.as_bytes()).unwrap().as_ref().to_vec(),
        Err(_) => {
            let pair = RsaKeyPair::from_pkcs8(&der).unwrap();
            let mut signature = vec![0; pair.public_modulus_len()];
            pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), input.as_bytes(), &mut signature).unwrap();
            signature
        }
    };
    format!("{input}.{}", URL_SAFE_NO_PAD.encode(signature))
}

fn refusal(emulator: &Emulator) -> Option<Refusal> {
    emulator.requests_to(Endpoint::Token).last().unwrap().refusal()
}

#[tokio::test]
async fn basic_credentials_are_form_encoded_first() {
    let authentication = ClientAuthentication::SecretBasic;
    let emulator = start(&with(TokenRequest { authentication, ..TokenRequest::EMPTY }), Quirks::new()).await;
    let code = code(&emulator, "ada").await;
    let ask = async |header: &str| {
        let none = [("client_id", ""), ("client_secret", "")];
        token_with(&emulator, &code, &none, &[("authorization", header)]).await.status
    };
    let basic = |text: String| format!("Basic {}", STANDARD.encode(text));
    for (header, expected) in [
        (basic(format!("{CLIENT_ID}:{SECRET}")), Refusal::CredentialsMalformed),
        (basic(format!("{CLIENT_ID}:wrong")), Refusal::SecretWrong),
        (basic(format!("someone:{}", encode(SECRET))), Refusal::ClientUnknown),
        ("Basic nonsense".to_owned(), Refusal::CredentialsMalformed),
        ("Bearer x".to_owned(), Refusal::ClientIdMissing),
    ] {
        assert_eq!(ask(&header).await, 401);
        assert_eq!(refusal(&emulator), Some(expected), "{header}");
    }
    // Not in the body either.
    assert_eq!(token(&emulator, &code, &[]).await.status, 401);
    assert_eq!(refusal(&emulator), Some(Refusal::SecretMissing));
    assert_eq!(ask(&basic(format!("{CLIENT_ID}:{}", encode(SECRET)))).await, 200);
}

async fn with_assertion(emulator: &Emulator, code: &str, assertion: &str) -> Answer {
    let changes = [
        ("client_secret", ""),
        ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
        ("client_assertion", assertion),
    ];
    token(emulator, code, &changes).await
}

#[tokio::test]
async fn assertions_are_verified_claim_by_claim() {
    let authentication = ClientAuthentication::PrivateKeyJwt;
    let profile = with(TokenRequest { authentication, ..TokenRequest::EMPTY });
    let key = ClientKey::rsa();
    let registered = application().public_key(key.public_pem());
    let emulator = Emulator::for_profile(&profile, registered).await.unwrap();
    assert_eq!(emulator.client_key(), None);
    let code = code(&emulator, "ada").await;
    let audience = emulator.url(Endpoint::Token).unwrap();
    let right = json!({
        "iss": CLIENT_ID, "sub": CLIENT_ID, "aud": audience, "jti": "1", "iat": now(), "nbf": now(), "exp": now() + 300
    });
    let header = json!({"alg": "RS256"});
    for (name, value) in [
        ("iss", json!("someone")),
        ("sub", Value::Null),
        ("aud", json!("https://other.example")),
        ("aud", json!([])),
        ("jti", json!("")),
        ("exp", json!(now() - 1)),
        ("exp", json!(now() + 90_000)),
        ("exp", json!((now() + 300).to_string())),
        ("nbf", json!(now() + 600)),
    ] {
        let mut claims = right.clone();
        claims[name] = value.clone();
        assert_eq!(with_assertion(&emulator, &code, &jwt(&key, &header, &claims)).await.status, 401);
        assert_eq!(refusal(&emulator), Some(Refusal::AssertionClaims), "{name}: {value}");
    }
    for (assertion, expected) in [
        ("nonsense".to_owned(), Refusal::AssertionMalformed),
        (jwt(&key, &json!({"alg": "none"}), &right), Refusal::AssertionMalformed),
        (jwt(&key, &json!({"alg": "RS512"}), &right), Refusal::AssertionSignature),
        (jwt(&ClientKey::rsa(), &header, &right), Refusal::AssertionSignature),
        (jwt(&ClientKey::p256(), &json!({"alg": "ES256"}), &right), Refusal::AssertionMalformed),
    ] {
        assert_eq!(with_assertion(&emulator, &code, &assertion).await.status, 401);
        assert_eq!(refusal(&emulator), Some(expected));
    }
    let assertion = jwt(&key, &header, &right);
    assert_eq!(with_assertion(&emulator, &code, &assertion).await.status, 200);
    assert_eq!(with_assertion(&emulator, &code, &assertion).await.status, 401);
    assert_eq!(refusal(&emulator), Some(Refusal::AssertionReplayed));
    // The policy's own token endpoint is as good as the one it was moved to.
    let code = common::driven::code(&emulator, "ada").await;
    let mut claims = right.clone();
    claims["aud"] = json!(["x", profile.token.endpoint]);
    claims["jti"] = json!("2");
    assert_eq!(with_assertion(&emulator, &code, &jwt(&key, &header, &claims)).await.status, 200);
}

#[tokio::test]
async fn at_the_end_of_time_an_assertion_is_refused_like_any_other_day() {
    let authentication = ClientAuthentication::PrivateKeyJwt;
    let emulator = start(&with(TokenRequest { authentication, ..TokenRequest::EMPTY }), Quirks::new()).await;
    emulator.advance_clock(Duration::MAX);
    let key = emulator.client_key().unwrap();
    let claims = json!({
        "iss": CLIENT_ID, "sub": CLIENT_ID, "aud": emulator.url(Endpoint::Token).unwrap(), "jti": "1",
        "iat": i64::MAX, "nbf": i64::MAX, "exp": i64::MAX
    });
    let assertion = jwt(key, &json!({"alg": "RS256"}), &claims);
    assert_eq!(with_assertion(&emulator, "any", &assertion).await.status, 401);
    assert_eq!(refusal(&emulator), Some(Refusal::AssertionClaims), "no assertion outlives the clock");
}

#[tokio::test]
async fn signed_client_secrets_are_verified() {
    let minted = MintedSecret { issuer: text("TEAM"), key_id: text("KEY"), audience: text("https://appleid.example") };
    let profile = with(TokenRequest { minted_secret: Some(minted), ..TokenRequest::EMPTY });
    // No key is registered, so the emulator makes a pair.
    let emulator = start(&profile, Quirks::new()).await;
    let key = emulator.client_key().unwrap();
    let code = code(&emulator, "ada").await;
    let header = json!({"alg": "ES256", "kid": "KEY"});
    let right = json!({"iss": "TEAM", "sub": CLIENT_ID, "aud": "https://appleid.example", "exp": now() + 86_400});
    for (name, value) in [("iss", "OTHER"), ("sub", "other"), ("aud", "https://other.example"), ("exp", "never")] {
        let mut claims = right.clone();
        claims[name] = json!(value);
        assert_eq!(token(&emulator, &code, &[("client_secret", &jwt(key, &header, &claims))]).await.status, 401);
        assert_eq!(refusal(&emulator), Some(Refusal::AssertionClaims), "{name}");
    }
    for (secret, expected) in [
        (SECRET.to_owned(), Refusal::AssertionMalformed),
        (jwt(key, &json!({"alg": "ES256", "kid": "OTHER"}), &right), Refusal::AssertionClaims),
        (jwt(&ClientKey::p256(), &header, &right), Refusal::AssertionSignature),
    ] {
        assert_eq!(token(&emulator, &code, &[("client_secret", &secret)]).await.status, 401);
        assert_eq!(refusal(&emulator), Some(expected));
    }
    let secret = jwt(key, &header, &right);
    assert_eq!(token(&emulator, &code, &[("client_secret", &secret)]).await.status, 200);
    let code = common::driven::code(&emulator, "ada").await;
    assert_eq!(token(&emulator, &code, &[("client_secret", &secret)]).await.status, 200, "it may be used again");
}

#[tokio::test]
async fn a_key_that_is_none_is_refused() {
    let broken = application().public_key("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n");
    let error = Emulator::for_profile(&profile(), broken).await.unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::InvalidInput);
    assert!(error.to_string().contains("public key"));
}

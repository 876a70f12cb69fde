//! One way in each request: to prove who the application is (RFC 6749 section 2.3), and to hand over the access token
//! (RFC 6750 section 2).

mod common;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use claimsmith_emulator::{Emulator, Endpoint, Provider, Quirks, Refusal};
use claimsmith_profile::{ClientAuthentication, Profile, TokenRequest};
use common::driven::*;
use common::{CALLBACK, CLIENT_ID, FORM, SECRET, encode, query, send};

fn authenticated_by(authentication: ClientAuthentication) -> Profile {
    Profile { token: TokenRequest { authentication, ..profile().token }, ..profile() }
}

fn basic(client_id: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{}:{}", encode(client_id), encode(SECRET))))
}

fn last_refusal(emulator: &Emulator) -> Option<Refusal> {
    emulator.requests().last().unwrap().refusal()
}

#[tokio::test]
async fn basic_beside_a_secret_or_an_assertion_in_the_body_is_refused() {
    use ClientAuthentication::{PrivateKeyJwt, SecretBasic, SecretPost};
    for authentication in [SecretBasic, SecretPost, PrivateKeyJwt] {
        let emulator = start(&authenticated_by(authentication), Quirks::new()).await;
        let code = code(&emulator, "ada").await;
        for beside in [("client_secret", SECRET), ("client_secret", "wrong"), ("client_assertion", "x")] {
            let changes = [("client_secret", ""), beside];
            let headers = [("authorization", basic(CLIENT_ID))];
            let headers = headers.each_ref().map(|(name, value)| (*name, value.as_str()));
            let answer = token_with(&emulator, &code, &changes, &headers).await;
            assert_eq!((answer.status, answer.json()["error"].as_str()), (400, Some("invalid_request")));
            assert_eq!(last_refusal(&emulator), Some(Refusal::SeveralAuthentications), "{authentication:?} {beside:?}");
        }
    }
}

#[tokio::test]
async fn a_secret_beside_an_assertion_is_refused() {
    let emulator = start(&authenticated_by(ClientAuthentication::SecretPost), Quirks::new()).await;
    let code = code(&emulator, "ada").await;
    assert_eq!(token(&emulator, &code, &[("client_assertion", "x")]).await.status, 400);
    assert_eq!(last_refusal(&emulator), Some(Refusal::SeveralAuthentications));
    assert_eq!(token(&emulator, &code, &[]).await.status, 200, "the code is still there");
}

#[tokio::test]
async fn a_client_id_beside_basic_has_to_be_the_same() {
    let emulator = start(&authenticated_by(ClientAuthentication::SecretBasic), Quirks::new()).await;
    let code = code(&emulator, "ada").await;
    let credentials = basic(CLIENT_ID);
    let ask = async |client_id: &str| {
        let changes = [("client_secret", ""), ("client_id", client_id)];
        token_with(&emulator, &code, &changes, &[("authorization", &credentials)]).await.status
    };
    assert_eq!(ask("someone").await, 401);
    assert_eq!(last_refusal(&emulator), Some(Refusal::ClientUnknown));
    assert_eq!(ask(CLIENT_ID).await, 200);
}

#[tokio::test]
async fn providers_say_it_in_their_own_words() {
    for (provider, path, status, error) in [
        (Provider::YahooJapan, "/yconnect/v2/token", 400, "invalid_request"),
        (Provider::Google, "/token", 400, "invalid_request"),
        (Provider::Ebay, "/identity/v1/oauth2/token", 400, "invalid_request"),
        (Provider::Amazon, "/auth/o2/token", 400, "invalid_request"),
        (Provider::MicrosoftAccount, "/consumers/oauth2/v2.0/token", 400, "invalid_request"),
        (Provider::LinkedIn, "/oauth/v2/accessToken", 400, "invalid_request"),
        (Provider::GitHub, "/login/oauth/access_token", 200, "incorrect_client_credentials"),
    ] {
        let emulator = common::start(provider).await;
        let form = query(&[BASE.as_slice(), &[("code", "x")]].concat());
        let credentials = basic(CLIENT_ID);
        let headers = [FORM, ("authorization", &credentials), ("accept", "application/json")];
        let answer = send(&emulator, "POST", path, &headers, &form).await;
        assert_eq!(last_refusal(&emulator), Some(Refusal::SeveralAuthentications), "{provider:?}");
        assert_eq!((answer.status, answer.json()["error"].as_str()), (status, Some(error)), "{provider:?}");
    }
}

#[tokio::test]
async fn an_access_token_in_two_places_is_refused() {
    let emulator = start(&profile(), Quirks::new()).await;
    let token = access_token(&emulator, "ada").await;
    let header = format!("Bearer {token}");
    let path = path(&emulator, Endpoint::Claims);
    let form = query(&[("access_token", &token)]);
    let ask = async |method: &str, headers: &[(&str, &str)], body: &str| {
        let answer = send(&emulator, method, &path, headers, body).await;
        (answer.status, last_refusal(&emulator))
    };
    let several = (400, Some(Refusal::SeveralAccessTokens));
    assert_eq!(ask("GET", &[FORM, ("authorization", &header)], &form).await, several);
    assert_eq!(ask("GET", &[("authorization", &header)], "").await, (200, None));
}

#[tokio::test]
async fn an_access_token_in_two_places_that_both_are_right_is_refused() {
    let yahoo = common::start(Provider::YahooJapan).await;
    let scope = [("scope", "openid")];
    let token = access_token_of(&yahoo, "/yconnect/v2/authorization", "/yconnect/v2/token", &scope).await;
    let header = format!("Bearer {token}");
    let (path, form) = ("/yconnect/v2/attribute", query(&[("access_token", &token)]));
    let in_query = format!("{path}?{form}");
    let header = ("authorization", header.as_str());
    for (method, target, headers, body) in [
        ("GET", in_query.as_str(), vec![header], ""),
        ("POST", path, vec![FORM, header], form.as_str()),
        ("GET", &format!("{path}?access_token=another"), vec![header], ""),
    ] {
        let answer = send(&yahoo, method, target, &headers, body).await;
        assert_eq!((answer.status, last_refusal(&yahoo)), (400, Some(Refusal::SeveralAccessTokens)), "{target}");
    }
    assert_eq!(send(&yahoo, "GET", path, &[header], "").await.status, 200);
    assert_eq!(send(&yahoo, "GET", &in_query, &[], "").await.status, 200);
}

async fn access_token_of(emulator: &Emulator, authorize: &str, token: &str, more: &[(&str, &str)]) -> String {
    let parameters = [("response_type", "code"), ("client_id", CLIENT_ID), ("redirect_uri", CALLBACK)];
    let url = format!("{}{authorize}?{}", emulator.origin(), query(&[&parameters, more].concat()));
    let callback = emulator.authorize_as(&url, emulator.users()[0].key()).await.unwrap();
    let code = common::callback_value(&callback, "code").unwrap();
    let form = query(&[BASE.as_slice(), &[("code", &code)]].concat());
    let answer = send(emulator, "POST", token, &[FORM], &form).await;
    answer.json()["access_token"].as_str().unwrap_or_else(|| panic!("{answer:?}")).to_owned()
}

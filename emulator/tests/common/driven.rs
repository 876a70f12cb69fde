//! A technical profile and a client for it, reduced to strings.
#![allow(dead_code, reason = "every test binary uses its own part")]

use super::{Answer, CALLBACK, CLIENT_ID, SECRET, query, send};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use claimsmith_emulator::{Application, Callback, Decision, Emulator, Endpoint, Quirks};
use claimsmith_profile::{
    AuthorizationRequest, BearerTransmission, ClaimsRequest, DataType, OutputClaim, Profile, Subject, SubjectIssuer,
    TokenRequest, text,
};
use serde_json::Value;

/// OAuth 2.0 as the specifications have it.
pub(crate) fn profile() -> Profile {
    Profile {
        id: text("Contoso-OAuth2"),
        authorization: AuthorizationRequest {
            endpoint: text("https://login.contoso.example/oauth/authorize"),
            scope: Some(text("openid email")),
            ..AuthorizationRequest::EMPTY
        },
        token: TokenRequest { endpoint: text("https://api.contoso.example/oauth/token"), ..TokenRequest::EMPTY },
        claims: ClaimsRequest {
            endpoint: Some(text("https://api.contoso.example/me")),
            bearer: BearerTransmission::AuthorizationHeader,
            ..ClaimsRequest::EMPTY
        },
        outputs: vec![
            OutputClaim { required: true, ..OutputClaim::string("issuerUserId", "sub") },
            OutputClaim::string("email", "email"),
            OutputClaim::member("emailVerified", DataType::Boolean, "email_verified"),
            OutputClaim::string("displayName", "name"),
        ]
        .into(),
        subject: Some(Subject { issuer: SubjectIssuer::Constant(text("contoso.example")), claim: 0 }),
        ..Profile::EMPTY
    }
}

pub(crate) fn application() -> Application {
    Application::new(CLIENT_ID, SECRET).redirect_uri(CALLBACK)
}

pub(crate) async fn start(profile: &Profile, quirks: Quirks) -> Emulator {
    Emulator::for_profile_with(profile, application(), quirks).await.unwrap()
}

/// The authorization URL, with further or other parameters; an empty value leaves one out.
pub(crate) fn authorize(emulator: &Emulator, changes: &[(&str, &str)]) -> String {
    let mut parameters = vec![
        ("response_type", "code"),
        ("client_id", CLIENT_ID),
        ("redirect_uri", CALLBACK),
        ("scope", "openid email"),
        ("state", "s t"),
    ];
    change(&mut parameters, changes);
    format!("{}?{}", emulator.url(Endpoint::Authorization).unwrap(), query(&parameters))
}

pub(crate) fn change<'a>(parameters: &mut Vec<(&'a str, &'a str)>, changes: &[(&'a str, &'a str)]) {
    for (name, value) in changes {
        parameters.retain(|(known, _)| known != name);
        if !value.is_empty() {
            parameters.push((name, value));
        }
    }
}

pub(crate) async fn callback(emulator: &Emulator, user: &str, changes: &[(&str, &str)]) -> Callback {
    emulator.decide(&authorize(emulator, changes), Decision::As(user)).await.unwrap()
}

pub(crate) async fn code(emulator: &Emulator, user: &str) -> String {
    callback(emulator, user, &[]).await.parameter("code").unwrap().to_owned()
}

/// The path of an endpoint.
pub(crate) fn path(emulator: &Emulator, endpoint: Endpoint) -> String {
    emulator.url(endpoint).unwrap().strip_prefix(emulator.origin()).unwrap().to_owned()
}

pub(crate) const BASE: [(&str, &str); 4] = [
    ("grant_type", "authorization_code"),
    ("client_id", CLIENT_ID),
    ("client_secret", SECRET),
    ("redirect_uri", CALLBACK),
];

/// A token request by POST of a form.
pub(crate) async fn token(emulator: &Emulator, code: &str, changes: &[(&str, &str)]) -> Answer {
    token_with(emulator, code, changes, &[]).await
}

pub(crate) async fn token_with(
    emulator: &Emulator,
    code: &str,
    changes: &[(&str, &str)],
    headers: &[(&str, &str)],
) -> Answer {
    let mut parameters = BASE.to_vec();
    parameters.push(("code", code));
    change(&mut parameters, changes);
    let headers = [&[super::FORM], headers].concat();
    send(emulator, "POST", &path(emulator, Endpoint::Token), &headers, &query(&parameters)).await
}

pub(crate) async fn access_token(emulator: &Emulator, user: &str) -> String {
    let answer = token(emulator, &code(emulator, user).await, &[]).await;
    answer.json()["access_token"].as_str().unwrap_or_else(|| panic!("{answer:?}")).to_owned()
}

/// The claims of a user, with the token in the header.
pub(crate) async fn claims(emulator: &Emulator, user: &str) -> Answer {
    let bearer = format!("Bearer {}", access_token(emulator, user).await);
    send(emulator, "GET", &path(emulator, Endpoint::Claims), &[("authorization", &bearer)], "").await
}

/// Header, claims, and what is signed with its signature.
pub(crate) fn read_jwt(token: &str) -> (Value, Value, String, Vec<u8>) {
    let parts: Vec<_> = token.split('.').collect();
    let [header, claims, signature] = parts.as_slice() else { panic!("no JWT: {token}") };
    let decode = |part: &str| URL_SAFE_NO_PAD.decode(part).unwrap();
    let json = |part: &str| serde_json::from_slice(&decode(part)).unwrap();
    (json(header), json(claims), format!("{header}.{claims}"), decode(signature))
}

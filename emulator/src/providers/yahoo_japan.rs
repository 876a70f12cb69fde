//! Yahoo! JAPAN ID連携 version 2: `auth.login.yahoo.co.jp/yconnect/v2/authorization` and `token`, and
//! `userinfo.yahooapis.jp/yconnect/v2/attribute`, here on one origin.
//!
//! Known deviations from the real provider:
//! - Declining brings the browser back to the application; Yahoo! JAPAN does that for requests with `bail=1` and shows
//!   its own page for others.
//! - Every attribute is given out for its scope; Yahoo! JAPAN reviews applications before they get names and addresses.
//! - The JSONP form of the user information is not there, and mistakes in the authorization request are always pages.
//! - id_tokens lack `auth_time`. A refresh token does not end after four weeks.
//! - Picture addresses lead to the emulator.
//!
//! Uncertain in every source at hand: the numbers in `error_code` and the descriptions of token errors, and whether a
//! server application may send its secret in the body (the documentation speaks of both; here both work).

use super::Defaults;
use super::identifier::identifier;
use crate::json::{Json, Members};
use crate::user::{Fact, User};
use crate::wire::{
    ALPHANUMERIC, Authentication, AuthorizationEndpoint, Bearer, Claims, ClaimsEndpoint, ErrorMember, ErrorPlace,
    ErrorStyle, Expected, Format, Grant, IdTokens, Refresh, Refusal, Refused, Requirement, Shape, TokenEndpoint,
    TokenMember, Wire,
};
use claimsmith_profile::Method;
use serde_json::json;
use std::sync::Arc;

pub(super) const DEFAULTS: Defaults = Defaults {
    port: 8712,
    client_id: "dj00aiZpPWVtdWxhdGVkJng9MDE-",
    client_secret: "emulated-yahoo-japan-secret",
    redirect_uri: "http://127.0.0.1:3000/signin/yahoojapan-oauth/callback",
};

const JSON: &str = "application/json; charset=utf-8";

pub(super) fn wire() -> Wire {
    Wire {
        subject: Arc::new(|user, client_id| {
            identifier(&format!("{client_id} {}", user.key()), "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 26)
        }),
        issuer: Some("https://auth.login.yahoo.co.jp/yconnect/v2".into()),
        claims: vec![user_information()],
        id_tokens: Some(IdTokens {
            discovery: Some("/yconnect/v2/.well-known/openid-configuration".into()),
            ..IdTokens::rs256("/yconnect/v2/jwks", |grant| {
                vec![
                    ("aud".into(), Json::Array(vec![grant.client_id.into()])),
                    ("amr".into(), Json::Array(vec!["pwd".into()])),
                ]
            })
        }),
        ..Wire::new("Yahoo! JAPAN", "#ff0033", &USERS, authorization(), token())
    }
}

fn authorization() -> AuthorizationEndpoint {
    AuthorizationEndpoint {
        requirements: vec![Requirement::parameter("scope", Expected::Any)],
        code: Shape::new("", ALPHANUMERIC, 8),
        denial: vec![
            ("error".into(), "access_denied".into()),
            ("error_description".into(), "user has denied".into()),
            ("error_code".into(), "2100".into()),
        ],
        refuse: refuse_authorization,
        ..AuthorizationEndpoint::at("/yconnect/v2/authorization")
    }
}

fn token() -> TokenEndpoint {
    TokenEndpoint {
        authentication: vec![Authentication::Basic, Authentication::Post],
        refresh: Some(Refresh::lasting()),
        access_token: Shape::new("", ALPHANUMERIC, 120),
        members: vec![
            TokenMember::AccessToken,
            TokenMember::TokenType("Bearer".into()),
            TokenMember::RefreshToken,
            TokenMember::ExpiresIn,
            TokenMember::IdToken,
        ],
        formats: vec![Format::json(JSON)],
        errors: ErrorStyle::oauth_and(refuse_token, "error_code").typed(JSON),
        ..TokenEndpoint::at("/yconnect/v2/token")
    }
}

/// `{"Error": {"Message": …}}`, as all of Yahoo! JAPAN's interfaces have it; the code stands in `WWW-Authenticate`.
fn user_information() -> ClaimsEndpoint {
    ClaimsEndpoint {
        methods: vec![Method::Get, Method::Post],
        bearers: vec![Bearer::Header, Bearer::Query, Bearer::Form],
        scopes: vec!["openid".into()],
        formats: vec![Format::json(JSON)],
        errors: ErrorStyle {
            place: ErrorPlace::Object("Error".into()),
            formats: vec![Format::json(JSON)],
            challenge: Some("Bearer realm=\"yahooapis.jp\",".into()),
            ..ErrorStyle::json(refuse_user_information, vec![ErrorMember::Description("Message".into())])
        },
        ..ClaimsEndpoint::at("/yconnect/v2/attribute", attributes)
    }
}

/// Names also in kana and in kanji, under names of members with `#` in them.
fn attributes(grant: &Grant<'_>) -> Result<Claims, Refusal> {
    let mut members: Members = vec![("sub".into(), grant.subject().into())];
    if grant.has_scope("profile") {
        for name in [
            "name",
            "given_name",
            "given_name#ja-Kana-JP",
            "given_name#ja-Hani-JP",
            "family_name",
            "family_name#ja-Kana-JP",
            "family_name#ja-Hani-JP",
            "gender",
        ] {
            members.push((name.into(), grant.value(name)));
        }
        members.push(("zoneinfo".into(), "Asia/Tokyo".into()));
        members.push(("locale".into(), "ja-JP".into()));
        members.push(("birthdate".into(), grant.value("birthdate")));
        members.push(("nickname".into(), grant.value("nickname")));
        members.push(("picture".into(), grant.avatar(128).into()));
    }
    if grant.has_scope("email") {
        members.push(("email".into(), grant.value("email")));
        members.push(("email_verified".into(), grant.value("email_verified")));
    }
    if grant.has_scope("address") {
        let address = json!({"country": "JP", "postal_code": "1020094", "region": "東京都", "locality": "千代田区"});
        members.push(("address".into(), address.into()));
    }
    members.retain(|(_, value)| *value != Json::Null);
    Ok(Claims::Members(members))
}

static USERS: [User; 3] = [
    User::known(
        "hanako",
        "山田花子",
        "has everything",
        &[
            ("name", Fact::Text("山田花子")),
            ("given_name", Fact::Text("花子")),
            ("given_name#ja-Kana-JP", Fact::Text("ハナコ")),
            ("given_name#ja-Hani-JP", Fact::Text("花子")),
            ("family_name", Fact::Text("山田")),
            ("family_name#ja-Kana-JP", Fact::Text("ヤマダ")),
            ("family_name#ja-Hani-JP", Fact::Text("山田")),
            ("gender", Fact::Text("female")),
            ("birthdate", Fact::Text("1986")),
            ("nickname", Fact::Text("はなこ")),
            ("email", Fact::Text("hanako@yahoo.example")),
            ("email_verified", Fact::Flag(true)),
        ],
    ),
    User::known(
        "taro",
        "タロウ",
        "gave no name; an address that is not verified",
        &[
            ("nickname", Fact::Text("タロウ")),
            ("email", Fact::Text("taro@example.jp")),
            ("email_verified", Fact::Flag(false)),
        ],
    ),
    User::known(
        "awkward",
        "𠮷野家\"<\\u0000>\" & ㋿",
        "characters beyond the basic plane, names that want escaping",
        &[
            ("name", Fact::Text("𠮷野家\"<\\u0000>\" & ㋿")),
            ("given_name", Fact::Text("\"<\\u0000>\" & ㋿")),
            ("family_name", Fact::Text("𠮷野家")),
            ("nickname", Fact::Text("ﾖｼﾉ～\u{202e}")),
        ],
    ),
];

/// Pages of the authorization endpoint.
fn refuse_authorization(refusal: Refusal) -> Refused {
    match refusal {
        Refusal::ClientIdMissing => Refused::named(400, "invalid_request", "client_id is required"),
        Refusal::ClientUnknown => Refused::named(400, "unauthorized_client", "invalid client_id"),
        Refusal::RedirectUriMissing => Refused::named(400, "invalid_request", "redirect_uri is required"),
        Refusal::RedirectUriMismatch => Refused::named(400, "invalid_request", "redirect_uri is not registered"),
        Refusal::ResponseType => Refused::named(400, "unsupported_response_type", "invalid response_type"),
        Refusal::ParameterWrong => Refused::named(400, "invalid_scope", "scope is required"),
        _ => Refused::named(400, "invalid_request", "invalid request"),
    }
}

fn refuse_token(refusal: Refusal) -> Refused {
    let (status, error, number, description) = match refusal {
        Refusal::ClientIdMissing | Refusal::SecretMissing => {
            (400, "invalid_request", "1001", "client credentials are required")
        }
        Refusal::ClientUnknown | Refusal::SecretWrong | Refusal::CredentialsMalformed => {
            (401, "invalid_client", "1201", "invalid client credentials")
        }
        Refusal::GrantType => (400, "unsupported_grant_type", "1401", "unsupported grant_type"),
        Refusal::CodeUnknown | Refusal::CodeExpired | Refusal::CodeReused => {
            (400, "invalid_grant", "1301", "invalid code")
        }
        Refusal::RedirectUriMismatch => (400, "invalid_grant", "1302", "invalid redirect_uri"),
        Refusal::VerifierMissing | Refusal::VerifierWrong | Refusal::VerifierUnexpected => {
            (400, "invalid_grant", "1303", "invalid code_verifier")
        }
        Refusal::RefreshTokenUnknown => (400, "invalid_grant", "1304", "invalid refresh_token"),
        _ => (400, "invalid_request", "1000", "a required parameter is missing"),
    };
    // The page is what takes a third text.
    Refused::Named { status, code: error, description, page: Some(number) }
}

fn refuse_user_information(refusal: Refusal) -> Refused {
    match refusal {
        Refusal::AccessTokenMissing => Refused::named(
            401,
            "invalid_request",
            "Bad Request: Authentication parameters in your request incompleted.",
        ),
        Refusal::SeveralAccessTokens => {
            Refused::named(400, "invalid_request", "Bad Request: The access token is there more than once.")
        }
        Refusal::AccessTokenExpired => {
            Refused::named(401, "invalid_token", "Requested Token is expired. Please provide valid credentials.")
        }
        Refusal::ScopeMissing => Refused::named(403, "insufficient_scope", "Your Request was Forbidden"),
        _ => {
            Refused::named(401, "invalid_token", "Requested Token is invalid format. Please provide valid credentials.")
        }
    }
}

//! LINE Login version 2.1: `access.line.me/oauth2/v2.1/authorize`, and `api.line.me/oauth2/v2.1/token`, `/v2/profile`,
//! `/oauth2/v2.1/userinfo` and `/oauth2/v2.1/verify`, here on one origin.
//!
//! Known deviations from the real provider:
//! - id_tokens are signed with HS256 under the channel secret, as LINE does for websites; its kits get ES256. They lack
//!   `auth_time`, and have an `at_hash` that LINE does not send.
//! - `/oauth2/v2.1/revoke` is not there: its parameter is `access_token`, not that of RFC 7009. `/oauth2/v2.1/verify`
//!   always names the whole lifetime as `expires_in`.
//! - `/oauth2/v2.1/userinfo` takes the token in the header only.
//! - There is no official account, so the callback never has `friendship_status_changed`.
//! - An address is shared whenever the scope asks for it; LINE grants that scope on request.
//! - Picture addresses lead to the emulator.
//!
//! Uncertain in every source at hand: the descriptions of token errors other than those of a bad code and a wrong
//! redirect URI, `errorCode` and `errorMessage` of a declining user (applications report them, LINE's documentation
//! does not), whether a refreshed answer brings another refresh token (here it does), and the body for a token that
//! lacks the scope.

use super::Defaults;
use super::identifier::identifier;
use crate::json::{Json, Members};
use crate::user::{Fact, User};
use crate::wire::{
    ALPHANUMERIC, AuthorizationEndpoint, Bearer, Claims, ClaimsEndpoint, ErrorMember, ErrorStyle, Expected, Grant,
    IdTokens, LOWER_HEXADECIMAL, Refresh, Refusal, Refused, Requirement, Shape, TokenEndpoint, TokenMember, Wire,
};
use claimsmith_profile::{Method, SignatureAlgorithm};
use std::sync::Arc;
use std::time::Duration;

pub(super) const DEFAULTS: Defaults = Defaults {
    port: 8713,
    client_id: "1650000001",
    client_secret: "emulated-line-channel-secret",
    redirect_uri: "http://127.0.0.1:3000/signin/line-oauth/callback",
};

const LIFETIME: u64 = 2_592_000;

pub(super) fn wire() -> Wire {
    Wire {
        subject: Arc::new(|user, _| format!("U{}", identifier(&format!("line {}", user.key()), LOWER_HEXADECIMAL, 32))),
        issuer: Some("https://access.line.me".into()),
        claims: vec![
            ClaimsEndpoint {
                scopes: vec!["profile".into()],
                errors: ErrorStyle {
                    challenge: None,
                    ..ErrorStyle::json(refuse_profile, vec![ErrorMember::Description("message".into())])
                },
                ..ClaimsEndpoint::at("/v2/profile", profile)
            },
            ClaimsEndpoint {
                methods: vec![Method::Get, Method::Post],
                scopes: vec!["openid".into()],
                ..ClaimsEndpoint::at("/oauth2/v2.1/userinfo", user_information)
            },
            ClaimsEndpoint {
                bearers: vec![Bearer::Query],
                errors: ErrorStyle::oauth(refuse_verification),
                ..ClaimsEndpoint::at("/oauth2/v2.1/verify", verification)
            },
        ],
        id_tokens: Some(IdTokens { algorithm: SignatureAlgorithm::Hs256, jwks: None, ..IdTokens::rs256("", id_token) }),
        ..Wire::new("LINE", "#06c755", &USERS, authorization(), token())
    }
}

fn authorization() -> AuthorizationEndpoint {
    AuthorizationEndpoint {
        requirements: ["state", "scope"].map(|name| Requirement::parameter(name, Expected::Any)).to_vec(),
        code: Shape::new("", ALPHANUMERIC, 20),
        denial: vec![
            ("error".into(), "access_denied".into()),
            ("error_description".into(), "The resource owner denied the request.".into()),
            ("errorCode".into(), "417".into()),
            ("errorMessage".into(), "DISALLOWED".into()),
        ],
        refuse: refuse_authorization,
        ..AuthorizationEndpoint::at("/oauth2/v2.1/authorize")
    }
}

fn token() -> TokenEndpoint {
    TokenEndpoint {
        refresh: Some(Refresh::rotating()),
        access_token: Shape::new("eyJhbGciOiJIUzI1NiJ9.", ALPHANUMERIC, 120),
        access_token_lifetime: Some(Duration::from_secs(LIFETIME)),
        members: vec![
            TokenMember::AccessToken,
            TokenMember::TokenType("Bearer".into()),
            TokenMember::RefreshToken,
            TokenMember::ExpiresIn,
            TokenMember::Scope,
            TokenMember::IdToken,
        ],
        errors: ErrorStyle::oauth(refuse_token),
        ..TokenEndpoint::at("/oauth2/v2.1/token")
    }
}

/// Pictures and status messages are left out where there are none.
fn profile(grant: &Grant<'_>) -> Result<Claims, Refusal> {
    let mut members: Members =
        vec![("userId".into(), grant.subject().into()), ("displayName".into(), grant.value("name"))];
    members.extend(picture(grant).map(|picture| ("pictureUrl".into(), picture)));
    members.push(("statusMessage".into(), grant.value("status")));
    members.retain(|(_, value)| *value != Json::Null);
    Ok(Claims::Members(members))
}

fn picture(grant: &Grant<'_>) -> Option<Json> {
    (grant.value("picture") == Json::Flag(true)).then(|| grant.avatar(200).into())
}

/// The names that OpenID Connect has for the same; no address.
fn user_information(grant: &Grant<'_>) -> Result<Claims, Refusal> {
    let mut members: Members = vec![("sub".into(), grant.subject().into())];
    members.extend(person(grant));
    Ok(Claims::Members(members))
}

fn person(grant: &Grant<'_>) -> Members {
    let mut members = Members::new();
    if grant.has_scope("profile") {
        members.push(("name".into(), grant.value("name")));
        members.extend(picture(grant).map(|picture| ("picture".into(), picture)));
    }
    members
}

fn id_token(grant: &Grant<'_>) -> Members {
    let mut members = vec![("amr".into(), Json::Array(vec!["linesso".into()]))];
    members.extend(person(grant));
    if grant.has_scope("email") && grant.value("email") != Json::Null {
        members.push(("email".into(), grant.value("email")));
    }
    members
}

fn verification(grant: &Grant<'_>) -> Result<Claims, Refusal> {
    Ok(Claims::members([
        ("scope", grant.scopes.join(" ").into()),
        ("client_id", grant.client_id.into()),
        ("expires_in", LIFETIME.into()),
    ]))
}

static USERS: [User; 4] = [
    User::known(
        "sakura",
        "さくら",
        "has everything",
        &[
            ("name", Fact::Text("さくら")),
            ("status", Fact::Text("Hello, LINE!")),
            ("picture", Fact::Flag(true)),
            ("email", Fact::Text("sakura@example.jp")),
        ],
    ),
    User::known(
        "somchai",
        "สมชาย",
        "no picture, no status message, no address",
        &[("name", Fact::Text("สมชาย")), ("picture", Fact::Flag(false))],
    ),
    User::known(
        "awkward",
        "👩‍👩‍👧 \"王\" </script>",
        "names that want escaping, an empty status message",
        &[
            ("name", Fact::Text("👩‍👩‍👧 \"王\" </script>")),
            ("status", Fact::Text("")),
            ("picture", Fact::Flag(true)),
            ("email", Fact::Text("o'wang+line@example.tw")),
        ],
    ),
    User::known(
        "long",
        "A twenty-letter name",
        "a status message of several lines",
        &[
            ("name", Fact::Text("A twenty-letter name")),
            ("status", Fact::Text("first line\nsecond \"line\"\r\n\tthird")),
            ("picture", Fact::Flag(true)),
        ],
    ),
];

/// Pages of the authorization endpoint.
fn refuse_authorization(refusal: Refusal) -> Refused {
    match refusal {
        Refusal::ClientIdMissing | Refusal::ClientUnknown => Refused::named(400, "400", "Invalid client_id."),
        Refusal::RedirectUriMissing | Refusal::RedirectUriMismatch => Refused::named(
            400,
            "400",
            "Invalid redirect_uri value. Check if it is registered in a LINE developers site.",
        ),
        Refusal::ResponseType => {
            Refused::named(400, "UNSUPPORTED_RESPONSE_TYPE", "The response type is not supported.")
        }
        Refusal::ParameterWrong => Refused::named(400, "INVALID_REQUEST", "state or scope is missing."),
        _ => Refused::named(400, "INVALID_REQUEST", "A parameter of the request is wrong."),
    }
}

fn refuse_token(refusal: Refusal) -> Refused {
    match refusal {
        Refusal::ClientIdMissing => Refused::named(400, "invalid_request", "Missing client_id"),
        Refusal::ClientUnknown => Refused::named(400, "invalid_client", "invalid client_id"),
        Refusal::SecretMissing | Refusal::SecretWrong => Refused::named(400, "invalid_client", "invalid client_secret"),
        Refusal::GrantType => Refused::named(400, "unsupported_grant_type", "unsupported grant_type"),
        Refusal::CodeUnknown | Refusal::CodeExpired | Refusal::CodeReused => {
            Refused::named(400, "invalid_grant", "invalid authorization code")
        }
        Refusal::RedirectUriMismatch => Refused::named(400, "invalid_grant", "redirect_uri does not match"),
        Refusal::VerifierMissing | Refusal::VerifierWrong | Refusal::VerifierUnexpected => {
            Refused::named(400, "invalid_grant", "code_verifier does not match")
        }
        Refusal::RefreshTokenUnknown => Refused::named(400, "invalid_grant", "invalid refresh_token"),
        _ => Refused::named(400, "invalid_request", "some parameters missed or invalid"),
    }
}

fn refuse_profile(refusal: Refusal) -> Refused {
    let (status, message) = match refusal {
        Refusal::AccessTokenExpired => (401, "The access token expired"),
        Refusal::ScopeMissing => (403, "The access token lacks the scope that this needs"),
        _ => (
            401,
            "Authentication failed due to the following reason: invalid token. Confirm that the access token in the \
             authorization header is valid.",
        ),
    };
    Refused::named(status, "", message)
}

fn refuse_verification(refusal: Refusal) -> Refused {
    match refusal {
        Refusal::AccessTokenExpired => Refused::named(400, "invalid_request", "access token expired"),
        _ => Refused::named(400, "invalid_request", "invalid access token"),
    }
}

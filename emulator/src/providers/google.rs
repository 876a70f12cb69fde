//! Google: `accounts.google.com/o/oauth2/v2/auth`, `oauth2.googleapis.com/token` and `/revoke`,
//! `openidconnect.googleapis.com/v1/userinfo`, and the older `www.googleapis.com/oauth2/v1/userinfo`, here on one origin.
//!
//! Known deviations from the real provider:
//! - Scopes come back as they were asked for; Google writes `email` and `profile` as addresses.
//! - A refresh token takes `access_type=offline` and `prompt=consent`, also the first time. It looks like an access token.
//! - The older addresses of the first two endpoints, and the tenant parameter `hd`, are not there.
//! - Picture addresses lead to the emulator.

use super::Defaults;
use crate::json::{Json, Members};
use crate::user::{Fact, User};
use crate::wire::{
    ALPHANUMERIC, Authentication, AuthorizationEndpoint, Bearer, Claims, ClaimsEndpoint, Compute, ErrorStyle, Expected,
    Format, Grant, IdTokens, Offline, Refresh, Refusal, Refused, Requirement, RevocationEndpoint, Shape, TokenEndpoint,
    TokenMember, Wire,
};
use std::time::Duration;

pub(super) const DEFAULTS: Defaults = Defaults {
    port: 8706,
    client_id: "100000000001-emulated.apps.googleusercontent.com",
    client_secret: "GOCSPX-emulated-google-secret",
    redirect_uri: "http://127.0.0.1:3000/signin/google-oauth/callback",
};

const JSON: &str = "application/json; charset=UTF-8";

pub(super) fn wire() -> Wire {
    Wire {
        issuer: Some("https://accounts.google.com".into()),
        claims: vec![
            at_api("/v1/userinfo", "sub", "email_verified"),
            at_api("/oauth2/v1/userinfo", "id", "verified_email"),
        ],
        id_tokens: Some(IdTokens {
            discovery: Some("/.well-known/openid-configuration".into()),
            ..IdTokens::rs256("/oauth2/v3/certs", |grant| person(grant, "email_verified"))
        }),
        revocation: Some(RevocationEndpoint { path: "/revoke".into(), authentication: false }),
        ..Wire::new("Google", "#1a73e8", &USERS, authorization(), token())
    }
}

fn authorization() -> AuthorizationEndpoint {
    AuthorizationEndpoint {
        requirements: vec![Requirement::parameter("scope", Expected::Any)],
        code: Shape::new("4/0A", ALPHANUMERIC, 69),
        denial: vec![("error".into(), "access_denied".into())],
        callback_parameters: Some(Compute::new(|grant| {
            vec![
                ("scope".into(), grant.scopes.join(" ")),
                ("authuser".into(), "0".to_owned()),
                ("prompt".into(), "consent".to_owned()),
            ]
        })),
        refuse: refuse_authorization,
        ..AuthorizationEndpoint::at("/o/oauth2/v2/auth")
    }
}

fn token() -> TokenEndpoint {
    TokenEndpoint {
        authentication: vec![Authentication::Post, Authentication::Basic],
        refresh: Some(Refresh {
            offline: Offline::Parameters(vec![
                ("access_type".into(), "offline".into()),
                ("prompt".into(), "consent".into()),
            ]),
            ..Refresh::lasting()
        }),
        access_token: Shape::new("ya29.", ALPHANUMERIC, 200),
        access_token_lifetime: Some(Duration::from_secs(3599)),
        members: vec![
            TokenMember::AccessToken,
            TokenMember::ExpiresIn,
            TokenMember::RefreshToken,
            TokenMember::Scope,
            TokenMember::TokenType("Bearer".into()),
            TokenMember::IdToken,
        ],
        formats: vec![Format::json(JSON)],
        errors: ErrorStyle::oauth(refuse_token).typed(JSON),
        ..TokenEndpoint::at("/token")
    }
}

/// Who the user is, under the names of one generation of the interface.
fn at_api(path: &'static str, id: &'static str, verified: &'static str) -> ClaimsEndpoint {
    let answer = move |grant: &Grant<'_>| {
        let mut members = vec![(id.into(), Json::from(grant.subject()))];
        members.extend(person(grant, verified));
        Ok(Claims::Members(members))
    };
    ClaimsEndpoint {
        bearers: vec![Bearer::Header, Bearer::Query],
        scopes: vec!["openid".into(), "email".into(), "profile".into()],
        formats: vec![Format::json(JSON)],
        errors: ErrorStyle::bearer(refuse_claims).typed(JSON),
        ..ClaimsEndpoint::at(path, answer)
    }
}

/// What the granted scopes show; without what the user has not got.
fn person(grant: &Grant<'_>, verified: &'static str) -> Members {
    let mut members: Members = Vec::new();
    if grant.has_scope("profile") {
        members.extend(["name", "given_name", "family_name"].map(|name| (name.into(), grant.value(name))));
        members.push(("picture".into(), grant.avatar(96).into()));
    }
    if grant.has_scope("email") {
        members.push(("email".into(), grant.value("email")));
        members.push((verified.into(), grant.value("email_verified")));
    }
    members.retain(|(_, value)| *value != Json::Null);
    members
}

static USERS: [User; 4] = [
    User::known(
        "zoe",
        "Zoë Ødegård",
        "has everything",
        &[
            ("id", Fact::Text("110169484474386276334")),
            ("name", Fact::Text("Zoë Ødegård")),
            ("given_name", Fact::Text("Zoë")),
            ("family_name", Fact::Text("Ødegård")),
            ("email", Fact::Text("zoe@gmail.example")),
            ("email_verified", Fact::Flag(true)),
        ],
    ),
    User::known(
        "awkward",
        "\"Al\" <al@> & 山田 🧪",
        "a name that wants escaping, no family name",
        &[
            ("id", Fact::Text("100000000000000000001")),
            ("name", Fact::Text("\"Al\" <al@> & 山田 🧪")),
            ("given_name", Fact::Text("\"Al\" <al@> & 山田 🧪")),
            ("email", Fact::Text("al+test@example.com")),
            ("email_verified", Fact::Flag(true)),
        ],
    ),
    User::known(
        "unverified",
        "Piotr Zieliński",
        "an address elsewhere that is not verified",
        &[
            ("id", Fact::Text("118446744073709551617")),
            ("name", Fact::Text("Piotr Zieliński")),
            ("given_name", Fact::Text("Piotr")),
            ("family_name", Fact::Text("Zieliński")),
            ("email", Fact::Text("piotr@example.org")),
            ("email_verified", Fact::Flag(false)),
        ],
    ),
    User::known(
        "long",
        "Ada Byron",
        "an id of 29 digits",
        &[
            ("id", Fact::Text("10769150350006150715113082367")),
            ("name", Fact::Text("Ada Byron")),
            ("given_name", Fact::Text("Ada")),
            ("family_name", Fact::Text("Byron")),
            ("email", Fact::Text("ada@gmail.example")),
            ("email_verified", Fact::Flag(true)),
        ],
    ),
];

/// Pages of the authorization endpoint.
fn refuse_authorization(refusal: Refusal) -> Refused {
    match refusal {
        Refusal::ClientIdMissing => Refused::named(400, "invalid_request", "Missing required parameter: client_id"),
        Refusal::ClientUnknown => Refused::named(401, "invalid_client", "The OAuth client was not found."),
        Refusal::RedirectUriMissing => {
            Refused::named(400, "invalid_request", "Missing required parameter: redirect_uri")
        }
        Refusal::RedirectUriMismatch => Refused::named(
            400,
            "redirect_uri_mismatch",
            "The redirect URI in the request does not match the ones authorized for the OAuth client.",
        ),
        Refusal::ParameterWrong => Refused::named(400, "invalid_request", "Missing required parameter: scope"),
        Refusal::ResponseType => Refused::named(400, "invalid_request", "Invalid response_type"),
        Refusal::CodeChallenge => Refused::named(400, "invalid_request", "Invalid code_challenge"),
        _ => Refused::named(400, "invalid_request", "Invalid request"),
    }
}

fn refuse_token(refusal: Refusal) -> Refused {
    match refusal {
        Refusal::ClientIdMissing => {
            Refused::named(400, "invalid_request", "Could not determine client ID from request.")
        }
        Refusal::ClientUnknown => Refused::named(401, "invalid_client", "The OAuth client was not found."),
        Refusal::SecretMissing => Refused::named(400, "invalid_request", "client_secret is missing."),
        Refusal::SecretWrong | Refusal::CredentialsMalformed => {
            Refused::named(401, "invalid_client", "The provided client secret is invalid.")
        }
        Refusal::GrantType => Refused::named(400, "unsupported_grant_type", "Invalid grant_type"),
        Refusal::CodeMissing => Refused::named(400, "invalid_request", "Missing required parameter: code"),
        Refusal::RedirectUriMissing => Refused::named(400, "invalid_request", "Missing parameter: redirect_uri"),
        Refusal::RedirectUriMismatch => Refused::named(400, "redirect_uri_mismatch", "Bad Request"),
        Refusal::CodeUnknown => Refused::named(400, "invalid_grant", "Malformed auth code."),
        Refusal::VerifierMissing => Refused::named(400, "invalid_grant", "Missing code verifier."),
        Refusal::VerifierWrong => Refused::named(400, "invalid_grant", "Invalid code verifier."),
        Refusal::VerifierUnexpected => Refused::named(400, "invalid_grant", "code_verifier or verifier is not needed."),
        Refusal::RefreshTokenUnknown => Refused::named(400, "invalid_grant", "Token has been expired or revoked."),
        Refusal::RefreshTokenMissing => {
            Refused::named(400, "invalid_request", "Missing required parameter: refresh_token")
        }
        Refusal::TokenMissing => Refused::named(400, "invalid_request", "Missing required parameter: token"),
        Refusal::SeveralAuthentications => Refused::named(400, "invalid_request", "Bad Request"),
        _ => Refused::named(400, "invalid_grant", "Bad Request"),
    }
}

fn refuse_claims(refusal: Refusal) -> Refused {
    match refusal {
        Refusal::AccessTokenMissing => {
            Refused::named(401, "unauthenticated", "Request is missing required authentication credential.")
        }
        Refusal::SeveralAccessTokens => Refused::named(400, "invalid_request", "Bad Request"),
        Refusal::ScopeMissing => {
            Refused::named(403, "insufficient_scope", "Request had insufficient authentication scopes.")
        }
        _ => Refused::named(401, "invalid_request", "Invalid Credentials"),
    }
}

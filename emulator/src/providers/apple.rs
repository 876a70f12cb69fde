//! Sign in with Apple for websites: `appleid.apple.com/auth/authorize`, `token`, `keys` and `revoke`.
//!
//! The client secret is a JWT that the application signs with its P-256 key: `iss` is the team, `sub` the client id,
//! `aud` `https://appleid.apple.com`, `kid` the key, `exp` at most 15,777,000 seconds ahead. There is no endpoint with
//! claims: the id_token has them, and the name comes once, with the form of the first callback.
//!
//! Known deviations from the real provider:
//! - `response_type` is `code`; `code id_token` is not there. `redirect_uri` may be on localhost.
//! - PKCE is verified when a challenge was sent; Apple documents none for websites.
//! - "First" is the first consent since the emulator started. At Apple it is the first since the user last took the
//!   application off the list, also by a revoked token. Nobody can edit the name or hide the address: who hides it is a
//!   fact of the user.
//! - id_tokens lack `auth_time` and `c_hash`. A refresh token looks like an access token.
//! - An id_token has the address only if this sign-in asked for it.
//!
//! Uncertain in every source at hand: the descriptions beside `invalid_grant` other than those of a used and of an
//! expired code, and whether `email_verified` is a text in some answers, as it used to be; here it is a truth value.

use super::Defaults;
use crate::json::{Json, Members};
use crate::user::{Fact, User};
use crate::wire::{
    ALPHANUMERIC, Authentication, AuthorizationEndpoint, Compute, ErrorMember, ErrorStyle, Format, Grant, IdTokens,
    Refresh, Refusal, Refused, RevocationEndpoint, Shape, TokenEndpoint, TokenMember, Wire,
};
use claimsmith_profile::{ResponseMode, Text};
use std::time::Duration;

pub(super) const DEFAULTS: Defaults = Defaults {
    port: 8710,
    client_id: "com.example.signin",
    client_secret: "signed-with-the-key-of-the-application",
    redirect_uri: "http://127.0.0.1:3000/signin/apple-oauth/callback",
};

const ORIGIN: &str = "https://appleid.apple.com";
const JSON: &str = "application/json;charset=ISO-8859-1";

pub(super) fn wire() -> Wire {
    Wire {
        issuer: Some(ORIGIN.into()),
        id_tokens: Some(IdTokens {
            scope: None,
            lifetime: Duration::from_secs(86_400),
            discovery: Some("/.well-known/openid-configuration".into()),
            ..IdTokens::rs256("/auth/keys", id_token)
        }),
        revocation: Some(RevocationEndpoint { path: "/auth/revoke".into(), authentication: true }),
        ..Wire::new("Apple", "#000000", &USERS, authorization(), token())
    }
}

fn authorization() -> AuthorizationEndpoint {
    AuthorizationEndpoint {
        response_modes: vec![ResponseMode::Query, ResponseMode::FormPost, ResponseMode::Fragment],
        form_post_scopes: vec!["name".into(), "email".into()],
        code: Shape::new("c", ALPHANUMERIC, 63),
        code_lifetime: Duration::from_secs(300),
        denial: vec![("error".into(), "user_cancelled_authorize".into())],
        callback_parameters: Some(Compute::new(first_consent)),
        refuse: refuse_authorization,
        ..AuthorizationEndpoint::at("/auth/authorize")
    }
}

fn token() -> TokenEndpoint {
    TokenEndpoint {
        authentication: vec![Authentication::Es256Secret { audience: ORIGIN.into() }],
        refresh: Some(Refresh::lasting()),
        access_token: Shape::new("a", ALPHANUMERIC, 63),
        members: vec![
            TokenMember::AccessToken,
            TokenMember::TokenType("Bearer".into()),
            TokenMember::ExpiresIn,
            TokenMember::RefreshToken,
            TokenMember::IdToken,
        ],
        formats: vec![Format::json(JSON)],
        // Most errors have no description; a page is what can be left out.
        errors: ErrorStyle::json(
            refuse_token,
            vec![ErrorMember::Code("error".into()), ErrorMember::Page("error_description".into())],
        )
        .typed(JSON),
        ..TokenEndpoint::at("/auth/token")
    }
}

/// The form field `user`, which never comes again: what was asked for of name and address.
fn first_consent(grant: &Grant<'_>) -> Vec<(Text, String)> {
    let mut user = Members::new();
    if grant.has_scope("name") {
        let name = [("firstName", "first_name"), ("lastName", "last_name")];
        user.push(("name".into(), Json::Object(name.map(|(name, fact)| (name.into(), grant.value(fact))).to_vec())));
    }
    if grant.has_scope("email") && grant.value("email") != Json::Null {
        user.push(("email".into(), grant.value("email")));
    }
    if grant.first_consent && !user.is_empty() { vec![("user".into(), Json::Object(user).text())] } else { Vec::new() }
}

fn id_token(grant: &Grant<'_>) -> Members {
    let mut members: Members = vec![("nonce_supported".into(), true.into())];
    if grant.has_scope("email") && grant.value("email") != Json::Null {
        members.push(("email".into(), grant.value("email")));
        members.push(("email_verified".into(), true.into()));
        if grant.value("private") == Json::Flag(true) {
            members.push(("is_private_email".into(), true.into()));
        }
    }
    members
}

static USERS: [User; 4] = [
    User::known(
        "amelie",
        "Amélie Laurent",
        "shows the address",
        &[
            ("id", Fact::Text("000731.0d3a5c8be1f94f6c8e7be2b7a9d01f44.0931")),
            ("first_name", Fact::Text("Amélie")),
            ("last_name", Fact::Text("Laurent")),
            ("email", Fact::Text("amelie@icloud.example")),
            ("private", Fact::Flag(false)),
        ],
    ),
    User::known(
        "hidden",
        "Jonas Weber",
        "hides the address behind a relay",
        &[
            ("id", Fact::Text("001844.7b1ce6a9f2d84b03a5d2f10c8e6b9a73.2210")),
            ("first_name", Fact::Text("Jonas")),
            ("last_name", Fact::Text("Weber")),
            ("email", Fact::Text("k7x2m9qw4t@privaterelay.appleid.com")),
            ("private", Fact::Flag(true)),
        ],
    ),
    User::known(
        "awkward",
        "\"},{\"email\":\"boss@example.com\"} & <林>",
        "a name that wants escaping",
        &[
            ("id", Fact::Text("000002.ffffffffffffffffffffffffffffffff.0000")),
            ("first_name", Fact::Text("\"},{\"email\":\"boss@example.com\"}")),
            ("last_name", Fact::Text("& <林> 🍏+%2B")),
            ("email", Fact::Text("awkward+\"apple\"@example.org")),
            ("private", Fact::Flag(false)),
        ],
    ),
    User::known(
        "managed",
        "Thabo Nkosi",
        "a managed account without an address",
        &[
            ("id", Fact::Text("001290.c4e2019b7d5a4e9f8a3160bd2f7e58cc.1447")),
            ("first_name", Fact::Text("Thabo")),
            ("last_name", Fact::Text("Nkosi")),
            ("private", Fact::Flag(false)),
        ],
    ),
];

/// Pages of the authorization endpoint.
fn refuse_authorization(refusal: Refusal) -> Refused {
    let (status, code, description) = match refusal {
        Refusal::ClientIdMissing => (400, "invalid_request", "Invalid client id or web redirect url."),
        Refusal::ClientUnknown => (403, "invalid_client", "Invalid client."),
        Refusal::RedirectUriMissing | Refusal::RedirectUriMismatch => {
            (400, "invalid_request", "Invalid web redirect url.")
        }
        Refusal::ResponseType => (400, "unsupported_response_type", "Response type must be code or code id_token."),
        Refusal::ResponseMode => {
            (400, "invalid_request", "response_mode must be form_post when name or email scope is requested.")
        }
        _ => {
            (400, "invalid_request", "Your request could not be completed because of an error. Please try again later.")
        }
    };
    Refused::named(status, code, description)
}

/// Always status 400, also for a client that did not prove who it is.
fn refuse_token(refusal: Refusal) -> Refused {
    let (code, description) = match refusal {
        Refusal::ClientIdMissing
        | Refusal::ClientUnknown
        | Refusal::SecretMissing
        | Refusal::AssertionMalformed
        | Refusal::AssertionSignature
        | Refusal::AssertionClaims => ("invalid_client", None),
        Refusal::GrantType => ("unsupported_grant_type", None),
        Refusal::CodeReused => ("invalid_grant", Some("The code has already been used.")),
        Refusal::CodeUnknown | Refusal::CodeExpired => {
            ("invalid_grant", Some("The code has expired or has been revoked."))
        }
        Refusal::RedirectUriMismatch => {
            ("invalid_grant", Some("The redirect_uri is not the one of the authorization."))
        }
        Refusal::RefreshTokenUnknown => ("invalid_grant", Some("The token has expired or has been revoked.")),
        Refusal::VerifierMissing | Refusal::VerifierWrong | Refusal::VerifierUnexpected => ("invalid_grant", None),
        _ => ("invalid_request", None),
    };
    Refused::Named { status: 400, code, description: "", page: description }
}

//! Sign In with LinkedIn using OpenID Connect: `www.linkedin.com/oauth/v2/authorization` and `accessToken`, and
//! `api.linkedin.com/v2/userinfo`, here on one origin.
//!
//! Known deviations from the real provider:
//! - A code challenge is refused at once. LinkedIn ignores it, and then refuses the verifier as `invalid_client`; a verifier
//!   without a challenge is refused so here, too.
//! - `/v2/me` refuses everybody, as it does for apps that are younger than August 2023; a request for its scopes is not
//!   refused.
//! - The id_token has no nonce. So several libraries say of LinkedIn; its documentation does not mention one.
//! - Picture addresses lead to the emulator.

use super::identifier::identifier;
use super::{Defaults, numbered};
use crate::json::{Json, Members};
use crate::user::{Fact, User};
use crate::wire::{
    ALPHANUMERIC, AuthorizationEndpoint, Claims, ClaimsEndpoint, ErrorMember, ErrorStyle, Expected, Format, Grant,
    IdTokens, Pkce, Refusal, Refused, Requirement, ScopeSyntax, Shape, TokenEndpoint, TokenMember, Wire,
};
use std::sync::Arc;
use std::time::Duration;

pub(super) const DEFAULTS: Defaults = Defaults {
    port: 8707,
    client_id: "86emulatedlinkedin",
    client_secret: "WPL_AP1.emulated-linkedin-secret",
    redirect_uri: "http://127.0.0.1:3000/signin/linkedin-oauth/callback",
};

pub(super) fn wire() -> Wire {
    Wire {
        subject: Arc::new(|user, client_id| {
            identifier(&format!("member {client_id} {}", user.key()), ALPHANUMERIC, 10)
        }),
        issuer: Some("https://www.linkedin.com/oauth".into()),
        claims: vec![
            ClaimsEndpoint { scopes: vec!["openid".into()], ..at_api("/v2/userinfo", user_information) },
            at_api("/v2/me", |_| Err(Refusal::ScopeMissing)),
        ],
        id_tokens: Some(IdTokens { nonce: false, ..IdTokens::rs256("/oauth/openid/jwks", person) }),
        ..Wire::new("LinkedIn", "#0a66c2", &USERS, authorization(), token())
    }
}

fn authorization() -> AuthorizationEndpoint {
    AuthorizationEndpoint {
        requirements: vec![Requirement::parameter("scope", Expected::Any)],
        scope: ScopeSyntax::commas(""),
        pkce: Pkce::Refused,
        code: Shape::new("AQ", ALPHANUMERIC, 120),
        code_lifetime: Duration::from_secs(1800),
        denial: vec![
            ("error".into(), "user_cancelled_authorize".into()),
            ("error_description".into(), "The user cancelled the authorization".into()),
        ],
        refuse: refuse_authorization,
        ..AuthorizationEndpoint::at("/oauth/v2/authorization")
    }
}

fn token() -> TokenEndpoint {
    TokenEndpoint {
        access_token: Shape::new("AQ", ALPHANUMERIC, 350),
        access_token_lifetime: Some(Duration::from_secs(5_183_999)),
        members: vec![
            TokenMember::AccessToken,
            TokenMember::ExpiresIn,
            TokenMember::Scope,
            TokenMember::TokenType("Bearer".into()),
            TokenMember::IdToken,
        ],
        errors: ErrorStyle::oauth(refuse_token),
        ..TokenEndpoint::at("/oauth/v2/accessToken")
    }
}

fn at_api(path: &'static str, answer: fn(&Grant<'_>) -> Result<Claims, Refusal>) -> ClaimsEndpoint {
    ClaimsEndpoint {
        formats: vec![Format::json("application/json")],
        errors: ErrorStyle::json(
            refuse_claims,
            vec![
                ErrorMember::NumericStatus("status".into()),
                ErrorMember::NumericCode("serviceErrorCode".into()),
                ErrorMember::Page("code".into()),
                ErrorMember::Description("message".into()),
            ],
        ),
        ..ClaimsEndpoint::at(path, answer)
    }
}

fn user_information(grant: &Grant<'_>) -> Result<Claims, Refusal> {
    let mut members: Members = vec![("sub".into(), grant.subject().into())];
    members.extend(person(grant));
    Ok(Claims::Members(members))
}

/// What the granted scopes show; without what the member has not got.
fn person(grant: &Grant<'_>) -> Members {
    let mut members: Members = Vec::new();
    if grant.has_scope("profile") {
        members.extend(["name", "given_name", "family_name"].map(|name| (name.into(), grant.value(name))));
        if grant.user.fact("picture") == Some(Fact::Flag(true)) {
            members.push(("picture".into(), grant.avatar(100).into()));
        }
        let locale = vec![("country".into(), "US".into()), ("language".into(), "en".into())];
        members.push(("locale".into(), Json::Object(locale)));
    }
    if grant.has_scope("email") {
        members.extend(["email", "email_verified"].map(|name| (name.into(), grant.value(name))));
    }
    members.retain(|(_, value)| *value != Json::Null);
    members
}

static USERS: [User; 4] = [
    User::known(
        "ines",
        "Inês Conceição",
        "has everything",
        &[
            ("name", Fact::Text("Inês Conceição")),
            ("given_name", Fact::Text("Inês")),
            ("family_name", Fact::Text("Conceição")),
            ("picture", Fact::Flag(true)),
            ("email", Fact::Text("ines@example.com")),
            ("email_verified", Fact::Flag(true)),
        ],
    ),
    User::known(
        "noaddress",
        "Tariq Haddad",
        "no e-mail address, no picture",
        &[
            ("name", Fact::Text("Tariq Haddad")),
            ("given_name", Fact::Text("Tariq")),
            ("family_name", Fact::Text("Haddad")),
        ],
    ),
    User::known(
        "awkward",
        "Dr. \"X\" <O'Brien>, MBA & 💼",
        "a name that wants escaping",
        &[
            ("name", Fact::Text("Dr. \"X\" <O'Brien>, MBA & 💼")),
            ("given_name", Fact::Text("Dr. \"X\"")),
            ("family_name", Fact::Text("<O'Brien>, MBA & 💼")),
            ("picture", Fact::Flag(true)),
            ("email", Fact::Text("x.o'brien@example.org")),
            ("email_verified", Fact::Flag(true)),
        ],
    ),
    User::known(
        "unverified",
        "Linh Nguyễn",
        "an address that is not verified",
        &[
            ("name", Fact::Text("Linh Nguyễn")),
            ("given_name", Fact::Text("Linh")),
            ("family_name", Fact::Text("Nguyễn")),
            ("email", Fact::Text("linh@example.net")),
            ("email_verified", Fact::Flag(false)),
        ],
    ),
];

/// Pages of the authorization endpoint.
fn refuse_authorization(refusal: Refusal) -> Refused {
    match refusal {
        Refusal::ClientIdMissing | Refusal::ClientUnknown => {
            Refused::named(400, "invalid_client_id", "The passed in client_id is invalid.")
        }
        Refusal::RedirectUriMissing => {
            Refused::named(400, "invalid_request", "You need to pass the \"redirect_uri\" parameter.")
        }
        Refusal::RedirectUriMismatch => {
            Refused::named(400, "invalid_redirect_uri", "The redirect_uri does not match the registered value.")
        }
        Refusal::ParameterWrong => Refused::named(400, "invalid_scope_error", "The scope must not be empty."),
        _ => Refused::named(400, "invalid_request", "The authorization request is not valid."),
    }
}

/// One long text for everything that can be wrong with a code.
fn refuse_token(refusal: Refusal) -> Refused {
    match refusal {
        Refusal::ClientIdMissing => {
            Refused::named(400, "invalid_request", "A required parameter \"client_id\" is missing")
        }
        Refusal::SecretMissing => {
            Refused::named(400, "invalid_request", "A required parameter \"client_secret\" is missing")
        }
        Refusal::CodeMissing => Refused::named(400, "invalid_request", "A required parameter \"code\" is missing"),
        Refusal::RedirectUriMissing => {
            Refused::named(400, "invalid_request", "A required parameter \"redirect_uri\" is missing")
        }
        Refusal::SeveralAuthentications => {
            Refused::named(400, "invalid_request", "The application authenticates in more than one way.")
        }
        Refusal::GrantType => Refused::named(400, "unsupported_grant_type", "The grant_type is not supported."),
        Refusal::ClientUnknown | Refusal::SecretWrong | Refusal::VerifierUnexpected => {
            Refused::named(401, "invalid_client", "Client authentication failed")
        }
        _ => Refused::named(
            400,
            "invalid_request",
            "Unable to retrieve access token: appid/redirect uri/code verifier does not match authorization code. Or \
             authorization code expired. Or external member binding exists",
        ),
    }
}

fn refuse_claims(refusal: Refusal) -> Refused {
    match refusal {
        Refusal::AccessTokenMissing | Refusal::AccessTokenInQuery => {
            numbered(401, "EMPTY_ACCESS_TOKEN", "65604", "Empty oauth2 access token")
        }
        Refusal::AccessTokenExpired => {
            numbered(401, "EXPIRED_ACCESS_TOKEN", "65601", "The token used in the request has expired")
        }
        Refusal::ScopeMissing => {
            numbered(403, "ACCESS_DENIED", "100", "Not enough permissions to access this resource")
        }
        _ => numbered(401, "INVALID_ACCESS_TOKEN", "65600", "Invalid access token"),
    }
}

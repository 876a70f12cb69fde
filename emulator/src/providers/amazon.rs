//! Login with Amazon: `www.amazon.com/ap/oa`, and `api.amazon.com/auth/o2/token` and `/user/profile`, here on one origin.
//!
//! Known deviations from the real provider:
//! - Refresh tokens look like access tokens (`Atza|`); Amazon's begin with `Atzr|`.
//! - The header `x-amz-access-token`, a third place for the access token, is not read.
//! - The texts beside the errors are Amazon's as far as its documentation shows them.
//!
//! Uncertain in every source at hand: whether Amazon verifies PKCE of a client with a secret; here it does.

use super::Defaults;
use super::identifier::identifier;
use crate::json::{Json, Members};
use crate::user::{Fact, User};
use crate::wire::{
    ALPHANUMERIC, Authentication, AuthorizationEndpoint, Bearer, Claims, ClaimsEndpoint, Compute, ErrorStyle, Expected,
    Format, Grant, Refresh, Refusal, Refused, Requirement, Shape, TokenEndpoint, TokenMember, Wire,
};
use std::sync::Arc;
use std::time::Duration;

pub(super) const DEFAULTS: Defaults = Defaults {
    port: 8709,
    client_id: "amzn1.application-oa2-client.00000000000000000000000000e3014e",
    client_secret: "amzn1.oa2-cs.v1.emulated-amazon-secret",
    redirect_uri: "http://127.0.0.1:3000/signin/amazon-oauth/callback",
};

const JSON: &str = "application/json;charset=UTF-8";

pub(super) fn wire() -> Wire {
    Wire {
        subject: Arc::new(|user, _| {
            let alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
            format!("amzn1.account.{}", identifier(user.key(), alphabet, 28))
        }),
        claims: vec![ClaimsEndpoint {
            bearers: vec![Bearer::Header, Bearer::Query],
            scopes: ["profile", "profile:user_id", "postal_code"].map(Into::into).to_vec(),
            formats: vec![Format::json(JSON)],
            errors: ErrorStyle::oauth(refuse_claims).typed(JSON),
            ..ClaimsEndpoint::at("/user/profile", profile)
        }],
        ..Wire::new("Amazon", "#ff9900", &USERS, authorization(), token())
    }
}

fn authorization() -> AuthorizationEndpoint {
    AuthorizationEndpoint {
        requirements: vec![Requirement::parameter("scope", Expected::Any)],
        code: Shape::new("AN", ALPHANUMERIC, 18),
        code_lifetime: Duration::from_secs(300),
        denial: vec![
            ("error_description".into(), "Access not permitted.".into()),
            ("error".into(), "access_denied".into()),
        ],
        callback_parameters: Some(Compute::new(|grant| vec![("scope".into(), grant.scopes.join(" "))])),
        refuse: refuse_authorization,
        ..AuthorizationEndpoint::at("/ap/oa")
    }
}

fn token() -> TokenEndpoint {
    TokenEndpoint {
        authentication: vec![Authentication::Post, Authentication::Basic],
        refresh: Some(Refresh::lasting()),
        access_token: Shape::new("Atza|", ALPHANUMERIC, 350),
        members: vec![
            TokenMember::AccessToken,
            TokenMember::RefreshToken,
            TokenMember::TokenType("bearer".into()),
            TokenMember::ExpiresIn,
        ],
        formats: vec![Format::json(JSON)],
        errors: ErrorStyle::oauth(refuse_token).typed(JSON),
        ..TokenEndpoint::at("/auth/o2/token")
    }
}

fn profile(grant: &Grant<'_>) -> Result<Claims, Refusal> {
    let mut members: Members = vec![("user_id".into(), grant.subject().into())];
    if grant.has_scope("profile") {
        members.extend(["email", "name"].map(|name| (name.into(), grant.value(name))));
    }
    if grant.has_scope("postal_code") {
        members.push(("postal_code".into(), grant.value("postal_code")));
    }
    members.retain(|(_, value)| *value != Json::Null);
    Ok(Claims::Members(members))
}

static USERS: [User; 3] = [
    User::known(
        "mork",
        "Mork Hashimoto",
        "has everything",
        &[
            ("name", Fact::Text("Mork Hashimoto")),
            ("email", Fact::Text("mork@example.com")),
            ("postal_code", Fact::Text("98052")),
        ],
    ),
    User::known(
        "awkward",
        "Renée \"&\" <Bücher> 📚",
        "a name that wants escaping, a postal code with letters",
        &[
            ("name", Fact::Text("Renée \"&\" <Bücher> 📚")),
            ("email", Fact::Text("renée+amazon@example.org")),
            ("postal_code", Fact::Text("SW1A 1AA")),
        ],
    ),
    User::known(
        "telephone",
        "Ravi",
        "signed up with a telephone number: no e-mail address",
        &[("name", Fact::Text("Ravi"))],
    ),
];

/// Pages of the authorization endpoint.
fn refuse_authorization(refusal: Refusal) -> Refused {
    match refusal {
        Refusal::ClientIdMissing | Refusal::ClientUnknown => {
            Refused::named(400, "invalid_request", "An unknown client was specified: client_id")
        }
        Refusal::RedirectUriMissing | Refusal::RedirectUriMismatch => Refused::named(
            400,
            "invalid_request",
            "The redirect URI you provided has not been whitelisted for your application",
        ),
        Refusal::ParameterWrong => Refused::named(400, "invalid_scope", "An unknown scope was requested"),
        Refusal::ResponseType => {
            Refused::named(400, "unsupported_response_type", "An unsupported response type was requested")
        }
        _ => Refused::named(400, "invalid_request", "The request has an invalid parameter"),
    }
}

fn refuse_token(refusal: Refusal) -> Refused {
    match refusal {
        Refusal::ClientIdMissing => {
            Refused::named(400, "invalid_request", "The request is missing a required parameter : client_id")
        }
        Refusal::ClientUnknown | Refusal::SecretMissing | Refusal::SecretWrong | Refusal::CredentialsMalformed => {
            Refused::named(401, "invalid_client", "Client authentication failed")
        }
        Refusal::GrantType => Refused::named(
            400,
            "unsupported_grant_type",
            "The authorization grant type is not supported by the authorization server",
        ),
        Refusal::CodeMissing => {
            Refused::named(400, "invalid_request", "The request is missing a required parameter : code")
        }
        Refusal::RedirectUriMissing | Refusal::RedirectUriMismatch => {
            Refused::named(400, "invalid_grant", "The request has an invalid grant parameter : redirect_uri")
        }
        Refusal::VerifierMissing | Refusal::VerifierWrong | Refusal::VerifierUnexpected => {
            Refused::named(400, "invalid_grant", "The request has an invalid grant parameter : code_verifier")
        }
        Refusal::RefreshTokenUnknown => {
            Refused::named(400, "invalid_grant", "The request has an invalid grant parameter : refresh_token")
        }
        Refusal::CodeUnknown | Refusal::CodeExpired | Refusal::CodeReused => {
            Refused::named(400, "invalid_grant", "The request has an invalid grant parameter : code")
        }
        _ => Refused::named(400, "invalid_request", "The request is missing a required parameter"),
    }
}

fn refuse_claims(refusal: Refusal) -> Refused {
    match refusal {
        Refusal::AccessTokenMissing => {
            Refused::named(400, "invalid_request", "The request is missing a required parameter : access_token")
        }
        Refusal::ScopeMissing => Refused::named(
            403,
            "insufficient_scope",
            "The request requires higher privileges than provided by the access token",
        ),
        Refusal::SeveralAccessTokens => {
            Refused::named(400, "invalid_request", "The request has an invalid parameter : access_token")
        }
        _ => Refused::named(400, "invalid_token", "The request has an invalid parameter : access_token"),
    }
}

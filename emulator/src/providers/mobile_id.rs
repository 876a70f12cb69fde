//! Mobile ID, the Swiss sign-in by telephone: `m.mobileid.ch/oidc/authorize`, and `openid.mobileid.ch/token` and
//! `/userinfo`, here on one origin.
//!
//! Known deviations from the real provider:
//! - Nobody's telephone rings, and nobody enters a number: the choice on the consent page is the whole sign-in.
//!   `acr_values`, `login_hint` and `dtbd` choose nothing; id_tokens lack `acr` and `amr`.
//! - `nonce` may be left out, as in the documentation's own example; its table of parameters says that it must be
//!   there. `response_mode` may say `query`; the table says that it shall not be used.
//! - `redirect_uri` may be on localhost. Commas between scopes are understood, as Microsoft's how-to page writes them.
//! - A code lives for two minutes, one of the two times that the documentation names; the other is ten seconds.
//! - Pushed authorization requests and the revocation of refresh tokens are not there.
//! - `mid_location`, `mid_cms` and `mid_esign_basic` give nothing. The trace in an error is always the same.
//!
//! Uncertain in every source at hand: errors of the token endpoint and of the user information. The documentation's own
//! scheme (`errorCode`, `description`) has no words for a wrong code, secret or token; here they are those of RFC 6749
//! and RFC 6750. Also uncertain: the path of the key set, and whether PKCE is verified; here it is when a challenge was
//! sent.

use super::Defaults;
use super::identifier::identifier;
use crate::json::{Json, Members};
use crate::user::{Fact, User};
use crate::wire::{
    ALPHANUMERIC, Authentication, AuthorizationEndpoint, Claims, ClaimsEndpoint, Expected, Grant, IdTokens,
    LOWER_HEXADECIMAL, Offline, Refresh, Refusal, Refused, Requirement, ScopeSyntax, Shape, TokenEndpoint, TokenMember,
    Wire,
};
use claimsmith_profile::Method;
use std::sync::Arc;
use std::time::Duration;

pub(super) const DEFAULTS: Defaults = Defaults {
    port: 8715,
    client_id: "00000000-0000-4000-8000-0000000041d0",
    client_secret: "emulated-mobile-id-secret",
    redirect_uri: "http://127.0.0.1:3000/signin/mobileid-oauth2/callback",
};

pub(super) fn wire() -> Wire {
    let user_information = ClaimsEndpoint {
        methods: vec![Method::Get, Method::Post],
        scopes: vec!["openid".into()],
        ..ClaimsEndpoint::at("/userinfo", user_information)
    };
    Wire {
        subject: Arc::new(|user, _| identifier(&format!("mobile id {}", user.key()), LOWER_HEXADECIMAL, 64)),
        issuer: Some("https://openid.mobileid.ch".into()),
        claims: vec![user_information],
        id_tokens: Some(IdTokens {
            discovery: Some("/.well-known/openid-configuration".into()),
            ..IdTokens::rs256("/jwks.json", |_| Members::new())
        }),
        ..Wire::new("Mobile ID", "#0011aa", &USERS, authorization(), token())
    }
}

fn authorization() -> AuthorizationEndpoint {
    AuthorizationEndpoint {
        requirements: ["state", "scope"].map(|name| Requirement::parameter(name, Expected::Any)).to_vec(),
        scope: ScopeSyntax { separator: " ".into(), ..ScopeSyntax::commas("openid") },
        code_lifetime: Duration::from_secs(120),
        denial: vec![
            ("error".into(), "access_denied".into()),
            (
                "error_description".into(),
                "mid_auth_3020_A9W1GLUM - Claims sharing rejected by resource owner or authorization server".into(),
            ),
        ],
        callback_issuer: true,
        refuse: refuse_authorization,
        ..AuthorizationEndpoint::at("/oidc/authorize")
    }
}

fn token() -> TokenEndpoint {
    TokenEndpoint {
        authentication: vec![Authentication::Basic, Authentication::Post],
        refresh: Some(Refresh { offline: Offline::Scope("offline_access".into()), ..Refresh::rotating() }),
        access_token: Shape::new("eyJraWQiOiJDWHVwIiwidH", ALPHANUMERIC, 200),
        access_token_lifetime: Some(Duration::from_secs(600)),
        members: vec![
            TokenMember::AccessToken,
            TokenMember::RefreshToken,
            TokenMember::Scope,
            TokenMember::IdToken,
            TokenMember::TokenType("Bearer".into()),
            TokenMember::ExpiresIn,
        ],
        ..TokenEndpoint::at("/token")
    }
}

/// Members in alphabetical order. The name of most people is their telephone number.
fn user_information(grant: &Grant<'_>) -> Result<Claims, Refusal> {
    let mut members = Members::new();
    if grant.has_scope("mid_profile") {
        for name in [
            "mid_profile_app_status",
            "mid_profile_recovery_code_status",
            "mid_profile_serial",
            "mid_profile_sim_status",
        ] {
            members.push((name.into(), grant.value(name)));
        }
    }
    if grant.has_scope("profile") {
        members.push(("name".into(), grant.value("name")));
    }
    if grant.has_scope("phone") {
        members.push(("phone_number".into(), grant.value("phone_number")));
        members.push(("phone_number_verified".into(), grant.value("phone_number_verified")));
    }
    members.retain(|(_, value)| *value != Json::Null);
    members.push(("sub".into(), grant.subject().into()));
    Ok(Claims::Members(members))
}

static USERS: [User; 3] = [
    User::known(
        "sim",
        "+41 79 000 00 01",
        "has a Mobile ID on the SIM card",
        &[
            ("name", Fact::Text("+41790000001")),
            ("phone_number", Fact::Text("+41790000001")),
            ("phone_number_verified", Fact::Flag(true)),
            ("mid_profile_recovery_code_status", Fact::Flag(true)),
            ("mid_profile_serial", Fact::Text("MIDCHEEMULATED01")),
            ("mid_profile_sim_status", Fact::Text("active")),
            ("mid_profile_app_status", Fact::Text("inactive")),
        ],
    ),
    User::known(
        "app",
        "+49 1512 0000002",
        "has the app and a number abroad; no recovery code",
        &[
            ("name", Fact::Text("+4915120000002")),
            ("phone_number", Fact::Text("+4915120000002")),
            ("phone_number_verified", Fact::Flag(true)),
            ("mid_profile_recovery_code_status", Fact::Flag(false)),
            ("mid_profile_serial", Fact::Text("MIDCHEEMULATED02")),
            ("mid_profile_app_status", Fact::Text("active")),
        ],
    ),
    User::known(
        "awkward",
        "Zoë \"d'Àrbedo\" <ZH> & Söhne",
        "a name from a directory that wants escaping, a number that is not verified",
        &[
            ("name", Fact::Text("Zoë \"d'Àrbedo\" <ZH> & Söhne")),
            ("phone_number", Fact::Text("+41790000003")),
            ("phone_number_verified", Fact::Flag(false)),
            ("mid_profile_recovery_code_status", Fact::Flag(false)),
            ("mid_profile_serial", Fact::Text("MIDCHEEMULATED03")),
        ],
    ),
];

/// Pages of the authorization endpoint, in the documentation's own scheme.
fn refuse_authorization(refusal: Refusal) -> Refused {
    match refusal {
        Refusal::ClientUnknown => Refused::named(
            401,
            "unauthorized_client",
            "mid_sec_2030_A9W1GLUM - Unauthorized parameters used in request",
        ),
        _ => Refused::named(
            400,
            "invalid_request",
            "mid_req_1900_A9W1GLUM - Invalid client request, check request parameters",
        ),
    }
}

//! A provider that nobody runs and that keeps to the letter of the specifications: OAuth 2.0 (RFC 6749, RFC 6750), PKCE
//! (RFC 7636), issuer identification (RFC 9207), revocation (RFC 7009), OpenID Connect Core and Discovery.
//!
//! Stricter than the specifications make it:
//! - A code challenge is required, as OAuth 2.1 will have it.
//! - A client that may authenticate in two ways may use either, but parameters count in the body alone.
//! - `scope` is required: RFC 6749 section 3.3 lets a server fail without one.
//! - User information needs one of the scopes `openid`, `profile` and `email`. OpenID Connect wants `openid`; plain
//!   OAuth clients do not send it.
//!
//! Less strict: a code that is used twice does not end the tokens that came from it (RFC 6749 section 4.1.2 says
//! "should").

use super::Defaults;
use crate::json::{Json, Members};
use crate::user::{Fact, User};
use crate::wire::{
    Authentication, AuthorizationEndpoint, Bearer, Claims, ClaimsEndpoint, EndSessionEndpoint, Expected, Format, Grant,
    IdTokens, Offline, Pkce, Refresh, Refusal, Requirement, RevocationEndpoint, TokenEndpoint, TokenMember, Wire,
};
use claimsmith_profile::{Method, ResponseMode, ResponseType};

pub(super) const DEFAULTS: Defaults = Defaults {
    port: 8716,
    client_id: "emulated-client",
    client_secret: "emulated-client-secret",
    redirect_uri: "http://127.0.0.1:3000/signin/example-oauth/callback",
};

pub(super) fn wire() -> Wire {
    let authorization = AuthorizationEndpoint {
        response_types: vec![ResponseType::Code, ResponseType::IdToken],
        response_modes: vec![ResponseMode::Query, ResponseMode::FormPost, ResponseMode::Fragment],
        requirements: vec![Requirement::parameter("scope", Expected::Any)],
        pkce: Pkce::Required,
        callback_issuer: true,
        ..AuthorizationEndpoint::at("/oauth2/authorize")
    };
    let user_information = ClaimsEndpoint {
        methods: vec![Method::Get, Method::Post],
        bearers: vec![Bearer::Header, Bearer::Form],
        scopes: vec!["openid".into(), "profile".into(), "email".into()],
        ..ClaimsEndpoint::at("/oauth2/userinfo", user_information)
    };
    Wire {
        claims: vec![user_information],
        id_tokens: Some(IdTokens {
            discovery: Some("/.well-known/openid-configuration".into()),
            ..IdTokens::rs256("/oauth2/keys", person)
        }),
        revocation: Some(RevocationEndpoint { path: "/oauth2/revoke".into(), authentication: true }),
        end_session: Some(EndSessionEndpoint::at("/oauth2/logout")),
        ..Wire::new("Example", "#455a64", &USERS, authorization, token())
    }
}

fn token() -> TokenEndpoint {
    TokenEndpoint {
        authentication: vec![Authentication::Basic, Authentication::Post],
        refresh: Some(Refresh { offline: Offline::Scope("offline_access".into()), ..Refresh::rotating() }),
        members: vec![
            TokenMember::AccessToken,
            TokenMember::TokenType("Bearer".into()),
            TokenMember::ExpiresIn,
            TokenMember::RefreshToken,
            TokenMember::Scope,
            TokenMember::IdToken,
        ],
        formats: vec![Format::json("application/json;charset=UTF-8")],
        ..TokenEndpoint::at("/oauth2/token")
    }
}

fn user_information(grant: &Grant<'_>) -> Result<Claims, Refusal> {
    let mut members: Members = vec![("sub".into(), grant.subject().into())];
    members.extend(person(grant));
    Ok(Claims::Members(members))
}

/// The claims of OpenID Connect Core section 5.4 that the scopes ask for; absent ones are left out.
fn person(grant: &Grant<'_>) -> Members {
    let mut members = Members::new();
    if grant.has_scope("profile") {
        members.extend(["name", "given_name", "family_name", "locale"].map(|name| (name.into(), grant.value(name))));
        if grant.value("name") != Json::Null {
            members.push(("picture".into(), grant.avatar(128).into()));
        }
    }
    if grant.has_scope("email") {
        members.extend(["email", "email_verified"].map(|name| (name.into(), grant.value(name))));
    }
    members.retain(|(_, value)| *value != Json::Null);
    members
}

static USERS: [User; 4] = [
    User::known(
        "ada",
        "Ada Okonkwo",
        "has everything",
        &[
            ("id", Fact::Text("248289761001")),
            ("name", Fact::Text("Ada Okonkwo")),
            ("given_name", Fact::Text("Ada")),
            ("family_name", Fact::Text("Okonkwo")),
            ("locale", Fact::Text("en-NG")),
            ("email", Fact::Text("ada@example.com")),
            ("email_verified", Fact::Flag(true)),
        ],
    ),
    User::known(
        "awkward",
        "Łukasz \"; DROP TABLE users; --",
        "an id and a name that want escaping, an address that is not verified",
        &[
            ("id", Fact::Text("idp|00/%2F\"'<&>\\+ =\u{7e}")),
            ("name", Fact::Text("Łukasz \"; DROP TABLE users; --")),
            ("given_name", Fact::Text("Łukasz\u{0}\u{7f}")),
            ("family_name", Fact::Text("\u{1f468}\u{200d}\u{1f4bb}")),
            ("email", Fact::Text("lukasz+\"a b\"@пример.example")),
            ("email_verified", Fact::Flag(false)),
        ],
    ),
    User::known("bare", "(nothing known)", "has an id and nothing else", &[("id", Fact::Text("0"))]),
    User::known(
        "long",
        "Jean-Baptiste",
        "an id of 255 characters, the most that OpenID Connect allows",
        &[
            (
                "id",
                Fact::Text(concat!(
                    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde",
                )),
            ),
            ("name", Fact::Text("Jean-Baptiste")),
            ("email", Fact::Text("jb@example.fr")),
            ("email_verified", Fact::Flag(true)),
        ],
    ),
];

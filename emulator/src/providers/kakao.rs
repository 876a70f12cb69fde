//! Kakao Login: `kauth.kakao.com/oauth/authorize` and `token`, and `kapi.kakao.com/v2/user/me` and `/v1/oidc/userinfo`,
//! here on one origin.
//!
//! Known deviations from the real provider:
//! - The client secret is required; at Kakao that is a switch of the application, on for new ones.
//! - Nobody can untick a consent item: what a user does not share is a fact of the user. A request without a scope asks
//!   for the nickname; Kakao asks for what the console says.
//! - `property_keys`, `secure_resource` and `target_id` choose nothing. `connected_at` is the same for everybody.
//! - id_tokens lack `auth_time`. PKCE is verified when a challenge was sent, which Kakao's own kits do; the REST
//!   documentation does not speak of it.
//! - Picture addresses lead to the emulator.
//!
//! Uncertain in every source at hand: the codes of a missing parameter (here KOE001) and of a failed PKCE check (here
//! KOE320), and the text for a request without an access token.

use super::Defaults;
use crate::json::{Json, Members};
use crate::user::{Fact, User};
use crate::wire::{
    ALPHANUMERIC, AuthorizationEndpoint, Bearer, Claims, ClaimsEndpoint, ErrorMember, ErrorStyle, Format, Grant,
    IdTokens, Refresh, Refusal, Refused, ScopeSyntax, Shape, TokenEndpoint, TokenMember, Wire,
};
use claimsmith_profile::{Method, Text};
use std::time::Duration;

pub(super) const DEFAULTS: Defaults = Defaults {
    port: 8711,
    client_id: "00000000000000000000000000ca0a01",
    client_secret: "emulated-kakao-client-secret",
    redirect_uri: "http://127.0.0.1:3000/signin/kakao-oauth/callback",
};

const JSON: &str = "application/json;charset=utf-8";

pub(super) fn wire() -> Wire {
    Wire {
        issuer: Some("https://kauth.kakao.com".into()),
        claims: vec![
            at_api("/v2/user/me", Vec::new(), me),
            at_api("/v1/oidc/userinfo", vec!["openid".into()], user_information),
        ],
        id_tokens: Some(IdTokens {
            lifetime: LIFETIME,
            discovery: Some("/.well-known/openid-configuration".into()),
            ..IdTokens::rs256("/.well-known/jwks.json", id_token)
        }),
        ..Wire::new("Kakao", "#fee500", &USERS, authorization(), token())
    }
}

const LIFETIME: Duration = Duration::from_secs(21_599);

fn authorization() -> AuthorizationEndpoint {
    AuthorizationEndpoint {
        // Commas in the request, blanks in the answer.
        scope: ScopeSyntax { separator: " ".into(), ..ScopeSyntax::commas("profile_nickname") },
        code: Shape::new("", ALPHANUMERIC, 86),
        denial: vec![
            ("error".into(), "access_denied".into()),
            ("error_description".into(), "User denied access".into()),
        ],
        refuse: refuse_authorization,
        ..AuthorizationEndpoint::at("/oauth/authorize")
    }
}

fn token() -> TokenEndpoint {
    TokenEndpoint {
        refresh: Some(Refresh::lasting()),
        access_token: Shape::new("", ALPHANUMERIC, 54),
        access_token_lifetime: Some(LIFETIME),
        members: vec![
            TokenMember::AccessToken,
            TokenMember::TokenType("bearer".into()),
            TokenMember::RefreshToken,
            TokenMember::IdToken,
            TokenMember::ExpiresIn,
            TokenMember::Scope,
            TokenMember::Fixed("refresh_token_expires_in".into(), 5_183_999_u64.into()),
        ],
        formats: vec![Format::json(JSON)],
        errors: ErrorStyle::oauth_and(refuse_token, "error_code").typed(JSON),
        ..TokenEndpoint::at("/oauth/token")
    }
}

fn at_api(path: &'static str, scopes: Vec<Text>, answer: fn(&Grant<'_>) -> Result<Claims, Refusal>) -> ClaimsEndpoint {
    ClaimsEndpoint {
        methods: vec![Method::Get, Method::Post],
        bearers: vec![Bearer::Header],
        scopes,
        formats: vec![Format::json(JSON)],
        errors: ErrorStyle::json(
            refuse_api,
            vec![ErrorMember::Description("msg".into()), ErrorMember::NumericCode("code".into())],
        )
        .typed(JSON),
        ..ClaimsEndpoint::at(path, answer)
    }
}

/// What the user shares lies two levels deep; for each item stands beside it whether the user still has to agree.
fn me(grant: &Grant<'_>) -> Result<Claims, Refusal> {
    let (nickname, image) = (grant.has_scope("profile_nickname"), grant.has_scope("profile_image"));
    let email = grant.has_scope("account_email") && grant.value("email") != Json::Null;
    let (mut profile, mut properties) = (Members::new(), Members::new());
    if nickname {
        profile.push(("nickname".into(), grant.value("nickname")));
        profile.push(("is_default_nickname".into(), false.into()));
        properties.push(("nickname".into(), grant.value("nickname")));
    }
    if image {
        profile.push(("thumbnail_image_url".into(), grant.avatar(110).into()));
        profile.push(("profile_image_url".into(), grant.avatar(640).into()));
        profile.push(("is_default_image".into(), false.into()));
        properties.push(("profile_image".into(), grant.avatar(640).into()));
        properties.push(("thumbnail_image".into(), grant.avatar(110).into()));
    }
    let mut account: Members = vec![
        ("profile_nickname_needs_agreement".into(), (!nickname).into()),
        ("profile_image_needs_agreement".into(), (!image).into()),
    ];
    if nickname || image {
        account.push(("profile".into(), Json::Object(profile)));
    }
    account.push(("has_email".into(), true.into()));
    account.push(("email_needs_agreement".into(), (!email).into()));
    if email {
        account.push(("is_email_valid".into(), true.into()));
        account.push(("is_email_verified".into(), grant.value("email_verified")));
        account.push(("email".into(), grant.value("email")));
    }
    Ok(Claims::members([
        ("id", grant.value("id")),
        ("connected_at", "2026-01-07T09:12:00Z".into()),
        // Old copies of what the account says.
        ("properties", Json::Object(properties)),
        ("kakao_account", Json::Object(account)),
    ]))
}

/// OpenID Connect: `sub` is the id as text.
fn user_information(grant: &Grant<'_>) -> Result<Claims, Refusal> {
    let mut members: Members = vec![("sub".into(), grant.subject().into())];
    members.extend(id_token(grant));
    if members.iter().any(|(name, _)| name == "email") {
        members.push(("email_verified".into(), grant.value("email_verified")));
    }
    Ok(Claims::Members(members))
}

fn id_token(grant: &Grant<'_>) -> Members {
    let mut members = Members::new();
    if grant.has_scope("profile_nickname") {
        members.push(("nickname".into(), grant.value("nickname")));
    }
    if grant.has_scope("profile_image") {
        members.push(("picture".into(), grant.avatar(110).into()));
    }
    if grant.has_scope("account_email") && grant.value("email") != Json::Null {
        members.push(("email".into(), grant.value("email")));
    }
    members
}

static USERS: [User; 4] = [
    User::known(
        "minjun",
        "김민준",
        "shares everything",
        &[
            ("id", Fact::Number(4_104_837_265)),
            ("nickname", Fact::Text("김민준")),
            ("email", Fact::Text("minjun@kakao.example")),
            ("email_verified", Fact::Flag(true)),
        ],
    ),
    User::known(
        "seoyeon",
        "이서연",
        "does not share the address; an id that a double cannot hold",
        &[("id", Fact::Number(9_007_199_254_740_993)), ("nickname", Fact::Text("이서연"))],
    ),
    User::known(
        "awkward",
        "🐻‍❄️ \"라이언\" <b>&amp;",
        "a nickname that wants escaping; an address that is not verified",
        &[
            ("id", Fact::Number(7)),
            ("nickname", Fact::Text("🐻‍❄️ \"라이언\" <b>&amp;")),
            ("email", Fact::Text("ryan+kakao@example.org")),
            ("email_verified", Fact::Flag(false)),
        ],
    ),
    User::known(
        "empty",
        "(no nickname)",
        "an empty nickname",
        &[
            ("id", Fact::Number(4_294_967_296)),
            ("nickname", Fact::Text("")),
            ("email", Fact::Text("jiwoo@example.com")),
            ("email_verified", Fact::Flag(true)),
        ],
    ),
];

/// Pages of the authorization endpoint.
fn refuse_authorization(refusal: Refusal) -> Refused {
    match refusal {
        Refusal::ClientIdMissing | Refusal::ClientUnknown => {
            Refused::named(401, "KOE101", "Invalid client: not exist client_id")
        }
        Refusal::RedirectUriMissing | Refusal::RedirectUriMismatch => {
            Refused::named(400, "KOE006", "The redirect URI is not registered.")
        }
        _ => Refused::named(400, "KOE001", "The request has wrong parameters."),
    }
}

fn refuse_token(refusal: Refusal) -> Refused {
    let (status, error, number, description) = match refusal {
        Refusal::ClientUnknown => (401, "invalid_client", "KOE101", "Not exist client_id"),
        Refusal::SecretMissing | Refusal::SecretWrong => (401, "invalid_client", "KOE010", "Bad client credentials"),
        Refusal::RedirectUriMissing | Refusal::RedirectUriMismatch => {
            (400, "invalid_grant", "KOE303", "Redirect URI mismatch.")
        }
        Refusal::CodeUnknown
        | Refusal::CodeExpired
        | Refusal::CodeReused
        | Refusal::VerifierMissing
        | Refusal::VerifierWrong
        | Refusal::VerifierUnexpected => (400, "invalid_grant", "KOE320", "authorization code not found"),
        Refusal::RefreshTokenMissing => (400, "invalid_request", "KOE319", "refresh_token is missing"),
        Refusal::RefreshTokenUnknown => (400, "invalid_grant", "KOE322", "expired_or_invalid_refresh_token"),
        Refusal::GrantType => (400, "unsupported_grant_type", "KOE001", "grant_type is not supported"),
        _ => (400, "invalid_request", "KOE001", "a parameter is missing"),
    };
    // The page is what takes a third text.
    Refused::Named { status, code: error, description, page: Some(number) }
}

fn refuse_api(refusal: Refusal) -> Refused {
    match refusal {
        Refusal::AccessTokenMissing | Refusal::AccessTokenInQuery => {
            Refused::named(401, "-401", "no authentication key!")
        }
        Refusal::AccessTokenExpired => Refused::named(401, "-401", "this access token is already expired"),
        Refusal::AccessTokenMalformed | Refusal::AccessTokenUnknown => {
            Refused::named(401, "-401", "this access token does not exist")
        }
        Refusal::ScopeMissing => Refused::named(403, "-402", "insufficient scopes."),
        _ => Refused::named(400, "-2", "an argument is wrong"),
    }
}

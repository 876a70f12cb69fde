//! eBay: `auth.ebay.com/oauth2/authorize`, `api.ebay.com/identity/v1/oauth2/token` and
//! `apiz.ebay.com/commerce/identity/v1/user/`, here on one origin.
//!
//! The token answer says `"token_type": "User Access Token"`, and codes and tokens are full of `^` and `#`: both as at
//! eBay.
//!
//! Known deviations from the real provider:
//! - `redirect_uri` is the registered address, unless the application has a name for it, as at eBay the RuName; a declining
//!   user is sent there too, at eBay to another address.
//! - Every scope is granted; eBay grants those for name, address and telephone number one by one.
//! - A refresh token looks like an access token, and lives as long as the emulator.
//! - Errors of a missing scope name the domain `OAuth`; at eBay it is `ACCESS`.
//! - PKCE is verified when a challenge was sent; eBay documents none and ignores the parameters.
//!
//! Uncertain in every source at hand: what the browser carries to the address for declining users, the descriptions of
//! `invalid_request` and `unsupported_grant_type`, and whether a missing access token is answered 400 everywhere.

use super::Defaults;
use crate::json::{Json, Members};
use crate::user::{Fact, User};
use crate::wire::{
    ALPHANUMERIC, Authentication, AuthorizationEndpoint, Claims, ClaimsEndpoint, Compute, ErrorMember, ErrorPlace,
    ErrorStyle, Expected, Grant, Refresh, Refusal, Refused, Requirement, Shape, TokenEndpoint, TokenMember, Wire,
};
use claimsmith_profile::Text;
use serde_json::json;
use std::time::Duration;

pub(super) const DEFAULTS: Defaults = Defaults {
    port: 8714,
    client_id: "Example-Emulated-PRD-000000000-00000000",
    client_secret: "PRD-emulated-ebay-secret",
    redirect_uri: "http://127.0.0.1:3000/signin/ebay-oauth2/callback",
};

const IDENTITY: &str = "https://api.ebay.com/oauth/api_scope/commerce.identity.readonly";
const NAME: &str = "https://api.ebay.com/oauth/api_scope/commerce.identity.name.readonly";
const EMAIL: &str = "https://api.ebay.com/oauth/api_scope/commerce.identity.email.readonly";
const PHONE: &str = "https://api.ebay.com/oauth/api_scope/commerce.identity.phone.readonly";
const SCOPES: [&str; 4] = [IDENTITY, NAME, EMAIL, PHONE];

const CODE_LIFETIME: u64 = 299;

pub(super) fn wire() -> Wire {
    let user = ClaimsEndpoint {
        scopes: SCOPES.map(Text::from).to_vec(),
        errors: ErrorStyle {
            place: ErrorPlace::Array("errors".into()),
            ..ErrorStyle::json(
                refuse_user,
                vec![
                    ErrorMember::NumericCode("errorId".into()),
                    ErrorMember::Fixed("domain".into(), "OAuth".into()),
                    ErrorMember::Fixed("category".into(), "REQUEST".into()),
                    ErrorMember::Description("message".into()),
                    ErrorMember::Page("longMessage".into()),
                ],
            )
        },
        ..ClaimsEndpoint::at("/commerce/identity/v1/user/", user)
    };
    Wire { claims: vec![user], ..Wire::new("eBay", "#0064d2", &USERS, authorization(), token()) }
}

fn authorization() -> AuthorizationEndpoint {
    AuthorizationEndpoint {
        requirements: vec![Requirement::parameter("scope", Expected::Any)],
        code: Shape::new("v^1.1#i^1#r^1#p^3#I^3#f^0#t^Ul4x", ALPHANUMERIC, 60),
        code_lifetime: Duration::from_secs(CODE_LIFETIME),
        callback_parameters: Some(Compute::new(|_| vec![("expires_in".into(), CODE_LIFETIME.to_string())])),
        ..AuthorizationEndpoint::at("/oauth2/authorize")
    }
}

fn token() -> TokenEndpoint {
    TokenEndpoint {
        authentication: vec![Authentication::Basic],
        refresh: Some(Refresh::lasting()),
        access_token: Shape::new("v^1.1#i^1#p^3#r^0#f^0#I^3#t^H4sIAAAAAAAAA", ALPHANUMERIC, 200),
        access_token_lifetime: Some(Duration::from_secs(7200)),
        members: vec![
            TokenMember::AccessToken,
            TokenMember::ExpiresIn,
            TokenMember::RefreshToken,
            TokenMember::Fixed("refresh_token_expires_in".into(), 47_304_000_u64.into()),
            TokenMember::TokenType("User Access Token".into()),
        ],
        errors: ErrorStyle::oauth(refuse_token),
        ..TokenEndpoint::at("/identity/v1/oauth2/token")
    }
}

/// Private accounts and companies have what belongs to them in objects of different names.
fn user(grant: &Grant<'_>) -> Result<Claims, Refusal> {
    let company = grant.value("company") != Json::Null;
    let mut account = Members::new();
    if company {
        account.push(("name".into(), grant.value("company")));
    }
    let mut person = Members::new();
    if grant.has_scope(NAME) {
        person.push(("firstName".into(), grant.value("first_name")));
        person.push(("lastName".into(), grant.value("last_name")));
    }
    if company && !person.is_empty() {
        account.push(("primaryContact".into(), Json::Object(std::mem::take(&mut person))));
    }
    account.extend(person);
    if grant.has_scope(EMAIL) {
        account.push(("email".into(), grant.value("email")));
    }
    if grant.has_scope(PHONE) {
        let phone = json!({"countryCode": "1", "number": "2025550147", "phoneType": "MOBILE"});
        account.push(("primaryPhone".into(), phone.into()));
    }
    account.retain(|(_, value)| *value != Json::Null);
    let mut members: Members = vec![
        ("userId".into(), grant.subject().into()),
        ("username".into(), grant.value("username")),
        ("accountType".into(), if company { "BUSINESS" } else { "INDIVIDUAL" }.into()),
        ("registrationMarketplaceId".into(), grant.value("marketplace")),
    ];
    if !account.is_empty() {
        members.push((if company { "businessAccount" } else { "individualAccount" }.into(), Json::Object(account)));
    }
    Ok(Claims::Members(members))
}

static USERS: [User; 4] = [
    User::known(
        "collector",
        "vintage_lamps_77",
        "a private account",
        &[
            ("id", Fact::Text("gk3wbq2mtk0")),
            ("username", Fact::Text("vintage_lamps_77")),
            ("first_name", Fact::Text("Imogen")),
            ("last_name", Fact::Text("Clarke")),
            ("email", Fact::Text("imogen@example.co.uk")),
            ("marketplace", Fact::Text("EBAY_GB")),
        ],
    ),
    User::known(
        "shop",
        "müller-&-söhne",
        "a company",
        &[
            ("id", Fact::Text("w9x5rzz1qsa")),
            ("username", Fact::Text("mueller-und-soehne")),
            ("company", Fact::Text("Müller & Söhne GmbH")),
            ("first_name", Fact::Text("Jürgen")),
            ("last_name", Fact::Text("Müller")),
            ("email", Fact::Text("laden@mueller.example")),
            ("marketplace", Fact::Text("EBAY_DE")),
        ],
    ),
    User::known(
        "awkward",
        "*!\"<a>\"!*",
        "names that want escaping",
        &[
            ("id", Fact::Text("0000000000a")),
            ("username", Fact::Text("*!\"<a>\"!*")),
            ("first_name", Fact::Text("Seán \"Jack\" O’Brien\u{2028}")),
            ("last_name", Fact::Text("<script>🛒</script>")),
            ("email", Fact::Text("\"sean o'brien\"@example.com")),
            ("marketplace", Fact::Text("EBAY_US")),
        ],
    ),
    User::known(
        "mononym",
        "one_name_only",
        "no last name, no address",
        &[
            ("id", Fact::Text("p2k8vhs6dd1")),
            ("username", Fact::Text("one_name_only")),
            ("first_name", Fact::Text("Sukarno")),
            ("marketplace", Fact::Text("EBAY_US")),
        ],
    ),
];

fn refuse_token(refusal: Refusal) -> Refused {
    match refusal {
        Refusal::ClientIdMissing
        | Refusal::ClientUnknown
        | Refusal::SecretMissing
        | Refusal::SecretWrong
        | Refusal::CredentialsMalformed => Refused::named(401, "invalid_client", "client authentication failed"),
        Refusal::GrantType => Refused::named(
            400,
            "unsupported_grant_type",
            "grant type in request is not supported by the authorization server",
        ),
        Refusal::SeveralAuthentications
        | Refusal::CodeMissing
        | Refusal::RefreshTokenMissing
        | Refusal::RedirectUriMissing => {
            Refused::named(400, "invalid_request", "request is missing a required parameter or malformed.")
        }
        Refusal::RefreshTokenUnknown => Refused::named(
            400,
            "invalid_grant",
            "the provided authorization refresh token is invalid or was issued to another client",
        ),
        _ => Refused::named(
            400,
            "invalid_grant",
            "the provided authorization grant code is invalid or was issued to another client",
        ),
    }
}

fn refuse_user(refusal: Refusal) -> Refused {
    let (status, code, description, long) = match refusal {
        Refusal::AccessTokenMissing | Refusal::AccessTokenInQuery => {
            (400, "1002", "Missing access token", "Access token is missing in the Authorization HTTP request header.")
        }
        Refusal::ScopeMissing => (403, "1100", "Access denied", "Insufficient permissions to fulfill the request."),
        _ => (
            401,
            "1001",
            "Invalid access token",
            "Invalid access token. Check the value of the Authorization HTTP request header.",
        ),
    };
    // The page is what takes a third text.
    Refused::Named { status, code, description, page: Some(long) }
}

//! Personal Microsoft accounts: `login.microsoftonline.com/consumers/oauth2/v2.0/authorize` and `token`, and
//! `graph.microsoft.com/v1.0/me` and `/oidc/userinfo`, here on one origin.
//!
//! Known deviations from the real provider:
//! - No id_token is issued, whatever the scope: this is the OAuth 2.0 side of the service.
//! - Token errors lack `error_codes`, `timestamp`, `trace_id` and `correlation_id`; their descriptions are shorter.
//! - Scopes are compared with regard to case. `redirect_uri` is compared whole, also on `localhost`.
//! - A refresh token works once. Microsoft lets the old one live for a while.
//! - `$select` takes the members that are here; Graph refuses names that it does not know.

use super::Defaults;
use super::identifier::identifier;
use crate::json::{Json, Members};
use crate::user::{Fact, User};
use crate::wire::{
    ALPHANUMERIC, Authentication, AuthorizationEndpoint, Claims, ClaimsEndpoint, ErrorMember, ErrorPlace, ErrorStyle,
    Expected, Format, Grant, LOWER_HEXADECIMAL, Offline, Refresh, Refusal, Refused, Requirement, Shape, TokenEndpoint,
    TokenMember, Wire,
};
use claimsmith_profile::ResponseMode;
use std::sync::Arc;

pub(super) const DEFAULTS: Defaults = Defaults {
    port: 8708,
    client_id: "00000000-0000-4000-8000-00000e3014ed",
    client_secret: "abc8Q~emulated-microsoft-secret",
    redirect_uri: "http://127.0.0.1:3000/signin/msa-oauth/callback",
};

const JSON: &str = "application/json; charset=utf-8";
const GRAPH_JSON: &str =
    "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";

pub(super) fn wire() -> Wire {
    Wire {
        subject: Arc::new(|user, _| identifier(&format!("graph {}", user.key()), LOWER_HEXADECIMAL, 16)),
        claims: vec![
            ClaimsEndpoint {
                scopes: ["User.Read", "https://graph.microsoft.com/User.Read"].map(Into::into).to_vec(),
                ..at_graph("/v1.0/me", me)
            },
            ClaimsEndpoint { scopes: vec!["openid".into()], ..at_graph("/oidc/userinfo", user_information) },
        ],
        ..Wire::new("Microsoft", "#2f2f2f", &USERS, authorization(), token())
    }
}

fn authorization() -> AuthorizationEndpoint {
    AuthorizationEndpoint {
        response_modes: vec![ResponseMode::Query, ResponseMode::FormPost, ResponseMode::Fragment],
        requirements: vec![Requirement::parameter("scope", Expected::Any)],
        code: Shape::new("M.C5_BAY.2.U.", ALPHANUMERIC, 36),
        denial: vec![
            ("error".into(), "access_denied".into()),
            (
                "error_description".into(),
                "The user has denied access to the scope requested by the client application.".into(),
            ),
        ],
        refuse: refuse_authorization,
        ..AuthorizationEndpoint::at("/consumers/oauth2/v2.0/authorize")
    }
}

fn token() -> TokenEndpoint {
    TokenEndpoint {
        authentication: vec![Authentication::Post, Authentication::Basic],
        refresh: Some(Refresh { offline: Offline::Scope("offline_access".into()), ..Refresh::rotating() }),
        access_token: Shape::new("EwB", ALPHANUMERIC, 300),
        members: vec![
            TokenMember::TokenType("Bearer".into()),
            TokenMember::Scope,
            TokenMember::ExpiresIn,
            TokenMember::Fixed("ext_expires_in".into(), 3600_u64.into()),
            TokenMember::AccessToken,
            TokenMember::RefreshToken,
        ],
        formats: vec![Format::json(JSON)],
        errors: ErrorStyle::oauth(refuse_token).typed(JSON),
        ..TokenEndpoint::at("/consumers/oauth2/v2.0/token")
    }
}

fn at_graph(path: &'static str, answer: fn(&Grant<'_>) -> Result<Claims, Refusal>) -> ClaimsEndpoint {
    let inner = vec![
        ("date".into(), Json::from("2026-01-07T09:12:00")),
        ("request-id".into(), "00000000-0000-4000-8000-000000000000".into()),
        ("client-request-id".into(), "00000000-0000-4000-8000-000000000000".into()),
    ];
    ClaimsEndpoint {
        formats: vec![Format::json(GRAPH_JSON)],
        errors: ErrorStyle {
            place: ErrorPlace::Object("error".into()),
            challenge: Some("Bearer".into()),
            ..ErrorStyle::json(
                refuse_graph,
                vec![
                    ErrorMember::Code("code".into()),
                    ErrorMember::Description("message".into()),
                    ErrorMember::Fixed("innerError".into(), Json::Object(inner)),
                ],
            )
        },
        ..ClaimsEndpoint::at(path, answer)
    }
}

/// The profile in Graph; absent values are `null`.
fn me(grant: &Grant<'_>) -> Result<Claims, Refusal> {
    let selected: Option<Vec<&str>> =
        grant.request.parameter("$select").map(|names| names.split(',').map(str::trim).collect());
    let members: Members = vec![
        ("displayName".into(), grant.value("name")),
        ("surname".into(), grant.value("family_name")),
        ("givenName".into(), grant.value("given_name")),
        ("id".into(), grant.subject().into()),
        ("userPrincipalName".into(), grant.value("sign_in_name")),
        ("businessPhones".into(), Json::Array(Vec::new())),
        ("jobTitle".into(), Json::Null),
        ("mail".into(), grant.value("mail")),
        ("mobilePhone".into(), Json::Null),
        ("officeLocation".into(), Json::Null),
        ("preferredLanguage".into(), Json::Null),
    ];
    let context = ("@odata.context".into(), "https://graph.microsoft.com/v1.0/$metadata#users/$entity".into());
    let shown =
        members.into_iter().filter(|(name, _)| selected.as_ref().is_none_or(|names| names.contains(&name.as_ref())));
    Ok(Claims::Members(std::iter::once(context).chain(shown).collect()))
}

/// OpenID Connect, with an id that differs between applications.
fn user_information(grant: &Grant<'_>) -> Result<Claims, Refusal> {
    let pairwise = identifier(&format!("pairwise {} {}", grant.client_id, grant.user.key()), ALPHANUMERIC, 43);
    let mut members: Members = vec![("sub".into(), pairwise.into())];
    if grant.has_scope("profile") {
        members.extend(["name", "family_name", "given_name"].map(|name| (name.into(), grant.value(name))));
        members.push(("picture".into(), "https://graph.microsoft.com/v1.0/me/photo/$value".into()));
    }
    if grant.has_scope("email") {
        members.push(("email".into(), grant.value("sign_in_name")));
    }
    members.retain(|(_, value)| *value != Json::Null);
    Ok(Claims::Members(members))
}

static USERS: [User; 4] = [
    User::known(
        "bjorn",
        "Björn Åkesson",
        "has an outlook.com address",
        &[
            ("name", Fact::Text("Björn Åkesson")),
            ("given_name", Fact::Text("Björn")),
            ("family_name", Fact::Text("Åkesson")),
            ("sign_in_name", Fact::Text("bjorn@outlook.example")),
            ("mail", Fact::Text("bjorn@outlook.example")),
        ],
    ),
    User::known(
        "nomail",
        "Chidi Anagonye",
        "signs in with an address elsewhere; mail is null",
        &[
            ("name", Fact::Text("Chidi Anagonye")),
            ("given_name", Fact::Text("Chidi")),
            ("family_name", Fact::Text("Anagonye")),
            ("sign_in_name", Fact::Text("chidi@example.org")),
        ],
    ),
    User::known(
        "awkward",
        "\\u0022Quote\" & <Ünïcode> 𝔘",
        "a name that wants escaping, and no other names",
        &[
            ("name", Fact::Text("\\u0022Quote\" & <Ünïcode> 𝔘")),
            ("sign_in_name", Fact::Text("quote+\"x\"@example.com")),
            ("mail", Fact::Text("quote+\"x\"@example.com")),
        ],
    ),
    User::known(
        "telephone",
        "Mei Lin",
        "signs in with a telephone number",
        &[
            ("name", Fact::Text("Mei Lin")),
            ("given_name", Fact::Text("Mei")),
            ("family_name", Fact::Text("Lin")),
            ("sign_in_name", Fact::Text("+41791234567")),
        ],
    ),
];

const MISSING_CLIENT_ID: &str = "AADSTS900144: The request body must contain the following parameter: 'client_id'.";

/// Pages of the authorization endpoint.
fn refuse_authorization(refusal: Refusal) -> Refused {
    match refusal {
        Refusal::ClientIdMissing => Refused::named(400, "invalid_request", MISSING_CLIENT_ID),
        Refusal::ClientUnknown => Refused::named(
            400,
            "unauthorized_client",
            "The client does not exist or is not enabled for consumers. If you are the application developer, configure a \
             new application through the App Registrations in the Azure Portal.",
        ),
        Refusal::RedirectUriMissing | Refusal::RedirectUriMismatch => Refused::named(
            400,
            "invalid_request",
            "The provided value for the input parameter 'redirect_uri' is not valid. The expected value is a URI which \
             matches a redirect URI registered for this client application.",
        ),
        Refusal::ParameterWrong => Refused::named(
            400,
            "invalid_request",
            "AADSTS900144: The request body must contain the following parameter: 'scope'.",
        ),
        Refusal::ResponseType => {
            Refused::named(400, "unsupported_response_type", "AADSTS70005: response_type is not supported.")
        }
        _ => Refused::named(400, "invalid_request", "AADSTS9000411: The request is not properly formatted."),
    }
}

fn refuse_token(refusal: Refusal) -> Refused {
    let (status, code, description) = match refusal {
        Refusal::ClientIdMissing => (400, "invalid_request", MISSING_CLIENT_ID),
        Refusal::CodeMissing => {
            (400, "invalid_request", "AADSTS900144: The request body must contain the following parameter: 'code'.")
        }
        Refusal::ClientUnknown => {
            (400, "unauthorized_client", "AADSTS700016: Application was not found in the directory.")
        }
        Refusal::SeveralAuthentications => {
            (400, "invalid_request", "AADSTS9000411: The request is not properly formatted.")
        }
        Refusal::SecretMissing => (
            401,
            "invalid_client",
            "AADSTS7000218: The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
        ),
        Refusal::SecretWrong | Refusal::CredentialsMalformed => (
            401,
            "invalid_client",
            "AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client \
             secret value, not the client secret ID.",
        ),
        Refusal::GrantType => {
            (400, "unsupported_grant_type", "AADSTS70003: The app requested an unsupported grant type.")
        }
        other => (400, "invalid_grant", invalid_grant(other)),
    };
    Refused::named(status, code, description)
}

/// What is wrong with a code.
const fn invalid_grant(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::CodeExpired => "AADSTS70008: The provided authorization code has expired.",
        Refusal::CodeReused => "AADSTS54005: OAuth2 Authorization code was already redeemed.",
        Refusal::RedirectUriMissing | Refusal::RedirectUriMismatch => {
            "AADSTS50011: The redirect URI specified in the request does not match the one of the authorization request."
        }
        Refusal::VerifierMissing | Refusal::VerifierWrong | Refusal::VerifierUnexpected => {
            "AADSTS501481: The Code_Verifier does not match the code_challenge supplied in the authorization request."
        }
        _ => "AADSTS70000: The provided value for the 'code' parameter is not valid.",
    }
}

fn refuse_graph(refusal: Refusal) -> Refused {
    match refusal {
        Refusal::AccessTokenMissing | Refusal::AccessTokenInQuery => {
            Refused::named(401, "InvalidAuthenticationToken", "Access token is empty.")
        }
        Refusal::AccessTokenExpired => {
            Refused::named(401, "InvalidAuthenticationToken", "Lifetime validation failed, the token is expired.")
        }
        Refusal::ScopeMissing => {
            Refused::named(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.")
        }
        _ => Refused::named(
            401,
            "InvalidAuthenticationToken",
            "IDX14100: JWT is not well formed, there are no dots (.).",
        ),
    }
}

//! GitHub OAuth apps: `github.com/login/oauth/authorize`, `access_token`, and `api.github.com/user`, `/user/emails`.
//!
//! Known deviations from the real provider:
//! - `redirect_uri` is compared whole and has to be in both requests. GitHub allows sub-paths and other ports of
//!   loopback, and falls back to the registered callback.
//! - An unknown client id at the token endpoint is `incorrect_client_credentials`; GitHub answers 404 to some of
//!   them.
//! - A failed PKCE check is `bad_verification_code`. GitHub checks since July 2025; its code is not documented.
//! - Picture addresses lead to the emulator. Of the members of `/user` those are here that identify a person.

use super::Defaults;
use crate::json::Json;
use crate::user::{Fact, User};
use crate::wire::{
    ALPHANUMERIC, AuthorizationEndpoint, Claims, ClaimsEndpoint, ErrorMember, ErrorStyle, Format, Grant,
    LOWER_HEXADECIMAL, Place, Refusal, Refused, Requirement, ScopeSyntax, Selection, Shape, TokenEndpoint, TokenMember,
    Wire,
};
use claimsmith_profile::{AnswerFormat, Method};
use serde_json::json;

pub(super) const DEFAULTS: Defaults = Defaults {
    port: 8702,
    client_id: "Ov23liEmulatedClient",
    client_secret: "emulated-github-client-secret",
    redirect_uri: "http://127.0.0.1:3000/signin/github-oauth2/callback",
};

const JSON: &str = "application/json; charset=utf-8";
const DENIAL_PAGE: &str =
    "https://docs.github.com/apps/managing-oauth-apps/troubleshooting-authorization-request-errors/#access-denied";

pub(super) fn wire() -> Wire {
    let authorization = AuthorizationEndpoint {
        response_type_required: false,
        scope: ScopeSyntax::commas(""),
        code: Shape::new("", LOWER_HEXADECIMAL, 20),
        denial: vec![
            ("error".into(), "access_denied".into()),
            ("error_description".into(), "The user has denied your application access.".into()),
            ("error_uri".into(), DENIAL_PAGE.into()),
        ],
        refuse: refuse_authorization,
        ..AuthorizationEndpoint::at("/login/oauth/authorize")
    };
    Wire {
        claims: vec![api("/user", user), api("/user/emails", emails)],
        ..Wire::new("GitHub", "#24292f", &USERS, authorization, token())
    }
}

fn token() -> TokenEndpoint {
    let formats = vec![
        Format { when: Selection::Accept("application/json".into()), ..Format::json(JSON) },
        Format::always(AnswerFormat::Form, "application/x-www-form-urlencoded; charset=utf-8"),
    ];
    TokenEndpoint {
        methods: vec![Method::Get, Method::Post],
        places: vec![Place::Query, Place::Form],
        grant_type_required: false,
        access_token: Shape::new("gho_", ALPHANUMERIC, 36),
        access_token_lifetime: None,
        members: vec![TokenMember::AccessToken, TokenMember::Scope, TokenMember::TokenType("bearer".into())],
        formats: formats.clone(),
        errors: ErrorStyle { formats, ..ErrorStyle::oauth_and(refuse_token, "error_uri") },
        ..TokenEndpoint::at("/login/oauth/access_token")
    }
}

fn api(path: &'static str, answer: fn(&Grant<'_>) -> Result<Claims, Refusal>) -> ClaimsEndpoint {
    ClaimsEndpoint {
        schemes: vec!["Bearer".into(), "token".into()],
        requirements: vec![Requirement::user_agent()],
        formats: vec![Format::json(JSON)],
        errors: ErrorStyle::json(
            refuse_at_api,
            vec![
                ErrorMember::Description("message".into()),
                ErrorMember::Page("documentation_url".into()),
                ErrorMember::Status("status".into()),
            ],
        )
        .typed(JSON),
        ..ClaimsEndpoint::at(path, answer)
    }
}

static USERS: [User; 4] = [
    User::known(
        "octavia",
        "Octavia Reyes",
        "her e-mail address is private",
        &[
            ("id", Fact::Number(5_831_001)),
            ("login", Fact::Text("octavia-reyes")),
            ("name", Fact::Text("Octavia Reyes")),
            ("primary_email", Fact::Text("octavia@example.com")),
            ("primary_verified", Fact::Flag(true)),
        ],
    ),
    User::known(
        "mei",
        "梅 Mei",
        "her e-mail address is public",
        &[
            ("id", Fact::Number(771_204)),
            ("login", Fact::Text("mei")),
            ("name", Fact::Text("梅 Mei")),
            ("email", Fact::Text("mei@example.org")),
            ("primary_email", Fact::Text("mei@example.org")),
            ("primary_verified", Fact::Flag(true)),
        ],
    ),
    User::known(
        "nameless",
        "nameless-0",
        "no name, and an address that is not verified",
        &[
            ("id", Fact::Number(98_000_417)),
            ("login", Fact::Text("nameless-0")),
            ("primary_email", Fact::Text("nameless@example.net")),
            ("primary_verified", Fact::Flag(false)),
        ],
    ),
    User::known(
        "large",
        "Ada <admin> O'Brien & Co",
        "an id beyond 2⁵³, a name that wants escaping",
        &[
            ("id", Fact::Number(9_007_199_254_740_993)),
            ("login", Fact::Text("ada-obrien")),
            ("name", Fact::Text("Ada <admin> O'Brien & Co")),
            ("primary_email", Fact::Text("ada@example.com")),
            ("primary_verified", Fact::Flag(true)),
        ],
    ),
];

fn user(grant: &Grant<'_>) -> Result<Claims, Refusal> {
    let login = grant.user.text("login");
    Ok(Claims::members([
        ("login", login.as_str().into()),
        ("id", grant.value("id")),
        ("node_id", format!("U_emulated_{login}").into()),
        ("avatar_url", grant.avatar(460).into()),
        ("gravatar_id", "".into()),
        ("url", format!("https://api.github.com/users/{login}").into()),
        ("html_url", format!("https://github.com/{login}").into()),
        ("type", "User".into()),
        ("site_admin", false.into()),
        ("name", grant.value("name")),
        ("company", Json::Null),
        ("blog", "".into()),
        ("location", Json::Null),
        ("email", grant.value("email")),
        ("bio", Json::Null),
        ("created_at", "2011-01-25T18:44:36Z".into()),
        ("updated_at", "2026-01-07T09:12:00Z".into()),
    ]))
}

fn emails(grant: &Grant<'_>) -> Result<Claims, Refusal> {
    if !grant.has_scope("user") && !grant.has_scope("user:email") {
        return Err(Refusal::ScopeMissing);
    }
    let visibility = if grant.user.fact("email").is_some() { "public" } else { "private" };
    let no_reply = format!("{}+{}@users.noreply.github.com", grant.user.text("id"), grant.user.text("login"));
    Ok(Claims::Document(Json::from(json!([
        {
            "email": grant.user.text("primary_email"),
            "primary": true,
            "verified": grant.user.fact("primary_verified") == Some(Fact::Flag(true)),
            "visibility": visibility,
        },
        { "email": no_reply, "primary": false, "verified": true, "visibility": null },
    ]))))
}

/// The error page of the authorization endpoint.
fn refuse_authorization(refusal: Refusal) -> Refused {
    let (status, code, description) = match refusal {
        Refusal::ClientIdMissing | Refusal::ClientUnknown => (404, "not_found", "There is no such application."),
        Refusal::RedirectUriMissing | Refusal::RedirectUriMismatch => {
            (400, "redirect_uri_mismatch", "The redirect_uri is not associated with this application.")
        }
        Refusal::CodeChallenge => (400, "invalid_request", "Only the code challenge method S256 is supported."),
        _ => (400, "invalid_request", "The authorization request is not valid."),
    };
    Refused::named(status, code, description)
}

/// GitHub answers errors of the token endpoint with HTTP 200.
fn refuse_token(refusal: Refusal) -> Refused {
    let (code, description, page) = match refusal {
        Refusal::ClientIdMissing
        | Refusal::ClientUnknown
        | Refusal::SecretMissing
        | Refusal::SecretWrong
        | Refusal::SeveralAuthentications => (
            "incorrect_client_credentials",
            "The client_id and/or client_secret passed are incorrect.",
            "https://docs.github.com/apps/managing-oauth-apps/troubleshooting-oauth-app-access-token-request-errors/#incorrect-client-credentials",
        ),
        Refusal::RedirectUriMissing | Refusal::RedirectUriMismatch => (
            "redirect_uri_mismatch",
            "The redirect_uri MUST match the registered callback URL for this application.",
            "https://docs.github.com/apps/managing-oauth-apps/troubleshooting-authorization-request-errors/#redirect-uri-mismatch2",
        ),
        Refusal::GrantType => (
            "unsupported_grant_type",
            "The grant type is not supported.",
            "https://docs.github.com/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps",
        ),
        _ => (
            "bad_verification_code",
            "The code passed is incorrect or expired.",
            "https://docs.github.com/apps/managing-oauth-apps/troubleshooting-oauth-app-access-token-request-errors/#bad-verification-code",
        ),
    };
    Refused::Named { status: 200, code, description, page: Some(page) }
}

fn refuse_at_api(refusal: Refusal) -> Refused {
    const REST: &str = "https://docs.github.com/rest";
    const EMAILS: &str = "https://docs.github.com/rest/users/emails#list-email-addresses-for-the-authenticated-user";
    let (status, description, page) = match refusal {
        Refusal::UserAgentMissing => {
            return Refused::Text {
                status: 403,
                content_type: "text/html",
                text: "Request forbidden by administrative rules. Please make sure your request has a User-Agent \
                       header (https://docs.github.com/en/rest/overview/resources-in-the-rest-api#user-agent-required). \
                       Check https://developer.github.com for other possible causes.\n",
            };
        }
        Refusal::AccessTokenInQuery => (
            400,
            "Must specify access token via Authorization header. https://developer.github.com/changes/2020-02-10-deprecating-auth-through-query-param",
            "https://docs.github.com/v3/#oauth2-token-sent-in-a-header",
        ),
        Refusal::AccessTokenMissing => (401, "Requires authentication", REST),
        Refusal::ScopeMissing => (404, "Not Found", EMAILS),
        _ => (401, "Bad credentials", REST),
    };
    Refused::Named { status, code: "", description, page: Some(page) }
}

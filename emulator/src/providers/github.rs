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
use crate::user::{Fact, User};
use crate::wire::{
    ALPHANUMERIC, AuthorizationEndpoint, Claims, ClaimsEndpoint, ErrorMember, ErrorStyle, Format, Grant,
    LOWER_HEXADECIMAL, Refusal, Refused, ScopeSyntax, Selection, Shape, TokenEndpoint, TokenMember, Wire,
};
use claimsmith_profile::{AnswerFormat, BearerTransmission, Method};
use serde_json::{Value, json};
use std::time::Duration;

pub(super) const DEFAULTS: Defaults = Defaults {
    port: 8702,
    client_id: "Ov23liEmulatedClient",
    client_secret: "emulated-github-client-secret",
    redirect_uri: "http://localhost:3000/signin/github-oauth2/callback",
};

const JSON: &str = "application/json; charset=utf-8";
const API_FORMAT: Format = Format { when: Selection::Always, format: AnswerFormat::Json, content_type: JSON };
const TOKEN_FORMATS: &[Format] = &[
    Format { when: Selection::Accept("application/json"), format: AnswerFormat::Json, content_type: JSON },
    Format {
        when: Selection::Always,
        format: AnswerFormat::Form,
        content_type: "application/x-www-form-urlencoded; charset=utf-8",
    },
];

const API_ERRORS: ErrorStyle = ErrorStyle {
    refuse: refuse_at_api,
    members: &[
        ErrorMember::Description("message"),
        ErrorMember::Page("documentation_url"),
        ErrorMember::Status("status"),
    ],
    formats: &[API_FORMAT],
};

pub(super) static WIRE: Wire = Wire {
    name: "GitHub",
    colour: "#24292f",
    users: &USERS,
    subject: |user, _| user.value("id").to_string(),
    authorization: AuthorizationEndpoint {
        path: "/login/oauth/authorize",
        client_id_parameter: "client_id",
        response_type_required: false,
        scope: ScopeSyntax { separators: &[' ', ','], separator: ",", default: "" },
        code: Shape { prefix: "", alphabet: LOWER_HEXADECIMAL, length: 20 },
        code_lifetime: Duration::from_secs(600),
        denial: &[
            ("error", "access_denied"),
            ("error_description", "The user has denied your application access."),
            (
                "error_uri",
                "https://docs.github.com/apps/managing-oauth-apps/troubleshooting-authorization-request-errors/#access-denied",
            ),
        ],
        refuse: refuse_authorization,
    },
    token: TokenEndpoint {
        path: "/login/oauth/access_token",
        methods: &[Method::Get, Method::Post],
        client_id_parameter: "client_id",
        client_secret_parameter: "client_secret",
        grant_type_required: false,
        refresh: false,
        access_token: Shape { prefix: "gho_", alphabet: ALPHANUMERIC, length: 36 },
        access_token_lifetime: None,
        members: &[
            TokenMember::AccessToken("access_token"),
            TokenMember::Scope("scope"),
            TokenMember::Fixed("token_type", "bearer"),
        ],
        formats: TOKEN_FORMATS,
        errors: ErrorStyle {
            refuse: refuse_token,
            members: &[
                ErrorMember::Code("error"),
                ErrorMember::Description("error_description"),
                ErrorMember::Page("error_uri"),
            ],
            formats: TOKEN_FORMATS,
        },
    },
    claims: &[
        ClaimsEndpoint {
            path: "/user",
            methods: &[Method::Get],
            transmissions: &[BearerTransmission::AuthorizationHeader],
            access_token_parameter: "access_token",
            schemes: &["Bearer", "token"],
            user_agent_required: true,
            answer: user,
            formats: &[API_FORMAT],
            errors: API_ERRORS,
        },
        ClaimsEndpoint {
            path: "/user/emails",
            methods: &[Method::Get],
            transmissions: &[BearerTransmission::AuthorizationHeader],
            access_token_parameter: "access_token",
            schemes: &["Bearer", "token"],
            user_agent_required: true,
            answer: emails,
            formats: &[API_FORMAT],
            errors: API_ERRORS,
        },
    ],
};

static USERS: [User; 4] = [
    User {
        key: "octavia",
        name: "Octavia Reyes",
        note: "her e-mail address is private",
        facts: &[
            ("id", Fact::Number(5_831_001)),
            ("login", Fact::Text("octavia-reyes")),
            ("name", Fact::Text("Octavia Reyes")),
            ("primary_email", Fact::Text("octavia@example.com")),
            ("primary_verified", Fact::Flag(true)),
        ],
    },
    User {
        key: "mei",
        name: "梅 Mei",
        note: "her e-mail address is public",
        facts: &[
            ("id", Fact::Number(771_204)),
            ("login", Fact::Text("mei")),
            ("name", Fact::Text("梅 Mei")),
            ("email", Fact::Text("mei@example.org")),
            ("primary_email", Fact::Text("mei@example.org")),
            ("primary_verified", Fact::Flag(true)),
        ],
    },
    User {
        key: "nameless",
        name: "nameless-0",
        note: "no name, and an address that is not verified",
        facts: &[
            ("id", Fact::Number(98_000_417)),
            ("login", Fact::Text("nameless-0")),
            ("primary_email", Fact::Text("nameless@example.net")),
            ("primary_verified", Fact::Flag(false)),
        ],
    },
    User {
        key: "large",
        name: "Ada <admin> O'Brien & Co",
        note: "an id beyond 2⁵³, a name that wants escaping",
        facts: &[
            ("id", Fact::Number(9_007_199_254_740_993)),
            ("login", Fact::Text("ada-obrien")),
            ("name", Fact::Text("Ada <admin> O'Brien & Co")),
            ("primary_email", Fact::Text("ada@example.com")),
            ("primary_verified", Fact::Flag(true)),
        ],
    },
];

fn user(grant: &Grant<'_>) -> Result<Claims, Refusal> {
    let user = grant.user;
    let login = user.fact("login").map(|login| login.to_string()).unwrap_or_default();
    Ok(Claims::Members(vec![
        ("login".into(), Value::from(login.as_str())),
        ("id".into(), user.value("id")),
        ("node_id".into(), format!("U_emulated_{login}").into()),
        ("avatar_url".into(), grant.avatar(460).into()),
        ("gravatar_id".into(), "".into()),
        ("url".into(), format!("https://api.github.com/users/{login}").into()),
        ("html_url".into(), format!("https://github.com/{login}").into()),
        ("type".into(), "User".into()),
        ("site_admin".into(), false.into()),
        ("name".into(), user.value("name")),
        ("company".into(), Value::Null),
        ("blog".into(), "".into()),
        ("location".into(), Value::Null),
        ("email".into(), user.value("email")),
        ("bio".into(), Value::Null),
        ("created_at".into(), "2011-01-25T18:44:36Z".into()),
        ("updated_at".into(), "2026-01-07T09:12:00Z".into()),
    ]))
}

fn emails(grant: &Grant<'_>) -> Result<Claims, Refusal> {
    if !grant.has_scope("user") && !grant.has_scope("user:email") {
        return Err(Refusal::ScopeMissing);
    }
    let login = grant.user.fact("login").map(|login| login.to_string()).unwrap_or_default();
    let visibility = if grant.user.fact("email").is_some() { "public" } else { "private" };
    Ok(Claims::Document(json!([
        {
            "email": grant.user.value("primary_email"),
            "primary": true,
            "verified": grant.user.value("primary_verified"),
            "visibility": visibility,
        },
        {
            "email": format!("{}+{login}@users.noreply.github.com", grant.user.value("id")),
            "primary": false,
            "verified": true,
            "visibility": null,
        },
    ])))
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
    Refused::Named { status, code, description, page: None }
}

/// GitHub answers errors of the token endpoint with HTTP 200.
fn refuse_token(refusal: Refusal) -> Refused {
    let (code, description, page) = match refusal {
        Refusal::ClientIdMissing | Refusal::ClientUnknown | Refusal::SecretMissing | Refusal::SecretWrong => (
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

//! Facebook Login: `www.facebook.com/dialog/oauth`, and `graph.facebook.com/oauth/access_token` and `/me`, here on one
//! origin and without a version in the path.
//!
//! Known deviations from the real provider:
//! - The callback does not end in `#_=_`.
//! - An `appsecret_proof` is judged when it is there, and never required: that is a switch of the application's owner.
//! - Fields of the fields, such as `picture.width(256)`, choose nothing; a picture has always 50 pixels.
//! - `type` of an error is always `OAuthException`; errors of a bad access token come with status 400 and without a
//!   `WWW-Authenticate` header.
//! - Picture addresses lead to the emulator.
//!
//! Uncertain in every source at hand: whether Facebook verifies PKCE outside its OpenID Connect flow; here it does.

use super::Defaults;
use super::identifier::identifier;
use crate::json::Json;
use crate::user::{Fact, User};
use crate::wire::{
    ALPHANUMERIC, AuthorizationEndpoint, Bearer, Claims, ClaimsEndpoint, ErrorMember, ErrorPlace, ErrorStyle, Expected,
    Format, Grant, Place, Refusal, Refused, Requirement, ScopeSyntax, Shape, TokenEndpoint, TokenMember, Wire,
};
use claimsmith_profile::Method;
use std::sync::Arc;
use std::time::Duration;

pub(super) const DEFAULTS: Defaults = Defaults {
    port: 8705,
    client_id: "100000000000001",
    client_secret: "emulated-facebook-app-secret",
    redirect_uri: "http://127.0.0.1:3000/signin/facebook-oauth/callback",
};

const JSON: &str = "application/json; charset=UTF-8";

pub(super) fn wire() -> Wire {
    Wire {
        subject: Arc::new(app_scoped_id),
        claims: vec![ClaimsEndpoint {
            bearers: vec![Bearer::Header, Bearer::Query],
            schemes: vec!["Bearer".into(), "OAuth".into()],
            requirements: vec![Requirement::parameter("appsecret_proof", Expected::Proof { required: false })],
            formats: vec![Format::json(JSON)],
            errors: errors(),
            ..ClaimsEndpoint::at("/me", me)
        }],
        ..Wire::new("Facebook", "#0866ff", &USERS, authorization(), token())
    }
}

fn authorization() -> AuthorizationEndpoint {
    AuthorizationEndpoint {
        response_type_required: false,
        scope: ScopeSyntax::commas("public_profile"),
        code: Shape::new("AQ", ALPHANUMERIC, 320),
        denial: [
            ("error", "access_denied"),
            ("error_code", "200"),
            ("error_description", "Permissions error"),
            ("error_reason", "user_denied"),
        ]
        .map(|(name, value)| (name.into(), value.into()))
        .to_vec(),
        refuse,
        ..AuthorizationEndpoint::at("/dialog/oauth")
    }
}

fn token() -> TokenEndpoint {
    TokenEndpoint {
        methods: vec![Method::Get, Method::Post],
        places: vec![Place::Query, Place::Form],
        grant_type_required: false,
        access_token: Shape::new("EAA", ALPHANUMERIC, 180),
        access_token_lifetime: Some(Duration::from_secs(5_183_944)),
        members: vec![TokenMember::AccessToken, TokenMember::TokenType("bearer".into()), TokenMember::ExpiresIn],
        formats: vec![Format::json(JSON)],
        errors: errors(),
        ..TokenEndpoint::at("/oauth/access_token")
    }
}

/// `{"error": {"message": …, "type": …, "code": …, "fbtrace_id": …}}`
fn errors() -> ErrorStyle {
    ErrorStyle {
        place: ErrorPlace::Object("error".into()),
        formats: vec![Format::json(JSON)],
        ..ErrorStyle::json(
            refuse,
            vec![
                ErrorMember::Description("message".into()),
                ErrorMember::Fixed("type".into(), "OAuthException".into()),
                ErrorMember::NumericCode("code".into()),
                ErrorMember::Fixed("fbtrace_id".into(), "AEmulatedTraceIdentifier".into()),
            ],
        )
    }
}

static USERS: [User; 4] = [
    User::known(
        "maria",
        "María Fernández",
        "has an e-mail address",
        &[
            ("name", Fact::Text("María Fernández")),
            ("first_name", Fact::Text("María")),
            ("last_name", Fact::Text("Fernández")),
            ("email", Fact::Text("maria@example.com")),
        ],
    ),
    User::known(
        "telephone",
        "Kwame Mensah",
        "signed up with a telephone number: no e-mail address",
        &[
            ("name", Fact::Text("Kwame Mensah")),
            ("first_name", Fact::Text("Kwame")),
            ("last_name", Fact::Text("Mensah")),
        ],
    ),
    User::known(
        "awkward",
        "D'Arcy \"&\" <O'Neil> 🎈",
        "a name that wants escaping, an address with a plus sign",
        &[
            ("name", Fact::Text("D'Arcy \"&\" <O'Neil> 🎈")),
            ("first_name", Fact::Text("D'Arcy \"&\"")),
            ("last_name", Fact::Text("<O'Neil> 🎈")),
            ("email", Fact::Text("d'arcy+facebook@example.org")),
        ],
    ),
    User::known(
        "single",
        "Suharto",
        "has one name only",
        &[
            ("name", Fact::Text("Suharto")),
            ("first_name", Fact::Text("Suharto")),
            ("email", Fact::Text("suharto@example.net")),
        ],
    ),
];

/// Seventeen digits that differ between apps.
fn app_scoped_id(user: &User, client_id: &str) -> String {
    format!("10{}", identifier(&format!("app-scoped {client_id} {}", user.key()), "0123456789", 15))
}

/// The fields that were asked for, those that this user has; the id in any case.
fn me(grant: &Grant<'_>) -> Result<Claims, Refusal> {
    let mut members = Vec::new();
    for field in grant.request.parameter("fields").unwrap_or("name,id").split(',') {
        let name = field.split(['.', '(', '{']).next().unwrap_or_default().trim();
        let value = match name {
            "id" => Json::Null,
            "name" | "first_name" | "last_name" => grant.value(name),
            "email" if grant.has_scope("email") => grant.value("email"),
            "email" => Json::Null,
            "picture" => picture(grant),
            _ => return Err(Refusal::ParameterWrong),
        };
        if value != Json::Null {
            members.push((name.to_owned().into(), value));
        }
    }
    members.push(("id".into(), grant.subject().into()));
    Ok(Claims::Members(members))
}

fn picture(grant: &Grant<'_>) -> Json {
    let data = vec![
        ("height".into(), 50_u64.into()),
        ("is_silhouette".into(), false.into()),
        ("url".into(), grant.avatar(50).into()),
        ("width".into(), 50_u64.into()),
    ];
    Json::Object(vec![("data".into(), Json::Object(data))])
}

/// The numbers of the Graph API, which the dialog shows on its error pages, too.
fn refuse(refusal: Refusal) -> Refused {
    let (code, description) = match refusal {
        Refusal::ClientIdMissing => ("101", "Missing client_id parameter."),
        Refusal::ClientUnknown => {
            ("101", "Error validating application. Cannot get application info due to a system error.")
        }
        Refusal::SecretMissing => ("1", "Missing client_secret parameter."),
        Refusal::SecretWrong => ("1", "Error validating client secret."),
        Refusal::RedirectUriMissing => ("191", "Missing redirect_uri parameter."),
        Refusal::RedirectUriMismatch => (
            "100",
            "Error validating verification code. Please make sure your redirect_uri is identical to the one you used in \
             the OAuth dialog request",
        ),
        Refusal::CodeMissing => ("1", "Missing authorization code"),
        Refusal::CodeUnknown => ("100", "Invalid verification code format."),
        Refusal::CodeExpired => ("100", "This authorization code has expired."),
        Refusal::CodeReused => ("100", "This authorization code has been used."),
        Refusal::VerifierMissing | Refusal::VerifierWrong | Refusal::VerifierUnexpected => {
            ("100", "Error validating code verifier.")
        }
        Refusal::AccessTokenMissing => {
            ("2500", "An active access token must be used to query information about the current user.")
        }
        Refusal::AccessTokenMalformed => ("190", "Malformed access token"),
        Refusal::AccessTokenUnknown => ("190", "Invalid OAuth access token - Cannot parse access token"),
        Refusal::AccessTokenExpired => ("190", "Error validating access token: Session has expired."),
        Refusal::ProofWrong => ("100", "Invalid appsecret_proof provided in the API argument"),
        Refusal::ParameterWrong => ("100", "(#100) Tried accessing nonexisting field on node type (User)"),
        _ => ("100", "Invalid parameter"),
    };
    Refused::named(400, code, description)
}

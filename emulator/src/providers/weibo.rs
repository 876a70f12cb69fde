//! Weibo: `api.weibo.com/oauth2/authorize`, `oauth2/access_token`, `2/users/show.json` and `2/account/get_uid.json`.
//!
//! Known deviations from the real provider:
//! - PKCE is verified when a challenge was sent; Weibo documents none and ignores the parameters.
//! - `users/show.json` knows the user of the access token only, and only by `uid`, not by `screen_name`.
//! - An access token lasts five years, as those of reviewed applications do.
//! - `oauth2/get_token_info` and `oauth2/revokeoauth2` are not there.
//! - Picture addresses lead to the emulator. Of the members of `users/show.json` those are here that say who somebody is.
//!
//! Uncertain in every source at hand: which of the two errors for a bad access token Weibo takes when.

use super::identifier::identifier;
use super::{Defaults, numbered};
use crate::user::{Fact, User};
use crate::wire::{
    ALPHANUMERIC, AuthorizationEndpoint, Bearer, Claims, ClaimsEndpoint, ErrorMember, ErrorStyle, Expected, Format,
    Grant, LOWER_HEXADECIMAL, Place, Refusal, Refused, Requirement, ScopeSyntax, Shape, TokenEndpoint, TokenMember,
    Wire,
};
use claimsmith_profile::Method;
use std::time::Duration;

pub(super) const DEFAULTS: Defaults = Defaults {
    port: 8704,
    client_id: "2000000001",
    client_secret: "emulated-weibo-app-secret",
    redirect_uri: "http://127.0.0.1:3000/signin/weibo-oauth/callback",
};

const JSON: &str = "application/json;charset=UTF-8";

pub(super) fn wire() -> Wire {
    Wire {
        claims: vec![
            ClaimsEndpoint {
                requirements: vec![Requirement::parameter("uid", Expected::Subject)],
                ..at_api("/2/users/show.json", show)
            },
            at_api("/2/account/get_uid.json", get_uid),
        ],
        ..Wire::new("Weibo", "#e6162d", &USERS, authorization(), token())
    }
}

fn authorization() -> AuthorizationEndpoint {
    AuthorizationEndpoint {
        response_type_required: false,
        scope: ScopeSyntax::commas(""),
        code: Shape::new("", LOWER_HEXADECIMAL, 32),
        denial: [
            ("error_uri", "/oauth2/authorize"),
            ("error", "access_denied"),
            ("error_description", "user denied your request."),
            ("error_code", "21330"),
        ]
        .map(|(name, value)| (name.into(), value.into()))
        .to_vec(),
        refuse,
        ..AuthorizationEndpoint::at("/oauth2/authorize")
    }
}

fn token() -> TokenEndpoint {
    TokenEndpoint {
        places: vec![Place::Form, Place::Query],
        access_token: Shape::new("2.00", ALPHANUMERIC, 28),
        access_token_lifetime: Some(Duration::from_secs(157_679_999)),
        members: vec![
            TokenMember::AccessToken,
            // Of no meaning any more, says Weibo; a text, unlike the next member.
            TokenMember::Fixed("remind_in".into(), "157679999".into()),
            TokenMember::ExpiresIn,
            TokenMember::Subject("uid".into()),
            TokenMember::Fixed("isRealName".into(), "true".into()),
        ],
        formats: vec![Format::json("text/plain;charset=UTF-8")],
        errors: errors(),
        ..TokenEndpoint::at("/oauth2/access_token")
    }
}

fn at_api(path: &'static str, answer: fn(&Grant<'_>) -> Result<Claims, Refusal>) -> ClaimsEndpoint {
    ClaimsEndpoint {
        methods: vec![Method::Get],
        bearers: vec![Bearer::Query, Bearer::Header],
        schemes: vec!["OAuth2".into()],
        formats: vec![Format::json(JSON)],
        errors: errors(),
        ..ClaimsEndpoint::at(path, answer)
    }
}

fn errors() -> ErrorStyle {
    ErrorStyle::json(
        refuse,
        vec![
            ErrorMember::Page("error".into()),
            ErrorMember::NumericCode("error_code".into()),
            ErrorMember::Description("error_description".into()),
        ],
    )
    .typed(JSON)
}

static USERS: [User; 4] = [
    User::known(
        "lihua",
        "李华",
        "has filled in everything",
        &[
            ("id", Fact::Number(1_404_376_560)),
            ("screen_name", Fact::Text("李华")),
            ("gender", Fact::Text("m")),
            ("location", Fact::Text("北京 海淀区")),
            ("description", Fact::Text("人生五十年,乃如梦如幻。")),
        ],
    ),
    User::known(
        "large",
        "大数字",
        "an id beyond 2⁵³",
        &[
            ("id", Fact::Number(9_007_199_254_740_995)),
            ("screen_name", Fact::Text("大数字")),
            ("gender", Fact::Text("f")),
        ],
    ),
    User::known(
        "emoji",
        "🦊小狐狸 \"& Co\" <b>",
        "emoji and markup in the name",
        &[
            ("id", Fact::Number(5_012_345_678)),
            ("screen_name", Fact::Text("🦊小狐狸 \"& Co\" <b>")),
            ("gender", Fact::Text("f")),
        ],
    ),
    User::known(
        "plain",
        "用户5098765432",
        "has filled in nothing",
        &[
            ("id", Fact::Number(5_098_765_432)),
            ("screen_name", Fact::Text("用户5098765432")),
            ("gender", Fact::Text("n")),
        ],
    ),
];

fn show(grant: &Grant<'_>) -> Result<Claims, Refusal> {
    Ok(Claims::members([
        ("id", grant.value("id")),
        ("idstr", grant.subject().into()),
        ("class", 1_u64.into()),
        ("screen_name", grant.value("screen_name")),
        ("name", grant.value("screen_name")),
        ("location", grant.user.text("location").into()),
        ("description", grant.user.text("description").into()),
        ("profile_image_url", grant.avatar(50).into()),
        ("gender", grant.value("gender")),
        ("created_at", "Fri Aug 28 00:00:00 +0800 2009".into()),
        ("verified", false.into()),
        ("avatar_large", grant.avatar(180).into()),
        ("avatar_hd", grant.avatar(1024).into()),
        ("weihao", identifier(grant.user.key(), "0123456789", 9).into()),
    ]))
}

fn get_uid(grant: &Grant<'_>) -> Result<Claims, Refusal> {
    Ok(Claims::members([("uid", grant.value("id"))]))
}

/// OAuth 2.0 words with Weibo's numbers, the same at every endpoint.
fn refuse(refusal: Refusal) -> Refused {
    let (status, word, number, description) = match refusal {
        Refusal::ClientIdMissing | Refusal::ClientUnknown | Refusal::SecretMissing | Refusal::SecretWrong => {
            (400, "invalid_client", "21324", "client_id or client_secret is invalid")
        }
        Refusal::RedirectUriMissing | Refusal::RedirectUriMismatch => {
            (400, "redirect_uri_mismatch", "21322", "redirect_uri_mismatch")
        }
        Refusal::ResponseType => (400, "unsupported_response_type", "21329", "unsupported response_type"),
        Refusal::GrantType => (400, "unsupported_grant_type", "21328", "unsupported grant_type"),
        Refusal::CodeUnknown
        | Refusal::CodeExpired
        | Refusal::CodeReused
        | Refusal::VerifierMissing
        | Refusal::VerifierWrong
        | Refusal::VerifierUnexpected => (400, "invalid_grant", "21325", "invalid authorization code"),
        Refusal::AccessTokenMissing => {
            (400, "source paramter(appkey) is missing", "10006", "source paramter(appkey) is missing")
        }
        Refusal::AccessTokenMalformed | Refusal::AccessTokenUnknown => {
            (403, "invalid_access_token", "21332", "access token is invalid")
        }
        Refusal::AccessTokenExpired => (403, "expired_token", "21327", "access token has expired"),
        Refusal::SubjectWrong => (400, "User does not exists!", "20003", "User does not exists!"),
        _ => (400, "invalid_request", "21323", "miss or wrong parameter"),
    };
    numbered(status, word, number, description)
}

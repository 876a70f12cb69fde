//! QQ Connect: `graph.qq.com/oauth2.0/authorize`, `token`, `me`, and `graph.qq.com/user/get_user_info`.
//!
//! Known deviations from the real provider, all towards strictness or towards being testable offline:
//! - `redirect_uri` is compared whole; QQ compares the registered domain.
//! - PKCE is verified when a challenge was sent; QQ documents no PKCE and ignores the parameters.
//! - A refresh token works once. Whether QQ ends the old one is not documented.
//! - Picture addresses lead to the emulator.
//!
//! Uncertain in every source at hand: the content type of the token and OpenID answers (here `text/html`, as the
//! user information answer has it), and the text beside error 100019 for an expired code.

use super::Defaults;
use crate::user::{Fact, User};
use crate::wire::{
    AuthorizationEndpoint, Bearer, Claims, ClaimsEndpoint, ErrorMember, ErrorStyle, Expected, Format, Grant, Place,
    Refresh, Refusal, Refused, Requirement, ScopeSyntax, Selection, Shape, TokenEndpoint, TokenMember,
    UPPER_HEXADECIMAL, Wire,
};
use aws_lc_rs::digest::{SHA256, digest};
use claimsmith_profile::{AnswerFormat, Method};
use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

pub(super) const DEFAULTS: Defaults = Defaults {
    port: 8701,
    client_id: "101000001",
    client_secret: "emulated-qq-app-key",
    redirect_uri: "http://127.0.0.1:3000/signin/qq-oauth/callback",
};

const HTML: &str = "text/html; charset=utf-8";

pub(super) fn wire() -> Wire {
    let authorization = AuthorizationEndpoint {
        scope: ScopeSyntax::commas("get_user_info"),
        code: Shape::new("", UPPER_HEXADECIMAL, 32),
        // QQ describes this for its mobile pages, with a value other than zero; on a desktop the window just closes.
        denial: vec![("usercancel".into(), "1".into())],
        refuse,
        ..AuthorizationEndpoint::at("/oauth2.0/authorize")
    };
    let open_id_endpoint = ClaimsEndpoint {
        bearers: vec![Bearer::Query],
        formats: vec![json_on_demand(), jsonp()],
        errors: callback_errors(),
        ..ClaimsEndpoint::at("/oauth2.0/me", me)
    };
    let user_information_endpoint = ClaimsEndpoint {
        bearers: vec![Bearer::Query],
        requirements: vec![
            Requirement::parameter("oauth_consumer_key", Expected::ClientId),
            Requirement::parameter("openid", Expected::Subject),
        ],
        scopes: vec!["get_user_info".into()],
        formats: vec![Format::json(HTML)],
        errors: ErrorStyle {
            formats: vec![Format::json(HTML)],
            ..ErrorStyle::json(
                refuse_user_information,
                vec![ErrorMember::NumericCode("ret".into()), ErrorMember::Description("msg".into())],
            )
        },
        ..ClaimsEndpoint::at("/user/get_user_info", user_information)
    };
    Wire {
        subject: Arc::new(open_id),
        claims: vec![open_id_endpoint, user_information_endpoint],
        ..Wire::new("QQ", "#0f8bd7", &USERS, authorization, token())
    }
}

fn token() -> TokenEndpoint {
    TokenEndpoint {
        methods: vec![Method::Get],
        places: vec![Place::Query],
        refresh: Some(Refresh::rotating()),
        access_token: Shape::new("", UPPER_HEXADECIMAL, 32),
        access_token_lifetime: Some(Duration::from_secs(7_776_000)),
        members: vec![TokenMember::AccessToken, TokenMember::ExpiresIn, TokenMember::RefreshToken],
        formats: vec![json_on_demand(), Format::always(AnswerFormat::Form, HTML)],
        errors: callback_errors(),
        ..TokenEndpoint::at("/oauth2.0/token")
    }
}

fn json_on_demand() -> Format {
    Format { when: Selection::Parameter("fmt".into(), "json".into()), ..Format::json(HTML) }
}

fn jsonp() -> Format {
    Format::always(AnswerFormat::JsonP, HTML)
}

/// Also at the token endpoint, whose success is form-encoded.
fn callback_errors() -> ErrorStyle {
    ErrorStyle {
        formats: vec![json_on_demand(), jsonp()],
        ..ErrorStyle::json(
            refuse,
            vec![ErrorMember::NumericCode("error".into()), ErrorMember::Description("error_description".into())],
        )
    }
}

static USERS: [User; 4] = [
    User::known(
        "xiaoming",
        "小明",
        "has every picture",
        &[("nickname", Fact::Text("小明")), ("gender", Fact::Text("男")), ("large_picture", Fact::Flag(true))],
    ),
    User::known(
        "meili",
        "王美丽",
        "has every picture, too",
        &[("nickname", Fact::Text("王美丽")), ("gender", Fact::Text("女")), ("large_picture", Fact::Flag(true))],
    ),
    User::known(
        "zhangwei",
        "张伟 ☀️",
        "emoji in the nickname, no picture of 100 pixels",
        &[("nickname", Fact::Text("张伟 ☀️")), ("gender", Fact::Text("男")), ("large_picture", Fact::Flag(false))],
    ),
    User::known(
        "nana",
        "<b>\"娜娜\"</b> & Co",
        "a nickname that wants escaping",
        &[
            ("nickname", Fact::Text("<b>\"娜娜\"</b> & Co")),
            ("gender", Fact::Text("女")),
            ("large_picture", Fact::Flag(true)),
        ],
    ),
];

/// 32 digits that differ between applications.
fn open_id(user: &User, client_id: &str) -> String {
    digits(&format!("openid {client_id} {}", user.key()))
}

/// The same in all applications of one developer.
fn union_id(user: &User) -> String {
    format!("UID_{}", digits(&format!("unionid {}", user.key())))
}

fn digits(seed: &str) -> String {
    let mut digits = String::with_capacity(32);
    for byte in &digest(&SHA256, seed.as_bytes()).as_ref()[..16] {
        let _ = write!(digits, "{byte:02X}");
    }
    digits
}

fn me(grant: &Grant<'_>) -> Result<Claims, Refusal> {
    let mut members = vec![("client_id".into(), grant.client_id.into()), ("openid".into(), grant.subject().into())];
    if grant.request.parameter("unionid") == Some("1") {
        members.push(("unionid".into(), union_id(grant.user).into()));
    }
    Ok(Claims::Members(members))
}

fn user_information(grant: &Grant<'_>) -> Result<Claims, Refusal> {
    let mut members = vec![
        ("ret".into(), 0_u64.into()),
        ("msg".into(), "".into()),
        ("nickname".into(), grant.value("nickname")),
        ("figureurl".into(), grant.avatar(30).into()),
        ("figureurl_1".into(), grant.avatar(50).into()),
        ("figureurl_2".into(), grant.avatar(100).into()),
        ("figureurl_qq_1".into(), grant.avatar(40).into()),
    ];
    if grant.user.fact("large_picture") == Some(Fact::Flag(true)) {
        members.push(("figureurl_qq_2".into(), grant.avatar(100).into()));
    }
    members.push(("gender".into(), grant.value("gender")));
    Ok(Claims::Members(members))
}

/// The public return codes 100000 to 100031. QQ answers errors with HTTP 200.
fn refuse(refusal: Refusal) -> Refused {
    let (code, description) = match refusal {
        Refusal::ResponseType => ("100000", "param response_type is wrong or lost"),
        Refusal::ClientIdMissing => ("100001", "param client_id is wrong or lost"),
        Refusal::SecretMissing => ("100002", "param client_secret is wrong or lost"),
        Refusal::GrantType => ("100004", "param grant_type is wrong or lost"),
        Refusal::CodeMissing => ("100005", "param code is wrong or lost"),
        Refusal::RefreshTokenMissing => ("100006", "param refresh_token is wrong or lost"),
        Refusal::AccessTokenMissing | Refusal::AccessTokenInQuery => ("100007", "param access token is wrong or lost"),
        Refusal::ClientUnknown => ("100008", "client_id is illegal"),
        Refusal::SecretWrong => ("100009", "client secret is illegal"),
        Refusal::RedirectUriMissing | Refusal::RedirectUriMismatch => ("100010", "redirect uri is illegal"),
        Refusal::AccessTokenMalformed => ("100013", "access token is illegal"),
        Refusal::AccessTokenExpired => ("100014", "access token expire"),
        Refusal::AccessTokenUnknown => ("100016", "access token check failed"),
        Refusal::CodeUnknown
        | Refusal::CodeExpired
        | Refusal::VerifierMissing
        | Refusal::VerifierWrong
        | Refusal::VerifierUnexpected => ("100019", "code to access token error"),
        Refusal::CodeReused => ("100020", "code is reused error"),
        Refusal::RefreshTokenUnknown => ("100022", "get refresh token error"),
        Refusal::ScopeMissing => ("100030", "this api without user authorization"),
        _ => ("100029", "wrong http request"),
    };
    Refused::named(200, code, description)
}

/// `get_user_info` has numbers of its own for what the shared codes do not cover.
fn refuse_user_information(refusal: Refusal) -> Refused {
    let (code, description) = match refusal {
        Refusal::ClientIdMissing | Refusal::ClientUnknown => {
            ("-1", "client request's parameters are invalid, invalid appid")
        }
        Refusal::SubjectWrong => ("-1", "client request's parameters are invalid, invalid openid"),
        Refusal::AccessTokenMissing | Refusal::AccessTokenMalformed | Refusal::AccessTokenUnknown => {
            ("-23", "token is invalid")
        }
        other => return refuse(other),
    };
    Refused::named(200, code, description)
}

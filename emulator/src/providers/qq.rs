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
    AuthorizationEndpoint, Claims, ClaimsEndpoint, ErrorMember, ErrorStyle, Format, Grant, Refusal, Refused,
    ScopeSyntax, Selection, Shape, TokenEndpoint, TokenMember, UPPER_HEXADECIMAL, Wire,
};
use aws_lc_rs::digest::{SHA256, digest};
use claimsmith_profile::{AnswerFormat, BearerTransmission, Method};
use serde_json::Value;
use std::fmt::Write as _;
use std::time::Duration;

pub(super) const DEFAULTS: Defaults = Defaults {
    port: 8701,
    client_id: "101000001",
    client_secret: "emulated-qq-app-key",
    redirect_uri: "http://localhost:3000/signin/qq-oauth/callback",
};

const HTML: &str = "text/html; charset=utf-8";

pub(super) static WIRE: Wire = Wire {
    name: "QQ",
    colour: "#0f8bd7",
    users: &USERS,
    subject: open_id,
    authorization: AuthorizationEndpoint {
        path: "/oauth2.0/authorize",
        client_id_parameter: "client_id",
        response_type_required: true,
        scope: ScopeSyntax { separators: &[',', ' '], separator: ",", default: "get_user_info" },
        code: Shape { prefix: "", alphabet: UPPER_HEXADECIMAL, length: 32 },
        code_lifetime: Duration::from_secs(600),
        // QQ describes this for its mobile pages, with a value other than zero; on a desktop the window just closes.
        denial: &[("usercancel", "1")],
        refuse,
    },
    token: TokenEndpoint {
        path: "/oauth2.0/token",
        methods: &[Method::Get],
        client_id_parameter: "client_id",
        client_secret_parameter: "client_secret",
        grant_type_required: true,
        refresh: true,
        access_token: Shape { prefix: "", alphabet: UPPER_HEXADECIMAL, length: 32 },
        access_token_lifetime: Some(Duration::from_secs(7_776_000)),
        members: &[
            TokenMember::AccessToken("access_token"),
            TokenMember::ExpiresIn("expires_in"),
            TokenMember::RefreshToken("refresh_token"),
        ],
        formats: &[JSON_ON_DEMAND, Format { when: Selection::Always, format: AnswerFormat::Form, content_type: HTML }],
        errors: CALLBACK_ERRORS,
    },
    claims: &[
        ClaimsEndpoint {
            path: "/oauth2.0/me",
            methods: &[Method::Get],
            transmissions: &[BearerTransmission::Query],
            access_token_parameter: "access_token",
            schemes: &[],
            user_agent_required: false,
            answer: me,
            formats: &[JSON_ON_DEMAND, CALLBACK],
            errors: CALLBACK_ERRORS,
        },
        ClaimsEndpoint {
            path: "/user/get_user_info",
            methods: &[Method::Get],
            transmissions: &[BearerTransmission::Query],
            access_token_parameter: "access_token",
            schemes: &[],
            user_agent_required: false,
            answer: user_information,
            formats: &[USER_INFORMATION],
            errors: ErrorStyle {
                refuse: refuse_user_information,
                members: &[ErrorMember::NumericCode("ret"), ErrorMember::Description("msg")],
                formats: &[USER_INFORMATION],
            },
        },
    ],
};

const JSON_ON_DEMAND: Format =
    Format { when: Selection::Parameter("fmt", "json"), format: AnswerFormat::Json, content_type: HTML };
const CALLBACK: Format = Format { when: Selection::Always, format: AnswerFormat::JsonP, content_type: HTML };
const USER_INFORMATION: Format = Format { when: Selection::Always, format: AnswerFormat::Json, content_type: HTML };

/// Also at the token endpoint, whose success is form-encoded.
const CALLBACK_ERRORS: ErrorStyle = ErrorStyle {
    refuse,
    members: &[ErrorMember::NumericCode("error"), ErrorMember::Description("error_description")],
    formats: &[JSON_ON_DEMAND, CALLBACK],
};

static USERS: [User; 4] = [
    User {
        key: "xiaoming",
        name: "小明",
        note: "has every picture",
        facts: &[("nickname", Fact::Text("小明")), ("gender", Fact::Text("男")), ("large_picture", Fact::Flag(true))],
    },
    User {
        key: "meili",
        name: "王美丽",
        note: "has every picture, too",
        facts: &[("nickname", Fact::Text("王美丽")), ("gender", Fact::Text("女")), ("large_picture", Fact::Flag(true))],
    },
    User {
        key: "zhangwei",
        name: "张伟 ☀️",
        note: "emoji in the nickname, no picture of 100 pixels",
        facts: &[
            ("nickname", Fact::Text("张伟 ☀️")),
            ("gender", Fact::Text("男")),
            ("large_picture", Fact::Flag(false)),
        ],
    },
    User {
        key: "nana",
        name: "<b>\"娜娜\"</b> & Co",
        note: "a nickname that wants escaping",
        facts: &[
            ("nickname", Fact::Text("<b>\"娜娜\"</b> & Co")),
            ("gender", Fact::Text("女")),
            ("large_picture", Fact::Flag(true)),
        ],
    },
];

/// 32 digits that differ between applications.
fn open_id(user: &User, client_id: &str) -> String {
    digits(&format!("openid {client_id} {}", user.key))
}

/// The same in all applications of one developer.
fn union_id(user: &User) -> String {
    format!("UID_{}", digits(&format!("unionid {}", user.key)))
}

fn digits(seed: &str) -> String {
    let mut digits = String::with_capacity(32);
    for byte in &digest(&SHA256, seed.as_bytes()).as_ref()[..16] {
        let _ = write!(digits, "{byte:02X}");
    }
    digits
}

fn me(grant: &Grant<'_>) -> Result<Claims, Refusal> {
    let mut members =
        vec![("client_id".into(), Value::from(grant.client_id)), ("openid".into(), grant.subject().into())];
    if grant.request.parameter("unionid") == Some("1") {
        members.push(("unionid".into(), union_id(grant.user).into()));
    }
    Ok(Claims::Members(members))
}

fn user_information(grant: &Grant<'_>) -> Result<Claims, Refusal> {
    match grant.request.parameter("oauth_consumer_key") {
        None => return Err(Refusal::ClientIdMissing),
        Some(key) if key != grant.client_id => return Err(Refusal::ClientUnknown),
        Some(_) => {}
    }
    if grant.request.parameter("openid") != Some(grant.subject().as_str()) {
        return Err(Refusal::SubjectWrong);
    }
    if !grant.has_scope("get_user_info") {
        return Err(Refusal::ScopeMissing);
    }
    let mut members = vec![
        ("ret".into(), Value::from(0)),
        ("msg".into(), "".into()),
        ("nickname".into(), grant.user.value("nickname")),
        ("figureurl".into(), grant.avatar(30).into()),
        ("figureurl_1".into(), grant.avatar(50).into()),
        ("figureurl_2".into(), grant.avatar(100).into()),
        ("figureurl_qq_1".into(), grant.avatar(40).into()),
    ];
    if grant.user.fact("large_picture") == Some(Fact::Flag(true)) {
        members.push(("figureurl_qq_2".into(), grant.avatar(100).into()));
    }
    members.push(("gender".into(), grant.user.value("gender")));
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
        Refusal::CodeChallenge | Refusal::UserAgentMissing | Refusal::SubjectWrong => ("100029", "wrong http request"),
        Refusal::ScopeMissing => ("100030", "this api without user authorization"),
    };
    Refused::Named { status: 200, code, description, page: None }
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
    Refused::Named { status: 200, code, description, page: None }
}

//! WeChat sign-in for websites: `open.weixin.qq.com/connect/qrconnect`, and `api.weixin.qq.com/sns/oauth2/access_token`,
//! `oauth2/refresh_token`, `userinfo` and `auth`, here on one origin.
//!
//! Known deviations from the real provider:
//! - `redirect_uri` is compared whole; WeChat compares the registered host.
//! - There is no QR code to scan: the page offers the users at once.
//! - A refresh token works once. WeChat gives the same one back for thirty days.
//! - Whether an application is bound to an account at the open platform depends here on the user: one has no `unionid`.
//! - Picture addresses lead to the emulator.
//!
//! Uncertain in every source at hand: status and layout of the error pages of the authorization endpoint.

use super::Defaults;
use super::identifier::identifier;
use crate::json::Json;
use crate::user::{Fact, User};
use crate::wire::{
    ALPHANUMERIC, AuthorizationEndpoint, Bearer, Claims, ClaimsEndpoint, ErrorMember, ErrorStyle, Expected, Format,
    Grant, Names, Pkce, Place, Refresh, Refusal, Refused, Requirement, ScopeSyntax, Shape, TokenEndpoint, TokenMember,
    Wire,
};
use claimsmith_profile::Method;
use std::sync::Arc;
use std::time::Duration;

pub(super) const DEFAULTS: Defaults = Defaults {
    port: 8703,
    client_id: "wx00000000emulated",
    client_secret: "emulated-wechat-app-secret",
    redirect_uri: "http://127.0.0.1:3000/signin/wechat-oauth/callback",
};

/// WeChat sends JSON under this name, without a charset.
const TEXT: &str = "text/plain";

pub(super) fn wire() -> Wire {
    Wire {
        subject: Arc::new(open_id),
        claims: vec![at_api("/sns/userinfo", user_information), at_api("/sns/auth", check)],
        ..Wire::new("WeChat", "#07c160", &USERS, authorization(), token())
    }
}

fn authorization() -> AuthorizationEndpoint {
    AuthorizationEndpoint {
        names: Names::renamed([("client_id", "appid")]),
        requirements: vec![Requirement::parameter("scope", Expected::Exactly("snsapi_login".into()))],
        scope: ScopeSyntax::commas(""),
        pkce: Pkce::Ignored,
        code: Shape::new("0", ALPHANUMERIC, 31),
        code_lifetime: Duration::from_secs(600),
        // The callback of a user who declines has the state and nothing else.
        denial: Vec::new(),
        refuse: refuse_authorization,
        ..AuthorizationEndpoint::at("/connect/qrconnect")
    }
}

fn token() -> TokenEndpoint {
    TokenEndpoint {
        methods: vec![Method::Get],
        places: vec![Place::Query],
        names: Names::renamed([("client_id", "appid"), ("client_secret", "secret"), ("redirect_uri", "")]),
        refresh: Some(Refresh {
            path: Some("/sns/oauth2/refresh_token".into()),
            authentication: false,
            ..Refresh::rotating()
        }),
        access_token: Shape::new("54_", ALPHANUMERIC, 107),
        access_token_lifetime: Some(Duration::from_secs(7200)),
        members: vec![
            TokenMember::AccessToken,
            TokenMember::ExpiresIn,
            TokenMember::RefreshToken,
            TokenMember::Subject("openid".into()),
            TokenMember::Scope,
            TokenMember::computed("unionid", |grant| union_id(grant.user).map(Json::from)),
        ],
        formats: vec![Format::json(TEXT)],
        errors: errors(),
        ..TokenEndpoint::at("/sns/oauth2/access_token")
    }
}

/// The access token in the query, and beside it the id that the token answer named.
fn at_api(path: &'static str, answer: fn(&Grant<'_>) -> Result<Claims, Refusal>) -> ClaimsEndpoint {
    ClaimsEndpoint {
        bearers: vec![Bearer::Query],
        requirements: vec![Requirement::parameter("openid", Expected::Subject)],
        formats: vec![Format::json(TEXT)],
        errors: errors(),
        ..ClaimsEndpoint::at(path, answer)
    }
}

/// Errors come with status 200.
fn errors() -> ErrorStyle {
    ErrorStyle {
        status: Some(200),
        formats: vec![Format::json(TEXT)],
        ..ErrorStyle::json(
            refuse,
            vec![ErrorMember::NumericCode("errcode".into()), ErrorMember::Description("errmsg".into())],
        )
    }
}

static USERS: [User; 4] = [
    User::known(
        "xiaohong",
        "小红",
        "has filled in everything",
        &[
            ("nickname", Fact::Text("小红")),
            ("sex", Fact::Number(2)),
            ("province", Fact::Text("广东")),
            ("city", Fact::Text("深圳")),
            ("country", Fact::Text("中国")),
            ("picture", Fact::Flag(true)),
            ("union", Fact::Flag(true)),
        ],
    ),
    User::known(
        "aqiang",
        "阿强 🐼 & <Qiang>",
        "emoji and angle brackets in the nickname",
        &[
            ("nickname", Fact::Text("阿强 🐼 & <Qiang>")),
            ("sex", Fact::Number(1)),
            ("picture", Fact::Flag(true)),
            ("union", Fact::Flag(true)),
        ],
    ),
    User::known(
        "private",
        "微信用户",
        "keeps everything private: a made-up nickname, no picture",
        &[
            ("nickname", Fact::Text("微信用户")),
            ("sex", Fact::Number(0)),
            ("picture", Fact::Flag(false)),
            ("union", Fact::Flag(true)),
        ],
    ),
    User::known(
        "laowang",
        "老王 \"Wang\\",
        "no unionid; a quotation mark and a backslash",
        &[
            ("nickname", Fact::Text("老王 \"Wang\\")),
            ("sex", Fact::Number(1)),
            ("picture", Fact::Flag(true)),
            ("union", Fact::Flag(false)),
        ],
    ),
];

/// Differs between applications.
fn open_id(user: &User, client_id: &str) -> String {
    format!("o{}", identifier(&format!("openid {client_id} {}", user.key()), ALPHANUMERIC, 27))
}

/// The same in all applications of one account at the open platform.
fn union_id(user: &User) -> Option<String> {
    (user.fact("union") == Some(Fact::Flag(true)))
        .then(|| format!("o{}", identifier(&format!("unionid {}", user.key()), ALPHANUMERIC, 27)))
}

fn user_information(grant: &Grant<'_>) -> Result<Claims, Refusal> {
    let picture = grant.user.fact("picture") == Some(Fact::Flag(true));
    let mut members = vec![
        ("openid".into(), grant.subject().into()),
        ("nickname".into(), grant.value("nickname")),
        ("sex".into(), grant.value("sex")),
        ("language".into(), "".into()),
        ("city".into(), grant.user.text("city").into()),
        ("province".into(), grant.user.text("province").into()),
        ("country".into(), grant.user.text("country").into()),
        ("headimgurl".into(), if picture { grant.avatar(132) } else { String::new() }.into()),
        ("privilege".into(), Json::Array(Vec::new())),
    ];
    members.extend(union_id(grant.user).map(|id| ("unionid".into(), Json::from(id))));
    Ok(Claims::Members(members))
}

/// Whether a token is still good. The success has a member that elsewhere means an error.
fn check(_: &Grant<'_>) -> Result<Claims, Refusal> {
    Ok(Claims::members([("errcode", 0_u64.into()), ("errmsg", "ok".into())]))
}

/// Pages of the authorization endpoint.
fn refuse_authorization(refusal: Refusal) -> Refused {
    let (code, description) = match refusal {
        Refusal::ClientIdMissing | Refusal::ClientUnknown => ("40013", "AppID 参数错误"),
        Refusal::RedirectUriMissing | Refusal::RedirectUriMismatch => ("10003", "redirect_uri 参数错误"),
        Refusal::ParameterWrong => ("10005", "Scope 参数错误或没有 Scope 权限"),
        _ => ("10001", "请求参数错误"),
    };
    Refused::named(400, code, description)
}

fn refuse(refusal: Refusal) -> Refused {
    let (code, description) = match refusal {
        Refusal::ClientIdMissing => ("41002", "appid missing"),
        Refusal::ClientUnknown => ("40013", "invalid appid"),
        Refusal::SecretMissing => ("41004", "appsecret missing"),
        Refusal::SecretWrong => ("40125", "invalid appsecret"),
        Refusal::GrantType => ("40002", "invalid grant_type"),
        Refusal::CodeMissing => ("41008", "missing code"),
        Refusal::CodeUnknown | Refusal::CodeExpired => ("40029", "invalid code"),
        Refusal::CodeReused => ("40163", "code been used"),
        Refusal::RefreshTokenMissing => ("41003", "missing refresh_token"),
        Refusal::RefreshTokenUnknown => ("40030", "invalid refresh_token"),
        Refusal::AccessTokenMissing => ("41001", "access_token missing"),
        Refusal::AccessTokenMalformed | Refusal::AccessTokenUnknown => {
            ("40001", "invalid credential, access_token is invalid or not latest")
        }
        Refusal::AccessTokenExpired => ("42001", "access_token expired"),
        Refusal::SubjectWrong => ("40003", "invalid openid"),
        Refusal::ScopeMissing => ("48001", "api unauthorized"),
        _ => ("-1", "system error"),
    };
    Refused::named(200, code, description)
}

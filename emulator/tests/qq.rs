//! QQ over real HTTP: every success and every error answer.

mod common;

use claimsmith_emulator::{Application, Emulator, Endpoint, Fact, Provider, Refusal};
use common::*;
use serde_json::json;
use std::time::Duration;

const AUTHORIZATION: [(&str, &str); 5] = [
    ("response_type", "code"),
    ("client_id", CLIENT_ID),
    ("redirect_uri", CALLBACK),
    ("state", "st/a+t e=&é"),
    ("scope", "get_user_info"),
];

fn authorize(changes: &[(&'static str, Option<&str>)]) -> String {
    format!("/oauth2.0/authorize?{}", query(&changed(&AUTHORIZATION, changes)))
}

fn changed<'a>(base: &[(&'a str, &'a str)], changes: &[(&'a str, Option<&'a str>)]) -> Vec<(&'a str, &'a str)> {
    let mut parameters: Vec<_> =
        base.iter().copied().filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name)).collect();
    parameters.extend(changes.iter().filter_map(|(name, value)| value.map(|value| (*name, value))));
    parameters
}

async fn code_for(qq: &Emulator, changes: &[(&'static str, Option<&str>)]) -> String {
    let url = format!("{}{}", qq.origin(), authorize(changes));
    callback_value(&qq.authorize_as(&url, "xiaoming").await.unwrap(), "code").unwrap()
}

async fn token(qq: &Emulator, code: &str, changes: &[(&str, Option<&str>)]) -> Answer {
    let base = [
        ("grant_type", "authorization_code"),
        ("client_id", CLIENT_ID),
        ("client_secret", SECRET),
        ("redirect_uri", CALLBACK),
        ("code", code),
    ];
    get(qq, &format!("/oauth2.0/token?{}", query(&changed(&base, changes)))).await
}

async fn access_token(qq: &Emulator) -> String {
    let code = code_for(qq, &[]).await;
    token(qq, &code, &[]).await.form_value("access_token")
}

fn assert_jsonp_error(answer: &Answer, code: i64) {
    assert_eq!((answer.status, answer.header("content-type")), (200, Some("text/html; charset=utf-8")));
    let error = answer.jsonp();
    assert_eq!(error["error"], json!(code), "{error}");
    assert!(!error["error_description"].as_str().unwrap().is_empty());
}

#[tokio::test]
async fn a_whole_sign_in() {
    let qq = start(Provider::Qq).await;
    let redirect = consent(&qq, &authorize(&[]), ("user", "meili")).await;
    assert_eq!(redirect.status, 302);
    assert_eq!(redirect.header("cache-control"), Some("no-store"));
    let location = redirect.header("location").unwrap();
    let names: Vec<_> = callback_parameters(location).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["from", "code", "state"]);
    assert_eq!(callback_value(location, "state").as_deref(), Some("st/a+t e=&é"));

    let answer = token(&qq, &callback_value(location, "code").unwrap(), &[]).await;
    assert_eq!((answer.status, answer.header("content-type")), (200, Some("text/html; charset=utf-8")));
    let names: Vec<_> = answer.form().into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["access_token", "expires_in", "refresh_token"]);
    assert_eq!(answer.form_value("expires_in"), "7776000");
    let token = answer.form_value("access_token");

    let open_id = qq.subject("meili").unwrap();
    let answer = get(&qq, &format!("/oauth2.0/me?access_token={token}")).await;
    assert_eq!(answer.body, format!("callback( {{\"client_id\":\"{CLIENT_ID}\",\"openid\":\"{open_id}\"}} );\n"));
    assert_eq!((open_id.len(), answer.header("content-type")), (32, Some("text/html; charset=utf-8")));

    let target = format!("/user/get_user_info?access_token={token}&oauth_consumer_key={CLIENT_ID}&openid={open_id}");
    let answer = get(&qq, &target).await;
    assert_eq!((answer.status, answer.header("content-type")), (200, Some("text/html; charset=utf-8")));
    let person = answer.json();
    assert_eq!((&person["ret"], &person["msg"]), (&json!(0), &json!("")));
    assert_eq!((&person["nickname"], &person["gender"]), (&json!("王美丽"), &json!("女")));
    assert_eq!(qq.users()[1].fact("nickname"), Some(Fact::Text("王美丽")));
    let picture = person["figureurl_qq_2"].as_str().unwrap().strip_prefix(qq.origin()).unwrap();
    assert_eq!(get(&qq, picture).await.header("content-type"), Some("image/svg+xml"));

    let endpoints: Vec<_> = qq.requests().iter().map(|request| (request.endpoint(), request.status())).collect();
    assert_eq!(
        endpoints,
        [
            (Endpoint::Authorization, 200),
            (Endpoint::Consent, 302),
            (Endpoint::Token, 200),
            (Endpoint::Claims, 200),
            (Endpoint::FurtherClaims, 200),
            (Endpoint::Other, 200),
        ]
    );
}

#[tokio::test]
async fn fmt_json_and_unionid() {
    let qq = start(Provider::Qq).await;
    let code = code_for(&qq, &[]).await;
    let answer = token(&qq, &code, &[("fmt", Some("json"))]).await.json();
    assert_eq!(answer["expires_in"], json!(7_776_000));
    assert_eq!(answer.as_object().unwrap().len(), 3);
    let token = answer["access_token"].as_str().unwrap();

    let plain = get(&qq, &format!("/oauth2.0/me?fmt=json&access_token={token}")).await.json();
    assert_eq!(plain, json!({"client_id": CLIENT_ID, "openid": qq.subject("xiaoming").unwrap()}));
    let with_union = get(&qq, &format!("/oauth2.0/me?unionid=1&access_token={token}")).await.jsonp();
    assert_eq!(with_union["openid"], plain["openid"]);
    assert!(with_union["unionid"].as_str().unwrap().starts_with("UID_"));

    let error = get(&qq, "/oauth2.0/me?fmt=json&access_token=nonsense").await.json();
    assert_eq!(error["error"], json!(100_013));
}

#[tokio::test]
async fn open_ids_differ_between_users_and_applications_and_never_change() {
    let qq = start(Provider::Qq).await;
    let other = Application::new("another", "x").redirect_uri(CALLBACK);
    let other = Emulator::start(Provider::Qq, other).await.unwrap();
    let again = start(Provider::Qq).await;
    assert_ne!(qq.subject("xiaoming"), qq.subject("meili"));
    assert_ne!(qq.subject("xiaoming"), other.subject("xiaoming"));
    assert_eq!(qq.subject("xiaoming"), again.subject("xiaoming"));
    assert_eq!(qq.subject("nobody"), None);
}

#[tokio::test]
async fn mistakes_in_the_authorization_request_are_pages_and_never_redirects() {
    let qq = start(Provider::Qq).await;
    let cases: [(&'static str, Option<&str>, &str, Refusal); 9] = [
        ("client_id", None, "100001", Refusal::ClientIdMissing),
        ("client_id", Some("999"), "100008", Refusal::ClientUnknown),
        ("redirect_uri", None, "100010", Refusal::RedirectUriMissing),
        ("redirect_uri", Some("http://localhost:3000/signin/callback"), "100010", Refusal::RedirectUriMismatch),
        ("redirect_uri", Some("https://evil.example/"), "100010", Refusal::RedirectUriMismatch),
        ("response_type", None, "100000", Refusal::ResponseType),
        ("response_type", Some("token"), "100000", Refusal::ResponseType),
        ("code_challenge", Some("short"), "100029", Refusal::CodeChallenge),
        ("code_challenge_method", Some("S256"), "100029", Refusal::CodeChallenge),
    ];
    for (name, value, code, refusal) in cases {
        let target = authorize(&[(name, value)]);
        let page = get(&qq, &target).await;
        assert_eq!((page.status, page.header("location")), (200, None), "{name}");
        assert!(page.body.contains(&format!("<code>{code}</code>")) && !page.body.contains("<form"), "{name}");
        assert_eq!(qq.requests().last().unwrap().refusal(), Some(refusal));
        let error = qq.authorize_as(&format!("{}{target}", qq.origin()), "meili").await.unwrap_err();
        assert_eq!(error, claimsmith_emulator::AuthorizeError::Refused(refusal));
    }
}

#[tokio::test]
async fn cancelling_carries_usercancel_and_state_but_no_code() {
    let qq = start(Provider::Qq).await;
    let redirect = consent(&qq, &authorize(&[]), ("deny", "1")).await;
    let location = redirect.header("location").unwrap().to_owned();
    let parameters = callback_parameters(&location);
    let expected = [("from", "test"), ("usercancel", "1"), ("state", "st/a+t e=&é")];
    assert_eq!(parameters, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    let url = format!("{}{}", qq.origin(), authorize(&[]));
    assert_eq!(qq.deny(&url).await.unwrap(), location);
}

#[tokio::test]
async fn refusals_of_the_token_endpoint() {
    let qq = start(Provider::Qq).await;
    let code = code_for(&qq, &[]).await;
    for (name, value, error, refusal) in [
        ("client_id", None, 100_001, Refusal::ClientIdMissing),
        ("client_id", Some(""), 100_001, Refusal::ClientIdMissing),
        ("client_id", Some("999"), 100_008, Refusal::ClientUnknown),
        ("client_secret", None, 100_002, Refusal::SecretMissing),
        ("client_secret", Some("wrong"), 100_009, Refusal::SecretWrong),
        ("grant_type", None, 100_004, Refusal::GrantType),
        ("grant_type", Some("password"), 100_004, Refusal::GrantType),
        ("code", None, 100_005, Refusal::CodeMissing),
        ("code", Some("0123456789ABCDEF0123456789ABCDEF"), 100_019, Refusal::CodeUnknown),
        ("redirect_uri", None, 100_010, Refusal::RedirectUriMissing),
        ("redirect_uri", Some("http://localhost:3000/other"), 100_010, Refusal::RedirectUriMismatch),
        ("code_verifier", Some(VERIFIER), 100_019, Refusal::VerifierUnexpected),
    ] {
        assert_jsonp_error(&token(&qq, &code, &[(name, value)]).await, error);
        assert_eq!(qq.requests().last().unwrap().refusal(), Some(refusal));
    }
    let in_json = token(&qq, &code, &[("client_secret", Some("wrong")), ("fmt", Some("json"))]).await.json();
    assert_eq!(in_json["error"], json!(100_009));
    // None of these attempts used the code up; one success does.
    assert_eq!(token(&qq, &code, &[]).await.form().len(), 3);
    assert_jsonp_error(&token(&qq, &code, &[]).await, 100_020);
}

#[tokio::test]
async fn codes_and_tokens_expire() {
    let qq = start(Provider::Qq).await;
    let (early, late) = (code_for(&qq, &[]).await, code_for(&qq, &[]).await);
    qq.advance_clock(Duration::from_secs(590));
    let token_in_time = token(&qq, &early, &[]).await.form_value("access_token");
    qq.advance_clock(Duration::from_secs(11));
    assert_jsonp_error(&token(&qq, &late, &[]).await, 100_019);
    assert_eq!(qq.requests().last().unwrap().refusal(), Some(Refusal::CodeExpired));

    let me = format!("/oauth2.0/me?access_token={token_in_time}");
    assert!(get(&qq, &me).await.jsonp().get("openid").is_some());
    qq.advance_clock(Duration::from_secs(7_776_000));
    assert_jsonp_error(&get(&qq, &me).await, 100_014);
}

#[tokio::test]
async fn pkce_is_verified_when_a_challenge_was_sent() {
    let qq = start(Provider::Qq).await;
    let code = code_for(&qq, &[("code_challenge", Some(CHALLENGE)), ("code_challenge_method", Some("S256"))]).await;
    assert_jsonp_error(&token(&qq, &code, &[]).await, 100_019);
    assert_eq!(qq.requests().last().unwrap().refusal(), Some(Refusal::VerifierMissing));
    let wrong = VERIFIER.replace('d', "e");
    assert_jsonp_error(&token(&qq, &code, &[("code_verifier", Some(&wrong))]).await, 100_019);
    assert_eq!(qq.requests().last().unwrap().refusal(), Some(Refusal::VerifierWrong));
    let right = token(&qq, &code, &[("code_verifier", Some(VERIFIER))]).await;
    assert_eq!(right.form_value("access_token").len(), 32);
}

#[tokio::test]
async fn refusals_of_the_openid_endpoint() {
    let qq = start(Provider::Qq).await;
    let token = access_token(&qq).await;
    assert_jsonp_error(&get(&qq, "/oauth2.0/me").await, 100_007);
    assert_jsonp_error(&get(&qq, "/oauth2.0/me?access_token=nonsense").await, 100_013);
    assert_jsonp_error(&get(&qq, &format!("/oauth2.0/me?access_token={}", "0".repeat(32))).await, 100_016);
    // QQ looks for the token in the query only.
    let header = format!("Bearer {token}");
    assert_jsonp_error(&send(&qq, "GET", "/oauth2.0/me", &[("authorization", &header)], "").await, 100_007);
}

#[tokio::test]
async fn refusals_of_the_user_information() {
    let qq = start(Provider::Qq).await;
    let token = access_token(&qq).await;
    let open_id = qq.subject("xiaoming").unwrap();
    let someone_else = qq.subject("meili").unwrap();
    let base = [("access_token", token.as_str()), ("oauth_consumer_key", CLIENT_ID), ("openid", open_id.as_str())];
    let zeros = "0".repeat(32);
    for (name, value, code) in [
        ("access_token", None, -23),
        ("access_token", Some(zeros.as_str()), -23),
        ("oauth_consumer_key", None, -1),
        ("oauth_consumer_key", Some("999"), -1),
        ("openid", None, -1),
        ("openid", Some(someone_else.as_str()), -1),
    ] {
        let target = format!("/user/get_user_info?{}", query(&changed(&base, &[(name, value)])));
        let answer = get(&qq, &target).await;
        assert_eq!((answer.status, &answer.json()["ret"]), (200, &json!(code)), "{name}");
        assert!(!answer.json()["msg"].as_str().unwrap().is_empty());
    }

    let code = code_for(&qq, &[("scope", Some("list_album,upload_pic"))]).await;
    let narrow = self::token(&qq, &code, &[]).await.form_value("access_token");
    let target = format!("/user/get_user_info?{}", query(&changed(&base, &[("access_token", Some(&narrow))])));
    assert_eq!(get(&qq, &target).await.json()["ret"], json!(100_030));
}

#[tokio::test]
async fn a_refresh_token_works_once() {
    let qq = start(Provider::Qq).await;
    let code = code_for(&qq, &[]).await;
    let refresh_token = token(&qq, &code, &[]).await.form_value("refresh_token");
    let base = [("grant_type", "refresh_token"), ("client_id", CLIENT_ID), ("client_secret", SECRET)];
    let missing = get(&qq, &format!("/oauth2.0/token?{}", query(&base))).await;
    assert_jsonp_error(&missing, 100_006);
    let target =
        format!("/oauth2.0/token?{}", query(&changed(&base, &[("refresh_token", Some(refresh_token.as_str()))])));
    let token = get(&qq, &target).await.form_value("access_token");
    let me = get(&qq, &format!("/oauth2.0/me?access_token={token}")).await.jsonp();
    assert_eq!(me["openid"], json!(qq.subject("xiaoming").unwrap()));
    assert_jsonp_error(&get(&qq, &target).await, 100_022);
}

#[tokio::test]
async fn a_user_without_a_large_picture_and_one_with_a_hostile_name() {
    let qq = start(Provider::Qq).await;
    for (user, nickname, large) in [("zhangwei", "张伟 ☀️", false), ("nana", "<b>\"娜娜\"</b> & Co", true)] {
        let url = format!("{}{}", qq.origin(), authorize(&[]));
        let code = callback_value(&qq.authorize_as(&url, user).await.unwrap(), "code").unwrap();
        let token = token(&qq, &code, &[]).await.form_value("access_token");
        let open_id = qq.subject(user).unwrap();
        let person = get(
            &qq,
            &format!("/user/get_user_info?access_token={token}&oauth_consumer_key={CLIENT_ID}&openid={open_id}"),
        )
        .await
        .json();
        assert_eq!((person["nickname"].as_str(), person.get("figureurl_qq_2").is_some()), (Some(nickname), large));
    }
}

#[tokio::test]
async fn only_get_is_allowed() {
    let qq = start(Provider::Qq).await;
    for path in ["/oauth2.0/authorize", "/oauth2.0/token", "/oauth2.0/me", "/user/get_user_info"] {
        for method in ["POST", "PUT", "HEAD", "DELETE", "OPTIONS"] {
            let answer = send(&qq, method, path, &[], "").await;
            assert_eq!((answer.status, answer.header("allow")), (405, Some("GET")), "{method} {path}");
        }
    }
    assert_eq!(send(&qq, "GET", "/.emulator/consent", &[], "").await.header("allow"), Some("POST"));
}

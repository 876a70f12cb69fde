//! Every fault that can be ordered, over real HTTP.

mod common;

use claimsmith_emulator::{AuthorizeError, Emulator, Endpoint, Fault, Provider};
use common::*;
use serde_json::json;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

fn authorize_url(qq: &Emulator) -> String {
    let parameters = [("response_type", "code"), ("client_id", CLIENT_ID), ("redirect_uri", CALLBACK), ("state", "s")];
    format!("{}/oauth2.0/authorize?{}", qq.origin(), query(&parameters))
}

async fn token_target(qq: &Emulator, fmt: &str) -> String {
    let code = callback_value(&qq.authorize_as(&authorize_url(qq), "meili").await.unwrap(), "code").unwrap();
    let parameters = [
        ("grant_type", "authorization_code"),
        ("client_id", CLIENT_ID),
        ("client_secret", SECRET),
        ("redirect_uri", CALLBACK),
        ("code", &code),
        ("fmt", fmt),
    ];
    format!("/oauth2.0/token?{}", query(&parameters))
}

#[tokio::test]
async fn replacements_leave_the_code_unused_and_wait_in_line() {
    let qq = start(Provider::Qq).await;
    qq.order(Endpoint::Token, Fault::error("100030", "as ordered"));
    qq.order(Endpoint::Token, Fault::status(500));
    qq.order(Endpoint::Token, Fault::redirect("https://elsewhere.example/"));
    qq.order(Endpoint::Token, Fault::Redirect { status: 307, location: "https://elsewhere.example/".into() });
    let target = token_target(&qq, "").await;
    assert_eq!(get(&qq, &target).await.jsonp(), json!({"error": 100_030, "error_description": "as ordered"}));
    assert_eq!(get(&qq, &target).await.status, 500);
    for status in [302, 307] {
        let redirect = get(&qq, &target).await;
        assert_eq!((redirect.status, redirect.header("location")), (status, Some("https://elsewhere.example/")));
    }
    assert_eq!(get(&qq, &target).await.form_value("expires_in"), "7776000");
}

#[tokio::test]
async fn errors_take_the_style_of_their_endpoint() {
    let qq = start(Provider::Qq).await;
    qq.order(Endpoint::Claims, Fault::error("100048", "no unionid"));
    qq.order(Endpoint::FurtherClaims, Fault::error("-5", "busy"));
    assert_eq!(get(&qq, "/oauth2.0/me").await.jsonp()["error"], json!(100_048));
    assert_eq!(get(&qq, "/user/get_user_info").await.json(), json!({"ret": -5, "msg": "busy"}));

    qq.order(Endpoint::Authorization, Fault::error("temporarily_unavailable", "<b>busy</b>"));
    let callback = qq.authorize_as(&authorize_url(&qq), "meili").await.unwrap();
    assert_eq!(callback_value(&callback, "error").as_deref(), Some("temporarily_unavailable"));
    assert_eq!(callback_value(&callback, "error_description").as_deref(), Some("<b>busy</b>"));
    assert_eq!((callback_value(&callback, "state").as_deref(), callback_value(&callback, "code")), (Some("s"), None));
    // Even an ordered error does not lead to an unknown redirect URI.
    qq.order(Endpoint::Authorization, Fault::error("x", "y"));
    let foreign = authorize_url(&qq).replace(&encode(CALLBACK), "http%3A%2F%2Fevil.example");
    assert!(matches!(qq.authorize_as(&foreign, "meili").await, Err(AuthorizeError::Refused(_))));

    let github = start(Provider::GitHub).await;
    github.order(Endpoint::Token, Fault::error("slow_down", "wait"));
    let answer = get(&github, "/login/oauth/access_token").await;
    assert_eq!((answer.status, answer.body.as_str()), (200, "error=slow_down&error_description=wait"));
    github.order(Endpoint::Claims, Fault::error("-", "Sorry."));
    let answer = get(&github, "/user").await;
    assert_eq!((answer.status, answer.json()), (401, json!({"message": "Sorry.", "status": "401"})));
}

#[tokio::test]
async fn members_and_headers_can_be_changed() {
    let qq = start(Provider::Qq).await;
    qq.order(Endpoint::Token, Fault::without("access_token"));
    qq.order(Endpoint::Token, Fault::member("expires_in", -1));
    qq.order(Endpoint::Token, Fault::member("token_type", "mac"));
    qq.order(Endpoint::Token, Fault::content_type("image/png"));
    qq.order(Endpoint::Token, Fault::Header { name: "Content-Encoding".into(), value: "gzip".into() });
    let mut answers = Vec::new();
    for _ in 0..5 {
        let target = token_target(&qq, "json").await;
        answers.push(get(&qq, &target).await);
    }
    assert!(answers[0].json().get("access_token").is_none() && answers[0].json().get("expires_in").is_some());
    assert_eq!(answers[1].json()["expires_in"], json!(-1));
    assert_eq!(answers[2].json()["token_type"], json!("mac"));
    assert_eq!(answers[3].header("content-type"), Some("image/png"));
    assert_eq!(answers[4].header("content-encoding"), Some("gzip"));

    qq.order(Endpoint::Token, Fault::without("access_token"));
    let form = get(&qq, &token_target(&qq, "").await).await.form();
    assert_eq!(form.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["expires_in", "refresh_token"]);
}

#[tokio::test]
async fn bodies_can_be_replaced_or_cut() {
    let qq = start(Provider::Qq).await;
    for body in ["callback( {\"openid\":\"A\"} ); alert(1)", "{\"openid\":", "", "\u{0}"] {
        qq.order(Endpoint::Claims, Fault::body(body));
        let answer = get(&qq, "/oauth2.0/me").await;
        assert_eq!((answer.status, answer.body.as_str()), (200, body));
        assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"));
    }
    qq.order(Endpoint::Claims, Fault::Cut);
    let cut = get(&qq, "/oauth2.0/me").await;
    let announced: usize = cut.header("content-length").unwrap().parse().unwrap();
    assert_eq!(cut.body.len(), announced / 2);
    assert!(cut.body.starts_with("callback( {"));
}

#[tokio::test]
async fn a_slow_answer_is_the_right_answer() {
    let qq = start(Provider::Qq).await;
    qq.order(Endpoint::Token, Fault::Delay(Duration::from_millis(300)));
    let target = token_target(&qq, "").await;
    let begin = Instant::now();
    assert_eq!(get(&qq, &target).await.form_value("expires_in"), "7776000");
    assert!(begin.elapsed() >= Duration::from_millis(300));
}

/// Reads at most this many bytes, then hangs up.
async fn read_some(qq: &Emulator, path: &str, limit: usize) -> String {
    let mut stream = TcpStream::connect(qq.address()).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nhost: {}\r\n\r\n", qq.address());
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut bytes = vec![0; limit];
    let mut read = 0;
    while read < limit {
        match stream.read(&mut bytes[read..]).await.unwrap() {
            0 => break,
            more => read += more,
        }
    }
    String::from_utf8_lossy(&bytes[..read]).into_owned()
}

#[tokio::test]
async fn endless_bodies_go_on_until_the_client_hangs_up() {
    let qq = start(Provider::Qq).await;
    qq.order(Endpoint::Claims, Fault::Endless { announced: None, pause: Duration::ZERO });
    qq.order(Endpoint::Claims, Fault::Endless { announced: Some(10_000_000_000), pause: Duration::from_millis(1) });
    let fast = read_some(&qq, "/oauth2.0/me", 3_000_000).await;
    assert!(fast.len() == 3_000_000 && fast.contains("transfer-encoding: chunked"));
    let slow = read_some(&qq, "/oauth2.0/me", 300).await;
    assert!(slow.contains("content-length: 10000000000"), "{slow}");
    assert!(slow.ends_with("  "));
    assert_eq!(get(&qq, "/oauth2.0/me").await.status, 200);
}

#[tokio::test]
async fn dropping_the_emulator_ends_slow_answers() {
    let qq = start(Provider::Qq).await;
    qq.order(Endpoint::Claims, Fault::Delay(Duration::from_secs(600)));
    let address = qq.address();
    let client = tokio::spawn(async move {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(b"GET /oauth2.0/me HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await.unwrap();
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer).await;
        answer
    });
    while qq.requests_to(Endpoint::Claims).is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    drop(qq);
    let answer = tokio::time::timeout(Duration::from_secs(5), client).await.unwrap().unwrap();
    assert_eq!(parse(&answer).status, 200);
}

#[tokio::test]
async fn impossible_orders_are_answered_with_an_explanation() {
    let qq = start(Provider::Qq).await;
    qq.order(Endpoint::Claims, Fault::content_type("a\r\nb: c"));
    qq.order(Endpoint::Claims, Fault::status(7));
    for _ in 0..2 {
        let answer = get(&qq, "/oauth2.0/me").await;
        assert_eq!(answer.status, 500);
        assert!(answer.body.contains("HTTP does not allow"));
    }
}

#[tokio::test]
async fn hostile_json_is_the_right_answer_and_something_more() {
    let github = start(Provider::GitHub).await;
    let token = github_token(&github).await;
    let ask = async |fault: Fault| {
        github.order(Endpoint::Claims, fault);
        let request = format!(
            "GET /user HTTP/1.1\r\nhost: x\r\nuser-agent: x\r\nauthorization: Bearer {token}\r\nconnection: close\r\n\r\n"
        );
        let bytes = send_raw(&github, request).await;
        let head = bytes.windows(4).position(|window| window == b"\r\n\r\n").unwrap() + 4;
        assert!(bytes.starts_with(b"HTTP/1.1 200"));
        bytes[head..].to_vec()
    };
    let text = |body: Vec<u8>| String::from_utf8(body).unwrap();
    let right = text(ask(Fault::Delay(Duration::ZERO)).await);
    assert_eq!(text(ask(Fault::Truncated).await), right[..right.len() / 2]);
    assert_eq!(text(ask(Fault::Nested(3)).await), right.replacen('{', "{\"fault\":[[[]]],", 1));
    assert_eq!(ask(Fault::Nested(100_000)).await.len(), right.len() + 200_009);
    assert!(ask(Fault::NotUtf8).await.starts_with(b"{\"fault\":\"\xff\xc0\",\"login\""));
    assert_eq!(text(ask(Fault::duplicate("id")).await).matches("\"id\":771204").count(), 2);
    for digits in ["123456789012345678901234567890", "1.0", "1e3"] {
        assert!(text(ask(Fault::number("id", digits)).await).contains(&format!("\"id\":{digits},")));
    }
    let other: serde_json::Value = serde_json::from_slice(&ask(Fault::other_user("octavia")).await).unwrap();
    assert_eq!(other["login"], json!("octavia-reyes"));
    assert_eq!(text(ask(Fault::other_user("nobody")).await), right);
    assert_eq!(text(ask(Fault::Body(right.clone().into_bytes())).await), right);
}

async fn github_token(github: &Emulator) -> String {
    let parameters = [("client_id", CLIENT_ID), ("redirect_uri", CALLBACK), ("state", "s")];
    let url = format!("{}?{}", github.url(Endpoint::Authorization).unwrap(), query(&parameters));
    let code = callback_value(&github.authorize_as(&url, "mei").await.unwrap(), "code").unwrap();
    let form =
        [("client_id", CLIENT_ID), ("client_secret", SECRET), ("redirect_uri", CALLBACK), ("code", code.as_str())];
    post(github, "/login/oauth/access_token", &form).await.form_value("access_token")
}

#[tokio::test]
async fn a_dripping_answer_is_the_right_answer_byte_by_byte() {
    let qq = start(Provider::Qq).await;
    let right = get(&qq, "/oauth2.0/me").await.body;
    qq.order(Endpoint::Claims, Fault::Drip(Duration::from_millis(2)));
    let begin = Instant::now();
    let answer = get(&qq, "/oauth2.0/me").await;
    assert_eq!((&answer.body, answer.header("content-length")), (&right, Some(right.len().to_string().as_str())));
    assert!(begin.elapsed() >= Duration::from_millis(2 * right.len() as u64));
}

#[tokio::test]
async fn a_gzip_bomb_says_what_it_is_and_is_small() {
    let qq = start(Provider::Qq).await;
    qq.order(Endpoint::Claims, Fault::GzipBomb { expanded: 64 << 20 });
    let request = "GET /oauth2.0/me HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n".to_owned();
    let answer = send_raw(&qq, request).await;
    assert!(answer.windows(22).any(|window| window == b"content-encoding: gzip"));
    assert!((60_000..70_000).contains(&answer.len()), "{}", answer.len());
}

#[tokio::test]
async fn faults_do_not_show_their_content_in_debug() {
    let faults = [
        Fault::body("hidden"),
        Fault::member("access_token", "hidden"),
        Fault::error("1", "hidden"),
        Fault::redirect("hidden"),
        Fault::Header { name: "x".into(), value: "hidden".into() },
        Fault::number("x", "hidden"),
        Fault::id_token_claim("x", "hidden"),
        Fault::IdTokenHeader { name: "x".into(), value: Some("hidden".into()) },
    ];
    let shown = format!("{faults:?}");
    assert!(shown.contains("access_token") && !shown.contains("hidden"), "{shown}");
}

//! The consent page, its ticket, and what the emulator remembers and refuses around it.

mod common;

use claimsmith_emulator::{Application, AuthorizeError, Emulator, Endpoint, Provider};
use common::*;
use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::time::Duration;

const HOSTILE: &str = "</h1><script>alert('x\"')</script>&amp;";

fn authorize(state: &str, scope: &str) -> String {
    let parameters = [
        ("response_type", "code"),
        ("client_id", CLIENT_ID),
        ("redirect_uri", CALLBACK),
        ("state", state),
        ("scope", scope),
    ];
    format!("/oauth2.0/authorize?{}", query(&parameters))
}

#[tokio::test]
async fn the_page_names_application_scopes_and_users_and_needs_nothing_else() {
    for provider in [Provider::Qq, Provider::GitHub] {
        let emulator = start(provider).await;
        let path = emulator.url(Endpoint::Authorization).unwrap().replace(emulator.origin(), "");
        let target = authorize("s", "first,second").replace("/oauth2.0/authorize", &path);
        let page = get(&emulator, &target).await;
        assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
        assert_eq!(page.header("cache-control"), Some("no-store"));
        assert!(page.header("content-security-policy").unwrap().starts_with("default-src 'none'"));
        for text in ["Test application", "<code>first</code> <code>second</code>", CLIENT_ID, "emulator"] {
            assert!(page.body.contains(text), "{text}");
        }
        assert!((3..=4).contains(&emulator.users().len()));
        for user in emulator.users() {
            assert!(page.body.contains(&format!("name=\"user\" value=\"{}\"", user.key())));
        }
        assert!(page.body.contains("name=\"deny\""));
        for external in ["<script", "src=", "url(", "@import"] {
            assert!(!page.body.contains(external), "{external}");
        }
    }
}

#[tokio::test]
async fn hostile_texts_are_escaped_on_the_page_and_untouched_in_the_callback() {
    let application = Application::new(HOSTILE, SECRET).redirect_uri(CALLBACK).name(HOSTILE);
    let qq = Emulator::start(Provider::Qq, application).await.unwrap();
    let parameters = [
        ("response_type", "code"),
        ("client_id", HOSTILE),
        ("redirect_uri", CALLBACK),
        ("state", HOSTILE),
        ("scope", HOSTILE),
    ];
    let target = format!("/oauth2.0/authorize?{}", query(&parameters));
    let page = get(&qq, &target).await;
    let escaped = "&lt;/h1&gt;&lt;script&gt;alert(&#39;x&quot;&#39;)&lt;/script&gt;&amp;amp;";
    assert_eq!(page.body.matches(escaped).count(), 3, "name, client id and scope");
    assert!(!page.body.contains("<script") && !page.body.contains("alert('"));
    // A user with a hostile name is on the page, too.
    assert!(page.body.contains("&lt;b&gt;&quot;娜娜&quot;&lt;/b&gt; &amp; Co") && !page.body.contains("<b>\"娜娜"));

    let redirect = consent(&qq, &target, ("user", "nana")).await;
    let location = redirect.header("location").unwrap();
    assert_eq!(callback_value(location, "state").as_deref(), Some(HOSTILE));
    assert!(location.is_ascii() && !location.contains(['<', '"', '\'']));
}

#[tokio::test]
async fn states_come_back_byte_for_byte() {
    let qq = start(Provider::Qq).await;
    let every_character: String = ('\u{1}'..'\u{250}').collect();
    for state in ["a b", "a+b", "%20", "😀\r\nset-cookie: x=y", "&code=stolen", every_character.as_str()] {
        let url = format!("{}{}", qq.origin(), authorize(state, ""));
        let location = qq.authorize_as(&url, "meili").await.unwrap();
        assert_eq!(callback_value(&location, "state").as_deref(), Some(state));
        let redirect = consent(&qq, &authorize(state, ""), ("user", "meili")).await;
        assert_eq!(callback_value(redirect.header("location").unwrap(), "state").as_deref(), Some(state));
    }
    // Without a state none is invented.
    let url = format!("{}{}", qq.origin(), authorize("", ""));
    assert_eq!(callback_value(&qq.authorize_as(&url, "meili").await.unwrap(), "state"), None);
}

#[tokio::test]
async fn a_ticket_works_once_and_not_for_ever() {
    let qq = start(Provider::Qq).await;
    let page = get(&qq, &authorize("s", "")).await;
    let ticket = hidden_field(&page.body, "ticket");
    let press = async |ticket: &str, button| post(&qq, "/.emulator/consent", &[("ticket", ticket), button]).await;
    // Nonsense does not use the ticket up.
    for button in [("user", "nobody"), ("user", ""), ("other", "x")] {
        assert_eq!(press(&ticket, button).await.status, 400);
    }
    let both = [("ticket", ticket.as_str()), ("user", "meili"), ("deny", "1")];
    assert_eq!(post(&qq, "/.emulator/consent", &both).await.status, 400);
    assert_eq!(press(&ticket, ("user", "meili")).await.status, 302);
    for (ticket, button) in [(ticket.as_str(), ("user", "meili")), (&ticket, ("deny", "1")), ("x", ("user", "meili"))] {
        let again = press(ticket, button).await;
        assert_eq!((again.status, again.header("location")), (400, None));
    }
    let old = hidden_field(&get(&qq, &authorize("s", "")).await.body, "ticket");
    qq.advance_clock(Duration::from_secs(601));
    assert_eq!(press(&old, ("user", "meili")).await.status, 400);
    // The ticket does not count in the query, where a link could put it.
    let fresh = hidden_field(&get(&qq, &authorize("s", "")).await.body, "ticket");
    assert_eq!(post(&qq, &format!("/.emulator/consent?ticket={fresh}"), &[("user", "meili")]).await.status, 400);
}

#[tokio::test]
async fn authorize_as_explains_what_it_cannot_do() {
    let qq = start(Provider::Qq).await;
    let url = format!("{}{}", qq.origin(), authorize("s", ""));
    let error = qq.authorize_as(&url, "nobody").await.unwrap_err();
    assert_eq!(error.to_string(), "there is no user `nobody`; there are xiaoming, meili, zhangwei, nana");
    for elsewhere in ["https://graph.qq.com/oauth2.0/authorize?a=b".to_owned(), format!("{}1/oauth2.0", qq.origin())] {
        assert!(matches!(qq.authorize_as(&elsewhere, "meili").await, Err(AuthorizeError::Elsewhere { .. })));
    }
    let wrong_path = format!("{}/nothing", qq.origin());
    assert_eq!(qq.authorize_as(&wrong_path, "meili").await, Err(AuthorizeError::NoConsentPage { status: 404 }));
    let with_fragment = format!("{url}#wechat_redirect");
    assert!(qq.authorize_as(&with_fragment, "meili").await.is_ok());
}

#[tokio::test]
async fn malformed_requests_are_refused_before_the_provider_sees_them() {
    let qq = start(Provider::Qq).await;
    let twice = format!("{}&state=again", authorize("s", ""));
    for (target, part) in [(twice.as_str(), "`state`"), ("/oauth2.0/authorize?state=%ff", "UTF-8")] {
        let answer = get(&qq, target).await;
        assert_eq!((answer.status, answer.header("location")), (400, None));
        assert!(answer.body.contains(part), "{}", answer.body);
    }
    let github = start(Provider::GitHub).await;
    let token = "/login/oauth/access_token";
    assert_eq!(send(&github, "POST", token, &[("content-type", "application/json")], "{}").await.status, 415);
    assert_eq!(post(&github, &format!("{token}?code=a"), &[("code", "b")]).await.status, 400);
    let fits = "a".repeat(64 * 1024);
    assert_eq!(send(&github, "POST", token, &[FORM], &fits).await.status, 200);
    let too_large = "a".repeat(64 * 1024 + 1);
    assert_eq!(send(&github, "POST", token, &[FORM], &too_large).await.status, 413);
}

#[tokio::test]
async fn requests_show_values_on_demand_and_never_in_debug() {
    let github = start(Provider::GitHub).await;
    let form = [("client_id", CLIENT_ID), ("client_secret", "hidden-1"), ("code", "hidden-2")];
    let headers = [FORM, ("authorization", "Basic hidden-3"), ("user-agent", "agent")];
    send(&github, "POST", "/login/oauth/access_token?redirect_uri=hidden-4", &headers, &query(&form)).await;
    let requests = github.requests_to(Endpoint::Token);
    let [request] = requests.as_slice() else { panic!("{requests:?}") };
    assert_eq!((request.method(), request.path(), request.status()), ("POST", "/login/oauth/access_token", 200));
    assert_eq!(request.form().get("client_secret"), Some("hidden-1"));
    assert_eq!((request.query().get("redirect_uri"), request.query().get("code")), (Some("hidden-4"), None));
    assert_eq!((request.parameter("code"), request.parameter("redirect_uri")), (Some("hidden-2"), Some("hidden-4")));
    assert_eq!(
        (request.header("Authorization"), request.header("user-agent")),
        (Some("Basic hidden-3"), Some("agent"))
    );
    assert!(request.header_names().any(|name| name == "content-type"));

    let application = Application::new(CLIENT_ID, "hidden-5").redirect_uri(CALLBACK);
    let shown = format!("{requests:?} {application:?} {github:?}");
    assert!(shown.contains("client_secret") && shown.contains("authorization") && shown.contains(CLIENT_ID));
    assert!(!shown.contains("hidden"), "{shown}");
}

#[tokio::test]
async fn only_loopback_and_only_sensible_applications() {
    let refused = async |application: Application, address: &str| {
        let address: SocketAddr = address.parse().unwrap();
        let error = Emulator::start_at(Provider::Qq, application, address).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        error.to_string()
    };
    let application = || Application::new("a", "b").redirect_uri(CALLBACK);
    for address in ["0.0.0.0:0", "192.0.2.1:0", "[::]:0"] {
        assert!(refused(application(), address).await.contains("loopback"));
    }
    assert!(refused(Application::new("a", "b"), "127.0.0.1:0").await.contains("redirect URI"));
    assert!(refused(Application::new("", "b").redirect_uri(CALLBACK), "127.0.0.1:0").await.contains("client id"));
    for uri in ["/callback", "http://localhost/#x", "http://localhost/\r\nx: y", ":x", "http://localhost/é"] {
        refused(Application::new("a", "b").redirect_uri(uri), "127.0.0.1:0").await;
    }
    let emulator = Emulator::start_at(Provider::Qq, application(), "127.0.0.2:0".parse().unwrap()).await.unwrap();
    assert!(emulator.origin().starts_with("http://127.0.0.2:"));
}

#[tokio::test]
async fn every_provider_has_users_and_the_three_endpoints_of_a_sign_in() {
    for &provider in Provider::ALL {
        let emulator = start(provider).await;
        let subjects: BTreeSet<_> = emulator.users().iter().map(|user| emulator.subject(user.key()).unwrap()).collect();
        assert!(subjects.len() >= 3 && subjects.len() == emulator.users().len(), "{provider:?}");
        for endpoint in [Endpoint::Authorization, Endpoint::Token] {
            assert!(emulator.url(endpoint).unwrap().starts_with(emulator.origin()));
        }
        assert_eq!(Provider::from_name(&provider.name().to_uppercase()), Some(provider));
        let page = get(&emulator, &emulator.url(Endpoint::Authorization).unwrap().replace(emulator.origin(), "")).await;
        assert!(!page.body.contains("<form") && emulator.requests()[0].refusal().is_some(), "{provider:?}");
    }
}

#[tokio::test]
async fn dropping_closes_the_port() {
    let qq = start(Provider::Qq).await;
    let address = qq.address();
    assert_eq!(get(&qq, "/oauth2.0/me").await.status, 200);
    drop(qq);
    for _ in 0..100 {
        if tokio::net::TcpStream::connect(address).await.is_err() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the port is still open");
}

//! `response_mode=form_post`: the provider's page posts the callback, and the flow cookie stays at home the first time.

#[path = "common/browser.rs"]
mod browser;
#[path = "common/local.rs"]
mod local;

use axum::Router;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Redirect;
use axum::routing::get;
use browser::{Browser, FORM, Page, between, parameter};
use claimsmith_axum::{Callback, FlowCookies, SignIn};
use claimsmith_runtime::{
    BeginOptions, ClaimSet, Client, ClientConfig, ClientOptions, FlowKey, MemoryFlowStore, SignInError,
};
use local::{Answer, Answering, Example, profile, start};
use std::sync::Arc;
use tokio::net::TcpListener;

const GOOD: Answer = Ok((200, r#"{"access_token":"AT"}"#));
const START: &str = "/signin/example";

struct Application {
    origin: String,
    transport: Answering,
}

impl Application {
    async fn start() -> Self {
        Self::with(SignIn::into_router).await
    }

    async fn with(routes: impl FnOnce(SignIn<Example>) -> Router) -> Self {
        let transport = Answering::new(GOOD);
        let options = ClientOptions::default()
            .with_transport(Arc::new(transport.clone()))
            .with_flow_store(Arc::new(MemoryFlowStore::new()));
        Self { origin: start(profile(), options, routes).await, transport }
    }

    fn callback(&self) -> String {
        format!("{}{START}/callback", self.origin)
    }

    /// Begins, and yields the form that the provider's page would post.
    async fn begun(&self, browser: &mut Browser) -> String {
        let begun = browser.get(&format!("{}{START}", self.origin)).await;
        let location = begun.location().unwrap();
        format!("code=C&state={}", parameter(&location, "state").unwrap())
    }

    fn assert_signed_in(&self, page: &Page, browser: &Browser) {
        assert_eq!(page.status, 200, "{}", page.body);
        assert_eq!(self.transport.requests(), 1);
        assert_eq!(browser.cookies().count(), 0, "the flow cookie is cleared");
    }
}

fn assert_is_relay(page: &Page) {
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(page.body.contains("<script>\nHTMLFormElement.prototype.submit.call("), "{}", page.body);
    assert!(page.set_cookies().is_empty());
}

fn assert_refused(page: &Page) {
    assert_eq!(page.status, 400, "{}", page.body);
    assert!(!page.body.contains("<script"), "{}", page.body);
}

#[tokio::test]
async fn s22_a_posted_callback_is_posted_again_with_the_cookie() {
    let application = Application::start().await;
    let mut browser = Browser::default();
    let form = application.begun(&mut browser).await;
    let relay = browser.post_from_elsewhere(&application.callback(), &form).await;
    assert_is_relay(&relay);
    assert_eq!(application.transport.requests(), 0);
    assert_eq!(relay.form_action(), format!("{}?claimsmith-relayed", application.callback()));
    let page = browser.submit(&relay).await;
    application.assert_signed_in(&page, &browser);
}

#[tokio::test]
async fn s23_no_address_holds_a_posted_callback() {
    let application = Application::start().await;
    let mut browser = Browser::default();
    let form = application.begun(&mut browser).await;
    let relay = browser.post_from_elsewhere(&application.callback(), &form).await;
    let page = browser.submit(&relay).await;
    let state = form.split_once("state=").unwrap().1;
    for page in [&relay, &page] {
        assert_eq!(page.location(), None);
        assert!(!page.url.contains("code=") && !page.url.contains(state), "{}", page.url);
        assert_eq!(page.header("referrer-policy"), Some("no-referrer"));
        assert_eq!(page.header("cache-control"), Some("no-store"));
    }
}

#[tokio::test]
async fn s22_a_form_that_has_its_cookie_or_is_ours_is_final() {
    let application = Application::start().await;
    let mut browser = Browser::default();
    let form = application.begun(&mut browser).await;
    let page = browser.request("POST", &application.callback(), &[FORM], &form, true).await;
    application.assert_signed_in(&page, &browser);

    // Whoever posts: without the flow it is refused, and never goes round in circles.
    let form = application.begun(&mut browser).await;
    let marked = format!("{}?claimsmith-relayed", application.callback());
    for (url, site) in [
        (&marked, "cross-site"),
        (&marked, "same-origin"),
        (&format!("{}?tenant=a&claimsmith-relayed", application.callback()), "cross-site"),
        (&application.callback(), "same-origin"),
    ] {
        let page = browser.request("POST", url, &[FORM, ("sec-fetch-site", site)], &form, false).await;
        assert_refused(&page);
    }
    for site in ["cross-site", "same-site", "none", "Same-Origin", "same-origin, same-origin"] {
        let headers = [FORM, ("sec-fetch-site", site), ("origin", "https://evil.example")];
        assert_is_relay(&browser.request("POST", &application.callback(), &headers, &form, false).await);
    }
    assert_eq!((application.transport.requests(), browser.cookies().count()), (1, 1));
}

#[tokio::test]
async fn the_query_of_a_form_is_no_part_of_the_callback() {
    let application = Application::start().await;
    let mut browser = Browser::default();
    let form = application.begun(&mut browser).await;
    let url = format!("{}?claimsmith-relayed&code=other&state=aaaaaaaaXYZ&error=access_denied", application.callback());
    let page = browser.request("POST", &url, &[FORM], &form, true).await;
    application.assert_signed_in(&page, &browser);
}

#[tokio::test]
async fn s1_a_form_that_another_site_makes_up_signs_nobody_in() {
    let application = Application::start().await;
    let (mut victim, mut attacker) = (Browser::default(), Browser::default());
    application.begun(&mut victim).await;
    let form = application.begun(&mut attacker).await;
    let relay = victim.post_from_elsewhere(&application.callback(), &form).await;
    assert_is_relay(&relay);
    let page = victim.submit(&relay).await;
    assert_refused(&page);
    assert!(page.body.contains("was not begun in this browser"), "{}", page.body);
    for nothing in ["", "code=C", "code=C&state=", "state=x", "code=1&code=2&state=x"] {
        assert_refused(&victim.post_from_elsewhere(&application.callback(), nothing).await);
    }
    assert_eq!((application.transport.requests(), victim.cookies().count()), (0, 1), "the victim's own flow goes on");
}

#[tokio::test]
async fn s28_of_a_request_only_escaped_fields_are_in_the_page() {
    let application = Application::start().await;
    let plain = Browser::default().post_from_elsewhere(&application.callback(), "state=aaaaaaaaXYZ").await;
    assert_is_relay(&plain);
    let hostile =
        "state=aaaaaaaaXYZ&%22%3E%3Cscript%3Eevil()%3C/script%3E=%27%22%3E%3C/form%3E%0D%0A&submit=a&user=%26lt;";
    let url = format!("{}?evil=%22%3E%3Cscript%3E", application.callback());
    let headers = [FORM, ("referer", "https://evil.example/"), ("x-forwarded-host", "evil.example")];
    let page = Browser::default().request("POST", &url, &headers, hostile, false).await;
    assert_is_relay(&page);
    let field = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    let expected = [
        ("state", "aaaaaaaaXYZ"),
        ("\"><script>evil()</script>", "'\"></form>\r\n"),
        ("submit", "a"),
        ("user", "&lt;"),
    ];
    assert_eq!(page.hidden_fields(), expected.map(field));
    let without_fields = |page: &Page| {
        let lines = page.body.lines().filter(|line| !line.starts_with("<input "));
        lines.map(|line| format!("{line}\n")).collect::<String>()
    };
    assert_eq!(without_fields(&page), without_fields(&plain));
    assert_eq!(page.body.matches("<script").count(), 1, "{}", page.body);
}

#[tokio::test]
async fn s22_s23_the_page_allows_one_script_and_nothing_else() {
    let application = Application::start().await;
    let page = Browser::default().post_from_elsewhere(&application.callback(), "state=aaaaaaaaXYZ").await;
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
    let policy = page.header("content-security-policy").unwrap();
    let hash = between(policy, "default-src 'none'; script-src 'sha256-", "'; base-uri 'none'; frame-ancestors 'none'");
    assert_eq!(hash.len(), 44, "{policy}");
    assert!(between(&page.body, "<noscript>", "</noscript>").contains("<button>Continue</button>"), "{}", page.body);
}

#[tokio::test]
async fn s12_a_form_is_bounded_before_it_becomes_a_page() {
    let application = Application::start().await;
    let callback = application.callback();
    let many = |count: usize| "a=&".repeat(count - 1) + "state=aaaaaaaaXYZ";
    let distinct = (0..64).map(|index| format!("p{index}=&")).collect::<String>() + "state=aaaaaaaaXYZ";
    let long = format!("state=aaaaaaaaXYZ&code={}", "x".repeat(16 * 1024));
    for (form, status) in [(many(65), 400), (many(5000), 400), (distinct, 413), (long, 413)] {
        let page = Browser::default().post_from_elsewhere(&callback, &form).await;
        assert_eq!(page.status, status, "{form:.40}: {}", page.body);
        assert!(!page.body.contains("<script") && !page.body.contains("aaaaaaaa"), "{form:.40}");
    }
    assert_is_relay(&Browser::default().post_from_elsewhere(&callback, &many(64)).await);
}

#[tokio::test]
async fn a_redirect_of_the_application_does_not_take_the_form_along() {
    for (answer, expected) in [(307, 303), (308, 303), (303, 303), (302, 302), (301, 301)] {
        let application = Application::with(|sign_in| {
            let redirect = move |_| async move { (StatusCode::from_u16(answer).unwrap(), [("location", "/")]) };
            sign_in.on_error(redirect).into_router()
        })
        .await;
        let mut browser = Browser::default();
        let form = application.begun(&mut browser).await.replace("code=C", "error=access_denied");
        let page = browser.request("POST", &application.callback(), &[FORM], &form, true).await;
        assert_eq!(page.header("location"), Some("/"));
        assert_eq!(page.status, expected, "{answer}");
    }
}

/// An application with its own routes: `begin`, and `/callback` with the extractor.
async fn own_routes(transport: &Answering) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let redirect_uri: Arc<str> = format!("{origin}/callback").into();
    let options = ClientOptions::default()
        .with_flow_keys(FlowKey::ephemeral().into())
        .with_transport(Arc::new(transport.clone()));
    let client = Client::new(profile(), ClientConfig::new("101", &*redirect_uri).with_options(options)).unwrap();
    let (starting, uri) = (client.clone(), Arc::clone(&redirect_uri));
    let begin = async move |headers: HeaderMap| {
        let begun = starting.begin(ClaimSet::new(), BeginOptions::default()).unwrap();
        (FlowCookies::read(&headers, &uri).keep(&begun.flow), Redirect::to(&begun.url))
    };
    let callback = async move |headers: HeaderMap, Callback(callback): Callback| {
        let cookies = FlowCookies::read(&headers, &redirect_uri);
        let attempt = callback.attempt().unwrap_or_default().to_owned();
        let result = match cookies.flow(&attempt) {
            Some(flow) => client.finish::<ClaimSet>(callback, flow).await,
            None => Err(SignInError::StateMismatch),
        };
        let text = result.map_or_else(|error| error.to_string(), |_| "signed in".to_owned());
        (cookies.forget(&attempt), text)
    };
    let app = Router::new().route("/begin", get(begin)).route("/callback", get(callback.clone()).post(callback));
    tokio::spawn(async move { axum::serve(listener, app).await });
    origin
}

#[tokio::test]
async fn s22_the_extractor_does_what_the_routes_do() {
    let transport = Answering::new(GOOD);
    let origin = own_routes(&transport).await;
    let callback = format!("{origin}/callback");
    let mut browser = Browser::default();
    for as_form in [true, false] {
        let begun = browser.get(&format!("{origin}/begin")).await;
        let state = parameter(&begun.location().unwrap(), "state").unwrap().to_owned();
        let form = format!("code=C&state={state}");
        let page = if as_form {
            let relay = browser.post_from_elsewhere(&callback, &form).await;
            assert_is_relay(&relay);
            assert_eq!(relay.header("cache-control"), Some("no-store"));
            browser.submit(&relay).await
        } else {
            browser.get(&format!("{callback}?{form}")).await
        };
        assert_eq!((page.status, page.body.as_str()), (200, "signed in"));
        assert_eq!(browser.cookies().count(), 0);
    }
    let relay = browser.post_from_elsewhere(&callback, "code=C&state=aaaaaaaaXYZ").await;
    let refused = browser.submit(&relay).await;
    assert_eq!(refused.body, SignInError::StateMismatch.to_string());
    let page = browser.post_from_elsewhere(&callback, &format!("state={}", "x".repeat(16 * 1024))).await;
    assert_eq!((page.status, page.header("cache-control")), (413, Some("no-store")));
    assert_eq!(transport.requests(), 2);
}

//! `response_mode=fragment`: the answer stands where the server does not see it until the relay page has brought it.

mod common;

use claimsmith::{ClientOptions, FlowKey, Secret, callback_path};
use claimsmith_axum::sign_in;
use claimsmith_emulator::{Emulator, Endpoint, Provider};
use common::browser::{Browser, FORM, Page, parameter};
use common::{QQ_CALLBACK, QQ_SECRET, TestApplication, provider};
use tokio::net::TcpListener;

mod policy {
    claimsmith::include_policy!("tests/policies/fragment.xml");
}

struct FragmentApplication {
    origin: String,
    emulator: Emulator,
}

impl FragmentApplication {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let emulator = provider(Provider::Qq, QQ_SECRET, &origin, "Fragment").await;
        let client = policy::Fragment::new(policy::FragmentConfig {
            client_id: "101234567".to_owned(),
            client_secret: Secret::from(QQ_SECRET),
            redirect_uri: format!("{origin}{}", callback_path("Fragment")),
            options: ClientOptions::default()
                .with_flow_keys(FlowKey::ephemeral().into())
                .with_endpoint_base(emulator.origin())
                .with_loopback_http(true),
        })
        .unwrap();
        let app =
            sign_in(client, async |user: claimsmith::SignedIn<policy::FragmentClaims>| user.claims.issuer_user_id);
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { origin, emulator }
    }

    fn callback(&self) -> String {
        format!("{}{}", self.origin, callback_path("Fragment"))
    }

    /// Begins, consents, and returns what the provider puts behind the `#` of the callback.
    async fn consented(&self, browser: &mut Browser) -> String {
        let begun = browser.get(&format!("{}/signin/fragment", self.origin)).await;
        let authorize = begun.location().unwrap();
        assert_eq!(parameter(&authorize, "response_mode"), Some("fragment"), "{authorize}");
        // QQ knows no response modes: it answers in the query, and what stands there is put where the policy says.
        let authorize = authorize.replace("&response_mode=fragment", "");
        let answer = browser.decide(&authorize, ("user", "xiaoming")).await;
        let (callback, fragment) = answer.split_once('?').unwrap();
        assert_eq!(callback, self.callback());
        fragment.to_owned()
    }

    fn assert_signed_in(&self, page: &Page, browser: &Browser) {
        assert_eq!((page.status, &page.body), (200, &self.emulator.subject("xiaoming").unwrap()));
        assert_eq!(browser.cookies().count(), 0, "the flow cookie is cleared");
    }
}

#[tokio::test]
async fn a_callback_in_the_fragment_signs_in() {
    let application = FragmentApplication::start().await;
    let mut browser = Browser::default();
    let fragment = application.consented(&mut browser).await;
    let relay = browser.get(&application.callback()).await;
    assert_eq!(relay.status, 200);
    assert!(relay.set_cookies().is_empty());
    assert_eq!(browser.cookies().count(), 1, "the flow goes on");
    assert!(application.emulator.requests_to(Endpoint::Token).is_empty());
    // What the script does: the fields are those of the fragment.
    assert!(relay.hidden_fields().is_empty());
    let page = browser.request("POST", &relay.form_action(), &[FORM], &fragment, true).await;
    application.assert_signed_in(&page, &browser);
    assert!(!page.url.contains("code") && !page.url.contains("state"), "{}", page.url);
}

#[tokio::test]
async fn a_fragment_that_another_site_posts_signs_in_too() {
    let application = FragmentApplication::start().await;
    let mut browser = Browser::default();
    let fragment = application.consented(&mut browser).await;
    let relay = browser.post_from_elsewhere(&application.callback(), &fragment).await;
    assert_eq!(relay.status, 200, "{}", relay.body);
    let page = browser.submit(&relay).await;
    application.assert_signed_in(&page, &browser);
}

#[tokio::test]
async fn s22_s23_the_relay_page_allows_one_script_and_nothing_else() {
    let application = FragmentApplication::start().await;
    let page = Browser::default().get(&application.callback()).await;
    assert_eq!(page.status, 200);
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(page.header("cache-control"), Some("no-store"));
    assert_eq!(page.header("referrer-policy"), Some("no-referrer"));
    assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
    let policy = page.header("content-security-policy").unwrap();
    let (before, after) = policy.split_once("script-src 'sha256-").unwrap();
    let (hash, after) = after.split_once('\'').unwrap();
    assert_eq!((before, hash.len()), ("default-src 'none'; ", 44), "{policy}");
    assert_eq!(after, "; base-uri 'none'; frame-ancestors 'none'");
    assert_eq!(page.body.matches("<script").count(), 1, "{}", page.body);
    assert!(page.body.contains("<noscript>This sign-in needs JavaScript."), "{}", page.body);
    assert_eq!(page.form_action(), format!("{}?claimsmith-relayed", application.callback()));
}

#[tokio::test]
async fn s28_nothing_of_a_request_is_in_the_relay_page() {
    let application = FragmentApplication::start().await;
    let page = Browser::default().get(&application.callback()).await;
    for query in ["?", "?evil=%3C/script%3E%3Cscript%3Eevil()", "?');evil();('", "?Code=evil&States=evil"] {
        let headers = [("referer", "https://evil.example/"), ("x-forwarded-host", "evil.example")];
        let url = format!("{}{query}", application.callback());
        let other = Browser::default().request("GET", &url, &headers, "", true).await;
        assert_eq!((other.status, &other.body), (200, &page.body), "{query}");
    }
}

#[tokio::test]
async fn s1_an_answer_without_a_flow_is_refused_and_not_relayed_again() {
    let application = FragmentApplication::start().await;
    for query in ["state=", "state", "code=1", "error=access_denied", "state=a&state=b", "code=1&state=aaaaaaaaXYZ"] {
        let page = Browser::default().get(&format!("{}?{query}", application.callback())).await;
        assert_eq!(page.status, 400, "{query}: {}", page.body);
        assert!(!page.body.contains("<script"), "{query}: {}", page.body);
    }
    let relay = Browser::default().get(&application.callback()).await;
    for fragment in ["", "tenant=a", "code=1", "state=a&state=b", "code=1&state=aaaaaaaaXYZ"] {
        let page = Browser::default().request("POST", &relay.form_action(), &[FORM], fragment, true).await;
        assert_eq!(page.status, 400, "{fragment}: {}", page.body);
        assert!(!page.body.contains("<script"), "{fragment}: {}", page.body);
    }
    assert!(application.emulator.requests_to(Endpoint::Token).is_empty());
}

#[tokio::test]
async fn without_the_response_mode_an_empty_callback_is_refused() {
    let application = TestApplication::start().await;
    for query in ["", "?", "?tenant=a"] {
        let page = Browser::default().get(&application.url(&format!("{QQ_CALLBACK}{query}"))).await;
        assert_eq!(page.status, 400, "{query}: {}", page.body);
        assert!(!page.body.contains("<script"), "{query}: {}", page.body);
    }
}

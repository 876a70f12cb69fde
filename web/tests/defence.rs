//! The security requirements that concern the browser side of a sign-in, by their numbers in the list of requirements.

mod common;

use claimsmith_emulator::{Endpoint, Fault};
use common::browser::{Browser, Page, parameter, percent_encode};
use common::{QQ_CALLBACK, TestApplication};

/// Begins with QQ, consents, and stops before the callback.
async fn consented(application: &TestApplication, browser: &mut Browser) -> String {
    let begun = browser.get(&application.url("/signin/qq-oauth")).await;
    browser.decide(&begun.location().unwrap(), ("user", "xiaoming")).await
}

fn assert_refused(application: &TestApplication, page: &Page) {
    assert_eq!(page.status, 400, "{} {}", page.url, page.body);
    assert!(page.body.contains("was not begun in this browser"), "{}", page.body);
    assert_eq!(page.header("cache-control"), Some("no-store"));
    assert!(application.qq.requests_to(Endpoint::Token).is_empty(), "no token request");
    assert!(application.github.requests_to(Endpoint::Token).is_empty(), "no token request");
}

#[tokio::test]
async fn s1_a_callback_belongs_to_the_browser_that_began() {
    let application = TestApplication::start().await;
    let mut victim = Browser::default();
    let callback = consented(&application, &mut victim).await;
    assert_refused(&application, &Browser::default().get(&callback).await);

    let mut attacker = Browser::default();
    consented(&application, &mut attacker).await;
    assert_refused(&application, &attacker.get(&callback).await);

    // The attacker's flow under the name of the victim's cookie, and the reverse.
    let state = parameter(&callback, "state").unwrap();
    let (_, foreign) = attacker.cookies().next().map(|(name, value)| (name.to_owned(), value.to_owned())).unwrap();
    let mut mixed = Browser::default();
    mixed.set_cookie(&format!("claimsmith-{}", &state[..8]), &foreign);
    assert_refused(&application, &mixed.get(&callback).await);
}

#[tokio::test]
async fn s1_a_state_that_is_missing_wrong_or_doubled_is_refused() {
    let application = TestApplication::start().await;
    let mut browser = Browser::default();
    let callback = consented(&application, &mut browser).await;
    let state = parameter(&callback, "state").unwrap();
    let (code, other) = (parameter(&callback, "code").unwrap(), "A".repeat(state.len()));
    let same_attempt = format!("{}{}", &state[..8], &other[8..]);
    for query in [
        format!("code={code}"),
        format!("code={code}&state="),
        format!("code={code}&state={other}"),
        format!("code={code}&state={}", &state[..state.len() - 1]),
        format!("code={code}&state={same_attempt}"),
        format!("code={code}&state={state}&state={state}"),
        format!("error=access_denied&state={other}"),
        format!("code={code}&code={code}&state={state}"),
    ] {
        let mut copy = browser.clone();
        assert_refused(&application, &copy.get(&application.url(&format!("{QQ_CALLBACK}?{query}"))).await);
        let named = query.contains(&format!("state={}", &state[..8]));
        assert_eq!(copy.cookies().count(), usize::from(!named), "cleared if and only if it is named: {query}");
    }
    assert_eq!(browser.get(&callback).await.status, 200);
}

#[tokio::test]
async fn s2_a_callback_works_once() {
    let application = TestApplication::start().await;
    let mut browser = Browser::default();
    let callback = consented(&application, &mut browser).await;
    assert_eq!(browser.get(&callback).await.status, 200);
    let replayed = browser.get(&callback).await;
    assert_eq!(replayed.status, 400, "{}", replayed.body);
    assert_eq!(application.qq.requests_to(Endpoint::Token).len(), 1);
}

#[tokio::test]
async fn s2_the_cookie_of_a_state_in_percent_encoding_is_cleared() {
    let application = TestApplication::start().await;
    let mut browser = Browser::default();
    let callback = consented(&application, &mut browser).await;
    let state = parameter(&callback, "state").unwrap();
    let encoded: String = state.bytes().map(|byte| format!("%{byte:02x}")).collect();
    let query = format!("code=a&code=b&st%61te={encoded}");
    assert_refused(&application, &browser.get(&application.url(&format!("{QQ_CALLBACK}?{query}"))).await);
    assert_eq!(browser.cookies().count(), 0, "the flow cookie is cleared");
}

#[tokio::test]
async fn s2_a_flow_ends_after_ten_minutes() {
    let application = TestApplication::start().await;
    let mut browser = Browser::default();
    let callback = consented(&application, &mut browser).await;
    application.clock.advance(11 * 60);
    let page = browser.get(&callback).await;
    assert_eq!(page.status, 400);
    assert!(page.body.contains("took too long"), "{}", page.body);
    assert_eq!(browser.cookies().count(), 0, "the flow cookie is cleared");
    assert!(application.qq.requests_to(Endpoint::Token).is_empty());
}

#[tokio::test]
async fn s5_a_callback_at_another_providers_path_is_refused() {
    let application = TestApplication::start().await;
    let mut browser = Browser::default();
    let callback = consented(&application, &mut browser).await.replace("/qq-oauth/", "/github-oauth2/");
    assert_refused(&application, &browser.get(&callback).await);
    assert_eq!(browser.cookies().count(), 0, "the flow cookie is cleared");
}

#[tokio::test]
async fn s6_no_header_of_the_request_changes_redirect_uri_or_cookie() {
    let application = TestApplication::start_behind("https://www.example.com").await;
    for headers in [
        &[("host", "evil.example")][..],
        &[("host", "evil.example"), ("x-forwarded-host", "evil.example"), ("x-forwarded-proto", "http")],
        &[("host", "127.0.0.1"), ("forwarded", "host=evil.example;proto=http")],
    ] {
        let page = Browser::default().request("GET", &application.url("/signin/qq-oauth"), headers, "", true).await;
        let location = page.location().unwrap();
        assert!(!location.contains("evil"), "{location}");
        let redirect_uri = parameter(&location, "redirect_uri").unwrap();
        assert_eq!(redirect_uri, "https%3A%2F%2Fwww.example.com%2Fsignin%2Fqq-oauth%2Fcallback");
        let [cookie] = page.set_cookies()[..] else { panic!("one cookie: {:?}", page.set_cookies()) };
        assert!(cookie.starts_with("__Host-claimsmith-") && cookie.contains("; Secure"), "{cookie}");
    }
}

#[tokio::test]
async fn s7_hostile_return_paths_are_ignored() {
    let application = TestApplication::start().await;
    for hostile in [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/..//evil.example",
        "/%2F/evil.example",
        "javascript:alert(1)",
        "/a\r\nSet-Cookie: x=1",
        "/\t/evil.example",
        "@evil.example",
        "",
    ] {
        let mut browser = Browser::default();
        let start = format!("/signin/qq-oauth?return_to={}", percent_encode(hostile));
        let begun = browser.get(&application.url(&start)).await;
        let callback = browser.decide(&begun.location().unwrap(), ("user", "xiaoming")).await;
        let page = browser.get(&callback).await;
        assert!(page.status == 200 && page.body.ends_with(" to -"), "{hostile:?}: {}", page.body);
    }
    for malformed in ["return_to=/a&return_to=/b", "return_to=%FF%FE", "return_to", "%"] {
        let begun = Browser::default().get(&application.url(&format!("/signin/qq-oauth?{malformed}"))).await;
        assert_eq!(begun.status, 303, "{malformed}");
    }
}

#[tokio::test]
async fn s12_a_posted_callback_is_bounded() {
    let application = TestApplication::start().await;
    let body = format!("state=x&code={}", "x".repeat(1024 * 1024));
    let page = Browser::default().post_from_elsewhere(&application.url(QQ_CALLBACK), &body).await;
    assert_eq!(page.status, 413, "{}", page.body);
    let target = format!("{QQ_CALLBACK}?state=x&code={}", "x".repeat(20 * 1024));
    assert_eq!(Browser::default().get(&application.url(&target)).await.status, 413);
    assert_eq!(Browser::default().request("PUT", &application.url(QQ_CALLBACK), &[], "", true).await.status, 405);
}

#[tokio::test]
async fn s22_s23_cookie_and_headers_of_the_start() {
    let application = TestApplication::start().await;
    let page = Browser::default().get(&application.url("/signin/qq-oauth")).await;
    assert_eq!(page.status, 303);
    assert_eq!(page.header("referrer-policy"), Some("no-referrer"));
    assert_eq!(page.header("cache-control"), Some("no-store"));
    let state = parameter(page.header("location").unwrap(), "state").unwrap();
    let [cookie] = page.set_cookies()[..] else { panic!("one cookie: {:?}", page.set_cookies()) };
    assert!(cookie.starts_with(&format!("claimsmith-{}=", &state[..8])), "{cookie}");
    assert!(cookie.ends_with("; HttpOnly; SameSite=Lax; Path=/; Max-Age=600"), "{cookie}");
    assert!(!cookie.contains(&state[8..]), "the state itself is sealed");
}

#[tokio::test]
async fn s24_two_tabs_both_finish() {
    let application = TestApplication::start().await;
    let mut browser = Browser::default();
    let first = consented(&application, &mut browser).await;
    let second = consented(&application, &mut browser).await;
    assert_eq!(browser.cookies().count(), 2);
    assert_eq!(browser.get(&first).await.status, 200);
    assert_eq!(browser.get(&second).await.status, 200);
    assert_eq!(browser.cookies().count(), 0);
}

#[tokio::test]
async fn s24_of_many_tabs_the_oldest_gives_way() {
    let application = TestApplication::start().await;
    let mut browser = Browser::default();
    let first = consented(&application, &mut browser).await;
    let second = consented(&application, &mut browser).await;
    for _ in 0..7 {
        browser.get(&application.url("/signin/github-oauth2")).await;
    }
    assert_eq!(browser.cookies().count(), 8);
    assert_eq!(browser.get(&first).await.status, 400);
    assert_eq!(browser.get(&second).await.status, 200);
}

#[tokio::test]
async fn s28_what_the_provider_says_does_not_reach_the_page() {
    let application = TestApplication::start().await;
    for code in ["server_error", "<script>alert(1)</script>"] {
        let fault = Fault::error(code, "<script>alert(\"text\")</script>\u{1b}[31m");
        let mut browser = Browser::default();
        application.qq.order(Endpoint::Authorization, fault.clone());
        let begun = browser.get(&application.url("/signin/qq-oauth")).await;
        let refused = browser.get(&begun.location().unwrap()).await;
        let page = browser.follow(refused).await;
        assert_eq!(page.status, 502, "{}", page.body);
        assert!(!page.body.contains("script") && !page.body.contains("alert"), "{}", page.body);
        assert!(page.header("content-security-policy").unwrap().starts_with("default-src 'none'"));

        let callback = consented(&application, &mut browser).await;
        application.qq.order(Endpoint::Token, fault);
        let page = browser.get(&callback).await;
        assert_eq!(page.status, 502, "{}", page.body);
        assert!(!page.body.contains("script") && !page.body.contains("alert"), "{}", page.body);
    }
}

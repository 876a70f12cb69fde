//! Whole sign-ins over HTTP: a browser, an application with the router, emulated providers.

mod common;

use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use claimsmith_axum::{SignInFailure, sign_in};
use claimsmith_emulator::{Endpoint, Fault};
use common::browser::{Browser, Page, between};
use common::{TestApplication, contoso, sign_in_builder};

async fn signs_in(application: &TestApplication, start: &str, user: &str) -> Page {
    let mut browser = Browser::default();
    let begun = browser.get(&application.url(start)).await;
    let callback = browser.decide(&begun.location().unwrap(), ("user", user)).await;
    let page = browser.get(&callback).await;
    assert_eq!(browser.cookies().count(), 0, "the flow cookie is cleared");
    page
}

#[tokio::test]
async fn users_sign_in_with_qq_and_github() {
    let application = TestApplication::start().await;
    let page = signs_in(&application, "/signin/qq-oauth", "xiaoming").await;
    let open_id = application.qq.subject("xiaoming").unwrap();
    assert_eq!((page.status, page.body), (200, format!("signed in: qq.com|{open_id} to -")));

    let page = signs_in(&application, "/signin/github-oauth2?return_to=/orders%3Fpage%3D2%23top", "octavia").await;
    assert_eq!((page.status, page.body.as_str()), (200, "signed in: github.com|5831001 to /orders?page=2#top"));
}

#[tokio::test]
async fn a_single_provider_is_a_policy_of_its_own() {
    let application = TestApplication::start_with(|policy| {
        sign_in(policy.qq_oauth().clone(), async |user: claimsmith::SignedIn<contoso::QqOauthClaims>| {
            user.claims.issuer_user_id
        })
    })
    .await;
    let page = signs_in(&application, "/signin/qq-oauth", "meili").await;
    assert_eq!(page.body, application.qq.subject("meili").unwrap());
    assert_eq!(Browser::default().get(&application.url("/signin/github-oauth2")).await.status, 404);
}

#[tokio::test]
async fn the_answer_of_the_application_is_kept_and_the_url_with_the_code_is_not() {
    let application = TestApplication::start_with(|policy| {
        sign_in(policy, async |user: contoso::SignedIn| {
            let headers = [("set-cookie", "session=1"), ("cache-control", "max-age=60"), ("x-application", "yes")];
            (headers, Redirect::to(user.return_to().map_or("/welcome", |path| path.as_str()))).into_response()
        })
    })
    .await;
    let page = signs_in_with_session(&application).await;
    assert_eq!(
        (page.status, page.header("location"), page.header("x-application")),
        (303, Some("/welcome"), Some("yes"))
    );
    assert_eq!(page.header("cache-control"), Some("no-store"));
    assert_eq!(page.header("referrer-policy"), Some("no-referrer"));
    let set_cookies = page.set_cookies();
    assert_eq!(set_cookies.len(), 2);
    assert_eq!(set_cookies[0], "session=1");
    assert!(set_cookies[1].starts_with("claimsmith-") && set_cookies[1].contains("Max-Age=0"), "{set_cookies:?}");
}

async fn signs_in_with_session(application: &TestApplication) -> Page {
    let mut browser = Browser::default();
    let begun = browser.get(&application.url("/signin/qq-oauth")).await;
    let callback = browser.decide(&begun.location().unwrap(), ("user", "xiaoming")).await;
    browser.get(&callback).await
}

#[tokio::test]
async fn a_router_can_be_nested_where_the_public_address_has_a_path() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let public_url = format!("http://{}/app", listener.local_addr().unwrap());
    let application = TestApplication::at(&public_url, &public_url, listener, |policy| {
        Router::new().nest("/app", sign_in_builder(policy).into_router())
    })
    .await;
    let page = signs_in(&application, "/signin/qq-oauth", "xiaoming").await;
    assert_eq!(page.status, 200, "{}", page.body);

    let mut browser = Browser::default();
    let begun = browser.get(&application.url("/signin/qq-oauth")).await;
    let callback = browser.decide(&begun.location().unwrap(), ("deny", "1")).await;
    let page = browser.get(&callback).await;
    assert_eq!(between(&page.body, "<a href=\"", "\""), "/app/signin/qq-oauth");
}

#[tokio::test]
async fn who_declines_sees_a_page_and_can_begin_again() {
    let application = TestApplication::start().await;
    for (start, label) in [("/signin/qq-oauth", "QQ"), ("/signin/github-oauth2", "GitHub")] {
        let mut browser = Browser::default();
        let begun = browser.get(&application.url(start)).await;
        let callback = browser.decide(&begun.location().unwrap(), ("deny", "1")).await;
        let page = browser.get(&callback).await;
        assert_eq!((page.status, page.header("content-type")), (403, Some("text/html; charset=utf-8")));
        assert!(page.body.contains("You did not sign in."), "{}", page.body);
        assert!(page.body.contains(&format!("<a href=\"{start}\">Sign in with {label}</a>")), "{}", page.body);
        assert_eq!(page.header("cache-control"), Some("no-store"));
        assert_eq!(browser.cookies().count(), 0, "the flow cookie is cleared");
    }
    assert!(application.qq.requests_to(Endpoint::Token).is_empty());
    assert!(application.github.requests_to(Endpoint::Token).is_empty());
}

#[tokio::test]
async fn an_application_can_answer_failures_itself() {
    let application = TestApplication::start_with(|policy| {
        sign_in_builder(policy)
            .on_error(async |failure: SignInFailure| {
                let text = format!("{} {} {}", failure.profile_id, failure.retry_path, failure.error);
                (StatusCode::IM_A_TEAPOT, text)
            })
            .into_router()
    })
    .await;
    let mut browser = Browser::default();
    let begun = browser.get(&application.url("/signin/github-oauth2")).await;
    let callback = browser.decide(&begun.location().unwrap(), ("deny", "1")).await;
    let page = browser.get(&callback).await;
    assert_eq!(page.status, 418);
    assert_eq!(page.body, "GitHub-OAUTH2 /signin/github-oauth2 the user did not sign in with github.com");
    assert_eq!(page.header("cache-control"), Some("no-store"));
    assert_eq!(browser.cookies().count(), 0, "the flow cookie is cleared");
}

#[tokio::test]
async fn a_provider_that_fails_is_a_bad_gateway() {
    let application = TestApplication::start().await;
    for fault in [Fault::status(500), Fault::body("}{"), Fault::redirect("http://127.0.0.1:1/"), Fault::Cut] {
        let mut browser = Browser::default();
        let begun = browser.get(&application.url("/signin/qq-oauth")).await;
        let callback = browser.decide(&begun.location().unwrap(), ("user", "xiaoming")).await;
        application.qq.order(Endpoint::Token, fault.clone());
        let page = browser.get(&callback).await;
        assert_eq!(page.status, 502, "{fault:?}: {}", page.body);
        assert_eq!(browser.cookies().count(), 0, "the flow cookie is cleared");
    }
}

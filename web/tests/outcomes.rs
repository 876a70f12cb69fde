//! S2: however an attempt ends, its cookie is cleared, and with a flow store nobody uses a copy of it again.

#[path = "common/browser.rs"]
mod browser;
#[path = "common/local.rs"]
mod local;

use browser::{Browser, Page, parameter};
use claimsmith_axum::SignIn;
use claimsmith_runtime::profile::{OutputClaim, Profile};
use claimsmith_runtime::{ClientOptions, DataType, MemoryFlowStore, TransportError, TransportFault};
use local::{Answer, Answering, profile, start};
use std::sync::Arc;

const GOOD: Answer = Ok((200, r#"{"access_token":"AT","sub":"U-1","age":1}"#));

/// What the callback says besides the state, what the token endpoint answers, and the status that the user sees.
fn outcomes() -> Vec<(&'static str, Answer, u16)> {
    let failed = |kind| Err(TransportError { kind });
    vec![
        ("code=C", GOOD, 200),
        ("error=access_denied", GOOD, 403),
        ("", GOOD, 403),
        ("error=server_error", GOOD, 502),
        ("code=C", Ok((400, r#"{"error":"invalid_grant"}"#)), 502),
        ("code=C", Ok((500, "<html>")), 502),
        ("code=C", Ok((200, "}{")), 502),
        ("code=C", Ok((302, "")), 502),
        ("code=C", Ok((200, r#"{"access_token":"AT","age":1}"#)), 502),
        ("code=C", Ok((200, r#"{"access_token":"AT","sub":"U-1","age":"old"}"#)), 502),
        ("code=C", failed(TransportFault::Connect), 502),
        ("code=C", failed(TransportFault::Timeout), 504),
    ]
}

fn outputs() -> Profile {
    let required = OutputClaim { required: true, ..OutputClaim::string("issuerUserId", "sub") };
    Profile { outputs: vec![required, OutputClaim::member("age", DataType::Int, "age")].into(), ..profile() }
}

/// Begins a sign-in; yields the callback with these parameters.
async fn begun(origin: &str, browser: &mut Browser, parameters: &str) -> String {
    let begun = browser.get(&format!("{origin}/signin/example")).await;
    assert_eq!(browser.cookies().count(), 1);
    let location = begun.location().unwrap();
    let state = parameter(&location, "state").unwrap();
    format!("{origin}/signin/example/callback?{parameters}&state={state}")
}

/// Brings a callback as the provider's page does: in the query, or as a form.
async fn bring(browser: &mut Browser, callback: &str, as_form: bool) -> Page {
    if !as_form {
        return browser.get(callback).await;
    }
    let (address, form) = callback.split_once('?').unwrap();
    let relay = browser.post_from_elsewhere(address, form).await;
    assert!(relay.status == 200 && relay.set_cookies().is_empty(), "{}", relay.body);
    browser.submit(&relay).await
}

async fn every_outcome_ends_the_attempt(as_form: bool) {
    for (parameters, answer, status) in outcomes() {
        let transport = Answering::new(answer);
        let options = ClientOptions::default()
            .with_transport(Arc::new(transport.clone()))
            .with_flow_store(Arc::new(MemoryFlowStore::new()));
        let origin = start(outputs(), options, SignIn::into_router).await;
        let mut browser = Browser::default();
        let callback = begun(&origin, &mut browser, parameters).await;
        let mut copy = browser.clone();

        let page = bring(&mut browser, &callback, as_form).await;
        assert_eq!(page.status, status, "{parameters} {answer:?}: {}", page.body);
        assert_eq!(browser.cookies().count(), 0, "{parameters} {answer:?}");
        let requests = transport.requests();
        let replayed = bring(&mut copy, &callback, as_form).await;
        assert_eq!(replayed.status, 400, "{parameters} {answer:?}: {}", replayed.body);
        assert_eq!(copy.cookies().count(), 0, "the copy too");
        assert_eq!(transport.requests(), requests, "{parameters} {answer:?}: not one more request");
    }
}

#[tokio::test]
async fn s2_every_outcome_clears_the_cookie_and_spends_the_flow() {
    every_outcome_ends_the_attempt(false).await;
}

#[tokio::test]
async fn s2_every_outcome_of_a_posted_callback_does_too() {
    every_outcome_ends_the_attempt(true).await;
}

#[tokio::test]
async fn s2_a_callback_that_is_not_the_providers_clears_the_cookie_and_spends_nothing() {
    let transport = Answering::new(GOOD);
    let options = ClientOptions::default()
        .with_transport(Arc::new(transport.clone()))
        .with_flow_store(Arc::new(MemoryFlowStore::new()));
    let origin = start(outputs(), options, SignIn::into_router).await;
    let mut browser = Browser::default();
    let good = begun(&origin, &mut browser, "code=C").await;
    for callback in [format!("{good}x"), good.replace("code=C", "code=C&code=C"), format!("{good}&error=%FF&error=a")] {
        for as_form in [false, true] {
            let mut copy = browser.clone();
            let page = bring(&mut copy, &callback, as_form).await;
            assert_eq!(page.status, 400, "{callback}: {}", page.body);
            assert_eq!(copy.cookies().count(), 0, "{callback}");
        }
    }
    assert_eq!(transport.requests(), 0);
    assert_eq!(browser.get(&good).await.status, 200, "the user who has the cookie still signs in");
}

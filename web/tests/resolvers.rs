//! What a request says, where a policy asks for it with claim resolvers, and nowhere else.

#[path = "common/browser.rs"]
mod browser;
#[path = "common/local.rs"]
mod local;

use axum::http::HeaderMap;
use browser::{Browser, Page, percent_encode};
use claimsmith_axum::SignIn;
use claimsmith_runtime::ClientOptions;
use claimsmith_runtime::profile::{InputClaim, OutputClaim, Profile, Resolver, ResolverNamespace, text};
use local::{Answering, profile, start};
use std::collections::BTreeMap;
use std::sync::Arc;
use url::Url;

fn resolver(namespace: ResolverNamespace, name: &'static str) -> Option<Resolver> {
    Some(Resolver { namespace, name: text(name) })
}

fn input(parameter: &'static str, namespace: ResolverNamespace, name: &'static str) -> InputClaim {
    let resolver = resolver(namespace, name);
    InputClaim { claim: text(parameter), parameter: text(parameter), resolver, ..InputClaim::EMPTY }
}

fn asking() -> Profile {
    use ResolverNamespace::{Context, Culture, OAuthKeyValue, Oidc};
    let inputs = vec![
        input("login_hint", Oidc, "LoginHint"),
        input("prompt", Oidc, "Prompt"),
        input("lang", Culture, "RFC5646"),
        input("host", Context, "HostName"),
        input("ip", Context, "IPAddress"),
        input("shown", OAuthKeyValue, "state"),
        InputClaim { claim: text("plain"), parameter: text("plain"), ..InputClaim::EMPTY },
    ];
    let campaign =
        OutputClaim { resolver: resolver(OAuthKeyValue, "campaign"), ..OutputClaim::string("campaign", "campaign") };
    Profile { inputs: inputs.into(), outputs: vec![campaign].into(), ..profile() }
}

async fn application(profile: Profile, routes: impl FnOnce(SignIn<local::Example>) -> axum::Router) -> String {
    let transport = Answering::new(Ok((200, r#"{"access_token":"AT"}"#)));
    start(profile, ClientOptions::default().with_transport(Arc::new(transport)), routes).await
}

/// The parameters of the redirect to the provider.
fn sent(page: &Page) -> BTreeMap<String, String> {
    assert_eq!(page.status, 303, "{}", page.body);
    let location = page.location().unwrap();
    assert!(location.starts_with("https://id.example.com/authorize?"), "{location}");
    Url::parse(&location).unwrap().query_pairs().into_owned().collect()
}

async fn start_with(origin: &str, query: &str, headers: &[(&str, &str)]) -> Page {
    Browser::default().request("GET", &format!("{origin}/signin/example?{query}"), headers, "", true).await
}

#[tokio::test]
async fn a_request_fills_what_the_policy_asks_for() {
    let origin = application(asking(), SignIn::into_router).await;
    let query = "login_hint=a%40example.com&prompt=login&state=evil&plain=evil&other=1&return_to=/x";
    let headers = [("accept-language", "de-AT,en;q=0.5"), ("x-forwarded-for", "203.0.113.9"), ("host", "evil.example")];
    let sent = sent(&start_with(&origin, query, &headers).await);
    for (name, value) in
        [("login_hint", "a@example.com"), ("prompt", "login"), ("lang", "de-AT"), ("host", "127.0.0.1")]
    {
        assert_eq!(sent.get(name).map(String::as_str), Some(value));
    }
    for name in ["ip", "shown", "plain", "other", "return_to"] {
        assert!(!sent.contains_key(name), "{name} in {sent:?}");
    }
    assert_ne!(sent["state"], "evil");
}

#[tokio::test]
async fn a_policy_that_does_not_ask_is_told_nothing() {
    let called = Arc::new(std::sync::atomic::AtomicBool::new(false));
    let flag = Arc::clone(&called);
    let routes = move |sign_in: SignIn<local::Example>| {
        let context = move |_: &_, context| {
            flag.store(true, std::sync::atomic::Ordering::SeqCst);
            context
        };
        sign_in.context(context).into_router()
    };
    let inputs = vec![InputClaim { claim: text("prompt"), parameter: text("prompt"), ..InputClaim::EMPTY }];
    let origin = application(Profile { inputs: inputs.into(), ..profile() }, routes).await;
    let query =
        "prompt=none&login_hint=a&state=evil&redirect_uri=https%3A%2F%2Fevil.example&scope=all&code_challenge=x";
    let with_query = sent(&start_with(&origin, query, &[("accept-language", "de")]).await);
    let without = sent(&start_with(&origin, "", &[]).await);
    assert_eq!(with_query.keys().collect::<Vec<_>>(), without.keys().collect::<Vec<_>>());
    assert!(!with_query.values().any(|value| value.contains("evil")), "{with_query:?}");
    assert!(!called.load(std::sync::atomic::Ordering::SeqCst));
}

#[tokio::test]
async fn the_application_has_the_last_word() {
    let routes = |sign_in: SignIn<local::Example>| {
        let context = |request: &axum::http::request::Parts, context: claimsmith_runtime::ResolverContext| {
            let address = |headers: &HeaderMap| headers.get("x-real-ip")?.to_str().ok()?.parse().ok();
            let mut context = context.with_prompt("consent");
            context.ip_address = address(&request.headers);
            context.login_hint = None;
            context
        };
        sign_in.context(context).into_router()
    };
    let origin = application(asking(), routes).await;
    let page = start_with(&origin, "login_hint=a&prompt=none", &[("x-real-ip", "203.0.113.9")]).await;
    let sent = sent(&page);
    assert_eq!((sent["prompt"].as_str(), sent["ip"].as_str()), ("consent", "203.0.113.9"));
    assert!(!sent.contains_key("login_hint"));
}

#[tokio::test]
async fn hostile_values_are_left_out() {
    let origin = application(asking(), SignIn::into_router).await;
    for hostile in [
        format!("login_hint={}", percent_encode("a\r\nSet-Cookie: x=1")),
        "login_hint=a&login_hint=b".to_owned(),
        "login_hint=%FF%FE".to_owned(),
        format!("login_hint={}", "a".repeat(2000)),
        (0..20).map(|index| format!("p{index}=1&")).collect::<String>() + "login_hint=a",
    ] {
        let sent = sent(&start_with(&origin, &hostile, &[("accept-language", "<script>, \u{7e}")]).await);
        assert!(!sent.contains_key("login_hint") && !sent.contains_key("lang"), "{hostile}: {sent:?}");
    }
}

#[tokio::test]
async fn an_output_claim_comes_back_with_the_callback() {
    let origin = application(asking(), SignIn::into_router).await;
    let mut browser = Browser::default();
    let begun = browser.get(&format!("{origin}/signin/example?campaign=autumn")).await;
    let state = sent(&begun)["state"].clone();
    // What the callback says of it does not matter.
    let callback = format!("{origin}/signin/example/callback?code=C&state={state}&campaign=spring");
    let page = browser.get(&callback).await;
    assert_eq!((page.status, page.body.as_str()), (200, "campaign=String(\"autumn\")\n"));
}

#[tokio::test]
async fn a_value_that_cannot_be_kept_is_refused_without_showing_it() {
    let routes = |sign_in: SignIn<local::Example>| {
        sign_in.context(|_, context| context.with_parameter("campaign", "secret".repeat(500))).into_router()
    };
    let origin = application(asking(), routes).await;
    let page = start_with(&origin, "", &[]).await;
    assert_eq!(page.status, 400, "{}", page.body);
    assert!(page.set_cookies().is_empty() && !page.body.contains("secret"), "{}", page.body);
}

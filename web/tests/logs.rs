//! S10: nothing secret in a log, whatever happens and however much is logged. A binary of its own: the collector of a
//! process is global.

mod common;

use claimsmith_emulator::{Endpoint, Fault};
use common::browser::{Browser, parameter, percent_encode};
use common::{GITHUB_SECRET, QQ_SECRET, TestApplication};
use std::fmt::{Debug, Write as _};
use std::sync::{Arc, Mutex, OnceLock};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// Everything that was logged, at every level, by every crate.
#[derive(Clone, Default)]
struct Collector(Arc<Mutex<String>>);

struct Text<'t>(&'t mut String);

impl Visit for Text<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let _ = write!(self.0, " {field}={value:?}");
    }
}

impl Subscriber for Collector {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut Text(&mut self.0.lock().unwrap()));
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut Text(&mut self.0.lock().unwrap()));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut text = self.0.lock().unwrap();
        let _ = write!(text, "\n{} {}", event.metadata().target(), event.metadata().level());
        event.record(&mut Text(&mut text));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// The collector of this process.
fn collector() -> Collector {
    static COLLECTOR: OnceLock<Collector> = OnceLock::new();
    let set = || {
        let collector = Collector::default();
        tracing::subscriber::set_global_default(collector.clone()).unwrap();
        collector
    };
    COLLECTOR.get_or_init(set).clone()
}

/// `http://localhost:3000` where the redirect URI says `http://127.0.0.1:3000`: the pages work, and no sign-in ends.
#[tokio::test]
async fn a_sign_in_that_cannot_end_is_said_when_it_begins() {
    let collector = collector();
    let application = TestApplication::start().await;
    let url = application.url("/signin/qq-oauth");
    for _ in 0..3 {
        let begun = Browser::default().request("GET", &url, &[("host", "Localhost:3000")], "", false).await;
        assert_eq!(begun.status, 303);
    }
    let logged = collector.0.lock().unwrap();
    let warnings: Vec<&str> = logged.lines().filter(|line| line.contains("begun at another host")).collect();
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    for part in ["claimsmith WARN", "profile=\"QQ-OAUTH\"", "host=\"localhost\"", "redirect_uri_host=\"127.0.0.1\""] {
        assert!(warnings[0].contains(part), "{part}: {warnings:?}");
    }
}

#[tokio::test]
async fn s10_secrets_are_in_no_log() {
    let collector = collector();
    let application = TestApplication::start().await;
    let mut secrets = vec![QQ_SECRET.to_owned(), GITHUB_SECRET.to_owned()];
    for start in ["/signin/qq-oauth", "/signin/github-oauth2"] {
        let (emulator, user, client_secret) = match start {
            "/signin/qq-oauth" => (&application.qq, "xiaoming", QQ_SECRET),
            _ => (&application.github, "octavia", GITHUB_SECRET),
        };
        for (button, fault) in [
            (("user", user), None),
            (("deny", "1"), None),
            (("user", user), Some(Fault::error("1", client_secret))),
            (("user", user), Some(Fault::status(500))),
            (("user", user), Some(Fault::Cut)),
        ] {
            let mut browser = Browser::default();
            let begun = browser.get(&application.url(start)).await;
            let callback = browser.decide(&begun.location().unwrap(), button).await;
            if let Some(fault) = fault {
                emulator.order(Endpoint::Token, fault);
            }
            secrets.extend(browser.cookies().map(|(_, value)| value.to_owned()));
            secrets.extend(["code", "state"].iter().filter_map(|name| parameter(&callback, name)).map(str::to_owned));
            let (address, form) = callback.split_once('?').unwrap();
            let relay = browser.post_from_elsewhere(address, form).await;
            browser.submit(&relay).await;
            browser.get(&callback).await;
        }
    }
    let token_requests = application
        .qq
        .requests_to(Endpoint::Claims)
        .into_iter()
        .chain(application.github.requests_to(Endpoint::Claims));
    for request in token_requests {
        secrets.extend(request.query().get("access_token").map(str::to_owned));
        secrets.extend(request.header("authorization").and_then(|value| value.split(' ').nth(1)).map(str::to_owned));
    }

    let logged = collector.0.lock().unwrap();
    for line in ["profile=\"QQ-OAUTH\"", "profile=\"GitHub-OAUTH2\"", "message=signed in", "message=not signed in"] {
        assert!(logged.contains(line), "{line} is logged:\n{logged}");
    }
    assert!(secrets.len() > 20, "{}", secrets.len());
    for secret in secrets {
        assert!(!logged.contains(&secret), "a secret was logged");
        assert!(!logged.contains(&percent_encode(&secret)), "an encoded secret was logged");
    }
}

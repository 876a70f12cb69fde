//! An application with sign-in through emulated providers, on loopback.
#![allow(dead_code, reason = "every test binary uses its own part")]

pub(crate) mod browser;

use axum::Router;
use axum::response::IntoResponse;
use claimsmith::{ClientOptions, Clock, FlowKey, Secret, callback_path};
use claimsmith_axum::{SignIn, sign_in};
use claimsmith_emulator::{Application, Emulator, Provider};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::net::TcpListener;

pub(crate) mod contoso {
    claimsmith::include_policy!("../policies/SignUpOrSignIn.xml");
}

pub(crate) const QQ_SECRET: &str = "qq-app-key-4c1f77";
pub(crate) const GITHUB_SECRET: &str = "github-secret-9be210";
pub(crate) const QQ_CALLBACK: &str = "/signin/qq-oauth/callback";

/// A clock that a test can put forward.
#[derive(Default)]
pub(crate) struct TestClock(AtomicU64);

impl TestClock {
    pub(crate) fn advance(&self, seconds: u64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> u64 {
        1_700_000_000 + self.0.load(Ordering::SeqCst)
    }
}

/// The running application, with the providers it signs in with.
pub(crate) struct TestApplication {
    pub(crate) origin: String,
    pub(crate) qq: Emulator,
    pub(crate) github: Emulator,
    pub(crate) clock: Arc<TestClock>,
}

impl TestApplication {
    /// Answers a sign-in with the subject and the return path as text.
    pub(crate) async fn start() -> Self {
        Self::start_with(|policy| sign_in(policy, who)).await
    }

    pub(crate) async fn start_with(routes: impl FnOnce(contoso::Policy) -> Router) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        Self::at(&origin, &origin, listener, routes).await
    }

    /// An application that browsers reach at `public_url`, which need not be where it listens.
    pub(crate) async fn start_behind(public_url: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        Self::at(&origin, public_url, listener, |policy| sign_in(policy, who)).await
    }

    pub(crate) async fn at(
        origin: &str,
        public_url: &str,
        listener: TcpListener,
        routes: impl FnOnce(contoso::Policy) -> Router,
    ) -> Self {
        let qq = provider(Provider::Qq, QQ_SECRET, public_url, "QQ-OAUTH").await;
        let github = provider(Provider::GitHub, GITHUB_SECRET, public_url, "GitHub-OAUTH2").await;
        let clock = Arc::new(TestClock::default());
        let policy = policy(&qq, &github, public_url, &clock);
        let app = routes(policy);
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { origin: origin.to_owned(), qq, github, clock }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }
}

/// Who signed in and where they wanted to go, and which of the two functions was called.
pub(crate) async fn who(user: contoso::SignedIn) -> impl IntoResponse {
    let return_to = user.return_to().map_or("-", |path| path.as_str()).to_owned();
    format!("signed in: {} to {return_to}", user.subject().unwrap())
}

pub(crate) fn sign_in_builder(policy: contoso::Policy) -> SignIn<contoso::Policy> {
    SignIn::new(policy, who)
}

pub(crate) async fn provider(provider: Provider, secret: &str, public_url: &str, profile_id: &str) -> Emulator {
    let redirect_uri = format!("{public_url}{}", callback_path(profile_id));
    Emulator::start(provider, Application::new("101234567", secret).redirect_uri(redirect_uri)).await.unwrap()
}

fn policy(qq: &Emulator, github: &Emulator, public_url: &str, clock: &Arc<TestClock>) -> contoso::Policy {
    let flow_key = FlowKey::generate_base64();
    let options = |emulator: &Emulator| {
        ClientOptions::default()
            .with_flow_keys(FlowKey::from_base64(&flow_key).unwrap().into())
            .with_endpoint_base(emulator.origin())
            .with_loopback_http(true)
            .with_clock(Arc::clone(clock) as Arc<dyn Clock>)
    };
    contoso::Policy::new(contoso::PolicyConfig {
        qq_oauth: contoso::QqOauthConfig {
            client_id: "101234567".to_owned(),
            client_secret: Secret::from(QQ_SECRET),
            redirect_uri: format!("{public_url}{}", callback_path("QQ-OAUTH")),
            options: options(qq),
        },
        git_hub_oauth2: contoso::GitHubOauth2Config {
            client_id: "101234567".to_owned(),
            client_secret: Secret::from(GITHUB_SECRET),
            redirect_uri: format!("{public_url}{}", callback_path("GitHub-OAUTH2")),
            options: options(github),
        },
    })
    .unwrap()
}

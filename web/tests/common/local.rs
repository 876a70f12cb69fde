//! An application on loopback whose only provider is a closure: for profiles that no policy of the tests has.
#![allow(dead_code, reason = "every test binary uses its own part")]

use axum::Router;
use claimsmith_axum::SignIn;
use claimsmith_runtime::profile::{AuthorizationRequest, Profile, TokenRequest, text};
use claimsmith_runtime::{
    BoxFuture, ClaimSet, Client, ClientConfig, ClientOptions, ConfigError, FlowKey, Provider, Request, Response,
    SignedIn, Transport, TransportError, callback_path,
};
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;

/// One provider, as generated code would have it.
#[derive(Clone)]
pub(crate) struct Example(Client);

impl Provider for Example {
    const PROFILE: Profile = Profile { id: text("Example"), ..Profile::EMPTY };
    type Claims = ClaimSet;
    type Inputs = ();
    type Config = (Profile, ClientConfig);

    fn new((profile, config): Self::Config) -> Result<Self, ConfigError> {
        Client::new(profile, config).map(Self)
    }

    fn client(&self) -> &Client {
        &self.0
    }
}

/// Code flow; claims are the members of the token answer.
pub(crate) fn profile() -> Profile {
    Profile {
        display_name: text("Example"),
        authorization: AuthorizationRequest {
            endpoint: text("https://id.example.com/authorize"),
            ..AuthorizationRequest::EMPTY
        },
        token: TokenRequest { endpoint: text("https://id.example.com/token"), ..TokenRequest::EMPTY },
        ..Example::PROFILE
    }
}

/// What the provider answers to the next token request.
pub(crate) type Answer = Result<(u16, &'static str), TransportError>;

/// Answers every request alike and counts them.
#[derive(Clone)]
pub(crate) struct Answering(Arc<Mutex<(Answer, usize)>>);

impl Answering {
    pub(crate) fn new(answer: Answer) -> Self {
        Self(Arc::new(Mutex::new((answer, 0))))
    }

    pub(crate) fn requests(&self) -> usize {
        self.0.lock().unwrap().1
    }
}

impl Transport for Answering {
    fn call(&self, _request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        let mut state = self.0.lock().unwrap();
        state.1 += 1;
        let answer = state.0.map(|(status, body)| Response::new(status, Vec::new(), body.into()));
        Box::pin(std::future::ready(answer))
    }
}

/// Starts an application and yields its origin. It answers a sign-in with the claims, one a line.
pub(crate) async fn start(
    profile: Profile,
    options: ClientOptions,
    routes: impl FnOnce(SignIn<Example>) -> Router,
) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let options = options.with_flow_keys(FlowKey::from_base64(&FlowKey::generate_base64()).unwrap().into());
    let config = ClientConfig::new("101", format!("{origin}{}", callback_path(&profile.id))).with_options(options);
    let provider = Example::new((profile, config)).unwrap();
    let app = routes(SignIn::new(provider, async |user: SignedIn<ClaimSet>| {
        user.claims.iter().map(|(claim, value)| format!("{claim}={value:?}\n")).collect::<String>()
    }));
    tokio::spawn(async move { axum::serve(listener, app).await });
    origin
}

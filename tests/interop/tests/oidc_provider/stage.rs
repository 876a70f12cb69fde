//! One technical profile of a policy, compiled and pointed at the provider.

use crate::browser::{Arrival, Browser, User, http};
use crate::recorder::Recorder;
use crate::registration::{AWKWARD_SECRET, SECRET, assertion_signing_key, public_redirect_uri, redirect_uri};
use crate::server::Server;
use claimsmith_compiler::diagnostic::render;
use claimsmith_compiler::loader::DiskLoader;
use claimsmith_compiler::{Options, Purpose, Severity, compile};
use claimsmith_runtime::profile::ResponseType;
use claimsmith_runtime::{
    Begin, BeginOptions, ClaimSet, ClaimValue, Client, ClientConfig, ClientOptions, FlowKey, Profile, Secret,
    SignInError, SignedIn, Tokens,
};
use std::sync::Arc;

/// An application that signs users in with one technical profile.
pub(crate) struct Stage {
    pub(crate) client: Client,
    /// What the client has sent.
    pub(crate) recorder: Arc<Recorder>,
    origin: String,
    /// Kept running for as long as the application needs it.
    _server: Option<Arc<Server>>,
}

impl Stage {
    /// The application as it is registered.
    pub(crate) fn new(profile_id: &str) -> Self {
        Self::configured(profile_id, |config| config)
    }

    /// The application with another configuration.
    pub(crate) fn configured(profile_id: &str, change: impl FnOnce(ClientConfig) -> ClientConfig) -> Self {
        let server = Server::shared();
        Self { _server: Some(server.clone()), ..Self::at(&server.origin(), profile_id, change) }
    }

    /// The application with a provider of its own, whose address this is.
    pub(crate) fn at(origin: &str, profile_id: &str, change: impl FnOnce(ClientConfig) -> ClientConfig) -> Self {
        let profile = profile(profile_id);
        let recorder = Arc::new(Recorder::new());
        let options = ClientOptions::default()
            .with_endpoint_base(origin)
            .with_loopback_http(true)
            .with_flow_keys(FlowKey::ephemeral().into())
            .with_transport(recorder.clone());
        let config = change(configuration(&profile).with_options(options));
        let client = Client::new(profile, config).expect("the configuration is complete");
        Self { client, recorder, origin: origin.to_owned(), _server: None }
    }

    /// Begins a sign-in that a user ends in a new browser.
    pub(crate) async fn visit(&self, user: User<'_>) -> (Begin, Arrival) {
        self.visit_in(&mut Browser::new(), user).await
    }

    /// Begins a sign-in that a user ends in this browser.
    pub(crate) async fn visit_in(&self, browser: &mut Browser, user: User<'_>) -> (Begin, Arrival) {
        self.visit_with(browser, user, ClaimSet::new(), BeginOptions::default()).await
    }

    /// Begins a sign-in with input claims and options.
    pub(crate) async fn visit_with(
        &self,
        browser: &mut Browser,
        user: User<'_>,
        inputs: ClaimSet,
        options: BeginOptions,
    ) -> (Begin, Arrival) {
        let begin = self.client.begin(inputs, options).expect("begun");
        let arrival = browser.visit(&begin.url, user).await;
        assert_eq!(arrival.address, self.client.redirect_uri());
        (begin, arrival)
    }

    /// What the application makes of an arrival.
    pub(crate) async fn finish(&self, begin: Begin, arrival: &Arrival) -> Result<SignedIn<ClaimSet>, SignInError> {
        self.client.finish(arrival.callback()?, begin.flow).await
    }

    /// What the provider's own claims endpoint says of an access token, as an HTTP status.
    pub(crate) async fn claims_status(&self, access_token: &Secret) -> u16 {
        let request = http().get(format!("{}/me", self.origin)).bearer_auth(access_token.expose());
        request.send().await.expect("the provider answers").status().as_u16()
    }

    /// A whole sign-in.
    pub(crate) async fn sign_in(&self, account: &str) -> Result<SignedIn<ClaimSet>, SignInError> {
        let (begin, arrival) = self.visit(User::Agrees(account)).await;
        self.finish(begin, &arrival).await
    }
}

/// The access token that comes with every code.
pub(crate) fn access_token(tokens: &Tokens) -> &Secret {
    tokens.access_token().expect("the token endpoint gives one")
}

/// The text of a claim; empty when it has no value.
pub(crate) fn text<'s>(signed_in: &'s SignedIn<ClaimSet>, claim: &str) -> &'s str {
    match signed_in.claims.get(claim) {
        Some(ClaimValue::String(text)) => text,
        None => "",
        other => panic!("{other:?} is no text"),
    }
}

/// Compiles the policy that has the profile.
fn profile(id: &str) -> Profile {
    let policy = if id.contains("IdToken") { "IdToken.xml" } else { "OAuth2.xml" };
    let loader = DiskLoader::new(concat!(env!("CARGO_MANIFEST_DIR"), "/policies"));
    let outcome = compile(&Options::new([policy], Purpose::Generate), &loader);
    let errors = outcome.diagnostics.iter().filter(|it| it.severity == Severity::Error);
    let errors: Vec<String> = errors.map(|error| render::plain(error, &outcome.sources)).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    let mut clients = outcome.sdk.expect("the policy has clients").profiles.into_iter();
    clients.find(|client| client.profile.id == id).expect("the policy has the profile").profile
}

/// The configuration that fits what is registered.
fn configuration(profile: &Profile) -> ClientConfig {
    let client_id = profile.client_id.clone().expect("the policy has the client id");
    let redirect_uri = match profile.authorization.response_type {
        ResponseType::Code => redirect_uri(&profile.id),
        ResponseType::IdToken => public_redirect_uri(&profile.id),
    };
    profile.keys.iter().fold(ClientConfig::new(client_id, redirect_uri), |config, key| {
        let value = match key.id.as_ref() {
            "assertion_signing_key" => assertion_signing_key(),
            _ if profile.id == "Interop-Basic" => AWKWARD_SECRET.to_owned(),
            _ => SECRET.to_owned(),
        };
        config.with_key(key.id.as_ref(), value)
    })
}

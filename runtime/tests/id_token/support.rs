//! A provider in memory, a client of it, and the browser's part of a sign-in.

use crate::signing::{ec_jwk, ed25519_jwk, private_keys, rsa_jwk, sign, token};
use claimsmith_runtime::profile::{
    AuthorizationRequest, ClaimsRequest, CryptographicKey, DataType, IdToken, KeySource, OutputClaim, Profile,
    ResponseMode, ResponseType, SignatureAlgorithm, Subject, SubjectIssuer, TokenRequest, text,
};
use claimsmith_runtime::{
    Begin, BeginOptions, BoxFuture, Callback, ClaimSet, Client, ClientConfig, ClientOptions, Clock, ConfigError,
    FlowKey, IdTokenFault, Request, Response, SignInError, SignedIn, Transport, TransportError,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::future::Future;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use url::Url;

pub(crate) const NOW: u64 = 1_800_000_000;
pub(crate) const ISSUER: &str = "https://id.example.com/tenant";
pub(crate) const KEYS: &str = "https://id.example.com/tenant/keys";
pub(crate) const METADATA: &str = "https://id.example.com/tenant/.well-known/openid-configuration";
pub(crate) const TOKEN: &str = "https://id.example.com/tenant/token";
pub(crate) const ME: &str = "https://id.example.com/tenant/me";
pub(crate) const CLIENT_ID: &str = "client-1";
pub(crate) const SECRET: &str = "client-secret-of-32-characters!!";
pub(crate) const CODE: &str = "code-1";
pub(crate) const ACCESS_TOKEN: &str = "access-token-1";

/// The claims come in the id_token of the callback.
pub(crate) fn implicit() -> Profile {
    let authorization = AuthorizationRequest {
        response_type: ResponseType::IdToken,
        response_mode: Some(ResponseMode::FormPost),
        ..code().authorization
    };
    Profile { authorization, token: TokenRequest::EMPTY, keys: Profile::EMPTY.keys, ..code() }
}

/// The claims come in the id_token of the token answer.
pub(crate) fn code() -> Profile {
    Profile {
        id: text("Example-OIDC"),
        keys: vec![CryptographicKey {
            id: text("client_secret"),
            storage_reference_id: text("B2C_1A_ExampleSecret"),
            variable: text("B2C_1A_EXAMPLESECRET"),
        }]
        .into(),
        authorization: AuthorizationRequest {
            endpoint: text("https://id.example.com/tenant/authorize"),
            scope: Some(text("openid")),
            ..AuthorizationRequest::EMPTY
        },
        token: TokenRequest { endpoint: text(TOKEN), ..TokenRequest::EMPTY },
        id_token: Some(IdToken { keys: KeySource::Jwks(text(KEYS)), ..IdToken::EMPTY }),
        issuer: Some(text(ISSUER)),
        outputs: vec![
            OutputClaim::member("issuerUserId", DataType::String, "sub"),
            OutputClaim::member("email", DataType::String, "email"),
        ]
        .into(),
        subject: Some(Subject { issuer: SubjectIssuer::Constant(text("example.com")), claim: 0 }),
        ..Profile::EMPTY
    }
}

/// The claims come from the claims endpoint first.
pub(crate) fn code_with_claims() -> Profile {
    Profile { claims: ClaimsRequest { endpoint: Some(text(ME)), ..ClaimsRequest::EMPTY }, ..code() }
}

/// With the issuer and the address of the keys from the discovery document.
pub(crate) fn discovered(profile: Profile) -> Profile {
    let id_token = Some(IdToken { keys: KeySource::Discovery(text(METADATA)), ..IdToken::EMPTY });
    Profile { id_token, issuer: None, ..profile }
}

pub(crate) fn with_algorithms(profile: Profile, algorithms: &[SignatureAlgorithm]) -> Profile {
    let id_token = profile.id_token.clone().unwrap_or(IdToken::EMPTY);
    Profile { id_token: Some(IdToken { algorithms: algorithms.to_vec().into(), ..id_token }), ..profile }
}

/// What an address answers: status, headers, body.
#[derive(Clone)]
pub(crate) struct Page {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

type Fault = dyn Fn(&Request) -> Option<TransportError> + Send + Sync;

/// A provider in memory: pages by address, and the addresses that were asked.
#[derive(Clone, Default)]
pub(crate) struct Provider(Arc<Inner>);

#[derive(Default)]
struct Inner {
    pages: Mutex<BTreeMap<String, Page>>,
    asked: Mutex<Vec<String>>,
    fault: Mutex<Option<Box<Fault>>>,
    /// How often an answer is not ready yet when it is polled.
    delay: AtomicU64,
}

impl Provider {
    /// With a key of every kind, a discovery document and a user.
    pub(crate) fn new() -> Self {
        let provider = Self::default();
        provider.serve_keys(&all_keys());
        provider.serve(METADATA, document().to_string());
        provider.serve(ME, json!({"sub": "user-1", "email": "from.claims@example.com"}).to_string());
        provider
    }

    pub(crate) fn serve(&self, url: &str, body: impl Into<String>) {
        self.serve_page(url, Page { status: 200, headers: Vec::new(), body: body.into() });
    }

    pub(crate) fn serve_page(&self, url: &str, page: Page) {
        self.0.pages.lock().expect("no panic").insert(url.to_owned(), page);
    }

    pub(crate) fn serve_keys(&self, keys: &[Value]) {
        self.serve(KEYS, json!({"keys": keys}).to_string());
    }

    pub(crate) fn serve_status(&self, url: &str, status: u16) {
        self.serve_page(url, Page { status, headers: Vec::new(), body: "oops".to_owned() });
    }

    pub(crate) fn fail(&self, fault: impl Fn(&Request) -> Option<TransportError> + Send + Sync + 'static) {
        *self.0.fault.lock().expect("no panic") = Some(Box::new(fault));
    }

    pub(crate) fn delay(&self, polls: u64) {
        self.0.delay.store(polls, Ordering::SeqCst);
    }

    /// How often an address was asked.
    pub(crate) fn asked(&self, url: &str) -> usize {
        let asked = self.0.asked.lock().expect("no panic");
        asked.iter().filter(|request| request.split('?').next() == Some(url)).count()
    }

    pub(crate) fn asked_at_all(&self) -> Vec<String> {
        self.0.asked.lock().expect("no panic").clone()
    }

    fn answer(&self, request: &Request) -> Result<Response, TransportError> {
        self.0.asked.lock().expect("no panic").push(request.url.clone());
        if let Some(error) = self.0.fault.lock().expect("no panic").as_ref().and_then(|fault| fault(request)) {
            return Err(error);
        }
        let address = request.url.split('?').next().unwrap_or_default();
        let page = self.0.pages.lock().expect("no panic").get(address).cloned();
        let page = page.unwrap_or_else(|| panic!("nothing is served at {address}"));
        Ok(Response::new(page.status, page.headers, page.body.into_bytes()))
    }
}

impl Transport for Provider {
    fn call(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        Box::pin(async move {
            let answer = self.answer(&request);
            for _ in 0..self.0.delay.load(Ordering::SeqCst) {
                tokio::task::yield_now().await;
            }
            answer
        })
    }
}

/// One key of each kind; the key ids are the kinds.
pub(crate) fn all_keys() -> Vec<Value> {
    let keys = private_keys();
    vec![
        rsa_jwk("rsa", &keys.rsa),
        ec_jwk("p256", "P-256", &keys.p256),
        ec_jwk("p384", "P-384", &keys.p384),
        ed25519_jwk("ed25519", &keys.ed25519),
    ]
}

/// The id of the key that an algorithm signs with.
pub(crate) fn key_id(algorithm: &str) -> &'static str {
    match algorithm {
        "ES256" => "p256",
        "ES384" => "p384",
        "EdDSA" => "ed25519",
        _ => "rsa",
    }
}

pub(crate) fn document() -> Value {
    json!({
        "issuer": ISSUER,
        "jwks_uri": KEYS,
        "authorization_endpoint": "https://elsewhere.example.com/authorize",
        "token_endpoint": "https://elsewhere.example.com/token",
        "userinfo_endpoint": "https://elsewhere.example.com/me",
    })
}

/// A clock that stands still until it is set.
#[derive(Clone)]
pub(crate) struct StoppedClock(Arc<AtomicU64>);

impl StoppedClock {
    pub(crate) fn advance(&self, seconds: u64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
    }

    pub(crate) fn set(&self, now: u64) {
        self.0.store(now, Ordering::SeqCst);
    }
}

impl Clock for StoppedClock {
    fn now(&self) -> u64 {
        self.0.load(Ordering::SeqCst)
    }
}

/// A provider and a client of it.
#[derive(Clone)]
pub(crate) struct World {
    pub(crate) provider: Provider,
    pub(crate) clock: StoppedClock,
    pub(crate) client: Client,
    is_implicit: bool,
}

impl World {
    pub(crate) fn new(profile: Profile) -> Self {
        Self::with(profile, ClientOptions::default()).expect("a good configuration")
    }

    pub(crate) fn with(profile: Profile, options: ClientOptions) -> Result<Self, ConfigError> {
        let provider = Provider::new();
        let clock = StoppedClock(Arc::new(AtomicU64::new(NOW)));
        let key = FlowKey::from_base64("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=").expect("32 bytes");
        let options = options
            .with_flow_keys(key.into())
            .with_transport(Arc::new(provider.clone()))
            .with_clock(Arc::new(clock.clone()));
        let is_implicit = profile.authorization.response_type == ResponseType::IdToken;
        let config = ClientConfig::new(CLIENT_ID, "https://www.example.com/callback").with_options(options);
        let config = if is_implicit { config } else { config.with_key("client_secret", SECRET) };
        Ok(Self { provider, clock, client: Client::new(profile, config)?, is_implicit })
    }

    pub(crate) fn begin(&self) -> Attempt {
        let begin = self.client.begin((), BeginOptions::default()).expect("a flow");
        let query: BTreeMap<String, String> =
            Url::parse(&begin.url).expect("a URL").query_pairs().into_owned().collect();
        let nonce = query.get("nonce").cloned().unwrap_or_default();
        Attempt { begin, nonce, state: query["state"].clone(), now: self.clock.now() }
    }

    /// The token comes in the callback, or in the token answer, wherever the profile wants it.
    pub(crate) async fn finish(&self, attempt: Attempt, id_token: &str) -> Result<SignedIn<ClaimSet>, SignInError> {
        if self.is_implicit {
            return self.finish_with(attempt, &[("id_token", id_token)]).await;
        }
        self.serve_token(&json!({"access_token": ACCESS_TOKEN, "id_token": id_token}));
        self.finish_with(attempt, &[("code", CODE)]).await
    }

    pub(crate) fn serve_token(&self, answer: &Value) {
        self.provider.serve(TOKEN, answer.to_string());
    }

    pub(crate) async fn finish_with(
        &self,
        attempt: Attempt,
        parameters: &[(&str, &str)],
    ) -> Result<SignedIn<ClaimSet>, SignInError> {
        let callback = attempt.callback(parameters);
        self.client.finish(callback, attempt.begin.flow).await
    }

    /// A sign-in with the token that the closure makes.
    pub(crate) fn sign_in(&self, token: impl FnOnce(&Attempt) -> String) -> Result<SignedIn<ClaimSet>, SignInError> {
        let attempt = self.begin();
        let token = token(&attempt);
        run(self.finish(attempt, &token))
    }
}

/// A sign-in that has begun.
pub(crate) struct Attempt {
    pub(crate) begin: Begin,
    pub(crate) nonce: String,
    pub(crate) state: String,
    now: u64,
}

impl Attempt {
    /// Claims that pass every check.
    pub(crate) fn claims(&self) -> Value {
        json!({
            "iss": ISSUER,
            "aud": CLIENT_ID,
            "sub": "user-1",
            "exp": self.now + 300,
            "iat": self.now,
            "nonce": self.nonce,
            "email": "user@example.com",
        })
    }

    /// A token that passes every check, signed by the key of the algorithm.
    pub(crate) fn good(&self, algorithm: &str) -> String {
        signed(algorithm, &self.claims())
    }

    pub(crate) fn callback(&self, parameters: &[(&str, &str)]) -> Callback {
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        form.append_pair("state", &self.state).extend_pairs(parameters);
        Callback::from_form(form.finish().as_bytes()).expect("a readable callback")
    }
}

/// Claims signed by the key of the algorithm, which the header names.
pub(crate) fn signed(algorithm: &str, claims: &Value) -> String {
    let header = json!({"alg": algorithm, "typ": "JWT", "kid": key_id(algorithm)});
    token(header.to_string(), claims.to_string(), |message| sign(algorithm, message))
}

/// Claims signed with RS256 under another header.
pub(crate) fn signed_under(header: &Value, claims: &Value) -> String {
    token(header.to_string(), claims.to_string(), |message| sign("RS256", message))
}

/// A sign-in whose claims the closure has changed.
pub(crate) fn changed(change: impl FnOnce(&mut Value)) -> Result<SignedIn<ClaimSet>, SignInError> {
    changed_in(implicit(), change)
}

pub(crate) fn changed_in(profile: Profile, change: impl FnOnce(&mut Value)) -> Result<SignedIn<ClaimSet>, SignInError> {
    World::new(profile).sign_in(|attempt| {
        let mut claims = attempt.claims();
        change(&mut claims);
        signed("RS256", &claims)
    })
}

#[track_caller]
pub(crate) fn assert_refused(outcome: Result<SignedIn<ClaimSet>, SignInError>, check: IdTokenFault) {
    assert_eq!(outcome.map(drop), Err(SignInError::IdToken { check }));
}

#[track_caller]
pub(crate) fn assert_accepted(outcome: Result<SignedIn<ClaimSet>, SignInError>) {
    assert_eq!(outcome.map(|signed_in| signed_in.subject().map(|key| key.id.clone())), Ok(Some("user-1".to_owned())));
}

pub(crate) fn run<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(future)
}

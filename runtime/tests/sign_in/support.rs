//! Profiles, a fake transport, a loopback server, and the browser's part of a sign-in.

use claimsmith_runtime::profile::{
    AnswerFormat, AuthorizationRequest, BearerTransmission, ClaimsRequest, Constant, CryptographicKey, DataType,
    Method, OutputClaim, Profile, Subject, SubjectIssuer, TokenRequest, list, text,
};
use claimsmith_runtime::{
    Begin, BeginOptions, BoxFuture, Callback, ClaimSet, Client, ClientConfig, ClientOptions, Clock, FlowKey,
    Randomness, RandomnessError, Request, Response, SignInError, SignedIn, Transport, TransportError,
};
use std::collections::BTreeMap;
use std::future::Future;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use url::Url;

pub(crate) const SECRET: &str = "hunter2+:/%&= secret";
pub(crate) const CODE: &str = "C0DE.of+the/user=";
pub(crate) const REDIRECT_URI: &str = "https://www.example.com/signin/qq-oauth/callback";

pub(crate) fn client_secret() -> CryptographicKey {
    CryptographicKey {
        id: text("client_secret"),
        storage_reference_id: text("B2C_1A_QqSecret"),
        variable: text("B2C_1A_QQSECRET"),
    }
}

fn constant(claim: &'static str, value: &'static str) -> OutputClaim {
    let default = Some(Constant::String(text(value)));
    OutputClaim { default, always_default: true, ..OutputClaim::member(claim, DataType::String, claim) }
}

/// As Microsoft's article has it: GET token request, form answer, JSONP claims, errors inside HTTP 200.
pub(crate) fn qq() -> Profile {
    Profile {
        id: text("QQ-OAUTH"),
        display_name: text("QQ"),
        client_id_variable: text("QQ_OAUTH_CLIENT_ID"),
        keys: vec![client_secret()].into(),
        authorization: AuthorizationRequest {
            endpoint: text("https://graph.qq.com/oauth2.0/authorize"),
            scope: Some(text("get_user_info")),
            ..AuthorizationRequest::EMPTY
        },
        token: TokenRequest {
            endpoint: text("https://graph.qq.com/oauth2.0/token"),
            method: Method::Get,
            ..TokenRequest::EMPTY
        },
        claims: ClaimsRequest {
            endpoint: Some(text("https://graph.qq.com/oauth2.0/me")),
            format: Some(AnswerFormat::JsonP),
            ..ClaimsRequest::EMPTY
        },
        error_member: Some(text("error")),
        outputs: vec![
            constant("identityProvider", "qq.com"),
            OutputClaim { required: true, ..OutputClaim::member("issuerUserId", DataType::String, "openid") },
            OutputClaim::member("displayName", DataType::String, "nickname"),
        ]
        .into(),
        subject: Some(Subject { issuer: SubjectIssuer::Constant(text("qq.com")), claim: 1 }),
        ..Profile::EMPTY
    }
}

/// Bearer in the header, a User-Agent, a numeric id.
pub(crate) fn github() -> Profile {
    Profile {
        id: text("GitHub-OAUTH2"),
        display_name: text("GitHub"),
        keys: vec![client_secret()].into(),
        authorization: AuthorizationRequest {
            endpoint: text("https://github.com/login/oauth/authorize"),
            scope: Some(text("read:user user:email")),
            ..AuthorizationRequest::EMPTY
        },
        token: TokenRequest {
            endpoint: text("https://github.com/login/oauth/access_token"),
            method: Method::Get,
            ..TokenRequest::EMPTY
        },
        claims: ClaimsRequest {
            endpoint: Some(text("https://api.github.com/user")),
            bearer: BearerTransmission::AuthorizationHeader,
            user_agent: Some(text("CPIM-Basic/contoso/B2C_1A_signup")),
            ..ClaimsRequest::EMPTY
        },
        outputs: vec![
            OutputClaim::member("issuerUserId", DataType::String, "id"),
            OutputClaim::member("numericUserId", DataType::Long, "id"),
            OutputClaim::member("email", DataType::String, "email"),
            constant("identityProvider", "github.com"),
        ]
        .into(),
        subject: Some(Subject { issuer: SubjectIssuer::Constant(text("github.com")), claim: 0 }),
        ..Profile::EMPTY
    }
}

/// POST and JSON in every step; claims are the members of the token answer.
pub(crate) fn plain() -> Profile {
    Profile {
        id: text("Plain"),
        display_name: text("Plain"),
        keys: vec![client_secret()].into(),
        authorization: AuthorizationRequest {
            endpoint: text("https://id.example.com/authorize"),
            ..AuthorizationRequest::EMPTY
        },
        token: TokenRequest { endpoint: text("https://id.example.com/token"), ..TokenRequest::EMPTY },
        outputs: list(&[]),
        ..Profile::EMPTY
    }
}

pub(crate) fn options() -> ClientOptions {
    let key = FlowKey::from_base64("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=").expect("32 bytes");
    ClientOptions::default().with_flow_keys(key.into())
}

pub(crate) fn config(options: ClientOptions) -> ClientConfig {
    ClientConfig::new("101 & co", REDIRECT_URI).with_key("client_secret", SECRET).with_options(options)
}

type Answers = dyn Fn(&Request) -> Result<Response, TransportError> + Send + Sync;

/// Answers requests from a closure and keeps them.
#[derive(Clone)]
pub(crate) struct Fake {
    requests: Arc<Mutex<Vec<Request>>>,
    answers: Arc<Answers>,
}

impl Fake {
    pub(crate) fn new(answers: impl Fn(&Request) -> Result<Response, TransportError> + Send + Sync + 'static) -> Self {
        Self { requests: Arc::default(), answers: Arc::new(answers) }
    }

    /// Answers 200 with the first body to the first request, and so on.
    pub(crate) fn bodies(bodies: &[&str]) -> Self {
        let bodies: Mutex<Vec<String>> = Mutex::new(bodies.iter().rev().map(|body| (*body).to_owned()).collect());
        Self::new(move |_| {
            let body = bodies.lock().expect("no panic").pop().expect("no request beyond the bodies given");
            Ok(Response::new(200, Vec::new(), body.into_bytes()))
        })
    }

    pub(crate) fn requests(&self) -> Vec<Request> {
        self.requests.lock().expect("no panic").clone()
    }

    pub(crate) fn client(&self, profile: Profile) -> Client {
        Client::new(profile, config(options().with_transport(Arc::new(self.clone())))).expect("a good configuration")
    }
}

impl Transport for Fake {
    fn call(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        self.requests.lock().expect("no panic").push(request.clone());
        Box::pin(std::future::ready((self.answers)(&request)))
    }
}

/// A clock that stands still until it is set.
#[derive(Clone, Default)]
pub(crate) struct StoppedClock(Arc<AtomicU64>);

impl StoppedClock {
    pub(crate) fn set(&self, now: u64) {
        self.0.store(now, Ordering::SeqCst);
    }
}

impl Clock for StoppedClock {
    fn now(&self) -> u64 {
        self.0.load(Ordering::SeqCst)
    }
}

/// Gives nothing but zeros, so that requests can be compared byte for byte.
pub(crate) struct Zeros;

impl Randomness for Zeros {
    fn fill(&self, buffer: &mut [u8]) -> Result<(), RandomnessError> {
        buffer.fill(0);
        Ok(())
    }
}

pub(crate) fn run<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(future)
}

pub(crate) fn begin(client: &Client) -> Begin {
    client.begin((), BeginOptions::default()).expect("a flow")
}

/// The parameters of a URL's query.
pub(crate) fn query(url: &str) -> BTreeMap<String, String> {
    Url::parse(url).expect("a URL").query_pairs().into_owned().collect()
}

/// The names of the parameters of a URL's query, in order.
pub(crate) fn names(url: &str) -> Vec<String> {
    Url::parse(url).expect("a URL").query_pairs().map(|(name, _)| name.into_owned()).collect()
}

/// The callback that a provider sends for an authorization URL, with these parameters besides the state.
pub(crate) fn callback(url: &str, parameters: &[(&str, &str)]) -> Callback {
    let mut query_text = url::form_urlencoded::Serializer::new(String::new());
    query_text.append_pair("state", &query(url)["state"]).extend_pairs(parameters);
    Callback::from_query(&query_text.finish()).expect("a readable callback")
}

/// A whole sign-in with a good callback.
pub(crate) fn sign_in(client: &Client) -> Result<SignedIn<ClaimSet>, SignInError> {
    let begin = begin(client);
    run(client.finish(callback(&begin.url, &[("code", CODE)]), begin.flow))
}

/// A whole sign-in with these answers.
pub(crate) fn answered(profile: Profile, bodies: &[&str]) -> Result<SignedIn<ClaimSet>, SignInError> {
    sign_in(&Fake::bodies(bodies).client(profile))
}

//! One engine for all providers: it reads a [`Wire`] and knows nobody by name.

mod authorization;
mod claims;
mod client;
mod identity;
mod pkce;
mod route;
mod token;

use self::route::Route;
use crate::application::Application;
use crate::fault::{Delivery, Fault};
use crate::json::Members;
use crate::keys::{ClientKey, PublicKey, SigningKey};
use crate::page;
use crate::reply::{Content, Reply};
use crate::request::{Endpoint, Incoming, RecordedRequest};
use crate::store::Store;
use crate::wire::{Authentication, Grant, Place, Refusal, Wire, method_name};
use claimsmith_profile::{Method, ResponseMode, ResponseType};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

/// The most requests that are remembered; beyond it the oldest goes.
const MOST_REQUESTS: usize = 10_000;

type Observer = Box<dyn Fn(&RecordedRequest) + Send + Sync>;

/// A provider with its state. Pure computation: HTTP is elsewhere.
pub(crate) struct Engine {
    pub(crate) wire: Wire,
    pub(crate) application: Application,
    pub(crate) origin: String,
    /// What the provider calls itself.
    pub(crate) issuer: String,
    /// The pair that was made because the application registered no key.
    pub(crate) client_key: Option<ClientKey>,
    public_key: Option<PublicKey>,
    started: Instant,
    /// Seconds since 1970 when the engine started.
    started_at: i64,
    state: Mutex<State>,
    observer: Mutex<Option<Observer>>,
}

/// What changes while the emulator runs. Points in time are durations since its start.
struct State {
    clock_offset: Duration,
    tickets: Store<Ticket>,
    codes: Store<Code>,
    access_tokens: Store<AccessToken>,
    refresh_tokens: Store<Consent>,
    /// The `jti`s that were seen.
    assertions: Store<()>,
    /// Indexes of the users who consented before.
    consented: BTreeSet<usize>,
    signing_key: Option<Arc<SigningKey>>,
    keys_made: u32,
    faults: BTreeMap<Endpoint, VecDeque<Fault>>,
    requests: VecDeque<RecordedRequest>,
}

/// A consent page that waits for its answer.
struct Ticket {
    redirect_uri: String,
    /// What the request said, which is a name at some providers.
    redirect_uri_said: String,
    state: Option<String>,
    response_type: ResponseType,
    mode: ResponseMode,
    scopes: Vec<String>,
    nonce: Option<String>,
    offline: bool,
    challenge: Option<String>,
    expires: Duration,
}

/// Who granted what.
#[derive(Clone)]
struct Consent {
    /// Index into the users of the wire.
    user: usize,
    scopes: Vec<String>,
    nonce: Option<String>,
    /// Whether it was the user's first.
    first: bool,
    /// Whether there is a refresh token.
    offline: bool,
}

struct Code {
    consent: Consent,
    /// What the token request has to repeat.
    redirect_uri: String,
    challenge: Option<String>,
    expires: Duration,
    used: bool,
}

struct AccessToken {
    consent: Consent,
    /// The token answer that it came with.
    answer: Members,
    expires: Option<Duration>,
}

impl State {
    fn new() -> Self {
        Self {
            clock_offset: Duration::ZERO,
            tickets: Store::new(),
            codes: Store::new(),
            access_tokens: Store::new(),
            refresh_tokens: Store::new(),
            assertions: Store::new(),
            consented: BTreeSet::new(),
            signing_key: None,
            keys_made: 0,
            faults: BTreeMap::new(),
            requests: VecDeque::new(),
        }
    }
}

impl Engine {
    pub(crate) fn new(wire: Wire, application: Application, origin: String) -> Self {
        let registered = application.public_key.as_deref().and_then(PublicKey::from_pem);
        let wanted = wire.token.authentication.iter().find_map(|way| match way {
            Authentication::Es256Secret { .. } => Some(ClientKey::p256 as fn() -> ClientKey),
            Authentication::PrivateKeyJwt { .. } => Some(ClientKey::rsa as fn() -> ClientKey),
            _ => None,
        });
        let client_key = if registered.is_none() { wanted.map(|make| make()) } else { None };
        let public_key =
            registered.or_else(|| client_key.as_ref().and_then(|key| PublicKey::from_pem(key.public_pem())));
        let unix = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs();
        let issuer = wire.issuer.as_deref().unwrap_or("{origin}").replace("{origin}", &origin);
        let engine = Self {
            wire,
            application,
            origin,
            issuer,
            client_key,
            public_key,
            started: Instant::now(),
            started_at: i64::try_from(unix).unwrap_or(i64::MAX),
            state: Mutex::new(State::new()),
            observer: Mutex::new(None),
        };
        engine.rotate_keys();
        engine
    }

    /// Answers one request and records it.
    pub(crate) fn answer(&self, incoming: Incoming) -> Delivery {
        let route = Route::of(&self.wire, &incoming.path);
        let json_welcome =
            matches!(route, Route::Token | Route::Refresh) && self.wire.token.places.contains(&Place::Json);
        let (mut request, problem) = RecordedRequest::read(route.endpoint(), incoming, json_welcome);
        let fault = self.take_fault(route.endpoint());
        let mut reply = match problem {
            Some(problem) => Reply::text(problem.status(), format!("claimsmith-emulator: {problem}\n")),
            None => self.reply(route, &request, fault.as_ref()),
        };
        request.refusal = reply.refusal;
        if let Some(fault) = &fault {
            fault.alter(&mut reply);
        }
        let delivery = Delivery::new(self.settled(reply), fault);
        request.status = delivery.status;
        self.record(request);
        delivery
    }

    /// A callback becomes the redirect or the page that makes the browser send it.
    fn settled(&self, reply: Reply) -> Reply {
        let Content::Callback(pending) = reply.content else { return reply };
        let callback = pending.settle();
        let mut settled = match callback.form() {
            Some(_) => page::form_post(&self.wire, &callback),
            None => Reply::redirect(302, callback.url().to_owned()),
        };
        for (name, value) in reply.headers.into_iter().filter(|(name, _)| name != "content-type") {
            settled.set_header(name, value);
        }
        settled.callback = Some(callback);
        settled
    }

    fn reply(&self, route: Route<'_>, request: &RecordedRequest, fault: Option<&Fault>) -> Reply {
        let allowed = route.methods(&self.wire);
        if !allowed.is_empty() && !allowed.iter().any(|method| method_name(*method) == request.method()) {
            return wrong_method(allowed);
        }
        match fault {
            Some(Fault::Error { code, description }) => self.ordered_error(route, request, code, description),
            Some(fault) => fault.replacement().unwrap_or_else(|| self.dispatch(route, request, Some(fault))),
            None => self.dispatch(route, request, None),
        }
    }

    fn dispatch(&self, route: Route<'_>, request: &RecordedRequest, fault: Option<&Fault>) -> Reply {
        let token_error = |refusal: Refusal| self.wire.token.errors.reply(refusal, request);
        match route {
            Route::Authorization => {
                self.authorize(request).unwrap_or_else(|refusal| self.refuse_authorization(refusal))
            }
            Route::Consent => self.decide(request, fault),
            Route::Token => self.token(request, false, fault).unwrap_or_else(token_error),
            Route::Refresh => self.token(request, true, fault).unwrap_or_else(token_error),
            Route::Claims(endpoint, _) => {
                self.claims(endpoint, request, fault).unwrap_or_else(|refusal| endpoint.errors.reply(refusal, request))
            }
            Route::Revocation(endpoint) => self.revoke(request, endpoint.authentication).unwrap_or_else(token_error),
            Route::EndSession(endpoint) => self.end_session(endpoint, request),
            Route::Jwks => self.jwks(),
            Route::Discovery => self.discovery(),
            Route::Avatar(index) => page::avatar(&self.wire, index),
            Route::Unknown => self.unknown_path(request),
        }
    }

    fn ordered_error(&self, route: Route<'_>, request: &RecordedRequest, code: &str, description: &str) -> Reply {
        match route {
            Route::Authorization => self
                .authorization_error(request, code, description)
                .unwrap_or_else(|refusal| self.refuse_authorization(refusal)),
            Route::Token | Route::Refresh | Route::Revocation(_) => {
                let errors = &self.wire.token.errors;
                errors.error(errors.status(Refusal::CodeUnknown), code, description, None, request)
            }
            Route::Claims(endpoint, _) => {
                let errors = &endpoint.errors;
                errors.error(errors.status(Refusal::AccessTokenUnknown), code, description, None, request)
            }
            Route::Consent
            | Route::EndSession(_)
            | Route::Jwks
            | Route::Discovery
            | Route::Avatar(_)
            | Route::Unknown => self.dispatch(route, request, None),
        }
    }

    /// The path of an endpoint of the provider.
    pub(crate) fn path(&self, endpoint: Endpoint) -> Option<&str> {
        Route::all(&self.wire).into_iter().find(|(_, route)| route.endpoint() == endpoint).map(|(path, _)| path)
    }

    fn unknown_path(&self, request: &RecordedRequest) -> Reply {
        let mut text = format!("claimsmith-emulator: {} has no {}. It has\n", self.wire.name, request.path());
        for (path, route) in Route::all(&self.wire) {
            text.push_str(&format!("  {} {path}\n", method_names(route.methods(&self.wire))));
        }
        Reply::text(404, text)
    }

    fn grant<'a>(
        &'a self,
        consent: &'a Consent,
        access_token: &'a str,
        token_answer: &'a Members,
        request: &'a RecordedRequest,
    ) -> Grant<'a> {
        Grant {
            wire: &self.wire,
            user: &self.wire.users[consent.user],
            client_id: &self.application.client_id,
            client_secret: &self.application.client_secret,
            scopes: &consent.scopes,
            first_consent: consent.first,
            access_token,
            token_answer,
            request,
            origin: &self.origin,
        }
    }

    fn user_index(&self, key: &str) -> Option<usize> {
        self.wire.users.iter().position(|user| user.key() == key)
    }

    /// The consent as if another user had given it, where that is ordered and there is such a user.
    fn swapped(&self, consent: &Consent, fault: Option<&Fault>) -> Consent {
        let other = match fault {
            Some(Fault::OtherUser(key)) => self.user_index(key),
            _ => None,
        };
        Consent { user: other.unwrap_or(consent.user), ..consent.clone() }
    }

    /// Time since the start, moved by [`Self::advance_clock`].
    fn now(&self, state: &State) -> Duration {
        self.started.elapsed().saturating_add(state.clock_offset)
    }

    /// Seconds since 1970, moved by [`Self::advance_clock`].
    fn unix_time(&self) -> i64 {
        let since_start = i64::try_from(self.now(&self.state()).as_secs()).unwrap_or(i64::MAX);
        self.started_at.saturating_add(since_start)
    }

    pub(crate) fn advance_clock(&self, duration: Duration) {
        let mut state = self.state();
        state.clock_offset = state.clock_offset.saturating_add(duration);
    }

    pub(crate) fn order(&self, endpoint: Endpoint, fault: Fault) {
        self.state().faults.entry(endpoint).or_default().push_back(fault);
    }

    fn take_fault(&self, endpoint: Endpoint) -> Option<Fault> {
        self.state().faults.get_mut(&endpoint)?.pop_front()
    }

    pub(crate) fn requests(&self) -> Vec<RecordedRequest> {
        self.state().requests.iter().cloned().collect()
    }

    pub(crate) fn observe(&self, observer: Observer) {
        *self.observer.lock().unwrap_or_else(PoisonError::into_inner) = Some(observer);
    }

    fn record(&self, request: RecordedRequest) {
        if let Some(observer) = self.observer.lock().unwrap_or_else(PoisonError::into_inner).as_ref() {
            observer(&request);
        }
        let mut state = self.state();
        if state.requests.len() == MOST_REQUESTS {
            state.requests.pop_front();
        }
        state.requests.push_back(request);
    }

    /// A test that panics while it holds the lock leaves whole entries behind, so the state stays usable.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn method_names(methods: &[Method]) -> String {
    methods.iter().map(|method| method_name(*method)).collect::<Vec<_>>().join(", ")
}

fn wrong_method(allowed: &[Method]) -> Reply {
    let names = method_names(allowed);
    let mut reply = Reply::text(405, format!("claimsmith-emulator: this endpoint takes {names} only\n"));
    reply.set_header("allow", names);
    reply
}

//! One engine for all providers: it reads a [`Wire`] and knows nobody by name.

mod authorization;
mod claims;
mod pkce;
mod token;

use crate::application::Application;
use crate::fault::{Delivery, Fault};
use crate::page;
use crate::reply::Reply;
use crate::request::{Endpoint, Incoming, RecordedRequest};
use crate::store::Store;
use crate::user::User;
use crate::wire::{AVATAR_PATH, CONSENT_PATH, ClaimsEndpoint, Refusal, Wire, method_name};
use claimsmith_profile::Method;
use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The most requests that are remembered; beyond it the oldest goes.
const MOST_REQUESTS: usize = 10_000;

type Observer = Box<dyn Fn(&RecordedRequest) + Send + Sync>;

/// A provider with its state. Pure computation: HTTP is elsewhere.
pub(crate) struct Engine {
    pub(crate) wire: &'static Wire,
    pub(crate) application: Application,
    pub(crate) origin: String,
    started: Instant,
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
    faults: BTreeMap<Endpoint, VecDeque<Fault>>,
    requests: VecDeque<RecordedRequest>,
}

/// A consent page that waits for its answer.
struct Ticket {
    redirect_uri: String,
    state: Option<String>,
    scopes: Vec<String>,
    challenge: Option<String>,
    expires: Duration,
}

/// Who granted what.
#[derive(Clone)]
struct Consent {
    user: &'static User,
    scopes: Vec<String>,
}

struct Code {
    consent: Consent,
    redirect_uri: String,
    challenge: Option<String>,
    expires: Duration,
    used: bool,
}

struct AccessToken {
    consent: Consent,
    expires: Option<Duration>,
}

/// Which part of the engine a path belongs to.
#[derive(Clone, Copy)]
enum Route {
    Authorization,
    Consent,
    Token,
    Claims(&'static ClaimsEndpoint, Endpoint),
    Avatar(usize),
    Unknown,
}

impl Route {
    fn of(wire: &'static Wire, path: &str) -> Self {
        if path == wire.authorization.path {
            return Self::Authorization;
        }
        if path == CONSENT_PATH {
            return Self::Consent;
        }
        if path == wire.token.path {
            return Self::Token;
        }
        if let Some(index) = wire.claims.iter().position(|endpoint| endpoint.path == path) {
            let endpoint = if index == 0 { Endpoint::Claims } else { Endpoint::FurtherClaims };
            return Self::Claims(&wire.claims[index], endpoint);
        }
        path.strip_prefix(AVATAR_PATH)
            .and_then(|key| wire.users.iter().position(|user| user.key == key))
            .map_or(Self::Unknown, Self::Avatar)
    }

    fn endpoint(self) -> Endpoint {
        match self {
            Self::Authorization => Endpoint::Authorization,
            Self::Consent => Endpoint::Consent,
            Self::Token => Endpoint::Token,
            Self::Claims(_, endpoint) => endpoint,
            Self::Avatar(_) | Self::Unknown => Endpoint::Other,
        }
    }

    /// The methods it takes; none: any.
    fn methods(self, wire: &'static Wire) -> &'static [Method] {
        match self {
            Self::Authorization | Self::Avatar(_) => &[Method::Get],
            Self::Consent => &[Method::Post],
            Self::Token => wire.token.methods,
            Self::Claims(endpoint, _) => endpoint.methods,
            Self::Unknown => &[],
        }
    }
}

impl Engine {
    pub(crate) fn new(wire: &'static Wire, application: Application, origin: String) -> Self {
        let state = State {
            clock_offset: Duration::ZERO,
            tickets: Store::new(),
            codes: Store::new(),
            access_tokens: Store::new(),
            refresh_tokens: Store::new(),
            faults: BTreeMap::new(),
            requests: VecDeque::new(),
        };
        let (started, state, observer) = (Instant::now(), Mutex::new(state), Mutex::new(None));
        Self { wire, application, origin, started, state, observer }
    }

    /// Answers one request and records it.
    pub(crate) fn answer(&self, incoming: Incoming) -> Delivery {
        let route = Route::of(self.wire, &incoming.path);
        let (mut request, problem) = RecordedRequest::read(route.endpoint(), incoming);
        let fault = self.take_fault(route.endpoint());
        let reply = match problem {
            Some(problem) => Reply::text(problem.status(), format!("claimsmith-emulator: {problem}\n")),
            None => self.reply(route, &request, fault.as_ref()),
        };
        request.refusal = reply.refusal;
        let delivery = Delivery::new(reply, fault);
        request.status = delivery.status;
        self.record(request);
        delivery
    }

    fn reply(&self, route: Route, request: &RecordedRequest, fault: Option<&Fault>) -> Reply {
        let allowed = route.methods(self.wire);
        if !allowed.is_empty() && !allowed.iter().any(|method| method_name(*method) == request.method()) {
            return wrong_method(allowed);
        }
        match fault {
            Some(Fault::Error { code, description }) => self.ordered_error(route, request, code, description),
            Some(fault) => fault.replacement().unwrap_or_else(|| self.dispatch(route, request)),
            None => self.dispatch(route, request),
        }
    }

    fn dispatch(&self, route: Route, request: &RecordedRequest) -> Reply {
        match route {
            Route::Authorization => {
                self.authorize(request).unwrap_or_else(|refusal| self.refuse_authorization(refusal))
            }
            Route::Consent => self.decide(request),
            Route::Token => {
                self.token(request).unwrap_or_else(|refusal| self.wire.token.errors.reply(refusal, request))
            }
            Route::Claims(endpoint, _) => {
                self.claims(endpoint, request).unwrap_or_else(|refusal| endpoint.errors.reply(refusal, request))
            }
            Route::Avatar(index) => page::avatar(self.wire, index),
            Route::Unknown => self.unknown_path(request),
        }
    }

    fn ordered_error(&self, route: Route, request: &RecordedRequest, code: &str, description: &str) -> Reply {
        match route {
            Route::Authorization => self
                .authorization_error(request, code, description)
                .unwrap_or_else(|refusal| self.refuse_authorization(refusal)),
            Route::Token => {
                let errors = &self.wire.token.errors;
                errors.error(errors.status(Refusal::CodeUnknown), code, description, None, request)
            }
            Route::Claims(endpoint, _) => {
                let errors = &endpoint.errors;
                errors.error(errors.status(Refusal::AccessTokenUnknown), code, description, None, request)
            }
            Route::Consent | Route::Avatar(_) | Route::Unknown => self.dispatch(route, request),
        }
    }

    fn unknown_path(&self, request: &RecordedRequest) -> Reply {
        let wire = self.wire;
        let mut text = format!(
            "claimsmith-emulator: {} has no {}. It has\n  GET {}\n",
            wire.name,
            request.path(),
            wire.authorization.path
        );
        let claims = wire.claims.iter().map(|endpoint| (endpoint.methods, endpoint.path));
        for (methods, path) in [(wire.token.methods, wire.token.path)].into_iter().chain(claims) {
            text.push_str(&format!("  {} {path}\n", method_names(methods)));
        }
        Reply::text(404, text)
    }

    /// Time since the start, moved by [`Self::advance_clock`].
    fn now(&self, state: &State) -> Duration {
        self.started.elapsed().saturating_add(state.clock_offset)
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

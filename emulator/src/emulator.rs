//! The running emulator.

use crate::application::Application;
use crate::callback::Callback;
use crate::engine::Engine;
use crate::fault::{Delivery, Fault};
use crate::keys::ClientKey;
use crate::parameters::encode_pairs;
use crate::providers::Provider;
use crate::request::{Endpoint, Incoming, RecordedRequest};
use crate::server;
use crate::user::User;
use crate::wire::{CONSENT_PATH, Refusal, Wire};
use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// A provider that listens on loopback. It stops when it is dropped.
pub struct Emulator {
    engine: Arc<Engine>,
    address: SocketAddr,
    _running: watch::Sender<()>,
}

/// Why [`Emulator::authorize_as`] and [`Emulator::deny`] led to no callback.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AuthorizeError {
    /// The URL does not lead to this emulator
    #[error("the URL does not lead to this emulator, which listens at {origin}")]
    Elsewhere {
        /// Where this emulator listens.
        origin: String,
    },
    /// No user has this key
    #[error("there is no user `{user}`; there are {known}")]
    UnknownUser {
        /// The key that was given.
        user: String,
        /// The keys that exist, separated by commas.
        known: String,
    },
    /// The provider shows an error page instead of the consent page
    #[error("the authorization request was refused: {0}")]
    Refused(Refusal),
    /// Something else than a consent page or a redirect came, for example because a fault was ordered or because the
    /// request is malformed
    #[error("the authorization endpoint answered with HTTP status {status} and no consent page")]
    NoConsentPage {
        /// The HTTP status.
        status: u16,
    },
    /// The callback is a POST, which no URL can say: use [`Emulator::decide`]
    #[error("the callback is a form post, which is no URL; `Emulator::decide` returns it")]
    FormPost,
}

/// What the user answers on the consent page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision<'a> {
    /// Consents as the user with this key
    As(&'a str),
    /// Declines
    Deny,
}

impl Emulator {
    /// Starts a provider on a free port of 127.0.0.1, in the current tokio runtime.
    ///
    /// # Errors
    /// `InvalidInput` for an application that no provider would register; else what binding the port says.
    pub async fn start(provider: Provider, application: Application) -> io::Result<Self> {
        Self::start_at(provider, application, (Ipv4Addr::LOCALHOST, 0).into()).await
    }

    /// Starts a provider at an address; port 0 is a free one.
    ///
    /// # Errors
    /// As [`Self::start`], and `InvalidInput` for an address that is not loopback: anybody who can reach an emulator
    /// can sign in as anybody.
    pub async fn start_at(provider: Provider, application: Application, address: SocketAddr) -> io::Result<Self> {
        Self::serve(provider.wire(), application, address).await
    }

    pub(crate) async fn serve(wire: Wire, application: Application, address: SocketAddr) -> io::Result<Self> {
        if !address.ip().is_loopback() {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                format!("{address} is not a loopback address; an emulator only listens on 127.0.0.1 or [::1]"),
            ));
        }
        application.check()?;
        let listener = TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        let engine = Arc::new(Engine::new(wire, application, format!("http://{address}")));
        let (running, stop) = watch::channel(());
        tokio::spawn(server::serve(listener, Arc::clone(&engine), stop));
        Ok(Self { engine, address, _running: running })
    }

    /// Scheme, address and port without a slash at the end: `http://127.0.0.1:49152`.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.engine.origin
    }

    /// The address.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The people who can sign in.
    #[must_use]
    pub fn users(&self) -> &[User] {
        &self.engine.wire.users
    }

    /// The id under which the claims answer names a user to this application: QQ's `openid`, GitHub's `id` as text.
    /// `None`: there is no user with this key.
    #[must_use]
    pub fn subject(&self, user: &str) -> Option<String> {
        let wire = &self.engine.wire;
        let user = wire.users.iter().find(|known| known.key() == user)?;
        Some((wire.subject)(user, &self.engine.application.client_id))
    }

    /// The key pair that was made for the application because it registered none and the provider wants one: Apple's
    /// signed client secret, or `private_key_jwt`.
    #[must_use]
    pub fn client_key(&self) -> Option<&ClientKey> {
        self.engine.client_key.as_ref()
    }

    /// What the provider calls itself in the `iss` of id_tokens and callbacks.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.engine.issuer
    }

    /// The URL of an endpoint, without a query; `None` where the provider has none. [`Endpoint::FurtherClaims`] is the
    /// first of them.
    #[must_use]
    pub fn url(&self, endpoint: Endpoint) -> Option<String> {
        self.engine.path(endpoint).map(|path| format!("{}{path}", self.origin()))
    }

    /// Replaces the key that signs id_tokens; the key set no longer has the old one.
    pub fn rotate_keys(&self) {
        self.engine.rotate_keys();
    }

    /// Everything that arrived so far, oldest first; the latest 10,000 requests at most.
    #[must_use]
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.engine.requests()
    }

    /// What arrived at one endpoint, oldest first.
    #[must_use]
    pub fn requests_to(&self, endpoint: Endpoint) -> Vec<RecordedRequest> {
        let mut requests = self.requests();
        requests.retain(|request| request.endpoint() == endpoint);
        requests
    }

    /// Calls a function with every request that is answered from now on, in place of the one given before. It must
    /// not call back into the emulator.
    pub fn observe(&self, observer: impl Fn(&RecordedRequest) + Send + Sync + 'static) {
        self.engine.observe(Box::new(observer));
    }

    /// Orders a fault for the next request to an endpoint. Several orders for one endpoint wait in line.
    /// [`Endpoint::Consent`] and [`Endpoint::Other`] know no [`Fault::Error`] and answer as usual.
    pub fn order(&self, endpoint: Endpoint, fault: Fault) {
        self.engine.order(endpoint, fault);
    }

    /// Lets time pass: codes, tokens and consent pages grow older. The clock never goes back.
    pub fn advance_clock(&self, duration: Duration) {
        self.engine.advance_clock(duration);
    }

    /// Plays the browser without a browser: opens the authorization URL, chooses a user on the consent page, and
    /// returns the callback URL that the browser would be sent to. All checks apply and both requests are recorded;
    /// only the network is left out. An ordered [`Fault::Delay`] is ignored.
    ///
    /// # Errors
    /// See [`AuthorizeError`].
    pub async fn authorize_as(&self, authorize_url: &str, user: &str) -> Result<String, AuthorizeError> {
        self.callback_url(authorize_url, Decision::As(user))
    }

    /// As [`Self::authorize_as`], but the user declines.
    ///
    /// # Errors
    /// See [`AuthorizeError`].
    pub async fn deny(&self, authorize_url: &str) -> Result<String, AuthorizeError> {
        self.callback_url(authorize_url, Decision::Deny)
    }

    /// As [`Self::authorize_as`] and [`Self::deny`], for callbacks of every response mode.
    ///
    /// # Errors
    /// See [`AuthorizeError`].
    pub async fn decide(&self, authorize_url: &str, decision: Decision<'_>) -> Result<Callback, AuthorizeError> {
        let delivery = self.play_browser(authorize_url, decision)?;
        match delivery.callback {
            Some(callback) => Ok(callback),
            None => Err(AuthorizeError::NoConsentPage { status: delivery.status }),
        }
    }

    fn callback_url(&self, authorize_url: &str, decision: Decision<'_>) -> Result<String, AuthorizeError> {
        let delivery = self.play_browser(authorize_url, decision)?;
        match delivery.header("location") {
            Some(location) => Ok(location.to_owned()),
            None if delivery.callback.is_some() => Err(AuthorizeError::FormPost),
            None => Err(AuthorizeError::NoConsentPage { status: delivery.status }),
        }
    }

    fn play_browser(&self, authorize_url: &str, decision: Decision<'_>) -> Result<Delivery, AuthorizeError> {
        let decision = match decision {
            Decision::As(user) if !self.users().iter().any(|known| known.key() == user) => {
                let known: Vec<_> = self.users().iter().map(User::key).collect();
                return Err(AuthorizeError::UnknownUser { user: user.to_owned(), known: known.join(", ") });
            }
            Decision::As(user) => ("user", user),
            Decision::Deny => ("deny", "1"),
        };
        let target = authorize_url
            .strip_prefix(self.origin())
            .filter(|target| target.starts_with('/'))
            .ok_or_else(|| AuthorizeError::Elsewhere { origin: self.origin().to_owned() })?;
        let target = target.split('#').next().unwrap_or_default();
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let page = self.engine.answer(incoming("GET", path, query, Vec::new()));
        if page.header("location").is_some() || page.callback.is_some() {
            return Ok(page);
        }
        let Some(ticket) = &page.ticket else { return Err(self.no_consent_page(&page)) };
        let form = encode_pairs([("ticket", ticket.as_str()), decision]);
        Ok(self.engine.answer(incoming("POST", CONSENT_PATH, "", form.into_bytes())))
    }

    fn no_consent_page(&self, page: &Delivery) -> AuthorizeError {
        match page.refusal {
            Some(refusal) => AuthorizeError::Refused(refusal),
            None => AuthorizeError::NoConsentPage { status: page.status },
        }
    }
}

fn incoming(method: &str, path: &str, query: &str, body: Vec<u8>) -> Incoming {
    let content_type = ("content-type".to_owned(), "application/x-www-form-urlencoded".to_owned());
    Incoming {
        method: method.to_owned(),
        path: path.to_owned(),
        query: query.to_owned(),
        headers: if body.is_empty() { Vec::new() } else { vec![content_type] },
        body: Some(body),
    }
}

impl fmt::Debug for Emulator {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Emulator")
            .field("provider", &self.engine.wire.name)
            .field("origin", &self.engine.origin)
            .finish_non_exhaustive()
    }
}

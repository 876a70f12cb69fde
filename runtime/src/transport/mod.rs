//! One HTTP request and its answer, over whatever the application uses for HTTP.

#[cfg(feature = "reqwest")]
mod reqwest;

#[cfg(feature = "reqwest")]
pub use self::reqwest::ReqwestTransport;
use crate::error::Endpoint;
pub use claimsmith_profile::Method;
use claimsmith_profile::Text;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

/// A boxed future that can be sent between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Sends a request and returns the answer.
///
/// An implementation must not follow redirects, not decompress, not send anything twice, and keep the request's time
/// and size limits; the driver checks again what it can see. Redirects and error statuses are answers, not errors.
/// A request carries secrets in its URL, headers and body: never log it.
pub trait Transport: Send + Sync {
    /// Sends the request.
    ///
    /// # Errors
    /// [`TransportError`] when no complete answer arrived.
    fn call(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>>;
}

/// A request to a provider. `Debug` shows neither query, headers nor body.
#[derive(Clone)]
#[non_exhaustive]
pub struct Request {
    /// What is asked: the requests of one sign-in come in an order that depends on the profile and on what is kept.
    pub endpoint: Endpoint,
    /// GET or POST.
    pub method: Method,
    /// Absolute URL. With a GET token request its query holds the client secret.
    pub url: String,
    /// Header names in lower case, and values: printable ASCII and blanks.
    pub headers: Vec<(Text, String)>,
    /// The body of a POST.
    pub body: Option<Vec<u8>>,
    /// Longest time from connecting to the last byte of the answer.
    pub timeout: Duration,
    /// Longest body of the answer, in bytes.
    pub body_limit: usize,
}

impl fmt::Debug for Request {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let address = self.url.split(['?', '#']).next().unwrap_or_default();
        let mut debug = formatter.debug_struct("Request");
        debug.field("endpoint", &self.endpoint).field("method", &self.method).field("url", &address);
        debug.finish_non_exhaustive()
    }
}

/// The answer to a [`Request`]. `Debug` shows no header and no body.
#[derive(Clone)]
#[non_exhaustive]
pub struct Response {
    /// HTTP status, 100–599.
    pub status: u16,
    /// Header names, in any case, and values.
    pub headers: Vec<(String, String)>,
    /// The body as it came over the wire.
    pub body: Vec<u8>,
}

impl Response {
    /// An answer.
    #[must_use]
    pub fn new(status: u16, headers: Vec<(String, String)>, body: Vec<u8>) -> Self {
        Self { status, headers, body }
    }

    /// The first header with this name, compared without regard to case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(header, _)| header.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// Whether the body is encoded in a way that nobody asked for.
    pub(crate) fn is_compressed(&self) -> bool {
        let is_plain = |coding: &str| coding.trim().is_empty() || coding.trim().eq_ignore_ascii_case("identity");
        !self.header("content-encoding").is_none_or(is_plain)
    }
}

impl fmt::Debug for Response {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Response")
            .field("status", &self.status)
            .field("bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// No complete answer arrived. Holds the kind only: an HTTP library's own error may quote the URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{kind}")]
pub struct TransportError {
    /// What happened.
    pub kind: TransportFault,
}

impl TransportError {
    /// An error of this kind.
    #[must_use]
    pub fn new(kind: TransportFault) -> Self {
        Self { kind }
    }
}

/// What happened to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum TransportFault {
    /// The time was up before the whole answer had arrived.
    #[error("no complete answer in time")]
    Timeout,
    /// No connection: the name does not resolve, nobody listens, no route.
    #[error("no connection")]
    Connect,
    /// No TLS session: a certificate that is not trusted or does not fit, or no common version.
    #[error("no trusted TLS connection")]
    Tls,
    /// The answer is larger than allowed.
    #[error("the answer is too large")]
    TooLarge,
    /// The provider answered with a redirect, which could carry secrets to another host.
    #[error("the answer is a redirect, which is never followed")]
    Redirect,
    /// The connection broke, or the answer was not HTTP.
    #[error("the connection broke")]
    Other,
}

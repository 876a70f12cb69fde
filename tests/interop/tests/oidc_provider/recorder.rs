//! The transport of the runtime, watched.

use claimsmith_runtime::{BoxFuture, Request, ReqwestTransport, Response, Transport, TransportError};
use std::sync::{Mutex, PoisonError};

/// Sends requests as the runtime would by itself, and keeps them.
pub(crate) struct Recorder {
    transport: ReqwestTransport,
    requests: Mutex<Vec<Request>>,
}

impl Recorder {
    pub(crate) fn new() -> Self {
        let transport = ReqwestTransport::new().expect("the transport can be built");
        Self { transport, requests: Mutex::new(Vec::new()) }
    }

    /// The requests whose path ends like this, first to last.
    pub(crate) fn requests_to(&self, path: &str) -> Vec<Request> {
        let requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        let is_wanted = |request: &&Request| request.url.split('?').next().is_some_and(|url| url.ends_with(path));
        requests.iter().filter(is_wanted).cloned().collect()
    }
}

impl Transport for Recorder {
    fn call(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).push(request.clone());
        self.transport.call(request)
    }
}

/// A header of a request.
pub(crate) fn header<'r>(request: &'r Request, name: &str) -> Option<&'r str> {
    request.headers.iter().find(|(other, _)| *other == name).map(|(_, value)| value.as_str())
}

/// A parameter in the form that a request sends.
pub(crate) fn parameter(request: &Request, name: &str) -> Option<String> {
    let body = request.body.as_deref().unwrap_or_default();
    url::form_urlencoded::parse(body).find(|(other, _)| other == name).map(|(_, value)| value.into_owned())
}

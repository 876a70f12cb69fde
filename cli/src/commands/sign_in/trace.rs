//! What `-v` shows of the exchanges: names only, never a value.

use crate::output::{message, printable};
use claimsmith_runtime::profile::Method;
use claimsmith_runtime::{BoxFuture, Request, Response, Transport, TransportError};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use url::{Url, form_urlencoded};

/// The parameters of a callback whose names are shown. Another name may be anything, also a code without a name.
const CALLBACK_PARAMETERS: [&str; 10] = [
    "code",
    "state",
    "error",
    "error_code",
    "error_description",
    "error_message",
    "error_uri",
    "iss",
    "scope",
    "usercancel",
];

/// Shows the authorization request.
pub(super) fn authorization(url: &str) {
    line("authorization", &format!("GET {}", described(url, None)));
}

/// Shows the callback.
pub(super) fn callback(parameters: &[u8]) {
    let names = names(parameters);
    let (known, others): (Vec<String>, Vec<String>) =
        names.into_iter().partition(|name| CALLBACK_PARAMETERS.contains(&name.as_str()));
    let others = if others.is_empty() { String::new() } else { format!(" and {} more", others.len()) };
    line("callback", &format!("with {}{others}", list(known)));
}

/// A transport that shows what it carries.
pub(super) struct TracedTransport<T> {
    inner: T,
    /// Whether the token request was sent: it is the first of a sign-in.
    has_token: AtomicBool,
}

impl<T> TracedTransport<T> {
    /// Watches a transport.
    pub(super) fn new(inner: T) -> Self {
        Self { inner, has_token: AtomicBool::new(false) }
    }
}

impl<T: Transport> Transport for TracedTransport<T> {
    fn call(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        let endpoint = if self.has_token.swap(true, Ordering::Relaxed) { "claims" } else { "token" };
        let method = match request.method {
            Method::Get => "GET",
            Method::Post => "POST",
        };
        let headers = request.headers.iter().map(|(name, _)| name.to_string()).collect();
        let parameters = described(&request.url, request.body.as_deref());
        line(endpoint, &format!("{method} {parameters}; headers {}", list(headers)));
        Box::pin(async move {
            let answer = self.inner.call(request).await;
            match &answer {
                Ok(response) => line(endpoint, &format!("status {}, {} bytes", response.status, response.body.len())),
                Err(error) => line(endpoint, &error.to_string()),
            }
            answer
        })
    }
}

/// Host and names of parameters.
fn described(url: &str, body: Option<&[u8]>) -> String {
    let Ok(url) = Url::parse(url) else { return "an address that cannot be read".to_owned() };
    let port = url.port().map_or_else(String::new, |port| format!(":{port}"));
    let mut parameters = names(url.query().unwrap_or_default().as_bytes());
    parameters.extend(body.map(names).unwrap_or_default());
    format!("{}{port} with {}", url.host_str().unwrap_or_default(), list(parameters.into_iter().collect()))
}

fn names(parameters: &[u8]) -> BTreeSet<String> {
    form_urlencoded::parse(parameters).map(|(name, _)| name.into_owned()).collect()
}

fn list(names: Vec<String>) -> String {
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

fn line(endpoint: &str, text: &str) {
    message(&format!("trace: {endpoint}: {}\n", printable(text)));
}

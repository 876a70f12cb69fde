//! The built-in transport, on reqwest with rustls.

use super::{BoxFuture, Method, Request, Response, Transport, TransportError, TransportFault};
use crate::error::ConfigError;
use std::error::Error;
use std::io;
use std::time::Duration;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);
const USER_AGENT: &str = concat!("claimsmith/", env!("CARGO_PKG_VERSION"));

/// HTTP on reqwest with rustls; needs a Tokio runtime with I/O and time.
///
/// Follows no redirect, decompresses nothing, uses no proxy, repeats nothing, and reads at most as much as the request
/// allows. TLS certificates are checked against the platform's roots; there is no way to switch that off.
#[derive(Clone)]
pub struct ReqwestTransport {
    client: reqwest::Client,
}

impl ReqwestTransport {
    /// A transport with a connection pool of its own.
    ///
    /// # Errors
    /// [`ConfigError::Transport`] when TLS cannot be set up.
    pub fn new() -> Result<Self, ConfigError> {
        // Decompression and proxies are switched off by name: another crate in the build may have switched on the
        // features that bring them.
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .no_gzip()
            .no_brotli()
            .no_deflate()
            .no_zstd()
            .no_proxy()
            .referer(false)
            .connect_timeout(CONNECT_TIMEOUT)
            .user_agent(USER_AGENT)
            .build()
            .map_err(|_| ConfigError::Transport {
                reason: "TLS cannot be set up; are there trusted root certificates?",
            })?;
        Ok(Self { client })
    }

    async fn exchange(&self, request: Request) -> Result<Response, TransportError> {
        let limit = request.body_limit;
        let mut response = self.prepare(request)?.send().await.map_err(|error| failure(&error))?;
        let too_large = TransportError::new(TransportFault::TooLarge);
        if response.content_length().is_some_and(|length| length > limit as u64) {
            return Err(too_large);
        }
        let headers = response.headers().iter().map(|(name, value)| {
            // A header that is not text still counts: it must not look absent to the checks.
            (name.as_str().to_owned(), value.to_str().unwrap_or("\u{fffd}").to_owned())
        });
        let mut answer = Response::new(response.status().as_u16(), headers.collect(), Vec::new());
        if answer.is_compressed() {
            // Refused by its header; the body would only have to be thrown away.
            return Ok(answer);
        }
        while let Some(chunk) = response.chunk().await.map_err(|error| failure(&error))? {
            if chunk.len() > limit - answer.body.len() {
                return Err(too_large);
            }
            answer.body.extend_from_slice(&chunk);
        }
        Ok(answer)
    }

    fn prepare(&self, request: Request) -> Result<reqwest::RequestBuilder, TransportError> {
        let method = match request.method {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
        };
        let mut builder = self.client.request(method, request.url).timeout(request.timeout);
        for (name, value) in request.headers {
            let mut value = reqwest::header::HeaderValue::try_from(value)
                .map_err(|_| TransportError::new(TransportFault::Other))?;
            // Keeps the value out of the HTTP library's own debug output: a policy may put a token into any header.
            value.set_sensitive(true);
            builder = builder.header(name.as_ref(), value);
        }
        Ok(match request.body {
            Some(body) => builder.body(body),
            None => builder,
        })
    }
}

impl Transport for ReqwestTransport {
    fn call(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        Box::pin(self.exchange(request))
    }
}

impl std::fmt::Debug for ReqwestTransport {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("ReqwestTransport")
    }
}

/// The kind of a failure. The error itself is dropped: it quotes the URL, and with it secrets.
fn failure(error: &reqwest::Error) -> TransportError {
    let kind = if error.is_timeout() {
        TransportFault::Timeout
    } else if error.is_connect() {
        if is_tls(error) { TransportFault::Tls } else { TransportFault::Connect }
    } else {
        TransportFault::Other
    };
    if let Some(cause) = innermost(error) {
        // The innermost cause is the operating system's or rustls' own text; URLs stand further out.
        tracing::debug!(target: "claimsmith", %kind, %cause, "request failed");
    }
    TransportError::new(kind)
}

fn is_tls(error: &reqwest::Error) -> bool {
    // tokio-rustls reports every handshake failure as invalid data.
    causes(error)
        .any(|cause| cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::InvalidData))
}

fn innermost(error: &reqwest::Error) -> Option<&(dyn Error + 'static)> {
    causes(error).last()
}

fn causes(error: &reqwest::Error) -> impl Iterator<Item = &(dyn Error + 'static)> {
    let mut next = error.source();
    std::iter::from_fn(move || {
        let cause = next?;
        // An I/O error passes over the error that it wraps when asked for its source; hyper-rustls wraps TLS errors so.
        let wrapped = cause.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        next = wrapped.map(|wrapped| wrapped as &(dyn Error + 'static)).or_else(|| cause.source());
        Some(cause)
    })
}

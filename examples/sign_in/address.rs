//! One address for everybody: a cookie of `localhost` does not go to `127.0.0.1`, so a sign-in that begins at one of them
//! cannot end at the other.

use axum::extract::{Request, State};
use axum::http::Method;
use axum::http::header::HOST;
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use std::sync::Arc;

/// Sends a browser that came by another name of this machine to the application's own address.
pub(crate) async fn at_own_address(State(public_url): State<Arc<str>>, request: Request, next: Next) -> Response {
    match own_address(&public_url, &request) {
        Some(address) => Redirect::to(&address).into_response(),
        None => next.run(request).await,
    }
}

/// Where the browser should be, if it is elsewhere. Only on loopback: behind a proxy the application does not see by which
/// name it was asked.
fn own_address(public_url: &str, request: &Request) -> Option<String> {
    let (name, port) = loopback(public_url.strip_prefix("http://")?)?;
    let (asked_name, asked_port) = loopback(request.headers().get(HOST)?.to_str().ok()?)?;
    let path = request.uri().path_and_query()?;
    let is_elsewhere = asked_name != name && asked_port == port && request.method() == Method::GET;
    is_elsewhere.then(|| format!("{public_url}{path}"))
}

/// Name and port of an authority that is this machine.
fn loopback(authority: &str) -> Option<(&str, &str)> {
    let (name, port) = authority.rsplit_once(':')?;
    matches!(name, "localhost" | "127.0.0.1" | "[::1]").then_some((name, port))
}

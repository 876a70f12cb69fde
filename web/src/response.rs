//! Redirects, and the headers that every answer has.

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, LOCATION, REFERRER_POLICY};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;

/// Keeps the callback's URL, which holds a code, out of `Referer` headers and caches (RFC 9700 section 4.2). Replaces what
/// the application said: it cannot know better.
pub(crate) fn protect(headers: &mut HeaderMap) {
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
}

/// A redirect that turns any method into GET.
pub(crate) fn see_other(location: &str) -> Response {
    let mut response = Response::new(Body::empty());
    protect(response.headers_mut());
    match HeaderValue::try_from(location) {
        Ok(location) => {
            *response.status_mut() = StatusCode::SEE_OTHER;
            response.headers_mut().insert(LOCATION, location);
        }
        // URLs of the runtime are ASCII: nothing that comes here is refused.
        Err(_) => *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR,
    }
    response
}

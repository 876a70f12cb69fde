//! The extractor of what the provider sent back.

use crate::failure::status_of;
use crate::response::{protect, see_other};
use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, Request};
use axum::http::Method;
use axum::response::{IntoResponse, Response};
use claimsmith_runtime::{CallbackFault, SealedFlow, SignInError};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use url::form_urlencoded;

/// Longest body of a callback, in bytes; [`claimsmith_runtime::Callback`] reads no more either.
const LONGEST: usize = 16 * 1024;

/// The parameters of a callback, for applications that write their own routes: route both GET and POST to the handler.
///
/// The handler itself only ever runs for GET. A POST (`response_mode=form_post`) comes from the provider's page, and
/// browsers send no `SameSite=Lax` cookie along, hence no flow: it is answered with a redirect to the same path with the
/// parameters in the query, which the browser follows with the cookie. With `response_mode=fragment` the handler answers a
/// GET without parameters with [`fragment_relay`](crate::fragment_relay()). See [`FlowCookies`](crate::FlowCookies) for an
/// example.
#[derive(Debug, Clone)]
pub struct Callback(pub claimsmith_runtime::Callback);

/// Why there is no [`Callback`] in a request.
#[derive(Debug)]
#[non_exhaustive]
pub enum CallbackRejection {
    /// A form that was posted and is in order: the redirect that brings it back as GET.
    Resubmit(Response),
    /// A callback that cannot be read. As a response: the status and
    /// [`SignInError::public_message`](claimsmith_runtime::SignInError::public_message) as text.
    Refused(SignInError),
}

impl IntoResponse for CallbackRejection {
    fn into_response(self) -> Response {
        match self {
            Self::Resubmit(response) => response,
            Self::Refused(error) => {
                let mut response = (status_of(&error), error.public_message()).into_response();
                protect(response.headers_mut());
                response
            }
        }
    }
}

impl<S: Send + Sync> FromRequest<S> for Callback {
    type Rejection = CallbackRejection;

    async fn from_request(request: Request, _state: &S) -> Result<Self, CallbackRejection> {
        if request.method() == Method::POST {
            return match resubmission(request.into_body()).await {
                Ok(response) => Err(CallbackRejection::Resubmit(response)),
                Err(error) => Err(CallbackRejection::Refused(error)),
            };
        }
        let query = request.uri().query().unwrap_or_default();
        claimsmith_runtime::Callback::from_query(query).map(Self).map_err(CallbackRejection::Refused)
    }
}

async fn resubmission(body: Body) -> Result<Response, SignInError> {
    // The only other reason is a connection that broke, and then nobody reads the answer.
    let body = to_bytes(body, LONGEST).await.map_err(|_| SignInError::Callback { fault: CallbackFault::TooLarge })?;
    claimsmith_runtime::Callback::from_form(&body)?;
    // A reference that is a query only keeps the path (RFC 3986 section 5.2.2), also behind a proxy that took a part of
    // it away.
    Ok(see_other(&format!("?{}", as_query(&body))))
}

/// A form as a query: the same text, with everything percent-encoded that has no place in a URL.
fn as_query(form: &[u8]) -> String {
    let mut query = String::with_capacity(form.len());
    for byte in form {
        if byte.is_ascii_alphanumeric() || b"-._~%+&=*!$'(),;:@/?".contains(byte) {
            query.push(char::from(*byte));
        } else {
            let _ = write!(query, "%{byte:02X}");
        }
    }
    query
}

/// The attempts that a query names, however malformed it is otherwise, so that their cookies can be cleared.
pub(crate) fn attempts_in(query: &str) -> BTreeSet<String> {
    let states = form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name == "state");
    let attempts = states.filter_map(|(_, state)| state.get(..8).map(str::to_owned));
    attempts.filter(|attempt| SealedFlow::is_attempt(attempt)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_becomes_a_query_that_fits_a_header() {
        assert_eq!(as_query(b"code=a%2Bb+c&state=x_y-z"), "code=a%2Bb+c&state=x_y-z");
        assert_eq!(as_query(b"code=a\r\nSet-Cookie: x#\"<>\xff"), "code=a%0D%0ASet-Cookie:%20x%23%22%3C%3E%FF");
    }

    #[test]
    fn attempts_are_found_in_a_query_that_is_not_in_order() {
        for (query, expected) in [
            ("code=1&state=bbbbbbbbXYZ&code=2&state=aaaaaaaa&state=c&xstate=dddddddd", &["aaaaaaaa", "bbbbbbbb"][..]),
            ("state=%61aaa%61aaa&%73tate=bbbb%62bbbXYZ&code=%FF", &["aaaaaaaa", "bbbbbbbb"]),
            ("state=aaaaaaaa1&state=aaaaaaaa2&state=aaaaaaaa3", &["aaaaaaaa"]),
            ("state=%FF%FEaaaaaaaa&state=a%3Baaaaaa&state=%C3%A9%C3%A9%C3%A9%C3%A9&state", &[]),
        ] {
            assert_eq!(Vec::from_iter(attempts_in(query)), expected, "{query}");
        }
    }
}

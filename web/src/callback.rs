//! The extractor of what the provider sent back.

use crate::failure::status_of;
use crate::flow_cookie::FlowCookies;
use crate::form_relay::form_relay;
use crate::relay_page::is_relayed;
use crate::response::protect;
use axum::body::to_bytes;
use axum::extract::{FromRequest, Request};
use axum::http::Method;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use claimsmith_runtime::{CallbackFault, SealedFlow, SignInError};
use std::collections::BTreeSet;
use url::form_urlencoded;

/// Longest body of a callback, in bytes; [`claimsmith_runtime::Callback`] reads no more either.
const LONGEST: usize = 16 * 1024;
/// Most parameters of a form that is submitted once more; [`claimsmith_runtime::Callback`] reads no more either.
const MOST_PARAMETERS: usize = 64;

/// The parameters of a callback, for applications that write their own routes: route both GET and POST to the handler.
///
/// A GET has its parameters in the query (`response_mode=query`), a POST in its form (`form_post`, and `fragment` behind
/// [`fragment_relay`](crate::fragment_relay())); the query of a POST is not read.
///
/// A form that the provider's page submits comes without the flow, because browsers send no `SameSite=Lax` cookie along
/// from another site. The handler does not run for it: the answer is a page that posts the same form to the same path,
/// now from the application's own origin and with the cookie. Only that form reaches the handler, and nothing of it ever
/// stands in a URL. This happens once: a form is final when its flow cookie is there, when the page posted it, or when
/// the browser says `Sec-Fetch-Site: same-origin`. Posting proves nothing; whether the flow belongs to the callback is
/// for [`Client::finish`](claimsmith_runtime::Client::finish) to say. A query of the redirect URI itself is dropped on
/// the way.
///
/// With `response_mode=fragment` the handler answers a GET without parameters with
/// [`fragment_relay`](crate::fragment_relay()). A handler that redirects does so with status 302 or 303: with 307 and
/// 308 the browser would post the form, and the code in it, to the next place (RFC 9700 section 4.12). See
/// [`FlowCookies`](crate::FlowCookies) for an example.
#[derive(Debug, Clone)]
pub struct Callback(pub claimsmith_runtime::Callback);

/// Why there is no [`Callback`] in a request.
#[derive(Debug)]
#[non_exhaustive]
pub enum CallbackRejection {
    /// A form that another site submitted: the page that posts it again.
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
        // Only the handler knows the redirect URI, and with it which of the two kinds the flow cookie is.
        let cookies = [true, false].map(|secure| FlowCookies::of(request.headers(), secure));
        match receive(request, &cookies).await.map_err(CallbackRejection::Refused)? {
            Received::WithoutCookies(page) => Err(CallbackRejection::Resubmit(page)),
            Received::Parameters(parameters) => {
                claimsmith_runtime::Callback::from_form(&parameters).map(Self).map_err(CallbackRejection::Refused)
            }
        }
    }
}

/// What a request to the path of a callback is.
pub(crate) enum Received {
    /// A callback as it was sent: `a=b&c=d`.
    Parameters(Vec<u8>),
    /// A form that another site submitted: the page that posts it again.
    WithoutCookies(Response),
}

/// Reads a request to the path of a callback.
///
/// # Errors
/// [`SignInError::Callback`] for a form of more than 16 KiB.
pub(crate) async fn receive(request: Request, cookies: &[FlowCookies]) -> Result<Received, SignInError> {
    let (head, body) = request.into_parts();
    if head.method != Method::POST {
        return Ok(Received::Parameters(head.uri.query().unwrap_or_default().as_bytes().to_vec()));
    }
    // The only other reason is a connection that broke, and then nobody reads the answer.
    let form = to_bytes(body, LONGEST).await.map_err(|_| SignInError::Callback { fault: CallbackFault::TooLarge })?;
    Ok(if is_own(&head) || !may_gain_a_cookie(&form, cookies) {
        Received::Parameters(form.into())
    } else {
        Received::WithoutCookies(form_relay(&form))
    })
}

/// Whether a page of our own origin submitted the form.
fn is_own(head: &Parts) -> bool {
    let site = head.headers.get("sec-fetch-site");
    is_relayed(head.uri.query().unwrap_or_default()) || site.is_some_and(|site| site == "same-origin")
}

/// Whether the flow cookie of a form may be there when the form is submitted once more. What cannot be read is not:
/// submitting it again would change nothing. Repeated parameters can: they are refused then, and the cookie is cleared.
fn may_gain_a_cookie(form: &[u8], cookies: &[FlowCookies]) -> bool {
    let attempts = attempts_in(form);
    !attempts.is_empty()
        && !attempts.iter().any(|attempt| cookies.iter().any(|cookies| cookies.flow(attempt).is_some()))
        && std::str::from_utf8(form).is_ok()
        && form_urlencoded::parse(form).nth(MOST_PARAMETERS).is_none()
}

/// The attempts that a callback names, however malformed it is otherwise, so that their cookies can be cleared.
pub(crate) fn attempts_in(parameters: &[u8]) -> BTreeSet<String> {
    let states = form_urlencoded::parse(parameters).filter(|(name, _)| name == "state");
    let attempts = states.filter_map(|(_, state)| state.get(..8).map(str::to_owned));
    attempts.filter(|attempt| SealedFlow::is_attempt(attempt)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use axum::http::header::COOKIE;

    /// What stands in the final callback, or `None` for one that is submitted once more.
    async fn received(query: &str, headers: &[(&str, &str)], form: &str) -> Option<String> {
        let mut request = Request::post(format!("/callback{query}"));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(form.to_owned())).unwrap();
        let cookies = [FlowCookies::of(request.headers(), false)];
        match receive(request, &cookies).await.unwrap() {
            Received::Parameters(parameters) => Some(String::from_utf8(parameters).unwrap()),
            Received::WithoutCookies(_) => None,
        }
    }

    #[tokio::test]
    async fn a_form_is_final_with_its_cookie_or_from_our_own_origin() {
        let form = "code=a&state=aaaaaaaaXYZ";
        for (query, headers) in [
            ("", &[(COOKIE.as_str(), "claimsmith-aaaaaaaa=1"), ("sec-fetch-site", "cross-site")][..]),
            ("", &[("sec-fetch-site", "same-origin")]),
            ("?claimsmith-relayed", &[("sec-fetch-site", "cross-site")]),
            ("?claimsmith-relayed", &[]),
        ] {
            assert_eq!(received(query, headers, form).await.as_deref(), Some(form), "{query} {headers:?}");
        }
        for headers in [
            &[][..],
            &[("sec-fetch-site", "cross-site")],
            &[("sec-fetch-site", "same-site")],
            &[("sec-fetch-site", "none")],
            &[(COOKIE.as_str(), "claimsmith-bbbbbbbb=1; __Host-claimsmith-aaaaaaaa=1")],
        ] {
            assert_eq!(received("?tenant=a", headers, form).await, None, "{headers:?}");
        }
    }

    #[tokio::test]
    async fn a_form_that_no_cookie_helps_is_final() {
        let many = |count: usize| (0..count - 1).map(|_| "a=1&").collect::<String>() + "state=aaaaaaaaXYZ";
        for form in ["", "code=a", "code=a&state=", "code=a&state=short", "state=aaaa!!!!XYZ", &many(65)] {
            assert_eq!(received("", &[], form).await.as_deref(), Some(form));
        }
        for form in [&many(64), "state=aaaaaaaa1&state=bbbbbbbb2"] {
            assert_eq!(received("", &[], form).await, None, "{form}");
        }
        let encoding = Request::post("/callback").body(Body::from(&b"state=aaaaaaaa&code=\xff"[..])).unwrap();
        assert!(matches!(receive(encoding, &[]).await, Ok(Received::Parameters(_))));
    }

    #[test]
    fn attempts_are_found_in_a_callback_that_is_not_in_order() {
        for (parameters, expected) in [
            ("code=1&state=bbbbbbbbXYZ&code=2&state=aaaaaaaa&state=c&xstate=dddddddd", &["aaaaaaaa", "bbbbbbbb"][..]),
            ("state=%61aaa%61aaa&%73tate=bbbb%62bbbXYZ&code=%FF", &["aaaaaaaa", "bbbbbbbb"]),
            ("state=aaaaaaaa1&state=aaaaaaaa2&state=aaaaaaaa3", &["aaaaaaaa"]),
            ("state=%FF%FEaaaaaaaa&state=a%3Baaaaaa&state=%C3%A9%C3%A9%C3%A9%C3%A9&state", &[]),
        ] {
            assert_eq!(Vec::from_iter(attempts_in(parameters.as_bytes())), expected, "{parameters}");
        }
    }
}

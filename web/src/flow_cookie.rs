//! The cookie that keeps a sealed flow with the browser, one for each attempt, so that several tabs do not disturb each
//! other.

use crate::endpoint::is_secure;
use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use claimsmith_runtime::SealedFlow;
use cookie::time::{Duration, OffsetDateTime};
use cookie::{Cookie, SameSite};
use std::fmt;

const NAME: &str = "claimsmith-";
const SECURE_NAME: &str = "__Host-claimsmith-";
/// Most flow cookies of a request that are looked at. A browser that follows [`FlowCookies::keep`] has far fewer.
const MOST_READ: usize = 32;
/// Most flow cookies of one browser.
const MOST_COOKIES: usize = 8;
/// Most bytes that older flows may take in the header of every request while a new one begins: servers in between refuse a
/// header of more than 8 KiB.
const MOST_BYTES: usize = 4096;
/// As long as the flow itself is valid.
const LIFETIME: Duration = Duration::minutes(10);

/// The flow cookies of a request, for applications that write their own routes.
///
/// `__Host-claimsmith-{attempt}` where browsers reach the application over https (`Secure`, bound to the host), and
/// `claimsmith-{attempt}` on loopback with http; `HttpOnly`, `Path=/`, `Max-Age` 10 minutes, `SameSite=Lax`. The value is
/// sealed: the browser can neither read nor change it.
///
/// One provider and one callback path; whatever comes of the callback, the cookie is cleared:
///
/// ```
/// use axum::http::HeaderMap;
/// use axum::response::{IntoResponse, Redirect};
/// use claimsmith_axum::{Callback, FlowCookies};
/// use claimsmith_runtime::{BeginOptions, Provider, SignInError, SignedIn};
///
/// const REDIRECT_URI: &str = "https://www.example.com/welcome";
///
/// async fn start(qq: impl Provider, headers: HeaderMap) -> Result<impl IntoResponse, SignInError> {
///     let begin = qq.client().begin((), BeginOptions::default())?;
///     let cookies = FlowCookies::read(&headers, REDIRECT_URI);
///     Ok((cookies.keep(&begin.flow), Redirect::to(&begin.url)))
/// }
///
/// async fn welcome<P: Provider>(
///     qq: P,
///     headers: HeaderMap,
///     Callback(callback): Callback,
/// ) -> (HeaderMap, Result<SignedIn<P::Claims>, SignInError>) {
///     let cookies = FlowCookies::read(&headers, REDIRECT_URI);
///     let attempt = callback.attempt().unwrap_or_default().to_owned();
///     let result = match cookies.flow(&attempt) {
///         Some(flow) => qq.client().finish(callback, flow).await,
///         None => Err(SignInError::StateMismatch),
///     };
///     (cookies.forget(&attempt), result)
/// }
/// ```
#[derive(Clone)]
pub struct FlowCookies {
    secure: bool,
    /// Attempt and value, the oldest first: browsers send cookies of one path in the order of their creation (RFC 6265
    /// section 5.4).
    found: Vec<(String, String)>,
}

impl FlowCookies {
    /// Reads the flow cookies of a request, at most 32. The redirect URI of the client's configuration, not the request, says
    /// whether they are `Secure`; cookies of the other kind are not looked at.
    #[must_use]
    pub fn read(headers: &HeaderMap, redirect_uri: &str) -> Self {
        Self::of(headers, is_secure(redirect_uri))
    }

    pub(crate) fn of(headers: &HeaderMap, secure: bool) -> Self {
        let prefix = if secure { SECURE_NAME } else { NAME };
        // Bytes, because a cookie of somebody else may hold anything and must not hide ours.
        let pairs = headers.get_all(COOKIE).iter().flat_map(|line| line.as_bytes().split(|byte| *byte == b';'));
        let mut found: Vec<(String, String)> = Vec::new();
        for (attempt, value) in pairs.filter_map(|pair| flow_cookie(pair, prefix)).take(MOST_READ) {
            if !found.iter().any(|(known, _)| known == attempt) {
                found.push((attempt.to_owned(), value.to_owned()));
            }
        }
        Self { secure, found }
    }

    /// The flow of an attempt ([`Callback::attempt`](claimsmith_runtime::Callback::attempt)).
    #[must_use]
    pub fn flow(&self, attempt: &str) -> Option<SealedFlow> {
        let (_, value) = self.found.iter().find(|(known, _)| known == attempt)?;
        Some(SealedFlow::from_string(value.clone()))
    }

    /// The `Set-Cookie` headers that keep a new flow. More than 8 flow cookies are not kept, nor more than 4 KiB of older
    /// ones: the oldest are cleared.
    #[must_use]
    pub fn keep(&self, flow: &SealedFlow) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for attempt in self.surplus() {
            append(&mut headers, &self.removal(attempt));
        }
        let cookie = self.cookie(flow.attempt(), flow.as_str()).max_age(LIFETIME);
        append(&mut headers, &cookie.build());
        headers
    }

    /// The `Set-Cookie` headers that clear the flow of an attempt; none if the browser did not send it.
    #[must_use]
    pub fn forget(&self, attempt: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        if self.found.iter().any(|(known, _)| known == attempt) {
            append(&mut headers, &self.removal(attempt));
        }
        headers
    }

    /// Attempts that have to make room for one more, the oldest first.
    fn surplus(&self) -> impl Iterator<Item = &str> {
        let mut bytes = 0;
        let fitting = self.found.iter().rev().take(MOST_COOKIES - 1).take_while(|(attempt, value)| {
            bytes += SECURE_NAME.len() + attempt.len() + value.len();
            bytes <= MOST_BYTES
        });
        let surplus = self.found.len() - fitting.count();
        self.found.iter().take(surplus).map(|(attempt, _)| attempt.as_str())
    }

    fn removal(&self, attempt: &str) -> Cookie<'static> {
        self.cookie(attempt, "").max_age(Duration::ZERO).expires(OffsetDateTime::UNIX_EPOCH).build()
    }

    fn cookie(&self, attempt: &str, value: &str) -> cookie::CookieBuilder<'static> {
        let prefix = if self.secure { SECURE_NAME } else { NAME };
        Cookie::build((format!("{prefix}{attempt}"), value.to_owned()))
            .path("/")
            .http_only(true)
            .secure(self.secure)
            .same_site(SameSite::Lax)
    }
}

/// Attempts, not values: a flow is sealed, but still the ticket of somebody's sign-in.
impl fmt::Debug for FlowCookies {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("FlowCookies")
            .field("secure", &self.secure)
            .field("found", &self.found.len())
            .finish_non_exhaustive()
    }
}

/// Attempt and value of a `name=value` pair that is a flow cookie.
fn flow_cookie<'a>(pair: &'a [u8], prefix: &str) -> Option<(&'a str, &'a str)> {
    let pair = std::str::from_utf8(pair.trim_ascii().strip_prefix(prefix.as_bytes())?).ok()?;
    let (attempt, value) = pair.split_once('=')?;
    let (attempt, value) = (attempt.trim_ascii_end(), value.trim_ascii_start());
    SealedFlow::is_attempt(attempt).then_some((attempt, value))
}

fn append(headers: &mut HeaderMap, cookie: &Cookie<'_>) {
    // Names are checked when they are read, values are base64url: there is nothing that a header could not hold.
    if let Ok(value) = HeaderValue::try_from(cookie.to_string()) {
        headers.append(axum::http::header::SET_COOKIE, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(cookies: &[&str]) -> HeaderMap {
        cookies.iter().map(|line| (COOKIE, HeaderValue::from_str(line).expect("a header value"))).collect()
    }

    fn set_cookies(headers: &HeaderMap) -> Vec<&str> {
        headers.values().map(|value| value.to_str().expect("ASCII")).collect()
    }

    fn flow(attempt: &str) -> SealedFlow {
        SealedFlow::from_string(format!("1.UVE.{attempt}.AAAA"))
    }

    #[test]
    fn https_and_loopback_cookies_have_their_attributes_and_do_not_mix() {
        let headers = request(&["__Host-claimsmith-aaaaaaaa=1; claimsmith-bbbbbbbb=2"]);
        let secure = FlowCookies::read(&headers, "https://www.example.com/signin/qq/callback");
        assert!(secure.flow("aaaaaaaa").is_some() && secure.flow("bbbbbbbb").is_none());
        assert_eq!(
            set_cookies(&secure.keep(&flow("new_flow"))),
            ["__Host-claimsmith-new_flow=1.UVE.new_flow.AAAA; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=600"]
        );
        let loopback = FlowCookies::read(&headers, "http://127.0.0.1:3000/signin/qq/callback");
        assert!(loopback.flow("aaaaaaaa").is_none() && loopback.flow("bbbbbbbb").is_some());
        assert_eq!(
            set_cookies(&loopback.keep(&flow("new-flow"))),
            ["claimsmith-new-flow=1.UVE.new-flow.AAAA; HttpOnly; SameSite=Lax; Path=/; Max-Age=600"]
        );
    }

    #[test]
    fn a_cleared_cookie_has_the_attributes_that_the_prefix_demands() {
        let headers = request(&["__Host-claimsmith-aaaaaaaa=1"]);
        let cookies = FlowCookies::read(&headers, "https://www.example.com/signin/qq/callback");
        let cleared = cookies.forget("aaaaaaaa");
        let [cleared] = set_cookies(&cleared)[..] else { panic!("one cookie") };
        assert!(cleared.starts_with("__Host-claimsmith-aaaaaaaa=; "), "{cleared}");
        for attribute in ["Secure", "Path=/", "Max-Age=0", "Expires=Thu, 01 Jan 1970 00:00:00 GMT"] {
            assert!(cleared.split("; ").any(|found| found == attribute), "{attribute} in {cleared}");
        }
        assert!(cookies.forget("bbbbbbbb").is_empty());
    }

    #[test]
    fn the_oldest_cookies_make_room() {
        let lines: Vec<String> = (0..10).map(|index| format!("claimsmith-attempt{index}=x; other={index}")).collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let cookies = FlowCookies::of(&request(&lines), false);
        assert_eq!(cookies.surplus().collect::<Vec<_>>(), ["attempt0", "attempt1", "attempt2"]);
        assert_eq!(cookies.keep(&flow("new-flow")).len(), 4);

        let large = format!("claimsmith-attempt0={}; claimsmith-attempt1={}", "x".repeat(2000), "x".repeat(2100));
        let cookies = FlowCookies::of(&request(&[&large]), false);
        assert_eq!(cookies.surplus().collect::<Vec<_>>(), ["attempt0"]);
    }

    #[test]
    fn a_cookie_of_somebody_else_does_not_hide_a_flow() {
        let mut headers = HeaderMap::new();
        for line in
            [&b"a=\xe9; claimsmith-aaaaaaaa=1; b=\xff\xfe"[..], b"claimsmith-bbbbbbbb=\xe9; claimsmith-cccccccc=3"]
        {
            headers.append(COOKIE, HeaderValue::from_bytes(line).expect("a header value"));
        }
        let cookies = FlowCookies::of(&headers, false);
        let expected = [("aaaaaaaa", "1"), ("cccccccc", "3")].map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(cookies.found, expected);
    }

    #[test]
    fn no_more_than_32_flow_cookies_are_looked_at() {
        let line = |start: usize| -> String {
            (start..start + 20_000).map(|index| format!("other={index};claimsmith-a{index:07} = {index}; ")).collect()
        };
        let cookies = FlowCookies::of(&request(&[&line(0), &line(20_000)]), false);
        assert_eq!(cookies.found.len(), 32);
        assert_eq!(cookies.found[31], ("a0000031".to_owned(), "31".to_owned()));
        assert_eq!(cookies.keep(&flow("new-flow")).len(), 32 - 7 + 1);

        let repeated = "claimsmith-aaaaaaaa=1; ".repeat(40) + "claimsmith-bbbbbbbb=2";
        assert_eq!(FlowCookies::of(&request(&[&repeated]), false).found.len(), 1, "repetitions count");
    }

    #[test]
    fn strange_cookies_are_not_flows() {
        let headers = request(&[
            "claimsmith-=x; claimsmith-short=x; claimsmith-ab%0d%0acd=x; claimsmith-aaaaaaaaa=x; =; ; claimsmith",
            "claimsmith-aaaaaaaa=first; claimsmith-aaaaaaaa=second",
        ]);
        let cookies = FlowCookies::of(&headers, false);
        assert_eq!(cookies.found, [("aaaaaaaa".to_owned(), "first".to_owned())]);
        assert!(!format!("{cookies:?}").contains("first"));
    }
}

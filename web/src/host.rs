//! The host by which the browser came, and the one by which it will be sent back. It decides nothing: cookies and redirect
//! URIs follow the configuration. But the flow cookie of one host does not go to another, and then no sign-in can end.

use axum::http::Uri;
use axum::http::header::{HOST, HeaderMap};
use std::sync::atomic::{AtomicBool, Ordering};
use url::Url;

/// A longer host is no name that DNS knows.
const LONGEST: usize = 255;

/// The host of a redirect URI, and whether it has been said that somebody came by another.
#[derive(Debug)]
pub(crate) struct ExpectedHost {
    name: Option<String>,
    is_said: AtomicBool,
}

impl ExpectedHost {
    /// `name` is the host of the redirect URI, without port.
    pub(crate) fn new(name: Option<String>) -> Self {
        Self { name, is_said: AtomicBool::new(false) }
    }

    /// Warns of a request to begin a sign-in that came by another host: the first time only, because anybody can send it.
    pub(crate) fn look_at(&self, profile: &str, uri: &Uri, headers: &HeaderMap) {
        let Some((asked, expected)) = self.mismatch(uri, headers) else { return };
        if !self.is_said.swap(true, Ordering::Relaxed) {
            tracing::warn!(
                target: "claimsmith",
                profile,
                host = asked,
                redirect_uri_host = expected,
                "a sign-in was begun at another host than that of the redirect URI: its cookie does not go there, and the \
                 callback will be refused; open the application at the host of the redirect URI, or let the proxy \
                 before it hand on `Host`"
            );
        }
    }

    /// The host that was asked and the one that is expected, when they differ. What a proxy says it was asked counts too.
    fn mismatch(&self, uri: &Uri, headers: &HeaderMap) -> Option<(String, &str)> {
        let expected = self.name.as_deref()?;
        let header = |name| headers.get(name).and_then(|value| value.to_str().ok());
        let forwarded = header("x-forwarded-host").and_then(|hosts| hosts.split(',').next()).and_then(name_of);
        let authority = uri.authority().map(|authority| authority.as_str());
        let asked = header(HOST.as_str()).or(authority).and_then(name_of)?;
        let is_expected = asked == expected || forwarded.is_some_and(|forwarded| forwarded == expected);
        (!is_expected).then_some((asked, expected))
    }
}

/// The host of `host:port`, as URLs write it.
fn name_of(authority: &str) -> Option<String> {
    let authority = authority.trim();
    if authority.len() > LONGEST || authority.contains(['/', '\\', '?', '#', '@']) {
        return None;
    }
    Url::parse(&format!("http://{authority}/")).ok()?.host_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn asked(expected: &str, headers: &[(&'static str, &'static str)]) -> Option<String> {
        let expected = ExpectedHost::new(Some(expected.to_owned()));
        let headers = headers.iter().map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value)));
        expected.mismatch(&Uri::from_static("/signin/x"), &headers.collect()).map(|(asked, _)| asked)
    }

    #[test]
    fn the_same_host_is_the_same_with_any_port_and_in_any_case() {
        for (expected, host) in [
            ("127.0.0.1", "127.0.0.1:3000"),
            ("www.example.com", "WWW.Example.com"),
            ("www.example.com", "www.example.com:8443"),
            ("[::1]", "[::1]:3000"),
            ("xn--mnchen-3ya.example", "xn--mnchen-3ya.example"),
        ] {
            assert_eq!(asked(expected, &[("host", host)]), None, "{host}");
        }
    }

    #[test]
    fn another_host_is_seen_unless_a_proxy_says_what_it_was_asked() {
        assert_eq!(asked("127.0.0.1", &[("host", "localhost:3000")]).as_deref(), Some("localhost"));
        let behind = |forwarded| asked("www.example.com", &[("host", "backend:8080"), ("x-forwarded-host", forwarded)]);
        assert_eq!(behind("www.example.com, inner"), None);
        assert_eq!(behind("other.example").as_deref(), Some("backend"));
        let expected = ExpectedHost::new(Some("a.example".to_owned()));
        let absolute = Uri::from_static("http://b.example/signin/x");
        assert!(expected.mismatch(&absolute, &HeaderMap::new()).is_some(), "HTTP/2 has no `Host`");
    }

    #[test]
    fn what_is_no_host_is_no_other_host() {
        for host in ["", ":", "a b", "a/b", "user@b.example", "a?b", "a#b", "a\\b", "[::1"] {
            assert_eq!(asked("a.example", &[("host", host)]), None, "{host}");
        }
        assert_eq!(ExpectedHost::new(None).mismatch(&Uri::from_static("http://b.example/"), &HeaderMap::new()), None);
        assert_eq!(name_of(&"a".repeat(LONGEST + 1)), None);
    }
}

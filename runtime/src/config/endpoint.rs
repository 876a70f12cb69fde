//! Checks of URLs: the provider's endpoints, the redirect URI, the origin that endpoints are moved to.

use crate::error::ConfigError;
use url::{Host, Url};

/// Longest redirect URI: it travels in the query of the authorization request.
const LONGEST_REDIRECT_URI: usize = 1024;

const LOOPBACK_HINT: &str = "plain http is accepted on loopback only, and only with `allow_loopback_http`";

/// How the endpoints of one client may be written and where they go.
pub(crate) struct EndpointRules {
    allow_loopback_http: bool,
    base: Option<Url>,
}

impl EndpointRules {
    pub(crate) fn new(base: Option<&str>, allow_loopback_http: bool) -> Result<Self, ConfigError> {
        let base = base.map(|base| check_base(base, allow_loopback_http)).transpose()?;
        Ok(Self { allow_loopback_http, base })
    }

    /// The URL to use for an endpoint of the policy: absolute, without user, password and fragment (RFC 6749
    /// section 3.1), https, moved to the base if there is one.
    pub(crate) fn endpoint(&self, what: &str, text: &str) -> Result<String, ConfigError> {
        let url = absolute(what, text)?;
        if url.fragment().is_some() {
            return Err(invalid(what, "it has a fragment, which never reaches the provider"));
        }
        let Some(base) = &self.base else {
            require_https(what, &url, self.allow_loopback_http)?;
            return Ok(url.into());
        };
        let mut moved = base.clone();
        moved.set_path(&format!("{}{}", base.path().trim_end_matches('/'), url.path()));
        moved.set_query(url.query());
        Ok(moved.into())
    }

    /// Whether a URL that the policy does not name may lead to a private host: on loopback when that is allowed, and where
    /// all endpoints are moved, because nobody asks that host then.
    pub(crate) fn allow_private(&self, url: &Url) -> bool {
        self.base.is_some() || (self.allow_loopback_http && is_loopback(url))
    }
}

fn check_base(text: &str, allow_loopback_http: bool) -> Result<Url, ConfigError> {
    let what = "endpoint base";
    let url = absolute(what, text)?;
    if url.query().is_some() || url.fragment().is_some() {
        return Err(invalid(what, "it has a query or a fragment; give an origin and at most a path"));
    }
    require_https(what, &url, allow_loopback_http)?;
    Ok(url)
}

/// Checks a redirect URI and returns whether it is on loopback.
pub(super) fn check_redirect_uri(text: &str) -> Result<bool, ConfigError> {
    let what = "redirect URI";
    if text.len() > LONGEST_REDIRECT_URI {
        return Err(invalid(what, "it is longer than 1,024 bytes"));
    }
    let url = absolute(what, text)?;
    if text.contains('#') {
        return Err(invalid(what, "it has a fragment (RFC 6749 section 3.1.2)"));
    }
    if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(invalid(what, "it has blanks or letters outside ASCII that are not percent-encoded"));
    }
    require_https(what, &url, true)?;
    Ok(is_loopback(&url))
}

/// The public address of an application, without a slash at its end.
pub(super) fn check_public_url(what: &str, text: &str) -> Result<String, ConfigError> {
    let url = absolute(what, text)?;
    if url.query().is_some() || url.fragment().is_some() {
        return Err(invalid(what, "it has a query or a fragment; give an origin and at most a path"));
    }
    require_https(what, &url, true)?;
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

/// Whether a URL's host is this machine.
pub(super) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

fn absolute(what: &str, text: &str) -> Result<Url, ConfigError> {
    let url =
        Url::parse(text).map_err(|_| invalid(what, "it is not an absolute URL, such as https://www.example.com/"))?;
    if !matches!(url.scheme(), "https" | "http") {
        return Err(invalid(what, "it is neither https nor http"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(invalid(what, "it has a user name or a password"));
    }
    Ok(url)
}

fn require_https(what: &str, url: &Url, allow_loopback_http: bool) -> Result<(), ConfigError> {
    if url.scheme() == "https" || (allow_loopback_http && is_loopback(url)) {
        return Ok(());
    }
    let hint = if allow_loopback_http { "plain http is accepted on loopback only" } else { LOOPBACK_HINT };
    Err(ConfigError::InsecureUrl { what: what.to_owned(), hint })
}

fn invalid(what: &str, reason: &'static str) -> ConfigError {
    ConfigError::InvalidUrl { what: what.to_owned(), reason }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endpoints_keep_path_and_query_when_moved() {
        let cases = [
            (
                "http://127.0.0.1:8080",
                "https://graph.qq.com/oauth2.0/me?fmt=json",
                "http://127.0.0.1:8080/oauth2.0/me?fmt=json",
            ),
            ("http://localhost:1/qq/", "https://graph.qq.com/me", "http://localhost:1/qq/me"),
            ("http://[::1]:1/a/b", "https://graph.qq.com", "http://[::1]:1/a/b/"),
        ];
        for (base, endpoint, expected) in cases {
            let rules = EndpointRules::new(Some(base), true).expect("a base on loopback");
            assert_eq!(rules.endpoint("AccessTokenEndpoint", endpoint).as_deref(), Ok(expected), "{base} {endpoint}");
        }
    }

    #[test]
    fn redirect_uris_are_https_or_loopback() {
        for (uri, loopback) in [
            ("https://www.example.com/signin/qq/callback", false),
            ("http://127.0.0.1:3000/callback", true),
            ("http://127.8.9.1/callback", true),
            ("http://[::1]:3000/callback", true),
            ("http://localhost:3000/callback", true),
            ("https://localhost/callback?tenant=a", true),
        ] {
            assert_eq!(check_redirect_uri(uri), Ok(loopback), "{uri}");
        }
        for uri in [
            "http://www.example.com/callback",
            "http://localhost.example.com/callback",
            "http://128.0.0.1/callback",
            "https://www.example.com/callback#",
            "https://user@www.example.com/callback",
            "https://www.example.com/call back",
            "myapp://callback",
            "/callback",
            "",
        ] {
            assert!(check_redirect_uri(uri).is_err(), "{uri}");
        }
    }
}

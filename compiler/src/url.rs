//! What a URL in a policy tells without being parsed strictly: it may hold placeholders.

/// The host in lower case, without user information and port.
pub(crate) fn host(url: &str) -> Option<String> {
    let authority = authority(url)?;
    let host = authority.rsplit('@').next().unwrap_or(authority);
    let host = match host.strip_prefix('[') {
        Some(v6) => v6.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    (!host.is_empty()).then(|| host.to_ascii_lowercase())
}

/// Host and port with what stands before them.
pub(crate) fn authority(url: &str) -> Option<&str> {
    let (scheme, rest) = url.trim().split_once("://")?;
    let is_http = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    is_http.then(|| rest.split(['/', '?', '#']).next().unwrap_or_default())
}

/// Whether a URL is sent in the clear to another machine.
pub(crate) fn is_plain_http(url: &str) -> bool {
    let is_http = url.trim().get(..7).is_some_and(|start| start.eq_ignore_ascii_case("http://"));
    is_http && host(url).is_some_and(|host| !is_loopback(&host))
}

fn is_loopback(host: &str) -> bool {
    host == "localhost"
        || host.ends_with(".localhost")
        || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// The parameters of the query, as they are written.
pub(crate) fn parameters(url: &str) -> impl Iterator<Item = (&str, &str)> {
    let query = url.split_once('?').map_or("", |(_, query)| query.split('#').next().unwrap_or_default());
    query.split('&').filter_map(|pair| pair.split_once('='))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn host_and_scheme_are_read_from_what_may_be_no_url() {
        assert_eq!(host("https://a:b@API.GitHub.com:443/user?x=1").as_deref(), Some("api.github.com"));
        assert_eq!(host("http://[::1]:80/").as_deref(), Some("::1"));
        for none in ["", "github.com", "ftp://a", "https://", "https:///a", "~/a"] {
            assert_eq!(host(none), None, "{none}");
        }
        assert!(is_plain_http("HTTP://example.com") && !is_plain_http("https://example.com"));
        for local in ["http://localhost:1", "http://127.0.0.1/", "http://[::1]:3/", "http://a.localhost"] {
            assert!(!is_plain_http(local), "{local}");
        }
    }
}

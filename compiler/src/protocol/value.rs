//! How the text of a metadata item is read. No library: a few characters each, and the macro's tree stays small.

use super::ValueKind;

/// Why a text is not of its kind, in words that complete "the value …"; `None` when it is.
#[must_use]
pub fn fault(kind: ValueKind, text: &str) -> Option<String> {
    match kind {
        ValueKind::Text => text.is_empty().then(|| "is empty".to_owned()),
        ValueKind::Boolean => boolean(text).is_none().then(|| format!("`{text}` is neither `true` nor `false`")),
        ValueKind::OneOf(values) => {
            (!values.iter().any(|value| value.eq_ignore_ascii_case(text))).then(|| format!("`{text}` is not accepted"))
        }
        ValueKind::Url => url_fault(text),
        ValueKind::Name => (!is_name(text)).then(|| format!("`{text}` is not the name of a parameter")),
        ValueKind::HeaderText => (text.is_empty() || text.contains(|c: char| c != ' ' && !c.is_ascii_graphic()))
            .then(|| "cannot stand in an HTTP header".to_owned()),
        ValueKind::NameList => names(text).find(|name| !is_name(name)).map(|name| {
            if name.is_empty() {
                "has an empty name in its list".to_owned()
            } else {
                format!("has `{name}` in its list")
            }
        }),
        ValueKind::ParameterList => {
            parameters(text).is_none().then(|| "is not a list of `name=value` pairs".to_owned())
        }
    }
}

/// An `xs:boolean`, in any case.
#[must_use]
pub fn boolean(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
    }
}

/// Whether a text can be the name of a parameter.
#[must_use]
pub fn is_name(text: &str) -> bool {
    !text.is_empty() && !text.contains(|c: char| c.is_whitespace() || c.is_control() || "&=#,".contains(c))
}

/// The names of a comma-separated list, percent-decoded.
pub fn names(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(',').map(|name| percent_decode(name.trim()))
}

/// The pairs of `name=value,name=value`, percent-decoded; `None` when a pair has no name or no `=`.
#[must_use]
pub fn parameters(text: &str) -> Option<Vec<(String, String)>> {
    let pair = |pair: &str| {
        let (name, value) = pair.split_once('=')?;
        let name = percent_decode(name.trim());
        is_name(&name).then(|| (name, percent_decode(value.trim())))
    };
    text.split(',').map(pair).collect()
}

/// Replaces `%xx`; what is not a valid escape, or not UTF-8 afterwards, stays as it is.
fn percent_decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let hex = text.get(at + 1..at + 3).filter(|_| *byte == b'%');
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(value) => {
                decoded.push(value);
                at += 3;
            }
            None => {
                decoded.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

/// What is wrong with an endpoint, in words that complete "the value …": it must be absolute, https (http only to
/// loopback), with a host and without a fragment (RFC 6749 section 3.1).
#[must_use]
pub fn url_fault(text: &str) -> Option<String> {
    // B2C's engine replaces these; what they become is a tenant or policy id.
    let text = &text.replace("{tenant}", "tenant").replace("{policy}", "policy");
    let Some((scheme, rest)) = text.split_once("://") else {
        return Some(format!("`{text}` is not an absolute URL"));
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or("");
    if authority.contains('@') {
        return Some("has a user name in its URL".to_owned());
    }
    if !text.is_ascii() || text.contains(|c: char| !c.is_ascii_graphic() || "\\<>\"`{}|^".contains(c)) {
        return Some(format!("`{text}` has a character that a URL cannot hold: percent-encode it"));
    }
    let Some(host) = host(authority) else {
        return Some(format!("`{text}` is not an absolute URL"));
    };
    if text.contains('#') {
        return Some("has a fragment in its URL".to_owned());
    }
    match scheme.to_ascii_lowercase().as_str() {
        "https" => None,
        "http" if is_loopback(host) => None,
        "http" => Some("is an http URL: what is sent there can be read on the way".to_owned()),
        _ => Some(format!("has the scheme `{scheme}`, not `https`")),
    }
}

/// The host of an authority without a user name, if host and port are possible: a name, an IPv4 or `[IPv6]` address.
fn host(authority: &str) -> Option<&str> {
    let (host, port) = if let Some(rest) = authority.strip_prefix('[') {
        let (address, port) = rest.split_once(']')?;
        address.parse::<std::net::Ipv6Addr>().ok()?;
        (address, port.strip_prefix(':').or(port.is_empty().then_some("443"))?)
    } else {
        let (host, port) = authority.split_once(':').unwrap_or((authority, "443"));
        let is_label = |label: &str| !label.is_empty() && label.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-');
        if !host.split('.').all(is_label) {
            return None;
        }
        // A last label of digits makes it an address (WHATWG URL, "ends in a number").
        let last_is_number = host.rsplit('.').next().is_some_and(|last| last.bytes().all(|c| c.is_ascii_digit()));
        if last_is_number && host.parse::<std::net::Ipv4Addr>().is_err() {
            return None;
        }
        (host, port)
    };
    port.parse::<u16>().ok().filter(|port| *port > 0).map(|_| host)
}

fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost")
        || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endpoints_are_absolute_and_https() {
        for good in ["https://a.b/c?d=e", "HTTPS://a", "http://127.0.0.1:8080/x", "http://[::1]/", "http://localhost:1"]
        {
            assert_eq!(url_fault(good), None, "{good}");
        }
        for bad in
            ["", "/a", "a.b/c", "http://a.b", "https://", "https://a b", "https://a/#f", "ftp://a", "https://u@a"]
        {
            assert!(url_fault(bad).is_some(), "{bad}");
        }
        assert!(url_fault("http://127.0.0.1.evil.example/").is_some());
        assert!(url_fault("http://localhost@evil.example/").is_some());
    }

    #[test]
    fn lists_are_decoded() {
        assert_eq!(parameters("a=b%2Cc, d="), Some(vec![("a".into(), "b,c".into()), ("d".into(), String::new())]));
        assert_eq!(parameters("a"), None);
        assert_eq!(parameters("=b"), None);
        assert_eq!(names("open%69d, uid").collect::<Vec<_>>(), ["openid", "uid"]);
        assert!(fault(ValueKind::NameList, "a,,b").is_some());
    }
}

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
    let Some((scheme, rest)) = text.split_once("://") else {
        return Some(format!("`{text}` is not an absolute URL"));
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or("");
    let host = authority.rsplit('@').next().unwrap_or("");
    if host.is_empty() || text.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Some(format!("`{text}` is not an absolute URL"));
    }
    if authority.contains('@') {
        return Some("has a user name in its URL".to_owned());
    }
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

fn is_loopback(host: &str) -> bool {
    let name = if host.starts_with('[') {
        host.split(']').next().unwrap_or("").trim_start_matches('[')
    } else {
        host.split(':').next().unwrap_or("")
    };
    name.eq_ignore_ascii_case("localhost")
        || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// Whether a client id is a text that a deployment has to replace: empty, zeros, or an instruction to a reader.
#[must_use]
pub fn is_placeholder(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let instruction = ["your ", "your_", "your-", "enter ", "enter-", "insert ", "replace", "todo", "<", "{"];
    text.is_empty()
        || text.chars().all(|c| c == '0' || c == '-')
        || instruction.iter().any(|start| lower.starts_with(start))
        || lower.contains("application id")
        || lower.contains("applicationid")
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

    #[test]
    fn placeholders_are_told_from_client_ids() {
        for placeholder in
            ["", "0", "00000000-0000-0000-0000-000000000000", "Your QQ APP ID", "Your Google application ID"]
        {
            assert!(is_placeholder(placeholder), "{placeholder}");
        }
        for id in ["101234567", "Iv1.8a61f9b3a7aba766", "facebook_clientid"] {
            assert!(!is_placeholder(id), "{id}");
        }
    }
}

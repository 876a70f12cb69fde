//! How the text of a metadata item is read. No library: a few characters each, and the macro's tree stays small.

use super::template::{self, Constants};
use super::{ValueKind, path, quoted};
use claimsmith_profile::SignatureAlgorithm;
use std::collections::BTreeSet;

/// The most entries of a list: no request has as many parameters, and each of them is compared with others.
const MOST_ENTRIES: usize = 100;

fn too_many() -> String {
    format!("has more than {MOST_ENTRIES} entries in its list")
}

/// Why a text is not of its kind, in words that complete "the value …"; `None` when it is.
#[must_use]
pub fn fault(kind: ValueKind, text: &str) -> Option<String> {
    let is_word = matches!(kind, ValueKind::Boolean | ValueKind::OneOf(_) | ValueKind::Integer(..));
    match kind {
        _ if is_word && text.trim().is_empty() => Some("is empty".to_owned()),
        ValueKind::Text => text.is_empty().then(|| "is empty".to_owned()),
        ValueKind::Boolean => boolean(text).is_none().then(|| format!("`{text}` is neither `true` nor `false`")),
        ValueKind::OneOf(values) => {
            (!values.iter().any(|value| value.eq_ignore_ascii_case(text))).then(|| format!("`{text}` is not accepted"))
        }
        ValueKind::Url => url_fault(text),
        ValueKind::Name(what) => (!is_name(text)).then(|| format!("`{text}` is not {what}")),
        ValueKind::HeaderText => (text.is_empty() || text.contains(|c: char| c != ' ' && !c.is_ascii_graphic()))
            .then(|| "cannot stand in an HTTP header".to_owned()),
        ValueKind::HttpToken => {
            (!is_http_token(text)).then(|| format!("`{text}` has a character that cannot stand in a scheme"))
        }
        ValueKind::NameList => names_fault(text, &[]),
        ValueKind::NamesWithout(reserved) => names_fault(text, reserved),
        ValueKind::Algorithms => algorithms(text).err(),
        ValueKind::ParameterList => parameters(text, Constants::ANY).err(),
        ValueKind::Renames(standard) => renames(text, standard).err(),
        ValueKind::TemplateList(known) => template::parameters(text, known, Constants::ANY).err(),
        ValueKind::HeaderList(known) => template::headers(text, known, Constants::ANY).err(),
        ValueKind::Path => path::parse(text).err(),
        ValueKind::WebUrl => web_url_fault(text),
        ValueKind::UrlOrXml if text.trim_start().starts_with('<') => None,
        ValueKind::UrlOrXml => web_url_fault(text),
        ValueKind::Integer(least, most) => integer_fault(text, least, most),
        ValueKind::Words(words) => words_fault(text, words),
        ValueKind::Reference(_) => text.trim().is_empty().then(|| "is empty".to_owned()),
    }
}

fn integer_fault(text: &str, least: u64, most: u64) -> Option<String> {
    match text.trim().parse::<u64>() {
        Ok(number) if (least..=most).contains(&number) => None,
        Ok(_) => Some(format!("`{text}` is out of range")),
        Err(_) => Some(format!("`{text}` is not a whole number")),
    }
}

fn words_fault(text: &str, words: &[&str]) -> Option<String> {
    let is_known = |word: &str| words.iter().any(|known| known.eq_ignore_ascii_case(word));
    if text.trim().is_empty() {
        return Some("is empty".to_owned());
    }
    let wrong = text.split_whitespace().find(|word| !is_known(word))?;
    Some(format!("has `{wrong}` among its words, which is not accepted"))
}

/// What the names that builds replace begin with: `{Name}`, `#{Name}#`, `$(Name)`, `__Name__`, `@Name@`.
const BUILD_NAMES: &[&str] = &["{", "#{", "$(", "__", "@"];

/// What is wrong with a URL of the web, in words that complete "the value …": it must be absolute, https or http, with a
/// host. Claims and other names in braces may stand anywhere.
fn web_url_fault(text: &str) -> Option<String> {
    if text.trim().is_empty() {
        return Some("is empty".to_owned());
    }
    // What begins with a name that a build replaces may become anything.
    if BUILD_NAMES.iter().any(|start| text.trim().starts_with(start)) {
        return None;
    }
    let Some((scheme, rest)) = text.trim().split_once("://") else {
        return Some(format!("`{text}` is not an absolute URL"));
    };
    if !["https", "http"].iter().any(|known| known.eq_ignore_ascii_case(scheme)) {
        return Some(format!("has the scheme `{scheme}`, not `https`"));
    }
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    (host.is_empty() || host.contains(char::is_whitespace)).then(|| format!("`{text}` has no host"))
}

fn names_fault(text: &str, reserved: &[&str]) -> Option<String> {
    if text.split(',').nth(MOST_ENTRIES).is_some() {
        return Some(too_many());
    }
    names(text).find_map(|name| {
        if name.is_empty() {
            Some("has an empty name in its list".to_owned())
        } else if !is_name(&name) {
            Some(format!("has `{name}` in its list, which is not a name"))
        } else if reserved.contains(&name.as_str()) {
            Some(format!("has `{name}` in its list, which belongs to the protocol"))
        } else {
            None
        }
    })
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

/// Whether a text is a token of RFC 9110 section 5.6.2.
#[must_use]
pub fn is_http_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

/// The names of a comma-separated list, percent-decoded; at most a hundred.
pub fn names(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(',').take(MOST_ENTRIES).map(|name| percent_decode(name.trim()))
}

/// The signature algorithms of a comma-separated list; `alg` is case-sensitive.
///
/// # Errors
/// Says what is wrong, in words that complete "the value …".
pub fn algorithms(text: &str) -> Result<Vec<SignatureAlgorithm>, String> {
    let algorithm = |name: &str| {
        let name = name.trim();
        SignatureAlgorithm::from_name(name).ok_or_else(|| format!("has `{name}` in its list, which is not accepted"))
    };
    if text.split(',').nth(MOST_ENTRIES).is_some() {
        return Err(too_many());
    }
    text.split(',').map(algorithm).collect()
}

/// The names of the signature algorithms.
#[must_use]
pub fn algorithm_names() -> [&'static str; 8] {
    SignatureAlgorithm::ALL.map(SignatureAlgorithm::name)
}

/// The pairs of `name=value,name=value`: names decoded, values as they are written.
pub(super) fn pairs(text: &str) -> impl Iterator<Item = Result<(String, &str), String>> {
    text.split(',').enumerate().map(|(at, pair)| {
        let pair = pair.trim();
        if at >= MOST_ENTRIES {
            return Err(too_many());
        }
        if pair.is_empty() {
            return Err("has an empty pair in its list".to_owned());
        }
        let (name, value) = pair.split_once('=').ok_or_else(|| format!("has `{pair}`, which has no `=`"))?;
        Ok((percent_decode(name.trim()), value.trim()))
    })
}

/// The pairs of `name=value,name=value`, percent-decoded, with `{tenant}` and `{policy}` replaced in the values.
///
/// # Errors
/// Says what is wrong, in words that complete "the value …".
pub fn parameters(text: &str, constants: Constants<'_>) -> Result<Vec<(String, String)>, String> {
    let mut names = BTreeSet::new();
    let mut parameter = |(name, value): (String, &str)| {
        if !is_name(&name) {
            Err(format!("has `{name}` as the name of a parameter"))
        } else if !names.insert(name.clone()) {
            Err(format!("has `{name}` twice"))
        } else {
            Ok((name, template::constant_text(value, constants)))
        }
    };
    pairs(text).map(|pair| parameter(pair?)).collect()
}

/// Parameters of the token request without which there is nothing to exchange.
const EXCHANGED: &[&str] = &["code", "refresh_token"];

/// The pairs of `standard=actual,standard=actual`, percent-decoded; an empty actual name leaves the parameter out.
///
/// # Errors
/// Says what is wrong, in words that complete "the value …".
pub fn renames(text: &str, standard: &[&str]) -> Result<Vec<(String, String)>, String> {
    let mut known: Vec<(String, String)> = Vec::new();
    for pair in pairs(text) {
        let (name, actual) = pair?;
        let actual = percent_decode(actual);
        if !standard.contains(&name.as_str()) {
            return Err(format!("renames `{name}`; what can be renamed is {}", quoted(standard)));
        }
        if !actual.is_empty() && !is_name(&actual) {
            return Err(format!("has `{actual}` as the name of a parameter"));
        }
        if actual.is_empty() && EXCHANGED.contains(&name.as_str()) {
            return Err(format!("leaves out `{name}`, which is what is exchanged"));
        }
        if known.iter().any(|(before, _)| *before == name) {
            return Err(format!("renames `{name}` twice"));
        }
        if !actual.is_empty() && known.iter().any(|(_, before)| *before == actual) {
            return Err(format!("gives two parameters the name `{actual}`"));
        }
        known.push((name, actual));
    }
    Ok(known)
}

/// The names of the parameters in the query of a URL, percent-decoded, each once.
pub(crate) fn query_names(url: &str) -> BTreeSet<String> {
    let query = url.split_once('?').map_or("", |(_, query)| query);
    let names = query.split('&').map(|pair| pair.split('=').next().unwrap_or_default());
    names.filter(|name| !name.is_empty()).map(|name| percent_decode(&name.replace('+', " "))).collect()
}

/// Replaces `%xx`; what is not a valid escape, or not UTF-8 afterwards, stays as it is.
pub(super) fn percent_decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let hex = text.get(at + 1..at + 3).filter(|hex| *byte == b'%' && hex.bytes().all(|c| c.is_ascii_hexdigit()));
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
    if let Some(resolver) = braced(text) {
        return Some(format!("`{text}` holds `{resolver}`, which is not filled in there"));
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

/// What stands in braces with a colon between, as claim resolvers and the placeholders of builds are written.
fn braced(text: &str) -> Option<&str> {
    let start = text.find('{')?;
    let length = text.get(start..)?.find('}')? + 1;
    text.get(start..start + length).filter(|braced| braced.contains(':'))
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
    use crate::protocol::template::Known;

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
        let resolver = url_fault("https://a.example/?ui={Culture:RFC5646}");
        let expected =
            "`https://a.example/?ui={Culture:RFC5646}` holds `{Culture:RFC5646}`, which is not filled in there";
        assert_eq!(resolver.as_deref(), Some(expected));
        assert!(url_fault("https://a.example/{id}").is_some_and(|fault| fault.ends_with("percent-encode it")));
        assert!(url_fault("http://127.0.0.1.evil.example/").is_some());
        assert!(url_fault("http://localhost@evil.example/").is_some());
    }

    #[test]
    fn lists_are_decoded() {
        let parameters = |text| parameters(text, Constants::ANY);
        assert_eq!(parameters("a=b%2Cc, d="), Ok(vec![("a".into(), "b,c".into()), ("d".into(), String::new())]));
        assert_eq!(parameters("a"), Err("has `a`, which has no `=`".to_owned()));
        assert_eq!(parameters("=b"), Err("has `` as the name of a parameter".to_owned()));
        assert_eq!(parameters("a=b,%61=c"), Err("has `a` twice".to_owned()));
        assert_eq!(parameters("a=b,"), Err("has an empty pair in its list".to_owned()));
        assert_eq!(parameters("a=%+1%zz"), Ok(vec![("a".into(), "%+1%zz".into())]));
        assert_eq!(names("open%69d, uid").collect::<Vec<_>>(), ["openid", "uid"]);
    }

    #[test]
    fn lists_of_names_are_names() {
        let fault = |kind, text| fault(kind, text).unwrap_or_default();
        let without = ValueKind::NamesWithout(&["code", "state"]);
        assert_eq!(fault(ValueKind::NameList, "a,,b"), "has an empty name in its list");
        assert_eq!(fault(ValueKind::NameList, "a,b%20c"), "has `b c` in its list, which is not a name");
        assert_eq!(fault(without, "user,st%61te"), "has `state` in its list, which belongs to the protocol");
        assert_eq!(fault(without, "user, openid"), "");
    }

    #[test]
    fn a_list_has_an_end() {
        let list = |entry: &str, count| vec![entry; count].join(",");
        let last = "has more than 100 entries in its list";
        for kind in [ValueKind::NameList, ValueKind::NamesWithout(&[]), ValueKind::Algorithms] {
            let entry = if kind == ValueKind::Algorithms { "RS256" } else { "a" };
            assert_eq!(fault(kind, &list(entry, 100)), None, "{kind:?}");
            assert_eq!(fault(kind, &list(entry, 101)).as_deref(), Some(last), "{kind:?}");
        }
        let pairs: Vec<String> = (0..101).map(|number| format!("a{number}=b")).collect();
        for kind in
            [ValueKind::ParameterList, ValueKind::TemplateList(Known::Claims), ValueKind::HeaderList(Known::Client)]
        {
            assert_eq!(fault(kind, &pairs[..100].join(",")), None, "{kind:?}");
            assert_eq!(fault(kind, &pairs.join(",")).as_deref(), Some(last), "{kind:?}");
        }
        assert_eq!(names(&list("a", 60_000)).count(), 100);
    }

    #[test]
    fn names_of_a_query_are_decoded() {
        let names: Vec<String> = query_names("https://a.b/?st%61te=1&b&b=2&&c+d=%3D").into_iter().collect();
        assert_eq!(names, ["b", "c d", "state"]);
        assert!(query_names("https://a.b/c").is_empty());
    }

    #[test]
    fn algorithms_are_named_as_in_a_token() {
        assert_eq!(algorithms("RS256, EdDSA"), Ok(vec![SignatureAlgorithm::Rs256, SignatureAlgorithm::EdDsa]));
        for bad in ["none", "rs256", "RS256,", ""] {
            assert!(algorithms(bad).is_err_and(|reason| reason.contains("is not accepted")), "{bad}");
        }
    }

    #[test]
    fn a_parameter_has_one_other_name() {
        let names = |text| renames(text, &["code", "scope"]);
        let pair = |name: &str, actual: &str| (name.to_owned(), actual.to_owned());
        assert_eq!(names("code=auth_code,scope="), Ok(vec![pair("code", "auth_code"), pair("scope", "")]));
        for (bad, reason) in [
            ("state=s", "renames `state`; what can be renamed is `code`, `scope`"),
            ("code=a,code=b", "renames `code` twice"),
            ("code=a,scope=a", "gives two parameters the name `a`"),
            ("code=a b", "has `a b` as the name of a parameter"),
            ("code", "has `code`, which has no `=`"),
            ("scope=a,code=", "leaves out `code`, which is what is exchanged"),
        ] {
            assert_eq!(names(bad), Err(reason.to_owned()), "{bad}");
        }
    }

    #[test]
    fn a_scheme_is_a_token() {
        assert_eq!(fault(ValueKind::HttpToken, "OAuth"), None);
        for bad in ["", "Bearer ", "a\nb", "a:b", "é"] {
            assert!(fault(ValueKind::HttpToken, bad).is_some(), "{bad}");
        }
    }
}

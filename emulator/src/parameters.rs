//! Parameters of a query or of a form (`application/x-www-form-urlencoded`).

use serde_json::Value;
use std::fmt;

/// More than any sign-in request has; what comes beyond it is refused.
const MOST_PARAMETERS: usize = 256;

/// Decoded parameters in the order of arrival. `Debug` shows the names only.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Parameters(Vec<(String, String)>);

/// Why a query or form is no list of parameters.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ParameterFault {
    #[error("a percent escape is broken, or the decoded text is not UTF-8")]
    Encoding,
    #[error("the parameter `{0}` is given more than once (RFC 6749 section 3.1 forbids that)")]
    Repeated(String),
    #[error("there are more than {MOST_PARAMETERS} parameters")]
    TooMany,
}

impl Parameters {
    /// Reads `a=b&c=d`; `+` is a blank. Every name may occur once.
    pub(crate) fn parse(text: &str) -> Result<Self, ParameterFault> {
        let mut parameters = Vec::new();
        for pair in text.split('&').filter(|pair| !pair.is_empty()) {
            if parameters.len() == MOST_PARAMETERS {
                return Err(ParameterFault::TooMany);
            }
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let (name, value) = (decode(name)?, decode(value)?);
            if parameters.iter().any(|(known, _)| *known == name) {
                return Err(ParameterFault::Repeated(name));
            }
            parameters.push((name, value));
        }
        Ok(Self(parameters))
    }

    /// The members of a JSON object; a text without its quotes, anything else as JSON. `None`: it is no object.
    pub(crate) fn from_json(body: Value) -> Option<Self> {
        let Value::Object(members) = body else { return None };
        let plain = |value: Value| match value {
            Value::String(text) => text,
            other => other.to_string(),
        };
        Some(Self(members.into_iter().map(|(name, value)| (name, plain(value))).collect()))
    }

    /// The value of a parameter, also when it is empty.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The names, in the order of arrival.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Parameters {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self.names()).finish()
    }
}

/// Decodes one name or value.
pub(crate) fn decode(text: &str) -> Result<String, ParameterFault> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digit = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16));
                let (high, low) = (digit(rest.next()), digit(rest.next()));
                let value = high.zip(low).map(|(high, low)| high * 16 + low).ok_or(ParameterFault::Encoding)?;
                u8::try_from(value).map_err(|_| ParameterFault::Encoding)?
            }
            other => other,
        });
    }
    String::from_utf8(bytes).map_err(|_| ParameterFault::Encoding)
}

/// Percent-encodes everything but the unreserved characters of RFC 3986, so that the text survives any decoder.
pub(crate) fn encode(text: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            encoded.push(char::from(HEX[usize::from(byte >> 4)]));
            encoded.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
    encoded
}

/// `name=value` pairs joined with `&`.
pub(crate) fn encode_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let pairs: Vec<_> = pairs.into_iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
    pairs.join("&")
}

/// Appends parameters to a URL that may already have a query.
pub(crate) fn append_to_url<'a>(url: &str, pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let pairs = encode_pairs(pairs);
    let separator = match url.split_once('?') {
        _ if pairs.is_empty() => "",
        None => "?",
        Some((_, "")) => "",
        Some(_) => "&",
    };
    format!("{url}{separator}{pairs}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decodes_blanks_escapes_and_empty_values() {
        let parameters = Parameters::parse("a=b+c&&d=%e4%BD%A0%2b&e=&f").unwrap();
        assert_eq!(parameters.names().collect::<Vec<_>>(), ["a", "d", "e", "f"]);
        assert_eq!(parameters.get("a"), Some("b c"));
        assert_eq!(parameters.get("d"), Some("你+"));
        assert_eq!(parameters.get("e"), Some(""));
        assert_eq!(parameters.get("f"), Some(""));
        assert_eq!(parameters.get("g"), None);
    }

    #[test]
    fn refuses_broken_escapes_and_repetition() {
        for broken in ["a=%", "a=%4", "a=%zz", "a=%ff", "%=1"] {
            assert_eq!(Parameters::parse(broken), Err(ParameterFault::Encoding), "{broken}");
        }
        assert_eq!(Parameters::parse("a=1&b=2&%61=3"), Err(ParameterFault::Repeated("a".to_owned())));
        let many: Vec<_> = (0..300).map(|index| format!("p{index}=")).collect();
        assert_eq!(Parameters::parse(&many.join("&")), Err(ParameterFault::TooMany));
    }

    #[test]
    fn every_character_survives_the_round_trip() {
        let text: String = (0..0x3000).filter_map(char::from_u32).collect();
        assert_eq!(decode(&encode(&text)), Ok(text));
    }

    #[test]
    fn appends_to_a_query_that_is_there() {
        assert_eq!(append_to_url("http://a/b", [("c", "d e")]), "http://a/b?c=d%20e");
        assert_eq!(append_to_url("http://a/b?", [("c", "d")]), "http://a/b?c=d");
        assert_eq!(append_to_url("http://a/b?x=y", [("c", "d"), ("e", "f")]), "http://a/b?x=y&c=d&e=f");
        assert_eq!(append_to_url("http://a/b", []), "http://a/b");
    }
}

//! Parameters in a query or a form body (`application/x-www-form-urlencoded`: a blank becomes `+`), or as JSON.

use url::form_urlencoded::{Serializer, byte_serialize};

/// Names and values, encoded, with `&` between them.
pub(super) fn encode<N: AsRef<str>, V: AsRef<str>>(parameters: &[(N, V)]) -> String {
    let mut serializer = Serializer::new(String::new());
    for (name, value) in parameters {
        serializer.append_pair(name.as_ref(), value.as_ref());
    }
    serializer.finish()
}

/// A JSON object with a text for each parameter, in their order.
pub(super) fn encode_json<N: AsRef<str>, V: AsRef<str>>(parameters: &[(N, V)]) -> String {
    let member = |(name, value): &(N, V)| format!("{}:{}", json_text(name.as_ref()), json_text(value.as_ref()));
    format!("{{{}}}", parameters.iter().map(member).collect::<Vec<_>>().join(","))
}

/// One text as JSON.
pub(super) fn json_text(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// One text, encoded.
pub(super) fn encode_text(text: &str) -> String {
    byte_serialize(text.as_bytes()).collect()
}

/// A URL with more parameters; the query that it has stays in front, as it is.
pub(super) fn append<N: AsRef<str>, V: AsRef<str>>(url: &str, parameters: &[(N, V)]) -> String {
    let query = encode(parameters);
    let separator = match url.split_once('?') {
        _ if query.is_empty() => "",
        None => "?",
        Some((_, own)) if own.is_empty() || own.ends_with('&') => "",
        Some(_) => "&",
    };
    format!("{url}{separator}{query}")
}

#[cfg(test)]
mod tests {
    use super::{append, encode_json};

    #[test]
    fn an_endpoints_own_query_stays() {
        for (url, expected) in [
            ("https://a.example/x", "https://a.example/x?a=1+%26"),
            ("https://a.example/x?", "https://a.example/x?a=1+%26"),
            ("https://a.example/x?b=c%20d", "https://a.example/x?b=c%20d&a=1+%26"),
            ("https://a.example/x?b=c&", "https://a.example/x?b=c&a=1+%26"),
        ] {
            assert_eq!(append(url, &[("a", "1 &")]), expected);
        }
        assert_eq!(append::<&str, &str>("https://a.example/x", &[]), "https://a.example/x");
    }

    #[test]
    fn json_keeps_the_order_and_escapes() {
        let parameters = [("z", "a\"b"), ("a\\", "\né")];
        assert_eq!(encode_json(&parameters), "{\"z\":\"a\\\"b\",\"a\\\\\":\"\\né\"}");
        assert_eq!(encode_json::<&str, &str>(&[]), "{}");
    }
}

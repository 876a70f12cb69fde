//! What `-v` shows of the exchanges: names only, never a value.

use crate::output::{message, printable};
use claimsmith_runtime::profile::Method;
use claimsmith_runtime::{BoxFuture, Request, Response, Transport, TransportError};
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use url::{Url, form_urlencoded};

/// The parameters of a callback whose names are shown. Another name may be anything, also a code without a name.
const CALLBACK_PARAMETERS: [&str; 10] = [
    "code",
    "state",
    "error",
    "error_code",
    "error_description",
    "error_message",
    "error_uri",
    "iss",
    "scope",
    "usercancel",
];

/// Longest name that is shown, in bytes.
const LONGEST_NAME: usize = 64;

/// Shows the authorization request.
pub(super) fn authorization(url: &str) {
    line("authorization", &format!("GET {}", described(url, BTreeSet::new())));
}

/// Shows which claims transformations have run.
pub(super) fn transformations<'t>(ids: impl Iterator<Item = &'t str>) {
    for id in ids {
        line("claims transformation", id);
    }
}

/// Shows the callback.
pub(super) fn callback(parameters: &[u8]) {
    let names = names(parameters);
    let (known, others): (Vec<String>, Vec<String>) =
        names.into_iter().partition(|name| CALLBACK_PARAMETERS.contains(&name.as_str()));
    let others = if others.is_empty() { String::new() } else { format!(" and {} more", others.len()) };
    line("callback", &format!("with {}{others}", list(known)));
}

/// A transport that shows what it carries.
pub(super) struct TracedTransport<T> {
    inner: T,
}

impl<T> TracedTransport<T> {
    /// Watches a transport.
    pub(super) fn new(inner: T) -> Self {
        Self { inner }
    }
}

impl<T: Transport> Transport for TracedTransport<T> {
    fn call(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        let endpoint = request.endpoint.to_string();
        let method = match request.method {
            Method::Get => "GET",
            Method::Post => "POST",
        };
        let headers = request.headers.iter().map(|(name, _)| name.to_string()).collect();
        let mut types = request.headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("content-type"));
        let content_type = types.next().map_or("", |(_, value)| value.as_str());
        let body = request.body.as_deref().unwrap_or_default();
        let (body, unread) = match body_names(content_type, body) {
            Some(names) => (names, String::new()),
            None => (BTreeSet::new(), format!("; {} bytes of a body", body.len())),
        };
        let parameters = described(&request.url, body);
        line(&endpoint, &format!("{method} {parameters}{unread}; headers {}", list(headers)));
        Box::pin(async move {
            let answer = self.inner.call(request).await;
            match &answer {
                Ok(response) => line(&endpoint, &format!("status {}, {} bytes", response.status, response.body.len())),
                Err(error) => line(&endpoint, &error.to_string()),
            }
            answer
        })
    }
}

/// Host and names of parameters, those of the query and those of the body.
fn described(url: &str, body: BTreeSet<String>) -> String {
    let Ok(url) = Url::parse(url) else { return "an address that cannot be read".to_owned() };
    let port = url.port().map_or_else(String::new, |port| format!(":{port}"));
    let mut parameters = names(url.query().unwrap_or_default().as_bytes());
    parameters.extend(body);
    format!("{}{port} with {}", url.host_str().unwrap_or_default(), list(parameters.into_iter().collect()))
}

/// The names of the parameters in a body. `None` for a body that is not what its `content-type` says, or something else
/// than a form or a JSON object: any part of it may be a value then.
fn body_names(content_type: &str, body: &[u8]) -> Option<BTreeSet<String>> {
    if body.is_empty() {
        return Some(BTreeSet::new());
    }
    let names = match content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase().as_str() {
        "application/x-www-form-urlencoded" => names(body),
        "application/json" => {
            serde_json::from_slice::<Map<String, Value>>(body).ok()?.into_iter().map(|(name, _)| name).collect()
        }
        _ => return None,
    };
    names.iter().all(|name| is_name(name)).then_some(names)
}

/// What a name of a parameter is made of; a body of another kind that is read as a form hardly ever is.
fn is_name(text: &str) -> bool {
    let is_usual = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.:".contains(&byte);
    (1..=LONGEST_NAME).contains(&text.len()) && text.bytes().all(is_usual)
}

fn names(parameters: &[u8]) -> BTreeSet<String> {
    form_urlencoded::parse(parameters).map(|(name, _)| name.into_owned()).collect()
}

fn list(names: Vec<String>) -> String {
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

fn line(endpoint: &str, text: &str) {
    message(&format!("trace: {endpoint}: {}\n", printable(text)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_of_another_kind_is_not_taken_for_names() {
        const FORM: &str = "Application/X-WWW-Form-Urlencoded; charset=utf-8";
        let shown = |content_type: &str, body: &str| {
            body_names(content_type, body.as_bytes()).map(|names| list(names.into_iter().collect()))
        };
        assert_eq!(shown(FORM, "code=c&client_secret=s").as_deref(), Some("client_secret, code"));
        let json = r#"{"client_secret":"s&code","code":"c"}"#;
        assert_eq!(shown("application/json", json).as_deref(), Some("client_secret, code"));
        assert_eq!(shown("", "").as_deref(), Some("none"));
        for (content_type, body) in [
            (FORM, json),
            (FORM, "<secret>hunter2</secret>"),
            (FORM, "hunter two"),
            ("application/json", "client_secret=s"),
            ("application/json", r#"["hunter2"]"#),
            ("application/json", r#"{"code":"c""#),
            ("text/plain", "code=c"),
            ("", "code=c"),
        ] {
            assert_eq!(shown(content_type, body), None, "{content_type}: {body}");
        }
    }
}

//! What the claim resolvers of a policy are told of the request that begins a sign-in.

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::request::Parts;
use claimsmith_runtime::{Culture, ResolverContext};
use std::collections::BTreeMap;
use url::form_urlencoded;

/// Most parameters of a start route that are read.
const MOST_PARAMETERS: usize = 16;
/// Most bytes of their names and values together.
const MOST_BYTES: usize = 1024;
/// Most languages of a header or of `ui_locales` that are looked at.
const MOST_LANGUAGES: usize = 16;

/// What a request says: its query, the language of the page, and the host of the configured redirect URI. Not the address
/// of the user: behind a proxy that would be a guess.
pub(crate) fn context_of(parts: &Parts, host_name: Option<&str>) -> ResolverContext {
    let parameters = parameters(parts.uri.query().unwrap_or_default());
    let get = |name: &str| parameters.get(name).cloned();
    let mut context = ResolverContext::default();
    context.culture = ui_locale(&parameters).or_else(|| accepted_culture(&parts.headers));
    context.acr_values = get("acr_values");
    context.client_id = get("client_id");
    context.domain_hint = get("domain_hint");
    context.login_hint = get("login_hint");
    context.max_age = get("max_age").and_then(|seconds| seconds.parse().ok());
    context.nonce = get("nonce");
    context.prompt = get("prompt");
    context.redirect_uri = get("redirect_uri");
    context.resource = get("resource");
    context.scope = get("scope");
    context.host_name = host_name.map(str::to_owned);
    context.parameters = parameters;
    context
}

/// The parameters of a start route. Whoever made the link may have put anything there: a parameter that occurs twice, is
/// empty, is not UTF-8 or has a control character is as if it were not there, and of a query that is too long none is.
fn parameters(query: &str) -> BTreeMap<String, String> {
    let mut parameters: BTreeMap<String, Option<String>> = BTreeMap::new();
    let (mut count, mut bytes) = (0, 0);
    for (name, value) in form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name != "return_to") {
        count += 1;
        bytes += name.len() + value.len();
        if count > MOST_PARAMETERS || bytes > MOST_BYTES {
            return BTreeMap::new();
        }
        let value = Some(value.into_owned()).filter(|value| is_plain(value));
        parameters.entry(name.into_owned()).and_modify(|known| *known = None).or_insert(value);
    }
    parameters.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

fn is_plain(value: &str) -> bool {
    !value.is_empty() && !value.contains(|letter: char| letter.is_control() || letter == char::REPLACEMENT_CHARACTER)
}

/// The first language of `ui_locales` (OpenID Connect Core section 3.1.2.1).
fn ui_locale(parameters: &BTreeMap<String, String>) -> Option<Culture> {
    parameters.get("ui_locales")?.split(' ').take(MOST_LANGUAGES).find_map(Culture::new)
}

/// The language that the browser likes best, of several the first (RFC 9110 section 12.5.4).
fn accepted_culture(headers: &HeaderMap) -> Option<Culture> {
    let accepted = headers.get(ACCEPT_LANGUAGE)?.to_str().ok()?;
    let mut best = None;
    for entry in accepted.split(',').take(MOST_LANGUAGES) {
        let (tag, weight) = entry.split_once(';').unwrap_or((entry, "q=1"));
        let weight = weight.trim().strip_prefix("q=").and_then(thousandths).unwrap_or(0);
        if let Some(culture) = Culture::new(tag.trim())
            && weight > best.as_ref().map_or(0, |(weight, _)| *weight)
        {
            best = Some((weight, culture));
        }
    }
    best.map(|(_, culture)| culture)
}

/// A weight: `0` to `1` with at most three decimal places.
fn thousandths(weight: &str) -> Option<u16> {
    let (whole, decimals) = weight.split_once('.').unwrap_or((weight, ""));
    let is_digits = decimals.len() <= 3 && decimals.bytes().all(|byte| byte.is_ascii_digit());
    match whole {
        "0" if is_digits => format!("{decimals:0<3}").parse().ok(),
        "1" if is_digits && decimals.bytes().all(|byte| byte == b'0') => Some(1000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderValue, Request};

    fn context(uri: &str, accept_language: &str) -> ResolverContext {
        let request = Request::builder().uri(uri).header(ACCEPT_LANGUAGE, accept_language).body(()).unwrap();
        context_of(&request.into_parts().0, Some("www.example.com"))
    }

    fn culture(context: &ResolverContext) -> Option<&str> {
        context.culture.as_ref().map(Culture::tag)
    }

    #[test]
    fn the_query_fills_the_context() {
        let query = "return_to=%2Fx&login_hint=a%40example.com&domain_hint=b&prompt=login+consent&max_age=60&nonce=n\
                     &client_id=c&redirect_uri=r&resource=e&scope=s&acr_values=1+2&campaign=autumn";
        let context = context(&format!("/signin/x?{query}"), "");
        let texts = [
            (&context.login_hint, "a@example.com"),
            (&context.domain_hint, "b"),
            (&context.prompt, "login consent"),
            (&context.nonce, "n"),
            (&context.client_id, "c"),
            (&context.redirect_uri, "r"),
            (&context.resource, "e"),
            (&context.scope, "s"),
            (&context.acr_values, "1 2"),
            (&context.host_name, "www.example.com"),
        ];
        for (text, expected) in texts {
            assert_eq!(text.as_deref(), Some(expected));
        }
        assert_eq!(context.max_age, Some(60));
        assert_eq!(context.parameters["campaign"], "autumn");
        assert!(!context.parameters.contains_key("return_to"));
        assert!(context.ip_address.is_none() && context.correlation_id.is_none() && context.claims.is_empty());
    }

    #[test]
    fn strange_parameters_are_as_if_they_were_not_there() {
        for query in [
            "login_hint=a&login_hint=b",
            "login_hint=a&login_hint=b&login_hint=c",
            "login_hint=",
            "login_hint",
            "login_hint=%0D%0A",
            "login_hint=a%00",
            "login_hint=%FF",
            &format!("login_hint={}", "a".repeat(MOST_BYTES)),
            &(0..MOST_PARAMETERS)
                .map(|index| format!("&p{index}=1"))
                .fold("login_hint=a".to_owned(), |all, it| all + &it),
        ] {
            let context = context(&format!("/signin/x?{query}"), "");
            assert_eq!((context.login_hint.as_deref(), context.parameters.get("login_hint")), (None, None), "{query}");
        }
        assert_eq!(context("/signin/x?max_age=-1&max_age2=1", "").max_age, None);
        let most = format!("/signin/x?return_to=/{}&login_hint={}", "r".repeat(4000), "a".repeat(MOST_BYTES - 10));
        assert!(context(&most, "").login_hint.is_some(), "the return path does not count");
    }

    #[test]
    fn the_language_is_that_of_the_request_then_that_of_the_browser() {
        for (accept_language, expected) in [
            ("de-AT,de;q=0.9,en;q=0.8", Some("de-AT")),
            ("en;q=0.8, fr ;q=0.9, de;q=0.9", Some("fr")),
            ("*, zh-hant-tw;q=0.001", Some("zh-Hant-TW")),
            ("en;q=0, de;q=2, fr;q=x, it;q=0.0001, es; q=1.000", Some("es")),
            ("en_US, <script>, xx-~, ../../etc, i-klingon", None),
            ("", None),
        ] {
            assert_eq!(culture(&context("/signin/x", accept_language)), expected, "{accept_language}");
        }
        assert_eq!(culture(&context("/signin/x?ui_locales=xx_+fr-CA+en", "de")), Some("fr-CA"));
        assert_eq!(culture(&context("/signin/x?ui_locales=_", "de")), Some("de"));
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_bytes(b"\xff").unwrap());
        assert_eq!(accepted_culture(&headers), None);
    }
}

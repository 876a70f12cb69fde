//! Which values of a policy are secrets. Everybody who may read a policy reads them; a picture of a finding must not show
//! them to anybody else.

use crate::ast::{MetadataItem, PolicyFile};
use crate::protocol::Role;
use crate::rules::technical_profiles;
use crate::settings::has_placeholder;
use crate::source::Span;
use crate::url::{authority, parameters};

/// Keys whose value is a secret; compared without `_` and `-`, in lower case.
const KEYS: &[&str] = &["clientsecret", "secret", "apikey", "password", "accesskey", "sharedaccesskey"];

/// Parameters of a URL that hold a key: of Azure Functions, of shared access signatures, and the usual ones.
const PARAMETERS: &[&str] = &["code", "sig", "apikey", "api_key", "api-key", "key", "token", "client_secret"];

/// Headers that hold a key beside those whose name says so.
const HEADERS: &[&str] = &["authorization", "proxy-authorization", "cookie", "x-functions-key"];

/// A shorter value of a parameter or header is no key.
const SHORTEST: usize = 16;

/// What of a metadata item is a secret, in words; `None` when nothing is, or when the value is a placeholder yet.
pub(crate) fn secret(item: &MetadataItem) -> Option<String> {
    secret_value(&item.key, &item.value)
}

/// Whether a value is a secret, or may be one by the name it goes by.
#[cfg(feature = "sdk")]
pub(crate) fn is_secret(key: &str, value: &str) -> bool {
    secret_value(key, value).is_some() || is_named_secret(key)
}

/// As [`secret`] for the key and the value of an item.
pub(crate) fn secret_value(key: &str, value: &str) -> Option<String> {
    if key
        .len()
        .checked_sub("headers".len())
        .and_then(|at| key.get(at..))
        .is_some_and(|it| it.eq_ignore_ascii_case("headers"))
        && let Some(what) = secret_in_headers(value)
    {
        return Some(what);
    }
    if is_open(value) {
        return None;
    }
    let plain = || key.bytes().filter(|it| !matches!(it, b'_' | b'-' | b' ')).map(|it| it.to_ascii_lowercase());
    if KEYS.iter().any(|known| plain().eq(known.bytes())) && !value.starts_with("B2C_1A_") {
        return Some("the value".to_owned());
    }
    secret_in_url(value)
}

/// What of `header=value` pairs is a secret, in words: what the provider gives at run time stands in braces.
fn secret_in_headers(value: &str) -> Option<String> {
    let pairs = value.split(',').filter_map(|pair| pair.split_once('='));
    let is_key = |(name, value): &(&str, &str)| {
        let is_named = is_secret_name(name) || HEADERS.contains(&name.trim().to_ascii_lowercase().as_str());
        is_named && !is_open(value) && value.trim().len() >= SHORTEST
    };
    pairs.into_iter().find(is_key).map(|(name, _)| format!("the header `{}`", name.trim()))
}

/// What of a URL is a secret, in words; `None` for what is no URL too.
pub(crate) fn secret_in_url(value: &str) -> Option<String> {
    if authority(value)?.contains(':') && authority(value)?.contains('@') {
        return Some("the password in the URL".to_owned());
    }
    let is_key = |(name, value): &(&str, &str)| {
        PARAMETERS.iter().any(|known| name.eq_ignore_ascii_case(known)) && value.len() >= SHORTEST
    };
    parameters(value).find(is_key).map(|(name, _)| format!("the parameter `{name}` in the URL"))
}

/// Whether a metadata key that no technical profile knows is named like a secret.
pub(crate) fn is_named_secret(key: &str) -> bool {
    let lower = key.to_ascii_lowercase();
    ["secret", "password", "api_key", "apikey"].iter().any(|word| lower.contains(word))
        && Role::with_key(key).next().is_none()
}

/// Whether the default value of an input claim is a secret, by the name under which it is sent or by what it is.
pub(crate) fn is_secret_default(name: &str, value: &str) -> bool {
    if is_open(value) {
        return false;
    }
    let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    let is_header = HEADERS.contains(&name.trim().to_ascii_lowercase().as_str());
    let is_key = is_header || ["secret", "apikey", "accesskey", "subscriptionkey"].iter().any(|it| plain.contains(it));
    let is_named = KEYS.contains(&plain.as_str()) || (is_key && value.trim().len() >= SHORTEST);
    (is_named && !value.starts_with("B2C_1A_")) || secret_in_url(value).is_some()
}

/// The most characters of the name of a policy key.
const LONGEST_KEY_NAME: usize = 127;

/// Whether what stands in the place of a policy key's name is no such name, and may be the secret itself: it has characters
/// that no name has, or it is long and has the digits of something that no human wrote.
pub(crate) fn is_secret_reference(name: &str) -> bool {
    if name.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("B2C_"))
        || has_placeholder(name)
        || name.contains('{')
    {
        return false;
    }
    let name = name.trim();
    let digits = name.bytes().filter(u8::is_ascii_digit).count();
    let is_name = |it: char| it.is_ascii_alphanumeric() || matches!(it, '_' | '-' | ' ');
    !name.chars().all(is_name) || name.len() > LONGEST_KEY_NAME || (name.len() >= SHORTEST && digits >= 3)
}

/// Where a file holds secrets: in metadata, in default values, and where policy keys should be named.
pub(crate) fn places(file: &PolicyFile) -> impl Iterator<Item = Span> {
    technical_profiles(file).flat_map(|profile| {
        let items = profile.metadata.iter().filter(|item| secret(item).is_some() || is_named_secret(&item.key));
        let claims = profile.input_claims.iter().filter_map(|claim| {
            let name = claim.partner_claim_type.as_ref().unwrap_or(&claim.claim_type);
            claim.default_value.as_ref().filter(|value| is_secret_default(name, value))
        });
        let keys = profile.cryptographic_keys.iter().map(|key| &key.storage_reference_id);
        let keys = keys.filter(|name| is_secret_reference(name));
        items.map(|item| &item.value).chain(claims).chain(keys).map(|text| text.span)
    })
}

/// A URL of a policy as everybody may see it: without user information, and with `…` in the place of keys. Stricter than
/// [`secret`], because it is shown and not only warned of: a short value may be a key too.
pub(crate) fn public_url(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").map_or(("", url), |(scheme, rest)| (scheme, rest));
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, rest) = rest.split_at(end);
    let host = authority.rsplit('@').next().unwrap_or(authority);
    let (path, query) = rest.split_once('?').map_or((rest, None), |(path, query)| (path, Some(query)));
    let mut shown = if scheme.is_empty() { host.to_owned() } else { format!("{scheme}://{host}") };
    shown.push_str(path);
    if let Some(query) = query {
        let pairs: Vec<String> = query.split('&').map(public_parameter).collect();
        shown.push('?');
        shown.push_str(&pairs.join("&"));
    }
    shown
}

fn public_parameter(pair: &str) -> String {
    let Some((name, value)) = pair.split_once('=') else { return pair.to_owned() };
    let is_key = PARAMETERS.iter().any(|known| name.eq_ignore_ascii_case(known)) || is_secret_name(name);
    // A claim is no key, and neither is what a setting or a claim resolver will put there.
    let is_placeholder = value.starts_with('{') && value.ends_with('}') && value.matches('{').count() == 1;
    if is_key && !is_placeholder && !value.is_empty() { format!("{name}=…") } else { pair.to_owned() }
}

/// Whether something with this name holds a secret.
pub(crate) fn is_secret_name(name: &str) -> bool {
    let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    ["secret", "password", "apikey", "accesskey", "subscriptionkey", "signature"].iter().any(|it| plain.contains(it))
        || KEYS.contains(&plain.as_str())
}

/// Whether a value is nothing yet: empty, or a placeholder of some tool.
fn is_open(value: &str) -> bool {
    value.trim().is_empty() || has_placeholder(value) || value.contains(['{', '<']) || value.contains("__")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_is_shown_without_its_keys() {
        for (url, shown) in [
            ("https://example.com/api?p=a&x", "https://example.com/api?p=a&x"),
            ("https://user:word@example.com/a", "https://example.com/a"),
            ("https://example.com/api?code=abc==&p=1", "https://example.com/api?code=…&p=1"),
            ("https://example.com/{tenant}?SIG=x{y}", "https://example.com/{tenant}?SIG=…"),
            ("https://example.com/?code={code}", "https://example.com/?code={code}"),
            ("https://example.com/?subscription-key=1", "https://example.com/?subscription-key=…"),
            ("~/tenant/page.cshtml", "~/tenant/page.cshtml"),
        ] {
            assert_eq!(public_url(url), shown);
        }
    }

    #[test]
    fn a_header_is_a_secret_when_it_is_a_key_as_it_stands() {
        for (value, secret) in [
            ("Accept=application/json,X-Api-Key=0123456789abcdef", Some("the header `X-Api-Key`")),
            ("authorization=Basic 0123456789abcdef,X={access_token}", Some("the header `authorization`")),
            ("Authorization=OAuth {access_token}", None),
            ("X-Api-Key={client_id}", None),
            ("X-Api-Key=short", None),
            ("Accept=application/vnd.github+json", None),
        ] {
            assert_eq!(secret_value("claimsmith.claims_headers", value).as_deref(), secret, "{value}");
        }
    }

    #[test]
    fn a_default_value_is_a_secret_by_its_name() {
        let long = "0123456789abcdef";
        for (name, value, expected) in [
            ("client_secret", "short", true),
            ("X-Api-Key", long, true),
            ("Ocp-Apim-Subscription-Key", long, true),
            ("X-Api-Key", "short", false),
            ("client_secret", "{Settings:Secret}", false),
            ("client_secret", "B2C_1A_Secret", false),
            ("grant_type", "password", false),
            ("passwordPolicies", "DisablePasswordExpiration", false),
        ] {
            assert_eq!(is_secret_default(name, value), expected, "{name}");
        }
    }

    #[test]
    fn what_stands_for_the_name_of_a_key_may_be_the_secret() {
        for text in ["Abc8Q~x.y", "a+b/c==", "0123456789abcdef0123456789abcdef", "GOCSPX-a1b2c3d4e5f6g7"] {
            assert!(is_secret_reference(text), "{text}");
        }
        for text in ["FacebookSecret", "B2C_1A_0123456789abcdef", "my key", "{Settings:Key}", "Key2024", ""] {
            assert!(!is_secret_reference(text), "{text}");
        }
    }

    #[test]
    fn names_of_secrets_are_known_in_any_spelling() {
        for name in ["client_secret", "Password", "x-api-key", "newPassword"] {
            assert!(is_secret_name(name), "{name}");
        }
        assert!(!is_secret_name("displayName"));
    }
}

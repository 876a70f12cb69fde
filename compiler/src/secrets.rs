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

/// A shorter value of a parameter is no key.
const SHORTEST: usize = 16;

/// What of a metadata item is a secret, in words; `None` when nothing is, or when the value is a placeholder yet.
pub(crate) fn secret(item: &MetadataItem) -> Option<String> {
    secret_value(&item.key, &item.value)
}

/// As [`secret`] for the key and the value of an item.
pub(crate) fn secret_value(key: &str, value: &str) -> Option<String> {
    if is_open(value) {
        return None;
    }
    let plain: String = key.chars().filter(|it| !matches!(it, '_' | '-' | ' ')).collect();
    if KEYS.contains(&plain.to_ascii_lowercase().as_str()) && !value.starts_with("B2C_1A_") {
        return Some("the value".to_owned());
    }
    secret_in_url(value)
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

/// Where the metadata of a file holds secrets.
pub(crate) fn places(file: &PolicyFile) -> impl Iterator<Item = Span> {
    let items = technical_profiles(file).flat_map(|profile| &profile.metadata);
    items.filter(|item| secret(item).is_some() || is_named_secret(&item.key)).map(|item| item.value.span)
}

/// Whether a value is nothing yet: empty, or a placeholder of some tool.
fn is_open(value: &str) -> bool {
    value.trim().is_empty() || has_placeholder(value) || value.contains(['{', '<']) || value.contains("__")
}

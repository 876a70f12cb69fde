//! Everybody who may read the policies reads a secret in them, and the repository keeps it for ever.

use super::url::{authority, parameters};
use crate::ast::MetadataItem;
use crate::diagnostic::codes::SECRET_IN_POLICY;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Policy;
use crate::settings::has_placeholder;

/// Keys whose value is a secret; compared without `_` and `-`, in lower case.
const KEYS: &[&str] = &["clientsecret", "secret", "apikey", "password", "accesskey", "sharedaccesskey"];

/// Parameters of a URL that hold a key: of Azure Functions, of shared access signatures, and the usual ones.
const PARAMETERS: &[&str] = &["code", "sig", "apikey", "api_key", "api-key", "key", "token", "client_secret"];

/// A shorter value of a parameter is no key.
const SHORTEST: usize = 16;

pub(super) fn lint(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    for profile in policy.fresh_profiles() {
        for item in profile.metadata.iter().filter(|item| !is_open(&item.value)) {
            let Some(what) = secret(item) else { continue };
            diagnostics.push(
                Diagnostic::new(SECRET_IN_POLICY, format!("{what} of metadata `{}` is a secret", item.key.value))
                    .at(item.value.span, "readable for everybody who reads the policy")
                    .confidential()
                    .help("remove it here and change it where it is used: who has read the policy knows it")
                    .help("keep it as a policy key and name it among the `CryptographicKeys`"),
            );
        }
    }
}

/// Whether a value is nothing yet: empty, or a placeholder of some tool.
fn is_open(value: &str) -> bool {
    value.trim().is_empty() || has_placeholder(value) || value.contains(['{', '<']) || value.contains("__")
}

fn secret(item: &MetadataItem) -> Option<String> {
    let plain: String = item.key.chars().filter(|it| !matches!(it, '_' | '-' | ' ')).collect();
    if KEYS.contains(&plain.to_ascii_lowercase().as_str()) && !item.value.starts_with("B2C_1A_") {
        return Some("the value".to_owned());
    }
    if authority(&item.value).is_some_and(|authority| authority.contains(':') && authority.contains('@')) {
        return Some("the password in the URL".to_owned());
    }
    let is_key = |(name, value): &(&str, &str)| {
        PARAMETERS.iter().any(|known| name.eq_ignore_ascii_case(known)) && value.len() >= SHORTEST
    };
    authority(&item.value)?;
    parameters(&item.value).find(is_key).map(|(name, _)| format!("the parameter `{name}` in the URL"))
}

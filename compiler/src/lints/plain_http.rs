//! What is sent in the clear can be read and changed on the way.

use crate::ast::Text;
use crate::diagnostic::codes::PLAIN_HTTP;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Fresh, Policy, TechnicalProfile};
use crate::protocol::{ValueKind, find, oauth2};
use crate::url::is_plain_http;

/// What a key that names an address ends in, in lower case.
const ADDRESSES: &[&str] = &["url", "uri", "endpoint", "metadata", "jwks"];

/// Keys that end so and name somebody, without an address that anybody opens.
const NAMES: &[&str] = &["issueruri", "audienceuri"];

pub(super) fn metadata(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for profile in fresh.technical_profiles() {
        for item in profile.metadata.iter().filter(|item| is_plain_http(&item.value)) {
            if is_address(&item.key) && !is_reported(&item.key, profile) {
                diagnostics.push(finding(&item.value, &format!("metadata `{}`", item.key.value)));
            }
        }
    }
}

pub(super) fn pages(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    let pages = policy.content_definitions.iter().filter_map(|page| page.load_uri);
    for page in pages.filter(|uri| is_plain_http(uri)) {
        diagnostics.push(finding(page, "`LoadUri`"));
    }
}

fn is_address(key: &str) -> bool {
    let key = key.trim().to_ascii_lowercase();
    ADDRESSES.iter().any(|end| key.ends_with(end)) && !NAMES.contains(&key.as_str())
}

/// Of an OAuth2 profile this is an error (CS0404).
fn is_reported(key: &str, profile: &TechnicalProfile<'_>) -> bool {
    profile.is_oauth2_federation() && find(oauth2::METADATA, key).is_some_and(|row| row.kind == ValueKind::Url)
}

fn finding(url: &Text, what: &str) -> Diagnostic {
    Diagnostic::new(PLAIN_HTTP, format!("the URL of {what} is not encrypted"))
        .at(url.span, "anybody on the way can read and change what is sent")
        .help("write `https://` and see that the server answers there")
}

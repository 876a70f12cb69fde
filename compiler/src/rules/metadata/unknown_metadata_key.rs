//! A metadata key of an OAuth2 profile that B2C does not know is ignored in silence: most are slips of the keyboard.

use super::missing_metadata::is_needed;
use crate::diagnostic::codes::UNKNOWN_METADATA_KEY;
use crate::diagnostic::{Applicability, Diagnostic, Diagnostics};
use crate::model::{Policy, TechnicalProfile};
use crate::protocol::{find, nearest, oauth2};
use std::borrow::Cow;

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    for profile in policy.technical_profiles.iter().filter(|profile| profile.is_oauth2_federation()) {
        for item in profile.metadata.iter().filter(|item| find(oauth2::METADATA, &item.key).is_none()) {
            let near = near(&item.key);
            // Reported as the missing key that it was meant to be.
            if near.as_deref().is_some_and(|near| is_missing(near, profile)) {
                continue;
            }
            let finding = Diagnostic::new(UNKNOWN_METADATA_KEY, format!("unknown metadata key `{}`", item.key.value))
                .at(item.key.span, "has no effect on an OAuth2 technical profile")
                .label(profile.id.span, "in this technical profile");
            diagnostics.push(match near {
                Some(near) => {
                    let message = format!("did you mean `{near}`?");
                    finding.replace(item.key.span, near, message, Applicability::MaybeIncorrect)
                }
                None if item.key.starts_with("claimsmith.follow_up.") => finding.help(follow_up_keys()),
                None if is_secret(&item.key) => finding
                    .help("a secret does not belong in a policy: remove it, and change it at the provider")
                    .help("name where it is stored: `<Key Id=\"client_secret\" StorageReferenceId=\"B2C_1A_…\" />`"),
                None => finding.help("remove it, or check its spelling"),
            });
        }
    }
}

/// The key that this one was probably meant to be.
pub(super) fn near(key: &str) -> Option<Cow<'static, str>> {
    alias(key).map(Cow::Borrowed).or_else(|| nearest(oauth2::METADATA, key))
}

fn follow_up_keys() -> String {
    let keys = oauth2::METADATA.iter().filter_map(|row| row.key.strip_prefix("claimsmith.follow_up.N."));
    let keys: Vec<String> = keys.map(|key| format!("`{key}`")).collect();
    format!("write `claimsmith.follow_up.N.…`: N is a number from 1 to 9, and behind it stands {}", keys.join(", "))
}

/// Whether somebody put a secret where everybody reads it.
fn is_secret(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    ["secret", "password", "api_key", "apikey"].iter().any(|word| key.contains(word))
}

fn is_missing(key: &str, profile: &TechnicalProfile<'_>) -> bool {
    profile.metadata(key).is_none() && find(oauth2::METADATA, key).is_some_and(|row| is_needed(row, profile))
}

/// Spellings of other protocols and of discovery documents, too far from ours for the edit distance.
fn alias(key: &str) -> Option<&'static str> {
    let plain: String = key.trim().to_ascii_lowercase().chars().filter(|c| *c != '_' && *c != '-').collect();
    Some(match plain.as_str() {
        "tokenendpoint" | "accesstokenendpoint" => "AccessTokenEndpoint",
        "authorizationendpoint" | "authorizeendpoint" => "authorization_endpoint",
        "userinfoendpoint" | "claimsendpoint" => "ClaimsEndpoint",
        "clientid" => "client_id",
        "jwksuri" | "jwksurl" => "JWKS",
        "discoveryurl" | "discoveryendpoint" | "metadataurl" => "METADATA",
        _ => return None,
    })
}

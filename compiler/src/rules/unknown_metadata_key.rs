//! A metadata key of an OAuth2 profile that B2C does not know is ignored in silence: most are slips of the keyboard.

use crate::diagnostic::codes::UNKNOWN_METADATA_KEY;
use crate::diagnostic::suggest::nearest;
use crate::diagnostic::{Applicability, Diagnostic, Diagnostics};
use crate::model::Policy;
use crate::protocol::{find, oauth2};

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    for profile in policy.technical_profiles.iter().filter(|profile| profile.is_oauth2_federation()) {
        for item in profile.metadata.iter().filter(|item| find(oauth2::METADATA, &item.key).is_none()) {
            let near = near(&item.key);
            // Reported as the missing key that it was meant to be.
            if near.is_some_and(|near| is_required(near) && profile.metadata(near).is_none()) {
                continue;
            }
            let finding = Diagnostic::new(UNKNOWN_METADATA_KEY, format!("unknown metadata key `{}`", item.key.value))
                .at(item.key.span, "has no effect on an OAuth2 technical profile")
                .label(profile.id.span, "in this technical profile");
            diagnostics.push(match near {
                Some(near) => finding.replace(
                    item.key.span,
                    near,
                    format!("did you mean `{near}`?"),
                    Applicability::MaybeIncorrect,
                ),
                None if is_secret(&item.key) => finding
                    .help("a secret does not belong in a policy: remove it, and change it at the provider")
                    .help("name where it is stored: `<Key Id=\"client_secret\" StorageReferenceId=\"B2C_1A_…\" />`"),
                None => finding.help("remove it, or check its spelling"),
            });
        }
    }
}

/// The key that this one was probably meant to be.
pub(super) fn near(key: &str) -> Option<&'static str> {
    alias(key).or_else(|| nearest(key, oauth2::METADATA.iter().map(|row| row.key)))
}

/// Whether somebody put a secret where everybody reads it.
fn is_secret(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    ["secret", "password", "api_key", "apikey"].iter().any(|word| key.contains(word))
}

fn is_required(key: &str) -> bool {
    find(oauth2::METADATA, key).is_some_and(|row| row.required)
}

/// Spellings of other protocols and of discovery documents, too far from ours for the edit distance.
fn alias(key: &str) -> Option<&'static str> {
    let plain: String = key.trim().to_ascii_lowercase().chars().filter(|c| *c != '_' && *c != '-').collect();
    Some(match plain.as_str() {
        "tokenendpoint" | "accesstokenendpoint" => "AccessTokenEndpoint",
        "authorizationendpoint" | "authorizeendpoint" => "authorization_endpoint",
        "userinfoendpoint" | "claimsendpoint" => "ClaimsEndpoint",
        "clientid" => "client_id",
        _ => return None,
    })
}

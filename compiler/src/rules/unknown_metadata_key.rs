//! A metadata key of an OAuth2 profile that B2C does not know is ignored in silence: most are slips of the keyboard.

use crate::diagnostic::codes::UNKNOWN_METADATA_KEY;
use crate::diagnostic::suggest::nearest;
use crate::diagnostic::{Applicability, Diagnostic, Diagnostics};
use crate::model::Policy;
use crate::protocol::{find, oauth2};

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    for profile in policy.technical_profiles.iter().filter(|profile| profile.is_oauth2_federation()) {
        for item in profile.metadata.iter().filter(|item| find(oauth2::METADATA, &item.key).is_none()) {
            let finding = Diagnostic::new(UNKNOWN_METADATA_KEY, format!("unknown metadata key `{}`", item.key.value))
                .at(item.key.span, "has no effect on an OAuth2 technical profile")
                .label(profile.id.span, "in this technical profile");
            let known = oauth2::METADATA.iter().map(|row| row.key);
            diagnostics.push(match alias(&item.key).or_else(|| nearest(&item.key, known)) {
                Some(near) => finding.replace(
                    item.key.span,
                    near,
                    format!("did you mean `{near}`?"),
                    Applicability::MaybeIncorrect,
                ),
                None => finding.help("remove it, or check its spelling"),
            });
        }
    }
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

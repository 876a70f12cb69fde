//! A claims transformation technical profile has output claims, or upload refuses it.

use super::names::is_unreadable;
use crate::diagnostic::codes::NO_OUTPUT_CLAIMS;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Fresh, TechnicalProfile};

pub(super) fn check(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    if !fresh.has_relying_party() {
        return;
    }
    let bare = |profile: &&TechnicalProfile<'_>| profile.output_claims.is_empty();
    let profiles: Vec<_> =
        fresh.technical_profiles().filter(|profile| profile.is_claims_transformation()).filter(bare).collect();
    for profile in profiles {
        // What is only a part of others may leave the claims to them.
        let is_unreadable = profile.elements.iter().any(|element| is_unreadable(*element, diagnostics));
        if is_unreadable || fresh.is_part(profile) {
            continue;
        }
        diagnostics.push(finding(profile));
    }
}

/// What to say of a profile without output claims.
pub(crate) fn finding(profile: &TechnicalProfile<'_>) -> Diagnostic {
    let message = format!("the claims transformation technical profile `{}` has no output claims", profile.id.value);
    Diagnostic::new(NO_OUTPUT_CLAIMS, message)
        .at(profile.id.span, "`OutputClaims` is missing or empty")
        .help("list the claims that its claims transformations write")
}

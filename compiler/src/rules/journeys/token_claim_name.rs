//! Each claim of the token has a name of its own.

use super::{relying_party_profile, token_name};
use crate::diagnostic::codes::TOKEN_CLAIM_NAME;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Policy;
use std::collections::BTreeMap;

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    let Some(profile) = relying_party_profile(policy) else { return };
    let mut known = BTreeMap::new();
    for output in &profile.output_claims {
        let name = token_name(output, profile, policy);
        let first = *known.entry(name.as_str()).or_insert(output);
        // A claim type that is listed twice is a finding of its own.
        if first.claim_type.eq_ignore_ascii_case(&output.claim_type) {
            continue;
        }
        let place = output.partner_claim_type.as_ref().unwrap_or(&output.claim_type).span;
        let before = first.partner_claim_type.as_ref().unwrap_or(&first.claim_type).span;
        diagnostics.push(
            Diagnostic::new(TOKEN_CLAIM_NAME, format!("two claims of the token are named `{}`", name.value))
                .at(place, format!("the name of `{}`", output.claim_type.value))
                .label(before, format!("and of `{}`", first.claim_type.value))
                .help("give one of them another `PartnerClaimType`, or remove it"),
        );
    }
}

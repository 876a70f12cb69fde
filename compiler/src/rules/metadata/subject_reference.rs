//! The keys that say which claim identifies the user name something that an output claim holds.

use super::doubt::Doubts;
use crate::diagnostic::codes::SUBJECT_REFERENCE;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{IDENTITY, Policy, SUBJECT};

pub(super) fn check(policy: &Policy<'_>, doubts: &Doubts, diagnostics: &mut Diagnostics) {
    for profile in policy.fresh_profiles().filter(|profile| profile.is_oauth2_federation()) {
        let is_read = [profile.subject_claim().is_some(), profile.identity_claim(policy).is_some()];
        let reads = ["is the claim type of no output claim", "is read by no output claim"];
        let advice = [
            "name the claim type of an `OutputClaim` of this technical profile",
            "map it: `<OutputClaim ClaimTypeReferenceId=\"issuerUserId\" PartnerClaimType=\"…\" />`",
        ];
        for (at, key) in [SUBJECT, IDENTITY].into_iter().enumerate() {
            let Some(item) = profile.metadata(key).filter(|_| !is_read[at] && !doubts.about(profile, key)) else {
                continue;
            };
            diagnostics.push(
                Diagnostic::new(SUBJECT_REFERENCE, format!("`{}` {}", item.value.value, reads[at]))
                    .at(item.value.span, format!("identifies the user, says `{key}`"))
                    .label(profile.id.span, "in this technical profile")
                    .help(advice[at]),
            );
        }
    }
}

//! The keys that say which claim identifies the user name something that an output claim holds.

use super::doubt::Doubts;
use crate::diagnostic::codes::SUBJECT_REFERENCE;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{IDENTITY, Policy, SUBJECT};

pub(super) fn check(policy: &Policy<'_>, doubts: &Doubts, diagnostics: &mut Diagnostics) {
    for profile in policy.technical_profiles.iter().filter(|profile| profile.is_oauth2_federation()) {
        let keys = [
            (
                SUBJECT,
                profile.subject_claim(policy).is_some(),
                "is the claim type of no output claim and of none that a claims transformation gives",
                "name the claim type of an `OutputClaim` of this technical profile",
            ),
            (
                IDENTITY,
                profile.identity_claim(policy).is_some(),
                "is read by no output claim",
                "map it: `<OutputClaim ClaimTypeReferenceId=\"issuerUserId\" PartnerClaimType=\"…\" />`",
            ),
        ];
        for (key, is_there, fault, advice) in keys {
            let Some(item) = profile.metadata(key).filter(|_| !is_there && !doubts.about(profile, key)) else {
                continue;
            };
            diagnostics.push(
                Diagnostic::new(SUBJECT_REFERENCE, format!("`{}` {fault}", item.value.value))
                    .at(item.value.span, format!("identifies the user, says `{key}`"))
                    .label(profile.id.span, "in this technical profile")
                    .help(advice),
            );
        }
    }
}

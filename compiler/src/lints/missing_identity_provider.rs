//! B2C stores which provider a user came from in the claim `identityProvider`; without it the issuer of the user is the id
//! of the technical profile.

use crate::diagnostic::codes::MISSING_IDENTITY_PROVIDER;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Policy;
use crate::model::offered::{is_federation, offered};

const CLAIM: &str = "identityProvider";

pub(super) fn lint(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    if policy.relying_party.is_none() {
        return;
    }
    for profile in offered(policy).into_iter().filter(|profile| is_federation(profile)) {
        let has_issuer = profile.output_claims.iter().any(|it| it.claim_type.eq_ignore_ascii_case(CLAIM));
        // A profile without output claims is not finished, and other findings say so.
        if has_issuer || profile.output_claims.is_empty() {
            continue;
        }
        let id = &profile.id.value;
        diagnostics.push(
            Diagnostic::new(MISSING_IDENTITY_PROVIDER, format!("`{id}` has no output claim `{CLAIM}`"))
                .at(profile.id.span, "the id of this technical profile is the issuer of its users then")
                .help(format!("add `<OutputClaim ClaimTypeReferenceId=\"{CLAIM}\" DefaultValue=\"…\" />`")),
        );
    }
}

//! No input claim takes the name of a parameter that the protocol itself writes.

use crate::diagnostic::codes::RESERVED_PARAMETER;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Policy;
use crate::protocol::oauth2::RESERVED_PARAMETERS;

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    for profile in policy.technical_profiles.iter().filter(|profile| profile.is_oauth2_federation()) {
        let renamed = profile.metadata("ClientIdParamName").map(|item| item.value.as_str());
        for reference in &profile.input_claims {
            let name = profile.partner_claim_type(reference, policy);
            if RESERVED_PARAMETERS.contains(&name.as_str()) || renamed == Some(name.as_str()) {
                diagnostics.push(
                    Diagnostic::new(RESERVED_PARAMETER, format!("an input claim may not be sent as `{}`", name.value))
                        .at(
                            reference.partner_claim_type.map_or(reference.claim_type.span, |partner| partner.span),
                            "the authorization request already has this parameter",
                        )
                        .help("give the claim another `PartnerClaimType`, or remove it"),
                );
            }
        }
    }
}

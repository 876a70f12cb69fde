//! With `ResolveJsonPathsInJsonTokens` every partner claim type is a path.

use crate::diagnostic::codes::INVALID_PATH;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Policy;
use crate::protocol::path;

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    let profiles = policy.technical_profiles.iter().filter(|profile| profile.is_oauth2_federation());
    for profile in profiles.filter(|profile| profile.resolves_paths()) {
        for reference in &profile.output_claims {
            let partner = profile.partner_claim_type(reference, policy);
            if partner.starts_with('{') {
                continue;
            }
            if let Err(reason) = path::parse(partner) {
                diagnostics.push(
                    Diagnostic::new(INVALID_PATH, format!("the path `{}` {reason}", partner.value))
                        .at(partner.span, "read as a path because of `ResolveJsonPathsInJsonTokens`"),
                );
            }
        }
    }
}

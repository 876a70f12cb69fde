//! With `ResolveJsonPathsInJsonTokens` every partner claim type is a path.

use crate::ast::Text;
use crate::diagnostic::codes::{DOTTED_INDEX, INVALID_PATH};
use crate::diagnostic::{Applicability, Diagnostic, Diagnostics};
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
            match (path::parse(partner), path::dotted_index(partner)) {
                (Err(reason), _) => diagnostics.push(
                    Diagnostic::new(INVALID_PATH, format!("the path `{}` {reason}", partner.value))
                        .at(partner.span, "read as a path because of `ResolveJsonPathsInJsonTokens`"),
                ),
                (Ok(_), Some(index)) => diagnostics.push(dotted(partner, index)),
                (Ok(_), None) => {}
            }
        }
    }
}

fn dotted(partner: &Text, index: &str) -> Diagnostic {
    Diagnostic::new(DOTTED_INDEX, format!("the path `{}` has an index behind a dot: `.{index}`", partner.value))
        .at(partner.span, format!("is read as `{}`", path::bracketed(partner)))
        .note("B2C finds nothing there: its paths have an index in brackets, without a dot before it")
        .replace(partner.span, path::bracketed(partner), "write an index in brackets", Applicability::MachineApplicable)
}

//! With `ResolveJsonPathsInJsonTokens` every partner claim type is a path.

use super::json_answer::reads_json;
use crate::ast::Text;
use crate::diagnostic::codes::{DOTTED_INDEX, INVALID_PATH};
use crate::diagnostic::{Applicability, Diagnostic, Diagnostics, Severity};
use crate::model::{Fresh, TechnicalProfile};
use crate::protocol::path;

pub(super) fn check(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for profile in fresh.technical_profiles().filter(|profile| reads_json(profile) && profile.resolves_paths()) {
        for reference in &profile.output_claims {
            let partner = profile.partner_claim_type(reference, fresh.declared());
            if partner.starts_with('{') {
                continue;
            }
            match (path::parse(partner), path::dotted_index(partner)) {
                (Err(reason), _) => diagnostics.push(invalid(partner, &reason, profile)),
                (Ok(_), Some(index)) => diagnostics.push(dotted(partner, index)),
                (Ok(_), None) => {}
            }
        }
    }
}

/// An error where Claimsmith reads the path. What else B2C takes is not documented, so elsewhere it is a warning.
fn invalid(partner: &Text, reason: &str, profile: &TechnicalProfile<'_>) -> Diagnostic {
    let mut finding = Diagnostic::new(INVALID_PATH, format!("the path `{}` {reason}", partner.value))
        .at(partner.span, "read as a path because of `ResolveJsonPathsInJsonTokens`");
    if !profile.is_oauth2_federation() {
        finding.severity = Severity::Warning;
    }
    finding
}

fn dotted(partner: &Text, index: &str) -> Diagnostic {
    Diagnostic::new(DOTTED_INDEX, format!("the path `{}` has an index behind a dot: `.{index}`", partner.value))
        .at(partner.span, format!("is read as `{}`", path::bracketed(partner)))
        .note("B2C finds nothing there: its paths have an index in brackets, without a dot before it")
        .replace(partner.span, path::bracketed(partner), "write an index in brackets", Applicability::MachineApplicable)
}

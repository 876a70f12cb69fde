//! A claim listed twice in one list of one element: B2C tolerates it, the later attributes win.

use crate::ast::{ClaimReference, Text};
use crate::diagnostic::codes::REPEATED_CLAIM;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Policy;
use crate::rules::technical_profiles;
use std::collections::BTreeMap;

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    for profile in policy.chain.iter().flat_map(|file| technical_profiles(file)) {
        for list in [&profile.input_claims, &profile.persisted_claims, &profile.output_claims] {
            repeated(list, diagnostics);
        }
    }
}

fn repeated(list: &[ClaimReference], diagnostics: &mut Diagnostics) {
    let mut first: BTreeMap<String, &Text> = BTreeMap::new();
    for reference in list {
        let claim = &reference.claim_type;
        if let Some(earlier) = first.insert(claim.to_ascii_lowercase(), claim) {
            diagnostics.push(
                Diagnostic::new(REPEATED_CLAIM, format!("the claim `{}` is listed twice", claim.value))
                    .at(claim.span, "its attributes replace those above")
                    .label(earlier.span, "listed first here"),
            );
        }
    }
}

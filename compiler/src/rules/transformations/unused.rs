//! A claims transformation that no technical profile of the whole set runs.

use crate::ast::{PolicyFile, Text};
use crate::diagnostic::codes::UNUSED_TRANSFORMATION;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{PolicySet, fold};
use crate::rules::technical_profiles;
use std::collections::BTreeSet;

pub(super) fn check(set: &PolicySet<'_>, diagnostics: &mut Diagnostics) {
    // Without a relying party the policies that use what is here are elsewhere.
    if set.policies.is_empty() || set.policies.iter().any(|policy| policy.relying_party.is_none()) {
        return;
    }
    let run: BTreeSet<String> = set.layers.iter().flat_map(|layer| references(layer.file)).map(|id| fold(id)).collect();
    for transformation in set.layers.iter().flat_map(|layer| &layer.file.claims_transformations) {
        if run.contains(&fold(&transformation.id)) {
            continue;
        }
        let message = format!("no technical profile runs the claims transformation `{}`", transformation.id.value);
        diagnostics.push(
            Diagnostic::new(UNUSED_TRANSFORMATION, message)
                .at(transformation.id.span, "never run")
                .help("name it in `InputClaimsTransformations` or `OutputClaimsTransformations`, or remove it"),
        );
    }
}

/// The claims transformations that the technical profiles of a file name.
fn references(file: &PolicyFile) -> impl Iterator<Item = &Text> {
    technical_profiles(file)
        .flat_map(|profile| profile.input_claims_transformations.iter().chain(&profile.output_claims_transformations))
}

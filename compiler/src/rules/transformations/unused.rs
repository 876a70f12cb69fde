//! A claims transformation that no technical profile of the whole set runs.
//!
//! The bottom of a chain is a library, nearly always that of the starter pack, which itself has some that it does not run:
//! it is left alone.

use crate::ast::{PolicyFile, Text};
use crate::diagnostic::codes::UNUSED_TRANSFORMATION;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{PolicySet, fold};
use crate::rules::technical_profiles;
use crate::settings::has_placeholder;
use crate::source::FileId;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn check(set: &PolicySet<'_>, diagnostics: &mut Diagnostics) {
    let run: BTreeSet<String> = set.layers.iter().flat_map(|layer| references(layer.file)).map(|id| fold(id)).collect();
    let declared: BTreeSet<String> = set.layers.iter().flat_map(|layer| declarations(layer.file)).collect();
    // A reference that leads nowhere has been reported; what it was to be is run once it is mended.
    let strangers: Vec<&str> = run.difference(&declared).map(String::as_str).collect();
    if strangers.iter().any(|id| has_placeholder(id)) {
        return;
    }
    for transformation in judged(set).values().flat_map(|file| &file.claims_transformations) {
        let id = fold(&transformation.id);
        if run.contains(&id) || has_placeholder(&id) || diagnostics.nearest(&id, strangers.iter().copied()).is_some() {
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

/// The files of chains that end with a relying party, without their bottom. What ends without one is used by policies that
/// are elsewhere.
fn judged<'a>(set: &PolicySet<'a>) -> BTreeMap<FileId, &'a PolicyFile> {
    let mut files: BTreeMap<FileId, &PolicyFile> = BTreeMap::new();
    for policy in set.policies.iter().filter(|policy| policy.relying_party.is_some()) {
        let bottom = usize::from(policy.chain.len() > 1);
        files.extend(policy.chain.iter().skip(bottom).map(|file| (file.file, *file)));
    }
    for policy in set.policies.iter().filter(|policy| policy.relying_party.is_none()) {
        for file in &policy.chain {
            files.remove(&file.file);
        }
    }
    files
}

/// The folded ids of the claims transformations that a file declares.
fn declarations(file: &PolicyFile) -> impl Iterator<Item = String> {
    file.claims_transformations.iter().map(|transformation| fold(&transformation.id))
}

/// The claims transformations that the technical profiles of a file name.
fn references(file: &PolicyFile) -> impl Iterator<Item = &Text> {
    technical_profiles(file)
        .flat_map(|profile| profile.input_claims_transformations.iter().chain(&profile.output_claims_transformations))
}

//! `GetMappedValueFromLocalizedCollection`: the output claim has a list in which to look, and each text stands once in it.

use super::{all_of, bound};
use crate::ast::{LocalizedCollection, Text, TransformationClaim};
use crate::diagnostic::codes::LOOKUP;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Policy;
use std::collections::BTreeMap;

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    for transformation in all_of(policy, "GetMappedValueFromLocalizedCollection") {
        let Some(output) = bound(&transformation.output_claims, "restrictionValueClaim") else { continue };
        one(output, policy, diagnostics);
    }
}

fn one(output: &TransformationClaim, policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    let Some(claim) = policy.claim_types.get(&output.claim_type) else { return };
    let collections = collections(policy, &output.claim_type);
    if claim.enumerations.is_empty() && collections.is_empty() {
        let message = format!("the claim `{}` has no list in which a value can be looked up", output.claim_type.value);
        diagnostics.push(
            Diagnostic::new(LOOKUP, message)
                .at(output.claim_type.span, "never gets a value")
                .label(claim.id.span, "declared without `Enumeration`s")
                .help("add a `Restriction` with `Enumeration`s to the claim type, or a `LocalizedCollection` for it"),
        );
    }
    repeated(claim.enumerations.iter().map(|it| &it.text), diagnostics);
    for collection in collections {
        repeated(collection.items.iter().map(|it| &it.text), diagnostics);
    }
}

/// The localized lists of a claim type.
fn collections<'a>(policy: &Policy<'a>, claim_type: &str) -> Vec<&'a LocalizedCollection> {
    let localizations = policy.chain.iter().filter_map(|file| file.localization.as_ref());
    localizations
        .flat_map(|localization| &localization.resources)
        .flat_map(|resources| &resources.collections)
        .filter(|it| it.element_type.as_str() == "ClaimType" && it.element_id.eq_ignore_ascii_case(claim_type))
        .collect()
}

fn repeated<'a>(texts: impl Iterator<Item = &'a Text>, diagnostics: &mut Diagnostics) {
    let mut seen: BTreeMap<&str, &Text> = BTreeMap::new();
    for text in texts {
        match seen.get(text.as_str()) {
            Some(first) => diagnostics.push(
                Diagnostic::new(LOOKUP, format!("the text `{}` stands for two values", text.value))
                    .at(text.span, "here again")
                    .label(first.span, "first used here")
                    .help("a value is looked up by this text: give each a text of its own"),
            ),
            None => {
                seen.insert(text, text);
            }
        }
    }
}

//! A claim that a page offers as a list has options: in its restriction, or in the language of the user.

use super::faults::Faults;
use crate::diagnostic::codes::USER_INPUT_TYPE;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{ClaimType, Policy, fold};
use claimsmith_profile::DataType;
use std::collections::BTreeSet;

/// The input types whose values come from a list.
const LISTS: &[&str] = &["CheckboxMultiSelect", "DropdownSingleSelect", "RadioSingleSelect"];

/// All claim types: the options may be in the localization of one leaf and not of another.
pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    let without: Vec<&ClaimType<'_>> = policy.claim_types.iter().filter(|it| is_list_without_options(it)).collect();
    if without.is_empty() {
        return;
    }
    let (localized, faults) = (localized(policy), Faults::of(diagnostics));
    for claim_type in without {
        let Some(input) = claim_type.user_input_type else { continue };
        let is_explained = claim_type.declarations.iter().any(|declaration| faults.are_inside(&declaration.span));
        if is_explained || localized.contains(&fold(claim_type.id)) {
            continue;
        }
        diagnostics.push(
            Diagnostic::new(USER_INPUT_TYPE, format!("the claim `{}` is a list without options", claim_type.id.value))
                .at(input.span, "offers the values of a list")
                .label(claim_type.id.span, "no `Enumeration` here or in a base, and no `LocalizedCollection`")
                .help("add a `Restriction` with an `Enumeration` for each value after `UserInputType`"),
        );
    }
}

/// Of another data type it has been said that a list is not made for it.
fn is_list_without_options(claim_type: &ClaimType<'_>) -> bool {
    claim_type.user_input_type.is_some_and(|input| LISTS.contains(&input.as_str()))
        && claim_type.data_type.is_some_and(|data_type| data_type.value == DataType::String)
        && claim_type.enumerations.is_empty()
}

/// Ids of the claim types with options in some language, folded.
fn localized(policy: &Policy<'_>) -> BTreeSet<String> {
    let localizations = policy.chain.iter().filter_map(|file| file.localization.as_ref());
    let collections = localizations.flat_map(|it| &it.resources).flat_map(|resources| &resources.collections);
    collections.map(|collection| fold(&collection.element_id)).collect()
}

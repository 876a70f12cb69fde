//! The values and the pattern that a claim type is restricted to.

use super::help_text::{Element, help_text};
use super::rewritten;
use crate::model::{ClaimType, Policy};
use crate::protocol::constant::{Parsed, parse};
use claimsmith_profile::transformation::{Enumeration, PatternRestriction};
use claimsmith_profile::{Constant, DataType, Text};
use std::collections::BTreeSet;

/// The values that a user can choose: those of the claim type, and those of a language that has a list of its own.
pub(super) fn enumeration(claim_type: &ClaimType<'_>, policy: &Policy<'_>) -> Option<Enumeration> {
    let resources = policy.localized_resources.iter().flat_map(|it| &it.declarations);
    let lists = resources.flat_map(|it| &it.collections).filter(|list| {
        list.element_type.eq_ignore_ascii_case("ClaimType")
            && list.target_collection.eq_ignore_ascii_case("Restriction")
            && list.element_id.eq_ignore_ascii_case(claim_type.id)
    });
    let own = claim_type.enumerations.iter().map(|it| &it.value);
    let all = own.chain(lists.flat_map(|list| &list.items).map(|item| &item.value));
    let data_type = claim_type.data_type.map_or(DataType::String, |it| it.value);
    let mut seen = BTreeSet::new();
    // No value at all is how lists offer to choose nothing.
    let values: Vec<Text> = all
        .filter(|value| !value.is_empty())
        .map(|value| in_text_form(value, data_type))
        .filter(|value| seen.insert(value.clone()))
        .map(Text::from)
        .collect();
    let multiple = claim_type.user_input_type.is_some_and(|input| input.eq_ignore_ascii_case("CheckboxMultiSelect"));
    (!values.is_empty()).then(|| Enumeration { values: values.into(), multiple })
}

/// A value as a claim of the type shows it: `True` and ` 07` are written otherwise.
fn in_text_form(value: &str, data_type: DataType) -> String {
    match parse(value, data_type) {
        Parsed::Value(Constant::Boolean(value)) => value.to_string(),
        Parsed::Value(Constant::Int(value)) => value.to_string(),
        Parsed::Value(Constant::Long(value)) => value.to_string(),
        _ => value.to_owned(),
    }
}

pub(super) fn pattern(claim_type: &ClaimType<'_>, policy: &Policy<'_>) -> Option<PatternRestriction> {
    let pattern = claim_type.pattern?;
    let element = Element { kind: "ClaimType", id: claim_type.id, string: "PatternHelpText" };
    Some(PatternRestriction {
        pattern: rewritten(&pattern.regular_expression)?,
        help_text: help_text(element, pattern.help_text.as_ref(), &[], policy),
    })
}

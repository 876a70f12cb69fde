//! A technical profile as it is once its chain and its includes are merged, with the origin of each value.

use super::element::Element;
use super::value::{Merged, Path, PlacedValue};
use super::{Found, value};
use crate::model::{Policy, PolicySet, TechnicalProfile, fold};
use crate::schema;
use crate::source::{SourceMap, Span};
use std::collections::BTreeMap;

/// A merged technical profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergedProfile {
    /// `@Id` as first declared.
    pub id: String,
    /// `PolicyId` of the leaf.
    pub policy_id: String,
    /// Id and `file:line` of the elements it is made of: those of included profiles first, then its own, root base
    /// first.
    pub elements: Vec<(String, String)>,
    /// The values in force, by section.
    pub values: Vec<MergedValue>,
}

/// A value in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergedValue {
    /// Where it belongs.
    pub path: Path,
    /// The value and its origin.
    pub current: PlacedValue,
    /// What it took the place of, the nearest first.
    pub overridden: Vec<PlacedValue>,
}

/// The technical profile with this id in every leaf that has it.
pub(super) fn find(id: &str, set: &PolicySet<'_>, sources: &SourceMap) -> Found<MergedProfile> {
    let items = set.policies.iter().filter_map(|policy| of_policy(id, policy, sources)).collect();
    let known = set.policies.iter().flat_map(|policy| policy.technical_profiles.iter().map(|it| it.id.as_str()));
    Found::new(items, id, known)
}

fn of_policy(id: &str, policy: &Policy<'_>, sources: &SourceMap) -> Option<MergedProfile> {
    if let Some(profile) = policy.technical_profiles.get(id) {
        return Some(merged(profile, policy, sources));
    }
    let token = policy.relying_party.and_then(|party| party.technical_profile.as_ref());
    let token = token.filter(|profile| profile.id.eq_ignore_ascii_case(id))?;
    Some(of_elements(&token.id, &[Element::TechnicalProfile(token, None)], policy, sources))
}

fn merged(profile: &TechnicalProfile<'_>, policy: &Policy<'_>, sources: &SourceMap) -> MergedProfile {
    let files = policy.chain.iter().flat_map(|file| &file.claims_providers);
    let elements = files.flat_map(|provider| {
        let domain = provider.domain.as_ref();
        provider.technical_profiles.iter().map(move |it| (it.span, Element::TechnicalProfile(it, domain)))
    });
    let elements: BTreeMap<Span, Element<'_>> = elements.collect();
    let made_of: Vec<Element<'_>> = profile.elements.iter().filter_map(|span| elements.get(span).copied()).collect();
    of_elements(profile.id, &made_of, policy, sources)
}

fn of_elements(id: &str, elements: &[Element<'_>], policy: &Policy<'_>, sources: &SourceMap) -> MergedProfile {
    let mut merged = Merged::default();
    for element in elements {
        merged.lay(element.values(sources));
    }
    let mut values: Vec<MergedValue> = merged.slots().map(|slot| placed(slot, sources)).collect();
    // What a base does not have stands behind all of the base; it belongs to its section.
    let order: BTreeMap<&str, usize> = schema::technical_profile_children().zip(0..).collect();
    values.sort_by_key(|value| order.get(value.path.section).copied().unwrap_or(usize::MAX));
    by_item(&mut values);
    MergedProfile {
        id: id.to_owned(),
        policy_id: policy.policy_id().to_owned(),
        elements: elements.iter().map(|it| (it.id().to_string(), sources.place(it.id().span))).collect(),
        values,
    }
}

fn placed(slot: &value::Slot<'_>, sources: &SourceMap) -> MergedValue {
    MergedValue {
        path: slot.value.path(),
        current: slot.value.placed(sources),
        overridden: slot.overridden.iter().rev().map(|value| value.placed(sources)).collect(),
    }
}

/// Puts the attributes that a derived policy adds to a claim beside the claim.
fn by_item(values: &mut [MergedValue]) {
    let mut first: BTreeMap<(&'static str, Option<String>), usize> = BTreeMap::new();
    for value in values.iter() {
        let next = first.len();
        first.entry(item(value)).or_insert(next);
    }
    values.sort_by_key(|value| first.get(&item(value)).copied());
}

fn item(value: &MergedValue) -> (&'static str, Option<String>) {
    (value.path.section, value.path.key.as_ref().map(|key| fold(key)))
}

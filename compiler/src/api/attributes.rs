//! Attributes that the caller gives a claims struct or a field.

use super::change::{Change, Kind, Level};
use crate::attribute::Attribute;
use std::collections::BTreeSet;

/// What differs between the attributes of an item. Derives among them count as such; of all others only those that every
/// crate has are known, so any other one is taken for a change that breaks.
pub(super) fn compare(old: &[Attribute], new: &[Attribute], item: &str) -> Vec<Change> {
    let derived = |attributes: &[Attribute]| attributes.iter().flat_map(Attribute::derives).collect::<BTreeSet<_>>();
    let (was, is) = (derived(old), derived(new));
    let added = is.difference(&was).map(|derive| {
        Change::new(Kind::DeriveAdded, Level::Minor, item, format!("`{item}` derives `{derive}` too"))
            .advice("nothing, unless an implementation of your own stands beside it")
            .values(None, Some(derive))
    });
    let removed = was.difference(&is).map(|derive| {
        Change::new(Kind::DeriveRemoved, Level::Breaking, item, format!("`{item}` derives `{derive}` no more"))
            .advice("do without the trait, or put it back among the attributes")
            .values(Some(derive), None)
    });
    added.chain(removed).chain(others(old, new, item)).collect()
}

/// One change for all that are no derives: what an attribute does may depend on those around it.
fn others(old: &[Attribute], new: &[Attribute], item: &str) -> Option<Change> {
    let no_derives = |attributes: &[Attribute]| -> Vec<Attribute> {
        attributes.iter().filter(|attribute| !attribute.is("derive")).cloned().collect()
    };
    let (old, new) = (no_derives(old), no_derives(new));
    if old == new {
        return None;
    }
    let only_old = old.iter().filter(|attribute| !new.contains(attribute));
    let only_new = new.iter().filter(|attribute| !old.contains(attribute));
    let differing: Vec<&Attribute> = only_old.chain(only_new).collect();
    // Where only order or number differ, any of them may be the reason why it matters.
    let weighing = if differing.is_empty() { old.iter().collect() } else { differing };
    let level = weighing.into_iter().map(level).max().unwrap_or(Level::Patch);
    let advice = match level {
        Level::Breaking => "look up what the attributes do: stored claims, traits or names may be others",
        Level::Minor => "heed the warnings that the compiler gives now",
        Level::Patch => "nothing",
    };
    let written = |attributes: &[Attribute]| {
        let texts = attributes.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        (!texts.is_empty()).then_some(texts)
    };
    let (was, is) = (written(&old), written(&new));
    let message = match (&was, &is) {
        (None, Some(is)) => format!("`{item}` has the attributes `{is}`"),
        (Some(was), None) => format!("`{item}` has the attributes `{was}` no more"),
        _ => format!("`{item}` has other attributes"),
    };
    let change = Change::new(Kind::Attributes, level, item, message).advice(advice);
    Some(change.values(was.as_deref(), is.as_deref()))
}

/// What it weighs that an attribute is there or not.
fn level(attribute: &Attribute) -> Level {
    let is_one_of = |names: &[&str]| names.iter().any(|name| attribute.is(name));
    if is_one_of(&["doc", "allow", "expect", "warn"]) {
        Level::Patch
    } else if is_one_of(&["must_use", "deprecated"]) {
        Level::Minor
    } else {
        Level::Breaking
    }
}

//! Attributes that the caller gives a claims struct or a field, beside derives.

use super::change::{Change, Kind, Level};
use crate::attribute::Attribute;

/// What differs between the attributes of an item beside derives. Of them only those that every crate has are known, so any
/// other one is taken for a change that breaks. It is one change for all: what an attribute does may depend on those around
/// it.
pub(super) fn compare(old: &[Attribute], new: &[Attribute], item: &str) -> Option<Change> {
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

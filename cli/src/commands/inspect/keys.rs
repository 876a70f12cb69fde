//! The policy keys: what each is called, where it is read from, who uses it. Never its value, which no policy holds.

use super::Entry;
use crate::output::printable;
use claimsmith_compiler::inspect::Inventory;
use claimsmith_compiler::json::{array, object, quote};
use claimsmith_compiler::naming;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// The keys of all policies by storage reference.
pub(super) type Keys<'r> = BTreeMap<&'r str, Key<'r>>;

/// A policy key.
#[derive(Debug, Default)]
pub(super) struct Key<'r> {
    /// Technical profile and `Key/@Id`.
    uses: BTreeSet<(&'r str, &'r str)>,
    place: &'r str,
}

pub(super) fn collect<'r>(entries: &[Entry<'r, Inventory>]) -> Keys<'r> {
    let mut keys = Keys::new();
    for key in entries.iter().flat_map(|entry| &entry.item.keys) {
        let known = keys
            .entry(key.storage_reference_id.as_str())
            .or_insert_with(|| Key { uses: BTreeSet::new(), place: key.place.as_str() });
        known.uses.extend(key.uses.iter().map(|(profile, id)| (profile.as_str(), id.as_str())));
    }
    keys
}

pub(super) fn human(keys: &Keys<'_>) -> String {
    if keys.is_empty() {
        return "no policy keys\n".to_owned();
    }
    let mut text = String::new();
    for (id, Key { uses, place }) in keys {
        let _ = writeln!(text, "{}", printable(id));
        let _ = writeln!(text, "  variable   {}", naming::variable(id));
        for (at, (profile, key)) in uses.iter().enumerate() {
            let name = if at == 0 { "used by" } else { "" };
            let _ = writeln!(text, "  {name:<9}  {} as {}", printable(profile), printable(key));
        }
        let _ = writeln!(text, "  named at   {}", printable(place));
    }
    text
}

pub(super) fn json(keys: &Keys<'_>) -> String {
    let line = |(id, key): (&&str, &Key<'_>)| {
        let uses =
            key.uses.iter().map(|(profile, key)| object(&[("technical_profile", quote(profile)), ("key", quote(key))]));
        object(&[
            ("storage_reference_id", quote(id)),
            ("variable", quote(&naming::variable(id))),
            ("uses", array(&uses.collect::<Vec<_>>())),
            ("place", quote(key.place)),
        ]) + "\n"
    };
    keys.iter().map(line).collect()
}

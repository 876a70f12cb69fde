//! What each file changes of the elements that its bases declare.

use super::{Entry, environments, optional, profile};
use crate::output::printable;
use claimsmith_compiler::inspect::{Change, FileOverrides, Override, PlacedValue};
use claimsmith_compiler::json::{array, object, quote};
use std::fmt::Write;

pub(super) fn shown(entries: &[Entry<'_, FileOverrides>], json: bool) -> String {
    if json {
        let lines = entries.iter().flat_map(|entry| entry.item.overrides.iter().map(move |it| line(entry, it) + "\n"));
        return lines.collect();
    }
    if entries.is_empty() {
        return "no overrides: no file declares an element of its bases again\n".to_owned();
    }
    entries.iter().map(file).collect::<Vec<_>>().join("\n")
}

fn file(entry: &Entry<'_, FileOverrides>) -> String {
    let FileOverrides { policy_id, file, overrides } = entry.item;
    let of = environments(&entry.environments);
    let mut text = format!("{} in {}{of}\n", printable(policy_id), printable(file));
    for it in overrides {
        one(it, &mut text);
    }
    text
}

fn one(it: &Override, text: &mut String) {
    let _ = writeln!(text, "\n  {} {} at {}", it.kind, printable(&it.id), printable(&it.place));
    let _ = writeln!(text, "    over      {}", printable(&it.bases.join(", ")));
    if it.changes.is_empty() {
        text.push_str("    changes nothing\n");
    }
    let at = |value: &PlacedValue| {
        let is = if value.value.is_empty() { String::new() } else { format!("{} ", printable(&value.value)) };
        format!("{is}at {}", printable(&value.place))
    };
    for Change { path, kind, before, after } in &it.changes {
        let (value, before) = match (after, before) {
            (Some(after), before) => (after, before.as_ref()),
            (None, Some(before)) => (before, None),
            (None, None) => continue,
        };
        let name = printable(&path.to_string());
        let separator = if value.value.is_empty() { "" } else { ":" };
        let _ = writeln!(text, "    {:<9} {name}{separator} {}", kind.name(), at(value));
        if let Some(before) = before {
            let _ = writeln!(text, "              instead of {}", at(before));
        }
    }
    let stays: Vec<String> = it
        .stays
        .iter()
        .map(|(section, count)| if *count == 1 { (*section).to_owned() } else { format!("{section} ({count})") })
        .collect();
    if !stays.is_empty() {
        let _ = writeln!(text, "    stays     {}", stays.join(", "));
    }
}

fn line(entry: &Entry<'_, FileOverrides>, it: &Override) -> String {
    let names: Vec<String> = entry.environments.iter().map(|name| quote(name)).collect();
    let stays: Vec<(&str, String)> = it.stays.iter().map(|(section, count)| (*section, count.to_string())).collect();
    object(&[
        ("policy_id", quote(&entry.item.policy_id)),
        ("file", quote(&entry.item.file)),
        ("environments", array(&names)),
        ("element", quote(it.kind)),
        ("id", quote(&it.id)),
        ("place", quote(&it.place)),
        ("bases", array(&it.bases.iter().map(|place| quote(place)).collect::<Vec<_>>())),
        ("changes_nothing", it.changes.is_empty().to_string()),
        ("changes", array(&it.changes.iter().map(change).collect::<Vec<_>>())),
        ("stays", object(&stays)),
    ])
}

fn change(change: &Change) -> String {
    let placed = |value: &Option<PlacedValue>| value.as_ref().map_or_else(|| "null".to_owned(), profile::placed);
    object(&[
        ("section", quote(change.path.section)),
        ("key", optional(change.path.key.as_deref())),
        ("attribute", optional(change.path.attribute)),
        ("change", quote(change.kind.name())),
        ("before", placed(&change.before)),
        ("after", placed(&change.after)),
    ])
}

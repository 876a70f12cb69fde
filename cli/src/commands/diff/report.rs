//! The changes as text.

use crate::arguments::ChangeFormat;
use crate::output::{counted, printable};
use claimsmith_compiler::api::{Change, Level};
use claimsmith_compiler::ir::Place;
use claimsmith_compiler::json::{array, object, quote};
use std::collections::BTreeSet;
use std::fmt::Write;

/// How many environments or policies are named.
const MOST_NAMED: usize = 5;

/// The levels, the heaviest first.
const LEVELS: [Level; 3] = [Level::Breaking, Level::Minor, Level::Patch];

/// All changes, and a summary at the end except in the format that has no place for one.
pub(super) fn shown(changes: &[Change], environments: usize, format: ChangeFormat) -> String {
    match format {
        ChangeFormat::Human => human(changes, environments),
        ChangeFormat::Short => changes.iter().map(short).collect(),
        ChangeFormat::Json => changes.iter().map(json).collect::<String>() + &json_summary(changes),
    }
}

fn human(changes: &[Change], environments: usize) -> String {
    let mut text = String::new();
    let policies: BTreeSet<&String> = changes.iter().flat_map(|change| &change.policies).collect();
    let mut profile: Option<Option<&str>> = None;
    for change in changes {
        let of = change.profile.as_deref();
        if profile != Some(of) {
            let gap = if profile.is_some() { "\n" } else { "" };
            let _ = writeln!(text, "{gap}{}", of.map_or_else(|| "policy".to_owned(), printable));
            profile = Some(of);
        }
        let _ = writeln!(text, "  {:<10}{}", change.level.name(), printable(&change.message));
        let _ = writeln!(text, "  {:<10}-> {}", "", printable(&change.advice));
        if let Some(place) = change.place() {
            let _ = writeln!(text, "  {:<10}at {}", "", printable(&at(place)));
        }
        for (found, all, what) in
            [(&change.environments, environments, "environments"), (&change.policies, policies.len(), "policies")]
        {
            if found.len() < all && !found.is_empty() {
                let _ = writeln!(text, "  {:<10}in {} of {all} {what}: {}", "", found.len(), printable(&named(found)));
            }
        }
    }
    let gap = if changes.is_empty() { "" } else { "\n" };
    let _ = writeln!(text, "{gap}{}", summary(changes));
    text
}

/// `3 changes: 1 breaking, 2 patch` and which version that asks for.
fn summary(changes: &[Change]) -> String {
    let Some(heaviest) = changes.iter().map(|change| change.level).max() else {
        return "no changes: no new version is needed".to_owned();
    };
    let counts = LEVELS.into_iter().map(|level| (level, count(changes, level))).filter(|(_, count)| *count > 0);
    let counts: Vec<String> = counts.map(|(level, count)| format!("{count} {}", level.name())).collect();
    let total = counted(changes.len(), "change", "changes");
    format!("{total}: {}\nsemver: {}", counts.join(", "), heaviest.advice())
}

fn count(changes: &[Change], level: Level) -> usize {
    changes.iter().filter(|change| change.level == level).count()
}

fn named(names: &BTreeSet<String>) -> String {
    let first: Vec<&str> = names.iter().take(MOST_NAMED).map(String::as_str).collect();
    let more = if names.len() > MOST_NAMED { ", …" } else { "" };
    first.join(", ") + more
}

fn at(place: &Place) -> String {
    format!("{}:{}", place.file, place.line)
}

fn short(change: &Change) -> String {
    let place = change.place().map_or_else(String::new, |place| at(place) + ": ");
    printable(&format!("{place}{}[{}]: {}", change.level.name(), change.kind.name(), change.message)) + "\n"
}

fn json(change: &Change) -> String {
    let Change { kind, level, environments, policies, profile, item, message, advice, old, new, old_place, new_place } =
        change;
    let text = |text: &Option<String>| text.as_deref().map_or_else(|| "null".to_owned(), quote);
    let names = |names: &BTreeSet<String>| array(&names.iter().map(|name| quote(name)).collect::<Vec<_>>());
    let place = |place: &Option<Place>| {
        place.as_ref().map_or_else(
            || "null".to_owned(),
            |place| object(&[("file_name", quote(&place.file)), ("line_start", place.line.to_string())]),
        )
    };
    let line = object(&[
        ("$message_type", quote("change")),
        ("kind", quote(kind.name())),
        ("level", quote(level.name())),
        ("environments", names(environments)),
        ("policies", names(policies)),
        ("technical_profile", text(profile)),
        ("item", quote(item)),
        ("message", quote(message)),
        ("advice", quote(advice)),
        ("old", text(old)),
        ("new", text(new)),
        ("old_place", place(old_place)),
        ("new_place", place(new_place)),
    ]);
    line + "\n"
}

fn json_summary(changes: &[Change]) -> String {
    let heaviest = changes.iter().map(|change| change.level).max();
    let counts = LEVELS.map(|level| (level.name(), count(changes, level).to_string()));
    let mut members = vec![("$message_type", quote("summary"))];
    members.extend(counts);
    members.push(("level", heaviest.map_or_else(|| "null".to_owned(), |level| quote(level.name()))));
    object(&members) + "\n"
}

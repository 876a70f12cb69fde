//! A technical profile as it is once its chain and its includes are merged, with the origin of each value.

use super::{Entry, environments};
use crate::output::printable;
use claimsmith_compiler::inspect::{MergedProfile, MergedValue, PlacedValue};
use claimsmith_compiler::json::{array, object, quote};
use std::fmt::Write;

/// The longest value beside which its place stands in the common column, in characters.
const WIDEST: usize = 60;

/// The profile of each policy; one that is the same in several policies is shown once.
pub(super) fn shown(entries: &[Entry<'_, MergedProfile>], json: bool) -> String {
    if json {
        return entries.iter().map(|entry| line(entry) + "\n").collect();
    }
    let mut pages: Vec<(Vec<String>, &MergedProfile)> = Vec::new();
    for entry in entries {
        let policy = printable(&entry.item.policy_id) + &environments(&entry.environments);
        let is_same =
            |known: &MergedProfile| known.elements == entry.item.elements && known.values == entry.item.values;
        match pages.iter_mut().find(|(_, known)| is_same(known)) {
            Some((policies, _)) => policies.push(policy),
            None => pages.push((vec![policy], entry.item)),
        }
    }
    pages.iter().map(|(policies, profile)| page(policies, profile)).collect::<Vec<_>>().join("\n")
}

fn page(policies: &[String], profile: &MergedProfile) -> String {
    let mut text = printable(&profile.id) + "\n";
    let name = if policies.len() == 1 { "policy" } else { "policies" };
    let _ = writeln!(text, "  {name:<10}{}", policies.join(", "));
    for (at, (id, place)) in profile.elements.iter().enumerate() {
        let name = if at == 0 { "made of" } else { "" };
        let included = if id.eq_ignore_ascii_case(&profile.id) { "" } else { " (included)" };
        let _ = writeln!(text, "  {name:<10}{} at {}{included}", printable(id), printable(place));
    }
    text.push('\n');
    let rows = rows(&profile.values);
    let width = |column: fn(&Row) -> usize| rows.iter().map(column).filter(|width| *width <= WIDEST).max().unwrap_or(0);
    let (names, values) = (width(|row| row.name.chars().count()), width(|row| row.value.chars().count()));
    for row in &rows {
        let line = format!("  {:<names$}  {:<values$}  {}", row.name, row.value, row.place);
        let _ = writeln!(text, "{}", line.trim_end());
    }
    text
}

#[derive(Debug)]
struct Row {
    name: String,
    value: String,
    place: String,
}

/// A heading for a section with items, the items below it, and below each value what it took the place of.
fn rows(values: &[MergedValue]) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut section = "";
    let mut number = 0;
    for value in values {
        let path = &value.path;
        let is_listed = path.key.is_some() || path.section == "ValidationTechnicalProfiles";
        if is_listed && section != path.section {
            rows.push(Row { name: path.section.to_owned(), value: String::new(), place: String::new() });
            number = 0;
        }
        number += 1;
        section = path.section;
        let name = match (path.key.as_deref(), path.attribute) {
            (Some(_), Some(attribute)) => format!("    {attribute}"),
            (Some(key), None) => format!("  {}", printable(key)),
            (None, Some(attribute)) => format!("{section} {attribute}"),
            (None, None) if is_listed => format!("  {number}"),
            (None, None) => section.to_owned(),
        };
        let row = |name: String, value: &PlacedValue| Row {
            name,
            value: printable(&value.value),
            place: printable(&value.place),
        };
        let indent = name.len() - name.trim_start().len();
        rows.push(row(name, &value.current));
        let changed = value.overridden.iter().filter(|before| before.value != value.current.value);
        rows.extend(changed.map(|before| row(format!("{:indent$}  instead of", ""), before)));
    }
    rows
}

fn line(entry: &Entry<'_, MergedProfile>) -> String {
    let profile = entry.item;
    let element = |(id, place): &(String, String)| object(&[("id", quote(id)), ("place", quote(place))]);
    let names: Vec<String> = entry.environments.iter().map(|name| quote(name)).collect();
    object(&[
        ("technical_profile", quote(&profile.id)),
        ("policy_id", quote(&profile.policy_id)),
        ("environments", array(&names)),
        ("elements", array(&profile.elements.iter().map(element).collect::<Vec<_>>())),
        ("values", array(&profile.values.iter().map(value).collect::<Vec<_>>())),
    ])
}

fn value(value: &MergedValue) -> String {
    let overridden: Vec<String> = value.overridden.iter().map(placed).collect();
    object(&[
        ("section", quote(value.path.section)),
        ("key", super::optional(value.path.key.as_deref())),
        ("attribute", super::optional(value.path.attribute)),
        ("value", quote(&value.current.value)),
        ("place", quote(&value.current.place)),
        ("overridden", array(&overridden)),
    ])
}

/// A value and its place.
pub(super) fn placed(value: &PlacedValue) -> String {
    object(&[("value", quote(&value.value)), ("place", quote(&value.place))])
}

//! A line a policy.

use super::table::{Side, table};
use super::{count, parts, without_counterpart};
use crate::commands::inspect::Entry;
use claimsmith_compiler::inspect::summary::{Summary, Support};
use std::collections::BTreeSet;
use std::fmt::Write;

pub(super) fn shown(entries: &[Entry<'_, Summary>]) -> String {
    let has_environments = entries.iter().any(|entry| !entry.environments.is_empty());
    let mut head = vec![("policy", Side::Left)];
    if has_environments {
        head.push(("environments", Side::Left));
    }
    head.extend(COLUMNS.iter().copied());
    let rows: Vec<Vec<String>> = entries.iter().map(|entry| row(entry, has_environments)).collect();
    let mut text = table("", &head, &rows);
    let policies: BTreeSet<Option<&String>> = entries.iter().map(|entry| entry.item.files.last()).collect();
    let name = match policies.len() {
        1 => "`--environment NAME` shows the policy in one of them as a whole",
        policies if policies < entries.len() => {
            "name one policy file, with `--environment NAME` where it has several lines, to see it as a whole"
        }
        _ => "name one policy file to see it as a whole",
    };
    let _ = writeln!(text, "\n`run` counts the technical profiles that Claimsmith runs; {name}");
    text
}

const COLUMNS: &[(&str, Side)] = &[
    ("providers", Side::Right),
    ("profiles", Side::Right),
    ("run", Side::Right),
    ("steps", Side::Right),
    ("claims", Side::Right),
    ("REST", Side::Right),
    ("keys", Side::Right),
    ("no counterpart in External ID", Side::Left),
];

fn row(entry: &Entry<'_, Summary>, has_environments: bool) -> Vec<String> {
    let summary = entry.item;
    let [(_, profiles), _, (_, steps), _] = parts(summary);
    let id = if summary.policy_id.is_empty() { "(no policy id)" } else { &summary.policy_id };
    let mut row = vec![id.to_owned()];
    if has_environments {
        row.push(if entry.environments.is_empty() { "all".to_owned() } else { entry.environments.join(", ") });
    }
    let numbers = [
        summary.providers.len(),
        profiles.len(),
        count(&profiles, Support::Runs),
        steps.len(),
        summary.claims.len(),
        summary.rest_calls.len(),
        summary.keys.len(),
    ];
    row.extend(numbers.map(|number| number.to_string()));
    row.push(without_counterpart(summary).join(", "));
    row
}

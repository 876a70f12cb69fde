//! Settings that no policy uses, said once for all environments.
//!
//! The compiler knows one environment. A setting that others inherit is in use when it is in use in any of them, and a setting
//! that every environment sets and none uses is one finding.

use super::Run;
use claimsmith_compiler::diagnostic::Label;
use claimsmith_compiler::diagnostic::codes::UNUSED_SETTING;
use claimsmith_compiler::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// How many other places are shown.
const MOST_PLACES: usize = 3;

/// Where environments set the same name in vain.
struct Places {
    first: (u32, u32),
    /// What is said of it there.
    message: String,
    others: BTreeSet<(u32, u32)>,
}

/// Gives every finding about a name the place of the first, with those in the other environments beside it, of the runs over
/// one settings file: so it is one finding of all these environments. What several of them inherit is found by each at that
/// one place.
pub(super) fn join(runs: &mut [Run]) {
    let used: BTreeSet<(u32, u32)> =
        runs.iter().flat_map(|run| &run.outcome.used_settings).map(|span| (span.start, span.end)).collect();
    let mut places: BTreeMap<String, Places> = BTreeMap::new();
    for run in runs.iter_mut() {
        run.outcome.diagnostics.retain_mut(|finding| {
            let Some(label) = finding.primary.as_mut().filter(|_| finding.code == UNUSED_SETTING) else { return true };
            let place = (label.span.start, label.span.end);
            if used.contains(&place) {
                return false;
            }
            let first = || Places { first: place, message: finding.message.clone(), others: BTreeSet::new() };
            let known = places.entry(finding.message.to_lowercase()).or_insert_with(first);
            if known.first != place {
                known.others.insert(place);
                (label.span.start, label.span.end) = known.first;
                // It may be spelled in another case.
                finding.message.clone_from(&known.message);
            }
            true
        });
    }
    for finding in runs.iter_mut().flat_map(|run| &mut run.outcome.diagnostics) {
        let Some(first) = finding.primary.as_ref().filter(|_| finding.code == UNUSED_SETTING).map(|it| it.span) else {
            continue;
        };
        let Some(Places { others, first: _, message: _ }) = places.get(&finding.message.to_lowercase()) else {
            continue;
        };
        finding.labels.extend(others.iter().take(MOST_PLACES).map(|(start, end)| Label {
            span: Span { start: *start, end: *end, ..first },
            text: "nor this one".to_owned(),
        }));
        if others.len() > MOST_PLACES {
            finding.notes.push(format!("{} environments set it", others.len() + 1));
        }
    }
}

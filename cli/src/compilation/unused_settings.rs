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
    others: BTreeSet<(u32, u32)>,
}

/// Leaves one place a name, with those in the other environments beside it, of the runs over one settings file. What several
/// environments inherit is found by each of them at that one place.
pub(super) fn join(runs: &mut [Run]) {
    let used: BTreeSet<(u32, u32)> =
        runs.iter().flat_map(|run| &run.outcome.used_settings).map(|span| (span.start, span.end)).collect();
    let mut places: BTreeMap<String, Places> = BTreeMap::new();
    for run in runs.iter_mut() {
        run.outcome.diagnostics.retain(|finding| {
            let place = finding.primary.as_ref().filter(|_| finding.code == UNUSED_SETTING).map(|label| label.span);
            let Some(place) = place.map(|span| (span.start, span.end)) else { return true };
            if used.contains(&place) {
                return false;
            }
            match places.get_mut(&finding.message.to_lowercase()) {
                Some(known) if known.first == place => true,
                Some(known) => {
                    known.others.insert(place);
                    false
                }
                None => {
                    places.insert(finding.message.to_lowercase(), Places { first: place, others: BTreeSet::new() });
                    true
                }
            }
        });
    }
    for finding in runs.iter_mut().flat_map(|run| &mut run.outcome.diagnostics) {
        let Some(first) = finding.primary.as_ref().filter(|_| finding.code == UNUSED_SETTING).map(|it| it.span) else {
            continue;
        };
        let Some(Places { others, .. }) = places.get(&finding.message.to_lowercase()) else { continue };
        finding.labels.extend(others.iter().take(MOST_PLACES).map(|(start, end)| Label {
            span: Span { start: *start, end: *end, ..first },
            text: "nor this one".to_owned(),
        }));
        if others.len() > MOST_PLACES {
            finding.notes.push(format!("{} environments set it", others.len() + 1));
        }
    }
}

//! Everything that policies say, and how much of it Claimsmith runs.
//!
//! - `one`: a policy on one screen
//! - `several`: a line a policy
//! - `table`: columns as wide as what stands in them

mod one;
mod several;
mod table;

use super::Entry;
use claimsmith_compiler::inspect::summary::{Summary, Support};
use claimsmith_compiler::json::record::Encode;
use std::collections::BTreeSet;

/// For people: one policy as a whole, several as a table.
pub(super) fn human(entries: &[Entry<'_, Summary>]) -> String {
    match entries {
        [] => String::new(),
        [entry] => one::shown(entry),
        several => several::shown(several),
    }
}

/// An object a line, as `docs/inventory.schema.json` says.
pub(super) fn json(entries: &[Entry<'_, Summary>], application_url: Option<&str>) -> String {
    entries.iter().map(|entry| line(entry, application_url) + "\n").collect()
}

fn line(entry: &Entry<'_, Summary>, application_url: Option<&str>) -> String {
    let mut summary = entry.item.clone();
    summary.environments = entry.environments.iter().map(|name| (*name).to_owned()).collect();
    let urls: BTreeSet<&str> = match application_url {
        Some(url) => BTreeSet::from([url]),
        None => entry.application_urls.iter().copied().collect(),
    };
    for registration in &mut summary.registrations {
        let uris = urls.iter().map(|url| (*url).to_owned() + &registration.application_path);
        registration.application_redirect_uris = uris.collect();
    }
    summary.encode()
}

/// The support of every technical profile, claims transformation, step and application, in this order.
fn parts(summary: &Summary) -> [(&'static str, Vec<Support>); 4] {
    let steps = summary.journeys.iter().flat_map(|journey| &journey.steps);
    [
        ("technical profiles", summary.technical_profiles.iter().map(|it| it.support).collect()),
        ("claims transformations", summary.claims_transformations.iter().map(|it| it.support).collect()),
        ("journey steps", steps.map(|it| it.support).collect()),
        ("applications", summary.applications.iter().map(|it| it.support).collect()),
    ]
}

fn count(all: &[Support], support: Support) -> usize {
    all.iter().filter(|it| **it == support).count()
}

/// The names of what the policy uses that External ID has no counterpart for, in words.
fn without_counterpart(summary: &Summary) -> Vec<String> {
    summary.features.iter().filter(|feature| feature.used).map(|feature| feature.name.replace('_', " ")).collect()
}

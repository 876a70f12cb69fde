//! Graphs for machines.

use super::Entry;
use crate::commands::inspect::optional;
use claimsmith_compiler::inspect::{Exchange, Journey, JourneyGraph, PolicyNode, ProfileReference, Selection, Step};
use claimsmith_compiler::json::{array, object, quote};

/// A line a policy.
pub(super) fn inheritance(entries: &[Entry<'_, Vec<PolicyNode>>]) -> String {
    let mut text = String::new();
    for entry in entries {
        for policy in entry.item {
            let base = policy.base.and_then(|base| entry.item.get(base));
            let line = object(&[
                ("policy_id", quote(&policy.policy_id)),
                ("file", quote(&policy.file)),
                ("environments", strings(&entry.environments)),
                ("base_policy_id", optional(base.map(|base| base.policy_id.as_str()))),
                ("base_file", optional(base.map(|base| base.file.as_str()))),
                ("user_journey", optional(policy.user_journey.as_deref())),
                ("is_relying_party", policy.is_relying_party.to_string()),
            ]);
            text.push_str(&line);
            text.push('\n');
        }
    }
    text
}

/// A line a policy that has the journey.
pub(super) fn journeys(entries: &[Entry<'_, JourneyGraph>]) -> String {
    let line = |entry: &Entry<'_, JourneyGraph>| {
        let journeys: Vec<String> = entry.item.journeys.iter().map(journey).collect();
        object(&[
            ("policy_id", quote(&entry.item.policy_id)),
            ("environments", strings(&entry.environments)),
            ("journeys", array(&journeys)),
        ]) + "\n"
    };
    entries.iter().map(line).collect()
}

fn journey(journey: &Journey) -> String {
    object(&[
        ("id", quote(&journey.id)),
        ("sub_journey_type", optional(journey.sub_journey_type.as_deref())),
        ("steps", array(&journey.steps.iter().map(step).collect::<Vec<_>>())),
    ])
}

fn step(step: &Step) -> String {
    let precondition =
        step.preconditions.iter().map(|it| object(&[("runs", quote(&it.text)), ("place", quote(&it.place))]));
    object(&[
        ("order", step.order.to_string()),
        ("type", quote(&step.kind)),
        ("places", strings(&step.places)),
        ("content_definition", optional(step.content_definition.as_deref())),
        ("issuer", profile(step.issuer.as_ref())),
        ("preconditions", array(&precondition.collect::<Vec<_>>())),
        ("selections", array(&step.selections.iter().map(selection).collect::<Vec<_>>())),
        ("exchanges", array(&step.exchanges.iter().map(exchange).collect::<Vec<_>>())),
        ("sub_journeys", strings(&step.sub_journeys)),
    ])
}

fn selection(selection: &Selection) -> String {
    object(&[
        ("exchange", quote(&selection.exchange)),
        ("is_validation", selection.is_validation.to_string()),
        ("technical_profile", profile(selection.technical_profile.as_ref())),
    ])
}

fn exchange(exchange: &Exchange) -> String {
    object(&[
        ("id", quote(&exchange.id)),
        ("technical_profile", profile(Some(&exchange.technical_profile))),
        ("place", quote(&exchange.place)),
    ])
}

fn profile(profile: Option<&ProfileReference>) -> String {
    profile.map_or_else(
        || "null".to_owned(),
        |profile| object(&[("id", quote(&profile.id)), ("protocol", optional(profile.protocol.as_deref()))]),
    )
}

fn strings(texts: &[impl AsRef<str>]) -> String {
    array(&texts.iter().map(|text| quote(text.as_ref())).collect::<Vec<_>>())
}

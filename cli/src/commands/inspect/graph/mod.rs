//! Which policy derives from which, or the steps of a journey: as text, JSON or a drawing.
//!
//! - `drawing`: nodes and edges of either
//! - `dot`, `mermaid`: a drawing in the language of a tool
//! - `text`, `json`: without a drawing

mod dot;
mod drawing;
mod json;
mod mermaid;
mod text;

use super::Entry;
use crate::arguments::InspectFormat;
use claimsmith_compiler::inspect::{Journey, JourneyGraph, PolicyNode};

/// Which policy derives from which.
pub(super) fn inheritance(entries: &[Entry<'_, Vec<PolicyNode>>], format: InspectFormat) -> String {
    match format {
        InspectFormat::Human => text::inheritance(entries),
        InspectFormat::Json => json::inheritance(entries),
        InspectFormat::Dot => dot::write(&drawing::inheritance(entries)),
        InspectFormat::Mermaid => mermaid::write(&drawing::inheritance(entries)),
    }
}

/// The steps of a journey.
pub(super) fn journeys(entries: &[Entry<'_, JourneyGraph>], format: InspectFormat) -> String {
    match format {
        InspectFormat::Human => text::journeys(&variants(entries)),
        InspectFormat::Json => json::journeys(entries),
        InspectFormat::Dot => dot::write(&drawing::journeys(&variants(entries))),
        InspectFormat::Mermaid => mermaid::write(&drawing::journeys(&variants(entries))),
    }
}

/// A journey, and the policies and environments in which it is the same.
#[derive(Debug)]
struct Variant<'r> {
    policies: Vec<String>,
    journeys: &'r [Journey],
}

fn variants<'r>(entries: &[Entry<'r, JourneyGraph>]) -> Vec<Variant<'r>> {
    let mut variants: Vec<Variant<'r>> = Vec::new();
    for entry in entries {
        let policy = entry.item.policy_id.clone() + &super::environments(&entry.environments);
        match variants.iter_mut().find(|known| known.journeys == entry.item.journeys) {
            Some(known) => known.policies.push(policy),
            None => variants.push(Variant { policies: vec![policy], journeys: &entry.item.journeys }),
        }
    }
    variants
}

/// What a journey is called.
fn name(journey: &Journey) -> String {
    match journey.sub_journey_type.as_deref() {
        None => format!("user journey {}", journey.id),
        Some("") => format!("sub-journey {}", journey.id),
        Some(kind) => format!("sub-journey {} ({kind})", journey.id),
    }
}

#[cfg(test)]
mod tests;

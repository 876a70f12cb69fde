//! Graphs for people without a drawing.

use super::{Entry, Variant, name};
use crate::output::printable;
use claimsmith_compiler::inspect::{PolicyNode, ProfileReference, Selection, Step};
use std::fmt::Write;

/// The deepest indentation of a tree: chains are shorter.
const DEEPEST: usize = 40;

/// A tree an environment in which the policies differ, bases above what derives from them.
pub(super) fn inheritance(entries: &[Entry<'_, Vec<PolicyNode>>]) -> String {
    let trees: Vec<String> = entries.iter().map(tree).filter(|tree| !tree.is_empty()).collect();
    if trees.is_empty() { "no policies\n".to_owned() } else { trees.join("\n") }
}

fn tree(entry: &Entry<'_, Vec<PolicyNode>>) -> String {
    let policies = entry.item;
    let mut derived: Vec<Vec<usize>> = vec![Vec::new(); policies.len()];
    for (at, policy) in policies.iter().enumerate() {
        if let Some(list) = policy.base.and_then(|base| derived.get_mut(base)) {
            list.push(at);
        }
    }
    let roots = policies.iter().enumerate().filter(|(_, policy)| policy.base.is_none());
    let mut open: Vec<(usize, usize)> = roots.map(|(at, _)| (at, 0)).collect();
    open.reverse();
    let mut text = String::new();
    if !entry.environments.is_empty() {
        let _ = writeln!(text, "{}", printable(&entry.environments.join(", ")));
    }
    while let Some((at, depth)) = open.pop() {
        let Some(policy) = policies.get(at) else { continue };
        let id = if policy.policy_id.is_empty() { "(no policy id)" } else { &policy.policy_id };
        let indent = "  ".repeat(depth.min(DEEPEST));
        let _ = write!(text, "{indent}{} ({})", printable(id), printable(&policy.file));
        match &policy.user_journey {
            Some(journey) => {
                let _ = writeln!(text, ": runs {}", printable(journey));
            }
            None => text.push('\n'),
        }
        open.extend(derived.get(at).into_iter().flatten().rev().map(|next| (*next, depth + 1)));
    }
    text
}

/// The steps of each journey, one below the other.
pub(super) fn journeys(variants: &[Variant<'_>]) -> String {
    variants.iter().map(variant).collect::<Vec<_>>().join("\n")
}

fn variant(variant: &Variant<'_>) -> String {
    let mut text = String::new();
    for (at, journey) in variant.journeys.iter().enumerate() {
        let of = if at == 0 { format!(" of {}", variant.policies.join(", ")) } else { String::new() };
        let gap = if at == 0 { "" } else { "\n" };
        let _ = writeln!(text, "{gap}{}{}", printable(&name(journey)), printable(&of));
        for it in &journey.steps {
            step(it, &mut text);
        }
    }
    text
}

fn step(step: &Step, text: &mut String) {
    let page = step.content_definition.as_ref().map_or_else(String::new, |id| format!(" {id}"));
    let places = printable(&step.places.join(", "));
    let _ = writeln!(text, "  {} {}{}  {places}", step.order, printable(&step.kind), printable(&page));
    let mut row = |name: &str, value: &str| {
        let _ = writeln!(text, "      {name:<11}{}", printable(value));
    };
    for precondition in &step.preconditions {
        row("runs", &precondition.text);
    }
    for Selection { exchange, is_validation, technical_profile } in &step.selections {
        let profile = technical_profile.as_ref().map_or("not defined", |profile| profile.id.as_str());
        row(if *is_validation { "validates" } else { "offers" }, &format!("{exchange} ({profile})"));
    }
    for exchange in &step.exchanges {
        row("exchange", &format!("{} with {}", exchange.id, profile(&exchange.technical_profile)));
    }
    for id in &step.sub_journeys {
        row("invokes", id);
    }
    if let Some(issuer) = &step.issuer {
        row("issuer", &profile(issuer));
    }
}

fn profile(profile: &ProfileReference) -> String {
    format!("{} ({})", profile.id, profile.protocol.as_deref().unwrap_or("not defined"))
}

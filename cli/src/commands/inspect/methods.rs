//! The methods of claims transformations: which policies use each, and whether Claimsmith runs it.

use super::Entry;
use crate::output::printable;
use claimsmith_compiler::inspect::summary::{Summary, Support};
use claimsmith_compiler::json::{array, object, quote};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// The methods of all policies by name, as the policies spell it.
pub(super) type Methods<'r> = BTreeMap<&'r str, Method<'r>>;

/// A method.
#[derive(Debug)]
pub(super) struct Method<'r> {
    support: Support,
    /// The policies that have transformations with it, by their ids.
    policies: BTreeSet<&'r str>,
    /// The transformations, by their places.
    transformations: BTreeSet<&'r str>,
}

pub(super) fn collect<'r>(entries: &[Entry<'r, Summary>]) -> Methods<'r> {
    let mut methods = Methods::new();
    for entry in entries {
        for transformation in &entry.item.claims_transformations {
            let known = methods.entry(transformation.method.as_str()).or_insert_with(|| Method {
                support: transformation.support,
                policies: BTreeSet::new(),
                transformations: BTreeSet::new(),
            });
            known.policies.insert(entry.item.policy_id.as_str());
            known.transformations.insert(transformation.place.as_str());
        }
    }
    methods
}

pub(super) fn shown(methods: &Methods<'_>, json: bool) -> String {
    match json {
        true => methods.iter().map(line).collect(),
        false if methods.is_empty() => "no claims transformations\n".to_owned(),
        false => human(methods),
    }
}

/// A line a method.
fn human(methods: &Methods<'_>) -> String {
    let width = methods.keys().map(|name| printable(name).chars().count()).max().unwrap_or(0).max("method".len());
    let mut text = format!("{:width$}  transformations  policies  support\n", "method");
    for (name, Method { support, policies, transformations }) in methods {
        let (name, count, policies) = (printable(name), transformations.len(), policies.len());
        let _ = writeln!(text, "{name:width$}  {count:>15}  {policies:>8}  {}", support.name().replace('_', " "));
    }
    text
}

fn line((name, method): (&&str, &Method<'_>)) -> String {
    let list = |texts: &BTreeSet<&str>| array(&texts.iter().map(|text| quote(text)).collect::<Vec<_>>());
    object(&[
        ("method", quote(name)),
        ("support", quote(method.support.name())),
        ("policies", list(&method.policies)),
        ("places", list(&method.transformations)),
    ]) + "\n"
}

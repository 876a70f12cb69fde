//! The methods of claims transformations: which policies use each, and whether Claimsmith runs it.
//!
//! They are counted in the files as they were read, along the chain of each policy as far as it was found: somebody asks this
//! of policies before all of their bases are there.

use super::optional;
use crate::compilation::Compilation;
use crate::output::printable;
use claimsmith_compiler::Outcome;
use claimsmith_compiler::ast::{ClaimsTransformation, PolicyFile};
use claimsmith_compiler::inspect::summary::support_of_method;
use claimsmith_compiler::json::{array, object, quote};
use claimsmith_compiler::source::FileId;
use claimsmith_compiler::transformation::method;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Methods<'r> {
    /// By the name of the method, however the policies spell it; what no method has is as they spell it.
    methods: BTreeMap<&'r str, Method<'r>>,
    /// The policies that could not be read with all their bases: file, and id where that could be read.
    unresolved: BTreeSet<(&'r str, Option<&'r str>)>,
}

/// A method.
#[derive(Debug, Default)]
struct Method<'r> {
    /// The policies that have transformations with it, by their ids.
    policies: BTreeSet<&'r str>,
    /// The transformations, by their places.
    transformations: BTreeSet<String>,
}

pub(super) fn collect(compilation: &Compilation) -> Methods<'_> {
    let mut methods = Methods::default();
    for run in &compilation.runs {
        let outcome = &run.outcome;
        let resolved: BTreeSet<&str> =
            outcome.inventory.iter().filter_map(|it| it.files.last()).map(String::as_str).collect();
        let mut counted: BTreeSet<FileId> = BTreeSet::new();
        for chain in &outcome.chains {
            counted.extend(chain);
            methods.add(chain, outcome, &resolved);
        }
        // What belongs to no chain: files whose bases form a cycle.
        for file in outcome.files.keys().filter(|file| !counted.contains(file)) {
            methods.add(&[*file], outcome, &resolved);
        }
        let paths = outcome.sources.iter().filter(|(file, _)| !outcome.files.contains_key(file)).map(|it| it.1.path());
        let is_policy = |path: &&str| path.rsplit_once('.').is_some_and(|(_, end)| end.eq_ignore_ascii_case("xml"));
        methods.unresolved.extend(paths.filter(is_policy).map(|path| (path, None)));
    }
    methods
}

impl<'r> Methods<'r> {
    /// Counts the transformations of a policy: of those with one id the last declaration, which is what holds.
    fn add(&mut self, chain: &[FileId], outcome: &'r Outcome, resolved: &BTreeSet<&str>) {
        let Some(leaf) = chain.last() else { return };
        let path = outcome.sources.get(*leaf).path();
        // What could not be parsed is not resolved either, and counted among those.
        let Some(file) = outcome.files.get(leaf) else { return };
        let id = file.policy_id.as_ref().map(|id| id.as_str());
        if !resolved.contains(path) {
            self.unresolved.insert((path, id));
        }
        for transformation in transformations(chain.iter().filter_map(|file| outcome.files.get(file))) {
            let written = transformation.method.as_str();
            let name = method::find(written).map_or(written, |method| method.name);
            let method = self.methods.entry(name).or_default();
            method.policies.insert(id.unwrap_or(path));
            method.transformations.insert(outcome.sources.place(transformation.id.span));
        }
    }
}

/// The transformations of these files, root base first.
fn transformations<'r>(files: impl Iterator<Item = &'r PolicyFile>) -> impl Iterator<Item = &'r ClaimsTransformation> {
    let all = files.flat_map(|file| &file.claims_transformations);
    let by_id: BTreeMap<String, &ClaimsTransformation> = all.map(|it| (it.id.to_ascii_lowercase(), it)).collect();
    by_id.into_values()
}

pub(super) fn shown(methods: &Methods<'_>, json: bool) -> String {
    if json { lines(methods) } else { human(methods) }
}

/// A line a method, and what could not be resolved.
fn human(Methods { methods, unresolved }: &Methods<'_>) -> String {
    let width = methods.keys().map(|name| printable(name).chars().count()).max().unwrap_or(0).max("method".len());
    let mut text = match methods.is_empty() {
        true => "no claims transformations\n".to_owned(),
        false => format!("{:width$}  transformations  policies  support\n", "method"),
    };
    for (name, Method { policies, transformations }) in methods {
        let support = support_of_method(name).name().replace('_', " ");
        let (name, count, policies) = (printable(name), transformations.len(), policies.len());
        let _ = writeln!(text, "{name:width$}  {count:>15}  {policies:>8}  {support}");
    }
    if !unresolved.is_empty() {
        text.push_str("\nnot resolved, so that what is missing of their chains is not counted:\n");
    }
    for (path, id) in unresolved {
        let id = id.map_or_else(String::new, |id| format!(" ({})", printable(id)));
        let _ = writeln!(text, "  {}{id}", printable(path));
    }
    text
}

/// A line of JSON a method, and one with what could not be resolved, if there is any.
fn lines(Methods { methods, unresolved }: &Methods<'_>) -> String {
    let mut text: String = methods.iter().map(line).collect();
    if !unresolved.is_empty() {
        let policy = |(path, id): &(&str, Option<&str>)| object(&[("policy", optional(*id)), ("file", quote(path))]);
        let policies: Vec<String> = unresolved.iter().map(policy).collect();
        text += &object(&[("unresolved", array(&policies))]);
        text.push('\n');
    }
    text
}

fn line((name, method): (&&str, &Method<'_>)) -> String {
    let policies: Vec<String> = method.policies.iter().map(|id| quote(id)).collect();
    let places: Vec<String> = method.transformations.iter().map(|place| quote(place)).collect();
    object(&[
        ("method", quote(name)),
        ("support", quote(support_of_method(name).name())),
        ("policies", array(&policies)),
        ("places", array(&places)),
    ]) + "\n"
}

//! `claimsmith inspect`: what policies hold.
//!
//! - `question`: what is asked of which path
//! - `summary`: everything that policies say, and how much of it Claimsmith runs
//! - `keys`: the policy keys
//! - `redirect_uris`: what to register at the providers
//! - `methods`: which policies use which methods of claims transformations
//! - `profile`: a technical profile, merged, with the origin of each value
//! - `overrides`: what each file changes of its bases
//! - `graph`: which policy derives from which, or the steps of a journey

mod graph;
mod keys;
mod methods;
mod overrides;
mod profile;
mod question;
mod redirect_uris;
mod summary;

use crate::arguments::{Inspect, InspectFormat};
use crate::compilation::{self, Compilation};
use crate::findings::{Findings, Selection};
use crate::output::{self, Failure, Status, color_on_stderr, printable};
use claimsmith_compiler::Outcome;
use claimsmith_compiler::diagnostic::codes;
use claimsmith_compiler::inspect::summary::Summary;
use claimsmith_compiler::inspect::{Answer, FileOverrides, Found, JourneyGraph, MergedProfile, PolicyNode, Question};
use claimsmith_compiler::json::quote;
use question::{Topic, Wanted, wanted};
use std::collections::BTreeSet;

/// How many providers are named to somebody who asked for something that is not there.
const MOST_PROVIDERS: usize = 8;

/// What a policy holds.
#[derive(Debug)]
struct Entry<'r, T> {
    /// The environments it holds this in; none when it is the same in all, or when there are none.
    environments: Vec<&'r str>,
    /// The addresses of the applications there.
    application_urls: Vec<&'r str>,
    item: &'r T,
}

/// Prints what could be read of the policies, and their errors beside it: `check` reports the warnings.
///
/// # Errors
/// When there is no policy to look at.
pub(crate) fn run(arguments: &Inspect) -> Result<Status, Failure> {
    let wanted = wanted(arguments)?;
    let of_policies = match wanted.topic {
        Topic::Methods => compilation::Wanted::Transformations,
        _ => compilation::Wanted::Inventory(wanted.question.as_ref()),
    };
    let compilation = compilation::inspect(std::slice::from_ref(&wanted.path), &arguments.options, &of_policies)?;
    let selection = Selection { allowed: codes::ALL.to_vec(), ..Selection::default() };
    let findings = Findings::collect(&compilation, &selection);
    output::message(&findings.render_beside_result(color_on_stderr()));
    output::result(&shown(&wanted, arguments, &compilation)?)?;
    Ok(findings.status())
}

fn shown(wanted: &Wanted, arguments: &Inspect, compilation: &Compilation) -> Result<String, Failure> {
    let json = arguments.format == InspectFormat::Json;
    let url = arguments.application_url.as_deref();
    let inventory = || entries(compilation, |outcome| outcome.inventory.as_slice());
    Ok(match wanted.topic {
        Topic::Summary if json => summary::json(&entries(compilation, summaries_of), url),
        Topic::Summary => summary::human(&entries(compilation, summaries_of)),
        Topic::Keys if json => keys::json(&keys::collect(&inventory())),
        Topic::Keys => keys::human(&keys::collect(&inventory())),
        Topic::RedirectUris if json => redirect_uris::json(&redirect_uris::collect(&inventory(), url)),
        Topic::RedirectUris => redirect_uris::human(&redirect_uris::collect(&inventory(), url)),
        Topic::Methods => methods::shown(&methods::collect(compilation), json),
        Topic::Profile => profile::shown(&found(compilation, wanted, profiles)?, json),
        Topic::Overrides => overrides::shown(&entries(compilation, overrides_of), json),
        Topic::Graph if arguments.journey.is_none() => {
            graph::inheritance(&entries(compilation, inheritance_of), arguments.format)
        }
        Topic::Graph => graph::journeys(&found(compilation, wanted, journeys)?, arguments.format),
    })
}

fn profiles(outcome: &Outcome) -> Option<&Found<MergedProfile>> {
    match &outcome.answer {
        Some(Answer::TechnicalProfile(found)) => Some(found),
        _ => None,
    }
}

fn journeys(outcome: &Outcome) -> Option<&Found<JourneyGraph>> {
    match &outcome.answer {
        Some(Answer::Journey(found)) => Some(found),
        _ => None,
    }
}

fn summaries_of(outcome: &Outcome) -> &[Summary] {
    match &outcome.answer {
        Some(Answer::Summary(summaries)) => summaries,
        _ => &[],
    }
}

fn overrides_of(outcome: &Outcome) -> &[FileOverrides] {
    match &outcome.answer {
        Some(Answer::Overrides(files)) => files,
        _ => &[],
    }
}

fn inheritance_of(outcome: &Outcome) -> &[Vec<PolicyNode>] {
    match &outcome.answer {
        Some(Answer::Inheritance(policies)) => std::slice::from_ref(policies),
        _ => &[],
    }
}

/// What was found under an id, in each environment.
///
/// # Errors
/// When no policy has it, with the nearest id.
fn found<'r, T: PartialEq>(
    compilation: &'r Compilation,
    wanted: &Wanted,
    answer: impl Fn(&'r Outcome) -> Option<&'r Found<T>>,
) -> Result<Vec<Entry<'r, T>>, Failure> {
    let entries = entries(compilation, |outcome| answer(outcome).map_or(&[][..], |found| found.items.as_slice()));
    if !entries.is_empty() {
        return Ok(entries);
    }
    let failure = Failure::new(nothing(compilation, wanted));
    let near = compilation.runs.iter().find_map(|run| answer(&run.outcome)?.nearest.as_deref());
    Err(match near {
        Some(near) => failure.help(format!("did you mean `{}`?", printable(near))),
        None if wanted.topic == Topic::Profile => of_providers(compilation).into_iter().fold(failure, Failure::help),
        None => failure,
    })
}

/// The technical profiles that people look for first.
fn of_providers(compilation: &Compilation) -> Option<String> {
    let inventories = compilation.runs.iter().flat_map(|run| &run.outcome.inventory);
    let ids: BTreeSet<&str> = inventories.flat_map(|it| &it.providers).map(|provider| provider.id.as_str()).collect();
    let shown: Vec<String> = ids.iter().take(MOST_PROVIDERS).map(|id| format!("`{}`", printable(id))).collect();
    let more = if ids.len() > MOST_PROVIDERS { ", …" } else { "" };
    (!ids.is_empty()).then(|| format!("those that sign users in: {}{more}", shown.join(", ")))
}

/// That no policy has what is asked for: of those that could be read with all their bases, when some could not.
fn nothing(compilation: &Compilation, wanted: &Wanted) -> String {
    let outcomes = || compilation.runs.iter().map(|run| &run.outcome);
    let is_whole = outcomes().all(|outcome| outcome.inventory.len() == outcome.chains.len());
    let policy = if is_whole { "no policy" } else { "no policy that could be read with all its bases" };
    let named = || outcomes().flat_map(|outcome| &outcome.inventory).find_map(|it| it.user_journey.as_deref());
    match &wanted.question {
        Some(Question::TechnicalProfile(id)) => format!("{policy} has the technical profile `{}`", printable(id)),
        Some(Question::Journey(Some(id))) => format!("{policy} has the user journey `{}`", printable(id)),
        _ => named().map_or_else(
            || format!("{policy} has a default user journey"),
            |id| format!("the default user journey `{}` is not defined", printable(id)),
        ),
    }
}

/// Every item of every policy in every environment, once for all environments in which it is the same.
fn entries<'r, T: PartialEq>(
    compilation: &'r Compilation,
    items: impl Fn(&'r Outcome) -> &'r [T],
) -> Vec<Entry<'r, T>> {
    let mut entries: Vec<Entry<'r, T>> = Vec::new();
    for run in &compilation.runs {
        for item in items(&run.outcome) {
            match entries.iter_mut().find(|entry| entry.item == item) {
                Some(known) => {
                    known.environments.extend(run.environment.as_deref());
                    known.application_urls.extend(run.application_urls.iter().map(String::as_str));
                }
                None => entries.push(Entry {
                    environments: run.environment.iter().map(String::as_str).collect(),
                    application_urls: run.application_urls.iter().map(String::as_str).collect(),
                    item,
                }),
            }
        }
        for entry in entries.iter_mut().filter(|entry| entry.environments.len() == run.environments) {
            if run.environments > 1 {
                entry.environments.clear();
            }
        }
    }
    entries
}

fn optional(text: Option<&str>) -> String {
    text.map_or_else(|| "null".to_owned(), quote)
}

/// ` (Development, Test)`, or nothing.
fn environments(names: &[&str]) -> String {
    if names.is_empty() { String::new() } else { format!(" ({})", printable(&names.join(", "))) }
}

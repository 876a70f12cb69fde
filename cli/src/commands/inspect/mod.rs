//! `claimsmith inspect`: what policies hold.
//!
//! - this file: which question is asked of which path
//! - `summary`: every policy with its files, providers and keys
//! - `keys`: the policy keys
//! - `redirect_uris`: what to register at the providers

mod keys;
mod redirect_uris;
mod summary;

use crate::arguments::{AnswerFormat, Inspect};
use crate::compilation::{self, Compilation};
use crate::findings::{Findings, Selection};
use crate::output::{self, Failure, Status, color_on_stderr};
use claimsmith_compiler::inspect::Inventory;
use claimsmith_compiler::json::quote;
use std::path::Path;

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Topic {
    Summary,
    Keys,
    RedirectUris,
}

const TOPICS: &[(&str, Topic)] =
    &[("summary", Topic::Summary), ("keys", Topic::Keys), ("redirect-uris", Topic::RedirectUris)];

/// What a policy holds.
#[derive(Debug)]
struct Entry<'r> {
    /// The environments it holds this in; none when it is the same in all, or when there are none.
    environments: Vec<&'r str>,
    inventory: &'r Inventory,
}

/// Prints what could be read of the policies, and their findings beside it.
///
/// # Errors
/// When there is no policy to look at.
pub(crate) fn run(arguments: &Inspect) -> Result<Status, Failure> {
    let (topic, path) = question(&arguments.words)?;
    let compilation = compilation::check(std::slice::from_ref(path), &arguments.options)?;
    let findings = Findings::collect(&compilation, &Selection::default());
    output::message(&findings.render_beside_result(color_on_stderr()));
    let entries = entries(&compilation);
    let json = arguments.format == AnswerFormat::Json;
    let url = arguments.application_url.as_deref();
    let text = match topic {
        Topic::Summary if json => summary::json(&entries),
        Topic::Summary => summary::human(&entries),
        Topic::Keys if json => keys::json(&keys::collect(&entries)),
        Topic::Keys => keys::human(&keys::collect(&entries)),
        Topic::RedirectUris if json => redirect_uris::json(&redirect_uris::collect(&entries, url)),
        Topic::RedirectUris => redirect_uris::human(&redirect_uris::collect(&entries, url)),
    };
    output::result(&text)?;
    Ok(findings.status())
}

/// The topic and the path of `[TOPIC] PATH`, in either order.
fn question(words: &[String]) -> Result<(Topic, &String), Failure> {
    let topic = |word: &str| TOPICS.iter().find(|(name, _)| *name == word).map(|(_, topic)| *topic);
    let unknown = |word: &str| {
        let names: Vec<String> = TOPICS.iter().map(|(name, _)| format!("`{name}`")).collect();
        Failure::new(format!("`{word}` is nothing that can be shown")).help(format!("show one of {}", names.join(", ")))
    };
    match words {
        [word] if topic(word).is_some() && !Path::new(word).exists() => {
            Err(Failure::new(format!("`inspect {word}` needs a path")).help(format!("claimsmith inspect {word} PATH")))
        }
        [path] => Ok((Topic::Summary, path)),
        [first, second] => match (topic(first), topic(second)) {
            (Some(topic), _) => Ok((topic, second)),
            (None, Some(topic)) => Ok((topic, first)),
            (None, None) => Err(unknown(first)),
        },
        _ => Err(Failure::new("give one path")),
    }
}

/// Every policy in every environment, once for all environments in which it is the same.
fn entries(compilation: &Compilation) -> Vec<Entry<'_>> {
    let mut entries: Vec<Entry<'_>> = Vec::new();
    for run in &compilation.runs {
        for inventory in &run.outcome.inventory {
            match entries.iter_mut().find(|entry| entry.inventory == inventory) {
                Some(known) => known.environments.extend(run.environment.as_deref()),
                None => entries
                    .push(Entry { environments: run.environment.iter().map(String::as_str).collect(), inventory }),
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

//! Texts with which Azure AD B2C refuses an upload or ends a sign-in, pasted as they are.
//!
//! - `shape`: how a message is recognised, whatever became of its quotes and line breaks
//! - `structure`, `references`, `journeys`, `tenant`, `run_time`: the messages by subject

mod journeys;
mod references;
mod run_time;
mod shape;
mod structure;
mod tenant;

use super::{code, run_time_code};
use crate::output::{counted, printable};
use claimsmith_compiler::diagnostic::codes::Code;
use shape::{Found, Pasted, Shape};
use std::collections::BTreeSet;
use std::ops::Range;

/// The most messages of one text that are explained.
const MOST: usize = 100;

/// A message that B2C writes.
#[derive(Debug)]
struct Message {
    /// The wordings that are known, as [`Shape::read`] takes them.
    shapes: &'static [&'static str],
    /// What it is, in a few words.
    title: &'static str,
    /// What is wrong; `{name}` stands for a name of the message.
    meaning: &'static str,
    /// What to do.
    advice: &'static str,
    /// Our codes that find it before the upload; none where only the tenant can know.
    found_by: &'static [Code],
}

/// The messages; of two that begin at one place the first is taken.
const TABLES: &[&[Message]] =
    &[structure::MESSAGES, references::MESSAGES, journeys::MESSAGES, tenant::MESSAGES, run_time::MESSAGES];

/// What goes before all messages of one upload.
const ENVELOPE: &str = r#"validation error(s) found in policy "{policy}" of tenant "{tenant}""#;

/// What may stand before a message and says more about its place.
const BEFORE: &[&str] = &[
    "at line {line} col {column}",
    r#"in orchestration step {step} in user journey "{user_journey}""#,
    r#"TechnicalProfile "{technical_profile}" in policy"#,
    r#"policy "{policy}" of tenant "{tenant}""#,
];

/// What may stand behind a message.
const BEHIND: &[&str] = &[r#"List of possible elements expected: "{expected}""#, r#"in policy "{policy}""#];

/// How far away that may be, in bytes.
const NEAR: usize = 300;

/// Whether a text has a message, codes apart.
pub(super) fn is_known(text: &str) -> bool {
    !messages(&Pasted::new(text)).is_empty()
}

/// What a text says, each message once; `None` when nothing in it is known.
pub(super) fn explain(text: &str) -> Option<String> {
    let pasted = Pasted::new(text);
    let found = messages(&pasted);
    let envelope = Shape::read(ENVELOPE).find_in(&pasted, 0..pasted.len()).into_iter().next();
    let mut pages = Vec::new();
    let mut known = BTreeSet::new();
    let mut from = 0;
    for (at, (message, one)) in found.iter().enumerate() {
        let end = found.get(at + 1).map_or(pasted.len(), |(_, next)| next.range.start);
        let names = names(one, &pasted, from..end, envelope.as_ref());
        from = one.range.end;
        let page = page(message, &names);
        if known.insert(page.clone()) && pages.len() < MOST {
            pages.push(page);
        }
    }
    if let (Some(envelope), false) = (&envelope, pages.is_empty()) {
        pages.insert(0, head(envelope, known.len()));
    }
    if let more @ 1.. = known.len().saturating_sub(MOST) {
        pages.push(format!("{}\n", counted(more, "further error is left out", "further errors are left out")));
    }
    pages.extend(run_time_code::named_in(pasted.as_str()));
    (!pages.is_empty()).then(|| pages.join("\n"))
}

/// The messages of a text in the order of the text, none within another.
fn messages(pasted: &Pasted) -> Vec<(&'static Message, Found<'static>)> {
    let mut found = Vec::new();
    for message in TABLES.iter().copied().flatten() {
        for shape in message.shapes {
            let all = Shape::read(shape).find_in(pasted, 0..pasted.len());
            found.extend(all.into_iter().map(|one| (message, one)));
        }
    }
    found.sort_by_key(|(_, one)| one.range.start);
    let mut end = 0;
    found.retain(|(_, one)| {
        let is_new = one.range.start >= end;
        end = if is_new { one.range.end } else { end };
        is_new
    });
    found
}

/// The names of a message, then those around it that it does not have itself.
fn names(
    found: &Found<'static>,
    pasted: &Pasted,
    around: Range<usize>,
    envelope: Option<&Found<'static>>,
) -> Vec<(&'static str, String)> {
    let before = around.start.max(found.range.start.saturating_sub(NEAR))..found.range.start;
    let behind = found.range.end..around.end.min(found.range.end.saturating_add(NEAR));
    let last = |shape: &&'static str| Shape::read(shape).find_in(pasted, before.clone()).pop();
    let first = |shape: &&'static str| Shape::read(shape).find_in(pasted, behind.clone()).into_iter().next();
    let mut names = found.names.clone();
    let context = BEFORE.iter().filter_map(last).chain(BEHIND.iter().filter_map(first));
    for (name, value) in context.flat_map(|found| found.names) {
        let is_said = envelope.is_some_and(|envelope| {
            envelope.names.iter().any(|(known, said)| *known == name && said.eq_ignore_ascii_case(&value))
        });
        if !is_said && names.iter().all(|(known, _)| *known != name) {
            names.push((name, value));
        }
    }
    names
}

fn head(envelope: &Found<'static>, count: usize) -> String {
    let head = format!("the upload was refused: {}\n\n", counted(count, "error", "different errors"));
    head + &super::rows(&rows(&envelope.names))
}

fn page(message: &Message, names: &[(&'static str, String)]) -> String {
    let found_by = match message.found_by {
        [] => vec!["no check: only the tenant can know".to_owned()],
        codes => code::list(codes),
    };
    let mut page = rows(names);
    page.push(("meaning".to_owned(), vec![filled(message.meaning, names)]));
    page.push(("to do".to_owned(), vec![filled(message.advice, names)]));
    page.push(("found by".to_owned(), found_by));
    format!("{}\n\n{}", message.title, super::rows(&page))
}

fn rows(names: &[(&'static str, String)]) -> Vec<(String, Vec<String>)> {
    let shown = |value: &String| if value.is_empty() { "(empty)".to_owned() } else { printable(value) };
    names.iter().map(|(name, value)| (name.replace('_', " "), vec![shown(value)])).collect()
}

/// A sentence with the names of the message in it.
fn filled(sentence: &str, names: &[(&'static str, String)]) -> String {
    let mut text = sentence.to_owned();
    for (name, value) in names {
        text = text.replace(&format!("{{{name}}}"), &printable(value));
    }
    text
}

#[cfg(test)]
mod tests;

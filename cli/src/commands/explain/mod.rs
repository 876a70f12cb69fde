//! `claimsmith explain`: what a word or a text means.
//!
//! A term without a blank is one of
//! - `code`: a code of ours
//! - `run_time_code`: an `AADB2C` code
//! - `metadata`: a metadata key
//! - `transformation`: a method of claims transformations
//! - `claim_resolver`: a claim resolver
//!
//! anything else is a text that B2C has written: `upload_message`.

mod claim_resolver;
mod code;
mod metadata;
mod run_time_code;
mod transformation;
mod upload_message;

use crate::arguments::Explain;
use crate::output::{self, Failure, Status, printable};
use claimsmith_compiler::diagnostic::suggest::nearest;
use std::fmt::Write;
use std::io::{self, IsTerminal, Read};

/// The longest text that is looked at, in bytes.
const LONGEST: u64 = 256 * 1024;

/// The fewest words that may be a text whose quotes the shell has taken away.
const FEWEST_WORDS: usize = 3;

/// Prints what the terms mean.
///
/// # Errors
/// When there is no term, standard input cannot be read, or standard output cannot be written.
pub(crate) fn run(arguments: &Explain) -> Result<Status, Failure> {
    let terms = terms(arguments)?;
    let mut explanations = Vec::new();
    let mut status = Status::Clean;
    for term in &terms {
        match explain(term.trim()) {
            Some(explanation) => explanations.push(explanation),
            None => {
                status = Status::Errors;
                output::fail(&unknown(term.trim()));
            }
        }
    }
    output::result(&explanations.join("\n"))?;
    Ok(status)
}

/// The terms of the command line; standard input for `-`, or when there are none and it is no terminal.
fn terms(arguments: &Explain) -> Result<Vec<String>, Failure> {
    let given = &arguments.terms;
    if given.iter().filter(|term| *term == "-").count() > 1 {
        return Err(Failure::new("standard input can be read only once").help("give `-` once"));
    }
    if given.is_empty() {
        let text = if io::stdin().is_terminal() { String::new() } else { standard_input()? };
        return if text.trim().is_empty() { Err(nothing()) } else { Ok(vec![text]) };
    }
    let words = given.iter().all(|term| !term.contains(char::is_whitespace));
    let text = given.join(" ");
    if words && given.len() >= FEWEST_WORDS && upload_message::is_known(&text) {
        return Ok(vec![text]);
    }
    let term = |term: &String| if term == "-" { standard_input() } else { Ok(term.clone()) };
    given.iter().map(term).collect()
}

fn standard_input() -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let read = io::stdin().lock().take(LONGEST + 1).read_to_end(&mut bytes);
    read.map_err(|error| Failure::new(format!("cannot read standard input: {error}")))?;
    if bytes.len() as u64 > LONGEST {
        let message = format!("standard input has more than {} KiB", LONGEST / 1024);
        return Err(Failure::new(message).help("pass on only the message"));
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn explain(term: &str) -> Option<String> {
    if term.contains(char::is_whitespace) {
        return upload_message::explain(term);
    }
    code::explain(term)
        .or_else(|| run_time_code::explain(term))
        .or_else(|| metadata::explain(term))
        .or_else(|| transformation::explain(term))
        .or_else(|| claim_resolver::explain(term))
}

/// Rows of a page: a name, and beside it a line or several.
fn rows(rows: &[(String, Vec<String>)]) -> String {
    let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    let mut text = String::new();
    for (name, lines) in rows {
        for (at, line) in lines.iter().enumerate() {
            let name = if at == 0 { name } else { "" };
            let _ = writeln!(text, "  {name:<width$}  {line}");
        }
    }
    text
}

fn nothing() -> Failure {
    Failure::new("there is nothing to explain")
        .help("claimsmith explain TERM..., or pass a text on: claimsmith explain -")
}

fn unknown(term: &str) -> Failure {
    if term.contains(char::is_whitespace) {
        let failure = Failure::new("no message of Azure AD B2C is recognised in this text");
        return failure
            .help("`claimsmith check` looks for what is wrong with a policy; a code alone can be explained too");
    }
    let message = format!("nothing is known about `{}`", printable(term));
    let failure = Failure::new(message);
    let names = [
        code::names(),
        run_time_code::names(),
        metadata::names(term),
        transformation::names(),
        claim_resolver::names(),
    ]
    .concat();
    match nearest(term, names.iter().map(String::as_str)) {
        Some(near) => failure.help(format!("did you mean `{near}`?")),
        None => failure.help(
            "give a code such as `CS0101` or `AADB2C90025`, a metadata key such as `HttpBinding`, a transformation method \
             such as `FormatStringClaim`, a claim resolver such as `{OIDC:LoginHint}`, or the text of an upload error",
        ),
    }
}

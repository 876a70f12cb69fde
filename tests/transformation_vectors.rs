//! Vectors of claims transformations, each through generated code that was compiled from a policy, through
//! `claimsmith sign-in`, and through a function that is given the inputs: the same table for all.
//!
//! Data flow: vectors (`vector`) → claims and their types (`wiring`) → a policy (`policy`) → sign-ins with generated crates
//! (`generated`, and `application.rs`, which uses them) and from the terminal (`terminal`), and functions (`function`) → what
//! the vectors expect (`expectation`).
//!
//! The few vectors in `own.json` always run. `CLAIMSMITH_VECTORS` names a file with more, which is not part of this
//! repository.

#[path = "transformation_vectors/expectation.rs"]
mod expectation;
#[path = "transformation_vectors/function.rs"]
mod function;
#[path = "transformation_vectors/generated.rs"]
mod generated;
#[path = "transformation_vectors/policy.rs"]
mod policy;
#[path = "transformation_vectors/terminal.rs"]
mod terminal;
#[path = "common/tool.rs"]
mod tool;
#[path = "transformation_vectors/vector.rs"]
mod vector;
#[path = "transformation_vectors/wiring.rs"]
mod wiring;

use claimsmith_compiler::loader::MemoryLoader;
use claimsmith_compiler::source::Span;
use claimsmith_compiler::{Options, Purpose, Severity, compile};
use policy::{DEFAULT_LANGUAGE, Profiles};
use std::path::PathBuf;
use vector::Vector;

/// Vectors that fail when they run at Microsoft, and when they are compiled here: with the code of the error, which stands at
/// the claims transformation.
const REFUSED: &[(&str, &str)] = &[
    ("own FormatStringClaim", "CS0526"),
    // A parameter of another data type than the method's.
    ("CompareClaims/5", "CS0524"),
    ("CompareClaimToValue/5", "CS0524"),
    // A format string with an argument that is not there, a lone brace, a word in braces.
    ("FormatStringClaim/9", "CS0526"),
    ("FormatStringClaim/10", "CS0526"),
    ("FormatStringClaim/11", "CS0526"),
    // Nothing to look for.
    ("StringReplace/3", "CS0525"),
];

#[test]
fn every_vector_passes_through_generated_code() {
    let all = vector::all();
    let (refused, run) = divide(&all);
    let mut wrong: Vec<String> = refused.iter().flat_map(|(vector, code)| not_refused(vector, code, &all)).collect();
    wrong.extend(generated::sign_in(&folder("vectors-generated"), &run, &all));
    println!("{} vectors: {} through generated code, {} compile errors", all.len(), run.len(), refused.len());
    assert!(wrong.is_empty(), "{} disagreements:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_vector_passes_through_the_tool() {
    let all = vector::all();
    let (refused, run) = divide(&all);
    let wrong = terminal::sign_in(&folder("vectors-terminal"), &run, &all);
    println!("{} vectors: {} through the tool, {} compile errors", all.len(), run.len(), refused.len());
    assert!(wrong.is_empty(), "{} disagreements:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_vector_passes_through_a_function() {
    let all = vector::all();
    let (_, run) = divide(&all);
    let wrong = function::transform(&run, &all);
    println!("{} vectors: {} through functions", all.len(), run.len());
    assert!(wrong.is_empty(), "{} disagreements:\n{}", wrong.len(), wrong.join("\n"));
}

fn folder(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name)
}

/// Those that do not compile, with the code that says so, and those that run.
fn divide(all: &[Vector]) -> (Vec<(&Vector, &'static str)>, Vec<&Vector>) {
    let code = |vector: &Vector| REFUSED.iter().find(|(id, _)| *id == vector.id).map(|(_, code)| *code);
    let refused = all.iter().filter_map(|vector| Some((vector, code(vector)?))).collect();
    (refused, all.iter().filter(|vector| code(vector).is_none()).collect())
}

/// Where a vector that must not compile does, or for another reason.
fn not_refused(vector: &Vector, code: &str, all: &[Vector]) -> Option<String> {
    let xml = policy::xml(Profiles::Clients, &[vector], all, DEFAULT_LANGUAGE);
    let id = &vector.id;
    let element = format!("<ClaimsTransformation Id=\"{}\"", vector.name());
    let expected = xml.lines().position(|line| line.starts_with(&element)).expect("the policy has it") + 1;
    let mut loader = MemoryLoader::default();
    loader.insert("policy.xml", xml);
    let outcome = compile(&Options::new(["policy.xml"], Purpose::Generate), &loader);
    let errors = outcome.diagnostics.iter().filter(|it| it.severity == Severity::Error);
    let found: Vec<(&str, usize)> = errors
        .map(|it| {
            let line = |span: Span| outcome.sources.get(span.file).line_column(span.start).0;
            (it.code.id, it.primary.as_ref().map_or(0, |label| line(label.span) as usize))
        })
        .collect();
    let fits = vector.expected_error() == Some("exception") && found.contains(&(code, expected));
    (!fits).then(|| format!("{id}: expected {code} at line {expected}: {found:?}"))
}

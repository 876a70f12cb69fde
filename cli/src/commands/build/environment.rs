//! One environment from its policies to the files in its folder.

use super::folder::{self, Changes};
use super::layout;
use crate::arguments::Build;
use crate::compilation::{Compilation, Run, compile_on_disk};
use crate::findings::{Findings, Found, Selection};
use crate::output::{self, Failure, Status, counted, printable};
use crate::project::Environment;
use claimsmith_compiler::diagnostic::render;
use claimsmith_compiler::loader::DiskLoader;
use claimsmith_compiler::publish::{Publication, publish};
use claimsmith_compiler::{Outcome, Purpose, Severity};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// Name of the file that lists the policies in the order in which B2C takes them.
const UPLOAD_ORDER: &str = "upload-order.txt";

/// How many places of one setting are named.
const MOST_PLACES: usize = 3;

/// An environment to build.
#[derive(Debug)]
pub(super) struct Job {
    pub(super) environment: Environment,
    pub(super) place: Place,
}

/// Where an environment is built.
#[derive(Debug)]
pub(super) struct Place {
    /// The folder, absolute.
    pub(super) folder: PathBuf,
    /// How the user knows it.
    pub(super) shown: String,
}

/// Place and code of a finding: what makes it the same in two environments.
pub(super) type Key = (Option<(String, u32)>, &'static str);

/// What became of an environment.
#[derive(Debug)]
pub(super) struct Built {
    /// The errors of its policies, rendered.
    pub(super) errors: Vec<(Key, String)>,
    /// How many warnings there are.
    pub(super) warnings: usize,
    /// Why it was not built.
    pub(super) failure: Option<Failure>,
    /// What was done to its folder, and how many policies it holds.
    pub(super) written: Option<(Changes, usize)>,
    pub(super) status: Status,
}

/// Compiles the policies and writes them, unless they have an error.
pub(super) fn build(job: &Job, selection: &Selection, deny_warnings: bool, arguments: &Build) -> Built {
    let Job { environment, place } = job;
    let outcome = compile_on_disk(&environment.options_on_disk(Purpose::Check), DiskLoader::new("."));
    let name = environment.is_named.then(|| environment.name.clone());
    let keys = environment.keys.clone();
    let run = Run {
        environment: name,
        application_urls: Vec::new(),
        environments: 1,
        leaves_out_environments: false,
        keys,
        outcome,
    };
    let compilation = Compilation { runs: vec![run], policies: environment.policies.len(), notes: Vec::new() };
    let findings = Findings::collect(&compilation, selection);
    let warnings = findings.count(Severity::Warning);
    let status = if deny_warnings && warnings > 0 { Status::Errors.max(findings.status()) } else { findings.status() };
    let (written, status, failure) = match compilation.runs.first().map(|run| &run.outcome) {
        Some(outcome) if status == Status::Clean => match write(outcome, environment, place, arguments) {
            Ok(written) => (Some(written), status, None),
            Err(Refusal { status, failure }) => (None, status, Some(failure)),
        },
        _ => (None, status, Some(not_built(environment, &why(&findings)))),
    };
    Built { errors: errors(&findings), warnings, failure, written, status }
}

fn why(findings: &Findings<'_>) -> String {
    let summary = findings.summary();
    if findings.status() == Status::Clean {
        format!("{summary}, and `claimsmith.toml` denies warnings")
    } else {
        summary
    }
}

fn errors(findings: &Findings<'_>) -> Vec<(Key, String)> {
    let errors = findings.list().iter().filter(|found| found.diagnostic.severity == Severity::Error);
    let rendered = |found: &Found<'_>| {
        let Found { diagnostic, sources, .. } = found;
        let start = diagnostic.primary.as_ref().map_or(0, |label| label.span.start);
        let key = (found.path().map(|path| (path.to_owned(), start)), diagnostic.code.id);
        (key, render::terminal(diagnostic, sources, output::color_on_stderr()) + "\n\n")
    };
    errors.map(rendered).collect()
}

fn not_built(environment: &Environment, why: &str) -> Failure {
    let name =
        if environment.is_named { format!("`{}` is", printable(&environment.name)) } else { "the policies are".into() };
    Failure::new(format!("{name} not built: {why}"))
}

/// Why files were not written.
struct Refusal {
    status: Status,
    failure: Failure,
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        Self { status: Status::Usage, failure }
    }
}

fn write(
    outcome: &Outcome,
    environment: &Environment,
    place: &Place,
    arguments: &Build,
) -> Result<(Changes, usize), Refusal> {
    let publication = publish(outcome);
    if let Some(failure) = exposed(&publication, outcome, environment, &arguments.allowed_secrets) {
        return Err(Refusal { status: Status::Errors, failure });
    }
    let policies = publication.files.len();
    if policies == 0 {
        return Err(not_built(environment, "it has no policies").into());
    }
    let files = files(publication, outcome, environment.settings.as_deref())?;
    Ok((folder::write(&place.folder, &files, arguments.force)?, policies))
}

/// The files by their path in the folder of the environment.
fn files(
    publication: Publication,
    outcome: &Outcome,
    settings: Option<&str>,
) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
    let path = |file| outcome.sources.get(file).path();
    let paths: Vec<&str> = publication.files.iter().map(|it| path(it.file)).collect();
    let places = layout::sub_paths(&paths, settings)?;
    let mut order = String::new();
    let mut files = BTreeMap::new();
    for file in publication.files {
        let Some(place) = places.get(path(file.file)) else { continue };
        order += &format!("{place}\n");
        files.insert(place.clone(), file.bytes);
    }
    match files.insert(UPLOAD_ORDER.to_owned(), order.into_bytes()) {
        None => Ok(files),
        Some(_) => Err(Failure::new(format!("no policy file can have the name `{UPLOAD_ORDER}`"))),
    }
}

/// Why the values of settings must not be written.
fn exposed(
    publication: &Publication,
    outcome: &Outcome,
    environment: &Environment,
    allowed: &[String],
) -> Option<Failure> {
    let mut settings: BTreeMap<String, (&str, BTreeSet<String>)> = BTreeMap::new();
    for exposure in &publication.exposures {
        let (_, places) =
            settings.entry(exposure.setting.to_lowercase()).or_insert((&exposure.setting, BTreeSet::new()));
        places.insert(outcome.sources.place(exposure.place));
    }
    settings.retain(|name, _| !allowed.iter().any(|allowed| allowed.to_lowercase() == *name));
    let (first, _) = settings.values().next()?;
    let look = if settings.len() == 1 {
        "the value of a setting looks like a secret"
    } else {
        "values of settings look like secrets"
    };
    let failure = not_built(environment, &format!("{look}, and everybody who reads a policy would read it"));
    let failure = settings.values().fold(failure, |failure, (name, places)| failure.help(at(name, places)));
    Some(
        failure
            .help("keep a secret as a policy key of the tenant and name it among the `CryptographicKeys`")
            .help(format!("if this is none, build with --allow-secret {}", printable(first))),
    )
}

/// `QqSecret` stands in these places.
fn at(name: &str, places: &BTreeSet<String>) -> String {
    let named: Vec<String> = places.iter().take(MOST_PLACES).map(|place| format!("`{}`", printable(place))).collect();
    let more = places.len().saturating_sub(MOST_PLACES);
    let more = if more > 0 { format!(" and {}", counted(more, "more place", "more places")) } else { String::new() };
    format!("`{{Settings:{}}}` is in {}{more}", printable(name), named.join(", "))
}

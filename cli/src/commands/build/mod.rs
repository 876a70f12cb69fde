//! `claimsmith build`: the policies as B2C takes them.
//!
//! - this file: which environments are built, and what is said of it
//! - `environment`: one environment from its policies to the files in its folder
//! - `layout`: where its files go
//! - `folder`: writes them without ever losing what somebody else wrote
//! - `manifest`: which files this tool wrote

mod environment;
mod folder;
mod layout;
mod manifest;

use crate::arguments::{Build, Deny, PolicyOptions};
use crate::findings::Selection;
use crate::output::{self, Failure, Status, counted, printable};
use crate::paths::{absolute, folder as folder_of, on_disk};
use crate::project::{Environment, Project};
use claimsmith_compiler::parallel;
use environment::{Built, Job, Place};
use folder::Changes;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// How many environments are named as a choice.
const MOST_NAMED: usize = 10;

/// Builds the environments; one with an error is not written, the others are.
///
/// # Errors
/// When there is nothing to build, several environments share a folder, or one would be built into its own sources.
pub(crate) fn run(arguments: &Build) -> Result<Status, Failure> {
    let project = Project::current()?;
    let environments = environments(&project, arguments)?;
    let jobs = jobs(environments, arguments)?;
    let mut selection = Selection { allowed: project.check.allow.clone(), ..Selection::default() };
    selection.vendored.add(project.folder(), &project.check.vendored);
    let codes = project.check.deny.iter().filter_map(|deny| match deny {
        Deny::Warnings => None,
        Deny::Code(code) => Some(*code),
    });
    selection.denied.extend(codes);
    let job = |job: &Job| environment::build(job, &selection, project.check.deny.contains(&Deny::Warnings), arguments);
    report(&jobs, &parallel::map(&jobs, job))
}

/// The environments to build, each with the folders of all other policies to look for bases in.
fn environments(project: &Project, arguments: &Build) -> Result<Vec<Environment>, Failure> {
    let every = PolicyOptions {
        bases: arguments.options.bases.clone(),
        settings: arguments.options.settings.clone(),
        environment: None,
    };
    let all = project.environments(&every)?;
    let wanted = match &arguments.options.environment {
        Some(_) => project.environments(&arguments.options)?,
        None => of_settings(all.clone()),
    };
    if let ([first, _, ..], false) = (wanted.as_slice(), arguments.all) {
        let of = first.settings.as_deref().or(project.path.as_deref()).unwrap_or("claimsmith.toml");
        let failure = Failure::new(format!("`{of}` has several environments; name one, or build all with --all"));
        let names = wanted.iter().take(MOST_NAMED);
        return Err(names.fold(failure, |failure, it| failure.help(format!("--environment \"{}\"", it.name))));
    }
    let mut folders: BTreeMap<Option<&str>, BTreeSet<&str>> = BTreeMap::new();
    for environment in &all {
        let known = folders.entry(environment.settings.as_deref()).or_default();
        known.extend(environment.policies.iter().map(|policy| folder_of(policy)));
    }
    let with_bases = |mut environment: Environment| {
        let others = folders.iter().filter(|(settings, _)| **settings != environment.settings.as_deref());
        let more: BTreeSet<&str> = others.flat_map(|(_, folders)| folders.iter().copied()).collect();
        environment.bases.extend(more.into_iter().map(str::to_owned));
        environment
    };
    Ok(wanted.into_iter().map(with_bases).collect())
}

/// Where there are settings, policies without any are bases of the others.
fn of_settings(mut all: Vec<Environment>) -> Vec<Environment> {
    if all.iter().any(|environment| environment.is_named) {
        all.retain(|environment| environment.is_named);
    }
    all
}

fn jobs(environments: Vec<Environment>, arguments: &Build) -> Result<Vec<Job>, Failure> {
    let out = absolute(Path::new(&arguments.folder));
    let sources: BTreeSet<PathBuf> = environments
        .iter()
        .flat_map(|environment| environment.policies.iter().chain(&environment.overlay))
        .map(|policy| real(&absolute(on_disk(policy))))
        .collect();
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    let mut jobs = Vec::new();
    for environment in environments {
        let place = if environment.is_named {
            let name = layout::folder_name(&environment.name)?;
            Place { folder: out.join(name), shown: format!("{}/{name}", arguments.folder.trim_end_matches('/')) }
        } else {
            Place { folder: out.clone(), shown: arguments.folder.clone() }
        };
        let settings = environment.settings.clone().unwrap_or_default();
        if let Some(other) = known.insert(environment.name.to_lowercase(), settings.clone()) {
            let name = printable(&environment.name);
            if other == settings {
                return Err(Failure::new(format!("`{settings}` has two environments `{name}`"))
                    .help("give one of them another `Name`: case makes no difference"));
            }
            return Err(Failure::new(format!("`{other}` and `{settings}` both have an environment `{name}`"))
                .help("build them one after the other, with --settings"));
        }
        let own = real(&place.folder);
        if sources.iter().any(|source| source.starts_with(&own)) {
            let message = format!("cannot build into `{}`: the policies that are built stand in it", place.shown);
            return Err(Failure::new(message).help("name a folder with --out that holds nothing else"));
        }
        jobs.push(Job { environment, place });
    }
    Ok(jobs)
}

/// The path with symbolic links followed, as far as it is there.
fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// Says what became of each environment. An error that several share is shown with the first.
fn report(jobs: &[Job], all: &[Built]) -> Result<Status, Failure> {
    let mut shown = BTreeSet::new();
    let mut status = Status::Clean;
    for (job, built) in jobs.iter().zip(all) {
        for (key, text) in &built.errors {
            if shown.insert(key) {
                output::message(text);
            }
        }
        if let Some(failure) = &built.failure {
            output::fail(failure);
        }
        if let Some((changes, files)) = &built.written {
            output::result(&line(job, *changes, *files))?;
        }
        status = status.max(built.status);
    }
    if let warnings @ 1.. = all.iter().map(|built| built.warnings).max().unwrap_or_default() {
        let warnings = match (warnings, all.len()) {
            (1, 1) => "there is 1 warning".to_owned(),
            (warnings, 1) => format!("there are {warnings} warnings"),
            (1, _) => "there is 1 warning in some environments".to_owned(),
            (warnings, _) => format!("there are up to {warnings} warnings in an environment"),
        };
        output::message(&format!("note: {warnings}; `claimsmith check` shows them\n"));
    }
    Ok(status)
}

/// `built contoso in out/contoso: 6 files, 2 written, 1 removed`
fn line(job: &Job, changes: Changes, files: usize) -> String {
    let what = if changes == Changes::default() { "up to date:" } else { "built" };
    let name = if job.environment.is_named { printable(&job.environment.name) } else { "the policies".to_owned() };
    let mut text =
        format!("{what} {name} in {}: {}", printable(&job.place.shown), counted(files, "policy", "policies"));
    for (count, done) in [(changes.written, "written"), (changes.removed, "removed")] {
        if count > 0 {
            text += &format!(", {} {done}", counted(count, "file", "files"));
        }
    }
    text + "\n"
}

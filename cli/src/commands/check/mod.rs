//! `claimsmith check`: what is wrong with policies.
//!
//! - this file: one check, from the flags and `claimsmith.toml` to the exit status
//! - `baseline`: findings that are known and not shown
//! - `fix`: makes the changes that are certain
//! - `watch`: checks again when a file changes

mod baseline;
mod fix;
mod watch;

use crate::arguments::{Check, Deny, FindingFormat};
use crate::compilation::{self, Compilation, Run};
use crate::disk::Edited;
use crate::findings::{Findings, Selection};
use crate::output::{self, Failure, Status, counted};
use crate::paths::{folder, normalize, shown};
use crate::project::Project;
use baseline::Baseline;
use claimsmith_compiler::diagnostic::codes::{CHAIN_TOO_DEEP, SETTINGS_FILE};
use claimsmith_compiler::{Diagnostic, Severity};
use std::collections::BTreeSet;

/// Prints the findings.
///
/// # Errors
/// When there is nothing to check, or a file of ours (`claimsmith.toml`, the baseline) is not what it should be.
pub(crate) fn run(arguments: &Check) -> Result<Status, Failure> {
    if arguments.paths.is_empty() {
        let project = Project::current().or_else(|failure| Err(reported(failure, arguments)?))?;
        return run(&Check { paths: vec![shown(project.folder()).to_owned()], ..arguments.clone() });
    }
    if arguments.watch {
        return watch::run(arguments);
    }
    once(arguments).map(|checked| checked.status).or_else(|failure| Err(reported(failure, arguments)?))
}

/// A failure about a file of the project is a finding in every format but the one for people, who read standard error.
fn reported(failure: Failure, arguments: &Check) -> Result<Failure, Failure> {
    let findings = failure.findings(SETTINGS_FILE).filter(|_| arguments.format != FindingFormat::Human);
    let Some((sources, diagnostics)) = findings else { return Ok(failure) };
    let compilation =
        Compilation { runs: vec![Run::of_findings(sources, diagnostics)], policies: 0, notes: Vec::new() };
    let findings = Findings::collect(&compilation, &Selection::default());
    output::result(&findings.render(arguments.format, false))?;
    Ok(failure)
}

/// What came of one check.
#[derive(Debug)]
struct Checked {
    status: Status,
    /// `2 errors in 3 policies`.
    summary: String,
    /// Every file that was read.
    read: BTreeSet<String>,
}

/// What flags and `claimsmith.toml` ask for.
#[derive(Debug)]
struct Plan {
    selection: Selection,
    deny_warnings: bool,
    baseline: Option<String>,
    project: Option<String>,
}

impl Plan {
    fn new(arguments: &Check) -> Result<Self, Failure> {
        let mut plan = Self {
            selection: Selection { allowed: arguments.allowed.clone(), ..Selection::default() },
            deny_warnings: false,
            baseline: arguments.baseline.as_deref().map(normalize),
            project: None,
        };
        plan.selection.vendored.add("", &arguments.vendored);
        plan.deny(&arguments.denied);
        let Some(Project { path: Some(path), check, .. }) = Project::nearest(&arguments.paths)? else {
            return Ok(plan);
        };
        plan.selection.allowed.extend(check.allow);
        plan.selection.vendored.add(folder(&path), &check.vendored);
        plan.deny(&check.deny);
        plan.baseline = plan.baseline.or(check.baseline);
        plan.project = Some(path);
        Ok(plan)
    }

    fn deny(&mut self, denied: &[Deny]) {
        for deny in denied {
            match deny {
                Deny::Warnings => self.deny_warnings = true,
                Deny::Code(code) => self.selection.denied.push(*code),
            }
        }
    }
}

fn once(arguments: &Check) -> Result<Checked, Failure> {
    let plan = Plan::new(arguments)?;
    for code in plan.selection.allowed.iter().filter(|code| code.severity == Severity::Error) {
        output::message(&format!("note: {} is an error; --allow leaves out warnings only\n", code.id));
    }
    let baseline = match (&arguments.write_baseline, &plan.baseline) {
        (None, Some(path)) => Some(Baseline::read(path)?),
        _ => None,
    };
    let compilation = if arguments.fix {
        fix::run(arguments, &plan.selection, baseline.as_ref())?
    } else {
        compilation::check_edited(&arguments.paths, &arguments.options, &Edited::default())?
    };
    compilation.notes.iter().for_each(|note| output::message(note));
    let mut findings = Findings::collect(&compilation, &plan.selection);
    let mut stale = 0;
    if let Some(path) = arguments.write_baseline.as_deref().map(normalize) {
        write_baseline(&path, &mut findings)?;
    } else if let Some(baseline) = &baseline {
        let unmatched = baseline.hide(&mut findings);
        // A baseline is of all environments: one alone leaves entries unmatched.
        if arguments.options.environment.is_none() {
            stale = report_stale(baseline, &unmatched, &findings, &compilation);
        }
    }
    output::result(&findings.render(arguments.format, output::color_on_stdout()))?;
    let status = status(&findings, stale, &plan);
    let checked = Checked { status, summary: findings.summary(), read: read(&compilation, &plan) };
    if !arguments.watch {
        // The process ends: to give back what was read in a hundred thousand small pieces would take longer than a rule.
        drop(findings);
        std::mem::forget(compilation);
    }
    Ok(checked)
}

fn write_baseline(path: &str, findings: &mut Findings<'_>) -> Result<(), Failure> {
    let baseline = Baseline::of(path, findings);
    baseline.write()?;
    baseline.hide(findings);
    output::message(&format!("wrote {} to `{path}`\n", counted(baseline.len(), "finding", "findings")));
    Ok(())
}

/// Says which entries of the baseline cover nothing any more; their number.
fn report_stale(
    baseline: &Baseline,
    unmatched: &baseline::Entries,
    findings: &Findings<'_>,
    compilation: &Compilation,
) -> usize {
    // What was not listed for want of space may be there all the same.
    if findings.truncated() {
        return 0;
    }
    // Behind a file that cannot be read, or a chain that is broken, everything may be there all the same.
    let is_hidden = findings.list().iter().any(|found| hides_others(&found.diagnostic));
    let sources = compilation.runs.iter().flat_map(|run| run.outcome.sources.iter()).filter(|_| !is_hidden);
    let read: BTreeSet<&str> =
        sources.filter(|(_, source)| source.is_read()).map(|(_, source)| source.path()).collect();
    let stale = baseline.stale(unmatched, &read);
    if !stale.is_empty() {
        output::message(&baseline.describe(&stale));
    }
    stale.len()
}

/// Whether a new finding is that something could not be read, or that a chain does not hold: everything that the policies
/// mean is looked for after that.
fn hides_others(finding: &Diagnostic) -> bool {
    finding.severity == Severity::Error && finding.code.id <= CHAIN_TOO_DEEP.id
}

fn status(findings: &Findings<'_>, stale: usize, plan: &Plan) -> Status {
    let status = findings.status();
    if status != Status::Clean {
        return status;
    }
    let denies = plan.deny_warnings || !plan.selection.denied.is_empty();
    let error = if plan.deny_warnings && findings.count(Severity::Warning) > 0 {
        "there are warnings, and they are denied (--deny warnings)"
    } else if plan.deny_warnings && stale > 0 {
        "the baseline has stale entries, and warnings are denied (--deny warnings)"
    } else if findings.truncated() && (findings.hidden() > 0 || denies) {
        // What would fail may be among those that were not kept.
        "there are more findings than one run keeps; check a part of the policies"
    } else {
        return status;
    };
    output::message(&format!("error: {error}\n"));
    Status::Errors
}

fn read(compilation: &Compilation, plan: &Plan) -> BTreeSet<String> {
    let sources = compilation.runs.iter().flat_map(|run| run.outcome.sources.iter());
    let sources = sources.map(|(_, source)| source.path().to_owned());
    sources.chain(plan.baseline.clone()).chain(plan.project.clone()).collect()
}

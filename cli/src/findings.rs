//! The findings of all runs, each once, in the format that was asked for.

use crate::arguments::FindingFormat;
use crate::compilation::{Compilation, Run};
use crate::output::{Status, counted};
use crate::path_patterns::PathPatterns;
use crate::paths::in_repository;
use claimsmith_compiler::diagnostic::codes::{Code, UNUSED_POLICY_KEY, UNUSED_SUPPRESSION};
use claimsmith_compiler::diagnostic::render::offered_fix;
use claimsmith_compiler::diagnostic::report::{self, Affected, Finding, Tool};
use claimsmith_compiler::diagnostic::{Applicability, Fix, render};
use claimsmith_compiler::xml::ElementPaths;
use claimsmith_compiler::{Diagnostic, Severity, SourceMap};
use std::collections::{BTreeMap, BTreeSet};

/// The most codes named below the findings.
const MOST_CODES: usize = 5;

/// What makes two findings of different runs the same one: place, code, and the message without the environment. Also
/// the order they are shown in.
type Key<'r> = (Option<(&'r str, u32, u32)>, &'static str, String);

/// Which findings matter, and how much.
#[derive(Debug, Default)]
pub(crate) struct Selection {
    /// Codes whose warnings are left out.
    pub(crate) allowed: Vec<Code>,
    /// Codes whose warnings are errors, whether they are allowed or not: what somebody forbids, nobody else permits.
    pub(crate) denied: Vec<Code>,
    /// Files of which only errors are shown, denied codes or not.
    pub(crate) vendored: PathPatterns,
}

impl Selection {
    /// How much a finding in this file matters; `None` when it is left out.
    fn severity(&self, diagnostic: &Diagnostic, path: Option<&str>) -> Option<Severity> {
        let Diagnostic { severity, code, .. } = diagnostic;
        if *severity == Severity::Error {
            Some(Severity::Error)
        } else if path.is_some_and(|path| self.vendored.contains(path)) {
            None
        } else if self.denied.contains(code) {
            Some(Severity::Error)
        } else {
            (!self.allowed.contains(code)).then_some(Severity::Warning)
        }
    }
}

/// A finding, made in one run or in several.
#[derive(Debug)]
pub(crate) struct Found<'r> {
    /// The finding as the first of these runs made it, with notes on whom it affects.
    pub(crate) diagnostic: Diagnostic,
    /// The files of that run.
    pub(crate) sources: &'r SourceMap,
    /// The message without the environment.
    pub(crate) message: String,
    affected: Affected,
    /// Whether it was made with the same fix in every environment of its policies.
    is_everywhere: bool,
}

impl Found<'_> {
    /// Path of the file it is in, of those that were read.
    pub(crate) fn path(&self) -> Option<&str> {
        let source = self.sources.get(self.diagnostic.primary.as_ref()?.span.file);
        source.is_read().then(|| source.path())
    }

    /// The fix, when nobody has to look at it before it is made.
    pub(crate) fn certain_fix(&self) -> Result<&Fix, Uncertain> {
        let wanted = self.diagnostic.fix.as_ref().filter(|fix| fix.applicability == Applicability::MachineApplicable);
        if wanted.is_none() {
            return Err(Uncertain::None);
        }
        let fix = offered_fix(&self.diagnostic, self.sources).ok_or(Uncertain::Setting)?;
        if self.is_everywhere { Ok(fix) } else { Err(Uncertain::Environments) }
    }
}

/// Why a fix is not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Uncertain {
    /// There is none that is certain.
    None,
    /// It would edit a placeholder, in whose place the compiler saw a value.
    Setting,
    /// It is not the same in every environment.
    Environments,
}

/// The findings of all runs.
#[derive(Debug)]
pub(crate) struct Findings<'r> {
    list: Vec<Found<'r>>,
    policies: usize,
    environments: usize,
    /// Whether there were more findings than a run keeps.
    truncated: bool,
    /// How many are in the baseline.
    hidden: usize,
}

impl<'r> Findings<'r> {
    /// Collects the findings that matter. One that was made in several environments is there once and says in how many.
    pub(crate) fn collect(compilation: &'r Compilation, selection: &Selection) -> Self {
        let reach: Vec<Reach<'r>> = compilation.runs.iter().map(reach).collect();
        let mut found: BTreeMap<Key<'r>, Vec<Made<'r, '_>>> = BTreeMap::new();
        for (run, reach) in compilation.runs.iter().zip(&reach) {
            for diagnostic in &run.outcome.diagnostics {
                let key = key(run, diagnostic);
                let path = key.0.map(|(path, ..)| path);
                if let Some(severity) = selection.severity(diagnostic, path) {
                    found.entry(key).or_default().push(Made { run, reach, diagnostic, severity });
                }
            }
        }
        let runs = || compilation.runs.iter().zip(&reach);
        let list = found.into_iter().filter_map(|(key, same)| {
            let readers: Vec<&Run> = runs()
                .filter(|(run, reach)| {
                    key.0.is_some_and(|(path, start, _)| reach.contains_key(path) || run.declares_key(path, start))
                })
                .map(|(run, _)| run)
                .collect();
            joined(key, &same, &readers)
        });
        let list = list.collect();
        let environments = compilation.runs.iter().map(|run| run.environments).max().unwrap_or(1);
        let truncated = compilation.runs.iter().any(|run| run.outcome.truncated);
        Self { list, policies: compilation.policies, environments, truncated, hidden: 0 }
    }

    /// The findings, by place.
    pub(crate) fn list(&self) -> &[Found<'r>] {
        &self.list
    }

    /// Whether there were more findings than a run keeps.
    pub(crate) fn truncated(&self) -> bool {
        self.truncated
    }

    /// For each finding the element it is in, by ids.
    pub(crate) fn elements(&self) -> Vec<String> {
        let mut known: BTreeMap<&str, ElementPaths<'_>> = BTreeMap::new();
        let element = |found: &Found<'r>| {
            let Some(label) = &found.diagnostic.primary else { return String::new() };
            let source = found.sources.get(label.span.file);
            known.entry(source.path()).or_insert_with(|| ElementPaths::new(source.original())).at(label.span.start)
        };
        self.list.iter().map(element).collect()
    }

    /// Leaves out the findings of the baseline: those at these places of the list.
    pub(crate) fn hide(&mut self, hidden: &BTreeSet<usize>) {
        self.hidden = hidden.len();
        let list = std::mem::take(&mut self.list);
        self.list =
            list.into_iter().enumerate().filter(|(at, _)| !hidden.contains(at)).map(|(_, found)| found).collect();
    }

    /// How many findings are in the baseline.
    pub(crate) fn hidden(&self) -> usize {
        self.hidden
    }

    /// The number of findings that matter this much.
    pub(crate) fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|found| found.diagnostic.severity == severity).count()
    }

    /// How the command ends: an error that is about an argument is one of usage.
    pub(crate) fn status(&self) -> Status {
        let errors = self.list.iter().filter(|found| found.diagnostic.severity == Severity::Error);
        let status = |found: &Found<'_>| found.diagnostic.argument.map_or(Status::Errors, |_| Status::Usage);
        errors.map(status).max().unwrap_or(Status::Clean)
    }

    /// The findings as text, a summary at the end except in the formats that have no place for one.
    pub(crate) fn render(&self, format: FindingFormat, color: bool) -> String {
        let findings: Vec<Finding<'_>> = self
            .list
            .iter()
            .map(|Found { diagnostic, sources, affected, .. }| Finding { diagnostic, sources, affected })
            .collect();
        if format == FindingFormat::Sarif {
            let (version, repository) = (env!("CARGO_PKG_VERSION"), env!("CARGO_PKG_REPOSITORY"));
            let tool = Tool { version, repository, truncated: self.truncated };
            return report::sarif(&findings, tool, &in_repository) + "\n";
        }
        let text = |finding: &Finding<'_>| {
            let Finding { diagnostic, sources, affected } = *finding;
            match format {
                FindingFormat::Human => render::terminal(diagnostic, sources, color) + "\n\n",
                FindingFormat::Short => report::short(diagnostic, sources) + "\n",
                FindingFormat::Json => report::json(diagnostic, sources, affected) + "\n",
                FindingFormat::Github => report::github(*finding, &in_repository) + "\n",
                FindingFormat::AzureDevops => report::azure_devops(*finding, &in_repository) + "\n",
                // Written as a whole, above.
                FindingFormat::Sarif => String::new(),
            }
        };
        let end = match format {
            FindingFormat::Human => self.pages() + &self.summary() + "\n",
            FindingFormat::Github | FindingFormat::AzureDevops => self.summary() + "\n",
            FindingFormat::Json => {
                report::json_summary(self.count(Severity::Error), self.count(Severity::Warning), self.policies) + "\n"
            }
            FindingFormat::Short | FindingFormat::Sarif => String::new(),
        };
        findings.iter().map(text).collect::<String>() + &end
    }

    /// The findings for standard error of a command whose result is something else; empty without any.
    pub(crate) fn render_beside_result(&self, color: bool) -> String {
        if self.list.is_empty() { String::new() } else { self.render(FindingFormat::Human, color) }
    }

    /// Where more is said about the findings: once, below the last of them.
    fn pages(&self) -> String {
        let codes: BTreeSet<&str> = self.list.iter().map(|found| found.diagnostic.code.id).collect();
        let codes: Vec<&str> = codes.into_iter().take(MOST_CODES).collect();
        if codes.is_empty() {
            String::new()
        } else {
            format!("more about it: claimsmith explain {}\n", codes.join(" "))
        }
    }

    /// `2 errors, 1 warning in 3 policies`
    pub(crate) fn summary(&self) -> String {
        let (errors, warnings) = (self.count(Severity::Error), self.count(Severity::Warning));
        let mut found = Vec::new();
        if errors > 0 || warnings == 0 {
            found.push(if errors == 0 { "no errors".to_owned() } else { counted(errors, "error", "errors") });
        }
        if warnings > 0 {
            found.push(counted(warnings, "warning", "warnings"));
        }
        let mut text = format!("{} in {}", found.join(", "), counted(self.policies, "policy", "policies"));
        if self.environments > 1 {
            text += &format!(" and {} environments", self.environments);
        }
        if self.hidden > 0 {
            text += &format!("; {} in the baseline", counted(self.hidden, "more is", "more are"));
        }
        if self.truncated {
            text += "; there are more than are listed";
        }
        text
    }
}

/// The leaves that each file of a run is part of.
type Reach<'r> = BTreeMap<&'r str, BTreeSet<&'r str>>;

fn reach(run: &Run) -> Reach<'_> {
    let mut reach: Reach<'_> = BTreeMap::new();
    let path = |file| run.outcome.sources.get(file).path();
    for chain in &run.outcome.chains {
        let Some(leaf) = chain.last() else { continue };
        for file in chain {
            reach.entry(path(*file)).or_default().insert(path(*leaf));
        }
    }
    reach
}

/// A finding of one run.
struct Made<'r, 'c> {
    run: &'r Run,
    reach: &'c Reach<'r>,
    diagnostic: &'r Diagnostic,
    severity: Severity,
}

fn key<'r>(run: &'r Run, diagnostic: &Diagnostic) -> Key<'r> {
    let place = diagnostic.primary.as_ref().map(|label| {
        let span = label.span;
        (run.outcome.sources.get(span.file).path(), span.start, span.end)
    });
    let message = match &run.environment {
        Some(name) => diagnostic.message.replace(&format!("environment {name} of "), ""),
        None => diagnostic.message.clone(),
    };
    (place, diagnostic.code.id, message)
}

/// The first of the same findings, with notes of the policies it affects and the environments it was made in, out of those
/// of the runs that read the file as a part of their policies. A comment that is of no use in one of them is stale only when
/// it is of no use in any.
fn joined<'r>((place, code, message): Key<'r>, same: &[Made<'r, '_>], readers: &[&Run]) -> Option<Found<'r>> {
    let first = same.first()?;
    let is_everywhere = same.len() >= readers.len().max(first.run.environments);
    let is_partial = same.iter().any(|made| made.run.leaves_out_environments);
    if code == UNUSED_SUPPRESSION.id && (!is_everywhere || is_partial) {
        return None;
    }
    // A key of every environment is left over when none of them uses it.
    if code == UNUSED_POLICY_KEY.id && (same.len() < readers.len() || is_partial) {
        return None;
    }
    let mut diagnostic = first.diagnostic.clone();
    diagnostic.severity = same.iter().map(|made| made.severity).min().unwrap_or(first.severity);
    let leaves: BTreeSet<&str> = place
        .iter()
        .flat_map(|(path, ..)| same.iter().filter_map(|made| made.reach.get(path)))
        .flatten()
        .copied()
        .collect();
    if leaves.len() > 1 {
        diagnostic = diagnostic.note(format!("affects {} policies", leaves.len()));
    }
    let names = environments(same);
    diagnostic.notes.extend(environments_note(same, readers, &names));
    let certainty = |made: &Made<'_, '_>| made.diagnostic.fix.as_ref().map(|fix| fix.applicability);
    let same_fix =
        same.iter().all(|made| certainty(made) == certainty(first) && replacements(made) == replacements(first));
    Some(Found {
        diagnostic,
        sources: &first.run.outcome.sources,
        message,
        affected: Affected { policies: leaves.len(), environments: names.into_iter().map(str::to_owned).collect() },
        is_everywhere: same_fix && is_everywhere,
    })
}

/// The names of the environments it was made in, each once: tenants with settings of their own may use the same names.
fn environments<'r>(same: &[Made<'r, '_>]) -> Vec<&'r str> {
    let mut names: Vec<&str> = Vec::new();
    for name in same.iter().filter_map(|made| made.run.environment.as_deref()) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The environment of a run: its settings file and its name, as others may have one of that name.
fn environment(run: &Run) -> Option<(&str, &str)> {
    let name = run.environment.as_deref().filter(|_| run.environments > 1)?;
    let is_policy = |file| run.outcome.chains.iter().any(|chain| chain.contains(&file));
    // The settings are what is read first.
    let settings = run.outcome.sources.iter().next().filter(|(file, _)| !is_policy(*file));
    Some((settings.map_or("", |(_, settings)| settings.path()), name))
}

/// `in 2 of 3 environments: …`; `None` when there are not several. An environment with several policies may have a run for
/// each of them.
fn environments_note(same: &[Made<'_, '_>], readers: &[&Run], names: &[&str]) -> Option<String> {
    let made = same.iter().filter_map(|made| environment(made.run)).collect::<BTreeSet<_>>().len();
    let readers = readers.iter().filter_map(|run| environment(run)).collect::<BTreeSet<_>>().len();
    let most = same.iter().map(|made| made.run.environments).max().unwrap_or(1).max(readers);
    if made == 0 || most == 1 {
        return None;
    }
    if made == most {
        return Some(if most == 2 { "in both environments".to_owned() } else { format!("in all {most} environments") });
    }
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    Some(format!("in {made} of {most} environments: {}", names.join(", ")))
}

/// The edits of a fix in a form that does not depend on the run.
fn replacements<'r>(made: &Made<'r, '_>) -> Vec<(&'r str, u32, u32, &'r str)> {
    let edits = made.diagnostic.fix.iter().flat_map(|fix| &fix.edits);
    let sources = &made.run.outcome.sources;
    edits
        .map(|edit| {
            let span = edit.span;
            (sources.get(span.file).path(), span.start, span.end, edit.replacement.as_str())
        })
        .collect()
}

//! The findings of all runs, each once, in the format that was asked for.

use crate::arguments::FindingFormat;
use crate::compilation::{Compilation, Run};
use crate::output::{Status, counted};
use claimsmith_compiler::diagnostic::codes::Code;
use claimsmith_compiler::diagnostic::{render, report};
use claimsmith_compiler::{Diagnostic, Severity, SourceMap};
use std::collections::BTreeMap;

/// What makes two findings of different runs the same one: place, code, and the message without the environment. Also
/// the order they are shown in.
type Key<'r> = (Option<(&'r str, u32, u32)>, &'static str, String);

/// The findings of all runs.
#[derive(Debug)]
pub(crate) struct Findings<'r> {
    list: Vec<(Diagnostic, &'r SourceMap)>,
    policies: usize,
    environments: usize,
    /// Whether there were more findings than a run keeps.
    truncated: bool,
}

impl<'r> Findings<'r> {
    /// Collects the findings, without warnings of the codes that are allowed. One that was made in several environments
    /// is there once and says in how many.
    pub(crate) fn collect(compilation: &'r Compilation, allowed: &[Code]) -> Self {
        let mut found: BTreeMap<Key<'r>, Vec<(&'r Run, &'r Diagnostic)>> = BTreeMap::new();
        for run in &compilation.runs {
            for diagnostic in &run.outcome.diagnostics {
                if diagnostic.severity == Severity::Error || !allowed.contains(&diagnostic.code) {
                    found.entry(key(run, diagnostic)).or_default().push((run, diagnostic));
                }
            }
        }
        let list = found.into_values().filter_map(|same| joined(&same)).collect();
        let environments = compilation.runs.iter().map(|run| run.environments).max().unwrap_or(1);
        let truncated = compilation.runs.iter().any(|run| run.outcome.truncated);
        Self { list, policies: compilation.policies, environments, truncated }
    }

    /// The number of findings that matter this much.
    pub(crate) fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|(diagnostic, _)| diagnostic.severity == severity).count()
    }

    /// How the command ends: an error that is about an argument is one of usage.
    pub(crate) fn status(&self) -> Status {
        let errors = self.list.iter().filter(|(diagnostic, _)| diagnostic.severity == Severity::Error);
        let statuses = errors.map(|(error, _)| if error.argument.is_some() { Status::Usage } else { Status::Errors });
        statuses.max().unwrap_or(Status::Clean)
    }

    /// The findings as text, a summary at the end except in the short format.
    pub(crate) fn render(&self, format: FindingFormat, color: bool) -> String {
        let mut text = String::new();
        for (diagnostic, sources) in &self.list {
            text += &match format {
                FindingFormat::Human => render::terminal(diagnostic, sources, color) + "\n\n",
                FindingFormat::Short => report::short(diagnostic, sources) + "\n",
                FindingFormat::Json => report::json(diagnostic, sources, &Default::default()) + "\n",
            };
        }
        text += &match format {
            FindingFormat::Human => self.summary() + "\n",
            FindingFormat::Short => String::new(),
            FindingFormat::Json => {
                report::json_summary(self.count(Severity::Error), self.count(Severity::Warning), self.policies) + "\n"
            }
        };
        text
    }

    /// The findings for standard error of a command whose result is something else; empty without any.
    pub(crate) fn render_beside_result(&self, color: bool) -> String {
        if self.list.is_empty() { String::new() } else { self.render(FindingFormat::Human, color) }
    }

    /// `2 errors, 1 warning in 3 policies`
    fn summary(&self) -> String {
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
        if self.truncated {
            text += "; there are more than are listed";
        }
        text
    }
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

/// The first of the same findings, with a note of the environments it was made in.
fn joined<'r>(same: &[(&'r Run, &'r Diagnostic)]) -> Option<(Diagnostic, &'r SourceMap)> {
    let (run, diagnostic) = *same.first()?;
    let mut diagnostic = diagnostic.clone();
    if run.environments > 1 {
        let mut names: Vec<&str> = same.iter().filter_map(|(run, _)| run.environment.as_deref()).collect();
        names.dedup();
        let note = if names.len() == run.environments {
            format!("in all {} environments", run.environments)
        } else {
            let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            format!("in {} of {} environments: {}", names.len(), run.environments, names.join(", "))
        };
        diagnostic = diagnostic.note(note);
    }
    Some((diagnostic, &run.outcome.sources))
}

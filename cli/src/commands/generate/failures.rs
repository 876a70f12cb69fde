//! What is remembered of many environments: enough to say what is wrong, no more than that.

use crate::compilation::{Compilation, Run};
use crate::findings::{Findings, Selection};
use crate::output::{self, Failure, Status, counted, printable};
use std::collections::BTreeMap;

/// Of how many environments findings are kept: each keeps all files it was made from.
const MOST: usize = 16;

/// The findings of the first environments that have some, and why others failed.
#[derive(Debug, Default)]
pub(super) struct Failures {
    runs: BTreeMap<usize, Vec<Run>>,
    /// How many environments have findings that are not kept.
    more: usize,
    has_errors: bool,
    /// With the names of the environments.
    failures: BTreeMap<usize, (String, Failure)>,
}

impl Failures {
    /// Adds the findings of an environment, by its number.
    pub(super) fn add(&mut self, environment: usize, runs: Vec<Run>) {
        if runs.iter().all(|run| run.outcome.diagnostics.is_empty()) {
            return;
        }
        self.has_errors |= runs.iter().any(|run| run.outcome.has_errors());
        self.runs.insert(environment, runs);
        if self.runs.len() > MOST {
            self.runs.pop_last();
            self.more += 1;
        }
    }

    /// Adds why the crate of an environment was not written.
    pub(super) fn fail(&mut self, environment: usize, name: &str, failure: Failure) {
        self.failures.insert(environment, (name.to_owned(), failure));
    }

    /// Writes all of it to standard error and says how the command ends.
    /// `environments` is how many there are in all.
    pub(super) fn report(self, policies: usize, environments: usize) -> Status {
        let runs = self.runs.into_values().flatten().collect();
        let compilation = Compilation { runs, policies, notes: Vec::new() };
        let findings = Findings::collect(&compilation, &Selection::default());
        output::message(&findings.render_beside_result(output::color_on_stderr()));
        if self.more > 0 {
            let more = counted(self.more, "more environment has", "more environments have");
            output::message(&format!("note: {more} findings; `claimsmith check` shows all\n"));
        }
        let mut said: Vec<(&Failure, Vec<&str>)> = Vec::new();
        for (name, failure) in self.failures.values() {
            match said.iter_mut().find(|(other, _)| *other == failure) {
                Some((_, names)) => names.push(name),
                None => said.push((failure, vec![name])),
            }
        }
        for (failure, names) in said {
            output::fail(failure);
            if environments > 1 {
                output::message(&format!("note: no crate is written for {}\n", listed(&names)));
            }
        }
        let failed = if self.failures.is_empty() { Status::Clean } else { Status::Usage };
        let faulty = if self.has_errors { Status::Errors } else { Status::Clean };
        findings.status().max(faulty).max(failed)
    }
}

/// The first of these names in backticks, and how many more there are.
fn listed(names: &[&str]) -> String {
    let first: Vec<String> = names.iter().take(MOST).map(|name| format!("`{}`", printable(name))).collect();
    let more = names.len().saturating_sub(MOST);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    first.join(", ") + &more
}

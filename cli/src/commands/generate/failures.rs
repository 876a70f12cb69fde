//! What is remembered of many environments: enough to say what is wrong, no more than that.

use crate::compilation::{Compilation, Run};
use crate::findings::{Findings, Selection};
use crate::output::{self, Failure, Status, counted};
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
    failures: BTreeMap<usize, Failure>,
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
    pub(super) fn fail(&mut self, environment: usize, failure: Failure) {
        self.failures.insert(environment, failure);
    }

    /// Writes all of it to standard error and says how the command ends.
    pub(super) fn report(self, policies: usize) -> Status {
        let runs = self.runs.into_values().flatten().collect();
        let compilation = Compilation { runs, policies, notes: Vec::new() };
        let findings = Findings::collect(&compilation, &Selection::default());
        output::message(&findings.render_beside_result(output::color_on_stderr()));
        if self.more > 0 {
            let more = counted(self.more, "more environment has", "more environments have");
            output::message(&format!("note: {more} findings; `claimsmith check` shows all\n"));
        }
        self.failures.values().for_each(output::fail);
        let failed = if self.failures.is_empty() { Status::Clean } else { Status::Usage };
        let faulty = if self.has_errors { Status::Errors } else { Status::Clean };
        findings.status().max(faulty).max(failed)
    }
}

//! The relying-party policies of one environment, each compiled on its own.

use super::settings_extract;
use crate::crate_policies;
use crate::paths::{on_disk, relative};
use crate::project::Environment;
use claimsmith_compiler::sdk::{Omission, Part};
use claimsmith_compiler::{Argument, Options, Outcome};

/// What the policies of an environment compiled to.
#[derive(Debug)]
pub(super) struct Compiled {
    /// Each policy with its options.
    pub(super) policies: Vec<(Options, Outcome)>,
    /// Policies that have nothing to generate, beside others that have.
    pub(super) omitted: Vec<Omission>,
}

impl Compiled {
    /// Compiles these policies of the environment with paths relative to `root`, with `extract` instead of the settings file
    /// if there is one.
    pub(super) fn of(environment: &Environment, leaves: &[String], root: &str, extract: Option<&str>) -> Self {
        let options = crate_policies::options(environment, leaves).into_iter();
        let policies = options.map(|options| compile_in(root, options, extract)).collect();
        let mut compiled = Self { policies, omitted: Vec::new() };
        crate_policies::report_unmatched(compiled.policies.iter_mut().map(|(_, outcome)| outcome));
        compiled.omit_empty();
        compiled
    }

    /// Whether any policy has an error.
    pub(super) fn has_errors(&self) -> bool {
        self.policies.iter().any(|(_, outcome)| outcome.has_errors())
    }

    /// Whether there is anything to tell about any policy.
    pub(super) fn has_findings(&self) -> bool {
        self.policies.iter().any(|(_, outcome)| !outcome.diagnostics.is_empty())
    }

    /// What the crate is made from.
    pub(super) fn parts(&self) -> Vec<Part<'_>> {
        self.policies.iter().filter_map(|(options, outcome)| Part::of(outcome, options)).collect()
    }

    /// A policy without any provider, such as one that resets passwords, is no error beside others.
    fn omit_empty(&mut self) {
        let is_empty = |(_, outcome): &(Options, Outcome)| crate_policies::is_empty(outcome);
        if self.policies.iter().all(is_empty) {
            return;
        }
        let (empty, others): (Vec<_>, Vec<_>) = std::mem::take(&mut self.policies).into_iter().partition(is_empty);
        self.policies = others;
        for (_, outcome) in empty {
            let policy = outcome.inventory.into_iter().next().map_or_else(String::new, |inventory| inventory.policy_id);
            let reason = "its user journey reaches no technical profile to sign in with".to_owned();
            self.omitted.push(Omission { policy, reason });
        }
    }
}

/// Compiles with paths as seen from a folder, and says with which options.
pub(super) fn compile_in(root: &str, mut options: Options, extract: Option<&str>) -> (Options, Outcome) {
    let from = on_disk(root).to_owned();
    let files = options.policies.iter_mut().chain(&mut options.overlay);
    for Argument { value, .. } in files.chain(&mut options.bases).chain(&mut options.settings) {
        *value = relative(on_disk(value), &from);
    }
    let outcome = settings_extract::compile(&options, &from, extract);
    (options, outcome)
}

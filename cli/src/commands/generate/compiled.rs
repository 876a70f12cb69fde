//! The relying-party policies of one environment, each compiled on its own.

use super::settings_extract;
use crate::paths::{folder, on_disk, relative};
use crate::project::Environment;
use claimsmith_compiler::diagnostic::codes::NOTHING_TO_GENERATE;
use claimsmith_compiler::sdk::{Omission, Part};
use claimsmith_compiler::{Argument, Diagnostic, Options, Outcome, Purpose, Severity};
use std::collections::BTreeSet;

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
        let all = environment.options(Purpose::Generate);
        let folders: BTreeSet<&str> = environment.policies.iter().map(|policy| folder(policy)).collect();
        let compile = |leaf: &String| {
            let mut options = Options { policies: vec![Argument::new(leaf)], ..all.clone() };
            options.bases.extend(folders.iter().map(|folder| Argument::new(*folder)));
            options.are_arguments_shared = true;
            compile_in(root, options, extract)
        };
        let mut compiled = Self { policies: leaves.iter().map(compile).collect(), omitted: Vec::new() };
        compiled.report_unmatched();
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

    /// A selector is one for all policies of the environment: only what matches in none of them is a slip.
    fn report_unmatched(&mut self) {
        let key = |finding: &Diagnostic| (finding.code.id, finding.message.clone());
        let keys = |(_, outcome): &(Options, Outcome)| outcome.unmatched.iter().map(key).collect::<BTreeSet<_>>();
        let Some(nowhere) = self.policies.iter().map(keys).reduce(|all, next| &all & &next) else { return };
        let Some((_, first)) = self.policies.first_mut() else { return };
        let slips = first.unmatched.iter().filter(|finding| nowhere.contains(&key(finding))).cloned();
        first.diagnostics.extend(slips.collect::<Vec<_>>());
    }

    /// A policy without any provider, such as one that resets passwords, is no error beside others.
    fn omit_empty(&mut self) {
        let is_empty = |(_, outcome): &(Options, Outcome)| {
            let mut errors =
                outcome.diagnostics.iter().filter(|finding| finding.severity == Severity::Error).peekable();
            if errors.peek().is_none() {
                return outcome.sdk.as_ref().is_some_and(|sdk| sdk.profiles.is_empty());
            }
            errors.all(|finding| finding.code == NOTHING_TO_GENERATE)
        };
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

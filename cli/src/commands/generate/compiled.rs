//! The relying-party policies of one environment, each compiled on its own.

use crate::compilation::compile_on_disk;
use crate::paths::{folder, on_disk, relative};
use crate::project::Environment;
use claimsmith_compiler::diagnostic::codes::{NOTHING_TO_GENERATE, UNKNOWN_SELECTOR};
use claimsmith_compiler::loader::DiskLoader;
use claimsmith_compiler::sdk::{Omission, Part};
use claimsmith_compiler::{Argument, Options, Outcome, Purpose, Severity};
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
    /// Compiles these policies of the environment with paths relative to `root`.
    pub(super) fn of(environment: &Environment, leaves: &[String], root: &str) -> Self {
        let all = environment.options(Purpose::Generate);
        let folders: BTreeSet<&str> = environment.policies.iter().map(|policy| folder(policy)).collect();
        let compile = |leaf: &String| {
            let mut options = Options { policies: vec![Argument::new(leaf)], ..all.clone() };
            options.bases.extend(folders.iter().map(|folder| Argument::new(*folder)));
            number(&mut options);
            compile_in(root, options)
        };
        let mut compiled = Self { policies: leaves.iter().map(compile).collect(), omitted: Vec::new() };
        compiled.drop_selectors_of_others(root);
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

    /// A selector is one for all policies of the environment: what matches in one of them is no slip in the others.
    fn drop_selectors_of_others(&mut self, root: &str) {
        let unmatched: Vec<BTreeSet<usize>> = self.policies.iter().map(|(_, outcome)| unmatched(outcome)).collect();
        let Some(nowhere) = unmatched.iter().cloned().reduce(|all, next| &all & &next) else { return };
        for ((options, outcome), unmatched) in self.policies.iter_mut().zip(unmatched) {
            let elsewhere = &unmatched - &nowhere;
            if !elsewhere.is_empty() {
                without(options, &elsewhere);
                *outcome = compile_on_disk(options, DiskLoader::new(on_disk(root)));
            }
        }
    }

    /// A policy without any provider, such as one that resets passwords, is no error beside others.
    fn omit_empty(&mut self) {
        let is_empty = |(_, outcome): &(Options, Outcome)| {
            let mut errors =
                outcome.diagnostics.iter().filter(|finding| finding.severity == Severity::Error).peekable();
            errors.peek().is_some() && errors.all(|finding| finding.code == NOTHING_TO_GENERATE)
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
pub(super) fn compile_in(root: &str, mut options: Options) -> (Options, Outcome) {
    let from = on_disk(root).to_owned();
    let files = options.policies.iter_mut().chain(&mut options.overlay);
    for Argument { value, .. } in files.chain(&mut options.bases).chain(&mut options.settings) {
        *value = relative(on_disk(value), &from);
    }
    let outcome = compile_on_disk(&options, DiskLoader::new(from));
    (options, outcome)
}

/// The arguments that select technical profiles and claims.
fn selectors(options: &mut Options) -> impl Iterator<Item = &mut Argument> {
    let profiles = options.profiles.iter_mut().flatten();
    profiles.chain(options.rename.iter_mut().map(|rename| &mut rename.selector))
}

/// Gives each selector a number of its own, by which a finding names it.
fn number(options: &mut Options) {
    selectors(options).enumerate().for_each(|(index, selector)| selector.index = index + 1);
}

/// The numbers of the selectors that match nothing in a policy.
fn unmatched(outcome: &Outcome) -> BTreeSet<usize> {
    let findings = outcome.diagnostics.iter().filter(|finding| finding.code == UNKNOWN_SELECTOR);
    findings.filter_map(|finding| finding.argument).filter(|index| *index > 0).collect()
}

fn without(options: &mut Options, numbers: &BTreeSet<usize>) {
    if let Some(profiles) = &mut options.profiles {
        profiles.retain(|profile| !numbers.contains(&profile.index));
    }
    options.rename.retain(|rename| !numbers.contains(&rename.selector.index));
}

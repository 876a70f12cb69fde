//! The relying-party policies that go into one crate: how each of them is compiled, and what they decide together.

use crate::paths::folder;
use crate::project::Environment;
use claimsmith_compiler::diagnostic::codes::NOTHING_TO_GENERATE;
use claimsmith_compiler::{Argument, Diagnostic, Options, Outcome, Purpose, Severity};
use std::collections::BTreeSet;

/// With what each of these policies of an environment is compiled.
pub(crate) fn options(environment: &Environment, leaves: &[String]) -> Vec<Options> {
    let all = environment.options(Purpose::Generate);
    let folders: BTreeSet<&str> = environment.policies.iter().map(|policy| folder(policy)).collect();
    let of = |leaf: &String| {
        let mut options = Options { policies: vec![Argument::new(leaf)], ..all.clone() };
        options.bases.extend(folders.iter().copied().map(Argument::new));
        options.are_arguments_shared = true;
        options
    };
    leaves.iter().map(of).collect()
}

/// A selector is one for all policies of the environment: only what matches in none of them is a slip, which the first one
/// reports.
pub(crate) fn report_unmatched<'o>(outcomes: impl IntoIterator<Item = &'o mut Outcome>) {
    let mut outcomes: Vec<&mut Outcome> = outcomes.into_iter().collect();
    let key = |finding: &Diagnostic| (finding.code.id, finding.message.clone());
    let keys = |outcome: &&mut Outcome| outcome.unmatched.iter().map(key).collect::<BTreeSet<_>>();
    let Some(nowhere) = outcomes.iter().map(keys).reduce(|all, next| &all & &next) else { return };
    let Some(first) = outcomes.first_mut() else { return };
    let slips = first.unmatched.iter().filter(|finding| nowhere.contains(&key(finding))).cloned();
    let slips: Vec<Diagnostic> = slips.collect();
    first.diagnostics.extend(slips);
}

/// Whether nothing is generated for a policy, such as a base: beside others that is no error.
pub(crate) fn is_empty(outcome: &Outcome) -> bool {
    let mut errors = outcome.diagnostics.iter().filter(|finding| finding.severity == Severity::Error).peekable();
    if errors.peek().is_none() {
        return outcome.sdk.as_ref().is_some_and(|sdk| sdk.is_empty());
    }
    errors.all(|finding| finding.code == NOTHING_TO_GENERATE)
}

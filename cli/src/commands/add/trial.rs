//! Compiles the policies as they would be, and compares that with how they are.

use super::change::Changes;
use super::place::Place;
use crate::compilation::{Compilation, Run, compile_on_disk};
use crate::findings::{Findings, Selection};
use crate::output::{Failure, color_on_stderr, message};
use crate::project::Environment;
use claimsmith_compiler::diagnostic::codes;
use claimsmith_compiler::inspect::Question;
use claimsmith_compiler::loader::Loader;
use claimsmith_compiler::{Outcome, Purpose, Severity};

/// How many findings there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) errors: usize,
    pub(super) warnings: usize,
}

impl Count {
    pub(super) fn of(outcome: &Outcome) -> Self {
        let errors = outcome.diagnostics.iter().filter(|finding| finding.severity == Severity::Error).count();
        Self { errors, warnings: outcome.diagnostics.len() - errors }
    }
}

/// The policies as they would be.
#[derive(Debug)]
pub(super) struct After {
    /// Each environment and what the compiler says about it.
    pub(super) environments: Vec<(Environment, Outcome)>,
    /// How many more warnings there are, over all environments.
    pub(super) more_warnings: usize,
}

/// What came of the comparison.
#[derive(Debug)]
pub(super) enum Verdict {
    /// There are more errors than before; they have been shown.
    Worse,
    /// There are not.
    Good(After),
}

/// Compiles the policies of an environment to check them.
pub(super) fn compile(environment: &Environment, question: Option<Question>, loader: impl Loader) -> Outcome {
    let mut options = environment.options(Purpose::Check);
    options.inspect = question;
    compile_on_disk(&options, loader)
}

/// Compiles the environments with the changes in memory.
///
/// # Errors
/// When the provider would not be offered in one of them.
pub(super) fn compare(
    place: &Place,
    profile: &str,
    environments: Vec<Environment>,
    changes: &Changes,
) -> Result<Verdict, Failure> {
    let (mut after, mut more_warnings, mut is_worse) = (Vec::new(), 0, false);
    for (looked, environment) in place.environments.iter().zip(environments) {
        let outcome = compile(&environment, Some(Question::Summary), changes.loader());
        let count = Count::of(&outcome);
        is_worse |= count.errors > looked.findings.errors;
        more_warnings += count.warnings.saturating_sub(looked.findings.warnings);
        after.push((environment, outcome));
    }
    if !is_worse {
        let offers = |outcome: &Outcome| {
            outcome.inventory.iter().flat_map(|it| &it.providers).any(|it| it.id.eq_ignore_ascii_case(profile))
        };
        if let Some((environment, _)) = after.iter().find(|(_, outcome)| !offers(outcome)) {
            let message = format!("no policy of `{}` would offer the provider; nothing was written", environment.name);
            return Err(Failure::new(message).help("its policies to sign in with derive from no policy of the others"));
        }
        return Ok(Verdict::Good(After { environments: after, more_warnings }));
    }
    let all = after.len();
    let runs = after.into_iter().map(|(environment, outcome)| Run {
        environment: environment.is_named.then_some(environment.name),
        environments: all,
        keys: environment.keys,
        leaves_out_environments: false,
        application_urls: Vec::new(),
        outcome,
    });
    let policies = place.environments.iter().map(|looked| looked.environment.policies.len()).max().unwrap_or(0);
    let compilation = Compilation { runs: runs.collect(), policies, notes: Vec::new() };
    let selection = Selection { allowed: codes::ALL.to_vec(), ..Selection::default() };
    message(&Findings::collect(&compilation, &selection).render_beside_result(color_on_stderr()));
    message("error: the policies would have more errors than before; nothing was written\n");
    Ok(Verdict::Worse)
}

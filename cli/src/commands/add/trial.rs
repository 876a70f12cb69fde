//! Compiles the policies as they would be, and compares that with how they are.

use super::accounts::{self, Gap};
use super::change::{ChangedDisk, Changes};
use super::place::Place;
use super::provider::Provider;
use crate::compilation::{Compilation, Run, compile_on_disk};
use crate::findings::{Findings, Selection};
use crate::output::{Failure, color_on_stderr, message};
use crate::project::Environment;
use claimsmith_compiler::diagnostic::codes;
use claimsmith_compiler::inspect::summary::{Summary, Support};
use claimsmith_compiler::inspect::{Answer, Certainty, Question};
use claimsmith_compiler::load::ReadSettings;
use claimsmith_compiler::loader::Loader;
use claimsmith_compiler::{Outcome, Purpose, Severity, parallel};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

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
    /// Each environment and what was found of it.
    pub(super) environments: Vec<(Environment, Tried)>,
    /// How many more warnings there are, over all environments.
    pub(super) more_warnings: usize,
}

/// What of the compiler's answer is needed: of a thousand environments not everything is kept.
#[derive(Debug)]
pub(super) struct Tried {
    findings: Count,
    /// Whether a policy of it offers the provider.
    is_offered: bool,
    /// Its journeys that find no account of the provider's users.
    pub(super) gaps: BTreeSet<Gap>,
    /// The redirect URIs of B2C at the provider.
    pub(super) b2c_uris: Vec<(Certainty, String)>,
    /// Why no code is generated for the provider, if none is.
    pub(super) obstacle: Option<String>,
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
    let mut options = environment.options_on_disk(Purpose::Check);
    options.inspect = question;
    compile_on_disk(&options, loader)
}

/// Compiles the environments with the changes in memory.
///
/// # Errors
/// When the provider would not be offered in one of them.
pub(super) fn compare(
    place: &Place,
    provider: &Provider,
    mut environments: Vec<Environment>,
    changes: &Changes,
) -> Result<Verdict, Failure> {
    let disk = changes.loader();
    read_settings(&mut environments, changes, &disk);
    let tried = |environment: &Environment| Tried::new(provider, &compile(environment, Some(Question::Summary), &disk));
    let after = parallel::map(&environments, tried);
    let pairs = || place.environments.iter().zip(&after);
    if pairs().any(|(before, after)| after.findings.errors > before.findings.errors) {
        show(place, &environments, &disk);
        return Ok(Verdict::Worse);
    }
    if let Some((environment, _)) = environments.iter().zip(&after).find(|(_, tried)| !tried.is_offered) {
        let message = format!("no policy of `{}` would offer the provider; nothing was written", environment.name);
        return Err(Failure::new(message).help("its policies to sign in with derive from no policy of the others"));
    }
    let more = pairs().map(|(before, after)| after.findings.warnings.saturating_sub(before.findings.warnings));
    let more_warnings = more.sum();
    Ok(Verdict::Good(After { environments: environments.into_iter().zip(after).collect(), more_warnings }))
}

/// Reads changed settings, once for all environments.
fn read_settings(environments: &mut [Environment], changes: &Changes, disk: &ChangedDisk) {
    let mut known: BTreeMap<String, Arc<ReadSettings>> = BTreeMap::new();
    for environment in environments {
        let Some(path) = environment.settings.clone().filter(|path| changes.paths().any(|it| it == path)) else {
            continue;
        };
        let read = known.entry(path).or_insert_with_key(|path| Arc::new(ReadSettings::read(path, &disk)));
        environment.read_settings = Some(Arc::clone(read));
    }
}

impl Tried {
    fn new(provider: &Provider, outcome: &Outcome) -> Self {
        let is_it = |id: &str| id.eq_ignore_ascii_case(&provider.id);
        let offered = || outcome.inventory.iter().flat_map(|it| &it.providers).filter(|it| is_it(&it.id));
        let summaries: &[Summary] = match &outcome.answer {
            Some(Answer::Summary(summaries)) => summaries,
            _ => &[],
        };
        let mut profiles = summaries.iter().flat_map(|summary| &summary.technical_profiles);
        let obstructed = profiles.find(|profile| is_it(&profile.id) && profile.support != Support::Runs);
        Self {
            findings: Count::of(outcome),
            is_offered: offered().next().is_some(),
            gaps: summaries.iter().filter_map(|summary| accounts::gap(provider, summary)).collect(),
            b2c_uris: offered().flat_map(|it| &it.b2c_redirect_uris).map(|it| (it.certainty, it.uri.clone())).collect(),
            obstacle: obstructed.map(|profile| profile.reason.clone()),
        }
    }
}

/// Shows the errors that there would be.
fn show(place: &Place, environments: &[Environment], disk: &ChangedDisk) {
    let run = |environment: &Environment| Run {
        environment: environment.is_named.then(|| environment.name.clone()),
        environments: environments.len(),
        keys: environment.keys.clone(),
        leaves_out_environments: false,
        application_urls: Vec::new(),
        outcome: compile(environment, None, disk),
    };
    let policies = place.environments.iter().map(|looked| looked.environment.policies.len()).max().unwrap_or(0);
    let compilation = Compilation { runs: parallel::map(environments, run), policies, notes: Vec::new() };
    let selection = Selection { allowed: codes::ALL.to_vec(), ..Selection::default() };
    message(&Findings::collect(&compilation, &selection).render_beside_result(color_on_stderr()));
    message("error: the policies would have more errors than before; nothing was written\n");
}

//! One of the two things that are compared: which environments it has, and what their crates hold.

use super::revision::{Checkout, Revision};
use crate::arguments::PolicyOptions;
use crate::commands::generate::crate_name;
use crate::compilation::{Compilation, Run, compile_on_disk, require_bases};
use crate::crate_policies;
use crate::discover::discover;
use crate::output::{Failure, message, printable};
use crate::paths::{normalize, on_disk};
use crate::project::{Environment, Project, ProjectFinder, groups, select};
use crate::settings::{SettingsFile, SettingsFinder};
use claimsmith_compiler::api::{Api, CrateFacts};
use claimsmith_compiler::loader::DiskLoader;
use claimsmith_compiler::{Options, Outcome, Purpose, parallel};
use std::collections::BTreeSet;
use std::rc::Rc;

/// One of the two things that are compared.
#[derive(Debug)]
pub(super) struct Side {
    /// How the caller named it.
    pub(super) argument: String,
    /// The runs of policies that have an error.
    pub(super) compilation: Compilation,
    /// What the crate of each environment holds.
    pub(super) crates: Vec<Api>,
    /// Where the files of a revision are, as long as they are needed.
    checkout: Option<Checkout>,
}

/// How many environments are compiled before what came of them is dropped: of a thousand not everything is kept.
const AT_ONCE: usize = 64;

impl Side {
    /// Compiles what the argument names.
    ///
    /// # Errors
    /// When it names nothing, or what it names cannot be read or gives no crate.
    pub(super) fn compile(argument: &str, options: &PolicyOptions) -> Result<Self, Failure> {
        require_bases(options)?;
        let checkout = Revision::parse(argument).map(|revision| revision.check_out()).transpose()?;
        let found = match &checkout {
            Some(checkout) => of_path(&checkout.path, options),
            None => of_argument(argument, options),
        };
        let compiled = found.and_then(|environments| compile(&environments));
        let (compilation, crates) = match (compiled, &checkout) {
            (Err(failure), Some(checkout)) => return Err(checkout.failure(failure)),
            (compiled, _) => compiled?,
        };
        Ok(Self { argument: argument.to_owned(), compilation, crates, checkout })
    }

    /// A text with the files of a revision as git names them.
    pub(super) fn named(&self, text: &str) -> String {
        self.checkout.as_ref().map_or_else(|| text.to_owned(), |checkout| checkout.named(text))
    }
}

/// The crates of the environments, and the runs with an error.
fn compile(environments: &[Environment]) -> Result<(Compilation, Vec<Api>), Failure> {
    let count = environments.iter().filter(|environment| environment.is_named).count().max(1);
    let (mut runs, mut crates) = (Vec::new(), Vec::new());
    for environments in environments.chunks(AT_ONCE) {
        let jobs: Vec<Vec<Options>> = environments.iter().map(jobs).collect();
        let all: Vec<&Options> = jobs.iter().flatten().collect();
        let mut compiled = parallel::map(&all, |options| compile_on_disk(options, DiskLoader::new("."))).into_iter();
        for (environment, jobs) in environments.iter().zip(&jobs) {
            let outcomes = of_crate(compiled.by_ref().take(jobs.len()).collect());
            crates.push(api(environment, &outcomes)?);
            runs.extend(outcomes.into_iter().filter(Outcome::has_errors).map(|outcome| Run {
                environment: name(environment).map(str::to_owned),
                application_urls: Vec::new(),
                environments: count,
                leaves_out_environments: false,
                keys: None,
                outcome,
            }));
        }
    }
    let files: BTreeSet<&String> = environments.iter().flat_map(|environment| &environment.policies).collect();
    Ok((Compilation { policies: files.len(), runs, notes: Vec::new() }, crates))
}

/// What the crate of an environment holds; nothing where a policy has an error, as nothing is compared then.
fn api(environment: &Environment, outcomes: &[Outcome]) -> Result<Api, Failure> {
    if outcomes.iter().any(Outcome::has_errors) {
        return Ok(Api::default());
    }
    let facts = CrateFacts {
        environment: name(environment).map(str::to_owned),
        name: name(environment).and_then(|_| crate_name(environment)),
        application_url: environment.application_url.clone(),
    };
    Api::of(facts, outcomes.iter().filter_map(|outcome| outcome.sdk.as_ref()))
        .map_err(|reason| Failure::new(format!("there can be no crate for `{}`: {reason}", environment.name)))
}

/// Refuses two sides of which only one tells its environments apart, as there is no saying which belong together, and an
/// environment that is named where neither has any.
pub(super) fn require_pairs(old: &Side, new: &Side, options: &PolicyOptions) -> Result<(), Failure> {
    let is_nameless = |side: &Side| side.crates.iter().any(|api| api.environment.is_none());
    if let (Some(name), true, true) = (&options.environment, is_nameless(old), is_nameless(new)) {
        return Err(Failure::new(format!("the environment `{name}` is named, but there are no settings"))
            .help("leave --environment out"));
    }
    let (nameless, several) = match (is_nameless(old), is_nameless(new)) {
        (true, false) if new.crates.len() > 1 => (old, new),
        (false, true) if old.crates.len() > 1 => (new, old),
        _ => return Ok(()),
    };
    let message = format!("`{}` has several environments and `{}` has none", several.argument, nameless.argument);
    let names = several.crates.iter().filter_map(|api| api.environment.as_deref()).take(3);
    Err(names.fold(Failure::new(message), |failure, name| failure.help(format!("--environment {name}"))))
}

fn name(environment: &Environment) -> Option<&str> {
    environment.is_named.then_some(environment.name.as_str())
}

/// What an argument names that is no revision: an environment of the project goes before a folder of its name, which a
/// project with tenants is likely to have for their files.
fn of_argument(argument: &str, options: &PolicyOptions) -> Result<Vec<Environment>, Failure> {
    if !on_disk(&normalize(argument)).exists() {
        return Ok(vec![of_name(argument, options)?]);
    }
    let is_name = !argument.contains(['/', '\\', '.']) && options.environment.is_none();
    match known_environment(argument, options).filter(|_| is_name) {
        Some(known) => {
            let (shown, known) = (printable(argument), printable(&known));
            message(&format!("note: `{shown}` is the environment `{known}`; the folder is `./{shown}`\n"));
            Ok(vec![of_name(argument, options)?])
        }
        None => of_path(argument, options),
    }
}

/// The environment of this name or tenant that the project of the current folder says it has. What is wrong with the
/// project is told by those who need more of it.
fn known_environment(wanted: &str, options: &PolicyOptions) -> Option<String> {
    let project = Project::current().ok()?;
    let named = options.settings.as_deref().or(project.settings_path());
    let settings = match named {
        Some(path) => Some(Rc::new(SettingsFile::read(path))),
        None => SettingsFinder::default().nearest(project.folder()),
    };
    let is_it = |name: &str| name.to_lowercase() == wanted.to_lowercase();
    match settings {
        Some(settings) => {
            let mut known = settings.environments.iter();
            known.find(|known| is_it(&known.name)).map(|known| known.name.clone())
        }
        None => project.environments.iter().map(|table| &table.name.text).find(|name| is_it(name)).cloned(),
    }
}

/// The environment of that name, of the project of the current folder.
fn of_name(name: &str, options: &PolicyOptions) -> Result<Environment, Failure> {
    if name.contains(['/', '\\']) || name.to_ascii_lowercase().ends_with(".xml") {
        return Err(Failure::new(format!("there is no file or folder `{name}`")));
    }
    if let Some(other) = &options.environment {
        return Err(Failure::new(format!("`{name}` is no path, and `--environment {other}` names an environment too"))
            .help("compare two environments without --environment"));
    }
    let PolicyOptions { bases, settings, .. } = options;
    let named = PolicyOptions { bases: bases.clone(), settings: settings.clone(), environment: Some(name.to_owned()) };
    let found = Project::current()?.environments(&named).map_err(|failure| {
        failure.help(format!("`{name}` is no file or folder either; paths are relative to the current folder"))
    })?;
    found.into_iter().next().ok_or_else(|| Failure::new(format!("there is no environment `{name}`")))
}

/// The environments of the policies below a path, or the one that the options name.
fn of_path(path: &str, options: &PolicyOptions) -> Result<Vec<Environment>, Failure> {
    let (mut finder, mut projects) = (SettingsFinder::default(), ProjectFinder::default());
    let named = options.settings.as_deref().map(SettingsFile::read);
    let found = discover(&[path.to_owned()], named.as_ref(), &mut finder)?;
    let mut environments = Vec::new();
    for group in groups(&found.policies, options.settings.as_deref(), &mut projects, &mut finder)? {
        // Policies without environments can be compared with those of one.
        let is_known = group.settings.is_some() || !group.project.environments.is_empty();
        let wanted = options.environment.as_deref().filter(|_| is_known);
        let mut folders = group.project.folders_by_environment(options)?;
        for environment in select(group.environments(options)?, wanted) {
            let mut bases: BTreeSet<String> = group.folders().map(str::to_owned).collect();
            bases.extend(folders.remove(&environment.name).unwrap_or_default());
            environments
                .push(Environment { bases: environment.bases.iter().cloned().chain(bases).collect(), ..environment });
        }
    }
    environments.retain(|environment| !environment.policies.is_empty());
    if environments.is_empty() {
        return Err(Failure::new(format!("none of the policies in `{path}` belongs to an environment"))
            .help("`policies` of `claimsmith.toml` says which do"));
    }
    Ok(environments)
}

/// With what each policy that code is generated from is compiled.
fn jobs(environment: &Environment) -> Vec<Options> {
    let mut leaves = environment.leaves();
    if leaves.is_empty() {
        leaves = without_relying_party(environment);
    }
    let options = crate_policies::options(environment, &leaves).into_iter();
    // The settings are read once for all environments.
    options.map(|options| Options { read_settings: environment.read_settings.clone(), ..options }).collect()
}

/// What goes into the crate. Where there are several policies, one that reaches no provider generates nothing and is left
/// out.
fn of_crate(mut outcomes: Vec<Outcome>) -> Vec<Outcome> {
    crate_policies::report_unmatched(&mut outcomes);
    if outcomes.len() > 1 {
        outcomes.retain(|outcome| !crate_policies::is_empty(outcome));
    }
    outcomes
}

/// The policies that no other one derives from.
fn without_relying_party(environment: &Environment) -> Vec<String> {
    let outcome = compile_on_disk(&environment.options_on_disk(Purpose::Check), DiskLoader::new("."));
    let leaves: BTreeSet<String> =
        outcome.chains.iter().filter_map(|chain| Some(outcome.sources.get(*chain.last()?).path().to_owned())).collect();
    if leaves.is_empty() { environment.policies.clone() } else { leaves.into_iter().collect() }
}

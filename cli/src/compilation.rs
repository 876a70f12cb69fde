//! Runs the compiler over a set of policies, once an environment.
//!
//! - this file: what is compiled with which options
//! - `unused_settings`: what is unused in all environments, said once

mod unused_settings;

use crate::arguments::{Generate, PolicyOptions, SignIn};
use crate::discover::{Discovered, Skipped, discover};
use crate::disk::{AlreadyRead, Disk, Edited, WithoutSettings};
use crate::output::{Failure, counted, message};
use crate::paths::{absolute, folder, normalize, on_disk, shown};
use crate::project::{self, Environment, GenerateTable, Group, ProjectFinder, complete_keys, groups, select};
use crate::settings::{FILE_NAME, SettingsFile, SettingsFinder};
use claimsmith_compiler::ast::PolicyFile;
use claimsmith_compiler::diagnostic::suggest::did_you_mean;
use claimsmith_compiler::inspect::Question;
use claimsmith_compiler::loader::{DiskLoader, Loader};
use claimsmith_compiler::settings::has_placeholder;
use claimsmith_compiler::source::FileId;
use claimsmith_compiler::{Argument, DeclaredKeys, Diagnostic, Options, Outcome, Purpose, SourceMap, compile};
use std::collections::{BTreeMap, BTreeSet};

/// How many skipped files are named.
const MOST_SKIPPED: usize = 10;

/// One run of the compiler.
#[derive(Debug)]
pub(crate) struct Run {
    /// The environment it was for.
    pub(crate) environment: Option<String>,
    /// Addresses of the applications in the environments that this run is for, as browsers see them.
    pub(crate) application_urls: Vec<String>,
    /// How many environments the settings of these policies were run for.
    pub(crate) environments: usize,
    /// Whether the policies may say something else in environments of their settings that were not asked for.
    pub(crate) leaves_out_environments: bool,
    /// The policy keys that its tenant is declared to have.
    pub(crate) keys: Option<DeclaredKeys>,
    /// What came of it.
    pub(crate) outcome: Outcome,
}

impl Run {
    /// Findings about files that no policy came from.
    pub(crate) fn of_findings(sources: SourceMap, diagnostics: Vec<Diagnostic>) -> Self {
        let outcome = Outcome {
            sources,
            diagnostics,
            files: BTreeMap::new(),
            truncated: false,
            unmatched: Vec::new(),
            sdk: None,
            inventory: Vec::new(),
            answer: None,
            chains: Vec::new(),
            relinked: Vec::new(),
            used_settings: Vec::new(),
        };
        Self { environments: 1, ..single(None, outcome) }
    }

    /// Whether a policy key of its tenant is declared at this place.
    pub(crate) fn declares_key(&self, path: &str, start: u32) -> bool {
        let keys = self.keys.as_ref().filter(|keys| keys.path == path);
        keys.is_some_and(|keys| keys.keys.iter().any(|key| key.place.start == start))
    }
}

/// The runs over everything that was named.
#[derive(Debug)]
pub(crate) struct Compilation {
    /// One run an environment of each settings file; one where there is none.
    pub(crate) runs: Vec<Run>,
    /// Number of policy files.
    pub(crate) policies: usize,
    /// What the user should know about files that were passed over, each with its line end.
    pub(crate) notes: Vec<String>,
}

/// Finds the policies below the paths and compiles them in every environment, or in the one that was asked for, to
/// report what is wrong with them, and what is wanted of them. Says which files were passed over.
///
/// # Errors
/// When a folder that was named cannot be read, there is no policy, or an environment is named where there are none.
pub(crate) fn inspect(paths: &[String], options: &PolicyOptions, wanted: &Wanted<'_>) -> Result<Compilation, Failure> {
    let compilation = every_policy(paths, options, &Edited::default(), wanted)?;
    compilation.notes.iter().for_each(|note| message(note));
    Ok(compilation)
}

/// As [`inspect`] for the findings alone, with other contents for some files, and in silence.
///
/// # Errors
/// As for [`inspect`].
pub(crate) fn check_edited(paths: &[String], options: &PolicyOptions, edited: &Edited) -> Result<Compilation, Failure> {
    every_policy(paths, options, edited, &Wanted::Findings)
}

/// What is wanted of the policies.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Wanted<'q> {
    /// What is wrong with them.
    Findings,
    /// That, what they hold, and the answer to a question.
    Inventory(Option<&'q Question>),
    /// What they hold, and their claims transformations in the files as they were read, be bases missing or not.
    Transformations,
}

fn every_policy(
    paths: &[String],
    options: &PolicyOptions,
    edited: &Edited,
    wanted: &Wanted<'_>,
) -> Result<Compilation, Failure> {
    require_bases(options)?;
    let mut finder = SettingsFinder::default();
    let named = options.settings.as_deref().map(SettingsFile::read);
    let Discovered { policies, skipped, read: already_read } = discover(paths, named.as_ref(), &mut finder)?;
    let (missing, policies): (Vec<String>, Vec<String>) =
        policies.into_iter().partition(|policy| !already_read.has(policy) && !on_disk(policy).exists());
    let groups = groups(&policies, options.settings.as_deref(), &mut ProjectFinder::default(), &mut finder)?;
    require_settings(options, &groups)?;
    require_used(paths, &groups)?;
    let complete_keys = complete_keys(&groups, options)?;
    let mut runs: Vec<Run> = Vec::new();
    if !missing.is_empty() {
        let asked = Asked { bases: Vec::new(), wanted, edited, already_read: &already_read, is_whole_set: false };
        runs.push(single(None, check(&nowhere(&missing), options, Vec::new(), &asked).0));
    }
    let mut unclaimed = Vec::new();
    for (at, group) in groups.iter().enumerate() {
        let read: BTreeSet<&str> =
            runs.iter().flat_map(|run| run.outcome.sources.iter()).map(|(_, s)| s.path()).collect();
        let mut environments = group.environments(options)?;
        unclaimed.extend(unclaimed_by(&environments, group, &read));
        let is_whole_set = is_whole_set(paths, group) && !group.policies.iter().any(|it| read.contains(it.as_str()));
        // A file that served a policy with settings of its own as a base is no leaf.
        for keys in environments.iter_mut().filter_map(|environment| environment.keys.as_mut()) {
            keys.is_complete = complete_keys.contains(&keys.path);
        }
        environments.iter_mut().for_each(|it| it.policies.retain(|policy| !read.contains(policy.as_str())));
        let others = groups.iter().enumerate().filter(|(other, _)| *other != at);
        let bases = others.flat_map(|(_, group)| group.folders()).collect::<BTreeSet<&str>>();
        let bases = bases.into_iter().map(Argument::new).collect();
        let asked = Asked { bases, wanted, edited, already_read: &already_read, is_whole_set };
        let mut of_group = every_environment(environments, options, group, &asked);
        unused_settings::join(&mut of_group);
        runs.extend(of_group);
    }
    if runs.is_empty() {
        return Err(Failure::new("none of these policies belongs to an environment")
            .help("`policies` of `claimsmith.toml` says which do"));
    }
    let mut notes = notes(&skipped, &finder);
    notes.extend(unclaimed.iter().take(MOST_SKIPPED).map(|path| {
        format!("note: `{path}` is skipped: it is in the `policies` of no environment of `claimsmith.toml`\n")
    }));
    Ok(Compilation { runs, policies: policies.len() + missing.len(), notes })
}

/// What is not there is in the policies of no environment: alone the compiler says so, and what was meant.
fn nowhere(policies: &[String]) -> Environment {
    Environment { policies: policies.to_vec(), ..Environment::default() }
}

/// The policies that no environment has: neither as one of its own nor as what has been read for another.
fn unclaimed_by<'g>(environments: &[Environment], group: &'g Group, read: &BTreeSet<&str>) -> Vec<&'g str> {
    let own: BTreeSet<&str> = environments
        .iter()
        .flat_map(|environment| environment.policies.iter().chain(&environment.overlay))
        .map(String::as_str)
        .collect();
    let policies = group.policies.iter().map(String::as_str);
    policies.filter(|policy| !own.contains(policy) && !read.contains(policy)).collect()
}

/// What is asked of every environment alike.
struct Asked<'a> {
    /// Folders of policies with other settings.
    bases: Vec<Argument>,
    wanted: &'a Wanted<'a>,
    edited: &'a Edited,
    already_read: &'a AlreadyRead,
    /// Whether these are all policies of the environments.
    is_whole_set: bool,
}

/// Whether a folder that was named holds this one.
fn holds(paths: &[String], below: &str) -> bool {
    let below = absolute(on_disk(below));
    let folders = paths.iter().map(|path| normalize(path)).filter(|path| on_disk(path).is_dir());
    folders.map(|path| absolute(on_disk(&path))).any(|folder| below.starts_with(folder))
}

/// Whether everything that uses the settings of a group, and that its project names, is in the folders that were named.
fn is_whole_set(paths: &[String], group: &Group) -> bool {
    let of_settings = group.settings.as_ref().is_some_and(|settings| holds(paths, folder(&settings.path)));
    of_settings && (group.project.path.is_none() || holds(paths, group.project.folder()))
}

/// Reports what project files say in vain, of those projects that were named as a whole.
fn require_used(paths: &[String], groups: &[Group]) -> Result<(), Failure> {
    let mut seen = BTreeSet::new();
    for Group { project, .. } in groups {
        if project.path.is_some() && seen.insert(&project.path) && holds(paths, project.folder()) {
            project.require_used(groups)?;
        }
    }
    Ok(())
}

fn notes(skipped: &[Skipped], finder: &SettingsFinder) -> Vec<String> {
    let line = |file: &Skipped| format!("note: `{}` is skipped: {}\n", file.path, file.reason);
    let mut notes: Vec<String> = skipped.iter().take(MOST_SKIPPED).map(line).collect();
    if let more @ 1.. = skipped.len().saturating_sub(MOST_SKIPPED) {
        notes.push(format!("note: {} skipped\n", counted(more, "more file is", "more files are")));
    }
    notes.extend(foreign_settings(finder));
    notes
}

/// Compiles one policy in one environment, to generate code.
///
/// # Errors
/// When the settings have several environments and none is named, or one is named where there are none.
pub(crate) fn generate(policy: &str, arguments: &Generate) -> Result<GenerateRun, Failure> {
    let mut environment = one_policy(policy, &arguments.options)?;
    environment.generate = environment.generate.with(&arguments.table()?);
    let wanted = environment.options(Purpose::Generate);
    let outcome = compile_on_disk(&wanted, DiskLoader::new("."));
    let runs = vec![single(arguments.options.environment.clone(), outcome)];
    let compilation = Compilation { runs, policies: 1, notes: Vec::new() };
    Ok(GenerateRun { environment, options: wanted, compilation })
}

/// Compiles one policy in one environment, to sign in with it.
///
/// # Errors
/// As for [`generate`].
pub(crate) fn sign_in(arguments: &SignIn) -> Result<Compilation, Failure> {
    let SignIn { policy, options, profile, .. } = arguments;
    let mut wanted = Environment { generate: GenerateTable::default(), ..one_policy(policy, options)? };
    wanted.generate.profiles = profile.as_ref().map(|profile| vec![profile.clone()]);
    let outcome = compile_on_disk(&wanted.options(Purpose::Generate), DiskLoader::new("."));
    Ok(Compilation { runs: vec![single(options.environment.clone(), outcome)], policies: 1, notes: Vec::new() })
}

/// The one environment that a policy is wanted for, with no other policy; the folders of the others are searched for bases.
fn one_policy(policy: &str, options: &PolicyOptions) -> Result<Environment, Failure> {
    require_bases(options)?;
    let policy = normalize(policy);
    if !on_disk(&policy).exists() {
        return Ok(nowhere(&[policy]));
    }
    let (mut finder, mut projects) = (SettingsFinder::default(), ProjectFinder::default());
    let groups = groups(std::slice::from_ref(&policy), options.settings.as_deref(), &mut projects, &mut finder)?;
    foreign_settings(&finder).for_each(|note| message(&note));
    require_settings(options, &groups)?;
    let group = groups.first().ok_or_else(|| Failure::new("no policy is named"))?;
    let mut environments = select(group.environments(options)?, options.environment.as_deref());
    if environments.iter().any(|environment| !environment.policies.is_empty()) {
        environments.retain(|environment| !environment.policies.is_empty());
    }
    let first = environments.first().cloned().ok_or_else(|| Failure::new("no policy is named"))?;
    if environments.len() > 1 {
        let of = first.settings.as_ref().or(group.project.path.as_ref()).map_or("claimsmith.toml", String::as_str);
        let failure = Failure::new(format!("`{of}` has several environments; name one"));
        let names = environments.iter().map(|environment| environment.name.as_str());
        return Err(names.fold(failure, |failure, name| failure.help(format!("--environment {}", quoted(name)))));
    }
    let mut bases = first.bases.clone();
    bases.extend(group.project.folders_of(&first, options)?);
    Ok(Environment { policies: vec![policy], bases, ..first })
}

/// The run for a crate, and with which options it can be repeated.
#[derive(Debug)]
pub(crate) struct GenerateRun {
    /// The environment, with the policy as its only one.
    pub(crate) environment: Environment,
    /// The options of the compiler, with paths relative to the current folder.
    pub(crate) options: Options,
    /// The one run.
    pub(crate) compilation: Compilation,
}

fn single(environment: Option<String>, outcome: Outcome) -> Run {
    Run {
        environment,
        application_urls: Vec::new(),
        environments: 1,
        leaves_out_environments: false,
        keys: None,
        outcome,
    }
}

fn every_environment(
    environments: Vec<Environment>,
    options: &PolicyOptions,
    group: &Group,
    asked: &Asked<'_>,
) -> Vec<Run> {
    let settings = group.settings.as_deref();
    let all =
        environments.iter().filter(|environment| environment.is_named && !environment.policies.is_empty()).count();
    let differ = environments.windows(2).any(|two| !matches!(two, [a, b] if is_alike(a, b)));
    let application_urls: Vec<String> = environments.iter().filter_map(|it| it.application_url.clone()).collect();
    let mut further = further_environments(&environments, settings, options);
    let mut runs: Vec<Run> = Vec::new();
    for environment in select(environments, options.environment.as_deref()) {
        if environment.policies.is_empty() {
            continue;
        }
        let (outcome, keys) = check(&environment, options, std::mem::take(&mut further), asked);
        let name = environment.is_named.then_some(environment.name);
        let urls = environment.application_url.into_iter().collect();
        let single = |name, outcome| Run { application_urls: urls, keys, ..single(name, outcome) };
        if options.environment.is_some() || all == 0 {
            let leaves_out_environments = all > 1 && (differ || has_placeholders(&outcome, settings));
            return vec![Run { leaves_out_environments, ..single(name, outcome) }];
        }
        // What is wrong with an entry of the settings is found by the run for it.
        let is_flawless = settings.is_none_or(|settings| !settings.read.has_findings());
        let same_everywhere = runs.is_empty() && !differ && is_flawless && !has_placeholders(&outcome, settings);
        let outcome = Outcome { files: kept(outcome.files, asked.wanted), ..outcome };
        runs.push(Run { environments: all, ..single(name, outcome) });
        if same_everywhere {
            let of_all =
                |run| Run { environment: None, environments: 1, application_urls: application_urls.clone(), ..run };
            return runs.into_iter().map(of_all).collect();
        }
    }
    runs
}

/// The entries of the settings that no environment with policies is about: somebody has to say what is wrong with them, when
/// all are asked for.
fn further_environments(
    environments: &[Environment],
    settings: Option<&SettingsFile>,
    options: &PolicyOptions,
) -> Vec<String> {
    let Some(settings) = settings.filter(|_| options.environment.is_none()) else { return Vec::new() };
    let with_policies = environments.iter().filter(|environment| !environment.policies.is_empty());
    let names = with_policies.flat_map(|environment| environment.inherits.iter().chain([&environment.name]));
    let known: BTreeSet<String> = names.map(|name| name.to_lowercase()).collect();
    let entries = settings.environments.iter().map(|entry| &entry.name);
    entries.filter(|name| !known.contains(&name.to_lowercase())).cloned().collect()
}

/// Of many environments not everything is kept.
fn kept(files: BTreeMap<FileId, PolicyFile>, wanted: &Wanted<'_>) -> BTreeMap<FileId, PolicyFile> {
    let transformations = |mut file: PolicyFile| {
        file.claim_types.clear();
        file.content_definitions.clear();
        file.localization = None;
        file.display_controls.clear();
        file.claims_providers.clear();
        file.user_journeys.clear();
        file.sub_journeys.clear();
        file.raw.clear();
        file
    };
    match wanted {
        Wanted::Transformations => files.into_iter().map(|(id, file)| (id, transformations(file))).collect(),
        Wanted::Findings | Wanted::Inventory(_) => BTreeMap::new(),
    }
}

fn check(
    environment: &Environment,
    options: &PolicyOptions,
    further_environments: Vec<String>,
    asked: &Asked<'_>,
) -> (Outcome, Option<DeclaredKeys>) {
    let mut wanted = match asked.edited.is_empty() {
        true => environment.options_on_disk(Purpose::Check),
        false => environment.options(Purpose::Check),
    };
    match asked.wanted {
        Wanted::Findings => wanted.inventory = false,
        Wanted::Inventory(question) => wanted.inspect = question.cloned(),
        Wanted::Transformations => {}
    }
    wanted.further_environments = further_environments;
    wanted.bases.extend(asked.bases.iter().cloned());
    // Of what is inherited, others may use the rest.
    wanted.is_whole_set = asked.is_whole_set && (options.environment.is_none() || wanted.inherits.is_empty());
    let outcome = compile_on_disk(&wanted, Disk { edited: asked.edited, already_read: asked.already_read });
    (outcome, wanted.keys)
}

/// Whether two environments differ in nothing but their settings.
fn is_alike(a: &Environment, b: &Environment) -> bool {
    a.policies == b.policies && a.overlay == b.overlay && a.keys == b.keys
}

/// Whether any policy differs between environments.
fn has_placeholders(outcome: &Outcome, settings: Option<&SettingsFile>) -> bool {
    let policies = outcome.sources.iter().filter(|(_, source)| settings.is_none_or(|s| s.path != source.path()));
    policies.into_iter().any(|(_, source)| has_placeholder(source.original()))
}

/// Compiles with the settings that the options name, or with none.
pub(crate) fn compile_on_disk(options: &Options, disk: impl Loader) -> Outcome {
    match options.settings {
        Some(_) => compile(options, &disk),
        None => compile(options, &WithoutSettings(disk)),
    }
}

/// Refuses `--base` with a folder that is not there.
///
/// # Errors
/// When there is none.
pub(crate) fn require_bases(options: &PolicyOptions) -> Result<(), Failure> {
    match options.bases.iter().find(|base| !on_disk(&normalize(base)).exists()) {
        Some(base) => Err(Failure::new(format!("there is no folder `{base}` to look for bases in"))),
        None => Ok(()),
    }
}

fn require_settings(options: &PolicyOptions, groups: &[Group]) -> Result<(), Failure> {
    let Some(environment) = &options.environment else { return Ok(()) };
    match groups.iter().find(|group| group.settings.is_some()).or(groups.first()) {
        Some(Group { settings: None, policies, project }) if project.environments.is_empty() => {
            let first = policies.first().map_or("", |policy| folder(policy));
            let message = format!("the environment `{environment}` is named, but there are no settings");
            Err(Failure::new(message)
                .help(format!("put `{FILE_NAME}` in or above `{}`, or name it with --settings", shown(first))))
        }
        // The tables say which environments there are.
        Some(Group { settings: None, project, .. })
            if !project
                .environments
                .iter()
                .any(|table| table.name.text.to_lowercase() == environment.to_lowercase()) =>
        {
            let of = project.path.as_deref().unwrap_or(project::FILE_NAME);
            let failure = Failure::new(format!("there is no environment `{environment}` in `{of}`"));
            let names = project.environments.iter().map(|table| table.name.text.as_str());
            Err(did_you_mean(environment, names).into_iter().fold(failure, Failure::help))
        }
        _ => Ok(()),
    }
}

fn foreign_settings(finder: &SettingsFinder) -> impl Iterator<Item = String> {
    finder.foreign().iter().map(|path| format!("note: `{path}` has no `Environments` and is not used\n"))
}

fn quoted(name: &str) -> String {
    let plain = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
    if plain { name.to_owned() } else { format!("\"{name}\"") }
}

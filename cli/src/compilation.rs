//! Runs the compiler over a set of policies, once an environment.

use crate::arguments::{Generate, PolicyOptions, SignIn};
use crate::discover::{Discovered, Skipped, discover};
use crate::output::{Failure, counted, message};
use crate::paths::{folder, normalize, on_disk, shown};
use crate::settings::{FILE_NAME, SettingsFile, SettingsFinder};
use claimsmith_compiler::inspect::Question;
use claimsmith_compiler::loader::{DiskLoader, Entry, LoadError, Loader};
use claimsmith_compiler::settings::has_placeholder;
use claimsmith_compiler::{Argument, Options, Outcome, Purpose, compile};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;

/// How many skipped files are named.
const MOST_SKIPPED: usize = 10;

/// One run of the compiler.
#[derive(Debug)]
pub(crate) struct Run {
    /// The environment it was for.
    pub(crate) environment: Option<String>,
    /// How many environments the settings of these policies were run for.
    pub(crate) environments: usize,
    /// Whether the policies may say something else in environments of their settings that were not asked for.
    pub(crate) leaves_out_environments: bool,
    /// What came of it.
    pub(crate) outcome: Outcome,
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

/// Contents that stand for those of files on disk, by canonical path: edits that have not been written yet.
pub(crate) type Edited = Arc<BTreeMap<PathBuf, Vec<u8>>>;

/// Policies with the same settings file.
#[derive(Debug)]
struct Group {
    settings: Option<Rc<SettingsFile>>,
    policies: Vec<String>,
}

/// Finds the policies below the paths and compiles them in every environment, or in the one that was asked for, to
/// report what is wrong with them; `question` is asked about them too. Says which files were passed over.
///
/// # Errors
/// When a folder that was named cannot be read, there is no policy, or an environment is named where there are none.
pub(crate) fn inspect(
    paths: &[String],
    options: &PolicyOptions,
    question: Option<&Question>,
) -> Result<Compilation, Failure> {
    let compilation = every_policy(paths, options, &Edited::default(), question)?;
    compilation.notes.iter().for_each(|note| message(note));
    Ok(compilation)
}

/// As [`inspect`] without a question, with other contents for some files, and in silence.
///
/// # Errors
/// As for [`inspect`].
pub(crate) fn check_edited(paths: &[String], options: &PolicyOptions, edited: &Edited) -> Result<Compilation, Failure> {
    every_policy(paths, options, edited, None)
}

fn every_policy(
    paths: &[String],
    options: &PolicyOptions,
    edited: &Edited,
    question: Option<&Question>,
) -> Result<Compilation, Failure> {
    require_bases(options)?;
    let mut finder = SettingsFinder::default();
    let settings = options.settings.as_deref().map(|path| Rc::new(SettingsFile::read(path)));
    let Discovered { policies, skipped } = discover(paths, settings.as_deref(), &mut finder)?;
    let groups = groups(&policies, settings, &mut finder);
    require_settings(options, &groups)?;
    let mut runs: Vec<Run> = Vec::new();
    for (at, group) in groups.iter().enumerate() {
        let read: BTreeSet<&str> =
            runs.iter().flat_map(|run| run.outcome.sources.iter()).map(|(_, s)| s.path()).collect();
        let others: BTreeSet<&str> =
            groups.iter().enumerate().filter(|(other, _)| *other != at).flat_map(|(_, g)| folders(g)).collect();
        // A file that served a policy with settings of its own as a base is no leaf.
        let leaves = group.policies.iter().filter(|policy| !read.contains(policy.as_str()));
        let mut wanted = compiler_options(leaves, options, Purpose::Check);
        wanted.inspect = question.cloned();
        wanted.bases.extend(others.into_iter().map(Argument::new));
        if !wanted.policies.is_empty() {
            runs.extend(every_environment(wanted, group.settings.as_deref(), edited));
        }
    }
    Ok(Compilation { runs, policies: policies.len(), notes: notes(&skipped, &finder) })
}

fn notes(skipped: &[Skipped], finder: &SettingsFinder) -> Vec<String> {
    let line = |file: &Skipped| format!("note: `{}` is skipped: its root element is `{}`\n", file.path, file.root);
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
pub(crate) fn generate(arguments: &Generate) -> Result<GenerateRun, Failure> {
    let Generate { policy, options, profiles, .. } = arguments;
    let mut wanted = one_policy(policy, options)?;
    wanted.profiles = (!profiles.is_empty()).then(|| profiles.iter().map(Argument::new).collect());
    wanted.rename.clone_from(&arguments.renames);
    wanted.derive = arguments.derives.iter().map(Argument::new).collect();
    let outcome = compile_on_disk(&wanted, DiskLoader::new("."));
    let runs = vec![single(options.environment.clone(), outcome)];
    Ok(GenerateRun { options: wanted, compilation: Compilation { runs, policies: 1, notes: Vec::new() } })
}

/// Compiles one policy in one environment, to sign in with it.
///
/// # Errors
/// As for [`generate`].
pub(crate) fn sign_in(arguments: &SignIn) -> Result<Compilation, Failure> {
    let SignIn { policy, options, profile, .. } = arguments;
    let mut wanted = one_policy(policy, options)?;
    wanted.profiles = profile.as_ref().map(|profile| vec![Argument::new(profile)]);
    let outcome = compile_on_disk(&wanted, DiskLoader::new("."));
    Ok(Compilation { runs: vec![single(options.environment.clone(), outcome)], policies: 1, notes: Vec::new() })
}

/// The options of the compiler for one policy in one environment.
fn one_policy(policy: &str, options: &PolicyOptions) -> Result<Options, Failure> {
    require_bases(options)?;
    let policy = normalize(policy);
    let mut finder = SettingsFinder::default();
    let settings = match &options.settings {
        Some(path) => Some(Rc::new(SettingsFile::read(path))),
        None => finder.nearest(folder(&policy)),
    };
    foreign_settings(&finder).for_each(|note| message(&note));
    let group = Group { settings, policies: vec![policy] };
    require_settings(options, std::slice::from_ref(&group))?;
    if let (None, Some(settings)) = (&options.environment, &group.settings)
        && settings.environments.len() > 1
    {
        let failure = Failure::new(format!("`{}` has several environments; name one", settings.path));
        let names = settings.environments.iter();
        return Err(names.fold(failure, |failure, name| failure.help(format!("--environment {}", quoted(name)))));
    }
    let mut wanted = compiler_options(&group.policies, options, Purpose::Generate);
    wanted.settings = group.settings.as_ref().map(|settings| Argument::new(settings.path.as_str()));
    Ok(wanted)
}

/// The run for a crate, and with which options it can be repeated.
#[derive(Debug)]
pub(crate) struct GenerateRun {
    /// The options of the compiler, with paths relative to the current folder.
    pub(crate) options: Options,
    /// The one run.
    pub(crate) compilation: Compilation,
}

fn single(environment: Option<String>, outcome: Outcome) -> Run {
    Run { environment, environments: 1, leaves_out_environments: false, outcome }
}

fn every_environment(mut options: Options, settings: Option<&SettingsFile>, edited: &Edited) -> Vec<Run> {
    let disk = || Disk { loader: DiskLoader::new("."), edited: Arc::clone(edited) };
    options.settings = settings.map(|settings| Argument::new(settings.path.as_str()));
    let names = settings.map_or(&[][..], |settings| settings.environments.as_slice());
    if options.environment.is_some() || names.is_empty() {
        let environment = options.environment.as_ref().map(|argument| argument.value.clone());
        let outcome = compile_on_disk(&options, disk());
        let leaves_out_environments = names.len() > 1 && has_placeholders(&outcome, settings);
        return vec![Run { leaves_out_environments, ..single(environment, outcome) }];
    }
    let mut runs: Vec<Run> = Vec::new();
    for name in names {
        options.environment = Some(Argument::new(name.as_str()));
        let outcome = compile_on_disk(&options, disk());
        let same_everywhere = runs.is_empty() && !has_placeholders(&outcome, settings);
        runs.push(Run { environments: names.len(), ..single(Some(name.clone()), outcome) });
        if same_everywhere {
            return runs.into_iter().map(|run| single(None, run.outcome)).collect();
        }
    }
    runs
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

/// Hides settings from the compiler, whose own search knows nothing of the folders above the current one and so would
/// take the current folder for one above `../policies`.
struct WithoutSettings<L>(L);

impl<L: Loader> Loader for WithoutSettings<L> {
    fn read(&self, path: &str) -> Result<Vec<u8>, LoadError> {
        if path.rsplit('/').next() == Some(FILE_NAME) { Err(LoadError::NotFound) } else { self.0.read(path) }
    }

    fn list(&self, folder: &str) -> Result<Vec<Entry>, LoadError> {
        self.0.list(folder)
    }
}

/// Files on disk, some of them with other contents.
struct Disk {
    loader: DiskLoader,
    edited: Edited,
}

impl Loader for Disk {
    fn read(&self, path: &str) -> Result<Vec<u8>, LoadError> {
        let edited = || self.edited.get(&on_disk(path).canonicalize().ok()?).cloned();
        let edited = if self.edited.is_empty() { None } else { edited() };
        edited.map_or_else(|| self.loader.read(path), Ok)
    }

    fn list(&self, folder: &str) -> Result<Vec<Entry>, LoadError> {
        self.loader.list(folder)
    }
}

fn compiler_options<'p>(
    policies: impl IntoIterator<Item = &'p String>,
    options: &PolicyOptions,
    purpose: Purpose,
) -> Options {
    let mut wanted = Options::new(policies, purpose);
    wanted.bases = options.bases.iter().map(|base| Argument::new(normalize(base))).collect();
    wanted.environment = options.environment.as_deref().map(Argument::new);
    wanted
}

/// The policies by their settings file, the most deeply nested settings first, those without settings last: so bases
/// are read before the group they stand in is looked at.
fn groups(policies: &[String], named: Option<Rc<SettingsFile>>, finder: &mut SettingsFinder) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for policy in policies {
        let settings = named.clone().or_else(|| finder.nearest(folder(policy)));
        let path = |settings: &Option<Rc<SettingsFile>>| settings.as_ref().map(|settings| settings.path.clone());
        match groups.iter_mut().find(|group| path(&group.settings) == path(&settings)) {
            Some(group) => group.policies.push(policy.clone()),
            None => groups.push(Group { settings, policies: vec![policy.clone()] }),
        }
    }
    let depth = |group: &Group| group.settings.as_ref().map_or(0, |settings| on_disk_depth(&settings.path));
    groups.sort_by_key(|group| std::cmp::Reverse(depth(group)));
    groups
}

fn on_disk_depth(path: &str) -> usize {
    crate::paths::absolute(on_disk(path)).components().count()
}

fn folders(group: &Group) -> impl Iterator<Item = &str> {
    group.policies.iter().map(|policy| folder(policy))
}

fn require_bases(options: &PolicyOptions) -> Result<(), Failure> {
    match options.bases.iter().find(|base| !on_disk(&normalize(base)).exists()) {
        Some(base) => Err(Failure::new(format!("there is no folder `{base}` to look for bases in"))),
        None => Ok(()),
    }
}

fn require_settings(options: &PolicyOptions, groups: &[Group]) -> Result<(), Failure> {
    let Some(environment) = &options.environment else { return Ok(()) };
    match groups.iter().find(|group| group.settings.is_some()).or(groups.first()) {
        Some(Group { settings: None, policies }) => {
            let first = policies.first().map_or("", |policy| folder(policy));
            let message = format!("the environment `{environment}` is named, but there are no settings");
            Err(Failure::new(message)
                .help(format!("put `{FILE_NAME}` in or above `{}`, or name it with --settings", shown(first))))
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

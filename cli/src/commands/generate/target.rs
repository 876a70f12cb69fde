//! Which crate of an environment is written where.

use super::settings_extract::Extracts;
use super::{dependency, names, workspace};
use crate::arguments::Generate;
use crate::output::Failure;
use crate::paths::{self, absolute, folder, join, normalize, on_disk};
use crate::project::{Environment, Project};
use claimsmith_compiler::load::has_relying_party;
use claimsmith_compiler::loader::{DiskLoader, Loader};
use claimsmith_compiler::sdk::{CrateOptions, EnvironmentFacts};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A crate to be.
#[derive(Debug)]
pub(super) struct Target {
    /// The environment it is for.
    pub(super) environment: Environment,
    /// The relying-party policies of the environment.
    pub(super) leaves: Vec<String>,
    /// The folder that paths in generated files are relative to: the same from wherever the tool was started.
    pub(super) root: String,
    /// The settings file as far as the environment needs it; `None` when only the whole file will do.
    pub(super) extract: Option<String>,
    /// How the crate is written.
    pub(super) options: CrateOptions,
    /// Its folder, as the user knows it.
    pub(super) shown: String,
    /// Its folder.
    pub(super) folder: PathBuf,
}

/// The crates of these environments.
///
/// # Errors
/// When there is no folder for the crates, or two have the same folder or name.
pub(super) fn targets(
    project: &Project,
    environments: Vec<Environment>,
    arguments: &Generate,
) -> Result<Targets, Failure> {
    if holder(project, arguments).is_none() && environments.iter().any(|it| it.generate.out.is_none()) {
        return Err(no_folder());
    }
    let is_workspace = workspace::is_wanted(project, arguments);
    let (mut leaves, mut extracts) = (Leaves::default(), Extracts::default());
    let mut targets = Targets::default();
    let (mut folders, mut names) = (BTreeMap::new(), BTreeMap::new());
    for mut environment in environments {
        environment.generate = environment.generate.with(&arguments.table()?);
        let extract = extracts.of(&environment);
        let mut target = match target(project, environment, &mut leaves, arguments) {
            Ok(target) => Target { extract, ..target },
            // Nothing that is wrong with one environment keeps the others from their crates.
            Err(failure) => {
                targets.failures.push(failure);
                continue;
            }
        };
        target.options.is_member = is_workspace
            && holder(project, arguments).is_some_and(|holder| target.folder.starts_with(absolute(on_disk(&holder))));
        let name = target.environment.name.clone();
        if let Some(other) = folders.insert(target.folder.clone(), name.clone()) {
            let message = format!("the environments `{other}` and `{name}` both give the folder `{}`", target.shown);
            let help = "rename one of them, or give it a `folder` in its `[environments.NAME.generate]`";
            return Err(Failure::new(message).help(help));
        }
        // To Rust `-` and `_` are one.
        if let Some(other) = names.insert(target.options.name.replace('-', "_").to_lowercase(), name.clone()) {
            let message =
                format!("the environments `{other}` and `{name}` both give the crate `{}`", target.options.name);
            let help = "let `name` in `[generate]` have `{environment}` in it, or give one of them a name of its own";
            return Err(Failure::new(message).help(help));
        }
        targets.list.push(target);
    }
    Ok(targets)
}

/// The folder that holds the crate, or all of them: where a workspace over them has its manifest. `None` when nothing names one.
pub(super) fn holder(project: &Project, arguments: &Generate) -> Option<String> {
    match &arguments.folder {
        Some(folder) if !arguments.all => {
            let own = normalize(folder);
            if own.is_empty() || own.ends_with("..") {
                return absolute(on_disk(&own)).parent().and_then(Path::to_str).map(str::to_owned);
            }
            Some(paths::folder(&own).to_owned())
        }
        Some(folder) => Some(normalize(folder)),
        None => project.generate.out.clone(),
    }
}

/// The crates to be, and why there is none for other environments.
#[derive(Debug, Default)]
pub(super) struct Targets {
    pub(super) list: Vec<Target>,
    pub(super) failures: Vec<Failure>,
}

fn no_folder() -> Failure {
    Failure::new("the crate has no folder").help("name it with --out, or with `out` in `[generate]` of claimsmith.toml")
}

fn target(
    project: &Project,
    environment: Environment,
    leaves: &mut Leaves,
    arguments: &Generate,
) -> Result<Target, Failure> {
    let table = &environment.generate;
    let settings = environment.settings.as_deref();
    let root = project.path.as_deref().or(settings).map_or("", folder).to_owned();
    let own = || names::folder_of_environment(&environment.name, table.folder.as_deref());
    let shown = match (&arguments.folder, &table.out) {
        (Some(folder), _) if !arguments.all => normalize(folder),
        (Some(parent), _) => join(&normalize(parent), &own()?),
        (None, Some(parent)) => join(parent, &own()?),
        (None, None) => return Err(no_folder()),
    };
    let folder = absolute(on_disk(&shown));
    // Its variables would be those of every other environment with such a name.
    if !environment.name.contains(|c: char| c.is_ascii_alphanumeric()) {
        own()?;
    }
    let name = match &arguments.name {
        Some(name) => names::given(name)?,
        None => names::of_environment(table.name.as_deref(), &environment.name, &own()?)?,
    };
    let options = CrateOptions {
        dependency: dependency::dependency(arguments, table, &root, &folder),
        dependencies: dependency::further(table, &folder),
        license: table.license.clone(),
        environment: Some(EnvironmentFacts {
            name: environment.name.clone(),
            tenant: environment.tenant.clone(),
            application_url: environment.application_url.clone(),
        }),
        ..CrateOptions::new(name)
    };
    let version = table.version.clone().unwrap_or(options.version);
    let options = CrateOptions { version, ..options };
    let leaves: Vec<String> = environment.policies.iter().filter(|policy| leaves.contains(policy)).cloned().collect();
    if leaves.is_empty() {
        let message = format!("the environment `{}` has no policy with a `RelyingParty`", environment.name);
        return Err(Failure::new(message).help("a crate is for the policies that applications sign in with"));
    }
    Ok(Target { leaves, root, options, shown, folder, extract: None, environment })
}

/// Which files are relying-party policies; environments share most files, so each is read once.
#[derive(Debug, Default)]
struct Leaves(BTreeMap<String, bool>);

impl Leaves {
    fn contains(&mut self, policy: &str) -> bool {
        if let Some(known) = self.0.get(policy) {
            return *known;
        }
        let bytes = DiskLoader::new(".").read(policy).unwrap_or_default();
        let is_leaf = has_relying_party(String::from_utf8_lossy(&bytes).trim_start_matches('\u{feff}'));
        self.0.insert(policy.to_owned(), is_leaf);
        is_leaf
    }
}

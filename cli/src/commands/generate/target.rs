//! Which crate of an environment is written where.

use super::settings_extract::Extracts;
use super::{dependency, names};
use crate::arguments::Generate;
use crate::output::Failure;
use crate::paths::{absolute, folder, join, normalize, on_disk};
use crate::project::{Environment, Project};
use claimsmith_compiler::load::has_relying_party;
use claimsmith_compiler::loader::{DiskLoader, Loader};
use claimsmith_compiler::sdk::{CrateOptions, EnvironmentFacts};
use std::collections::BTreeMap;
use std::path::PathBuf;

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
/// When an environment gives no name or no folder for its crate, has no policy to sign in with, or two have the same folder.
pub(super) fn targets(
    project: &Project,
    environments: Vec<Environment>,
    arguments: &Generate,
) -> Result<Vec<Target>, Failure> {
    let (mut leaves, mut extracts) = (Leaves::default(), Extracts::default());
    let mut targets: Vec<Target> = Vec::new();
    let mut folders: BTreeMap<PathBuf, String> = BTreeMap::new();
    for mut environment in environments {
        environment.generate = environment.generate.with(&arguments.table()?);
        let extract = extracts.of(&environment);
        let target = Target { extract, ..target(project, environment, &mut leaves, arguments)? };
        let name = &target.environment.name;
        if let Some(other) = folders.insert(target.folder.clone(), name.clone()) {
            let message = format!("the environments `{other}` and `{name}` both give the folder `{}`", target.shown);
            return Err(Failure::new(message).help("rename one of them"));
        }
        targets.push(target);
    }
    Ok(targets)
}

/// The folder in which every environment gets its crate.
///
/// # Errors
/// When neither the command line nor the project file names it.
pub(super) fn parent(project: &Project, arguments: &Generate) -> Result<String, Failure> {
    arguments.folder.as_deref().map(normalize).or_else(|| project.generate.out.clone()).ok_or_else(no_folder)
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
    let shown = match (&arguments.folder, &table.out) {
        (Some(folder), _) if !arguments.all => normalize(folder),
        (Some(parent), _) => join(&normalize(parent), &names::folder_of_environment(&environment.name)?),
        (None, Some(parent)) => join(parent, &names::folder_of_environment(&environment.name)?),
        (None, None) => return Err(no_folder()),
    };
    let folder = absolute(on_disk(&shown));
    let name = match &arguments.name {
        Some(name) => names::given(name)?,
        None => names::of_environment(table.name.as_deref(), &environment.name)?,
    };
    let options = CrateOptions {
        dependency: dependency::dependency(arguments, table, &root, &folder),
        dependencies: dependency::further(table, &folder),
        license: table.license.clone(),
        is_member: arguments.workspace,
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

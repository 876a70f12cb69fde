//! The environments with everything decided, out of `claimsmith.toml` and the settings.
//!
//! An environment is an entry of the settings file, the table of the same name in `claimsmith.toml`, or both. Where there
//! are settings they say which environments there are, and a table of another name is a slip; where there are none the
//! tables do.

use super::policy_files::PolicyFiles;
use super::{EnvironmentTable, GenerateTable, Group, Place, Placed, Project};
use crate::arguments::PolicyOptions;
use crate::output::Failure;
use crate::paths::normalize;
use crate::settings::SettingsFile;
use claimsmith_compiler::diagnostic::suggest::did_you_mean;
use claimsmith_compiler::load::{ReadSettings, has_relying_party};
use claimsmith_compiler::loader::{DiskLoader, Loader};
use claimsmith_compiler::{Argument, DeclaredKeys, Options, Purpose};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The numbers of the arguments that the project file names; those that it does not name are number 0.
const OVERLAY: usize = 1;
const SETTINGS: usize = 2;
const FIRST_BASE: usize = 3;

/// An environment: what check, generate, build and the other commands work on. Paths are as seen from the current folder.
#[derive(Debug, Clone, Default)]
pub(crate) struct Environment {
    /// Its name; empty for the one of policies without environments.
    pub(crate) name: String,
    /// The domain of its tenant, `contoso.onmicrosoft.com`.
    pub(crate) tenant: Option<String>,
    /// Its policies.
    pub(crate) policies: Vec<String>,
    /// The file that stands in the chain just above its own base.
    pub(crate) overlay: Option<String>,
    /// The settings file.
    pub(crate) settings: Option<String>,
    /// What was read from it, the same for all its environments.
    pub(crate) read_settings: Option<Arc<ReadSettings>>,
    /// Names of the environments whose settings fill what this one does not set, nearest first.
    pub(crate) inherits: Vec<String>,
    /// Address of its application as browsers see it, without a slash at the end.
    pub(crate) application_url: Option<String>,
    /// Folders or files in which bases are looked for too.
    pub(crate) bases: Vec<String>,
    /// The policy keys that exist in its tenant, if somebody has declared them.
    pub(crate) keys: Option<DeclaredKeys>,
    /// Where the project file names what is above, by the numbers of these arguments.
    pub(crate) places: BTreeMap<usize, Place>,
    /// What its crate is generated with.
    pub(crate) generate: GenerateTable,
    /// Whether it has a name.
    pub(crate) is_named: bool,
}

impl Environment {
    /// The options to compile its policies with.
    pub(crate) fn options(&self, purpose: Purpose) -> Options {
        let mut options = Options::new(&self.policies, purpose);
        // Those of the project file are the first.
        let bases = self.bases.iter().enumerate();
        options.bases = bases.map(|(at, base)| Argument { index: FIRST_BASE + at, ..Argument::new(base) }).collect();
        options.settings = self.settings.as_ref().map(|path| Argument { index: SETTINGS, ..Argument::new(path) });
        options.environment = (self.is_named && self.settings.is_some()).then(|| Argument::new(&self.name));
        options.environment_name = self.is_named.then(|| self.generate.folder.as_ref().unwrap_or(&self.name).clone());
        options.inherits = self.inherits.iter().map(Argument::new).collect();
        options.overlay = self.overlay.as_ref().map(|path| Argument { index: OVERLAY, ..Argument::new(path) });
        options.argument_places = self.places.iter().map(|(number, place)| (*number, place.of_argument())).collect();
        if purpose == Purpose::Check {
            options.keys.clone_from(&self.keys);
        }
        // A check says which names would collide.
        options.rename.clone_from(&self.generate.rename);
        options.exclude = self.generate.exclude.iter().map(Argument::new).collect();
        if purpose == Purpose::Generate {
            let profiles = self.generate.profiles.as_ref();
            options.profiles = profiles.map(|profiles| profiles.iter().map(Argument::new).collect());
            options.derive = self.generate.derive.iter().map(Argument::new).collect();
            options.attributes = self.generate.item_attributes();
            options.types = self.generate.type_overrides();
        }
        self.generate.place_arguments(&mut options);
        options
    }

    /// As [`Environment::options`] for files as they are on disk: the settings are not read again, which for each of a
    /// thousand environments would take longer than all the policies.
    pub(crate) fn options_on_disk(&self, purpose: Purpose) -> Options {
        Options { read_settings: self.read_settings.clone(), ..self.options(purpose) }
    }

    /// Those of its policies that applications sign in with. A file that cannot be read is none.
    pub(crate) fn leaves(&self) -> Vec<String> {
        let is_leaf = |policy: &&String| {
            let bytes = DiskLoader::new(".").read(policy).unwrap_or_default();
            has_relying_party(String::from_utf8_lossy(&bytes).trim_start_matches('\u{feff}'))
        };
        self.policies.iter().filter(is_leaf).cloned().collect()
    }

    /// Whether this is its name or its tenant.
    fn is(&self, wanted: &str) -> bool {
        same(&self.name, wanted) || self.tenant.as_deref().is_some_and(|tenant| same(tenant, wanted))
    }
}

/// The environment of that name, or else of that tenant. One that is not there is made up, without its own policies: the
/// compiler says with the place in the settings which there are.
pub(crate) fn select(environments: Vec<Environment>, wanted: Option<&str>) -> Vec<Environment> {
    let Some(wanted) = wanted.map(str::trim) else { return environments };
    let by_name = environments.iter().find(|environment| same(&environment.name, wanted));
    let mut by_tenant = environments.iter().filter(|environment| environment.is(wanted));
    match (by_name, by_tenant.next(), by_tenant.next()) {
        (Some(found), ..) | (None, Some(found), None) => vec![found.clone()],
        _ => {
            let most = environments.into_iter().max_by_key(|environment| environment.policies.len());
            most.map(|like| made_up(like, wanted)).into_iter().collect()
        }
    }
}

fn made_up(like: Environment, wanted: &str) -> Environment {
    let name = wanted.to_owned();
    Environment { name, tenant: None, overlay: None, inherits: Vec::new(), keys: None, is_named: true, ..like }
}

/// The environment of that name, or else of that tenant.
///
/// # Errors
/// When there is none, with the nearest name.
pub(super) fn one(environments: Vec<Environment>, wanted: &str) -> Result<Environment, Failure> {
    let names: Vec<String> = environments.iter().filter(|it| it.is_named).map(|it| it.name.clone()).collect();
    let mut found = environments.iter().filter(|it| same(&it.name, wanted.trim()));
    let mut by_tenant = environments.iter().filter(|it| it.is(wanted.trim()));
    match (found.next(), by_tenant.next(), by_tenant.next()) {
        (Some(found), ..) | (None, Some(found), None) => Ok(found.clone()),
        (None, Some(_), Some(_)) => {
            Err(Failure::new(format!("several environments have the tenant `{wanted}`; give a name"))
                .help(format!("known here: `{}`", names.join("`, `"))))
        }
        (None, None, _) => {
            let failure = Failure::new(format!("there is no environment `{wanted}`"));
            Err(match did_you_mean(wanted, names.iter().map(String::as_str)) {
                Some(help) => failure.help(help),
                None => failure,
            })
        }
    }
}

pub(super) fn of_group(group: &Group, options: &PolicyOptions) -> Result<Vec<Environment>, Failure> {
    let names: Vec<(&str, Option<&String>)> = match &group.settings {
        Some(settings) => {
            settings.environments.iter().map(|found| (found.name.as_str(), found.tenant.as_ref())).collect()
        }
        None => group.project.environments.iter().map(|table| (table.name.text.as_str(), None)).collect(),
    };
    let planner = Planner::new(group, options);
    if names.is_empty() {
        return Ok(vec![planner.environment("", None)?]);
    }
    names.into_iter().map(|(name, tenant)| planner.environment(name, tenant)).collect()
}

/// What all environments of a group share, found once: a project may have a thousand of them.
struct Planner<'g> {
    group: &'g Group,
    bases: Vec<String>,
    files: PolicyFiles<'g>,
    /// The tables by name in lower case.
    tables: BTreeMap<String, &'g EnvironmentTable>,
    /// The environments of the settings by name in lower case.
    names: BTreeMap<String, &'g str>,
    /// Those policies that are the overlay of an environment.
    overlays: BTreeSet<usize>,
    /// The policies of an environment that names none, without overlays.
    common: BTreeSet<usize>,
    /// Those of the overlays that it would have.
    common_overlays: BTreeSet<usize>,
}

impl<'g> Planner<'g> {
    fn new(group: &'g Group, options: &PolicyOptions) -> Self {
        let Group { project, settings, .. } = group;
        let files = PolicyFiles::new(project, &group.policies);
        let tables = project.environments.iter().map(|table| (table.name.text.to_lowercase(), table)).collect();
        let found = settings.iter().flat_map(|settings| &settings.environments);
        let names = found.map(|found| (found.name.to_lowercase(), found.name.as_str())).collect();
        let overlays: BTreeSet<usize> =
            project.environments.iter().filter_map(|table| files.find(table.overlay_path()?)).collect();
        let matched = match &project.policies {
            Some(patterns) => files.matched(patterns),
            None => (0..group.policies.len()).collect(),
        };
        let (common_overlays, common) = matched.into_iter().partition(|file| overlays.contains(file));
        let own = project.bases.iter().map(|base| base.text.clone());
        let bases = own.chain(options.bases.iter().map(|base| normalize(base))).collect();
        Self { group, bases, files, tables, names, overlays, common, common_overlays }
    }

    fn environment(&self, name: &str, tenant: Option<&String>) -> Result<Environment, Failure> {
        let Group { project, settings, .. } = self.group;
        let table = self.tables.get(&name.to_lowercase()).copied();
        Ok(Environment {
            name: name.to_owned(),
            tenant: tenant.cloned(),
            policies: self.policies(table),
            overlay: table.and_then(|table| table.overlay_path().map(str::to_owned)),
            settings: settings.as_ref().map(|settings| settings.path.clone()),
            read_settings: settings.as_ref().map(|settings| Arc::clone(&settings.read)),
            inherits: table.map_or_else(|| Ok(Vec::new()), |table| self.inherits(table))?,
            application_url: table.and_then(|table| table.application_url.clone()),
            bases: self.bases.clone(),
            keys: project.keys.as_ref().and_then(|keys| keys.of_environment(name)),
            generate: table.map_or_else(|| project.generate.clone(), |table| project.generate.with(&table.generate)),
            places: self.places(table),
            is_named: !name.is_empty(),
        })
    }

    /// Where the project file names the arguments of an environment.
    fn places(&self, table: Option<&EnvironmentTable>) -> BTreeMap<usize, Place> {
        let Group { project, settings, .. } = self.group;
        let is_own = |named: &&Placed| settings.as_ref().is_some_and(|settings| settings.path == named.text);
        let settings = project.settings.as_ref().filter(is_own).map(|settings| (SETTINGS, settings));
        let overlay = table.and_then(|table| table.overlay.as_ref()).map(|overlay| (OVERLAY, overlay));
        let bases = project.bases.iter().enumerate().map(|(at, base)| (FIRST_BASE + at, base));
        let placed = bases.chain(settings).chain(overlay);
        placed.map(|(number, placed)| (number, placed.place.clone())).collect()
    }

    /// Those that the environment or else the project names, or all; never the overlay of another environment.
    fn policies(&self, table: Option<&EnvironmentTable>) -> Vec<String> {
        let own = table.and_then(|table| self.files.find(table.overlay_path()?));
        let wanted = match table.and_then(|table| table.policies.as_ref()) {
            Some(patterns) => {
                let mut matched = self.files.matched(patterns);
                matched.retain(|file| !self.overlays.contains(file) || own == Some(*file));
                matched
            }
            None => self.common.iter().copied().chain(own.filter(|own| self.common_overlays.contains(own))).collect(),
        };
        wanted.into_iter().filter_map(|file| self.group.policies.get(file)).cloned().collect()
    }

    /// The environments that one inherits from, nearest first, by the names the settings have for them.
    fn inherits(&self, table: &EnvironmentTable) -> Result<Vec<String>, Failure> {
        let mut chain: Vec<String> = Vec::new();
        let mut current = Some(table);
        while let Some(from) = current.and_then(|table| table.inherits.as_ref()) {
            let Some(settings) = &self.group.settings else {
                return Err(from
                    .place
                    .fault("there are no settings to inherit")
                    .help("`inherits` names an environment of `appsettings.json`"));
            };
            let key = from.text.to_lowercase();
            let Some(name) = self.names.get(&key).copied() else {
                let message = format!("there is no environment `{}` in `{}`", from.text, settings.path);
                let help = did_you_mean(&from.text, self.names.values().copied());
                return Err(help.into_iter().fold(from.place.fault(message), Failure::help));
            };
            if key == table.name.text.to_lowercase() || chain.iter().any(|known| known == name) {
                let known = chain.iter().map(String::as_str);
                let way: Vec<&str> = std::iter::once(table.name.text.as_str()).chain(known).chain([name]).collect();
                return Err(from
                    .place
                    .fault(format!("`{name}` inherits from itself: {}", way.join(" -> ")))
                    .help("take one of these `inherits` out"));
            }
            chain.push(name.to_owned());
            current = self.tables.get(&key).copied();
        }
        Ok(chain)
    }
}

/// Reports what the project file says in vain about all policies of a project: a pattern without a match, a table for an
/// environment that is not there.
///
/// # Errors
/// With the place in the project file.
pub(super) fn require_used(project: &Project, groups: &[&Group]) -> Result<(), Failure> {
    let files: Vec<PolicyFiles<'_>> = groups.iter().map(|group| PolicyFiles::new(project, &group.policies)).collect();
    let tables = project.environments.iter().filter_map(|table| table.policies.as_ref());
    for placed in project.policies.iter().chain(tables).flatten() {
        if files.iter().all(|files| files.matched(std::slice::from_ref(placed)).is_empty()) {
            let message = format!("the pattern `{}` matches no policy", placed.pattern);
            return Err(placed.place.fault(message).help("paths are relative to the folder of this file"));
        }
    }
    let settings: Vec<&SettingsFile> = groups.iter().filter_map(|group| group.settings.as_deref()).collect();
    let found = settings.iter().flat_map(|settings| &settings.environments);
    let names: BTreeMap<String, &str> = found.map(|found| (found.name.to_lowercase(), found.name.as_str())).collect();
    // Settings that cannot be read are for the compiler to report.
    if names.is_empty() {
        return Ok(());
    }
    let Some(table) = project.environments.iter().find(|table| !names.contains_key(&table.name.text.to_lowercase()))
    else {
        return Ok(());
    };
    let message = format!("there is no environment `{}` in the settings", table.name.text);
    let paths: BTreeSet<&str> = settings.iter().map(|settings| settings.path.as_str()).collect();
    let paths: Vec<&str> = paths.into_iter().collect();
    let near = did_you_mean(&table.name.text, names.values().copied());
    let add = format!("add it to `Environments` of `{}`", paths.join("` or `"));
    Err(near.into_iter().chain([add]).fold(table.name.place.fault(message), Failure::help))
}

fn same(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}

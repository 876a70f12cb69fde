//! The environments with everything decided, out of `claimsmith.toml` and the settings.
//!
//! An environment is an entry of the settings file, the table of the same name in `claimsmith.toml`, or both. Where there
//! are settings they say which environments there are, and a table of another name is a slip; where there are none the
//! tables do.

use super::{EnvironmentTable, GenerateTable, Group, PlacedPattern, Project};
use crate::arguments::PolicyOptions;
use crate::output::Failure;
use crate::path_patterns::PathPatterns;
use crate::paths::{absolute, normalize, on_disk};
use crate::settings::SettingsFile;
use claimsmith_compiler::diagnostic::suggest::did_you_mean;
use claimsmith_compiler::load::has_relying_party;
use claimsmith_compiler::loader::{DiskLoader, Loader};
use claimsmith_compiler::{Argument, DeclaredKeys, Options, Purpose};
use std::collections::BTreeSet;

/// An environment: what check, generate, build and the other commands work on. Paths are as seen from the current folder.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    /// Names of the environments whose settings fill what this one does not set, nearest first.
    pub(crate) inherits: Vec<String>,
    /// Address of its application as browsers see it, without a slash at the end.
    pub(crate) application_url: Option<String>,
    /// Folders or files in which bases are looked for too.
    pub(crate) bases: Vec<String>,
    /// The policy keys that exist in its tenant, if somebody has declared them.
    pub(crate) keys: Option<DeclaredKeys>,
    /// What its crate is generated with.
    pub(crate) generate: GenerateTable,
    /// Whether it has a name.
    pub(crate) is_named: bool,
}

impl Environment {
    /// The options to compile its policies with.
    pub(crate) fn options(&self, purpose: Purpose) -> Options {
        let mut options = Options::new(&self.policies, purpose);
        options.bases = self.bases.iter().map(Argument::new).collect();
        options.settings = self.settings.as_ref().map(Argument::new);
        options.environment = (self.is_named && self.settings.is_some()).then(|| Argument::new(&self.name));
        options.environment_name = self.is_named.then(|| self.name.clone());
        options.inherits = self.inherits.iter().map(Argument::new).collect();
        options.overlay = self.overlay.as_ref().map(Argument::new);
        if purpose == Purpose::Check {
            options.keys.clone_from(&self.keys);
        }
        if purpose == Purpose::Generate {
            let profiles = self.generate.profiles.as_ref();
            options.profiles = profiles.map(|profiles| profiles.iter().map(Argument::new).collect());
            options.rename.clone_from(&self.generate.rename);
            options.derive = self.generate.derive.iter().map(Argument::new).collect();
            options.exclude = self.generate.exclude.iter().map(Argument::new).collect();
            options.attributes = self.generate.item_attributes();
            options.types = self.generate.type_overrides();
        }
        options
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
        _ => environments.into_iter().take(1).map(|first| made_up(first, wanted)).collect(),
    }
}

fn made_up(first: Environment, wanted: &str) -> Environment {
    let name = wanted.to_owned();
    Environment { name, tenant: None, overlay: None, inherits: Vec::new(), keys: None, is_named: true, ..first }
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
    let Group { project, settings, .. } = group;
    let tables = || project.environments.iter().map(|table| (table.name.text.clone(), None));
    let names: Vec<(String, Option<String>)> = match settings {
        Some(settings) => {
            settings.environments.iter().map(|found| (found.name.clone(), found.tenant.clone())).collect()
        }
        None => tables().collect(),
    };
    if names.is_empty() {
        return Ok(vec![environment(group, String::new(), None, None, options)?]);
    }
    let table = |name: &str| project.environments.iter().find(|table| same(&table.name.text, name));
    let environments = names.into_iter().map(|(name, tenant)| {
        let table = table(&name);
        environment(group, name, tenant, table, options)
    });
    environments.collect()
}

fn environment(
    group: &Group,
    name: String,
    tenant: Option<String>,
    table: Option<&EnvironmentTable>,
    options: &PolicyOptions,
) -> Result<Environment, Failure> {
    let project = &group.project;
    let bases = project.bases.iter().cloned().chain(options.bases.iter().map(|base| normalize(base)));
    Ok(Environment {
        is_named: !name.is_empty(),
        policies: policies(group, table),
        overlay: table.and_then(|table| table.overlay.clone()),
        settings: group.settings.as_ref().map(|settings| settings.path.clone()),
        inherits: table.map_or(Ok(Vec::new()), |table| inherits(project, table, group.settings.as_deref()))?,
        application_url: table.and_then(|table| table.application_url.clone()),
        bases: bases.collect(),
        keys: project.keys.as_ref().and_then(|keys| keys.of_environment(&name)),
        generate: table.map_or_else(|| project.generate.clone(), |table| project.generate.with(&table.generate)),
        name,
        tenant,
    })
}

/// Those of the group that the environment or else the project names, or all; never the overlay of another environment.
fn policies(group: &Group, table: Option<&EnvironmentTable>) -> Vec<String> {
    let project = &group.project;
    let named = table.and_then(|table| table.policies.as_ref()).or(project.policies.as_ref());
    let own = table.and_then(|table| table.overlay.as_deref()).map(|path| absolute(on_disk(path)));
    let overlays = project.environments.iter().filter_map(|table| table.overlay.as_deref());
    let others: BTreeSet<_> =
        overlays.map(|path| absolute(on_disk(path))).filter(|path| Some(path) != own.as_ref()).collect();
    let matcher = named.map(|patterns| matcher(project, patterns));
    let is_own = |policy: &&String| {
        matcher.as_ref().is_none_or(|matcher| matcher.contains(policy))
            && (others.is_empty() || !others.contains(&absolute(on_disk(policy))))
    };
    group.policies.iter().filter(is_own).cloned().collect()
}

fn matcher(project: &Project, patterns: &[PlacedPattern]) -> PathPatterns {
    let mut matcher = PathPatterns::default();
    let patterns: Vec<_> = patterns.iter().map(|placed| placed.pattern.clone()).collect();
    matcher.add(project.folder(), &patterns);
    matcher
}

/// The environments that one inherits from, nearest first, by the names the settings have for them.
fn inherits(
    project: &Project,
    table: &EnvironmentTable,
    settings: Option<&SettingsFile>,
) -> Result<Vec<String>, Failure> {
    let mut chain: Vec<String> = Vec::new();
    let mut current = Some(table);
    while let Some(from) = current.and_then(|table| table.inherits.as_ref()) {
        let Some(settings) = settings else {
            return Err(Failure::new(format!("{}: there are no settings to inherit", from.place))
                .help("`inherits` names an environment of `appsettings.json`"));
        };
        let names = settings.environments.iter().map(|found| found.name.as_str());
        let Some(name) = names.clone().find(|name| same(name, &from.text)) else {
            let message = format!("{}: there is no environment `{}` in `{}`", from.place, from.text, settings.path);
            let failure = Failure::new(message);
            return Err(match did_you_mean(&from.text, names) {
                Some(help) => failure.help(help),
                None => failure,
            });
        };
        if same(name, &table.name.text) || chain.iter().any(|known| known == name) {
            let way: Vec<&str> = std::iter::once(table.name.text.as_str())
                .chain(chain.iter().map(String::as_str))
                .chain([name])
                .collect();
            return Err(Failure::new(format!("{}: `{name}` inherits from itself: {}", from.place, way.join(" -> ")))
                .help("take one of these `inherits` out"));
        }
        chain.push(name.to_owned());
        current = project.environments.iter().find(|table| same(&table.name.text, name));
    }
    Ok(chain)
}

/// Reports what the project file says in vain about all policies of a project: a pattern without a match, a table for an
/// environment that is not there.
///
/// # Errors
/// With the place in the project file.
pub(super) fn require_used(project: &Project, groups: &[Group]) -> Result<(), Failure> {
    let tables = project.environments.iter().filter_map(|table| table.policies.as_ref());
    for placed in project.policies.iter().chain(tables).flatten() {
        let matcher = matcher(project, std::slice::from_ref(placed));
        if !groups.iter().flat_map(|group| &group.policies).any(|policy| matcher.contains(policy)) {
            let message = format!("{}: the pattern `{}` matches no policy", placed.place, placed.pattern);
            return Err(Failure::new(message).help("paths are relative to the folder of this file"));
        }
    }
    let settings: Vec<&SettingsFile> = groups.iter().filter_map(|group| group.settings.as_deref()).collect();
    let names = || settings.iter().flat_map(|settings| &settings.environments).map(|found| found.name.as_str());
    // Settings that cannot be read are for the compiler to report.
    if settings.is_empty() || names().next().is_none() {
        return Ok(());
    }
    match project.environments.iter().find(|table| !names().any(|name| same(name, &table.name.text))) {
        None => Ok(()),
        Some(table) => {
            let message =
                format!("{}: there is no environment `{}` in the settings", table.name.place, table.name.text);
            let failure = Failure::new(message);
            let paths: BTreeSet<&str> = settings.iter().map(|settings| settings.path.as_str()).collect();
            let paths: Vec<&str> = paths.into_iter().collect();
            let help = did_you_mean(&table.name.text, names());
            Err(help
                .into_iter()
                .fold(failure, Failure::help)
                .help(format!("add it to `Environments` of `{}`", paths.join("` or `"))))
        }
    }
}

fn same(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}

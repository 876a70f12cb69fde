//! What a project has decided: `claimsmith.toml`, and the environments that follow from it and from `appsettings.json`.
//!
//! - this file: the project file as data, and where it is found
//! - `place`: where a value of the file stands
//! - `read`, `read_generate`: from its text to that data, every fault with its place
//! - `keys`: `keys.toml`, which policy keys exist in each tenant
//! - `generate_table`: what crates are generated with
//! - `dependencies`: what generated crates depend on
//! - `finder`: which project a policy belongs to
//! - `environments`: the environments with everything decided, which is what commands work on
//! - `policy_files`: the policies that patterns match
//! - `groups`: policies that share a project and a settings file

mod dependencies;
mod environments;
mod finder;
mod generate_table;
mod groups;
mod keys;
mod place;
mod policy_files;
mod read;
mod read_generate;

pub(crate) use dependencies::dependency_name;
pub(crate) use environments::{Environment, select};
pub(crate) use finder::ProjectFinder;
pub(crate) use generate_table::GenerateTable;
pub(crate) use groups::{Group, groups};
use keys::KeysFile;
pub(crate) use keys::{complete_keys, declared_keys, declares};
pub(crate) use place::Place;
use policy_files::PolicyFiles;

use crate::arguments::{Deny, PolicyOptions};
use crate::discover::discover;
use crate::output::{Failure, printable};
use crate::paths::{absolute, folder, join, normalize, on_disk, upwards};
use crate::settings::{SettingsFile, SettingsFinder};
use claimsmith_compiler::diagnostic::codes::Code;
use glob::Pattern;
use std::collections::{BTreeMap, BTreeSet};

/// Name of the file.
pub(crate) const FILE_NAME: &str = "claimsmith.toml";

/// A project. Paths in its file are relative to the folder of the file; here they are as seen from the current folder.
#[derive(Debug, Default)]
pub(crate) struct Project {
    /// Path of its `claimsmith.toml`, if it has one.
    pub(crate) path: Option<String>,
    /// Which files are the policies of every environment that names none of its own; `None` for all.
    pub(crate) policies: Option<Vec<PlacedPattern>>,
    /// Path of the settings file, for all policies instead of the nearest of each.
    pub(crate) settings: Option<Placed>,
    /// Folders or files in which bases are looked for too.
    pub(crate) bases: Vec<Placed>,
    /// Path of the file that declares the policy keys, when the project names one.
    keys_path: Option<Placed>,
    /// The declared policy keys.
    pub(crate) keys: Option<KeysFile>,
    /// The table `[check]`.
    pub(crate) check: CheckTable,
    /// The table `[generate]`.
    pub(crate) generate: GenerateTable,
    /// The tables `[environments.NAME]`, by name.
    pub(crate) environments: Vec<EnvironmentTable>,
}

/// What `check` is told once for all; the flags of the same names add to it.
#[derive(Debug, Default)]
pub(crate) struct CheckTable {
    /// Files of others, of which only errors matter.
    pub(crate) vendored: Vec<Pattern>,
    /// Codes whose warnings are left out.
    pub(crate) allow: Vec<Code>,
    /// What makes the check fail.
    pub(crate) deny: Vec<Deny>,
    /// Path of the baseline, as seen from the current folder.
    pub(crate) baseline: Option<String>,
}

/// What `[environments.NAME]` says.
#[derive(Debug, Clone)]
pub(crate) struct EnvironmentTable {
    /// The name, which is that of an environment of the settings, in any case.
    pub(crate) name: Placed,
    /// Which files are its policies.
    pub(crate) policies: Option<Vec<PlacedPattern>>,
    /// Path of its overlay.
    pub(crate) overlay: Option<Placed>,
    /// Address of its application as browsers see it, without a slash at the end.
    pub(crate) application_url: Option<String>,
    /// The environment whose settings fill what this one does not set.
    pub(crate) inherits: Option<Placed>,
    /// What its crate is generated with, beside what the project says.
    pub(crate) generate: GenerateTable,
}

impl EnvironmentTable {
    /// Path of its overlay.
    pub(crate) fn overlay_path(&self) -> Option<&str> {
        self.overlay.as_ref().map(|overlay| overlay.text.as_str())
    }
}

/// A text of the file and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Placed {
    /// The text.
    pub(crate) text: String,
    /// Where it stands.
    pub(crate) place: Place,
}

/// A pattern for paths below the folder of the file and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct PlacedPattern {
    /// The pattern.
    pub(crate) pattern: Pattern,
    /// Where it stands.
    pub(crate) place: Place,
}

impl Project {
    /// The project of the nearest file in or above each of the paths, which has to be the same one: a check has one set of
    /// rules.
    ///
    /// # Errors
    /// When the paths belong to different projects, or the file is not what it should be.
    pub(crate) fn nearest(paths: &[String]) -> Result<Option<Self>, Failure> {
        let mut found: Vec<String> = Vec::new();
        for path in paths.iter().map(|path| normalize(path)) {
            let start = if on_disk(&path).is_dir() { path.as_str() } else { folder(&path) };
            let mut candidates = upwards(start).map(|folder| join(&folder, FILE_NAME));
            found.extend(candidates.find(|candidate| on_disk(candidate).is_file()));
        }
        found.dedup_by(|a, b| absolute(on_disk(a)) == absolute(on_disk(b)));
        match found.as_slice() {
            [] => Ok(None),
            [path] => Self::read(path).map(Some),
            [first, second, ..] => {
                Err(Failure::new(format!("the paths belong to two projects: `{first}` and `{second}`"))
                    .help("check one after the other"))
            }
        }
    }

    /// The project of the current folder: that of the nearest file in or above it, else the folder itself.
    ///
    /// # Errors
    /// When the file is not what it should be.
    pub(crate) fn current() -> Result<Self, Failure> {
        Ok(Self::nearest(&[".".to_owned()])?.unwrap_or_default())
    }

    /// The folder that everything is relative to, as seen from the current one.
    pub(crate) fn folder(&self) -> &str {
        self.path.as_deref().map_or("", folder)
    }

    /// Path of the settings file that it names.
    pub(crate) fn settings_path(&self) -> Option<&str> {
        self.settings.as_ref().map(|settings| settings.text.as_str())
    }

    /// Whether a policy at this path would be one of its policies.
    pub(crate) fn takes(&self, path: &str) -> bool {
        let path = [normalize(path)];
        let of = |patterns: &Vec<PlacedPattern>| !PolicyFiles::new(self, &path).matched(patterns).is_empty();
        self.policies.as_ref().is_none_or(of)
    }

    /// The folders of the policies of an environment of this project, for one of its policies that is looked at alone; none
    /// where the project does not say which those are.
    ///
    /// # Errors
    /// When the folder of the project cannot be read.
    pub(crate) fn folders_of(
        &self,
        environment: &Environment,
        options: &PolicyOptions,
    ) -> Result<BTreeSet<String>, Failure> {
        Ok(self.folders_by_environment(options)?.remove(&environment.name).unwrap_or_default())
    }

    /// The same for every environment, by name.
    ///
    /// # Errors
    /// When the folder of the project cannot be read.
    pub(crate) fn folders_by_environment(
        &self,
        options: &PolicyOptions,
    ) -> Result<BTreeMap<String, BTreeSet<String>>, Failure> {
        let mut folders: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        if self.policies.is_none() && self.environments.iter().all(|table| table.policies.is_none()) {
            return Ok(folders);
        }
        for group in self.all_groups(options)?.iter().filter(|group| group.project.path == self.path) {
            for environment in group.environments(options)? {
                let own = environment.policies.iter().map(|policy| folder(policy).to_owned());
                folders.entry(environment.name).or_default().extend(own);
            }
        }
        Ok(folders)
    }

    /// Every environment, or the one that the options name, in the order of the settings file. One without policies only
    /// lends its settings to others and is none of all.
    ///
    /// # Errors
    /// When there is no policy, a pattern matches none, there is no environment of that name, or the file contradicts the
    /// settings.
    pub(crate) fn environments(&self, options: &PolicyOptions) -> Result<Vec<Environment>, Failure> {
        // A folder with a project file of its own is no part of this one.
        let mut own = self.all_groups(options)?;
        own.retain(|group| group.project.path == self.path);
        self.require_used(&own)?;
        let mut all = Vec::new();
        for group in &own {
            all.extend(group.environments(options)?);
        }
        match &options.environment {
            // Of settings with a fault nobody knows which environments they were meant to have: the compiler says what it is.
            Some(name) if own.iter().any(Group::has_faulty_settings) => Ok(select(all, Some(name))),
            Some(name) => {
                Ok(vec![environments::one(all, name).map_err(|failure| with_unread_settings(failure, &own))?])
            }
            None => {
                all.retain(|environment| !environment.is_named || !environment.policies.is_empty());
                Ok(all)
            }
        }
    }

    /// Reports what the file says in vain about all policies of the project, which are in these groups.
    ///
    /// # Errors
    /// When a pattern matches none of them, or a table is for an environment that is not there.
    pub(crate) fn require_used(&self, groups: &[Group]) -> Result<(), Failure> {
        let own: Vec<&Group> = groups.iter().filter(|group| group.project.path == self.path).collect();
        environments::require_used(self, &own)
    }

    /// All policies in or below the folder of the project.
    fn all_groups(&self, options: &PolicyOptions) -> Result<Vec<Group>, Failure> {
        let mut finder = SettingsFinder::default();
        let named = options.settings.as_deref().or(self.settings_path()).map(SettingsFile::read);
        let found = discover(&[self.folder().to_owned()], named.as_ref(), &mut finder)?;
        groups(&found.policies, options.settings.as_deref(), &mut ProjectFinder::default(), &mut finder)
    }
}

/// An environment is not found either when the settings that have it cannot be read.
fn with_unread_settings(failure: Failure, groups: &[Group]) -> Failure {
    let settings = groups.iter().filter_map(|group| group.settings.as_ref());
    let unread = settings.filter(|settings| settings.environments.is_empty()).map(|settings| settings.path.as_str());
    let unread: BTreeSet<&str> = unread.collect();
    unread.into_iter().fold(failure, |failure, path| failure.help(no_environments(path)))
}

/// What is said of a settings file in which no environment was found.
pub(crate) fn no_environments(path: &str) -> String {
    format!("no environment can be read from `{}`: `claimsmith check` says what is wrong with it", printable(path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use claimsmith_compiler::Purpose;

    fn options(environment: Option<&str>) -> PolicyOptions {
        PolicyOptions { bases: Vec::new(), settings: None, environment: environment.map(str::to_owned) }
    }

    #[test]
    fn the_tenants_of_the_repository_are_environments() {
        let project = Project::read("../policies/tenants/claimsmith.toml").unwrap();
        let all = project.environments(&options(None)).unwrap();
        let names: Vec<&str> = all.iter().map(|environment| environment.name.as_str()).collect();
        assert_eq!(names, ["Contoso", "Fabrikam"], "the third only lends its settings");
        let contoso = project.environments(&options(Some("CONTOSO.onmicrosoft.com"))).unwrap().remove(0);
        assert_eq!(contoso.inherits, ["Shared"]);
        assert_eq!(contoso.application_url.as_deref(), Some("https://login.contoso.example"));
        assert_eq!(contoso.leaves(), ["../policies/tenants/shared/SignUpOrSignIn.xml"]);
        let wanted = contoso.options(Purpose::Check);
        assert_eq!(wanted.overlay.unwrap().value, "../policies/tenants/contoso/TrustFrameworkOverlay.xml");
        assert_eq!(wanted.environment.unwrap().value, "Contoso");
        assert_eq!(all[1].leaves().len(), 2);
        let unknown = format!("{:?}", project.environments(&options(Some("Fabricam"))).unwrap_err());
        assert!(unknown.contains("did you mean `Fabrikam`?"), "{unknown}");
    }

    #[test]
    fn a_folder_without_a_file_is_a_project_that_has_decided_nothing() {
        let project = Project::current().unwrap();
        assert!(project.path.is_none() && project.environments.is_empty() && project.folder().is_empty());
    }
}

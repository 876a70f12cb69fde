//! Policies that share a project and a settings file.

use super::environments::Environment;
use super::{Project, ProjectFinder, environments};
use crate::arguments::PolicyOptions;
use crate::output::Failure;
use crate::paths::{absolute, folder, normalize, on_disk};
use crate::settings::{SettingsFile, SettingsFinder};
use std::rc::Rc;

/// Policies with the same project and the same settings file.
#[derive(Debug)]
pub(crate) struct Group {
    /// The project; without a file of its own one that has decided nothing.
    pub(crate) project: Rc<Project>,
    /// The settings file, if there is one.
    pub(crate) settings: Option<Rc<SettingsFile>>,
    /// Paths of the policies.
    pub(crate) policies: Vec<String>,
}

impl Group {
    /// The environments of these policies, each with its own ones; a single nameless one where there are none.
    ///
    /// # Errors
    /// When the project file contradicts the settings.
    pub(crate) fn environments(&self, options: &PolicyOptions) -> Result<Vec<Environment>, Failure> {
        environments::of_group(self, options)
    }

    /// Whether something is wrong with the settings file.
    pub(crate) fn has_faulty_settings(&self) -> bool {
        self.settings.as_ref().is_some_and(|settings| settings.read.has_errors())
    }

    /// The folders of the policies.
    pub(crate) fn folders(&self) -> impl Iterator<Item = &str> {
        self.policies.iter().map(|policy| folder(policy))
    }
}

/// The policies by their project and their settings file, the most deeply nested settings first, those without settings
/// last: so bases are read before the group they stand in is looked at. `named` is the settings file of the command line.
///
/// # Errors
/// When a project file is not what it should be.
pub(crate) fn groups(
    policies: &[String],
    named: Option<&str>,
    projects: &mut ProjectFinder,
    settings: &mut SettingsFinder,
) -> Result<Vec<Group>, Failure> {
    let named = named.map(|path| Rc::new(SettingsFile::read(&normalize(path))));
    let mut groups: Vec<Group> = Vec::new();
    for policy in policies {
        let project = projects.nearest(folder(policy), settings.listings())?;
        let settings = match (&named, project.settings_path()) {
            (Some(named), _) => Some(Rc::clone(named)),
            (None, Some(path)) => Some(settings.named(path)),
            (None, None) => settings.nearest(folder(policy)),
        };
        let path = |settings: &Option<Rc<SettingsFile>>| settings.as_ref().map(|settings| settings.path.clone());
        let same = |group: &&mut Group| path(&group.settings) == path(&settings) && group.project.path == project.path;
        match groups.iter_mut().find(same) {
            Some(group) => group.policies.push(policy.clone()),
            None => groups.push(Group { project, settings, policies: vec![policy.clone()] }),
        }
    }
    let depth = |group: &Group| group.settings.as_ref().map_or(0, |settings| depth(&settings.path));
    groups.sort_by_key(|group| std::cmp::Reverse(depth(group)));
    Ok(groups)
}

fn depth(path: &str) -> usize {
    absolute(on_disk(path)).components().count()
}

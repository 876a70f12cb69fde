//! Which project a policy belongs to: that of the nearest `claimsmith.toml` in or above its folder.

use super::{FILE_NAME, Project};
use crate::built_folder::is_built;
use crate::output::Failure;
use crate::paths::{join, on_disk, upwards};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Finds the projects of folders; looks into each folder once.
#[derive(Debug, Default)]
pub(crate) struct ProjectFinder {
    known: BTreeMap<String, Option<Rc<Project>>>,
    none: Rc<Project>,
}

impl ProjectFinder {
    /// The project of this folder; one that has decided nothing where there is no file, and for policies that were built.
    ///
    /// # Errors
    /// When the file is not what it should be.
    pub(crate) fn nearest(&mut self, folder: &str) -> Result<Rc<Project>, Failure> {
        for folder in upwards(folder) {
            if is_built(&folder) {
                break;
            }
            if let Some(found) = self.in_folder(&folder)? {
                return Ok(found);
            }
        }
        Ok(Rc::clone(&self.none))
    }

    fn in_folder(&mut self, folder: &str) -> Result<Option<Rc<Project>>, Failure> {
        if let Some(known) = self.known.get(folder) {
            return Ok(known.clone());
        }
        let path = join(folder, FILE_NAME);
        let found = if on_disk(&path).is_file() { Some(Rc::new(Project::read(&path)?)) } else { None };
        self.known.insert(folder.to_owned(), found.clone());
        Ok(found)
    }
}

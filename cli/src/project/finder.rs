//! Which project a policy belongs to: that of the nearest `claimsmith.toml` in or above its folder.

use super::{FILE_NAME, Project};
use crate::built_folder::MANIFEST;
use crate::listings::Listings;
use crate::nearest::{Here, Nearest};
use crate::output::Failure;
use crate::paths::join;
use std::rc::Rc;

/// Finds the projects of folders; looks into each folder once.
#[derive(Debug, Default)]
pub(crate) struct ProjectFinder {
    known: Nearest<Project>,
    none: Rc<Project>,
}

impl ProjectFinder {
    /// The project of this folder; one that has decided nothing where there is no file, and for policies that were built.
    ///
    /// # Errors
    /// When the file is not what it should be.
    pub(crate) fn nearest(&mut self, folder: &str, listings: &Listings) -> Result<Rc<Project>, Failure> {
        let found = self.known.find(folder, |folder| in_folder(folder, listings))?;
        Ok(found.unwrap_or_else(|| Rc::clone(&self.none)))
    }
}

fn in_folder(folder: &str, listings: &Listings) -> Result<Here<Project>, Failure> {
    if listings.has(folder, MANIFEST) {
        Ok(Here::Built)
    } else if listings.has(folder, FILE_NAME) {
        Project::read(&join(folder, FILE_NAME)).map(|project| Here::Found(Rc::new(project)))
    } else {
        Ok(Here::Nothing)
    }
}

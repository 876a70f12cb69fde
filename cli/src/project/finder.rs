//! Which project a policy belongs to: that of the nearest `claimsmith.toml` in or above its folder.

use super::{FILE_NAME, Project};
use crate::nearest::Nearest;
use crate::output::Failure;
use crate::paths::{join, on_disk};
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
    pub(crate) fn nearest(&mut self, folder: &str) -> Result<Rc<Project>, Failure> {
        let found = self.known.find(folder, in_folder)?;
        Ok(found.unwrap_or_else(|| Rc::clone(&self.none)))
    }
}

fn in_folder(folder: &str) -> Result<Option<Rc<Project>>, Failure> {
    let path = join(folder, FILE_NAME);
    if on_disk(&path).is_file() { Project::read(&path).map(|project| Some(Rc::new(project))) } else { Ok(None) }
}

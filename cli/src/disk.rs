//! The file system as the compiler reads it.
//!
//! - [`Edited`]: edits that have not been written yet stand for what is on disk
//! - [`AlreadyRead`]: what the search for policies has read is not read again
//! - [`WithoutSettings`]: no settings but those that are named

use crate::paths::on_disk;
use crate::settings::FILE_NAME;
use claimsmith_compiler::loader::{DiskLoader, Entry, LoadError, Loader};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// Contents that stand for those of files on disk, by canonical path.
pub(crate) type Edited = Arc<BTreeMap<PathBuf, Vec<u8>>>;

/// The folders and the policies that were read while policies were searched for, by their paths.
#[derive(Debug, Default)]
pub(crate) struct AlreadyRead {
    pub(crate) folders: BTreeMap<String, Vec<Entry>>,
    pub(crate) policies: Mutex<BTreeMap<String, Vec<u8>>>,
}

impl AlreadyRead {
    /// Whether this file was read.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.policies.lock().unwrap_or_else(PoisonError::into_inner).contains_key(path)
    }

    /// What stands in a file. It is handed over: whoever asks again gets what is on disk then.
    fn take(&self, path: &str) -> Option<Vec<u8>> {
        self.policies.lock().unwrap_or_else(PoisonError::into_inner).remove(path)
    }
}

/// Files on disk, some of them with other contents.
pub(crate) struct Disk<'a> {
    pub(crate) edited: &'a Edited,
    pub(crate) already_read: &'a AlreadyRead,
}

impl Disk<'_> {
    fn edited(&self, path: &str) -> Option<Vec<u8>> {
        if self.edited.is_empty() {
            return None;
        }
        self.edited.get(&on_disk(path).canonicalize().ok()?).cloned()
    }
}

impl Loader for Disk<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, LoadError> {
        let known = self.edited(path).or_else(|| self.already_read.take(path));
        known.map_or_else(|| DiskLoader::new(".").read(path), Ok)
    }

    fn read_settings(&self, path: &str) -> Result<Vec<u8>, LoadError> {
        self.edited(path).map_or_else(|| DiskLoader::new(".").read_settings(path), Ok)
    }

    fn list(&self, folder: &str) -> Result<Vec<Entry>, LoadError> {
        match self.already_read.folders.get(folder) {
            Some(entries) => Ok(entries.clone()),
            None => DiskLoader::new(".").list(folder),
        }
    }
}

/// Hides settings from the compiler, whose own search knows nothing of the folders above the current one and so would
/// take the current folder for one above `../policies`.
pub(crate) struct WithoutSettings<L>(pub(crate) L);

impl<L: Loader> Loader for WithoutSettings<L> {
    fn read(&self, path: &str) -> Result<Vec<u8>, LoadError> {
        if path.rsplit('/').next() == Some(FILE_NAME) { Err(LoadError::NotFound) } else { self.0.read(path) }
    }

    fn read_settings(&self, path: &str) -> Result<Vec<u8>, LoadError> {
        self.read(path)
    }

    fn list(&self, folder: &str) -> Result<Vec<Entry>, LoadError> {
        self.0.list(folder)
    }
}

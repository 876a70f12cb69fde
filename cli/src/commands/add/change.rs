//! New contents of files, in memory until all of them are right.

use super::unified_diff::unified_diff;
use crate::output::{Failure, printable};
use crate::paths::{absolute, on_disk};
use crate::replace_file::{Replacement, replace_files};
use claimsmith_compiler::loader::{DiskLoader, Entry, LoadError, Loader};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What UTF-8 files of Windows begin with.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// A file and what it is to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    /// Its path.
    pub(super) path: String,
    /// What is there; `None` for a new file.
    old: Option<String>,
    new: String,
}

impl Change {
    /// A file as it is.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(super) fn of(path: &str) -> Result<Self, Failure> {
        let bytes = fs::read(on_disk(path)).map_err(|error| Failure::io("read", Path::new(path), &error))?;
        let text = String::from_utf8(bytes).map_err(|_| Failure::new(format!("`{path}` is not UTF-8")))?;
        Ok(Self { path: path.to_owned(), old: Some(text.clone()), new: text })
    }

    /// A new file.
    pub(super) fn new(path: &str, text: String) -> Self {
        Self { path: path.to_owned(), old: None, new: text }
    }

    /// What it is to hold.
    pub(super) fn text(&self) -> &str {
        &self.new
    }

    /// The file with its text edited; a byte-order mark stays where it is.
    ///
    /// # Errors
    /// When there is no edited text, or the file is to be new and is there with other content.
    pub(super) fn edit(mut self, edit: impl FnOnce(&str) -> Option<String>) -> Result<Self, Failure> {
        let (mark, text) = match self.new.strip_prefix(BYTE_ORDER_MARK) {
            Some(text) => (BYTE_ORDER_MARK, text),
            None => ("", self.new.as_str()),
        };
        let edited = edit(text).ok_or_else(|| {
            Failure::new(format!("`{}` cannot be edited", self.path))
                .help("`claimsmith check` says what is wrong with it")
        })?;
        self.new = format!("{mark}{edited}");
        self.require_new()
    }

    /// A new file that is there as it is to be was written by a run that was interrupted before the next one.
    fn require_new(mut self) -> Result<Self, Failure> {
        if self.old.is_some() || on_disk(&self.path).symlink_metadata().is_err() {
            return Ok(self);
        }
        if fs::read(on_disk(&self.path)).is_ok_and(|bytes| bytes == self.new.as_bytes()) {
            self.old = Some(self.new.clone());
            return Ok(self);
        }
        Err(Failure::new(format!("`{}` exists already, and is the overlay of no environment", self.path))
            .help("move it away, or name it as `overlay` of the environment in `claimsmith.toml`"))
    }
}

/// All files that change.
#[derive(Debug, Default)]
pub(super) struct Changes {
    files: Vec<Change>,
}

impl Changes {
    /// Adds a file, unless nothing changes in it.
    pub(super) fn add(&mut self, change: Change) {
        if change.old.as_ref() != Some(&change.new) {
            self.files.push(change);
        }
    }

    /// The paths.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|file| file.path.as_str())
    }

    /// A unified diff of all files.
    pub(super) fn diff(&self, color: bool) -> String {
        let diff = |file: &Change| {
            let path = printable(&file.path);
            unified_diff(&path, file.old.as_deref(), &file.new, color)
        };
        self.files.iter().map(diff).collect()
    }

    /// The files on disk with these contents.
    pub(super) fn loader(&self) -> ChangedDisk {
        let files = self.files.iter().map(|file| (absolute(on_disk(&file.path)), file.new.clone().into_bytes()));
        ChangedDisk { disk: DiskLoader::new("."), files: files.collect() }
    }

    /// Writes all files, or none.
    ///
    /// # Errors
    /// When a file was changed meanwhile, is read-only, or the system refuses.
    pub(super) fn write(&self) -> Result<(), Failure> {
        for file in &self.files {
            let now = fs::read(on_disk(&file.path)).ok();
            if now.as_deref() != file.old.as_ref().map(String::as_bytes) {
                return Err(Failure::new(format!("`{}` was changed meanwhile; nothing was written", file.path)));
            }
        }
        let mut folders = NewFolders::default();
        for file in self.files.iter().filter(|file| file.old.is_none()) {
            folders.make(on_disk(crate::paths::folder(&file.path)))?;
        }
        let replacements: Vec<Replacement<'_>> = self
            .files
            .iter()
            .map(|file| Replacement { path: on_disk(&file.path), shown: &file.path, bytes: file.new.as_bytes() })
            .collect();
        replace_files(&replacements)?;
        folders.keep();
        Ok(())
    }
}

/// Folders that were made, and go away again unless they are needed.
#[derive(Debug, Default)]
struct NewFolders {
    made: Vec<PathBuf>,
}

impl NewFolders {
    fn make(&mut self, folder: &Path) -> Result<(), Failure> {
        let missing: Vec<&Path> =
            folder.ancestors().take_while(|it| !it.as_os_str().is_empty() && !it.exists()).collect();
        for folder in missing.into_iter().rev() {
            fs::create_dir(folder).map_err(|error| Failure::io("make the folder", folder, &error))?;
            self.made.push(folder.to_owned());
        }
        Ok(())
    }

    fn keep(mut self) {
        self.made.clear();
    }
}

impl Drop for NewFolders {
    fn drop(&mut self) {
        for folder in self.made.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

/// Files on disk, some of them with other contents or not there yet.
pub(super) struct ChangedDisk {
    disk: DiskLoader,
    files: BTreeMap<PathBuf, Vec<u8>>,
}

impl ChangedDisk {
    fn changed(&self, path: &str) -> Option<Vec<u8>> {
        self.files.get(&absolute(on_disk(path))).cloned()
    }
}

impl Loader for &ChangedDisk {
    fn read(&self, path: &str) -> Result<Vec<u8>, LoadError> {
        self.changed(path).map_or_else(|| self.disk.read(path), Ok)
    }

    fn read_settings(&self, path: &str) -> Result<Vec<u8>, LoadError> {
        self.changed(path).map_or_else(|| self.disk.read_settings(path), Ok)
    }

    fn list(&self, folder: &str) -> Result<Vec<Entry>, LoadError> {
        self.disk.list(folder)
    }
}

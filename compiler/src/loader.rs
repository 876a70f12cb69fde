//! Where files come from. The compiler itself opens none.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{ErrorKind, Read};
use std::path::PathBuf;

/// The largest file that is read, in bytes: B2C's own limit for a policy.
pub const MOST_BYTES: u64 = 1024 * 1024;

/// The largest settings file that is read, in bytes: those of a few thousand tenants.
pub const MOST_BYTES_OF_SETTINGS: u64 = 16 * MOST_BYTES;

/// Reads files and lists folders, several at once. Paths have `/` between their parts and are relative to a root only the loader knows.
pub trait Loader: Sync {
    /// The bytes of a file.
    ///
    /// # Errors
    /// When there is no such file, or it cannot be read.
    fn read(&self, path: &str) -> Result<Vec<u8>, LoadError>;

    /// The bytes of a settings file, which may have up to [`MOST_BYTES_OF_SETTINGS`]; read as any other unless a loader
    /// does better.
    ///
    /// # Errors
    /// As for [`Loader::read`].
    fn read_settings(&self, path: &str) -> Result<Vec<u8>, LoadError> {
        self.read(path)
    }

    /// The entries of a folder, sorted by name. The empty path is the root.
    ///
    /// # Errors
    /// When there is no such folder, or it cannot be read.
    fn list(&self, folder: &str) -> Result<Vec<Entry>, LoadError>;
}

/// One entry of a folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Its name without the folder.
    pub name: String,
    /// Whether it is a folder itself.
    pub is_folder: bool,
}

/// Why a file was not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LoadError {
    /// There is no such file.
    NotFound,
    /// The path names a folder.
    IsFolder,
    /// The file has more than [`MOST_BYTES`], or [`MOST_BYTES_OF_SETTINGS`].
    TooLarge,
    /// Anything else, in the words of the system.
    Other(String),
}

/// Files on disk below a root folder; absolute paths are taken as they are.
#[derive(Debug, Clone)]
pub struct DiskLoader {
    root: PathBuf,
}

impl DiskLoader {
    /// Files below this folder.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// What is in a folder as [`Loader::list`] gives it, and beside it what has a name that is not Unicode, with `\u{fffd}` where
    /// it is not: such a name cannot be written in a policy or an argument.
    ///
    /// # Errors
    /// When there is no such folder, or it cannot be read.
    pub fn list_with_unnamed(&self, folder: &str) -> Result<(Vec<Entry>, Vec<Entry>), LoadError> {
        let (mut entries, mut unnamed) = (Vec::new(), Vec::new());
        for entry in std::fs::read_dir(self.root.join(folder)).map_err(from_io)? {
            let entry = entry.map_err(from_io)?;
            let is_folder = entry.file_type().map_err(from_io)?.is_dir();
            match entry.file_name().into_string() {
                Ok(name) => entries.push(Entry { name, is_folder }),
                Err(name) => unnamed.push(Entry { name: name.to_string_lossy().into_owned(), is_folder }),
            }
        }
        entries.sort();
        unnamed.sort();
        Ok((entries, unnamed))
    }

    fn read_at_most(&self, path: &str, most: u64) -> Result<Vec<u8>, LoadError> {
        let path = self.root.join(path);
        let metadata = std::fs::metadata(&path).map_err(from_io)?;
        if metadata.is_dir() {
            return Err(LoadError::IsFolder);
        }
        if !metadata.is_file() {
            return Err(LoadError::Other("it is not a file".to_owned()));
        }
        // The length is known only once it is read, because a file may grow meanwhile; what it was is room enough for most.
        let mut bytes = Vec::with_capacity(usize::try_from(metadata.len().min(most) + 1).unwrap_or_default());
        let file = std::fs::File::open(&path).map_err(from_io)?;
        file.take(most + 1).read_to_end(&mut bytes).map_err(from_io)?;
        if bytes.len() as u64 > most { Err(LoadError::TooLarge) } else { Ok(bytes) }
    }
}

impl Loader for DiskLoader {
    fn read(&self, path: &str) -> Result<Vec<u8>, LoadError> {
        self.read_at_most(path, MOST_BYTES)
    }

    fn read_settings(&self, path: &str) -> Result<Vec<u8>, LoadError> {
        self.read_at_most(path, MOST_BYTES_OF_SETTINGS)
    }

    fn list(&self, folder: &str) -> Result<Vec<Entry>, LoadError> {
        self.list_with_unnamed(folder).map(|(entries, _)| entries)
    }
}

fn from_io(error: std::io::Error) -> LoadError {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => LoadError::NotFound,
        ErrorKind::IsADirectory => LoadError::IsFolder,
        _ => LoadError::Other(error.to_string()),
    }
}

/// Files in memory, for tests and for editors with unsaved changes.
#[derive(Debug, Clone, Default)]
pub struct MemoryLoader {
    files: BTreeMap<String, Vec<u8>>,
}

impl MemoryLoader {
    /// Adds or replaces a file.
    pub fn insert(&mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.files.insert(path.into(), bytes.into());
    }
}

impl MemoryLoader {
    fn read_at_most(&self, path: &str, most: u64) -> Result<Vec<u8>, LoadError> {
        match self.files.get(path) {
            Some(bytes) if bytes.len() as u64 > most => Err(LoadError::TooLarge),
            Some(bytes) => Ok(bytes.clone()),
            None if self.list(path).is_ok() => Err(LoadError::IsFolder),
            None => Err(LoadError::NotFound),
        }
    }
}

impl<P: Into<String>, B: Into<Vec<u8>>> FromIterator<(P, B)> for MemoryLoader {
    fn from_iter<T: IntoIterator<Item = (P, B)>>(files: T) -> Self {
        Self { files: files.into_iter().map(|(path, bytes)| (path.into(), bytes.into())).collect() }
    }
}

impl Loader for MemoryLoader {
    fn read(&self, path: &str) -> Result<Vec<u8>, LoadError> {
        self.read_at_most(path, MOST_BYTES)
    }

    fn read_settings(&self, path: &str) -> Result<Vec<u8>, LoadError> {
        self.read_at_most(path, MOST_BYTES_OF_SETTINGS)
    }

    fn list(&self, folder: &str) -> Result<Vec<Entry>, LoadError> {
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let entries: BTreeSet<Entry> = self
            .files
            .keys()
            .filter_map(|path| path.strip_prefix(&prefix))
            .map(|rest| match rest.split_once('/') {
                Some((name, _)) => Entry { name: name.to_owned(), is_folder: true },
                None => Entry { name: rest.to_owned(), is_folder: false },
            })
            .collect();
        if entries.is_empty() { Err(LoadError::NotFound) } else { Ok(entries.into_iter().collect()) }
    }
}

/// The folder of a path: everything before the last `/`, or the root.
#[must_use]
pub fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// A path from a folder and a name.
#[must_use]
pub fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{}/{name}", folder.trim_end_matches('/')) }
}

/// A folder and those above it, nearest first, ending with the root for a relative path.
pub fn ancestors(folder: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(folder), |folder| (!folder.is_empty()).then(|| self::folder(folder)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_from_the_nearest_to_the_root() {
        assert_eq!(ancestors("a/b/c").collect::<Vec<_>>(), ["a/b/c", "a/b", "a", ""]);
        assert_eq!(ancestors("").collect::<Vec<_>>(), [""]);
    }

    #[test]
    fn memory_has_folders() {
        let loader: MemoryLoader = [("a/b.xml", "x"), ("a/c/d.xml", "y")].into_iter().collect();
        let names: Vec<_> = loader.list("a").expect("there").into_iter().map(|e| (e.name, e.is_folder)).collect();
        assert_eq!(names, [("b.xml".to_owned(), false), ("c".to_owned(), true)]);
        assert_eq!(loader.read("a/c"), Err(LoadError::IsFolder));
        assert_eq!(loader.read("a/x"), Err(LoadError::NotFound));
    }
}

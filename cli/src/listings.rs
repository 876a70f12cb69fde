//! Which files stand in the folders that have been listed, so that the system is not asked for each that might.

use crate::paths::{join, on_disk};
use claimsmith_compiler::loader::Entry;
use std::collections::BTreeMap;

/// The files that decide something for their folder and those below it.
const NAMES: &[&str] = &[crate::built_folder::MANIFEST, crate::project::FILE_NAME, crate::settings::FILE_NAME];

/// What may be one of these files, by folder.
#[derive(Debug, Default)]
pub(crate) struct Listings(BTreeMap<String, Vec<String>>);

impl Listings {
    /// Takes note of what stands in a folder. Case does not matter to every file system, nor in what else letters differ to
    /// each.
    pub(crate) fn add(&mut self, folder: &str, entries: &[Entry]) {
        let may_be = |it: &&Entry| !it.name.is_ascii() || NAMES.iter().any(|name| it.name.eq_ignore_ascii_case(name));
        self.0.insert(folder.to_owned(), entries.iter().filter(may_be).map(|entry| entry.name.clone()).collect());
    }

    /// Whether one of the files that decide something stands in this folder.
    pub(crate) fn has(&self, folder: &str, name: &str) -> bool {
        let may_be = |it: &String| !it.is_ascii() || it.eq_ignore_ascii_case(name);
        self.0.get(folder).is_none_or(|names| names.iter().any(may_be)) && on_disk(&join(folder, name)).is_file()
    }
}

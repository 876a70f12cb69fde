//! Crates of environments that the project no longer has.

use super::target::Target;
use crate::paths::{join, on_disk};
use claimsmith_compiler::sdk::{RECORD, Record};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Folders in `parent` with a crate that the tool wrote and that is none of these, as the user knows them.
pub(super) fn leftovers(parent: &str, targets: &[Target]) -> Vec<String> {
    let wanted: BTreeSet<&str> = targets.iter().map(|target| target.shown.as_str()).collect();
    let entries = fs::read_dir(on_disk(parent)).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    // What an interrupted run left begins with a dot, and the next one cleans it up.
    let folders = names.filter(|name| !name.starts_with('.')).map(|name| join(parent, &name));
    let mut left: Vec<String> =
        folders.filter(|folder| !wanted.contains(folder.as_str()) && is_generated(on_disk(folder))).collect();
    left.sort();
    left
}

fn is_generated(folder: &Path) -> bool {
    fs::read_to_string(folder.join(RECORD)).is_ok_and(|text| Record::parse(&text).is_some())
}

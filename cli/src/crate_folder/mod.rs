//! Writes a generated crate.
//!
//! The whole crate is written into a folder beside its own, which then takes its place: at any moment there is the old
//! crate or the new one, never a mixture, and where the system cannot exchange two folders none for the time between two
//! renames; the next run cleans up what an interrupted one left. What a person has edited is overwritten only when that is asked for, and what this tool did not
//! write moves along. A file that has not changed keeps its time, so cargo builds nothing anew.
//!
//! - `contents`: what is in a folder: nothing, a crate, edited files, files of others
//! - `exchange`: the steps on disk

mod contents;
mod exchange;

use crate::folder_lock::{FolderLock, Say};
use crate::output::Failure;
use claimsmith_compiler::sdk::Hash;
use contents::Contents;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Written {
    /// There was no crate before.
    New,
    /// Some files changed.
    Updated,
    /// Every file was as it should be already.
    UpToDate,
}

/// Whether the folder holds the crate made from this input, every file as it was written, and nothing else is to be done
/// there: no other run is at work, and no interrupted one has left anything.
///
/// # Errors
/// When the system refuses.
pub(crate) fn is_up_to_date(folder: &Path, input: Hash) -> Result<bool, Failure> {
    let folder = resolved(folder);
    let is_quiet = !FolderLock::is_there(&folder) && !exchange::is_interrupted(&folder);
    Ok(is_quiet && Contents::read(&folder)?.is_from(input))
}

/// Writes these files, by their path in the crate, into the folder. Waits for another run that does, and says so; cleans
/// up what an interrupted one left.
///
/// # Errors
/// When the folder holds edited files, or files that this tool did not write where it would have to write (without
/// `force`), or when the system refuses.
pub(crate) fn write(
    folder: &Path,
    files: &BTreeMap<String, String>,
    force: bool,
    say: Say<'_>,
) -> Result<Written, Failure> {
    let folder = resolved(folder);
    let _lock = FolderLock::wait(&folder, say);
    exchange::recover(&folder)?;
    let contents = Contents::read(&folder)?;
    if !force {
        contents.refuse(files)?;
    }
    if contents.differences(files).is_empty() {
        return Ok(Written::UpToDate);
    }
    exchange::replace(&folder, files)?;
    Ok(if contents.is_free() { Written::New } else { Written::Updated })
}

/// What would have to be written, as the end of a sentence a file; nothing when the crate is what it should be.
///
/// # Errors
/// When the folder cannot be read.
pub(crate) fn check(folder: &Path, files: &BTreeMap<String, String>) -> Result<Vec<String>, Failure> {
    Ok(Contents::read(&resolved(folder))?.differences(files))
}

/// Where a link leads: the folder it names is replaced, not the link.
fn resolved(folder: &Path) -> PathBuf {
    folder.canonicalize().unwrap_or_else(|_| folder.to_owned())
}

//! The steps on disk, each of which can be the last one before an interruption.
//!
//! `.NAME.claimsmith-new` is filled and `.NAME.claimsmith-old` takes the crate of before. While the second is there and
//! the crate is not, the second is the crate; while both are there, files of others still have to move out of it.

use crate::output::Failure;
use claimsmith_compiler::sdk::{RECORD, Record, is_generated};
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// Undoes or finishes what an interrupted run began.
///
/// # Errors
/// When the system refuses.
pub(super) fn recover(folder: &Path) -> Result<(), Failure> {
    let (new, old) = (beside(folder, "new"), beside(folder, "old"));
    remove(&new)?;
    if !exists(&old) {
        return Ok(());
    }
    if exists(folder) {
        return finish(folder, &old);
    }
    fs::rename(&old, folder).map_err(|error| Failure::io("write", folder, &error))
}

/// Makes these files, and those of others that are in the folder, its content.
///
/// # Errors
/// When the system refuses; the crate of before is then whole.
pub(super) fn replace(folder: &Path, files: &BTreeMap<String, String>) -> Result<(), Failure> {
    let staged = Staged { path: beside(folder, "new") };
    let old = beside(folder, "old");
    refuse_read_only(folder)?;
    for (path, text) in files {
        let target = staged.path.join(path);
        write_file(&target, &folder.join(path), text).map_err(|error| Failure::io("write", &target, &error))?;
    }
    let had_crate = exists(folder);
    if had_crate {
        fs::rename(folder, &old).map_err(|error| Failure::io("replace", folder, &error))?;
    }
    if let Err(error) = fs::rename(&staged.path, folder) {
        if had_crate {
            let _ = fs::rename(&old, folder);
        }
        return Err(Failure::io("write", folder, &error));
    }
    if had_crate { finish(folder, &old) } else { Ok(()) }
}

/// Moves what others have written out of the folder of before, and removes that.
fn finish(folder: &Path, old: &Path) -> Result<(), Failure> {
    let record = fs::read_to_string(old.join(RECORD)).ok().and_then(|text| Record::parse(&text));
    let mut waiting = vec![PathBuf::new()];
    while let Some(below) = waiting.pop() {
        let failure = |error: io::Error| Failure::io("read", &old.join(&below), &error);
        for entry in fs::read_dir(old.join(&below)).map_err(failure)? {
            let entry = entry.map_err(failure)?;
            let path = below.join(entry.file_name());
            let (from, to) = (entry.path(), folder.join(&path));
            let is_folder = entry.file_type().map_err(failure)?.is_dir();
            if is_folder && (to.is_dir() || is_ours_in_part(&path, record.as_ref())) {
                waiting.push(path);
            } else if !is_folder && (exists(&to) || is_ours(&from, &path, record.as_ref())) {
                // What it was is what the crate of before was.
            } else if let Err(error) = create_parent(&to).and_then(|()| fs::rename(&from, &to)) {
                return Err(Failure::io("write", &to, &error));
            }
        }
    }
    remove(old)
}

/// Whether the crate of before had written into this folder.
fn is_ours_in_part(folder: &Path, record: Option<&Record>) -> bool {
    let below = |path: &str| Path::new(path).starts_with(folder);
    record.map_or(folder == Path::new("src"), |record| record.files().any(below))
}

/// Whether the crate of before had written this file.
fn is_ours(file: &Path, path: &Path, record: Option<&Record>) -> bool {
    if path == Path::new(RECORD) {
        return true;
    }
    let is_source = path.parent() == Some(Path::new("src"));
    let is_recorded = record.is_some_and(|record| record.files().any(|known| Path::new(known) == path));
    is_recorded || (is_source && is_generated(&fs::read_to_string(file).unwrap_or_default()))
}

/// Replacing a folder asks for no permission to write into it, so a person's wish is asked for here.
fn refuse_read_only(folder: &Path) -> Result<(), Failure> {
    for path in [folder, &folder.join(RECORD), &folder.join("src")] {
        if path.metadata().is_ok_and(|metadata| metadata.permissions().readonly()) {
            return Err(Failure::new(format!("cannot write `{}`: it is read-only", path.display())));
        }
    }
    Ok(())
}

/// The folder of this purpose beside the crate's: renaming is one step only within a file system.
fn beside(folder: &Path, purpose: &str) -> PathBuf {
    let name = folder.file_name().map_or_else(|| "crate".into(), |name| name.to_string_lossy());
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    parent.join(format!(".{name}.claimsmith-{purpose}"))
}

/// A folder that is being filled; removed when it is dropped before it has become the crate.
struct Staged {
    path: PathBuf,
}

impl Drop for Staged {
    fn drop(&mut self) {
        // Whatever stays behind, the next run removes.
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// Writes a file, or takes that of before when it is the same: it keeps its time.
fn write_file(target: &Path, before: &Path, text: &str) -> io::Result<()> {
    create_parent(target)?;
    let is_file = before.symlink_metadata().is_ok_and(|metadata| metadata.is_file());
    let is_same = is_file && fs::read(before).is_ok_and(|found| found == text.as_bytes());
    if is_same && fs::hard_link(before, target).is_ok() { Ok(()) } else { fs::write(target, text) }
}

fn create_parent(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)
}

fn remove(folder: &Path) -> Result<(), Failure> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(Failure::io("remove", folder, &error)),
        _ => Ok(()),
    }
}

/// Whether anything is there, a link that leads nowhere among it.
fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

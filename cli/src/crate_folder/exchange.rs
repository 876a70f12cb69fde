//! The steps on disk, each of which can be the last one before an interruption.
//!
//! `.NAME.claimsmith-new` is filled. Where the system can exchange two folders, it is then called `.NAME.claimsmith-old` and
//! exchanged with the crate of before; elsewhere that is moved to `.NAME.claimsmith-old` first. While the second is there and
//! the crate is not, the second is the crate; while both are there, files of others still have to move out of it. In a new
//! crate that was not exchanged yet there are none.

use crate::output::Failure;
use claimsmith_compiler::sdk::{RECORD, Record, is_generated};
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// Whether an interrupted run has left something, or another run is at work.
pub(super) fn is_interrupted(folder: &Path) -> bool {
    exists(&beside(folder, "new")) || exists(&beside(folder, "old"))
}

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
    refuse_current(folder)?;
    for (path, text) in files {
        let target = staged.path.join(path);
        // The folder beside is nothing that anybody knows.
        write_file(&target, &folder.join(path), text).map_err(|error| {
            Failure::io("write", &folder.join(path), &error).help(format!(
                "the crate is written beside `{}` first; what is there stays as it was",
                folder.display()
            ))
        })?;
    }
    if !exists(folder) {
        return fs::rename(&staged.path, folder).map_err(|error| Failure::io("write", folder, &error));
    }
    if !exchange(&staged.path, &old, folder) {
        two_renames(&staged.path, &old, folder)?;
    }
    finish(folder, &old)
}

/// Exchanges the new crate with that of before, under the name of what is left over: at no moment is there no crate, and
/// whenever this ends, what is left over holds nothing that [`finish`] would lose. `false` when the system cannot, with
/// everything as it was.
fn exchange(new: &Path, old: &Path, folder: &Path) -> bool {
    if fs::rename(new, old).is_err() {
        return false;
    }
    let is_exchanged = in_one_step(old, folder).is_ok();
    if !is_exchanged {
        // When this fails too, so does what comes next, and the next run removes it.
        let _ = fs::rename(old, new);
    }
    is_exchanged
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn in_one_step(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).map_err(io::Error::from)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn in_one_step(_: &Path, _: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

/// Between the two there is no crate.
fn two_renames(new: &Path, old: &Path, folder: &Path) -> Result<(), Failure> {
    fs::rename(folder, old).map_err(|error| match error.kind() {
        ErrorKind::ResourceBusy | ErrorKind::CrossesDevices => {
            Failure::io("replace", folder, &error).help("it may be a mount point; name a folder below it")
        }
        _ => Failure::io("replace", folder, &error),
    })?;
    fs::rename(new, folder).map_err(|error| {
        let _ = fs::rename(old, folder);
        Failure::io("write", folder, &error)
    })
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
    remove_crate(old)
}

/// Removes the record last: as long as anything of the crate is there, it says whose that is.
fn remove_crate(folder: &Path) -> Result<(), Failure> {
    let failure = |error: io::Error| Failure::io("remove", folder, &error);
    for entry in fs::read_dir(folder).map_err(failure)? {
        let entry = entry.map_err(failure)?;
        if entry.file_type().map_err(failure)?.is_dir() {
            fs::remove_dir_all(entry.path()).map_err(failure)?;
        } else if entry.file_name() != RECORD {
            fs::remove_file(entry.path()).map_err(failure)?;
        }
    }
    remove(folder)
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
    let is_recorded = record.is_some_and(|record| record.files().any(|known| Path::new(known) == path));
    is_recorded || (path.starts_with("src") && is_generated(&fs::read_to_string(file).unwrap_or_default()))
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

/// A process whose folder is replaced stands in one that is gone, and so does the shell that started this one.
fn refuse_current(folder: &Path) -> Result<(), Failure> {
    let current = std::env::current_dir().and_then(|current| current.canonicalize());
    if !current.is_ok_and(|current| current.starts_with(folder)) {
        return Ok(());
    }
    let message = format!("cannot replace `{}`: the current folder is in it", folder.display());
    Err(Failure::new(message).help("start in a folder above it, or name a folder below the current one"))
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
        // Below a file there is nothing either; whoever wants to write there says so better.
        Err(error) if !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            Err(Failure::io("remove", folder, &error))
        }
        _ => Ok(()),
    }
}

/// Whether anything is there, a link that leads nowhere among it.
fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Folders for the new crate, what is left over, and the crate, of which the first and the last are there.
    fn folders(name: &str) -> [PathBuf; 3] {
        let parent = std::env::temp_dir().join(format!("claimsmith-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&parent);
        let folders = ["new", "old", "crate"].map(|folder| parent.join(folder));
        for (folder, text) in [(&folders[0], "new"), (&folders[2], "before")] {
            fs::create_dir_all(folder).unwrap();
            fs::write(folder.join("Cargo.toml"), text).unwrap();
        }
        folders
    }

    fn text(folder: &Path) -> Option<String> {
        fs::read_to_string(folder.join("Cargo.toml")).ok()
    }

    fn is_replaced([new, old, folder]: &[PathBuf; 3]) {
        assert_eq!([new, old, folder].map(|it| text(it)), [None, Some("before".to_owned()), Some("new".to_owned())]);
        fs::remove_dir_all(folder.parent().unwrap()).unwrap();
    }

    /// A full disk, or a name that the file system does not take.
    #[test]
    fn what_cannot_be_written_is_named_as_a_file_of_the_crate() {
        let [_, _, folder] = &folders("unwritten");
        let name = "x".repeat(300);
        let failure = replace(folder, &BTreeMap::from([(name.clone(), String::new())])).unwrap_err();
        let said = format!("{failure:?}");
        assert!(said.contains(&*folder.join(name).to_string_lossy()) && !said.contains(".claimsmith-"), "{said}");
        assert_eq!(text(folder).as_deref(), Some("before"));
        fs::remove_dir_all(folder.parent().unwrap()).unwrap();
    }

    #[test]
    fn two_renames_end_like_an_exchange() {
        let all @ [new, old, folder] = &folders("renames");
        two_renames(new, old, folder).unwrap();
        is_replaced(all);
    }

    #[cfg(any(target_os = "linux", target_os = "macos"))]
    #[test]
    fn an_exchange_that_fails_leaves_everything_as_it_was() {
        let all @ [new, old, folder] = &folders("exchange");
        assert!(!exchange(new, old, &folder.join("nothing")));
        assert_eq!([new, old, folder].map(|it| text(it)), [Some("new".to_owned()), None, Some("before".to_owned())]);
        assert!(exchange(new, old, folder));
        is_replaced(all);
    }
}

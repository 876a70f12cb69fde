//! Writes the files of one environment into its folder.
//!
//! All of them are written beside the folder first and then moved into place, each move being one step of the file system.
//! The manifest names them before the first is moved, so a build that was interrupted is taken up by the next one. A file
//! that somebody else wrote or edited is neither overwritten nor removed unless that is asked for, and one that is as it
//! should be is not touched.

use super::manifest::Manifest;
use crate::built_folder::MANIFEST;
use crate::folder_lock::FolderLock;
use crate::output::{Failure, message, printable};
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// How many edited files are named.
const MOST_EDITED: usize = 5;

/// What was done to a folder.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Changes {
    /// Files that are new or different.
    pub(super) written: usize,
    /// Files of an earlier build that are not made any more.
    pub(super) removed: usize,
}

/// Brings the folder to hold these files, by their path in it. Waits for another run that writes there, and says so.
///
/// # Errors
/// When a file that would be overwritten or removed holds something else than an earlier build wrote (without `force`),
/// or when the system refuses; the files are then as they were, or some of them are already replaced when a move fails.
pub(super) fn write(folder: &Path, files: &BTreeMap<String, Vec<u8>>, force: bool) -> Result<Changes, Failure> {
    if is_up_to_date(folder, files)? {
        return Ok(Changes::default());
    }
    let _lock = FolderLock::wait(folder, &message);
    remove_leftovers(folder)?;
    let known = read(&folder.join(MANIFEST))?.unwrap_or_default();
    let known_text = String::from_utf8_lossy(&known).into_owned();
    let (before, after) = (Manifest::parse(&known_text), Manifest::of(files));
    let plan = Plan::make(folder, files, &before)?;
    if !force {
        plan.refuse_edited(folder)?;
    }
    let changes = Changes { written: plan.changed.len(), removed: plan.stale.len() };
    if changes == Changes::default() && known_text == after.text() {
        return Ok(changes);
    }
    let mut staged: BTreeMap<&str, &[u8]> = plan.changed.clone();
    let after_text = after.text();
    if is_free(folder)? {
        staged.insert(MANIFEST, after_text.as_bytes());
        Staging::fill(folder, &staged)?.become_folder(folder)?;
        return Ok(changes);
    }
    let staging = Staging::fill(folder, &staged)?;
    staging.put(MANIFEST, before.and(&after).text().as_bytes(), folder)?;
    staging.move_all(&plan.changed, folder)?;
    plan.remove_stale(folder)?;
    staging.put(MANIFEST, after_text.as_bytes(), folder)?;
    Ok(changes)
}

/// Whether the folder holds these files and nothing else is to be done there: no other run is at work, and no interrupted
/// one has left anything.
fn is_up_to_date(folder: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<bool, Failure> {
    let after = Manifest::of(files);
    let known = read(&folder.join(MANIFEST))?;
    let is_current = known.is_some_and(|known| known == after.text().as_bytes())
        && Plan::make(folder, files, &after)?.changed.is_empty();
    Ok(is_current && !FolderLock::is_there(folder) && leftovers(folder).is_empty())
}

/// What has to be done.
#[derive(Debug, Default)]
struct Plan<'f> {
    /// The files that are new or different.
    changed: BTreeMap<&'f str, &'f [u8]>,
    /// The files of an earlier build that are not made any more and still there.
    stale: Vec<String>,
    /// Those of both that hold something else than an earlier build wrote.
    edited: Vec<String>,
}

impl<'f> Plan<'f> {
    fn make(folder: &Path, files: &'f BTreeMap<String, Vec<u8>>, before: &Manifest) -> Result<Self, Failure> {
        let mut plan = Self::default();
        for (path, bytes) in files {
            let found = read(&folder.join(path))?;
            if found.as_ref() == Some(bytes) {
                continue;
            }
            plan.changed.insert(path, bytes);
            if found.is_some_and(|found| !before.knows(path, &found)) {
                plan.edited.push(path.clone());
            }
        }
        for path in before.paths().filter(|path| !files.contains_key(*path)) {
            let Some(found) = read(&folder.join(path))? else { continue };
            plan.stale.push(path.to_owned());
            if !before.knows(path, &found) {
                plan.edited.push(path.to_owned());
            }
        }
        Ok(plan)
    }

    fn refuse_edited(&self, folder: &Path) -> Result<(), Failure> {
        if self.edited.is_empty() {
            return Ok(());
        }
        let named = self.edited.iter().take(MOST_EDITED).map(|path| format!("`{}`", printable(path)));
        let more = self.edited.len().saturating_sub(MOST_EDITED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let names = named.collect::<Vec<_>>().join(", ");
        let message =
            format!("in `{}` there are files that were not built, or edited since: {names}{more}", folder.display());
        Err(Failure::new(message)
            .help("make the change in the sources of the policies: they are what is built the next time")
            .help("to lose what these files hold, build with --force"))
    }

    fn remove_stale(&self, folder: &Path) -> Result<(), Failure> {
        for path in &self.stale {
            let path = folder.join(path);
            fs::remove_file(&path).map_err(|error| Failure::io("remove", &path, &error))?;
            let above = path.ancestors().skip(1).take_while(|above| *above != folder);
            // Stops at the first folder that holds something else.
            above.map(fs::remove_dir).take_while(Result::is_ok).for_each(drop);
        }
        Ok(())
    }
}

/// What a file holds; `None` when there is none.
fn read(path: &Path) -> Result<Option<Vec<u8>>, Failure> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::io("read", path, &error)),
    }
}

/// Whether nothing is there yet, or an empty folder.
fn is_free(folder: &Path) -> Result<bool, Failure> {
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(true),
        Err(error) => Err(Failure::io("read", folder, &error)),
    }
}

fn parent(folder: &Path) -> &Path {
    folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// How the folders beside this one begin in which files wait to be moved.
fn staging_prefix(folder: &Path) -> String {
    let name = folder.file_name().map_or_else(|| "build".into(), |name| name.to_string_lossy());
    format!(".{name}.claimsmith-build-")
}

/// What an interrupted build left beside the folder, or another one is filling.
fn leftovers(folder: &Path) -> Vec<PathBuf> {
    let prefix = staging_prefix(folder);
    let is_ours = |entry: &fs::DirEntry| {
        let name = entry.file_name();
        let number = name.to_str().and_then(|name| name.strip_prefix(&prefix));
        number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let entries = fs::read_dir(parent(folder)).into_iter().flatten().flatten();
    entries.filter(is_ours).map(|entry| entry.path()).collect()
}

/// What an interrupted build left is in nobody's interest.
fn remove_leftovers(folder: &Path) -> Result<(), Failure> {
    for left in leftovers(folder) {
        fs::remove_dir_all(&left).map_err(|error| Failure::io("remove", &left, &error))?;
    }
    Ok(())
}

/// A folder beside that of the environment that holds the files until they are complete; removed when it is dropped.
#[derive(Debug)]
struct Staging {
    path: PathBuf,
}

impl Staging {
    fn fill(folder: &Path, files: &BTreeMap<&str, &[u8]>) -> Result<Self, Failure> {
        let name = format!("{}{}", staging_prefix(folder), std::process::id());
        let staging = Self { path: parent(folder).join(name) };
        for (path, bytes) in files {
            staging.write(path, bytes)?;
        }
        Ok(staging)
    }

    fn write(&self, path: &str, bytes: &[u8]) -> Result<PathBuf, Failure> {
        let staged = self.path.join(path);
        let written = create_parent(&staged).and_then(|()| fs::write(&staged, bytes));
        written.map(|()| staged.clone()).map_err(|error| Failure::io("write", &staged, &error))
    }

    fn become_folder(self, folder: &Path) -> Result<(), Failure> {
        match fs::remove_dir(folder) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(Failure::io("replace", folder, &error)),
            _ => {}
        }
        fs::rename(&self.path, folder).map_err(|error| Failure::io("write", folder, &error))
    }

    /// Replaces one file of the folder.
    fn put(&self, path: &str, bytes: &[u8], folder: &Path) -> Result<(), Failure> {
        let staged = self.write(path, bytes)?;
        let target = folder.join(path);
        fs::rename(staged, &target).map_err(|error| Failure::io("write", &target, &error))
    }

    /// Moves the staged files, all folders being there before the first one is moved.
    fn move_all(&self, files: &BTreeMap<&str, &[u8]>, folder: &Path) -> Result<(), Failure> {
        for path in files.keys() {
            let target = folder.join(path);
            create_parent(&target).map_err(|error| Failure::io("write", &target, &error))?;
        }
        for path in files.keys() {
            let target = folder.join(path);
            fs::rename(self.path.join(path), &target).map_err(|error| Failure::io("write", &target, &error))?;
        }
        Ok(())
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // After `become_folder` there is nothing left; otherwise the next build removes what stays behind.
        let _ = fs::remove_dir_all(&self.path);
    }
}

fn create_parent(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::SystemTime;

    fn files(list: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
        list.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect()
    }

    /// A folder that is not there, below one that is empty.
    fn temporary(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("claimsmith-build-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        folder.join("out")
    }

    /// Every file below a folder but the manifest.
    fn content(folder: &Path) -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        let mut waiting = vec![folder.to_owned()];
        while let Some(next) = waiting.pop() {
            for entry in fs::read_dir(next).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    waiting.push(path);
                } else if !path.ends_with(MANIFEST) {
                    let name = path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
                    found.insert(name, fs::read_to_string(&path).unwrap());
                }
            }
        }
        found
    }

    fn beside(folder: &Path) -> usize {
        fs::read_dir(folder.parent().unwrap()).unwrap().count()
    }

    #[test]
    fn a_second_build_touches_nothing_and_a_third_what_has_changed() {
        let folder = temporary("again");
        let first = files(&[("a.xml", "1"), ("b/c.xml", "2"), ("d/e.xml", "3")]);
        assert_eq!(write(&folder, &first, false), Ok(Changes { written: 3, removed: 0 }));
        let times = || -> Vec<SystemTime> {
            let names = ["a.xml", "b/c.xml", MANIFEST];
            names.iter().map(|name| folder.join(name).metadata().unwrap().modified().unwrap()).collect()
        };
        let before = times();
        assert_eq!(write(&folder, &first, false), Ok(Changes::default()));
        assert_eq!(times(), before);
        fs::write(folder.join("README.md"), "mine").unwrap();
        let second = files(&[("a.xml", "1"), ("b/c.xml", "new")]);
        assert_eq!(write(&folder, &second, false), Ok(Changes { written: 1, removed: 1 }));
        assert_eq!(times()[0], before[0]);
        let expected = [("README.md", "mine"), ("a.xml", "1"), ("b/c.xml", "new")];
        assert_eq!(content(&folder), expected.map(|(path, text)| (path.to_owned(), text.to_owned())).into());
        assert!(!folder.join("d").exists() && beside(&folder) == 1);
        let manifest = fs::read_to_string(folder.join(MANIFEST)).unwrap();
        assert_eq!(manifest, Manifest::of(&second).text());
    }

    #[test]
    fn what_somebody_else_wrote_is_kept_unless_it_is_asked_for() {
        let folder = temporary("edited");
        let built = files(&[("a.xml", "1"), ("b.xml", "2")]);
        write(&folder, &built, false).unwrap();
        fs::write(folder.join("a.xml"), "edited").unwrap();
        let changed = files(&[("a.xml", "3"), ("b.xml", "4")]);
        let failure = write(&folder, &changed, false).unwrap_err();
        assert!(
            format!("{failure:?}").contains("`a.xml`") && !format!("{failure:?}").contains("`b.xml`"),
            "{failure:?}"
        );
        assert_eq!(fs::read_to_string(folder.join("b.xml")).unwrap(), "2", "nothing is written");
        assert!(write(&folder, &files(&[("b.xml", "2")]), false).is_err(), "nor removed");
        assert_eq!(write(&folder, &changed, true), Ok(Changes { written: 2, removed: 0 }));
        assert_eq!(write(&folder, &files(&[("c.xml", "5")]), false), Ok(Changes { written: 1, removed: 2 }));
        fs::write(folder.join("d.xml"), "theirs").unwrap();
        assert!(write(&folder, &files(&[("c.xml", "5"), ("d.xml", "6")]), false).is_err());
    }

    #[test]
    fn an_interrupted_build_is_taken_up() {
        let folder = temporary("interrupted");
        let (old, new) =
            (files(&[("a.xml", "1"), ("b.xml", "2"), ("c.xml", "3")]), files(&[("a.xml", "4"), ("b.xml", "5")]));
        write(&folder, &old, false).unwrap();
        // As after the first move: the manifest knows both, one file is new, and the rest waits.
        let both = Manifest::of(&old).and(&Manifest::of(&new));
        fs::write(folder.join(MANIFEST), both.text()).unwrap();
        fs::write(folder.join("a.xml"), "4").unwrap();
        let waiting = folder.with_file_name(format!("{}1", staging_prefix(&folder)));
        fs::create_dir(&waiting).unwrap();
        fs::write(waiting.join("b.xml"), "5").unwrap();
        let newest = files(&[("a.xml", "6"), ("b.xml", "7")]);
        assert_eq!(write(&folder, &newest, false), Ok(Changes { written: 2, removed: 1 }));
        assert_eq!(content(&folder).into_values().collect::<Vec<_>>(), ["6", "7"]);
        assert_eq!(beside(&folder), 1);
        assert_eq!(fs::read_to_string(folder.join(MANIFEST)).unwrap(), Manifest::of(&newest).text());
    }

    #[test]
    fn a_file_where_a_folder_is_wanted_is_an_error_that_changes_nothing() {
        let folder = temporary("blocked");
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("a"), "a file").unwrap();
        assert!(write(&folder, &files(&[("0.xml", "1"), ("a/b.xml", "2")]), false).is_err());
        assert_eq!(content(&folder).into_keys().collect::<Vec<_>>(), ["a"]);
        let missing = folder.join("a").join("out");
        assert!(write(&missing, &files(&[("b.xml", "2")]), false).is_err());
        assert_eq!(beside(&folder), 1);
    }
}

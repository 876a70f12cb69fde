//! Replaces files in one step of the file system, so that an interruption never leaves half of one.

use crate::output::Failure;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// A file and what it is to hold.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Replacement<'c> {
    /// Where it is.
    pub(crate) path: &'c Path,
    /// How the user knows it.
    pub(crate) shown: &'c str,
    /// Its new content.
    pub(crate) bytes: &'c [u8],
}

/// Writes this content into the file, which keeps its permissions; one that a link names is replaced where it stands.
///
/// # Errors
/// When the file is read-only, or the system refuses; the file is then as it was before.
pub(crate) fn replace_file(replacement: Replacement<'_>) -> Result<(), Failure> {
    replace_files(&[replacement])
}

/// As [`replace_file`] for several files: all of the new content is written beside the files before the first one is
/// replaced.
///
/// # Errors
/// When one of the files is read-only, or the system refuses the new content of one; all are then as they were before.
pub(crate) fn replace_files(replacements: &[Replacement<'_>]) -> Result<(), Failure> {
    let mut staged = Staged::default();
    for replacement in replacements {
        staged.add(*replacement)?;
    }
    staged.replace()
}

/// New content beside the files that it is for; what is not used is removed, because it is in nobody's interest.
#[derive(Debug, Default)]
struct Staged<'c> {
    files: Vec<(PathBuf, PathBuf, &'c str)>,
}

impl<'c> Staged<'c> {
    fn add(&mut self, Replacement { path, shown, bytes }: Replacement<'c>) -> Result<(), Failure> {
        let failure = |error: &io::Error| Failure::io("write", Path::new(shown), error);
        let target = match path.canonicalize() {
            Ok(target) => target,
            Err(error) if error.kind() == ErrorKind::NotFound => path.to_owned(),
            Err(error) => return Err(failure(&error)),
        };
        let metadata = target.metadata().ok();
        if metadata.as_ref().is_some_and(|metadata| !metadata.is_file()) {
            return Err(Failure::new(format!("cannot write `{shown}`: it is no file")));
        }
        let permissions = metadata.map(|metadata| metadata.permissions());
        // Moving a file over another one asks for no permission to write that.
        if permissions.as_ref().is_some_and(fs::Permissions::readonly) {
            return Err(Failure::new(format!("cannot write `{shown}`: it is read-only")));
        }
        let beside = beside(&target);
        let mut file = create(&beside).map_err(|error| failure(&error))?;
        self.files.push((beside, target, shown));
        write(&mut file, bytes, permissions).map_err(|error| failure(&error))
    }

    fn replace(mut self) -> Result<(), Failure> {
        while let Some((staged, target, shown)) = self.files.last() {
            fs::rename(staged, target).map_err(|error| Failure::io("write", Path::new(shown), &error))?;
            self.files.pop();
        }
        Ok(())
    }
}

impl Drop for Staged<'_> {
    fn drop(&mut self) {
        for (staged, ..) in &self.files {
            let _ = fs::remove_file(staged);
        }
    }
}

/// Moving a file is one step only within a folder.
fn beside(target: &Path) -> PathBuf {
    let name = target.file_name().map_or_else(|| "file".into(), |name| name.to_string_lossy());
    target.with_file_name(format!(".{name}.claimsmith-{}", std::process::id()))
}

/// A file that nobody else has open. One of that name was left behind by a process that had the same id and is gone.
fn create(path: &Path) -> io::Result<File> {
    match File::create_new(path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            fs::remove_file(path)?;
            File::create_new(path)
        }
        result => result,
    }
}

fn write(file: &mut File, bytes: &[u8], permissions: Option<fs::Permissions>) -> io::Result<()> {
    file.write_all(bytes)?;
    if let Some(permissions) = permissions {
        file.set_permissions(permissions)?;
    }
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_files_are_replaced_or_none() {
        let folder = std::env::temp_dir().join(format!("claimsmith-replace-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let (first, second) = (folder.join("a.xml"), folder.join("b.xml"));
        fs::write(&first, "old").unwrap();
        let of = |path| Replacement { path, shown: "shown", bytes: b"new" };
        let missing = folder.join("nowhere/b.xml");
        let failure = replace_files(&[of(&first), of(&missing)]).unwrap_err();
        assert!(format!("{failure:?}").contains("cannot write `shown`"), "{failure:?}");
        assert_eq!((fs::read_to_string(&first).unwrap().as_str(), fs::read_dir(&folder).unwrap().count()), ("old", 1));
        replace_files(&[of(&first), of(&second)]).unwrap();
        assert_eq!(fs::read_to_string(&first).unwrap() + &fs::read_to_string(&second).unwrap(), "newnew");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 2);
        fs::write(beside(&first.canonicalize().unwrap()), "left behind").unwrap();
        replace_file(Replacement { bytes: b"newer", ..of(&first) }).unwrap();
        assert_eq!(fs::read_to_string(&first).unwrap(), "newer");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 2);
        assert!(replace_file(of(&folder)).is_err());
        fs::remove_dir_all(&folder).unwrap();
    }
}

//! One run at a time writes into a folder.
//!
//! The lock is a file beside the folder, `.NAME.claimsmith-lock`: the folder itself is replaced, so it can hold none. The
//! system forgets the lock when the process ends, however that ends. The file is gone then too, or, where a killed process
//! left it, it holds nobody up and the next run removes it.
//!
//! - `unix`: a lock on the file
//! - `windows`: the file opened for one process only
//!
//! Where the file cannot be made, nothing is locked: what is written waits in a folder beside as well, so writing fails
//! there and says why. Nor is anything locked where the file system knows no locks.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
use unix::Held;
#[cfg(windows)]
use windows::Held;

use std::fs;
use std::path::{Path, PathBuf};

/// What tells the user that a run waits.
pub(crate) type Say<'s> = &'s dyn Fn(&str);

/// As long as it is there, no other run writes into the folder.
#[derive(Debug)]
pub(crate) struct FolderLock {
    _held: Option<Held>,
}

impl FolderLock {
    /// Waits until no other run writes into the folder, and says so when there is one. The folder need not be there.
    pub(crate) fn wait(folder: &Path, say: Say<'_>) -> Self {
        let path = file(folder);
        // Below a folder that cannot be made there is nothing to lock.
        let _ = path.parent().map(fs::create_dir_all);
        let waiting = || say(&format!("waiting for another run of claimsmith that writes `{}`\n", folder.display()));
        Self { _held: Held::wait(&path, &waiting).ok() }
    }

    /// Whether a run writes into the folder, or one that was killed has left its file.
    pub(crate) fn is_there(folder: &Path) -> bool {
        file(folder).symlink_metadata().is_ok()
    }
}

/// Beside the folder that a link leads to: several may lead to one.
fn file(folder: &Path) -> PathBuf {
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let name = folder.file_name().map_or_else(|| "folder".into(), |name| name.to_string_lossy());
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    parent.join(format!(".{name}.claimsmith-lock"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn one_at_a_time_and_nothing_stays() {
        let parent = std::env::temp_dir().join(format!("claimsmith-lock-{}", std::process::id()));
        let _ = fs::remove_dir_all(&parent);
        let folder = parent.join("deep/out");
        let inside = AtomicUsize::new(0);
        let work = || {
            for _ in 0..50 {
                let lock = FolderLock::wait(&folder, &|_| {});
                assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0, "two at once");
                assert!(FolderLock::is_there(&folder));
                std::thread::yield_now();
                inside.fetch_sub(1, Ordering::SeqCst);
                drop(lock);
            }
        };
        std::thread::scope(|scope| {
            (0..4).for_each(|_| drop(scope.spawn(work)));
        });
        assert!(!FolderLock::is_there(&folder) && !folder.exists());
        fs::write(&folder, "left behind by a process that was killed").unwrap();
        fs::rename(&folder, file(&folder)).unwrap();
        drop(FolderLock::wait(&folder, &|_| panic!("nobody is there")));
        assert!(!FolderLock::is_there(&folder));
        fs::write(&folder, "a file").unwrap();
        drop(FolderLock::wait(&folder.join("below/out"), &|_| panic!("nothing can be there")));
        fs::remove_dir_all(&parent).unwrap();
    }
}

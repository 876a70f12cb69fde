//! A lock on the file, which the system forgets with the process.

use rustix::fs::{FlockOperation, OFlags, flock};
use rustix::io::Errno;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// The file with its lock; removed when it is dropped.
#[derive(Debug)]
pub(super) struct Held {
    path: PathBuf,
    /// Closed after the file is removed: whoever waits for it then finds that it is no more, and makes another.
    _file: File,
}

impl Held {
    /// Waits for the lock; `waiting` is called once when another process has it.
    ///
    /// # Errors
    /// When the file cannot be made, or the file system knows no locks.
    pub(super) fn wait(path: &Path, waiting: &dyn Fn()) -> io::Result<Self> {
        let mut has_waited = false;
        loop {
            let file = open(path)?;
            match flock(&file, FlockOperation::NonBlockingLockExclusive) {
                Err(Errno::WOULDBLOCK) => {
                    if !has_waited {
                        waiting();
                    }
                    has_waited = true;
                    until_free(&file)?;
                }
                result => result?,
            }
            if is_at(path, &file)? {
                return Ok(Self { path: path.to_owned(), _file: file });
            }
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        // A file that stays behind holds nobody up.
        let _ = fs::remove_file(&self.path);
    }
}

/// A link at this place is none of ours, and nothing is made where it leads. The file of another user can be locked too,
/// although it cannot be written.
fn open(path: &Path) -> io::Result<File> {
    let no_links = i32::try_from(OFlags::NOFOLLOW.bits()).unwrap_or_default();
    let options = || OpenOptions::new().custom_flags(no_links).to_owned();
    match options().write(true).create(true).truncate(false).open(path) {
        Err(error) if error.kind() == ErrorKind::PermissionDenied => options().read(true).open(path).map_err(|_| error),
        result => result,
    }
}

fn until_free(file: &File) -> io::Result<()> {
    loop {
        match flock(file, FlockOperation::LockExclusive) {
            Err(Errno::INTR) => {}
            result => return result.map_err(io::Error::from),
        }
    }
}

/// Whether this is the file at the path, and not one that its last owner has removed.
fn is_at(path: &Path, file: &File) -> io::Result<bool> {
    let own = file.metadata()?;
    Ok(path.symlink_metadata().is_ok_and(|found| (found.dev(), found.ino()) == (own.dev(), own.ino())))
}

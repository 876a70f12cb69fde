//! A file that one process at a time can open, and that the system removes when it is closed.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind};
use std::os::windows::fs::OpenOptionsExt;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

/// `FILE_FLAG_DELETE_ON_CLOSE` of `CreateFileW`: a process that is killed leaves nothing either.
const DELETE_ON_CLOSE: u32 = 0x0400_0000;
/// `ERROR_SHARING_VIOLATION`: another process has the file.
const SHARING_VIOLATION: i32 = 32;
/// How often the file is tried for: the system tells nobody that a file was closed.
const PAUSE: Duration = Duration::from_millis(50);
/// How often it may be refused: a file that is about to be removed is refused like one that must not be opened.
const MOST_REFUSED: usize = 20;

/// The open file.
#[derive(Debug)]
pub(super) struct Held {
    _file: File,
}

impl Held {
    /// Waits for the file; `waiting` is called once when another process has it.
    ///
    /// # Errors
    /// When the file cannot be made.
    pub(super) fn wait(path: &Path, waiting: &dyn Fn()) -> io::Result<Self> {
        let (mut has_waited, mut refused) = (false, 0);
        loop {
            match open(path) {
                Ok(file) => return Ok(Self { _file: file }),
                Err(error) if error.raw_os_error() == Some(SHARING_VIOLATION) => {
                    if !has_waited {
                        waiting();
                    }
                    has_waited = true;
                }
                Err(error) if error.kind() == ErrorKind::PermissionDenied && refused < MOST_REFUSED => refused += 1,
                Err(error) => return Err(error),
            }
            sleep(PAUSE);
        }
    }
}

fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false).share_mode(0).custom_flags(DELETE_ON_CLOSE).open(path)
}

//! Settings as files, as Docker, Kubernetes and systemd hand out secrets.

use super::{Environment, UnreadableSetting, without_line_end};
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

/// Largest file that is read, in bytes: a chain of certificates fits, a log file does not.
const LARGEST: u64 = 64 * 1024;

/// It is no part of the text that follows it.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// A folder with one file a setting, such as `/run/secrets`: the file's name is the setting's, its content the value.
///
/// One line end at the end of the file is dropped, and the byte-order mark that editors on Windows write. A file of more than 64 KiB, one that is not UTF-8 and what is no file
/// are reported. A link is followed as long as it stays in the folder, which is how Kubernetes mounts secrets; one that
/// leaves it is reported. A folder that does not exist has no settings. Files are read when they are asked for, so
/// nothing is kept here.
#[derive(Debug, Clone)]
pub struct SecretFiles {
    folder: PathBuf,
}

impl SecretFiles {
    /// The files in this folder.
    #[must_use]
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }
}

impl Environment for SecretFiles {
    fn get(&self, name: &str) -> Option<String> {
        self.try_get(name).ok().flatten()
    }

    fn try_get(&self, name: &str) -> Result<Option<String>, UnreadableSetting> {
        if !is_file_name(name) {
            return Ok(None);
        }
        let path = self.folder.join(name);
        let unreadable = |reason: String| UnreadableSetting { what: format!("the file `{}`", path.display()), reason };
        match fs::symlink_metadata(&path) {
            Ok(_) => read(&self.folder, &path).map(Some).map_err(unreadable),
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
            Err(error) => Err(unreadable(because(&error))),
        }
    }

    fn place(&self) -> String {
        let missing = if self.folder.is_dir() { "" } else { " (there is no such folder)" };
        format!("files in `{}`{missing}", self.folder.display())
    }
}

/// Whether this is the name of a file of the folder: no path, and nothing that a file system gives a meaning to.
fn is_file_name(name: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    !name.is_empty() && !name.starts_with('.') && name.chars().all(is_plain)
}

fn read(folder: &Path, path: &Path) -> Result<String, String> {
    let place = |path: &Path| {
        path.canonicalize().map_err(|error| match error.kind() {
            ErrorKind::NotFound => "is a link to nothing".to_owned(),
            _ => because(&error),
        })
    };
    let (folder, file) = (place(folder)?, place(path)?);
    if !file.starts_with(folder) {
        return Err("is a link that leads out of the folder".to_owned());
    }
    // Before it is opened: a pipe would wait for somebody to write to it.
    let metadata = fs::metadata(&file).map_err(|error| because(&error))?;
    if !metadata.is_file() {
        return Err("is no file".to_owned());
    }
    if metadata.len() > LARGEST {
        return Err(too_large());
    }
    text(&file, metadata.len()).map_err(|error| because(&error))?
}

/// The text of a file of about this many bytes.
fn text(file: &Path, length: u64) -> io::Result<Result<String, String>> {
    // Room for all of it at once: a buffer that grows leaves copies behind.
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default().saturating_add(1));
    File::open(file)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        return Ok(Err(too_large()));
    }
    Ok(match String::from_utf8(bytes) {
        Ok(mut text) => {
            text.truncate(without_line_end(&text).len());
            if text.starts_with(BYTE_ORDER_MARK) {
                text.drain(..BYTE_ORDER_MARK.len_utf8());
            }
            Ok(text)
        }
        Err(_) => Err("is not UTF-8".to_owned()),
    })
}

fn too_large() -> String {
    "is larger than 64 KiB".to_owned()
}

fn because(error: &io::Error) -> String {
    format!("cannot be read: {}", error.kind())
}

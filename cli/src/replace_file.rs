//! Replaces a file in one step of the file system, so that an interruption never leaves half of one.

use crate::output::Failure;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Writes these bytes as the content of the file, which keeps its permissions; one that a link names is replaced where it
/// stands.
///
/// # Errors
/// When the file is read-only, or the system refuses; the file is then as it was before.
pub(crate) fn replace_file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let target = match path.canonicalize() {
        Ok(target) => target,
        Err(error) if error.kind() == ErrorKind::NotFound => path.to_owned(),
        Err(error) => return Err(Failure::io("write", path, &error)),
    };
    let permissions = target.metadata().ok().map(|metadata| metadata.permissions());
    // Moving a file over another one asks for no permission to write that.
    if permissions.as_ref().is_some_and(fs::Permissions::readonly) {
        return Err(Failure::new(format!("cannot write `{}`: it is read-only", path.display())));
    }
    let staged = beside(&target);
    let written = write_new(&staged, bytes, permissions).and_then(|()| fs::rename(&staged, &target));
    written.map_err(|error| {
        // The file that is complained about is the target; what was staged is in nobody's interest.
        let _ = fs::remove_file(&staged);
        Failure::io("write", path, &error)
    })
}

/// Moving a file is one step only within a folder.
fn beside(target: &Path) -> PathBuf {
    let name = target.file_name().map_or_else(|| "file".into(), |name| name.to_string_lossy());
    target.with_file_name(format!(".{name}.claimsmith-{}", std::process::id()))
}

fn write_new(path: &Path, bytes: &[u8], permissions: Option<fs::Permissions>) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(bytes)?;
    if let Some(permissions) = permissions {
        file.set_permissions(permissions)?;
    }
    file.sync_all()
}

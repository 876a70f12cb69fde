//! Keeps `.env`, which holds the secrets, out of the repository.

use crate::output::Failure;
use crate::replace_file::{Replacement, replace_file};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// Name of the file.
const FILE_NAME: &str = ".gitignore";

/// The file that is to be ignored.
const IGNORED: &str = ".env";

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Done {
    /// There was none.
    New,
    /// The file has one more line.
    Extended,
    /// The line was there already.
    Nothing,
}

/// Makes the `.gitignore` of this folder name `.env`, unless it does.
///
/// # Errors
/// When the file cannot be read or written.
pub(super) fn ignore(folder: &Path) -> Result<Done, Failure> {
    let path = folder.join(FILE_NAME);
    let before = match fs::read(&path) {
        Ok(bytes) => Some(bytes),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(Failure::io("read", &path, &error)),
    };
    let Some(after) = with_line(before.as_deref().unwrap_or_default()) else { return Ok(Done::Nothing) };
    let shown = path.display().to_string();
    replace_file(Replacement { path: &path, shown: &shown, bytes: &after })?;
    Ok(if before.is_some() { Done::Extended } else { Done::New })
}

/// The file with one more line, whatever its encoding and its line ends; `None` when it ignores `.env`.
fn with_line(before: &[u8]) -> Option<Vec<u8>> {
    let text = String::from_utf8_lossy(before);
    // The last line about a file decides.
    let about = text.lines().map(str::trim).rfind(|line| is_about(line.trim_start_matches('!')));
    if about.is_some_and(|line| !line.starts_with('!')) {
        return None;
    }
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut after = before.to_vec();
    if !before.is_empty() && before.last() != Some(&b'\n') {
        after.extend_from_slice(newline.as_bytes());
    }
    after.extend_from_slice(format!("# Holds secrets.{newline}{IGNORED}{newline}").as_bytes());
    Some(after)
}

/// Whether a line of the file is about `.env` in its folder.
fn is_about(line: &str) -> bool {
    let name = line.strip_prefix("**/").or_else(|| line.strip_prefix('/')).unwrap_or(line);
    matches!(name, ".env" | ".env*" | "*.env" | ".*")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_is_added_where_it_is_missing() {
        let line = "# Holds secrets.\n.env\n";
        for (before, after) in [
            ("", Some(line.to_owned())),
            ("/target\n", Some(format!("/target\n{line}"))),
            ("/target", Some(format!("/target\n{line}"))),
            ("/target\r\n", Some(format!("/target\r\n{}", line.replace('\n', "\r\n")))),
            (".env\n!.env\n", Some(format!(".env\n!.env\n{line}"))),
            ("# .env\n.env.local\n", Some(format!("# .env\n.env.local\n{line}"))),
            ("/target\n.env", None),
            ("/.env\n", None),
            ("**/.env*\r\n", None),
            ("!.env\n.env\n", None),
        ] {
            let found = with_line(before.as_bytes());
            assert_eq!(found, after.map(String::into_bytes), "{before:?}");
        }
    }
}

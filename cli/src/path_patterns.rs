//! Patterns that name files: which are vendored, which are the policies of an environment.

use crate::paths::{absolute, on_disk, with_slashes};
use glob::{MatchOptions, Pattern};
use std::path::{Path, PathBuf};

/// A pattern for paths: `*` and `?` within one folder, `**` across folders; `.` is everything. `\` separates folders too,
/// so that a project has one file for all its machines.
///
/// # Errors
/// In words, when the pattern is wrong.
pub(crate) fn pattern(text: &str) -> Result<Pattern, String> {
    let text = text.trim().replace('\\', "/");
    let text = match text.trim_start_matches("./").trim_end_matches('/') {
        "" if text.is_empty() => return Err("the pattern is empty".to_owned()),
        "" | "." => "**",
        text => text,
    };
    if text.split('/').any(|part| part == "..") {
        return Err("the pattern leads out of its folder with `..`, where it would match nothing".to_owned());
    }
    Pattern::new(text).map_err(|error| format!("the pattern is wrong at character {}: {}", error.pos + 1, error.msg))
}

/// Files by patterns.
#[derive(Debug, Default)]
pub(crate) struct PathPatterns {
    /// The absolute folder that each pattern is relative to.
    patterns: Vec<(PathBuf, Pattern)>,
}

impl PathPatterns {
    /// Adds patterns that are relative to this folder.
    pub(crate) fn add(&mut self, folder: &str, patterns: &[Pattern]) {
        let folder = absolute(on_disk(folder));
        self.patterns.extend(patterns.iter().map(|pattern| (folder.clone(), pattern.clone())));
    }

    /// Whether a pattern matches the file, or a folder that it stands in.
    pub(crate) fn contains(&self, path: &str) -> bool {
        if self.patterns.is_empty() {
            return false;
        }
        let path = absolute(on_disk(path));
        let options =
            MatchOptions { case_sensitive: true, require_literal_separator: true, require_literal_leading_dot: false };
        self.patterns.iter().any(|(folder, pattern)| {
            let below = if is_absolute(pattern) { Some(path.as_path()) } else { path.strip_prefix(folder).ok() };
            let mut candidates =
                below.into_iter().flat_map(Path::ancestors).filter(|candidate| !candidate.as_os_str().is_empty());
            candidates.any(|candidate| pattern.matches_with(&with_slashes(candidate), options))
        })
    }
}

/// Also with a drive letter.
fn is_absolute(pattern: &Pattern) -> bool {
    let text = pattern.as_str();
    text.starts_with('/') || text.as_bytes().get(1) == Some(&b':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_files_and_the_folders_they_stand_in() {
        let vendored = |text: &str, path: &str| {
            let mut vendored = PathPatterns::default();
            vendored.add("project", &[pattern(text).unwrap()]);
            vendored.contains(path)
        };
        for (text, path, expected) in [
            ("vendor", "project/vendor/deep/a.xml", true),
            ("./vendor/", "project/vendor/a.xml", true),
            ("vendor/**", "project/vendor/deep/a.xml", true),
            ("vendor/*.xml", "project/vendor/a.xml", true),
            ("vendor/*.xml", "project/vendor/deep/a.xml", false),
            ("**/Base.xml", "project/a/b/Base.xml", true),
            ("*.xml", "project/a.xml", true),
            ("*.xml", "project/a/b.xml", false),
            ("vendor", "vendor/a.xml", false),
            ("vendor", "project/x/../vendor/a.xml", true),
            ("vendor\\**", "project/vendor/deep/a.xml", true),
            (".\\vendor\\*.xml", "project/vendor/a.xml", true),
            (".", "project/deep/a.xml", true),
            ("./", "project/a.xml", true),
            (".", "other/a.xml", false),
            ("/nowhere/*/a.xml", "/nowhere/b/a.xml", true),
            ("/nowhere", "/nowhere/b/a.xml", true),
            ("/nowhere", "project/nowhere/a.xml", false),
        ] {
            assert_eq!(vendored(text, path), expected, "{text} {path}");
        }
        assert!(pattern(" ").is_err() && pattern("../vendor").is_err() && pattern("a/../b").is_err());
        assert!(pattern("a***").unwrap_err().contains("at character"));
    }
}

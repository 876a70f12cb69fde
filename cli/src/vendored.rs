//! Files of others inside a policy set: their errors matter, because the policies built on them fail; their style is not
//! ours to change.

use crate::paths::{absolute, on_disk, with_slashes};
use glob::{MatchOptions, Pattern};
use std::path::PathBuf;

/// A pattern for paths: `*` and `?` within one folder, `**` across folders.
///
/// # Errors
/// In words, when the pattern is wrong.
pub(crate) fn pattern(text: &str) -> Result<Pattern, String> {
    let text = text.trim().trim_start_matches("./").trim_end_matches('/');
    if text.is_empty() {
        return Err("the pattern is empty".to_owned());
    }
    Pattern::new(text).map_err(|error| format!("the pattern is wrong at character {}: {}", error.pos + 1, error.msg))
}

/// Which files are vendored.
#[derive(Debug, Default)]
pub(crate) struct Vendored {
    /// The absolute folder that each pattern is relative to.
    patterns: Vec<(PathBuf, Pattern)>,
}

impl Vendored {
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
            let Ok(below) = path.strip_prefix(folder) else { return false };
            let candidates = below.ancestors().filter(|candidate| !candidate.as_os_str().is_empty());
            candidates.into_iter().any(|candidate| pattern.matches_with(&with_slashes(candidate), options))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_files_and_the_folders_they_stand_in() {
        let vendored = |text: &str, path: &str| {
            let mut vendored = Vendored::default();
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
        ] {
            assert_eq!(vendored(text, path), expected, "{text} {path}");
        }
        assert!(pattern(" ").is_err());
        assert!(pattern("a***").unwrap_err().contains("at character"));
    }
}

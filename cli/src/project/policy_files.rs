//! The policies of a project by their paths as seen from its folder, to find those that a pattern matches without a look at
//! the others.

use super::{PlacedPattern, Project};
use crate::paths::{absolute, on_disk, with_slashes};
use glob::MatchOptions;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const OPTIONS: MatchOptions =
    MatchOptions { case_sensitive: true, require_literal_separator: true, require_literal_leading_dot: false };

/// Policies, each by its number in a list. One outside of the folder of the project is matched by no pattern.
pub(super) struct PolicyFiles<'p> {
    /// The current folder, absolute: asking for it for each of many paths would take longer than everything else.
    current: PathBuf,
    /// By absolute path.
    by_path: BTreeMap<PathBuf, usize>,
    /// By path from the folder of the project, `/` between its parts.
    below: BTreeMap<String, usize>,
    policies: &'p [String],
}

impl<'p> PolicyFiles<'p> {
    pub(super) fn new(project: &Project, policies: &'p [String]) -> Self {
        let current = absolute(Path::new("."));
        let folder = absolute(&current.join(on_disk(project.folder())));
        let paths = policies.iter().map(|path| absolute(&current.join(path)));
        let by_path: BTreeMap<PathBuf, usize> = paths.enumerate().map(|(at, path)| (path, at)).collect();
        let below = |(path, at): (&PathBuf, &usize)| Some((with_slashes(path.strip_prefix(&folder).ok()?), *at));
        let below = by_path.iter().filter_map(below).collect();
        Self { current, by_path, below, policies }
    }

    /// The policy at this path.
    pub(super) fn find(&self, path: &str) -> Option<usize> {
        self.by_path.get(&absolute(&self.current.join(path))).copied().filter(|at| *at < self.policies.len())
    }

    /// The policies that a pattern matches, or a folder that they stand in.
    pub(super) fn matched(&self, patterns: &[PlacedPattern]) -> BTreeSet<usize> {
        let mut matched = BTreeSet::new();
        for PlacedPattern { pattern, .. } in patterns {
            let text = pattern.as_str();
            let literal = text.get(..text.find(['*', '?', '[']).unwrap_or(text.len())).unwrap_or_default();
            let candidates = self.below.range(literal.to_owned()..).take_while(|(path, _)| path.starts_with(literal));
            let is_match = |path: &str| {
                let folders = Path::new(path).ancestors().filter(|folder| !folder.as_os_str().is_empty());
                folders.into_iter().any(|folder| pattern.matches_with(&with_slashes(folder), OPTIONS))
            };
            matched.extend(candidates.filter(|(path, _)| is_match(path)).map(|(_, at)| *at));
        }
        matched
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_files_and_folders_below_the_project() {
        let paths = ["p/a.xml", "p/shared/b.xml", "p/shared/deep/c.xml", "p/shared2/d.xml", "q/e.xml"];
        let policies = paths.map(str::to_owned);
        let project = Project { path: Some("p/claimsmith.toml".to_owned()), ..Project::default() };
        let files = PolicyFiles::new(&project, &policies);
        for (text, expected) in [
            ("*.xml", &[0][..]),
            ("shared/*.xml", &[1]),
            ("shared", &[1, 2]),
            ("shared/**", &[1, 2]),
            ("**/*.xml", &[0, 1, 2, 3]),
            ("shared?/*", &[3]),
            (".", &[0, 1, 2, 3]),
            ("shared/b.xml", &[1]),
            ("nowhere", &[]),
        ] {
            let project = Project::parse("p/claimsmith.toml", &format!("policies = [\"{text}\"]")).unwrap();
            let patterns = project.policies.unwrap();
            assert_eq!(files.matched(&patterns).into_iter().collect::<Vec<_>>(), expected, "{text}");
        }
        assert_eq!(files.find("p/shared/../a.xml"), Some(0));
        assert_eq!(files.find("p/x.xml"), None);
    }
}

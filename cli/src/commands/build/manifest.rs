//! Which files of a folder this tool wrote, and what it wrote into them.
//!
//! The format is that of `sha256sum`: a line a file, the hash, two blanks, the path with `/` between its parts. So anybody
//! can check a folder that was built. While a build moves its files into place, a file has two lines: what it held before
//! and what it is about to hold. Whatever moment a build is interrupted at, the next one knows the files of both.

use crate::built_folder::MANIFEST;
use aws_lc_rs::digest::{SHA256, digest};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Component, Path};

/// The files and the hashes of what they may hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    files: BTreeMap<String, BTreeSet<String>>,
}

impl Manifest {
    /// The manifest of these files.
    pub(super) fn of(files: &BTreeMap<String, Vec<u8>>) -> Self {
        let entry = |(path, bytes): (&String, &Vec<u8>)| (path.clone(), BTreeSet::from([hash(bytes)]));
        Self { files: files.iter().map(entry).collect() }
    }

    /// Reads a manifest. A line that is none, or whose path leads out of the folder, says nothing.
    pub(super) fn parse(text: &str) -> Self {
        let mut files: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (hash, path) in text.lines().filter_map(|line| line.split_once("  ")) {
            if is_below(path) && path != MANIFEST {
                files.entry(path.to_owned()).or_default().insert(hash.to_owned());
            }
        }
        Self { files }
    }

    /// The paths of the files.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Whether this is what the tool wrote into the file.
    pub(super) fn knows(&self, path: &str, bytes: &[u8]) -> bool {
        self.files.get(path).is_some_and(|hashes| hashes.contains(&hash(bytes)))
    }

    /// Both manifests in one.
    pub(super) fn and(&self, other: &Self) -> Self {
        let mut both = self.clone();
        for (path, hashes) in &other.files {
            both.files.entry(path.clone()).or_default().extend(hashes.iter().cloned());
        }
        both
    }

    /// The manifest as a file.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for (path, hashes) in &self.files {
            for hash in hashes {
                let _ = writeln!(text, "{hash}  {path}");
            }
        }
        text
    }
}

fn hash(bytes: &[u8]) -> String {
    let mut text = String::new();
    for byte in digest(&SHA256, bytes).as_ref() {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// Whether a path names something below the folder it is relative to.
fn is_below(path: &str) -> bool {
    let mut parts = Path::new(path).components().peekable();
    parts.peek().is_some() && parts.all(|part| matches!(part, Component::Normal(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_is_read_as_it_is_written() {
        let manifest = Manifest::of(&BTreeMap::from([
            ("a.xml".to_owned(), b"abc".to_vec()),
            ("b/c  d.xml".to_owned(), Vec::new()),
        ]));
        let hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert!(manifest.text().starts_with(&format!("{hash}  a.xml\n")), "{}", manifest.text());
        assert_eq!(Manifest::parse(&manifest.text()), manifest);
        assert!(manifest.knows("b/c  d.xml", b"") && !manifest.knows("a.xml", b"") && !manifest.knows("b", b""));
        let both = manifest.and(&Manifest::of(&BTreeMap::from([("a.xml".to_owned(), b"x".to_vec())])));
        assert!(both.knows("a.xml", b"abc") && both.knows("a.xml", b"x"));
        assert_eq!(Manifest::parse(&both.text()), both);
    }

    #[test]
    fn a_path_that_leads_out_of_the_folder_is_none() {
        for path in ["../a", "/a", "a/../../b", "", ".", MANIFEST] {
            assert_eq!(Manifest::parse(&format!("00  {path}\n")), Manifest::default(), "{path}");
        }
    }
}

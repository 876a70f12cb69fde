//! The policies of a revision: `git:REVISION:PATH`.
//!
//! git itself is asked, as a process: a library for its object formats would be the largest dependency of the tool, and who
//! has a revision to name has git. Policies are found by walking folders, above the path too, so the files that could matter
//! are written into a folder of the system's for temporary files; neither repository nor work tree is touched.

use crate::output::Failure;
use crate::paths::{absolute, join, normalize, with_slashes};
use claimsmith_compiler::loader::MOST_BYTES;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

/// What is taken out of a revision, by the end of the name: policies, settings and project files.
const EXTENSIONS: [&str; 3] = ["xml", "json", "toml"];

/// The most files that are taken out of a revision.
const MOST_FILES: usize = 100_000;

/// A path at a revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Revision<'a> {
    revision: &'a str,
    /// As git takes it: from the root of the repository, with `./` or `../` from the current folder.
    path: &'a str,
}

/// The files of a revision on disk, which are removed when this is dropped.
#[derive(Debug)]
pub(super) struct Checkout {
    /// The path that was named, among them.
    pub(super) path: String,
    root: PathBuf,
    /// `git:REVISION:`
    prefix: String,
}

impl<'a> Revision<'a> {
    /// `None` when it is something else.
    pub(super) fn parse(argument: &'a str) -> Option<Self> {
        let (revision, path) = argument.strip_prefix("git:")?.split_once(':')?;
        Some(Self { revision, path })
    }

    /// Writes the files of the revision that could matter into a temporary folder.
    ///
    /// # Errors
    /// When git cannot be run, the revision or the path is not there, or the files cannot be written.
    pub(super) fn check_out(&self) -> Result<Checkout, Failure> {
        let revision = format!("{}^{{commit}}", self.revision);
        let commit = git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &revision]).map_err(|reason| {
            Failure::new(format!("git knows no revision `{}`{reason}", self.revision))
                .help("write `git:REVISION:PATH`, for example `git:main:policies`")
        })?;
        let commit = commit.trim();
        let below = git(&["rev-parse", "--show-prefix"])
            .map_err(|reason| Failure::new(format!("git does not say where the current folder is{reason}")))?;
        let listing = git(&["ls-tree", "-r", "-l", "-z", "--full-tree", commit])
            .map_err(|reason| Failure::new(format!("git cannot list `{}`{reason}", self.revision)))?;
        let blobs: Vec<Blob<'_>> = listing.split('\0').filter_map(Blob::parse).collect();
        if blobs.len() > MOST_FILES {
            return Err(Failure::new(format!("`{}` has more than {MOST_FILES} files", self.revision)));
        }
        let root = temporary_folder()?;
        let mut checkout = Checkout { path: String::new(), root, prefix: format!("git:{}:", self.revision) };
        write(&blobs, &checkout.root)?;
        checkout.path = checkout.find(below.trim_end_matches(['\n', '\r']), self.path)?;
        Ok(checkout)
    }
}

impl Checkout {
    /// Where a path is; `below` is where the current folder stands in the repository.
    fn find(&self, below: &str, path: &str) -> Result<String, Failure> {
        let is_relative = path == "." || path == ".." || path.starts_with("./") || path.starts_with("../");
        let from_root = if is_relative { join(below.trim_end_matches('/'), path) } else { path.to_owned() };
        let found = absolute(&self.root.join(normalize(&from_root)));
        if found.starts_with(&self.root) && found.exists() {
            Ok(with_slashes(&found))
        } else {
            Err(Failure::new(format!("there is no policy at `{}{path}`", self.prefix))
                .help("the path counts from the root of the repository, with `./` from the current folder"))
        }
    }

    /// A text with the files as git names them.
    pub(super) fn named(&self, text: &str) -> String {
        text.replace(&format!("{}/", with_slashes(&self.root)), &self.prefix)
    }

    /// A failure with the files as git names them.
    pub(super) fn failure(&self, failure: Failure) -> Failure {
        failure.map(|text| self.named(&text))
    }
}

impl Drop for Checkout {
    fn drop(&mut self) {
        // What the system keeps in its folder for temporary files, it removes some day itself.
        let _ = fs::remove_dir_all(&self.root);
    }
}

/// A file of a revision.
#[derive(Debug, PartialEq, Eq)]
struct Blob<'a> {
    object: &'a str,
    path: &'a str,
}

impl<'a> Blob<'a> {
    /// Reads `<mode> <type> <object> <size>\t<path>`; `None` for what is no file that could matter: a link leads anywhere.
    fn parse(line: &'a str) -> Option<Self> {
        let (head, path) = line.split_once('\t')?;
        let mut words = head.split_ascii_whitespace();
        let (mode, kind, object, size) = (words.next()?, words.next()?, words.next()?, words.next()?);
        let extension = Path::new(path).extension()?.to_str()?.to_ascii_lowercase();
        let is_plain = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
        let is_wanted = kind == "blob" && mode.starts_with("100") && EXTENSIONS.contains(&extension.as_str());
        let is_small = size.parse::<u64>().is_ok_and(|size| size <= MOST_BYTES);
        (is_wanted && is_plain && is_small).then_some(Self { object, path })
    }
}

/// Runs git and reads what it says; the error is how it went on, to stand behind a message.
fn git(arguments: &[&str]) -> Result<String, String> {
    let output = Command::new("git")
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!(": git cannot be run: {error}"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.trim();
        return Err(if said.is_empty() { String::new() } else { format!(": {said}") });
    }
    // A path that is not Unicode cannot be named in a policy or an argument either, and is passed over.
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// A folder that nobody else has, and only this user may read.
fn temporary_folder() -> Result<PathBuf, Failure> {
    let parent = std::env::temp_dir();
    let parent = parent.canonicalize().unwrap_or(parent);
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    let mut last = None;
    for attempt in 0..100 {
        let path = parent.join(format!("claimsmith-diff-{}-{attempt}", std::process::id()));
        match builder.create(&path) {
            Ok(()) => return Ok(path),
            Err(error) => last = Some(error),
        }
    }
    let reason = last.map_or_else(String::new, |error| format!(": {error}"));
    Err(Failure::new(format!("cannot create a folder in `{}`{reason}", parent.display())))
}

/// Writes the contents of the files below a folder: one process of git gives all of them.
fn write(blobs: &[Blob<'_>], root: &Path) -> Result<(), Failure> {
    let failed = |reason: &dyn std::fmt::Display| Failure::new(format!("git does not give the files: {reason}"));
    let mut process = Command::new("git")
        .args(["cat-file", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| failed(&error))?;
    let (Some(mut input), Some(output)) = (process.stdin.take(), process.stdout.take()) else {
        return Err(failed(&"its streams are closed"));
    };
    let wanted: String = blobs.iter().flat_map(|blob| [blob.object, "\n"]).collect();
    // git answers while it is asked: with one thread both would wait for the other.
    let asking = thread::spawn(move || input.write_all(wanted.as_bytes()));
    let mut output = BufReader::new(output);
    for blob in blobs {
        let bytes = next_object(&mut output).map_err(|reason| failed(&format!("{}: {reason}", blob.path)))?;
        let path = root.join(blob.path);
        let folder = path.parent().unwrap_or(root);
        fs::create_dir_all(folder).map_err(|error| Failure::io("create", folder, &error))?;
        fs::write(&path, bytes).map_err(|error| Failure::io("write", &path, &error))?;
    }
    drop(output);
    let _ = asking.join();
    process.wait().map_err(|error| failed(&error))?;
    Ok(())
}

/// Reads `<object> <type> <size>`, a line end, the contents, and a line end.
fn next_object(output: &mut impl BufRead) -> Result<Vec<u8>, String> {
    let mut head = String::new();
    output.read_line(&mut head).map_err(|error| error.to_string())?;
    let size = head.trim_end().rsplit(' ').next().and_then(|size| size.parse::<u64>().ok());
    let size = size.filter(|size| *size <= MOST_BYTES).ok_or_else(|| format!("it answers `{}`", head.trim_end()))?;
    let mut bytes = Vec::new();
    output.take(size).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    let mut end = [0];
    output.read_exact(&mut end).map_err(|error| error.to_string())?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_revision_has_two_parts() {
        let parts = |text| Revision::parse(text).map(|Revision { revision, path }| (revision, path));
        assert_eq!(parts("git:main:policies"), Some(("main", "policies")));
        assert_eq!(parts("git:HEAD~2:"), Some(("HEAD~2", "")));
        assert_eq!(parts("git:main"), None);
        assert_eq!(parts("policies"), None);
    }

    #[test]
    fn only_files_that_could_matter_are_taken() {
        let path = |line| Blob::parse(line).map(|blob| blob.path);
        assert_eq!(path("100644 blob 12ab     17\ta b/c.XML"), Some("a b/c.XML"));
        assert_eq!(path("100755 blob 12ab     17\tclaimsmith.toml"), Some("claimsmith.toml"));
        for other in [
            "120000 blob 12ab     17\tlink.xml",
            "160000 commit 12ab     -\tmodule.xml",
            "100644 blob 12ab     17\tREADME.md",
            "100644 blob 12ab     17\t../a.xml",
            "100644 blob 12ab     17\t/a.xml",
            "100644 blob 12ab 99999999\ta.xml",
            "100644 blob",
            "",
        ] {
            assert_eq!(path(other), None, "{other}");
        }
    }
}

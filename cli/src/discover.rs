//! The policy files below the paths that were named.

use crate::built_folder::MANIFEST;
use crate::disk::AlreadyRead;
use crate::output::{Failure, printable};
use crate::paths::{absolute, join, normalize, on_disk, shown};
use crate::settings::{SettingsFile, SettingsFinder};
use claimsmith_compiler::diagnostic::suggest::nearest;
use claimsmith_compiler::loader::{DiskLoader, Entry, LoadError, MOST_BYTES};
use claimsmith_compiler::parallel;
use std::collections::btree_map::Entry::{Occupied, Vacant};
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs::{File, Metadata};
use std::io::{ErrorKind, Read};
use std::path::PathBuf;
use std::sync::Mutex;

/// Name of the root element of a policy.
const ROOT: &str = "TrustFrameworkPolicy";

/// Name of the file that marks a folder as one that can be made anew, such as cargo's `target`.
const CACHE_MARK: &str = "CACHEDIR.TAG";

/// What was found.
#[derive(Debug, Default)]
pub(crate) struct Discovered {
    /// The policy files, in the order in which they were named, those of a folder sorted.
    pub(crate) policies: Vec<String>,
    /// XML files of a folder that are no policies.
    pub(crate) skipped: Vec<Skipped>,
    /// What was read to find them.
    pub(crate) read: AlreadyRead,
}

/// An XML file that is no policy.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Skipped {
    /// Its path.
    pub(crate) path: String,
    /// Why: `its root element is …`.
    pub(crate) reason: String,
}

/// The policy files below these paths. A file that was named is always one of them: whatever is wrong with it, even that
/// it does not exist, is for the compiler to report. In a folder, UTF-8 files with another root element, links that lead
/// nowhere, hidden files and folders, and the folders where B2C's editor extension and `claimsmith build` leave their output
/// are skipped.
///
/// # Errors
/// When a folder cannot be read, or when there is no policy at all.
pub(crate) fn discover(
    paths: &[String],
    settings: Option<&SettingsFile>,
    finder: &mut SettingsFinder,
) -> Result<Discovered, Failure> {
    let Walked { candidates, folders, unnamed } = walked(paths, settings, finder)?;
    let looks = parallel::map(&candidates, |Candidate { path, named }| (!named).then(|| look(path)).flatten());
    let mut found = Discovered { skipped: unnamed, ..Discovered::default() };
    let mut contents = BTreeMap::new();
    for (Candidate { path, .. }, look) in candidates.into_iter().zip(looks) {
        match look {
            Some(Look::None(reason)) => found.skipped.push(Skipped { path, reason }),
            Some(Look::Policy(bytes)) => {
                contents.insert(path.clone(), bytes);
                found.policies.push(path);
            }
            None => found.policies.push(path),
        }
    }
    found.read = AlreadyRead { folders, policies: Mutex::new(contents) };
    if found.policies.is_empty() {
        let names: Vec<String> = paths.iter().map(|path| format!("`{path}`")).collect();
        let mut failure = Failure::new(format!("there is no policy in {}", names.join(", ")))
            .help(format!("a policy is an XML file whose root element is `{ROOT}`"));
        for Skipped { path, reason } in found.skipped.iter().take(3) {
            failure = failure.help(format!("`{path}`: {reason}"));
        }
        return Err(failure);
    }
    Ok(found)
}

/// A file that may be a policy.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Candidate {
    /// Its path.
    pub(crate) path: String,
    /// Whether the caller named it, and not only a folder above it.
    named: bool,
}

/// The XML files below these paths, each once, without a look into them.
///
/// # Errors
/// When a folder cannot be read.
pub(crate) fn candidates(
    paths: &[String],
    settings: Option<&SettingsFile>,
    finder: &mut SettingsFinder,
) -> Result<Vec<Candidate>, Failure> {
    walked(paths, settings, finder).map(|walked| walked.candidates)
}

/// What stands in the folders that were walked through, by their paths.
type Folders = BTreeMap<String, Vec<Entry>>;

/// What a walk through the folders found.
struct Walked {
    candidates: Vec<Candidate>,
    folders: Folders,
    /// What has a name that cannot be written.
    unnamed: Vec<Skipped>,
}

fn walked(paths: &[String], settings: Option<&SettingsFile>, finder: &mut SettingsFinder) -> Result<Walked, Failure> {
    let mut walk = Walk {
        finder,
        outputs: BTreeSet::new(),
        seen: BTreeMap::new(),
        found: Vec::new(),
        built: Vec::new(),
        folders: Folders::new(),
        unnamed: Vec::new(),
    };
    walk.outputs.extend(settings.and_then(SettingsFile::output_folder));
    for path in paths.iter().map(|path| normalize(path)) {
        if on_disk(&path).is_dir() {
            walk.folder(path)?;
        } else {
            let place = absolute(on_disk(&path));
            walk.add(path, place, true);
        }
    }
    // Sources are never checked together with what was built from them, but that alone is.
    if walk.found.is_empty() {
        for path in std::mem::take(&mut walk.built) {
            walk.folder(path)?;
        }
    }
    Ok(Walked { candidates: walk.found, folders: walk.folders, unnamed: walk.unnamed })
}

struct Walk<'f> {
    finder: &'f mut SettingsFinder,
    /// Absolute paths of the folders that are skipped.
    outputs: BTreeSet<PathBuf>,
    /// Absolute paths of the files that have been found, and which they are.
    seen: BTreeMap<OsString, usize>,
    found: Vec<Candidate>,
    /// The folders that `claimsmith build` wrote into.
    built: Vec<String>,
    folders: Folders,
    /// What has a name that cannot be written.
    unnamed: Vec<Skipped>,
}

impl Walk<'_> {
    fn folder(&mut self, root: String) -> Result<(), Failure> {
        // What was named is looked at, even the output folder itself.
        let named = absolute(on_disk(&root));
        let above = self.finder.nearest(&root).and_then(|settings| settings.output_folder());
        self.outputs.extend(above.filter(|output| !named.starts_with(output)));
        // With each folder its absolute path, which the system is not asked for again.
        let mut waiting = vec![(root, named.clone())];
        while let Some((folder, place)) = waiting.pop() {
            let (entries, unnamed) = list(&folder)?;
            self.finder.listed(&folder, &entries);
            let output = self.finder.in_folder(&folder).and_then(|settings| settings.output_folder());
            self.outputs.extend(output.filter(|output| !named.starts_with(output)));
            if place != named {
                // What a build leaves, by the mark that such folders bear: it may hold ten thousand others.
                if entries.iter().any(|entry| entry.name == CACHE_MARK) {
                    continue;
                }
                if entries.iter().any(|entry| entry.name == MANIFEST) {
                    self.built.push(folder);
                    continue;
                }
            }
            self.skip_unnamed(&folder, &unnamed);
            let mut below = Vec::new();
            for Entry { name, is_folder } in &entries {
                // Systems and editors leave files beside a policy that have its name but for a dot at the start.
                if name.starts_with('.') {
                    continue;
                }
                let (path, place) = (join(&folder, name), place.join(name));
                if *is_folder {
                    if !self.outputs.contains(&place) {
                        below.push((path, place));
                    }
                } else if is_xml(name) {
                    self.add(path, place, false);
                }
            }
            self.folders.insert(folder, entries);
            // The last is looked at first: with the reversed order the walk goes through the folders by name.
            waiting.extend(below.into_iter().rev());
        }
        Ok(())
    }

    /// Nothing can be read by a name that is not Unicode, so that must at least be said.
    fn skip_unnamed(&mut self, folder: &str, unnamed: &[Entry]) {
        let matter = unnamed.iter().filter(|it| !it.name.starts_with('.') && (it.is_folder || is_xml(&it.name)));
        self.unnamed.extend(matter.map(|entry| Skipped {
            path: join(folder, &entry.name),
            reason: "its name is not Unicode: rename it".to_owned(),
        }));
    }

    fn add(&mut self, path: String, place: PathBuf, named: bool) {
        match self.seen.entry(place.into_os_string()) {
            Occupied(known) => {
                if let Some(candidate) = self.found.get_mut(*known.get()) {
                    candidate.named |= named;
                }
            }
            Vacant(new) => {
                new.insert(self.found.len());
                self.found.push(Candidate { path, named });
            }
        }
    }
}

fn list(folder: &str) -> Result<(Vec<Entry>, Vec<Entry>), Failure> {
    DiskLoader::new(".").list_with_unnamed(folder).map_err(|error| {
        let reason = match error {
            LoadError::NotFound => "it does not exist".to_owned(),
            LoadError::Other(reason) => reason,
            LoadError::IsFolder | LoadError::TooLarge => "it cannot be listed".to_owned(),
        };
        Failure::new(format!("cannot read the folder `{}`: {reason}", shown(folder)))
    })
}

/// Whether a file name or path ends in `.xml`.
pub(crate) fn is_xml(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("xml"))
}

/// As much of a file as tells its root element unless it has a long comment at its top, in bytes.
const BEGINNING: u64 = 4096;

/// What a look at a file tells.
enum Look {
    /// It is none, for this reason.
    None(String),
    /// It is a policy, and these are its bytes.
    Policy(Vec<u8>),
}

/// Reads a file, or as much of it as tells that it is no policy; a slip in the name of the root does not make it one. `None`
/// for a file that cannot be read, is too large or not UTF-8: the compiler says what is wrong with it.
fn look(path: &str) -> Option<Look> {
    let path = on_disk(path);
    let metadata = path.metadata();
    // The folder has just been listed.
    if metadata.as_ref().is_err_and(|error| error.kind() == ErrorKind::NotFound) {
        return Some(Look::None("it is a link, and what it leads to is not there".to_owned()));
    }
    // Opening a pipe waits for a writer, and a device may never end.
    let metadata = metadata.ok().filter(Metadata::is_file)?;
    let mut file = File::open(path).ok()?;
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len().min(MOST_BYTES) + 1).unwrap_or_default());
    for most in [BEGINNING, MOST_BYTES + 1] {
        let rest = most - bytes.len() as u64;
        let read = file.by_ref().take(rest).read_to_end(&mut bytes).ok()? as u64;
        if let Some(name) = utf8(&bytes, read == rest).and_then(root_name) {
            if name != ROOT && nearest(name, [ROOT]).is_none() {
                return Some(Look::None(format!("its root element is `{}`", printable(name))));
            }
            let rest = MOST_BYTES + 1 - bytes.len() as u64;
            file.by_ref().take(rest).read_to_end(&mut bytes).ok()?;
            return (bytes.len() as u64 <= MOST_BYTES).then_some(Look::Policy(bytes));
        }
    }
    None
}

/// The bytes as text when they are UTF-8; those of a file that was cut may end within a character.
fn utf8(bytes: &[u8], is_cut: bool) -> Option<&str> {
    let error = match str::from_utf8(bytes) {
        Ok(text) => return Some(text),
        Err(error) => error,
    };
    str::from_utf8(bytes.get(..error.valid_up_to())?).ok().filter(|_| is_cut && error.error_len().is_none())
}

/// Name of the root element without its prefix, by a look at the beginning of the text. `None` for a name with a null
/// character: UTF-16 without a byte-order mark is UTF-8 too, with such a character beside every other.
fn root_name(text: &str) -> Option<&str> {
    let mut rest = text;
    loop {
        rest = rest.get(rest.find('<')?..)?;
        let end = match rest {
            comment if comment.starts_with("<!--") => "-->",
            instruction if instruction.starts_with("<?") => "?>",
            doctype if doctype.starts_with("<!") => doctype_end(doctype),
            _ => break,
        };
        rest = rest.split_once(end)?.1;
    }
    let name = rest.get(1..)?;
    let name = name.get(..name.find([' ', '\t', '\r', '\n', '/', '>'])?)?;
    Some(name.rsplit_once(':').map_or(name, |(_, local)| local)).filter(|name| !name.is_empty() && !name.contains('\0'))
}

/// What ends a document type declaration: with declarations of its own, what follows their bracket.
fn doctype_end(text: &str) -> &'static str {
    let first = text.split('>').next().unwrap_or_default();
    if first.contains('[') { "]>" } else { ">" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_stands_behind_prolog_comments_and_document_type() {
        for (text, root) in [
            ("<?xml version=\"1.0\"?><!-- <no> --><Trust a='1'>", Some("Trust")),
            ("<!DOCTYPE html><html>", Some("html")),
            ("<!DOCTYPE a [<!ENTITY b \"<c>\">]><x:d/>", Some("d")),
            ("<project\r\n>", Some("project")),
            ("\u{feff}<a>", Some("a")),
            ("<!-", None),
            ("<é>", Some("é")),
            ("<", None),
            ("<>", None),
            ("", None),
            ("<\0?\0x\0 \0?\0>\0<\0a\0>\0", None),
        ] {
            assert_eq!(root_name(text), root, "{text}");
        }
    }

    #[test]
    fn only_what_was_cut_may_end_within_a_character() {
        let whole = "<a>é".as_bytes();
        let cut = &whole[..whole.len() - 1];
        assert_eq!(utf8(whole, false), Some("<a>é"));
        assert_eq!(utf8(cut, false), None);
        assert_eq!(utf8(cut, true), Some("<a>"));
        assert_eq!(utf8(b"\xFF\xFE<\0a\0>\0", true), None);
        assert_eq!(utf8(b"<a>\xE9</a>", true), None);
    }
}

//! `--watch`: checks again when a file changes.
//!
//! Files are asked for their time and length a few times a second. A policy set has some dozens of files, so this costs
//! less than a thousandth of a processor; notifications of the system would need a library for each platform, do not cross
//! network drives and containers, and are of no use for a file that does not exist yet, such as the base that is missing.

use super::once;
use crate::arguments::Check;
use crate::discover::{candidates, is_xml};
use crate::output::{Failure, Status, counted, fail, message, printable};
use crate::paths::{folder, join, normalize, on_disk, upwards};
use crate::project::{self, Project};
use crate::settings::{self, SettingsFile, SettingsFinder};
use claimsmith_compiler::loader::{DiskLoader, Loader};
use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, SystemTime};

/// The time between two looks. A change is waited for until it is complete: two looks that see the same.
const INTERVAL: Duration = Duration::from_millis(300);

/// How many changed files are named.
const MOST_NAMED: usize = 3;

/// Time and length of each file; `None` for one that is not there.
type State = BTreeMap<String, Option<(SystemTime, u64)>>;

/// Checks, and then again after each change, until the process is ended.
///
/// # Errors
/// When the first check is not possible at all; later ones only say so.
pub(super) fn run(arguments: &Check) -> Result<Status, Failure> {
    let mut read = once_watched(arguments, &BTreeSet::new(), true)?;
    loop {
        let (before, now) = read.wait(arguments);
        message(&format!("--- changed: {} ---\n", changed(&before, &now)));
        read = once_watched(arguments, &read.files, false)?;
    }
}

/// What a check read, and as what it found it.
struct Watched {
    files: BTreeSet<String>,
    state: State,
}

fn once_watched(arguments: &Check, known: &BTreeSet<String>, is_first: bool) -> Result<Watched, Failure> {
    // Before the check: what changes while it runs is a change. A file that the check has only just found has no earlier
    // state.
    let before = state(arguments, known);
    let (files, summary) = match once(arguments) {
        Ok(checked) => (checked.read, checked.summary),
        Err(failure) if is_first => return Err(failure),
        Err(failure) => {
            fail(&failure);
            (known.clone(), "the check is not possible".to_owned())
        }
    };
    let mut state = state(arguments, &files);
    for (path, found) in &mut state {
        *found = match before.get(path) {
            Some(earlier) => *earlier,
            None if files.contains(path) || !is_xml(path) => *found,
            // It has come meanwhile, and has not been read.
            None => None,
        };
    }
    message(&format!("--- {summary}; waiting for a change ---\n"));
    Ok(Watched { files, state })
}

impl Watched {
    /// Returns when something has changed: the states before and after.
    fn wait(&self, arguments: &Check) -> (State, State) {
        loop {
            std::thread::sleep(INTERVAL);
            let mut now = state(arguments, &self.files);
            if differing(&self.state, &now).is_empty() {
                continue;
            }
            loop {
                std::thread::sleep(INTERVAL);
                let next = state(arguments, &self.files);
                if differing(&now, &next).is_empty() {
                    return (self.state.clone(), now);
                }
                now = next;
            }
        }
    }
}

/// The state of the files that a check would read: those that the last one read, the XML files below the named paths and
/// in the folders for bases, the baseline, and the places where settings and `claimsmith.toml` are looked for.
fn state(arguments: &Check, read: &BTreeSet<String>) -> State {
    let options = &arguments.options;
    let mut files = read.clone();
    let named = options.settings.as_deref().map(SettingsFile::read);
    files.extend(options.settings.as_deref().map(normalize));
    files.extend(arguments.baseline.as_deref().map(normalize));
    // A baseline that is missing makes the check impossible, so the check cannot name it.
    let project = Project::nearest(&arguments.paths).ok().flatten();
    files.extend(project.into_iter().flat_map(|it| [it.check.baseline, it.settings.map(|it| it.text)]).flatten());
    let found = candidates(&arguments.paths, named.as_ref(), &mut SettingsFinder::default()).unwrap_or_default();
    files.extend(found.into_iter().map(|candidate| candidate.path));
    for base in options.bases.iter().map(|base| normalize(base)) {
        let entries = DiskLoader::new(".").list(&base).unwrap_or_default();
        files.extend(entries.iter().filter(|entry| !entry.is_folder).map(|entry| join(&base, &entry.name)));
    }
    let paths = arguments.paths.iter().map(|path| normalize(path));
    let named = paths.map(|path| if on_disk(&path).is_dir() { path } else { folder(&path).to_owned() });
    let folders: BTreeSet<String> =
        named.chain(files.iter().map(|path| folder(path).to_owned())).flat_map(|folder| upwards(&folder)).collect();
    for name in [settings::FILE_NAME, project::FILE_NAME] {
        files.extend(folders.iter().map(|folder| join(folder, name)));
    }
    files.into_iter().map(|path| (path.clone(), time_and_length(&path))).collect()
}

fn time_and_length(path: &str) -> Option<(SystemTime, u64)> {
    let metadata = on_disk(path).metadata().ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}

/// The files that are not as they were; one that is not listed is not there.
fn differing<'s>(before: &'s State, now: &'s State) -> BTreeSet<&'s String> {
    let is_other = |path: &&String| before.get(*path).copied().flatten() != now.get(*path).copied().flatten();
    before.keys().chain(now.keys()).filter(is_other).collect()
}

fn changed(before: &State, now: &State) -> String {
    let changed = differing(before, now);
    let mut names: Vec<String> = changed.iter().take(MOST_NAMED).map(|path| printable(path)).collect();
    if let more @ 1.. = changed.len().saturating_sub(MOST_NAMED) {
        names.push(counted(more, "more file", "more files"));
    }
    names.join(", ")
}

//! `--fix`: makes the changes that are certain, as edits of the text; everything else of a file stays as it is, byte by
//! byte.
//!
//! A fix may show what another one hid, and two fixes may want to edit the same place: so the policies are compiled again
//! with the edits in memory, for a bounded number of rounds, and each file is written once, at the end.

use super::Baseline;
use crate::arguments::Check;
use crate::compilation::{self, Compilation};
use crate::disk::Edited;
use crate::findings::{Findings, Found, Selection, Uncertain};
use crate::output::{Failure, counted, message, printable};
use crate::paths::on_disk;
use crate::replace_file::{Replacement, replace_files};
use claimsmith_compiler::diagnostic::{Edit, Fix};
use claimsmith_compiler::loader::{DiskLoader, Loader};
use claimsmith_compiler::source::{Source, SourceMap};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

/// The most times that the policies are compiled. Fixes that depend on one another hardly go deeper than two.
const MOST_ROUNDS: usize = 10;

/// Fixes what is certain, writes the files, says what was done, and compiles what stands there now.
///
/// # Errors
/// When there is nothing to check, or a file cannot be written.
pub(super) fn run(
    arguments: &Check,
    selection: &Selection,
    baseline: Option<&Baseline>,
) -> Result<Compilation, Failure> {
    let mut files = Files::default();
    let mut rounds = 0;
    loop {
        let compilation = compilation::check_edited(&arguments.paths, &arguments.options, &files.edited)?;
        let mut findings = Findings::collect(&compilation, selection);
        if let Some(baseline) = baseline {
            baseline.hide(&mut findings);
        }
        let found: Vec<&Found<'_>> = findings.list().iter().filter(|it| !is_vendored(it, selection)).collect();
        if rounds >= MOST_ROUNDS || files.fix(&found) == 0 {
            let left = left(&found);
            let is_written = files.write()?;
            message(&files.report(&left));
            // What stands on disk now counts, with settings that may have been fixed too.
            let again = || compilation::check_edited(&arguments.paths, &arguments.options, &Edited::default());
            return if is_written { again() } else { Ok(compilation) };
        }
        rounds += 1;
    }
}

/// A fix may edit another file than the one its finding is in: none of its edits may touch what is others'.
fn is_vendored(found: &Found<'_>, selection: &Selection) -> bool {
    let edits = found.diagnostic.fix.iter().flat_map(|fix| &fix.edits);
    let mut paths = edits.map(|edit| found.sources.get(edit.span.file).path());
    paths.any(|path| selection.vendored.contains(path))
}

/// Which fixes were not made, and why not.
fn left(found: &[&Found<'_>]) -> BTreeMap<Option<Uncertain>, usize> {
    let mut left = BTreeMap::new();
    for fix in found.iter().map(|found| found.certain_fix()) {
        if fix != Err(Uncertain::None) {
            *left.entry(fix.err()).or_default() += 1;
        }
    }
    left
}

/// The files that are fixed.
#[derive(Debug, Default)]
struct Files {
    /// Their new content.
    edited: Edited,
    /// What stands on disk, how the user knows them, and how many findings were fixed in them.
    originals: BTreeMap<PathBuf, Original>,
}

#[derive(Debug)]
struct Original {
    shown: String,
    bytes: Vec<u8>,
    fixed: usize,
}

/// What replaces a range of bytes.
type Change = (Range<usize>, String);

/// The changes of one round by file, which do not touch one another.
type Changes = BTreeMap<PathBuf, Vec<Change>>;

impl Files {
    /// Makes the fixes of one round, except those that touch another one's edits; how many.
    fn fix(&mut self, found: &[&Found<'_>]) -> usize {
        let mut accepted = Changes::new();
        let mut made = 0;
        for found in found {
            let Ok(fix) = found.certain_fix() else { continue };
            let Some(edits) = self.edits(fix, found.sources) else { continue };
            let fits = edits.iter().all(|(path, edit)| fits(accepted.get(path), edit));
            // One that changes nothing would be made again in each round.
            if !fits || !edits.iter().any(|(path, edit)| self.changes(path, edit)) {
                continue;
            }
            if let Some(original) = edits.first().and_then(|(path, _)| self.originals.get_mut(path)) {
                original.fixed += 1;
            }
            for (path, edit) in edits {
                let of_file = accepted.entry(path).or_default();
                if !of_file.contains(&edit) {
                    of_file.push(edit);
                }
            }
            made += 1;
        }
        let files = Arc::make_mut(&mut self.edited);
        for (path, edits) in accepted {
            let content = files.get(&path).or(self.originals.get(&path).map(|original| &original.bytes));
            if let Some(changed) = content.map(|content| apply(content, edits)) {
                files.insert(path, changed);
            }
        }
        made
    }

    /// The edits of a fix in bytes of the files; `None` when a file is not what was compiled.
    fn edits(&mut self, fix: &Fix, sources: &SourceMap) -> Option<Vec<(PathBuf, Change)>> {
        let mut edits = Vec::new();
        for Edit { span, replacement } in &fix.edits {
            let source = sources.get(span.file);
            let path = self.open(source)?;
            let range = source.file_offset(span.start) as usize..source.file_offset(span.end) as usize;
            edits.push((path, (range, replacement.clone())));
        }
        Some(edits)
    }

    fn changes(&self, path: &PathBuf, (range, replacement): &Change) -> bool {
        self.content(path).and_then(|content| content.get(range.clone())) != Some(replacement.as_bytes())
    }

    fn content(&self, path: &PathBuf) -> Option<&Vec<u8>> {
        self.edited.get(path).or(self.originals.get(path).map(|original| &original.bytes))
    }

    /// The canonical path of a file after a look whether its content is what was compiled.
    fn open(&mut self, source: &Source) -> Option<PathBuf> {
        let path = on_disk(source.path()).canonicalize().ok()?;
        if !self.originals.contains_key(&path) {
            let bytes = DiskLoader::new(".").read(source.path()).ok()?;
            self.originals.insert(path.clone(), Original { shown: source.path().to_owned(), bytes, fixed: 0 });
        }
        let content = self.content(&path)?;
        let text = content.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(content);
        (text == source.original().as_bytes()).then_some(path)
    }

    /// Writes each file that has changed; whether there was any. Nothing is written when one of them cannot be.
    fn write(&self) -> Result<bool, Failure> {
        let changed = || {
            let originals =
                self.edited.iter().filter_map(|(path, bytes)| Some((path, bytes, self.originals.get(path)?)));
            originals.filter(|(_, bytes, original)| original.bytes != **bytes)
        };
        for (path, _, original) in changed() {
            let failure = if !fs::read(path).is_ok_and(|found| found == original.bytes) {
                Failure::new(format!("`{}` was changed meanwhile; nothing was fixed", original.shown))
            } else if path.metadata().is_ok_and(|metadata| metadata.permissions().readonly()) {
                Failure::new(format!("`{}` is read-only; nothing was fixed", original.shown))
            } else {
                continue;
            };
            return Err(failure);
        }
        let new = changed().map(|(path, bytes, original)| Replacement { path, shown: &original.shown, bytes });
        let new: Vec<Replacement<'_>> = new.collect();
        replace_files(&new)?;
        Ok(!new.is_empty())
    }

    /// How many findings were fixed in which files, and how many were not.
    fn report(&self, left: &BTreeMap<Option<Uncertain>, usize>) -> String {
        let fixed: Vec<&Original> = self.originals.values().filter(|original| original.fixed > 0).collect();
        let mut text = if fixed.is_empty() {
            "nothing was fixed\n".to_owned()
        } else {
            let findings = counted(fixed.iter().map(|file| file.fixed).sum(), "finding", "findings");
            format!("fixed {findings} in {}\n", counted(fixed.len(), "file", "files"))
        };
        let mut lines: Vec<String> =
            fixed.iter().map(|file| format!("  {}: {}\n", printable(&file.shown), file.fixed)).collect();
        lines.sort();
        text.extend(lines);
        for (reason, count) in left {
            let reason = match reason {
                Some(Uncertain::Setting) => "a setting stands where it would edit",
                Some(Uncertain::Environments) => "it is not the same in every environment",
                _ => "it touches another one, or its file was changed; run the command again",
            };
            let _ = writeln!(text, "note: {} not made: {reason}", counted(*count, "fix is", "fixes are"));
        }
        text
    }
}

/// Whether an edit neither overlaps another nor begins where that begins, which would leave their order open. The same
/// edit twice is one.
fn fits(others: Option<&Vec<Change>>, edit: &Change) -> bool {
    let (range, _) = edit;
    let apart =
        |other: &Range<usize>| other.start != range.start && (other.end <= range.start || range.end <= other.start);
    others.is_none_or(|others| others.iter().all(|other| other == edit || apart(&other.0)))
}

/// A text with these replacements; one that does not lie inside the text is passed over.
fn apply(content: &[u8], mut edits: Vec<Change>) -> Vec<u8> {
    edits.sort_by_key(|(range, _)| range.start);
    let mut changed = Vec::with_capacity(content.len());
    let mut at = 0;
    for (range, replacement) in edits {
        let Some(kept) =
            content.get(at..range.start).filter(|_| range.end <= content.len() && range.start <= range.end)
        else {
            continue;
        };
        changed.extend_from_slice(kept);
        changed.extend_from_slice(replacement.as_bytes());
        at = range.end;
    }
    changed.extend_from_slice(content.get(at..).unwrap_or_default());
    changed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_applied_from_the_start_on() {
        let edits =
            vec![(6..7, "X".to_owned()), (0..1, "long".to_owned()), (3..3, "+".to_owned()), (9..99, "no".to_owned())];
        assert_eq!(apply(b"0123456789", edits), b"long12+345X789");
    }

    #[test]
    fn edits_that_touch_wait_for_the_next_round() {
        let edit = |range: Range<usize>| (range, "x".to_owned());
        let others = vec![edit(2..5), edit(8..8)];
        for (range, expected) in [
            (0..2, true),
            (5..8, true),
            (2..5, true),
            (4..6, false),
            (0..9, false),
            (2..2, false),
            (3..3, false),
            (9..9, true),
        ] {
            assert_eq!(fits(Some(&others), &edit(range.clone())), expected, "{range:?}");
        }
        assert!(fits(None, &edit(0..1)));
        assert!(!fits(Some(&others), &(2..5, "y".to_owned())), "two ways to edit one place");
    }
}

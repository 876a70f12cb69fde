//! Findings that are known and not shown: what a policy set had when checking began.
//!
//! An entry names file, element, code and message, but no line, so that it outlives edits elsewhere in the file; it says
//! how often such a finding is there, so that another one of its kind is shown.

use crate::findings::{Findings, Found};
use crate::output::{Failure, printable};
use crate::paths::{folder, join, on_disk, relative, shown};
use crate::replace_file::{Replacement, replace_file};
use claimsmith_compiler::json::quote;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs::File;
use std::io::{self, Read};

/// The version of the form, and the member that says that a file is a baseline.
const VERSION: (&str, u64) = ("claimsmith_baseline", 1);

/// The largest file that is read, in bytes: a hundred thousand entries.
const MOST_BYTES: u64 = 32 * 1024 * 1024;

/// How many stale entries are named.
const MOST_NAMED: usize = 10;

/// What is the same finding in another version of a file. The order of an entry's members, and of the entries.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    /// Path relative to the baseline's folder, `/` between its parts.
    file: String,
    /// The element, by ids.
    element: String,
    code: String,
    /// The message, without the environment.
    message: String,
}

/// How often each finding is there.
pub(super) type Entries = BTreeMap<Entry, usize>;

/// A baseline.
#[derive(Debug)]
pub(super) struct Baseline {
    path: String,
    entries: Entries,
}

impl Baseline {
    /// The findings of now, except those without a place.
    pub(super) fn of(path: &str, findings: &Findings<'_>) -> Self {
        let mut entries = Entries::new();
        for entry in entries_of(path, findings).into_iter().flatten() {
            *entries.entry(entry).or_default() += 1;
        }
        Self { path: path.to_owned(), entries }
    }

    /// Reads the file.
    ///
    /// # Errors
    /// When it cannot be read, or is no baseline.
    pub(super) fn read(path: &str) -> Result<Self, Failure> {
        let text = read_text(path)
            .map_err(|error| Failure::io("read", on_disk(path), &error).help(format!("--write-baseline {path}")))?;
        let entries = parse(&text).map_err(|reason| {
            let anew = format!("--write-baseline {path}");
            let help = if is_ours(&text) { anew } else { "name a file that --write-baseline has written".to_owned() };
            Failure::new(format!("`{path}` is no baseline: {reason}")).help(help)
        })?;
        Ok(Self { path: path.to_owned(), entries })
    }

    /// Writes the file: an entry a line, sorted, so that changes of it can be read and merged.
    ///
    /// # Errors
    /// When the system refuses, or something else stands there: a slip on the command line must not cost a policy.
    pub(super) fn write(&self) -> Result<(), Failure> {
        let (member, version) = VERSION;
        let path = &self.path;
        if read_text(path).is_ok_and(|text| !text.trim().is_empty() && !is_ours(&text)) {
            let failure = Failure::new(format!("`{path}` holds something else than a baseline and is not overwritten"));
            return Err(failure.help("name another file, or remove this one"));
        }
        let lines: Vec<String> = self.entries.iter().map(|(entry, count)| line(entry, *count)).collect();
        let lines = if lines.is_empty() { String::new() } else { format!("\n    {}\n  ", lines.join(",\n    ")) };
        let text = format!("{{\n  \"{member}\": {version},\n  \"findings\": [{lines}]\n}}\n");
        replace_file(Replacement { path: on_disk(path), shown: shown(path), bytes: text.as_bytes() })
    }

    /// The number of findings in it.
    pub(super) fn len(&self) -> usize {
        self.entries.values().sum()
    }

    /// Takes the findings of the baseline out of the list, of several of a kind the first ones; what is left of the
    /// baseline.
    pub(super) fn hide(&self, findings: &mut Findings<'_>) -> Entries {
        let mut left = self.entries.clone();
        let mut hidden = BTreeSet::new();
        for (at, entry) in entries_of(&self.path, findings).into_iter().enumerate() {
            let Some(count) = entry.and_then(|entry| left.get_mut(&entry)).filter(|count| **count > 0) else {
                continue;
            };
            *count -= 1;
            hidden.insert(at);
        }
        findings.hide(&hidden);
        left.retain(|_, count| *count > 0);
        left
    }

    /// The entries that cover nothing, of files that were read or that exist no more: a file outside of what was checked
    /// may still have its findings.
    pub(super) fn stale<'e>(&self, left: &'e Entries, read: &BTreeSet<&str>) -> Vec<(&'e Entry, usize)> {
        let mut namer = Namer::new(&self.path);
        let read: BTreeSet<String> = read.iter().map(|path| namer.name(path)).collect();
        let exists = |file: &str| on_disk(&join(folder(&self.path), file)).exists();
        let is_stale = |entry: &Entry| read.contains(&entry.file) || !exists(&entry.file);
        left.iter().filter(|(entry, _)| is_stale(entry)).map(|(entry, count)| (entry, *count)).collect()
    }

    /// A note that names stale entries.
    pub(super) fn describe(&self, stale: &[(&Entry, usize)]) -> String {
        let (entries, are, their) = if stale.len() == 1 { ("entry", "is", "its") } else { ("entries", "are", "their") };
        let mut text = format!(
            "note: {} {entries} of the baseline `{}` {are} stale: {their} findings are no longer there\n",
            stale.len(),
            self.path
        );
        for (Entry { file, element, code, message }, count) in stale.iter().take(MOST_NAMED) {
            let times = if *count > 1 { format!(" ({count} times)") } else { String::new() };
            let place = if element.is_empty() { file.clone() } else { format!("{file}, {element}") };
            let _ = writeln!(text, "  {}", printable(&format!("{place}: [{code}] {message}{times}")));
        }
        if let more @ 1.. = stale.len().saturating_sub(MOST_NAMED) {
            let _ = writeln!(text, "  and {more} more");
        }
        let _ = writeln!(text, "help: write it anew: --write-baseline {}", self.path);
        text
    }
}

/// Whether it is a baseline, or has been one: a merge may have broken it.
fn is_ours(text: &str) -> bool {
    text.contains(&format!("\"{}\"", VERSION.0))
}

/// The text without a byte-order mark, which some editors leave.
fn read_text(path: &str) -> io::Result<String> {
    let path = on_disk(path);
    // Opening a pipe would wait for a writer.
    if !path.metadata()?.is_file() {
        return Err(io::Error::other("it is no file"));
    }
    let mut text = String::new();
    File::open(path)?.take(MOST_BYTES).read_to_string(&mut text)?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// The entry of each finding; `None` for one without a place.
fn entries_of(baseline: &str, findings: &Findings<'_>) -> Vec<Option<Entry>> {
    let mut namer = Namer::new(baseline);
    let entry = |(found, element): (&Found<'_>, String)| {
        let file = namer.name(found.path()?);
        let code = found.diagnostic.code.id.to_owned();
        Some(Entry { file, element, code, message: namer.message(found) })
    };
    findings.list().iter().zip(findings.elements()).map(entry).collect()
}

/// Names files as seen from the folder of the baseline, each looked up once.
struct Namer {
    folder: String,
    known: BTreeMap<String, String>,
}

impl Namer {
    fn new(baseline: &str) -> Self {
        Self { folder: folder(baseline).to_owned(), known: BTreeMap::new() }
    }

    fn name(&mut self, path: &str) -> String {
        if let Some(known) = self.known.get(path) {
            return known.clone();
        }
        let name = relative(on_disk(path), on_disk(&self.folder));
        self.known.insert(path.to_owned(), name.clone());
        name
    }

    /// The message with the settings file as seen from the baseline: it would otherwise depend on the current folder.
    fn message(&mut self, found: &Found<'_>) -> String {
        let settings = found.sources.iter().map(|(_, source)| source.path()).filter(|path| path.ends_with(".json"));
        settings.fold(found.message.clone(), |message, path| message.replace(path, &self.name(path)))
    }
}

fn line(Entry { file, element, code, message }: &Entry, count: usize) -> String {
    let members = [("file", file), ("element", element), ("code", code), ("message", message)];
    let mut members: Vec<String> = members.iter().map(|(name, text)| format!("\"{name}\": {}", quote(text))).collect();
    if count > 1 {
        members.push(format!("\"count\": {count}"));
    }
    format!("{{ {} }}", members.join(", "))
}

fn parse(text: &str) -> Result<Entries, String> {
    let root: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let (member, version) = VERSION;
    match root.get(member).and_then(Value::as_u64) {
        Some(found) if found == version => {}
        Some(found) => return Err(format!("it has the form {found}, and this version of the tool knows {version}")),
        None => return Err(format!("it has no `{member}`")),
    }
    let findings = root.get("findings").and_then(Value::as_array).ok_or("it has no list `findings`")?;
    let mut entries = Entries::new();
    for (at, item) in findings.iter().enumerate() {
        let text = |name: &str| {
            let text = item.get(name).and_then(Value::as_str);
            text.map(str::to_owned).ok_or_else(|| format!("finding {} has no text `{name}`", at + 1))
        };
        let entry =
            Entry { file: text("file")?, element: text("element")?, code: text("code")?, message: text("message")? };
        let count = item.get("count").map_or(Some(1), Value::as_u64).and_then(|count| usize::try_from(count).ok());
        let count = count.ok_or_else(|| format!("the count of finding {} is no number", at + 1))?;
        let known = entries.entry(entry).or_default();
        *known = known.saturating_add(count);
    }
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let entry = |file: &str| Entry {
            file: file.to_owned(),
            element: "A/B[c]".to_owned(),
            code: "CS0308".to_owned(),
            message: "a \"b\" \\ c".to_owned(),
        };
        let lines = [line(&entry("a.xml"), 2), line(&entry("b.xml"), 1)].join(",");
        let text = format!("{{\"claimsmith_baseline\": 1, \"findings\": [{lines}]}}");
        assert_eq!(parse(&text), Ok([(entry("a.xml"), 2), (entry("b.xml"), 1)].into()));
    }

    #[test]
    fn what_is_no_baseline_is_refused() {
        for text in [
            "",
            "[]",
            "{}",
            "{\"claimsmith_baseline\": 2, \"findings\": []}",
            "{\"claimsmith_baseline\": 1}",
            "{\"claimsmith_baseline\": 1, \"findings\": [{\"file\": \"a\"}]}",
            "{\"claimsmith_baseline\": 1, \"findings\": [{\"file\":\"a\",\"element\":\"\",\"code\":\"\",\"message\":\"\",\"count\":-1}]}",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}

//! `{Settings:Name}` placeholders replaced by values, as the policy build of B2C's editor extension does it.
//!
//! That tool runs through the settings in order – `Tenant`, `Filename`, `PolicyFilename`, `Environment`, then
//! `PolicySettings` in file order – and replaces each one in the whole text. So a value may itself contain a placeholder
//! of a setting that comes later in this order, but none of one that came before: that one would stay in the policy.
//!
//! Inheritance is nothing that B2C's tool knows: an environment and the one that it inherits from are two such lists, and a
//! value of either may use the settings of the other, unless that leads back to itself.

use super::unused::BUILT_IN;
use super::{Environment, Setting, is_confidential};
use crate::diagnostic::codes::{SETTING_WITHOUT_VALUE, SETTINGS_FILE};
use crate::diagnostic::suggest::{did_you_mean, nearest};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{FileId, Segment, SourceMap, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

const OPENING: &str = "{Settings:";

/// Upper bound of a policy's text after substitution, in bytes, where each replaced placeholder counts as one more: a
/// few settings that name each other could otherwise grow without end.
const MOST_BYTES: u64 = 1 << 20;

/// At how many places one missing setting is shown.
const MOST_PLACES: usize = 4;

/// The values that replace placeholders in one file.
#[derive(Debug)]
struct Substitution<'e> {
    environment: Option<&'e Environment>,
    /// In the order in which B2C's tool replaces them.
    values: Vec<Replacement<'e>>,
    /// Index into `values` by name in lower case.
    by_name: BTreeMap<String, usize>,
}

#[derive(Debug)]
struct Replacement<'e> {
    name: &'e str,
    origin: String,
    pieces: Vec<Piece>,
    /// Where the value stands in the settings file, if it does.
    place: Option<Span>,
    /// Bytes of the value with everything in it replaced, plus the number of replacements.
    cost: u64,
    /// Why the value cannot be used.
    fault: Option<Fault>,
    /// Whether its name, or that of a setting in its value, says that it is a secret.
    is_confidential: bool,
}

#[derive(Debug)]
enum Piece {
    Text(String),
    /// The value of another setting.
    Value(usize),
}

#[derive(Debug, Clone)]
struct Fault {
    /// The setting of a placeholder inside the value that stays unreplaced.
    inner: String,
    reason: Reason,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reason {
    /// There is no such setting.
    Unknown,
    /// It is the setting whose value this is.
    Itself,
    /// It has a value, but an earlier place in the order.
    ReplacedBefore,
    /// Its value leads back to this one.
    Circle,
    /// Its value is of the wrong type, which was reported in the settings file.
    Reported,
}

/// How far a value has been looked into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Progress {
    New,
    Open,
    Done,
}

/// Name, value, where it comes from, its place in the settings file, and from how far up it is inherited.
type RawValue<'e> = (&'e str, String, String, Option<Span>, Option<usize>);

/// The built-in settings, then those of the environment.
fn raw_values<'e>(environment: Option<&'e Environment>, path: &str) -> Vec<RawValue<'e>> {
    let file_name = stem(path);
    let of_file = |name, value: String| (name, value, "the file name".to_owned(), None, None);
    let mut raw: Vec<RawValue<'e>> = Vec::new();
    if let Some((environment, tenant)) = environment.and_then(|it| Some((it, it.tenant.as_ref()?))) {
        raw.push(("Tenant", tenant.value.clone(), environment.origin.clone(), Some(tenant.span), None));
    }
    raw.push(of_file("Filename", file_name.to_owned()));
    raw.push(of_file("PolicyFilename", file_name.replace("B2C_1A_", "")));
    if let Some(environment) = environment {
        let name = &environment.name;
        raw.push(("Environment", name.value.clone(), environment.origin.clone(), Some(name.span), None));
        raw.extend(environment.settings.iter().map(|Setting { name, value, origin, generation }| {
            (name.value.as_str(), value.value.clone(), origin.clone(), Some(value.span), Some(*generation))
        }));
    }
    raw
}

impl<'e> Substitution<'e> {
    /// The values for the file at `path` (`/` between its parts) in an environment. Without an environment only the
    /// settings that follow from the path have a value.
    fn new(environment: Option<&'e Environment>, path: &str) -> Self {
        let raw = raw_values(environment, path);
        let mut by_name = BTreeMap::new();
        for (index, (name, ..)) in raw.iter().enumerate() {
            by_name.entry(name.to_lowercase()).or_insert(index);
        }
        let generations: Vec<Option<usize>> = raw.iter().map(|(.., generation)| *generation).collect();
        let mut substitution = Self { environment, values: Vec::new(), by_name };
        substitution.values = raw
            .into_iter()
            .enumerate()
            .map(|(index, (name, value, origin, place, _))| {
                let (pieces, fault) = substitution.pieces(&value, index, &generations);
                let is_confidential = is_confidential(name);
                Replacement { name, origin, pieces, place, cost: 0, fault, is_confidential }
            })
            .collect();
        substitution.complete();
        substitution
    }

    /// Splits a value at the placeholders of settings that come after it, or that are of another environment.
    fn pieces(&self, value: &str, index: usize, generations: &[Option<usize>]) -> (Vec<Piece>, Option<Fault>) {
        let generation = |index: usize| generations.get(index).copied().flatten();
        let is_elsewhere =
            |other: usize| matches!((generation(index), generation(other)), (Some(own), Some(other)) if own != other);
        let mut pieces = Vec::new();
        let mut fault = None;
        let mut at = 0;
        for Placeholder { range, name } in placeholders(value) {
            let found = self.by_name.get(&name.to_lowercase()).copied();
            let Some(other) = found.filter(|found| *found > index || is_elsewhere(*found)) else {
                let reason = match found {
                    Some(found) if found == index => Reason::Itself,
                    Some(_) => Reason::ReplacedBefore,
                    None if self.is_reported(name) => Reason::Reported,
                    None => Reason::Unknown,
                };
                fault.get_or_insert(Fault { inner: name.to_owned(), reason });
                continue;
            };
            pieces.push(Piece::Text(value[at..range.start].to_owned()));
            pieces.push(Piece::Value(other));
            at = range.end;
        }
        pieces.push(Piece::Text(value[at..].to_owned()));
        (pieces, fault)
    }

    /// Adds up costs and hands faults and secrets on, of each value after those that it uses. One that leads back to itself
    /// gets a fault where the circle closes.
    fn complete(&mut self) {
        let mut progress = vec![Progress::New; self.values.len()];
        for start in 0..self.values.len() {
            let mut open = if progress[start] == Progress::New { vec![(start, 0)] } else { Vec::new() };
            while let Some((index, at)) = open.last_mut() {
                let index = *index;
                progress[index] = Progress::Open;
                let Some(piece) = self.values[index].pieces.get(*at) else {
                    self.sum_up(index);
                    progress[index] = Progress::Done;
                    open.pop();
                    continue;
                };
                *at += 1;
                let Piece::Value(other) = *piece else { continue };
                match progress[other] {
                    Progress::New => open.push((other, 0)),
                    Progress::Open => {
                        let inner = self.values[other].name.to_owned();
                        self.values[index].fault.get_or_insert(Fault { inner, reason: Reason::Circle });
                    }
                    Progress::Done => {}
                }
            }
        }
    }

    /// Takes over what is known of the values that this one uses.
    fn sum_up(&mut self, index: usize) {
        let mut cost = 0_u64;
        let mut fault = self.values[index].fault.clone();
        let mut is_confidential = self.values[index].is_confidential;
        for piece in &self.values[index].pieces {
            match piece {
                Piece::Text(text) => cost = cost.saturating_add(text.len() as u64),
                Piece::Value(other) => {
                    cost = cost.saturating_add(self.values[*other].cost).saturating_add(1);
                    fault = fault.or_else(|| self.values[*other].fault.clone());
                    is_confidential |= self.values[*other].is_confidential;
                }
            }
        }
        let value = &mut self.values[index];
        (value.cost, value.fault, value.is_confidential) = (cost, fault, is_confidential);
    }

    fn find(&self, name: &str) -> Option<&Replacement<'e>> {
        self.by_name.get(&name.to_lowercase()).and_then(|index| self.values.get(*index))
    }

    fn names(&self) -> impl Iterator<Item = &'e str> + Clone {
        self.values.iter().map(|value| value.name)
    }

    fn is_reported(&self, name: &str) -> bool {
        self.environment.is_some_and(|environment| environment.unusable.contains(&name.to_lowercase()))
    }

    /// Appends a value with everything in it replaced. Its cost bounds the work.
    fn write(&self, value: &Replacement<'e>, out: &mut String) {
        let mut open = vec![value.pieces.iter()];
        while let Some(pieces) = open.last_mut() {
            match pieces.next() {
                None => drop(open.pop()),
                Some(Piece::Text(text)) => out.push_str(text),
                Some(Piece::Value(later)) => open.extend(self.values.get(*later).map(|later| later.pieces.iter())),
            }
        }
    }

    /// The settings, in lower case, that these placeholders name, and those that their values name.
    fn used(&self, found: &[Placeholder<'_>]) -> BTreeSet<String> {
        let mut used: BTreeSet<String> = found.iter().map(|placeholder| placeholder.name.to_lowercase()).collect();
        let mut open: Vec<usize> = used.iter().filter_map(|name| self.by_name.get(name)).copied().collect();
        while let Some(value) = open.pop().and_then(|index| self.values.get(index)) {
            for piece in &value.pieces {
                let Piece::Value(later) = piece else { continue };
                let Some(name) = self.values.get(*later).map(|later| later.name.to_lowercase()) else { continue };
                if used.insert(name) {
                    open.push(*later);
                }
            }
        }
        used
    }

    /// The text with every placeholder replaced that has a value, and the replaced pieces; `Err` is the placeholder at
    /// which the text becomes too long.
    fn apply(&self, text: &str, found: &[Placeholder<'_>]) -> Result<(String, Vec<Segment>), Range<usize>> {
        let mut out = String::with_capacity(text.len());
        let mut segments = Vec::new();
        let mut at = 0;
        let mut cost = text.len() as u64;
        for Placeholder { range, name } in found {
            let Some(value) = self.find(name).filter(|value| value.fault.is_none()) else { continue };
            cost = (cost - range.len() as u64).saturating_add(value.cost).saturating_add(1);
            if cost > MOST_BYTES {
                return Err(range.clone());
            }
            out.push_str(&text[at..range.start]);
            let start = out.len();
            self.write(value, &mut out);
            segments.push(Segment {
                text: to_u32(start)..to_u32(out.len()),
                original: to_u32(range.start)..to_u32(range.end),
                setting: (*name).to_owned(),
                origin: value.origin.clone(),
                is_confidential: value.is_confidential,
            });
            at = range.end;
        }
        out.push_str(&text[at..]);
        Ok((out, segments))
    }
}

/// Replaces the placeholders of a file in its working text; the original stays as it is.
///
/// A placeholder without a value is left and reported as CS0005 (once a name, and not inside XML comments); CS0006 is
/// reported, and nothing replaced, when the text would become longer than 1 MiB. Values are inserted as they are,
/// without XML escaping, as B2C's own tool does.
///
/// Returns the names, in lower case, of the settings that the file uses, by itself or through the values of others.
pub fn substitute(
    sources: &mut SourceMap,
    file: FileId,
    environment: Option<&Environment>,
    diagnostics: &mut Diagnostics,
) -> BTreeSet<String> {
    let source = sources.get(file);
    let text = source.original();
    let found: Vec<Placeholder<'_>> = placeholders(text).collect();
    if found.is_empty() {
        return BTreeSet::new();
    }
    let substitution = Substitution::new(environment, source.path());
    let used = substitution.used(&found);
    report(&substitution, file, text, &found, diagnostics);
    match substitution.apply(text, &found) {
        Ok((_, segments)) if segments.is_empty() => {}
        Ok((text, segments)) => sources.get_mut(file).substitute(text, segments),
        Err(range) => diagnostics.push(
            Diagnostic::new(SETTINGS_FILE, "the settings make the policy too large")
                .at(span(file, &range), "here the text passes 1 MiB")
                .help("look for settings that name each other many times"),
        ),
    }
    used
}

/// A text of the file at `path` with its placeholders replaced, without positions and without findings: placeholders
/// without a value, and all of them when the text would become longer than 1 MiB, are left as they are.
#[must_use]
pub fn expand(path: &str, text: &str, environment: Option<&Environment>) -> String {
    let found: Vec<Placeholder<'_>> = placeholders(text).collect();
    if found.is_empty() {
        return text.to_owned();
    }
    Substitution::new(environment, path).apply(text, &found).map_or_else(|_| text.to_owned(), |(text, _)| text)
}

/// Reports placeholders that stay, one finding a name.
fn report(
    substitution: &Substitution<'_>,
    file: FileId,
    text: &str,
    found: &[Placeholder<'_>],
    diagnostics: &mut Diagnostics,
) {
    let mut missing: BTreeMap<String, Vec<&Placeholder<'_>>> = BTreeMap::new();
    let mut comments = comments(text).peekable();
    for placeholder in found {
        while comments.next_if(|comment| comment.end <= placeholder.range.start).is_some() {}
        let commented = comments.peek().is_some_and(|comment| comment.start < placeholder.range.start);
        let usable = substitution.find(placeholder.name).map_or_else(
            || substitution.is_reported(placeholder.name),
            |value| value.fault.as_ref().is_none_or(|fault| fault.reason == Reason::Reported),
        );
        if !commented && !usable {
            missing.entry(placeholder.name.to_lowercase()).or_default().push(placeholder);
        }
    }
    for places in missing.values() {
        let Some((first, others)) = places.split_first() else { continue };
        let mut finding = finding(substitution, first.name, span(file, &first.range));
        for other in others.iter().take(MOST_PLACES - 1) {
            finding = finding.label(span(file, &other.range), "also here");
        }
        if places.len() > MOST_PLACES {
            finding = finding.note(format!("{} places in this file name this setting", places.len()));
        }
        diagnostics.push(finding);
    }
}

fn finding(substitution: &Substitution<'_>, name: &str, place: Span) -> Diagnostic {
    if let Some((value, fault)) = substitution.find(name).and_then(|value| Some((value, value.fault.as_ref()?))) {
        return nested(substitution, value, fault, place);
    }
    let Some(environment) = substitution.environment else {
        return Diagnostic::new(
            SETTING_WITHOUT_VALUE,
            format!("setting `{name}` has no value: no environment is given"),
        )
        .at(place, "nothing to put here")
        .help("give `--settings FILE` and `--environment NAME`");
    };
    let message = format!("setting `{name}` has no value in {}", environment.origin);
    let finding = Diagnostic::new(SETTING_WITHOUT_VALUE, message).at(place, "nothing to put here");
    if name.eq_ignore_ascii_case("Tenant") {
        let beside = "give the environment `\"Tenant\": \"….onmicrosoft.com\"` beside its `Name`";
        return finding.label(environment.name.span, "this environment has no `Tenant`").help(beside);
    }
    finding
        .maybe_help(nearest(name, substitution.names()).map(|near| format!("did you mean `{near}`?")))
        .help(format!("add `{name}` to `PolicySettings` of this environment"))
}

/// The placeholder has a value, but one with a placeholder in it that stays.
fn nested(substitution: &Substitution<'_>, value: &Replacement<'_>, fault: &Fault, place: Span) -> Diagnostic {
    let (name, inner) = (value.name, &fault.inner);
    let message = format!("the value of setting `{name}` needs setting `{inner}`, which has no value there");
    let mut finding =
        Diagnostic::new(SETTING_WITHOUT_VALUE, message).at(place, format!("`{{Settings:{inner}}}` would stay in here"));
    if let Some(span) = value.place.filter(|_| !is_confidential(name)) {
        finding = finding.label(span, "this is the value");
    }
    match fault.reason {
        Reason::Unknown => finding.maybe_help(did_you_mean(inner, substitution.names())),
        Reason::Itself => finding.help(format!("take `{{Settings:{inner}}}` out of the value of `{inner}`")),
        Reason::Circle => circle(finding, inner),
        Reason::ReplacedBefore if value.name.eq_ignore_ascii_case(inner) => circle(finding, inner),
        Reason::ReplacedBefore if BUILT_IN.contains(&inner.to_lowercase().as_str()) => finding
            .note(format!("`{{Settings:{inner}}}` is built in, and built-in settings are replaced before all others"))
            .help(format!("write `{{Settings:{inner}}}` into the policy, beside `{{Settings:{name}}}`")),
        Reason::ReplacedBefore => finding
            .note("settings are replaced in the order of the file, so a value can use only settings that follow it")
            .help(format!("write the value of `{inner}` into it, or put `{inner}` after every setting that uses it")),
        Reason::Reported => finding,
    }
}

fn circle(finding: Diagnostic, inner: &str) -> Diagnostic {
    finding
        .note("the values of these settings name each other in a circle")
        .help(format!("write what is meant instead of `{{Settings:{inner}}}`"))
}

/// Whether a text of the policy has a `{Settings:…}` placeholder. One that is left after the substitution has been reported
/// as CS0005 or CS0006 or follows from a fault of the settings: what else is wrong with that text cannot be known.
#[must_use]
pub fn has_placeholder(text: &str) -> bool {
    placeholders(text).next().is_some()
}

/// A placeholder in a text.
struct Placeholder<'t> {
    /// From its `{` to its `}`.
    range: Range<usize>,
    /// The name of the setting.
    name: &'t str,
}

/// The placeholders of a text. `{Settings:` counts in any case; the name ends at the next `}` and is on one line.
fn placeholders(text: &str) -> impl Iterator<Item = Placeholder<'_>> {
    memchr::memchr_iter(b'{', text.as_bytes()).filter_map(|start| {
        let name_start = start + OPENING.len();
        let opening = text.get(start..name_start)?;
        if !opening.eq_ignore_ascii_case(OPENING) {
            return None;
        }
        let rest = &text[name_start..];
        let length = rest.find(['}', '{', '<', '>', '\n', '\r'])?;
        let name = &rest[..length];
        rest[length..].starts_with('}').then(|| Placeholder { range: start..name_start + length + 1, name })
    })
}

/// The XML comments of a text that need not be well-formed.
pub(super) fn comments(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(start) = text[at..].find('<').map(|found| at + found) {
            let rest = &text[start..];
            let close = match rest {
                _ if rest.starts_with("<!--") => "-->",
                _ if rest.starts_with("<![CDATA[") => "]]>",
                _ if rest.starts_with("<?") => "?>",
                _ => {
                    at = start + 1;
                    continue;
                }
            };
            at = rest.find(close).map_or(text.len(), |end| start + end + close.len());
            if close == "-->" {
                return Some(start..at);
            }
        }
        None
    })
}

/// The name of a file without folders and extension.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, extension)| if extension.is_empty() { name } else { stem })
}

fn span(file: FileId, range: &Range<usize>) -> Span {
    Span { file, start: to_u32(range.start), end: to_u32(range.end) }
}

/// Files are at most 1 MiB, so an offset always fits.
fn to_u32(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

//! The picture of a finding: message, XML snippet, notes and the change that mends it, as rustc draws its own.
//!
//! Text of a policy is untrusted: control characters are made visible before they reach a terminal, and a line of ten
//! thousand characters is cut around what matters.

use super::{Diagnostic, Edit, Fix, Label, Severity};
use crate::source::{FileId, Segment, Source, SourceMap, Span};
use annotate_snippets::{
    Annotation, AnnotationKind, Element, Group, Level, Origin, Patch, Renderer, Snippet, normalize_untrusted_str,
};
use std::borrow::Cow;
use std::ops::Range;

/// From this length on, in characters, a line is cut around what is pointed at.
const LONG_LINE: usize = 200;
/// How many characters of a long line are underlined at most.
const WIDEST_MARK: usize = 120;
/// How many characters of a long line are shown on each side of a change.
const AROUND_CHANGE: usize = 40;
/// A change is shown only while a line of it stays below this many characters …
const WIDEST_CHANGE: usize = 400;
/// … and while what it replaces and what it puts there have at most this many lines each.
const TALLEST_CHANGE: usize = 10;
/// How many bytes of XML are handed to the renderer for one place. It looks at each of them, so of a longer line, which
/// nobody reads, only the place is named.
const MOST_DRAWN: usize = 16 * 1024;
/// How many characters of a setting's value a note shows at most.
const LONGEST_VALUE: usize = 40;
/// How many settings the notes name.
const MOST_SETTINGS: usize = 3;

/// The text of a compile error: without colour, and without the leading level, which rustc writes itself. It starts
/// with `[CS0102]: message`.
#[must_use]
pub fn plain(diagnostic: &Diagnostic, sources: &SourceMap) -> String {
    let text = terminal(diagnostic, sources, false);
    text.strip_prefix(diagnostic.severity.name()).unwrap_or(&text).to_owned()
}

/// The text for a terminal, which starts with `error[CS0102]: message`; with ANSI colours when `color` is set. No line
/// end at its end.
#[must_use]
pub fn terminal(diagnostic: &Diagnostic, sources: &SourceMap, color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut groups = vec![finding(diagnostic, sources)];
    groups.extend(offered_fix(diagnostic, sources).map(|fix| change(fix, diagnostic, sources)));
    renderer.render(&groups)
}

/// A place without a finding: its first line with a mark under it, as in the text for a terminal, without the name of the file.
#[must_use]
pub fn excerpt(sources: &SourceMap, span: Span) -> String {
    let source = sources.get(span.file);
    let range = shown(source.original(), span.start as usize..span.end as usize);
    let (start, end) = (line_start(source.original(), range.start), line_end(source.original(), range.start));
    if end - start > MOST_DRAWN {
        return String::new();
    }
    let line = source.original()[start..end].trim_end_matches(['\n', '\r']);
    let range = range.start..range.end.min(start + line.len()).max(range.start);
    let mark = AnnotationKind::Primary.span(range.start - start..range.end - start);
    let snippet = Snippet::source(without_c1_controls(&source.original()[start..end]))
        .line_start(line_number(source, start))
        .annotation(mark);
    Renderer::plain().render(&[Group::with_level(Level::ERROR).element(snippet)])
}

/// The fix of a finding, unless it would edit a placeholder: the text there is not what the fix believes it to be.
#[must_use]
pub fn offered_fix<'d>(diagnostic: &'d Diagnostic, sources: &SourceMap) -> Option<&'d Fix> {
    let touches = |edit: &Edit| sources.get(edit.span.file).segment_at(&(edit.span.start..edit.span.end)).is_some();
    diagnostic.fix.as_ref().filter(|fix| !fix.edits.iter().any(touches))
}

/// A note for each setting whose value replaces text at a place of the finding, that of the primary one first.
pub(super) fn setting_notes(diagnostic: &Diagnostic, sources: &SourceMap) -> Vec<String> {
    let mut notes: Vec<String> = Vec::new();
    for Label { span, .. } in diagnostic.primary.iter().chain(&diagnostic.labels) {
        let source = sources.get(span.file);
        let is_there = |segment: &&Segment| segment.original.start < span.end && span.start < segment.original.end;
        for segment in source.segments().iter().filter(is_there) {
            let note = setting_note(source, segment, diagnostic.is_confidential);
            if notes.len() < MOST_SETTINGS && !notes.contains(&note) {
                notes.push(note);
            }
        }
    }
    notes
}

fn setting_note(source: &Source, segment: &Segment, withheld: bool) -> String {
    let Segment { text, setting, origin, is_confidential, .. } = segment;
    let value = source.text().get(text.start as usize..text.end as usize).unwrap_or_default();
    let short = value.chars().count() <= LONGEST_VALUE && !value.chars().any(char::is_control);
    if short && !is_confidential && !withheld {
        format!("setting `{setting}` is replaced by `{value}` from {origin}")
    } else {
        format!("setting `{setting}` is replaced by the value from {origin}")
    }
}

/// A text from outside on one line, without anything a terminal would obey.
pub(super) fn one_line(text: &str) -> String {
    printable(&text.replace("\r\n", " ").replace(['\n', '\r', '\t'], " "))
}

/// A text from outside without anything a terminal would obey, except line ends.
fn printable(text: &str) -> String {
    normalize_untrusted_str(&without_c1_controls(text)).replace('\r', "")
}

/// The path on one line.
fn file_name(source: &Source) -> String {
    printable(&source.path().replace(['\n', '\r'], " "))
}

/// The control characters U+0080 to U+009F, which XML allows and some terminals obey, replaced by one that is encoded
/// in as many bytes, so that positions hold.
fn without_c1_controls(text: &str) -> Cow<'_, str> {
    if text.contains(|character| ('\u{80}'..='\u{9f}').contains(&character)) {
        Cow::Owned(text.replace(|character| ('\u{80}'..='\u{9f}').contains(&character), "\u{bf}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// What stands in the file, each line with the end that the renderer knows.
fn text_in_lines(source: &Source) -> Cow<'_, str> {
    let original = source.original();
    if source.has_carriage_returns_only() { Cow::Owned(original.replace('\r', "\n")) } else { Cow::Borrowed(original) }
}

fn finding<'a>(diagnostic: &'a Diagnostic, sources: &'a SourceMap) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let notes = diagnostic.notes.iter().cloned().chain(setting_notes(diagnostic, sources));
    level
        .primary_title(one_line(&diagnostic.message))
        .id(diagnostic.code.id)
        .elements(
            frames(diagnostic, sources)
                .into_iter()
                .flat_map(|frame| frame.elements(sources, !diagnostic.is_confidential)),
        )
        .elements(notes.map(|note| Level::NOTE.message(printable(&note))))
        .elements(diagnostic.help.iter().map(|help| Level::HELP.message(printable(help))))
}

/// A place to underline.
struct Mark {
    range: Range<usize>,
    text: String,
    primary: bool,
}

impl Mark {
    /// The place without its line.
    fn named<'a>(&self, source: &Source) -> Vec<Element<'a>> {
        let (line, column) = source.line_column(u32::try_from(self.range.start).unwrap_or(u32::MAX));
        let origin = Origin::path(file_name(source)).line(line as usize).char_column(column as usize);
        let text = (!self.text.is_empty()).then(|| Level::NOTE.message(self.text.clone()).into());
        [origin.into()].into_iter().chain(text).collect()
    }
}

/// Places of one file that are drawn in one snippet.
struct Frame {
    file: FileId,
    marks: Vec<Mark>,
    /// The columns that the marks take up, as the renderer shows all of them or cuts the lines.
    columns: Range<usize>,
    /// The bytes of the lines from the first mark to the last.
    lines: Range<usize>,
}

/// The places of a finding by snippet, that with the primary place first. One snippet a file, unless places are so far
/// apart that showing both would show more of a long line, or of the file, than anybody reads. Of a file that was not read
/// there is nothing to show, and the message names it.
fn frames(diagnostic: &Diagnostic, sources: &SourceMap) -> Vec<Frame> {
    let mut frames: Vec<Frame> = Vec::new();
    let labels = diagnostic.primary.iter().map(|label| (label, true));
    for (Label { span, text }, primary) in labels.chain(diagnostic.labels.iter().map(|label| (label, false))) {
        let source = sources.get(span.file);
        if !source.is_read() {
            continue;
        }
        let original = &text_in_lines(source);
        let range = shown(original, span.start as usize..span.end as usize);
        let columns = columns(original, &range);
        let lines = line_start(original, range.start)..line_end(original, range.end);
        let mark = Mark { range, text: one_line(text), primary };
        let fits = |frame: &&mut Frame| {
            frame.file == span.file
                && joined(&frame.columns, &columns).len() <= LONG_LINE
                && joined(&frame.lines, &lines).len() <= MOST_DRAWN
        };
        if let Some(frame) = frames.iter_mut().find(fits) {
            frame.columns = joined(&frame.columns, &columns);
            frame.lines = joined(&frame.lines, &lines);
            frame.marks.push(mark);
        } else {
            frames.push(Frame { file: span.file, marks: vec![mark], columns, lines });
        }
    }
    frames
}

impl Frame {
    /// Only the lines that matter are handed to the renderer: it looks at every line it gets.
    fn elements<'a>(&self, sources: &'a SourceMap, may_draw: bool) -> Vec<Element<'a>> {
        let source = sources.get(self.file);
        if !may_draw || self.lines.len() > MOST_DRAWN {
            return self.marks.iter().flat_map(|mark| mark.named(source)).collect();
        }
        vec![self.snippet(source).into()]
    }

    fn snippet<'a>(&self, source: &'a Source) -> Snippet<'a, Annotation<'a>> {
        let Range { start, end } = self.lines;
        Snippet::source(without_c1_controls(&text_in_lines(source)[start..end]).into_owned())
            .line_start(line_number(source, start))
            .path(file_name(source))
            .annotations(self.marks.iter().map(|mark| {
                let kind = if mark.primary { AnnotationKind::Primary } else { AnnotationKind::Context };
                let label = (!mark.text.is_empty()).then(|| mark.text.clone());
                kind.span(mark.range.start - start..mark.range.end - start).label(label)
            }))
    }
}

/// What of a range is underlined: whole characters, no line end after it, and of long lines only the first part.
fn shown(text: &str, range: Range<usize>) -> Range<usize> {
    let range = whole_characters(text, range);
    let inner = text[range.clone()].trim_end_matches(['\n', '\r']);
    let range = if inner.is_empty() { range.start..range.start } else { range.start..range.start + inner.len() };
    let lines = &text[line_start(text, range.start)..line_end(text, range.end)];
    if lines.lines().all(|line| line.chars().count() <= LONG_LINE) {
        return range;
    }
    let first = text[range.clone()].lines().next().unwrap_or_default();
    let length = first.char_indices().nth(WIDEST_MARK).map_or(first.len(), |(at, _)| at);
    range.start..range.start + length
}

fn columns(text: &str, range: &Range<usize>) -> Range<usize> {
    let start = text[line_start(text, range.start)..range.start].chars().count();
    let end = text[line_start(text, range.end)..range.end].chars().count();
    start.min(end)..start.max(end)
}

fn joined(a: &Range<usize>, b: &Range<usize>) -> Range<usize> {
    a.start.min(b.start)..a.end.max(b.end)
}

/// The change a fix makes, as the lines before and after; only its message when it is too large to be shown.
fn change<'a>(fix: &'a Fix, diagnostic: &'a Diagnostic, sources: &'a SourceMap) -> Group<'a> {
    let mut group = Level::HELP.secondary_title(printable(&fix.message)).elements(Vec::<Element<'a>>::new());
    if diagnostic.is_confidential {
        return group;
    }
    let shown_file = diagnostic.primary.iter().chain(&diagnostic.labels).next().map(|label| label.span.file);
    let mut files: Vec<FileId> = fix.edits.iter().map(|edit| edit.span.file).collect();
    files.dedup();
    for file in files {
        let source = sources.get(file);
        let edits: Vec<&Edit> = fix.edits.iter().filter(|edit| edit.span.file == file).collect();
        let Some(excerpt) = Excerpt::new(source, &edits) else { continue };
        if shown_file != Some(file) {
            group = group.element(excerpt.origin(source));
        }
        group = group.element(excerpt.snippet(source));
    }
    group
}

/// The lines a change touches, long ones cut, and the change in positions of this text.
struct Excerpt {
    text: String,
    /// Byte offset of its first line in the file.
    start: usize,
    /// Byte offset of the first edit in the file.
    first: usize,
    patches: Vec<(Range<usize>, String)>,
}

impl Excerpt {
    /// `None` when the change is too large to be shown, or when its edits overlap.
    fn new(source: &Source, edits: &[&Edit]) -> Option<Self> {
        let original = &text_in_lines(source);
        let mut changes: Vec<(Range<usize>, &str)> = edits
            .iter()
            .map(|edit| {
                let range = whole_characters(original, edit.span.start as usize..edit.span.end as usize);
                (range, edit.replacement.as_str())
            })
            .collect();
        changes.sort_by_key(|(range, _)| (range.start, range.end));
        let overlap = changes.windows(2).any(|pair| matches!(pair, [(a, _), (b, _)] if b.start < a.end));
        if overlap
            || changes.iter().any(|(range, replacement)| too_tall(&original[range.clone()]) || too_tall(replacement))
        {
            return None;
        }
        let first = changes.first()?.0.start;
        let start = line_start(original, first);
        let end = line_end(original, changes.last()?.0.end);
        let points: Vec<usize> = changes.iter().flat_map(|(range, _)| [range.start, range.end]).collect();
        let mut text = String::new();
        let mut moved = Vec::with_capacity(points.len());
        let mut at = start;
        for line in original[start..end].split_inclusive('\n') {
            append_line(line, at, &points, &mut text, &mut moved)?;
            at += line.len();
        }
        // A point after the last line end belongs to an empty last line, which `split_inclusive` does not yield.
        moved.resize(points.len(), text.len());
        let patches = changes.iter().zip(moved.chunks(2)).filter_map(|((_, replacement), ends)| match ends {
            [from, to] => Some((*from..*to, without_c1_controls(replacement).into_owned())),
            _ => None,
        });
        Some(Self { start, first, patches: patches.collect(), text: without_c1_controls(&text).into_owned() })
    }

    fn origin<'a>(&self, source: &Source) -> Origin<'a> {
        let (line, column) = source.line_column(u32::try_from(self.first).unwrap_or(u32::MAX));
        Origin::path(file_name(source)).line(line as usize).char_column(column as usize)
    }

    /// Without a path: with one the renderer would compute a column in the cut line.
    fn snippet<'a>(self, source: &Source) -> Snippet<'a, Patch<'a>> {
        Snippet::source(self.text)
            .line_start(line_number(source, self.start))
            .patches(self.patches.into_iter().map(|(range, replacement)| Patch::new(range, replacement)))
    }
}

fn too_tall(text: &str) -> bool {
    text.lines().count() > TALLEST_CHANGE || text.chars().count() > WIDEST_CHANGE
}

/// Appends a line that starts at byte `at` of the file, cut when it is long, and where the points in it have moved to.
/// `None` when too much of a long line would have to be shown.
fn append_line(line: &str, at: usize, points: &[usize], text: &mut String, moved: &mut Vec<usize>) -> Option<()> {
    let last = at + line.len();
    let inside = |point: &&usize| (at..last).contains(point) || (**point == last && !line.ends_with('\n'));
    let here: Vec<usize> = points.iter().filter(inside).map(|point| point - at).collect();
    let body = line.trim_end_matches(['\n', '\r']);
    let keep = if body.chars().count() <= LONG_LINE {
        0..line.len()
    } else {
        let from = here.iter().copied().min().unwrap_or(0).min(body.len());
        let to = here.iter().copied().max().unwrap_or(0).min(body.len());
        let before = body[..from].char_indices().rev().nth(AROUND_CHANGE - 1).map_or(0, |(at, _)| at);
        let after = body[to..].char_indices().nth(AROUND_CHANGE).map_or(body.len(), |(at, _)| to + at);
        before..after
    };
    if body[keep.start..keep.end.min(body.len())].chars().count() > WIDEST_CHANGE {
        return None;
    }
    if keep.start > 0 {
        text.push_str("...");
    }
    let base = text.len();
    text.push_str(&line[keep.clone()]);
    moved.extend(here.iter().map(|point| base + point.clamp(&keep.start, &keep.end) - keep.start));
    if keep.end < body.len() {
        text.push_str("...");
    }
    if keep.end <= body.len() && keep.end < line.len() {
        text.push_str(&line[body.len()..]);
    }
    Some(())
}

/// The range within the text, moved to the left to where characters begin.
fn whole_characters(text: &str, range: Range<usize>) -> Range<usize> {
    let boundary = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let start = boundary(range.start);
    start..boundary(range.end).max(start)
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}

fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end + 1)
}

fn line_number(source: &Source, at: usize) -> usize {
    source.line_column(u32::try_from(at).unwrap_or(u32::MAX)).0 as usize
}

#[cfg(test)]
mod tests;

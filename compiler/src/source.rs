//! Files, positions in them, and where a substituted text stood before.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// One file of a [`SourceMap`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// A range of bytes in the original text of a file, half-open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte, counted from 0 after a byte-order mark.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// Whether `other` lies inside this span.
    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
        self.file == other.file && self.start <= other.start && other.end <= self.end
    }
}

/// A value with the place it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Pairs a value with its place.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

impl<T> std::ops::Deref for Spanned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// A piece of the working text that replaced a `{Settings:…}` placeholder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Where the value stands in the working text.
    pub text: Range<u32>,
    /// Where the placeholder stands in the original.
    pub original: Range<u32>,
    /// Name of the setting as the placeholder spells it.
    pub setting: String,
    /// Where the value comes from, for the note of a diagnostic: `environment Dev of appsettings.json`.
    pub origin: String,
    /// Whether the name of the setting, or of one whose value is part of its value, says that it is a secret.
    pub is_confidential: bool,
}

/// A file: what was read, and what the compiler works on once settings are substituted.
#[derive(Debug, Clone)]
pub struct Source {
    path: String,
    original: String,
    text: Option<String>,
    segments: Vec<Segment>,
    /// Found when a first position is asked for: most files of a set have no finding.
    line_starts: OnceLock<Vec<u32>>,
    is_text: bool,
    is_read: bool,
    byte_order_mark: bool,
}

impl Source {
    fn new(path: String, original: String) -> Self {
        Self {
            path,
            original,
            text: None,
            segments: Vec::new(),
            line_starts: OnceLock::new(),
            is_text: true,
            is_read: true,
            byte_order_mark: false,
        }
    }

    fn line_starts(&self) -> &[u32] {
        self.line_starts.get_or_init(|| {
            let end = if self.has_carriage_returns_only() { b'\r' } else { b'\n' };
            let ends = memchr::memchr_iter(end, self.original.as_bytes());
            std::iter::once(0).chain(ends.map(|at| to_u32(at + 1))).collect()
        })
    }

    /// Whether the lines end in a carriage return alone, as old editors write them.
    pub(crate) fn has_carriage_returns_only(&self) -> bool {
        let bytes = self.original.as_bytes();
        memchr::memchr(b'\n', bytes).is_none() && memchr::memchr(b'\r', bytes).is_some()
    }

    /// The path as the caller named it, with `/` between its parts.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What stood in the file, without a byte-order mark. Spans are ranges of this text.
    #[must_use]
    pub fn original(&self) -> &str {
        &self.original
    }

    /// Whether the file could be decoded as UTF-8.
    #[must_use]
    pub fn is_text(&self) -> bool {
        self.is_text
    }

    /// Whether anything of the file was read. One that was not stands here so that the finding about it has a place: its
    /// beginning.
    #[must_use]
    pub fn is_read(&self) -> bool {
        self.is_read
    }

    /// Offset in the file, in bytes, of an offset of the original: behind a byte-order mark everything is further on.
    #[must_use]
    pub fn file_offset(&self, offset: u32) -> u32 {
        if self.byte_order_mark { offset + 3 } else { offset }
    }

    /// Whether the file begins with a byte-order mark.
    #[must_use]
    pub fn has_byte_order_mark(&self) -> bool {
        self.byte_order_mark
    }

    pub(crate) fn set_byte_order_mark(&mut self) {
        self.byte_order_mark = true;
    }

    /// What is parsed: the original with settings substituted. Only the XML stage sees offsets of this text.
    #[must_use]
    pub fn text(&self) -> &str {
        self.text.as_deref().unwrap_or(&self.original)
    }

    /// The substituted pieces, in the order of the text.
    #[must_use]
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// Sets the working text and how it maps back.
    pub(crate) fn substitute(&mut self, text: String, segments: Vec<Segment>) {
        self.text = Some(text);
        self.segments = segments;
    }

    /// A range of the working text as a range of the original; a position inside a substituted piece becomes the
    /// whole placeholder.
    #[must_use]
    pub fn to_original(&self, range: Range<usize>) -> Range<u32> {
        self.original_offset(to_u32(range.start), |segment| segment.original.start)
            ..self.original_offset(to_u32(range.end), |segment| segment.original.end)
    }

    fn original_offset(&self, offset: u32, inside: impl Fn(&Segment) -> u32) -> u32 {
        let after = self.segments.partition_point(|segment| segment.text.start <= offset);
        let Some(segment) = after.checked_sub(1).and_then(|at| self.segments.get(at)) else {
            return offset;
        };
        if offset == segment.text.start {
            segment.original.start
        } else if offset < segment.text.end {
            inside(segment)
        } else {
            segment.original.end + (offset - segment.text.end)
        }
    }

    /// The segment whose placeholder the range touches, if any: a fix must not edit it.
    #[must_use]
    pub fn segment_at(&self, range: &Range<u32>) -> Option<&Segment> {
        self.segments.iter().find(|segment| segment.original.start < range.end && range.start < segment.original.end)
    }

    /// Line of a byte offset of the original, counted from 1.
    #[must_use]
    pub(crate) fn line_number(&self, offset: u32) -> u32 {
        to_u32(self.line_starts().partition_point(|start| *start <= offset))
    }

    /// Line and column of a byte offset of the original, both counted from 1; the column counts Unicode scalar values.
    #[must_use]
    pub fn line_column(&self, offset: u32) -> (u32, u32) {
        let line = self.line_number(offset);
        let start = self.line_starts().get(line.saturating_sub(1) as usize).copied().unwrap_or(0);
        let before = self.original.get(start as usize..offset as usize).unwrap_or("");
        (line, to_u32(before.chars().count()) + 1)
    }

    /// A range of the original, widened to its whole lines with the last line end if only white space stands beside it.
    #[must_use]
    pub(crate) fn with_lines(&self, range: Range<u32>) -> Range<u32> {
        let wide = whole_lines(&self.original, range.start as usize..range.end as usize);
        to_u32(wide.start)..to_u32(wide.end)
    }

    /// Text of a line, counted from 1, without its line end.
    #[must_use]
    pub fn line(&self, line: u32) -> &str {
        let index = line.saturating_sub(1) as usize;
        let start = self.line_starts().get(index).copied().unwrap_or(0) as usize;
        let end = self.line_starts().get(index + 1).map_or(self.original.len(), |end| *end as usize);
        self.original.get(start..end).unwrap_or("").trim_end_matches(['\n', '\r'])
    }
}

/// Every file that was read, in the order of reading.
#[derive(Debug, Clone, Default)]
pub struct SourceMap {
    sources: Vec<Arc<Source>>,
}

impl SourceMap {
    /// Adds a file.
    pub fn add(&mut self, path: impl Into<String>, original: impl Into<String>) -> FileId {
        self.adopt(Arc::new(Source::new(path.into(), original.into())))
    }

    /// Adds a file with what stood in it, a byte-order mark included: it is no part of the text, and what stands behind it has
    /// its place in the file behind it.
    pub fn add_file(&mut self, path: impl Into<String>, content: &str) -> FileId {
        let text = content.strip_prefix('\u{feff}');
        let file = self.add(path, text.unwrap_or(content));
        if text.is_some() {
            self.get_mut(file).set_byte_order_mark();
        }
        file
    }

    /// Adds a file of another map without a copy of its text.
    pub(crate) fn adopt(&mut self, source: Arc<Source>) -> FileId {
        self.sources.push(source);
        FileId(to_u32(self.sources.len() - 1))
    }

    /// The files in the order of reading, for other maps to adopt.
    pub(crate) fn into_sources(self) -> Vec<Arc<Source>> {
        self.sources
    }

    /// Adds a file that is not UTF-8 with what could be read of it, so that a finding has a place.
    pub(crate) fn add_undecodable(&mut self, path: &str, beginning: String) -> FileId {
        let file = self.add(path, beginning);
        self.get_mut(file).is_text = false;
        file
    }

    /// Adds a file that could not be read, or that is not there: its beginning, as the place of the finding that says so.
    pub(crate) fn add_unread(&mut self, path: &str) -> Span {
        let file = self.add_undecodable(path, String::new());
        self.get_mut(file).is_read = false;
        Span { file, start: 0, end: 0 }
    }

    /// The file with this id.
    ///
    /// # Panics
    /// When the id comes from another map.
    #[must_use]
    pub fn get(&self, file: FileId) -> &Source {
        &self.sources[file.0 as usize]
    }

    pub(crate) fn get_mut(&mut self, file: FileId) -> &mut Source {
        Arc::make_mut(&mut self.sources[file.0 as usize])
    }

    /// The file with this path, if it was read.
    #[must_use]
    pub fn find(&self, path: &str) -> Option<FileId> {
        self.sources.iter().position(|source| source.path == path).map(|at| FileId(to_u32(at)))
    }

    /// All files with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        self.sources.iter().enumerate().map(|(at, source)| (FileId(to_u32(at)), source.as_ref()))
    }

    /// `path:line:column` of the start of a span.
    #[must_use]
    pub fn location(&self, span: Span) -> String {
        let source = self.get(span.file);
        let (line, column) = source.line_column(span.start);
        format!("{}:{line}:{column}", source.path)
    }

    /// `path:line` of the start of a span.
    #[must_use]
    pub fn place(&self, span: Span) -> String {
        let source = self.get(span.file);
        format!("{}:{}", source.path, source.line_column(span.start).0)
    }
}

/// A range of a text, widened to its whole lines with the last line end if only white space stands beside it.
pub(crate) fn whole_lines(text: &str, range: Range<usize>) -> Range<usize> {
    let is_blank = |c: char| c == ' ' || c == '\t';
    let (Some(before), Some(after)) = (text.get(..range.start), text.get(range.end..)) else { return range };
    let (before, rest) = (before.trim_end_matches(is_blank), after.trim_start_matches(is_blank));
    let line_end = if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with('\n')) };
    if line_end == 0 || !(before.is_empty() || before.ends_with('\n')) {
        return range;
    }
    before.len()..range.end + after.len() - rest.len() + line_end
}

/// Files are at most a few MiB, so an offset always fits.
fn to_u32(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn substituted() -> (SourceMap, FileId) {
        let mut sources = SourceMap::default();
        let file = sources.add("a.xml", "ab{Settings:X}cd\n");
        sources.get_mut(file).substitute(
            "abVALUEcd\n".into(),
            vec![Segment {
                text: 2..7,
                original: 2..14,
                setting: "X".into(),
                origin: "here".into(),
                is_confidential: false,
            }],
        );
        (sources, file)
    }

    #[test]
    fn positions_before_inside_and_after_a_substituted_piece() {
        let (sources, file) = substituted();
        let source = sources.get(file);
        assert_eq!(source.to_original(0..2), 0..2);
        assert_eq!(source.to_original(2..7), 2..14);
        assert_eq!(source.to_original(3..5), 2..14);
        assert_eq!(source.to_original(7..9), 14..16);
    }

    #[test]
    fn a_range_takes_its_lines_along_when_it_stands_alone_on_them() {
        let mut sources = SourceMap::default();
        let file = sources.add("a.xml", "<a>\r\n  <b/> \t\r\n  <c/><d/>\n\t<e>\n</e>");
        let source = sources.get(file);
        let widened = |piece: &str| {
            let start = source.original().find(piece).expect("there");
            let range = source.with_lines(to_u32(start)..to_u32(start + piece.len()));
            source.original()[range.start as usize..range.end as usize].to_owned()
        };
        assert_eq!(widened("<b/>"), "  <b/> \t\r\n");
        assert_eq!(widened("<c/>"), "<c/>");
        assert_eq!(widened("<c/><d/>"), "  <c/><d/>\n");
        assert_eq!(widened("<e>\n</e>"), "<e>\n</e>", "the last line has no end");
    }

    #[test]
    fn lines_and_columns_count_scalar_values_from_one() {
        let mut sources = SourceMap::default();
        let file = sources.add("a.xml", "é你x\r\n\tz");
        let source = sources.get(file);
        assert_eq!(source.line_column(5), (1, 3));
        assert_eq!(source.line_column(9), (2, 2));
        assert_eq!(source.line(1), "é你x");
    }

    #[test]
    fn lines_may_end_in_a_carriage_return_alone() {
        let mut sources = SourceMap::default();
        let file = sources.add("a.xml", "ab\rc\r\rd");
        let source = sources.get(file);
        assert_eq!(source.line_column(3), (2, 1));
        assert_eq!(source.line_column(6), (4, 1));
        assert_eq!((source.line(1), source.line(2), source.line(3), source.line(4)), ("ab", "c", "", "d"));
    }
}

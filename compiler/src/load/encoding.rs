//! From bytes to text: everything is UTF-8.

use crate::diagnostic::codes::FILE_ENCODING;
use crate::diagnostic::{Applicability, Diagnostic, Diagnostics, Severity};
use crate::source::{FileId, SourceMap, Span};
use std::ops::Range;
use std::string::FromUtf8Error;

/// Declared encodings that say nothing false about UTF-8; ASCII is a part of it.
const TRUE_OF_UTF8: &[&str] = &["utf-8", "us-ascii", "ascii"];

/// What stands in a file.
pub(super) struct Decoded {
    text: Result<String, FromUtf8Error>,
    has_byte_order_mark: bool,
    is_utf16: bool,
}

impl Decoded {
    pub(super) fn new(mut bytes: Vec<u8>) -> Self {
        let has_byte_order_mark = bytes.starts_with(b"\xEF\xBB\xBF");
        if has_byte_order_mark {
            bytes.drain(..3);
        }
        let is_utf16 =
            matches!(bytes.get(..2), Some([0xFE, 0xFF] | [0xFF, 0xFE] | [0, b'<' | b'{'] | [b'<' | b'{', 0]));
        Self { text: String::from_utf8(bytes), has_byte_order_mark, is_utf16 }
    }

    /// Adds the file as text; `None` after reporting CS0003 for bytes that are not UTF-8.
    pub(super) fn keep(self, path: &str, sources: &mut SourceMap, diagnostics: &mut Diagnostics) -> Option<FileId> {
        let error = match self.text {
            Ok(text) if !self.is_utf16 => {
                let file = sources.add(path, text);
                if self.has_byte_order_mark {
                    sources.get_mut(file).set_byte_order_mark();
                }
                declared(file, sources.get(file).original()).into_iter().for_each(|finding| diagnostics.push(finding));
                return Some(file);
            }
            Ok(_) => None,
            Err(error) => Some(error),
        };
        diagnostics.push(undecodable(path, error.filter(|_| !self.is_utf16), sources));
        None
    }
}

/// Adds the part of a file that is text, and says why the rest is not; without an error it is UTF-16.
fn undecodable(path: &str, error: Option<FromUtf8Error>, sources: &mut SourceMap) -> Diagnostic {
    let what = if error.is_none() { "it is UTF-16" } else { "a byte here is not UTF-8" };
    let good = error.map_or_else(String::new, |error| {
        let end = error.utf8_error().valid_up_to();
        String::from_utf8_lossy(error.as_bytes().get(..end).unwrap_or_default()).into_owned()
    });
    let end = u32::try_from(good.len()).unwrap_or(u32::MAX);
    let file = sources.add_undecodable(path, good);
    Diagnostic::new(FILE_ENCODING, format!("`{path}` is not UTF-8: {what}"))
        .at(Span { file, start: end, end }, "reading stops here")
        .help("save the file as UTF-8, with or without a byte-order mark")
}

/// A file that says that it is something else: written from a string in memory, .NET declares UTF-16 for every text.
fn declared(file: FileId, text: &str) -> Option<Diagnostic> {
    let range = declared_encoding(text)?;
    let encoding = text.get(range.clone())?;
    if TRUE_OF_UTF8.iter().any(|known| encoding.trim().eq_ignore_ascii_case(known)) {
        return None;
    }
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let span = Span { file, start: offset(range.start), end: offset(range.end) };
    let mut finding = Diagnostic::new(FILE_ENCODING, format!("the file is UTF-8 and declares `{encoding}`"))
        .at(span, "not what the bytes are")
        .note("a reader that believes it takes letters beyond ASCII for others, or refuses the file")
        .replace(span, "utf-8", "declare what it is", Applicability::MachineApplicable);
    finding.severity = Severity::Warning;
    Some(finding)
}

/// Where the name of the encoding stands in an XML declaration (XML 1.0 section 2.8).
fn declared_encoding(text: &str) -> Option<Range<usize>> {
    let rest = text.strip_prefix("<?xml")?;
    let declaration = rest.get(..rest.find("?>")?)?;
    let (_, after) = declaration.split_once("encoding")?;
    let value = after.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let value = value.get(1..)?;
    let length = value.find(quote)?;
    let start = text.len() - rest.len() + declaration.len() - value.len();
    Some(start..start + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_declared_encoding_is_found() {
        for (text, expected) in [
            ("<?xml version=\"1.0\" encoding=\"utf-16\"?><a/>", Some("utf-16")),
            ("<?xml version='1.0' encoding = 'é' standalone='yes' ?>", Some("é")),
            ("<?xml version=\"1.0\"?><a encoding=\"utf-16\"/>", None),
            ("<?xml encoding=\"", None),
            ("<?xml encoding=?>", None),
            ("<a encoding=\"utf-16\"?>", None),
        ] {
            assert_eq!(declared_encoding(text).and_then(|range| text.get(range)), expected, "{text}");
        }
    }
}

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
    /// The encoding that the first bytes are of, if it is not UTF-8.
    wide: Option<&'static str>,
}

impl Decoded {
    pub(super) fn new(mut bytes: Vec<u8>) -> Self {
        let has_byte_order_mark = bytes.starts_with(b"\xEF\xBB\xBF");
        if has_byte_order_mark {
            bytes.drain(..3);
        }
        let wide = wide(&bytes);
        Self { text: String::from_utf8(bytes), has_byte_order_mark, wide }
    }

    /// Adds the file as text; `None` after reporting CS0003 for bytes that are not UTF-8.
    pub(super) fn keep(self, path: &str, sources: &mut SourceMap, diagnostics: &mut Diagnostics) -> Option<FileId> {
        let error = match self.text {
            Ok(text) if self.wide.is_none() => {
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
        diagnostics.push(match self.wide {
            Some(encoding) => undecodable(path, None, &format!("it is {encoding}"), sources),
            None => undecodable(path, error, "a byte here is not UTF-8", sources),
        });
        None
    }
}

/// The encoding of more than one byte a letter that a text is in, by its byte-order mark or by how it writes its first letter
/// (XML 1.0 appendix F).
fn wide(bytes: &[u8]) -> Option<&'static str> {
    match (bytes.get(..4), bytes.get(..2)) {
        (Some([0, 0, 0xFE, 0xFF] | [0xFF, 0xFE, 0, 0] | [0, 0, 0, b'<' | b'{'] | [b'<' | b'{', 0, 0, 0]), _) => {
            Some("UTF-32")
        }
        (_, Some([0xFE, 0xFF] | [0xFF, 0xFE] | [0, b'<' | b'{'] | [b'<' | b'{', 0])) => Some("UTF-16"),
        _ => None,
    }
}

/// Adds the part of a file that is text, and says why the rest is not.
fn undecodable(path: &str, error: Option<FromUtf8Error>, what: &str, sources: &mut SourceMap) -> Diagnostic {
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
        .note(if is_wide(encoding) {
            "a reader that believes it refuses the file, as .NET does when it reads bytes; of a text in memory it does not matter"
        } else {
            "a reader that believes it takes letters beyond ASCII for others, or refuses the file"
        })
        .replace(span, "utf-8", "declare what it is", Applicability::MachineApplicable);
    finding.severity = Severity::Warning;
    Some(finding)
}

/// Whether an encoding has more than one byte for each letter, so that no reader can take this file for it.
fn is_wide(encoding: &str) -> bool {
    let name = encoding.trim().to_ascii_lowercase();
    ["utf-16", "utf-32", "unicode", "ucs-2", "ucs-4", "iso-10646-ucs-"].iter().any(|wide| name.starts_with(wide))
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
    fn wide_encodings_are_told_apart() {
        for (bytes, encoding) in [
            (&b"\xFF\xFE<\0"[..], Some("UTF-16")),
            (b"\0<\0T", Some("UTF-16")),
            (b"\xFF\xFE\0\0<\0\0\0", Some("UTF-32")),
            (b"\0\0\xFE\xFF", Some("UTF-32")),
            (b"<\0\0\0T\0\0\0", Some("UTF-32")),
            (b"<T>", None),
            (b"<", None),
        ] {
            assert_eq!(wide(bytes), encoding, "{bytes:?}");
        }
    }

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

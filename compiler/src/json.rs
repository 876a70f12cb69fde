//! JSON as this crate needs it: reads `appsettings.json` with the place of every value, and writes the strings of the
//! machine format.
//!
//! The reader takes RFC 8259 and the comments that editors allow in settings files. It is not a general JSON library:
//! it is here so that the macro's tree does without one, and because no common one keeps positions.

pub mod record;

use crate::diagnostic::codes::SETTINGS_FILE;
use crate::diagnostic::{Applicability, Diagnostic, Diagnostics};
use crate::source::{FileId, SourceMap, Span, Spanned};
use std::collections::BTreeMap;
use std::ops::Range;

/// How deep arrays and objects may nest; the settings need four levels.
const MOST_DEPTH: usize = 32;

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// What it is.
    pub kind: Kind,
    /// Where it stands; of a string with its quotes.
    pub span: Span,
}

/// What a JSON value is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A number, as it is written.
    Number(String),
    /// A string, with its escapes resolved.
    String(String),
    /// An array.
    Array(Vec<Value>),
    /// An object: its members in the order of the file, no name twice.
    Object(Vec<Member>),
}

/// A member of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The name, with its escapes resolved; its place has the quotes.
    pub name: Spanned<String>,
    /// The value.
    pub value: Value,
}

impl Value {
    /// What the value is, for a message: `a string`.
    #[must_use]
    pub const fn describe(&self) -> &'static str {
        match self.kind {
            Kind::Null => "null",
            Kind::Boolean(_) => "a boolean",
            Kind::Number(_) => "a number",
            Kind::String(_) => "a string",
            Kind::Array(_) => "an array",
            Kind::Object(_) => "an object",
        }
    }
}

/// Reads a file as JSON (RFC 8259); a byte-order mark and the comments `//` and `/* */` are skipped.
///
/// `None` after reporting CS0006 for text that is not JSON or nests deeper than 32 levels. A repeated member name is
/// reported too, and its first value kept.
pub fn parse(sources: &SourceMap, file: FileId, diagnostics: &mut Diagnostics) -> Option<Value> {
    let mut reader = Reader { text: sources.get(file).original(), file, at: 0, depth: 0, repeated: Vec::new() };
    let result = reader.document();
    for finding in reader.repeated {
        diagnostics.push(finding);
    }
    match result {
        Ok(value) => Some(value),
        Err(finding) => {
            diagnostics.push(*finding);
            None
        }
    }
}

/// A string as a JSON literal with its quotes (RFC 8259 section 7).
#[must_use]
pub fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if control < ' ' => out.push_str(&format!("\\u{:04x}", u32::from(control))),
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

/// An object on one line, from names and values that are JSON already.
#[must_use]
pub fn object(members: &[(&str, String)]) -> String {
    let members: Vec<String> = members.iter().map(|(name, value)| format!("{}:{value}", quote(name))).collect();
    format!("{{{}}}", members.join(","))
}

/// An array on one line, from values that are JSON already.
#[must_use]
pub fn array(items: &[String]) -> String {
    format!("[{}]", items.join(","))
}

/// Boxed, because a finding is large and the usual outcome is none.
type Fault = Box<Diagnostic>;

struct Reader<'s> {
    text: &'s str,
    file: FileId,
    at: usize,
    depth: usize,
    repeated: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn document(&mut self) -> Result<Value, Fault> {
        if self.text.starts_with('\u{feff}') {
            self.at = '\u{feff}'.len_utf8();
        }
        let value = self.value()?;
        self.skip_blanks()?;
        if self.at < self.text.len() {
            return Err(self.unexpected("the end of the file"));
        }
        Ok(value)
    }

    fn value(&mut self) -> Result<Value, Fault> {
        self.skip_blanks()?;
        let start = self.at;
        let kind = match self.peek() {
            Some(b'{') => self.nested(Self::object)?,
            Some(b'[') => self.nested(Self::array)?,
            Some(b'"') => Kind::String(self.string()?),
            Some(b'-' | b'0'..=b'9') => Kind::Number(self.number()?),
            _ => self.word()?,
        };
        Ok(Value { kind, span: self.span(start..self.at) })
    }

    /// Reads an array or object one level deeper; this is the only recursion, and it is bounded here.
    fn nested(&mut self, read: impl FnOnce(&mut Self) -> Result<Kind, Fault>) -> Result<Kind, Fault> {
        if self.depth == MOST_DEPTH {
            let fault = self.fault(self.at..self.at + 1, "it nests too deeply", "one level too many");
            return Err(Box::new(fault.note(format!("at most {MOST_DEPTH} levels are read"))));
        }
        self.depth += 1;
        self.at += 1;
        let kind = read(self);
        self.depth -= 1;
        kind
    }

    fn array(&mut self) -> Result<Kind, Fault> {
        let mut items = Vec::new();
        self.skip_blanks()?;
        if self.take(b']') {
            return Ok(Kind::Array(items));
        }
        loop {
            items.push(self.value()?);
            if self.ends(b']')? {
                return Ok(Kind::Array(items));
            }
        }
    }

    fn object(&mut self) -> Result<Kind, Fault> {
        let mut members: Vec<Member> = Vec::new();
        let mut seen: BTreeMap<String, Span> = BTreeMap::new();
        self.skip_blanks()?;
        if self.take(b'}') {
            return Ok(Kind::Object(members));
        }
        loop {
            let member = self.member()?;
            if let Some(first) = seen.get(&member.name.value) {
                self.repeated.push(repeated(&member.name, *first));
            } else {
                seen.insert(member.name.value.clone(), member.name.span);
                members.push(member);
            }
            if self.ends(b'}')? {
                return Ok(Kind::Object(members));
            }
        }
    }

    fn member(&mut self) -> Result<Member, Fault> {
        self.skip_blanks()?;
        let start = self.at;
        if self.peek() != Some(b'"') {
            return Err(self.unexpected("a name in double quotes"));
        }
        let name = Spanned::new(self.string()?, self.span(start..self.at));
        self.skip_blanks()?;
        if !self.take(b':') {
            return Err(self.unexpected("`:` and the value"));
        }
        Ok(Member { name, value: self.value()? })
    }

    /// Reads what stands between two items: whether it is the end of the array or object, or else a comma.
    fn ends(&mut self, close: u8) -> Result<bool, Fault> {
        self.skip_blanks()?;
        if self.take(close) {
            return Ok(true);
        }
        let comma = self.at..self.at + 1;
        if !self.take(b',') {
            return Err(self.unexpected(if close == b']' { "`,` or `]`" } else { "`,` or `}`" }));
        }
        self.skip_blanks()?;
        if self.peek() == Some(close) {
            let span = self.span(comma.clone());
            let fault = *self.fault(comma, "a comma stands after the last item", "nothing follows this comma");
            return Err(Box::new(fault.replace(span, "", "remove the comma", Applicability::MachineApplicable)));
        }
        Ok(false)
    }

    fn word(&mut self) -> Result<Kind, Fault> {
        let rest = &self.text[self.at..];
        let length = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let kind = match &rest[..length] {
            "true" => Kind::Boolean(true),
            "false" => Kind::Boolean(false),
            "null" => Kind::Null,
            _ => return Err(self.unexpected("a value")),
        };
        self.at += length;
        Ok(kind)
    }

    fn number(&mut self) -> Result<String, Fault> {
        let start = self.at;
        self.take(b'-');
        let whole = self.digits();
        let mut valid = whole == 1 || (whole > 1 && self.text.as_bytes()[self.at - whole] != b'0');
        if self.take(b'.') {
            valid &= self.digits() > 0;
        }
        if self.take(b'e') || self.take(b'E') {
            let _signed = self.take(b'+') || self.take(b'-');
            valid &= self.digits() > 0;
        }
        if !valid {
            return Err(self.fault(
                start..self.at.max(start + 1),
                "a number is not written as JSON wants it",
                "this number",
            ));
        }
        Ok(self.text[start..self.at].to_owned())
    }

    fn digits(&mut self) -> usize {
        let count = self.text.as_bytes()[self.at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.at += count;
        count
    }

    /// Reads a string; the reader stands on its opening quote.
    fn string(&mut self) -> Result<String, Fault> {
        let open = self.at;
        self.at += 1;
        let mut out = String::new();
        loop {
            let plain = self.text.as_bytes()[self.at..]
                .iter()
                .take_while(|byte| !matches!(byte, b'"' | b'\\' | 0..=0x1f))
                .count();
            out.push_str(&self.text[self.at..self.at + plain]);
            self.at += plain;
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(out);
                }
                Some(b'\\') => out.push(self.escape()?),
                Some(b'\t') => {
                    let fault = self.fault(self.at..self.at + 1, "a tab stands in a string", "this character");
                    return Err(Box::new(fault.help("write it as `\\t`")));
                }
                Some(byte) if !matches!(byte, b'\n' | b'\r') => {
                    return Err(self.fault(
                        self.at..self.at + 1,
                        "a control character stands in a string",
                        "this character",
                    ));
                }
                _ => return Err(self.fault(open..self.at, "a string has no closing quote", "starts here")),
            }
        }
    }

    /// Reads an escape; the reader stands on its backslash.
    fn escape(&mut self) -> Result<char, Fault> {
        let start = self.at;
        let byte = self.text.as_bytes().get(start + 1).copied();
        self.at += 2;
        let character = match byte {
            Some(plain @ (b'"' | b'\\' | b'/')) => char::from(plain),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode_escape(start),
            _ => {
                let end = self.next_boundary(start + 1);
                let fault = self.fault(start..end, "an escape in a string is not known", "this escape");
                return Err(Box::new(fault.help("write a backslash as `\\\\`")));
            }
        };
        Ok(character)
    }

    /// Reads the digits of `\uXXXX`, of two such escapes when they are a surrogate pair.
    fn unicode_escape(&mut self, start: usize) -> Result<char, Fault> {
        let first = self.four_digits();
        let code = match first {
            Some(high @ 0xd800..=0xdbff) if self.text[self.at..].starts_with("\\u") => {
                self.at += 2;
                self.four_digits()
                    .filter(|low| (0xdc00..=0xdfff).contains(low))
                    .map(|low| 0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00))
            }
            other => other,
        };
        code.and_then(char::from_u32)
            .ok_or_else(|| self.fault(start..self.at, "an escape in a string is not a character", "this escape"))
    }

    fn four_digits(&mut self) -> Option<u32> {
        let digits =
            self.text.get(self.at..self.at + 4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        self.at += 4;
        u32::from_str_radix(digits, 16).ok()
    }

    fn skip_blanks(&mut self) -> Result<(), Fault> {
        loop {
            let rest = &self.text[self.at..];
            let blank = rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
            self.at += blank;
            let rest = &rest[blank..];
            if rest.starts_with("//") {
                self.at += rest.find('\n').unwrap_or(rest.len());
            } else if let Some(comment) = rest.strip_prefix("/*") {
                let Some(end) = comment.find("*/") else {
                    return Err(self.fault(self.at..self.at + 2, "a comment has no end", "starts here"));
                };
                self.at += end + 4;
            } else {
                return Ok(());
            }
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    /// A finding about what stands here instead of what was expected.
    fn unexpected(&self, expected: &str) -> Fault {
        let rest = &self.text[self.at..];
        let word = rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
        let end = if word > 0 { self.at + word } else { self.next_boundary(self.at) };
        let mut finding = *self.fault(self.at..end, &format!("expected {expected}"), "");
        let found = &self.text[self.at..end];
        let lower = found.to_ascii_lowercase();
        if let Some(primary) = &mut finding.primary {
            primary.text = match found {
                "" => "the file ends here".into(),
                "\"" => "found a string".into(),
                _ if word > 40 => "found something else".into(),
                _ => format!("found `{found}`"),
            };
        }
        match lower.as_str() {
            "true" | "false" | "null" if found != lower => {
                finding = finding.help(format!("write it in lower case: `{lower}`"))
            }
            "'" => finding = finding.help("JSON has strings in double quotes only"),
            "\"" if expected.starts_with("`,`") => finding = finding.help("is a comma missing before it?"),
            _ => {}
        }
        Box::new(finding)
    }

    fn fault(&self, range: Range<usize>, what: &str, label: &str) -> Fault {
        Box::new(Diagnostic::new(SETTINGS_FILE, format!("the file is not JSON: {what}")).at(self.span(range), label))
    }

    fn next_boundary(&self, at: usize) -> usize {
        self.text.get(at..).and_then(|rest| rest.chars().next()).map_or(self.text.len(), |next| at + next.len_utf8())
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span { file: self.file, start: to_u32(range.start), end: to_u32(range.end.min(self.text.len())) }
    }
}

fn repeated(name: &Spanned<String>, first: Span) -> Diagnostic {
    Diagnostic::new(SETTINGS_FILE, format!("`{}` stands twice in one object", name.value))
        .at(name.span, "again here")
        .label(first, "first here")
        .note("which of the two a tool takes is not defined")
}

/// Files are at most 1 MiB, so an offset always fits.
fn to_u32(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;

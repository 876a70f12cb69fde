//! The markup of a text that need not be well-formed, without a tree.

use memchr::{memchr, memchr3, memmem};
use std::ops::Range;

/// Length of a comment, a CDATA section, an instruction or a declaration, if the text begins with one; the inner `None`
/// when it does not end.
pub(super) fn other_end(markup: &str) -> Option<Option<usize>> {
    let behind = |end: &str| memmem::find(markup.as_bytes(), end.as_bytes()).map(|at| at + end.len());
    match markup.as_bytes().get(1) {
        Some(b'?') => Some(behind("?>")),
        Some(b'!') if markup.starts_with("<!--") => Some(behind("-->")),
        Some(b'!') if markup.starts_with("<![CDATA[") => Some(behind("]]>")),
        Some(b'!') => Some(Tag::of(markup).map(|declaration| declaration.length)),
        _ => None,
    }
}

/// A tag, as far as the limits need it.
pub(super) struct Tag {
    /// Up to and including the `>` that stands outside quotes.
    pub(super) length: usize,
    /// What it does to the depth.
    pub(super) kind: TagKind,
    /// The number of values in quotes: that of the attributes, up to the first that the parser refuses.
    pub(super) attributes: usize,
    /// How many of them may be namespace declarations.
    pub(super) namespaces: usize,
}

pub(super) enum TagKind {
    Start,
    End,
    Empty,
}

impl Tag {
    /// The tag at the start of a text; `None` when it does not end.
    pub(super) fn of(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let (mut attributes, mut namespaces, mut at) = (0, 0, 1);
        loop {
            let rest = bytes.get(at..)?;
            let stop = memchr3(b'>', b'"', b'\'', rest)?;
            let (name, quote) = (rest.get(..stop)?, *rest.get(stop)?);
            if quote == b'>' {
                at += stop;
                break;
            }
            attributes += 1;
            namespaces += usize::from(may_declare_namespace(name));
            at += stop + 1;
            at += memchr(quote, bytes.get(at..)?)? + 1;
        }
        let kind = match (bytes.get(1), bytes.get(at - 1)) {
            (Some(b'/'), _) => TagKind::End,
            (_, Some(b'/')) => TagKind::Empty,
            _ => TagKind::Start,
        };
        Some(Self { length: at + 1, kind, attributes, namespaces })
    }
}

/// Whether what stands before a value may be `xmlns`. Few names have an `x` at all.
fn may_declare_namespace(name: &[u8]) -> bool {
    memchr(b'x', name).is_some_and(|at| memmem::find(&name[at..], b"xmlns").is_some())
}

/// What stands between `<!--` and `-->`, wherever that is: in a CDATA section or a value too.
pub(super) fn comments(text: &str) -> impl Iterator<Item = &str> {
    memmem::find_iter(text.as_bytes(), "<!--").filter_map(move |start| {
        let rest = text.get(start..)?;
        rest.get(..memmem::find(rest.as_bytes(), b"-->").unwrap_or(rest.len()))
    })
}

/// Whether this markup is a tag.
pub(super) fn is_tag(markup: &str) -> bool {
    !matches!(markup.as_bytes().get(1), Some(b'!' | b'?'))
}

/// Length of the markup that begins a text: a comment, a CDATA section, an instruction, a declaration or a tag.
pub(super) fn end(markup: &str) -> Option<usize> {
    other_end(markup).unwrap_or_else(|| Tag::of(markup).map(|tag| tag.length))
}

/// Names and raw values of the attributes of a start tag, as far as it is written as XML wants it.
pub(super) fn attribute_list(tag: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = tag.split_once(char::is_whitespace).map_or("", |(_, rest)| rest);
    std::iter::from_fn(move || {
        let (name, behind) = rest.split_once('=')?;
        let behind = behind.trim_start();
        let quote = behind.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        let (value, behind) = behind.get(1..)?.split_once(quote)?;
        rest = behind;
        Some((name.trim(), value))
    })
}

/// The name in the start tag of the innermost element that a text leaves open.
pub(super) fn open_element(text: &str) -> Option<Range<usize>> {
    let mut open = Vec::new();
    for (range, markup) in all(text) {
        let Markup::Tag(tag) = markup else { continue };
        match tag.kind {
            TagKind::Start => open.push(range.start + 1),
            TagKind::End => drop(open.pop()),
            TagKind::Empty => {}
        }
    }
    let start = open.pop()?;
    let rest = text.get(start..)?;
    let length = rest.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))?;
    Some(start..start + length)
}

/// Where markup begins that does not end.
pub(super) fn unended(text: &str) -> Option<usize> {
    all(text).find_map(|(range, markup)| matches!(markup, Markup::Unended).then_some(range.start))
}

/// A piece of markup.
pub(super) enum Markup {
    /// A tag.
    Tag(Tag),
    /// A comment, a CDATA section, an instruction or a declaration.
    Other,
    /// What does not end before the text does.
    Unended,
}

/// The markup of a text and where each piece of it stands, up to the first that does not end.
pub(super) fn all(text: &str) -> impl Iterator<Item = (Range<usize>, Markup)> {
    let mut next = Some(0);
    std::iter::from_fn(move || {
        let at = next.take()?;
        let start = at + memchr(b'<', text.as_bytes().get(at..)?)?;
        let rest = text.get(start..)?;
        let (length, markup) = match other_end(rest) {
            Some(Some(length)) => (length, Markup::Other),
            Some(None) => return Some((start..text.len(), Markup::Unended)),
            None => match Tag::of(rest) {
                Some(tag) => (tag.length, Markup::Tag(tag)),
                None => return Some((start..text.len(), Markup::Unended)),
            },
        };
        next = Some(start + length);
        Some((start..start + length, markup))
    })
}

//! An element of a policy file: its names, attributes and texts, and where they stand.

use super::span;
use crate::source::{FileId, Source, Span, Spanned};
use roxmltree::Node;
use smol_str::SmolStr;
use std::borrow::Cow;

/// An element of a policy file.
#[derive(Clone, Copy)]
pub struct Element<'a, 'i> {
    pub(super) node: Node<'a, 'i>,
    pub(super) source: &'a Source,
    pub(super) file: FileId,
}

impl<'a, 'i: 'a> Element<'a, 'i> {
    /// Its local name.
    #[must_use]
    pub fn name(&self) -> &'a str {
        self.node.tag_name().name()
    }

    /// Its namespace, if it has one.
    #[must_use]
    pub fn namespace(&self) -> Option<&'a str> {
        self.node.tag_name().namespace()
    }

    /// Where its name stands in the start tag.
    #[must_use]
    pub fn name_span(&self) -> Span {
        let start = self.node.range().start + 1;
        let text = self.source.text().get(start..).unwrap_or("");
        let length = text.find(|c: char| c.is_whitespace() || c == '>' || c == '/').unwrap_or(text.len());
        self.span_of(start..start + length)
    }

    /// The whole element, from `<` to the end of its end tag.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span_of(self.node.range())
    }

    /// The element as the file spells it.
    #[must_use]
    pub(crate) fn written(&self) -> Written<'a> {
        Written { source: self.source, span: self.span() }
    }

    /// Its child elements.
    pub fn children(&self) -> impl Iterator<Item = Element<'a, 'i>> + use<'a, 'i> {
        let (source, file) = (self.source, self.file);
        self.node.children().filter(Node::is_element).map(move |node| Element { node, source, file })
    }

    /// Its child elements with this name.
    pub fn children_named(&self, name: &'static str) -> impl Iterator<Item = Element<'a, 'i>> + use<'a, 'i> {
        self.children().filter(move |child| child.name() == name)
    }

    /// Its first child element with this name.
    #[must_use]
    pub fn child(&self, name: &'static str) -> Option<Element<'a, 'i>> {
        self.children_named(name).next()
    }

    /// The value of an attribute without a namespace, and where the value stands.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<Spanned<SmolStr>> {
        let attribute = self.node.attribute_node(name)?;
        Some(Spanned::new(attribute.value().into(), self.span_of(attribute.range_value())))
    }

    /// Its attributes without a namespace. Namespace declarations are not among them.
    pub fn attributes(&self) -> impl Iterator<Item = Attribute<'a>> + use<'a, 'i> {
        let (source, file) = (self.source, self.file);
        self.node.attributes().filter(|attribute| attribute.namespace().is_none()).map(move |attribute| Attribute {
            name: attribute.name(),
            value: attribute.value(),
            name_span: span(source, file, attribute.range_qname()),
            value_span: span(source, file, attribute.range_value()),
        })
    }

    /// The number of its attributes, with and without a namespace.
    pub(crate) fn attribute_count(&self) -> usize {
        self.node.attributes().len()
    }

    /// Its attributes that are in a namespace.
    pub(crate) fn foreign_attributes(&self) -> impl Iterator<Item = ForeignAttribute<'a>> + use<'a, 'i> {
        let (source, file) = (self.source, self.file);
        self.node.attributes().filter_map(move |attribute| {
            let namespace = attribute.namespace()?;
            let name_span = span(source, file, attribute.range_qname());
            Some(ForeignAttribute { namespace, name: attribute.name(), name_span })
        })
    }

    /// Its own text without surrounding white space, and where that stands. The place of an empty text is the name of
    /// the element.
    #[must_use]
    pub fn text(&self) -> Spanned<SmolStr> {
        let Some((value, range)) = self.own_text() else { return Spanned::new(SmolStr::default(), self.name_span()) };
        let raw = self.source.text().get(range.clone()).unwrap_or("");
        let leading = raw.len() - raw.trim_start().len();
        let trailing = raw.len() - raw.trim_end().len();
        Spanned::new(value.trim().into(), self.span_of(range.start + leading..range.end - trailing))
    }

    /// Its own text with the white space around it, and where that stands; as [`Element::text`] when there is nothing else.
    #[must_use]
    pub fn whole_text(&self) -> Spanned<SmolStr> {
        match self.own_text() {
            Some((value, range)) => Spanned::new(value.into(), self.span_of(range)),
            None => self.text(),
        }
    }

    /// Its own text as it stands, which may be nothing but blanks. White space alone with a line break lays out the file and
    /// is no text: as [`Element::text`] then.
    #[must_use]
    pub fn exact_text(&self) -> Spanned<SmolStr> {
        let whole = self.whole_text();
        let mut pieces = self.node.children().filter(Node::is_text);
        match (pieces.next().and_then(|piece| Some((piece.text()?, piece.range()))), pieces.next()) {
            (Some((blanks, range)), None) if whole.is_empty() && !blanks.is_empty() && !blanks.contains('\n') => {
                Spanned::new(blanks.into(), self.span_of(range))
            }
            _ => whole,
        }
    }

    /// The white space before and after its own text, as far as there is some: nothing where the file spells the text with
    /// comments, entities or settings, so that its ends are not those of the value.
    #[must_use]
    pub fn space_around_text(&self) -> Vec<Span> {
        let Some((value, range)) = self.own_text() else { return Vec::new() };
        let whole = self.span_of(range);
        let written = self.source.original().get(whole.start as usize..whole.end as usize).unwrap_or_default();
        if written.trim() != value.trim() {
            return Vec::new();
        }
        let cut = |text: &str| u32::try_from(written.len() - text.len()).unwrap_or(0);
        let before = Span { end: whole.start + cut(written.trim_start()), ..whole };
        let after = Span { start: whole.end - cut(written.trim_end()), ..whole };
        [before, after].into_iter().filter(|space| space.start < space.end).collect()
    }

    /// Its own text, and where it stands in the file; `None` when it is nothing but white space.
    fn own_text(&self) -> Option<(Cow<'a, str>, std::ops::Range<usize>)> {
        let mut pieces = self.texts();
        let first = pieces.next()?;
        let last = pieces.next_back();
        let value = match last {
            None => Cow::Borrowed(first.text().unwrap_or_default()),
            Some(_) => self.texts().filter_map(|piece| piece.text()).collect(),
        };
        let range = first.range().start..last.unwrap_or(first).range().end;
        (!value.trim().is_empty()).then_some((value, range))
    }

    /// The first text child that is not white space, for elements that may only hold elements.
    #[must_use]
    pub fn stray_text(&self) -> Option<Spanned<SmolStr>> {
        let node = self.texts().find(|node| !is_white_space(node.text().unwrap_or("")))?;
        let raw = self.source.text().get(node.range()).unwrap_or("");
        let text = raw.trim_matches(WHITE_SPACE);
        let start = node.range().start + raw.len() - raw.trim_start_matches(WHITE_SPACE).len();
        Some(Spanned::new(text.into(), self.span_of(start..start + text.len())))
    }

    /// Where its text children stand, for elements that may hold nothing at all.
    pub(crate) fn text_spans(&self) -> impl Iterator<Item = Span> + use<'a, 'i> {
        let (source, file) = (self.source, self.file);
        self.texts().map(move |node| span(source, file, node.range()))
    }

    fn texts(&self) -> impl DoubleEndedIterator<Item = Node<'a, 'i>> + use<'a, 'i> {
        self.node.children().filter(Node::is_text)
    }

    fn span_of(&self, range: std::ops::Range<usize>) -> Span {
        span(self.source, self.file, range)
    }
}

/// A piece of a file as it is spelled there, settings not substituted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Written<'a> {
    source: &'a Source,
    span: Span,
}

impl<'a> Written<'a> {
    /// What stands there.
    pub(crate) fn text(&self) -> &'a str {
        self.source.original().get(self.span.start as usize..self.span.end as usize).unwrap_or("")
    }

    /// Where it stands.
    pub(crate) fn span(&self) -> Span {
        self.span
    }
}

/// White space as XML has it (XML 1.0 section 2.3); other characters that look so are text.
const WHITE_SPACE: [char; 4] = [' ', '\t', '\n', '\r'];

fn is_white_space(text: &str) -> bool {
    text.bytes().all(|byte| WHITE_SPACE.contains(&char::from(byte)))
}

/// An attribute in a namespace.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ForeignAttribute<'a> {
    /// Its namespace.
    pub(crate) namespace: &'a str,
    /// Its local name.
    pub(crate) name: &'a str,
    /// Where its name stands, prefix included.
    pub(crate) name_span: Span,
}

/// An attribute without a namespace.
#[derive(Debug, Clone, Copy)]
pub struct Attribute<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its value, entities resolved.
    pub value: &'a str,
    /// Where the name stands.
    pub name_span: Span,
    /// Where the value stands, without the quotes.
    pub value_span: Span,
}

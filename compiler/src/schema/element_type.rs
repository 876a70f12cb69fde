//! What the schema table is made of.

use super::keys::Key;
use super::value::ValueType;

/// An element as the schema knows it. Two elements of one name in different places may be of different types.
#[derive(Debug)]
pub(super) struct ElementType {
    /// Its local name.
    pub(super) name: &'static str,
    /// Its attributes, at most 32.
    pub(super) attributes: &'static [AttributeType],
    /// What may stand between its tags.
    pub(super) content: Content,
    /// Which values may not occur twice below it.
    pub(super) keys: &'static [Key],
}

/// An attribute of an element.
#[derive(Debug)]
pub(super) struct AttributeType {
    /// Its local name.
    pub(super) name: &'static str,
    /// Whether it has to be there.
    pub(super) required: bool,
    /// What its value may be.
    pub(super) value: ValueType,
}

/// What may stand between the tags of an element.
#[derive(Debug, Clone, Copy)]
pub(super) enum Content {
    /// Neither text nor elements.
    Empty,
    /// Text of this type, no elements.
    Text(ValueType),
    /// These elements in this order, at most 32.
    Sequence(&'static [Child]),
    /// Elements of one of these kinds only, at most 32.
    Choice(&'static [Child]),
    /// Anything; it is not looked at.
    Any,
}

/// A child in the content of an element.
#[derive(Debug)]
pub(super) struct Child {
    /// What it is.
    pub(super) element: &'static ElementType,
    /// Whether it has to be there.
    pub(super) required: bool,
    /// Whether it may occur more than once.
    pub(super) repeatable: bool,
}

impl ElementType {
    /// An element without content.
    pub(super) const fn empty(name: &'static str, attributes: &'static [AttributeType]) -> Self {
        Self { name, attributes, content: Content::Empty, keys: &[] }
    }

    /// An element with text.
    pub(super) const fn text(name: &'static str, value: ValueType, attributes: &'static [AttributeType]) -> Self {
        Self { name, attributes, content: Content::Text(value), keys: &[] }
    }

    /// An element with a sequence of elements.
    pub(super) const fn sequence(
        name: &'static str,
        attributes: &'static [AttributeType],
        children: &'static [Child],
    ) -> Self {
        Self { name, attributes, content: Content::Sequence(children), keys: &[] }
    }

    /// An element with a choice of elements.
    pub(super) const fn choice(
        name: &'static str,
        attributes: &'static [AttributeType],
        children: &'static [Child],
    ) -> Self {
        Self { name, attributes, content: Content::Choice(children), keys: &[] }
    }

    /// An element with any content.
    pub(super) const fn any(name: &'static str) -> Self {
        Self { name, attributes: &[], content: Content::Any, keys: &[] }
    }

    /// The same element as the scope of these keys.
    pub(super) const fn keyed(mut self, keys: &'static [Key]) -> Self {
        self.keys = keys;
        self
    }

    /// The elements that may stand in it.
    pub(super) const fn children(&self) -> &'static [Child] {
        match self.content {
            Content::Sequence(children) | Content::Choice(children) => children,
            Content::Empty | Content::Text(_) | Content::Any => &[],
        }
    }
}

/// An attribute that has to be there.
pub(super) const fn required(name: &'static str, value: ValueType) -> AttributeType {
    AttributeType { name, required: true, value }
}

/// An attribute that may be left out.
pub(super) const fn optional(name: &'static str, value: ValueType) -> AttributeType {
    AttributeType { name, required: false, value }
}

/// A child that occurs exactly once.
pub(super) const fn one(element: &'static ElementType) -> Child {
    Child { element, required: true, repeatable: false }
}

/// A child that occurs once or not at all.
pub(super) const fn zero_or_one(element: &'static ElementType) -> Child {
    Child { element, required: false, repeatable: false }
}

/// A child that occurs any number of times.
pub(super) const fn zero_or_more(element: &'static ElementType) -> Child {
    Child { element, required: false, repeatable: true }
}

/// A child that occurs at least once.
pub(super) const fn one_or_more(element: &'static ElementType) -> Child {
    Child { element, required: true, repeatable: true }
}

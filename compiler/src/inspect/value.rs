//! One value of an element, and how the values of a base and of what derives from it meet.

use crate::ast::{Raw, Text};
use crate::model::fold;
use crate::secrets;
use crate::source::{SourceMap, Span, Spanned};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

/// The longest text of an element that is shown without being read, in characters.
const LONGEST: usize = 200;

/// Where a value belongs in its element.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Path {
    /// The child element: `Metadata`, `OutputClaims`, `DisplayName`, or the attribute of the element itself.
    pub section: &'static str,
    /// The item of a list: a metadata key, a claim type, the order of a step.
    pub key: Option<String>,
    /// The attribute, or what else the item has several of.
    pub attribute: Option<&'static str>,
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.section)?;
        for part in self.key.as_deref().into_iter().chain(self.attribute) {
            write!(f, " {part}")?;
        }
        Ok(())
    }
}

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedValue {
    /// The text.
    pub value: String,
    /// `file:line`
    pub place: String,
}

/// Which values of a base a value meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meets {
    /// The one at the same path: it takes its place.
    Same,
    /// None: it is put before those of the base.
    GoesBefore,
    /// None: it is put behind those of the base.
    GoesBehind,
}

/// One value of an element.
#[derive(Debug, Clone)]
pub(super) struct Value<'a> {
    pub(super) section: &'static str,
    pub(super) key: Option<Cow<'a, str>>,
    pub(super) attribute: Option<&'static str>,
    pub(super) text: Cow<'a, str>,
    pub(super) span: Span,
    pub(super) meets: Meets,
}

impl Value<'_> {
    pub(super) fn path(&self) -> Path {
        Path { section: self.section, key: self.key.as_deref().map(str::to_owned), attribute: self.attribute }
    }

    pub(super) fn placed(&self, sources: &SourceMap) -> PlacedValue {
        PlacedValue { value: self.shown(), place: sources.place(self.span) }
    }

    /// The text as everybody may see it: a secret does not become public because a policy holds one.
    fn shown(&self) -> String {
        let key = self.key.as_deref().filter(|_| self.section == "Metadata").unwrap_or_default();
        if secrets::secret_in_url(&self.text).is_some() {
            secrets::public_url(&self.text)
        } else if secrets::secret_value(key, &self.text).is_some() || secrets::is_named_secret(key) {
            "…".to_owned()
        } else {
            self.text.to_string()
        }
    }

    /// The path as it is compared: metadata keys exactly, ids without regard to case.
    fn identity(&self) -> (&'static str, Option<String>, Option<&'static str>) {
        let key = self.key.as_deref().map(|key| if self.section == "Metadata" { key.to_owned() } else { fold(key) });
        (self.section, key, self.attribute)
    }
}

/// The values of one element.
#[derive(Debug, Default)]
pub(super) struct Values<'a> {
    pub(super) list: Vec<Value<'a>>,
    /// The sections that take the place of the base's as a whole.
    pub(super) replaced: Vec<&'static str>,
}

/// An item of a list while its attributes are collected.
#[derive(Debug, Clone)]
pub(super) struct Item<'a> {
    pub(super) section: &'static str,
    pub(super) key: Cow<'a, str>,
}

impl<'a> Item<'a> {
    pub(super) fn new(section: &'static str, key: &'a str) -> Self {
        Self { section, key: Cow::Borrowed(key) }
    }
}

impl<'a> Values<'a> {
    /// A child element with a text, or an attribute of the element.
    pub(super) fn text(&mut self, section: &'static str, text: Option<&'a Text>) {
        self.attribute_of(section, None, text);
    }

    /// An attribute of a child element that stands once.
    pub(super) fn attribute_of(
        &mut self,
        section: &'static str,
        attribute: Option<&'static str>,
        text: Option<&'a Text>,
    ) {
        let Some(text) = text else { return };
        self.push(section, None, attribute, Cow::Borrowed(text.as_str()), text.span, Meets::Same);
    }

    /// A child element that holds one of a few names.
    pub(super) fn name(&mut self, section: &'static str, name: &'static str, span: Span) {
        self.push(section, None, None, Cow::Borrowed(name), span, Meets::Same);
    }

    /// An item that is its text.
    pub(super) fn item(&mut self, item: &Item<'a>, text: impl Into<Cow<'a, str>>, span: Span) {
        self.push(item.section, Some(item.key.clone()), None, text.into(), span, Meets::Same);
    }

    /// An attribute of an item.
    pub(super) fn attribute(&mut self, item: &Item<'a>, attribute: &'static str, text: Option<&'a Text>) {
        let Some(text) = text else { return };
        let text_of = Cow::Borrowed(text.as_str());
        self.push(item.section, Some(item.key.clone()), Some(attribute), text_of, text.span, Meets::Same);
    }

    /// A boolean attribute of an item.
    pub(super) fn flag(&mut self, item: &Item<'a>, attribute: &'static str, flag: Option<&Spanned<bool>>) {
        let Some(flag) = flag else { return };
        let text = Cow::Borrowed(if flag.value { "true" } else { "false" });
        self.push(item.section, Some(item.key.clone()), Some(attribute), text, flag.span, Meets::Same);
    }

    /// An entry of a list that is added to the base's.
    pub(super) fn added(&mut self, item: &Item<'a>, attribute: &'static str, text: Cow<'a, str>, span: Span) {
        self.push(item.section, Some(item.key.clone()), Some(attribute), text, span, Meets::GoesBehind);
    }

    /// An entry of a list that goes before the base's.
    pub(super) fn before(&mut self, section: &'static str, text: Cow<'a, str>, span: Span) {
        self.push(section, None, None, text, span, Meets::GoesBefore);
    }

    /// An element that no stage reads, as it is written.
    pub(super) fn raw(&mut self, raw: &'a Raw, sources: &SourceMap) {
        let Some(section) = UNREAD.iter().find(|name| **name == raw.name) else { return };
        let text = sources.get(raw.span.file).original().get(raw.span.start as usize..raw.span.end as usize);
        let text = written(text.unwrap_or_default());
        self.push(section, None, None, Cow::Owned(text), raw.span, Meets::Same);
    }

    fn push(
        &mut self,
        section: &'static str,
        key: Option<Cow<'a, str>>,
        attribute: Option<&'static str>,
        text: Cow<'a, str>,
        span: Span,
        meets: Meets,
    ) {
        self.list.push(Value { section, key, attribute, text, span, meets });
    }
}

/// The elements of a technical profile or a journey that no stage reads and that are shown all the same.
const UNREAD: &[&str] = &[
    "Domains",
    "AssuranceLevelOfOutputClaims",
    "RequiredAssuranceLevelsOfInputClaims",
    "SubjectAuthenticationRequirements",
    "Suppressions",
    "PreferredBinding",
    "IncludeInSso",
    "Extensions",
    "ErrorHandlers",
    "AssuranceLevel",
    "PreserveOriginalAssertion",
];

/// The text of an element that holds only text, else the element itself, on one line.
fn written(element: &str) -> String {
    let content = element.split_once('>').and_then(|(_, rest)| rest.rsplit_once("</")).map(|(content, _)| content);
    let text = content.filter(|content| !content.contains('<')).unwrap_or(element);
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut short: String = line.chars().take(LONGEST).collect();
    if short.len() < line.len() {
        short.push('…');
    }
    short
}

/// A value in force, and what it took the place of.
#[derive(Debug, Clone)]
pub(super) struct Slot<'a> {
    pub(super) value: Value<'a>,
    /// What stood at its path before, the root base's first.
    pub(super) overridden: Vec<Value<'a>>,
}

/// The values of elements that are laid over one another.
#[derive(Debug, Default)]
pub(super) struct Merged<'a> {
    slots: Vec<Slot<'a>>,
    index: BTreeMap<(&'static str, Option<String>, Option<&'static str>), usize>,
    /// What goes before those of its bases: the last element first.
    before: Vec<Vec<Slot<'a>>>,
}

impl<'a> Merged<'a> {
    /// Lays an element over what is there.
    pub(super) fn lay(&mut self, values: Values<'a>) {
        self.leave_out(&values);
        let mut before = Vec::new();
        for value in values.list {
            let new = |value| Slot { value, overridden: Vec::new() };
            match value.meets {
                Meets::GoesBefore => before.push(new(value)),
                Meets::GoesBehind => self.slots.push(new(value)),
                Meets::Same => {
                    let at = *self.index.entry(value.identity()).or_insert(self.slots.len());
                    match self.slots.get_mut(at) {
                        Some(slot) => slot.overridden.push(std::mem::replace(&mut slot.value, value)),
                        None => self.slots.push(new(value)),
                    }
                }
            }
        }
        if !before.is_empty() {
            self.before.push(before);
        }
    }

    /// Takes away what stands in the sections that are replaced as a whole.
    fn leave_out(&mut self, values: &Values<'a>) {
        if values.replaced.is_empty() {
            return;
        }
        self.slots.retain(|slot| !values.replaced.contains(&slot.value.section));
        let numbered = self.slots.iter().enumerate().filter(|(_, slot)| slot.value.meets == Meets::Same);
        self.index = numbered.map(|(at, slot)| (slot.value.identity(), at)).collect();
    }

    /// The value at the path of another.
    pub(super) fn at(&self, value: &Value<'_>) -> Option<&Value<'a>> {
        self.index.get(&value.identity()).and_then(|at| self.slots.get(*at)).map(|slot| &slot.value)
    }

    /// Everything in force, in order.
    pub(super) fn slots(&self) -> impl Iterator<Item = &Slot<'a>> {
        self.slots.iter().chain(self.before.iter().rev().flatten())
    }
}

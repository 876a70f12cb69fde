//! Which values may not occur twice inside an element, and the search for those that do.

use super::element_type::ElementType;
use super::validate::Validator;
use super::wording::quoted;
use crate::diagnostic::codes::DUPLICATE_KEY;
use crate::diagnostic::{Applicability, Diagnostic, Severity};
use crate::source::Span;
use crate::xml::{Attribute, Element, Written};
use std::ops::Range;

/// A rule: below the element that holds it, no two elements on this path have the same value in this attribute.
#[derive(Debug)]
pub(super) struct Key {
    /// Names of the elements on the way down; the last one has the attribute.
    pub(super) path: &'static [&'static str],
    /// The attribute.
    pub(super) attribute: &'static str,
    /// When two values are the same.
    pub(super) matching: Matching,
    /// An error where upload refuses it.
    pub(super) severity: Severity,
}

/// When two values of a key are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Matching {
    /// Equal without regard to case, as B2C looks ids up.
    Id,
    /// Equal byte by byte.
    Exact,
    /// The same number: `03` is `3`.
    Number,
}

impl Key {
    /// A key of ids.
    pub(super) const fn id(path: &'static [&'static str], attribute: &'static str) -> Self {
        Self { path, attribute, matching: Matching::Id, severity: Severity::Error }
    }

    /// A key of texts.
    pub(super) const fn exact(path: &'static [&'static str], attribute: &'static str) -> Self {
        Self { path, attribute, matching: Matching::Exact, severity: Severity::Error }
    }

    /// A key of numbers.
    pub(super) const fn number(path: &'static [&'static str], attribute: &'static str) -> Self {
        Self { path, attribute, matching: Matching::Number, severity: Severity::Error }
    }

    /// The same key where the schema declares none and upload is not known to refuse two: which of them counts is not
    /// documented.
    pub(super) const fn undeclared(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }
}

/// The values of one key in one scope. It is reused from scope to scope, so that looking costs no allocation.
#[derive(Debug, Default)]
pub(super) struct KeyValues<'a> {
    /// The values in the form in which they are compared, one after the other.
    compared: String,
    /// In document order until they are sorted.
    entries: Vec<Entry<'a>>,
}

#[derive(Debug, Clone)]
struct Entry<'a> {
    compared: Range<usize>,
    value: &'a str,
    span: Span,
    element: Written<'a>,
    parent: Span,
}

impl<'a> KeyValues<'a> {
    fn clear(&mut self) {
        self.compared.clear();
        self.entries.clear();
    }

    fn push(&mut self, matching: Matching, attribute: &Attribute<'a>, element: Written<'a>, parent: Span) {
        let (start, value, span) = (self.compared.len(), attribute.value, attribute.value_span);
        match matching {
            Matching::Exact => self.compared.push_str(value),
            Matching::Id => {
                self.compared.push_str(value);
                if let Some(pushed) = self.compared.get_mut(start..) {
                    pushed.make_ascii_lowercase();
                }
            }
            Matching::Number => self.compared.push_str(normalized_number(value)),
        }
        self.entries.push(Entry { compared: start..self.compared.len(), value, span, element, parent });
    }

    /// Brings equal values together, each group in document order.
    fn sort(&mut self) {
        let compared = &self.compared;
        self.entries.sort_by(|a, b| compared.get(a.compared.clone()).cmp(&compared.get(b.compared.clone())));
    }

    fn same(&self, a: &Entry<'a>, b: &Entry<'a>) -> bool {
        self.compared.get(a.compared.clone()) == self.compared.get(b.compared.clone())
    }
}

/// A number without white space, plus sign and leading zeros.
fn normalized_number(value: &str) -> &str {
    let number = value.trim();
    let number = number.strip_prefix('+').unwrap_or(number);
    let digits = number.trim_start_matches('0');
    if digits.is_empty() && !number.is_empty() { "0" } else { digits }
}

impl<'a> Validator<'a, '_> {
    /// Reports every value that repeats an earlier one.
    pub(super) fn keys<'i: 'a>(&mut self, scope: Element<'a, 'i>, kind: &'static ElementType) {
        for key in kind.keys {
            let mut values = std::mem::take(&mut self.key_values);
            values.clear();
            self.collect(scope, key.path, key, &mut values);
            if values.entries.len() > 1 {
                values.sort();
                self.duplicates(key, kind, &values);
            }
            self.key_values = values;
        }
    }

    fn collect<'i: 'a>(&self, scope: Element<'a, 'i>, path: &[&str], key: &Key, values: &mut KeyValues<'a>) {
        let [name, rest @ ..] = path else { return };
        for child in scope.children().filter(|child| child.name() == *name && self.is_ours(child)) {
            if !rest.is_empty() {
                self.collect(child, rest, key, values);
            } else if let Some(attribute) = child.attributes().find(|attribute| attribute.name == key.attribute) {
                values.push(key.matching, &attribute, child.written(), scope.name_span());
            }
        }
    }

    fn duplicates(&mut self, key: &Key, scope: &ElementType, values: &KeyValues<'a>) {
        let mut entries = values.entries.iter();
        let Some(mut first) = entries.next() else { return };
        for entry in entries {
            if self.is_full() {
                return;
            }
            if values.same(first, entry) {
                self.report(duplicate(key, scope, first, entry));
            } else {
                first = entry;
            }
        }
    }
}

fn duplicate(key: &Key, scope: &ElementType, first: &Entry<'_>, second: &Entry<'_>) -> Diagnostic {
    let element = key.path.last().copied().unwrap_or(scope.name);
    let attribute = key.attribute;
    let value = quoted(second.value);
    let only_case = key.matching == Matching::Id && first.value != second.value;
    let message = if only_case {
        let earlier = quoted(first.value);
        format!("two `{element}` elements differ in their `{attribute}` only by case: {earlier} and {value}")
    } else {
        format!("two `{element}` elements have the `{attribute}` {value}")
    };
    let mut finding =
        Diagnostic::new(DUPLICATE_KEY, message).at(second.span, "again here").label(first.span, "first here");
    finding.severity = key.severity;
    // In another place an equal element may be needed there, and the first one be the mistake.
    if first.parent == second.parent && first.element.text() == second.element.text() {
        let advice = format!("remove this `{element}`, which is the same as the first");
        return finding.replace(second.element.span(), "", advice, Applicability::MachineApplicable);
    }
    let finding = finding.help(format!("keep one of them, or give this one another `{attribute}`"));
    if only_case { finding.note("ids match without regard to case, so both elements have one id") } else { finding }
}

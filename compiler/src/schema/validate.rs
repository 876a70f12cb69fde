//! The walk over a document: elements, attributes, values, stray text.

use super::children::Model;
use super::element_type::{AttributeType, Content, ElementType};
use super::keys::KeyValues;
use super::placeholder;
use super::table::TRUST_FRAMEWORK_POLICY;
use super::value::ValueType;
use super::wording::{LONGEST_COMPARED, listed, nearest, quoted};
use crate::diagnostic::codes::{INVALID_VALUE, MISSING_ATTRIBUTE, STRAY_TEXT, UNKNOWN_ATTRIBUTE};
use crate::diagnostic::{Applicability, Diagnostic, Diagnostics, Edit, Fix, suggest};
use crate::settings;
use crate::source::{Span, Spanned};
use crate::xml::{Attribute, Element, ForeignAttribute};
use smol_str::SmolStr;

/// After so many findings the rest of a file is not looked at: a file that is this wrong is of another kind, and the
/// work stays bounded.
const MOST_FINDINGS: usize = 500;

/// The state of one walk.
pub(super) struct Validator<'a, 'd> {
    diagnostics: &'d mut Diagnostics,
    /// The namespace of the root element. When it is a wrong one, that has been reported, and its children are in it.
    namespace: Option<&'a str>,
    found: usize,
    pub(super) key_values: KeyValues<'a>,
}

impl<'a, 'd> Validator<'a, 'd> {
    pub(super) fn new<'i: 'a>(root: &Element<'a, 'i>, diagnostics: &'d mut Diagnostics) -> Self {
        Self { diagnostics, namespace: root.namespace(), found: 0, key_values: KeyValues::default() }
    }

    pub(super) fn document<'i: 'a>(&mut self, root: Element<'a, 'i>) {
        self.element(root, &TRUST_FRAMEWORK_POLICY);
    }

    /// Whether an element is in the namespace of policies.
    pub(super) fn is_ours<'i: 'a>(&self, element: &Element<'a, 'i>) -> bool {
        element.namespace() == self.namespace
    }

    pub(super) fn is_full(&self) -> bool {
        self.found >= MOST_FINDINGS
    }

    pub(super) fn report(&mut self, finding: Diagnostic) {
        if self.is_full() {
            return;
        }
        self.found += 1;
        self.diagnostics.push(if self.is_full() {
            finding.note(format!(
                "the structure of this file has {MOST_FINDINGS} faults up to here; the rest is not listed"
            ))
        } else {
            finding
        });
    }

    /// Checks an element and what it holds. The depth of the recursion is that of the schema, because nothing below an
    /// unknown element is entered.
    pub(super) fn element<'i: 'a>(&mut self, element: Element<'a, 'i>, kind: &'static ElementType) {
        if self.is_full() {
            return;
        }
        self.attributes(element, kind);
        match kind.content {
            Content::Any => {}
            Content::Text(value) => self.text(element, kind, value),
            Content::Empty => {
                self.children(element, kind, Model::Sequence, &[]);
                self.stray_text(element, kind);
            }
            Content::Sequence(children) => {
                self.children(element, kind, Model::Sequence, children);
                self.stray_text(element, kind);
            }
            Content::Choice(children) => {
                self.children(element, kind, Model::Choice, children);
                self.stray_text(element, kind);
            }
        }
        self.keys(element, kind);
    }

    fn text<'i: 'a>(&mut self, element: Element<'a, 'i>, kind: &'static ElementType, value: ValueType) {
        if element.children().next().is_some() {
            // The elements are the fault; the text around them is not judged.
            self.children(element, kind, Model::Sequence, &[]);
        } else if value != ValueType::Text {
            let text = element.text();
            if settings::has_placeholder(&text.value) {
                return;
            }
            if !value.accepts(&text.value) {
                self.report(invalid_value(kind.name, value, &text.value, text.span));
            } else if !value.accepts(&element.whole_text().value) {
                self.report(surrounded_value(kind.name, &element, &text));
            }
        }
    }

    fn stray_text<'i: 'a>(&mut self, element: Element<'a, 'i>, kind: &ElementType) {
        let Some(text) = element.stray_text() else {
            if matches!(kind.content, Content::Empty) {
                self.white_space(element, kind);
            }
            return;
        };
        let name = kind.name;
        let message = match kind.content {
            Content::Empty => format!("`{name}` holds nothing but attributes, so no text may stand in it"),
            _ => format!("`{name}` holds elements only, so no text may stand in it"),
        };
        self.report(
            Diagnostic::new(STRAY_TEXT, message)
                .at(text.span, "this text")
                .help(format!("remove {}, or make it a comment: `<!-- … -->`", quoted(&text.value))),
        );
    }

    /// Where nothing may stand, white space may not either.
    fn white_space<'i: 'a>(&mut self, element: Element<'a, 'i>, kind: &ElementType) {
        // With elements in it white space is the smaller fault.
        if element.children().next().is_some() {
            return;
        }
        let edits: Vec<Edit> = element.text_spans().map(|span| Edit { span, replacement: String::new() }).collect();
        let Some(first) = edits.first().map(|edit| edit.span) else { return };
        let message = format!("`{}` holds nothing but attributes, so no white space may stand in it", kind.name);
        let mut finding = Diagnostic::new(STRAY_TEXT, message).at(first, "white space");
        let message = "remove the white space".to_owned();
        finding.fix = Some(Fix { message, applicability: Applicability::MachineApplicable, edits });
        self.report(finding);
    }

    fn attributes<'i: 'a>(&mut self, element: Element<'a, 'i>, kind: &'static ElementType) {
        let (mut sound, mut seen, mut ours) = (true, 0u32, 0);
        for attribute in element.attributes() {
            ours += 1;
            let known = kind.attributes.iter().position(|expected| expected.name == attribute.name);
            let Some((at, expected)) = known.and_then(|at| Some((at, kind.attributes.get(at)?))) else {
                sound = false;
                continue;
            };
            seen |= 1 << at;
            if !expected.value.accepts(attribute.value) && !settings::has_placeholder(attribute.value) {
                self.report(invalid_value(expected.name, expected.value, attribute.value, attribute.value_span));
            }
        }
        if !sound {
            seen |= self.unknown_attributes(element, kind, seen);
        }
        // Hardly any element has others.
        if ours < element.attribute_count() {
            for attribute in element.foreign_attributes().filter(|attribute| !is_welcome(attribute)) {
                self.report(foreign_attribute(kind, &attribute));
            }
        }
        for (_, missing) in
            kind.attributes.iter().enumerate().filter(|(at, expected)| expected.required && seen & (1 << at) == 0)
        {
            self.report(missing_attribute(element, kind, missing));
        }
    }

    /// Reports the attributes that the type does not have; gives back those that were meant, as bits of their index,
    /// because a misspelled attribute is not missing as well.
    fn unknown_attributes<'i: 'a>(&mut self, element: Element<'a, 'i>, kind: &'static ElementType, seen: u32) -> u32 {
        let mut meant = 0;
        for attribute in element.attributes() {
            if self.is_full() {
                break;
            }
            if kind.attributes.iter().any(|expected| expected.name == attribute.name) {
                continue;
            }
            let near = nearest(attribute.name, kind.attributes.iter().map(|expected| expected.name));
            let bit = kind.attributes.iter().position(|expected| Some(expected.name) == near).map_or(0, |at| 1 << at);
            self.report(unknown_attribute(kind, &attribute, near, seen & bit != 0));
            meant |= bit;
        }
        meant
    }
}

/// The W3C's namespace of attributes that speak to the reader of a schema.
const SCHEMA_INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// Whether an attribute in a namespace may stand anywhere: those of XML itself, and those that say where a schema lies.
fn is_welcome(attribute: &ForeignAttribute<'_>) -> bool {
    match attribute.namespace {
        "http://www.w3.org/XML/1998/namespace" => true,
        SCHEMA_INSTANCE => matches!(attribute.name, "schemaLocation" | "noNamespaceSchemaLocation"),
        _ => false,
    }
}

fn foreign_attribute(kind: &'static ElementType, attribute: &ForeignAttribute<'_>) -> Diagnostic {
    let (name, owner) = (quoted(attribute.name), kind.name);
    let help = match (attribute.namespace, attribute.name) {
        (SCHEMA_INSTANCE, "nil") => "remove it: no element of a policy may be nil; leave the element out instead",
        (SCHEMA_INSTANCE, "type") => "remove it: no element of a policy has another type than its own",
        _ => "remove it, or its prefix if the attribute of the policy schema is meant",
    };
    Diagnostic::new(UNKNOWN_ATTRIBUTE, format!("`{owner}` has no attribute {name} of another namespace"))
        .at(attribute.name_span, "not known here")
        .help(help)
}

/// `meant` is the attribute that was probably meant, and `taken` whether it is there as well.
fn unknown_attribute(
    kind: &'static ElementType,
    attribute: &Attribute<'_>,
    meant: Option<&'static str>,
    taken: bool,
) -> Diagnostic {
    let (name, owner) = (quoted(attribute.name), kind.name);
    let finding = Diagnostic::new(UNKNOWN_ATTRIBUTE, format!("`{owner}` has no attribute {name}"))
        .at(attribute.name_span, "not known here");
    let Some(meant) = meant else {
        let names = kind.attributes.iter().map(|known| known.name);
        return match kind.attributes {
            [] => finding.help(format!("`{owner}` has no attributes: remove it")),
            _ if attribute.name.len() <= LONGEST_COMPARED => {
                finding.maybe_help(suggest::did_you_mean(attribute.name, names))
            }
            _ => finding,
        };
    };
    let only_case = attribute.name.eq_ignore_ascii_case(meant);
    let advice = if only_case {
        format!("write `{meant}`: names of attributes are compared with case")
    } else {
        format!("did you mean `{meant}`?")
    };
    // Two attributes of one name are not well-formed, so the name is not offered when it is taken.
    if taken {
        return finding.help(advice);
    }
    let applicability = if only_case { Applicability::MachineApplicable } else { Applicability::MaybeIncorrect };
    finding.replace(attribute.name_span, meant, advice, applicability)
}

fn missing_attribute<'a, 'i: 'a>(
    element: Element<'a, 'i>,
    kind: &'static ElementType,
    missing: &'static AttributeType,
) -> Diagnostic {
    let (owner, name) = (kind.name, missing.name);
    let finding = Diagnostic::new(MISSING_ATTRIBUTE, format!("`{owner}` lacks the attribute `{name}`"))
        .at(element.name_span(), format!("needs `{name}=\"…\"`"));
    match missing.value.values() {
        [] if missing.value == ValueType::Text => finding,
        [] => finding.help(format!("expected: {}", missing.value.expectation())),
        values => finding.help(format!("accepted values: {}", listed(values.iter().copied()))),
    }
}

/// A finding about the text of an element that would be right without the white space around it. Every later stage cuts
/// that off; upload compares it.
fn surrounded_value(name: &str, element: &Element<'_, '_>, text: &Spanned<SmolStr>) -> Diagnostic {
    let message = format!("white space stands around {}, the value of `{name}`", quoted(&text.value));
    let mut finding = Diagnostic::new(INVALID_VALUE, message)
        .at(text.span, "compared with the white space around it")
        .note("line breaks count too: write tags and value on one line");
    let edits: Vec<Edit> =
        element.space_around_text().into_iter().map(|span| Edit { span, replacement: String::new() }).collect();
    let message = "remove the white space".to_owned();
    if edits.is_empty() {
        return finding.help(message);
    }
    finding.fix = Some(Fix { message, applicability: Applicability::MachineApplicable, edits });
    finding
}

/// A finding about the value of the attribute or element `name`.
fn invalid_value(name: &str, kind: ValueType, value: &str, span: Span) -> Diagnostic {
    let message = if value.trim().is_empty() {
        format!("`{name}` is empty")
    } else {
        format!("{} is not a valid `{name}`", quoted(value))
    };
    let mut finding = Diagnostic::new(INVALID_VALUE, message).at(span, format!("expected {}", kind.expectation()));
    if let [_, _, ..] = kind.values() {
        finding = finding.note(format!("accepted values: {}", listed(kind.values().iter().copied())));
    }
    if let Some(advice) = placeholder::advice(value) {
        return finding.help(advice);
    }
    if let Some(advice) = kind.advice(value) {
        return finding.help(advice);
    }
    let Some(meant) = nearest(value, kind.values().iter().copied()) else { return finding };
    if value.trim().eq_ignore_ascii_case(meant) {
        let advice = format!("write `{meant}`: values are compared with case and white space");
        finding.replace(span, meant, advice, Applicability::MachineApplicable)
    } else {
        finding.replace(span, meant, format!("did you mean `{meant}`?"), Applicability::MaybeIncorrect)
    }
}

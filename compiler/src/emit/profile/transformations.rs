//! Claims transformations, without knowing their methods: a step is printed field by field.
//!
//! The expressions stand in a scope that has imported `profile::*` and `profile::transformation::*`.

use super::claims::constant;
use super::fields::{Fields, list, text, variant};
use super::validation::predicate_validation;
use claimsmith_profile::transformation::field::{FieldValue, Role, StepVisitor};
use claimsmith_profile::transformation::{
    Entry, Format, FormatPiece, JsonMember, JsonSegment, JsonSource, Localized, NamedSlot, Pattern, QueryMember,
    QuerySource, Slot, Step, Transformation, Transformations, TransformedClaim,
};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

pub(super) fn expression(transformations: &Transformations) -> TokenStream {
    let mut fields = Fields::default();
    fields.list("claims", "TransformedClaim", transformations.claims.iter().map(claim));
    fields.list("before", "Transformation", transformations.before.iter().map(transformation));
    fields.list("after", "Transformation", transformations.after.iter().map(transformation));
    fields.list("languages", "Text", transformations.languages.iter().map(text));
    let expression = fields.finish("Transformations");
    quote!({ use transformation::*; #expression })
}

fn claim(claim: &TransformedClaim) -> TokenStream {
    let empty = TransformedClaim::EMPTY;
    let mut fields = Fields::default();
    fields.text("claim", &claim.claim, &empty.claim);
    fields.variant("data_type", "DataType", &claim.data_type, &empty.data_type);
    fields.option("input", &claim.input, |input| {
        let input = Literal::u16_unsuffixed(*input);
        quote!(#input)
    });
    fields.flag("carried", claim.carried, empty.carried);
    fields.flag("yielded", claim.yielded, empty.yielded);
    fields.flag("required", claim.required, empty.required);
    fields.finish("TransformedClaim")
}

fn transformation(transformation: &Transformation) -> TokenStream {
    let (id, step) = (text(&transformation.id), step(&transformation.step));
    quote!(Transformation { id: #id, step: #step })
}

fn step(step: &Step) -> TokenStream {
    let mut written = Written::default();
    step.visit(&mut written);
    let (method, fields) = (ident(step.method()), written.fields);
    quote!(Step::#method { #fields })
}

/// The fields of a step as they are printed.
#[derive(Default)]
struct Written {
    fields: TokenStream,
}

impl StepVisitor for Written {
    fn field(&mut self, field: &'static str, _: Role, _: &'static str, value: FieldValue<'_>) {
        let (field, value) = (ident(field), self::value(value));
        self.fields.extend(quote!(#field: #value,));
    }
}

fn value(value: FieldValue<'_>) -> TokenStream {
    match value {
        FieldValue::Slot(it) => slot(&it),
        FieldValue::OptionalSlot(it) => optional(it.as_ref(), slot),
        FieldValue::NamedSlots(it) => list("NamedSlot", it.iter().map(named_slot)),
        FieldValue::Text(it) => text(it),
        FieldValue::OptionalText(it) => optional(it, text),
        FieldValue::Boolean(it) => quote!(#it),
        FieldValue::Int(it) => integer(&it),
        FieldValue::OptionalInt(it) => optional(it.as_ref(), integer),
        FieldValue::Choice(kind, variant) => {
            let (kind, variant) = (ident(kind), ident(variant));
            quote!(#kind::#variant)
        }
        FieldValue::Format(it) => format(it),
        FieldValue::OptionalFormat(it) => optional(it, format),
        FieldValue::Pattern(it) => pattern(it),
        FieldValue::Instant(it) => {
            let ticks = Literal::i64_unsuffixed(it.0);
            quote!(Instant(#ticks))
        }
        FieldValue::Entries(it) => entries(it),
        FieldValue::JsonMembers(it) => list("JsonMember", it.iter().map(json_member)),
        FieldValue::QueryMembers(it) => list("QueryMember", it.iter().map(query_member)),
        FieldValue::LocalizedFormats(it) => by_language(&quote!(Format), it, format),
        FieldValue::LocalizedEntries(it) => by_language(&quote!(List<Entry>), it, |entries| self::entries(entries)),
        FieldValue::PredicateValidation(it) => predicate_validation(it),
    }
}

fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

fn optional<T>(value: Option<&T>, write: impl Fn(&T) -> TokenStream) -> TokenStream {
    match value.map(write) {
        Some(value) => quote!(Some(#value)),
        None => quote!(None),
    }
}

fn integer(value: &i32) -> TokenStream {
    let value = Literal::i32_unsuffixed(*value);
    quote!(#value)
}

fn slot(slot: &Slot) -> TokenStream {
    let (index, data_type) = (Literal::u16_unsuffixed(slot.index), variant("DataType", &slot.data_type));
    quote!(Slot::at(#index, #data_type))
}

fn named_slot(named: &NamedSlot) -> TokenStream {
    let (name, slot) = (text(&named.name), slot(&named.slot));
    quote!(NamedSlot { name: #name, slot: #slot })
}

fn pattern(pattern: &Pattern) -> TokenStream {
    let pattern = text(&pattern.0);
    quote!(Pattern(#pattern))
}

fn format(format: &Format) -> TokenStream {
    let pieces = list("FormatPiece", format.pieces.iter().map(piece));
    quote!(Format { pieces: #pieces })
}

fn piece(piece: &FormatPiece) -> TokenStream {
    match piece {
        FormatPiece::Text(literal) => {
            let literal = text(literal);
            quote!(FormatPiece::Text(#literal))
        }
        FormatPiece::Argument { index, alignment } => {
            let (index, alignment) = (Literal::u16_unsuffixed(*index), integer(alignment));
            quote!(FormatPiece::Argument { index: #index, alignment: #alignment })
        }
    }
}

fn entries(entries: &[Entry]) -> TokenStream {
    list(
        "Entry",
        entries.iter().map(|entry| {
            let (key, value) = (text(&entry.key), text(&entry.value));
            quote!(Entry { key: #key, value: #value })
        }),
    )
}

fn json_member(member: &JsonMember) -> TokenStream {
    let path = list("JsonSegment", member.path.iter().map(json_segment));
    let source = match &member.source {
        JsonSource::Claim(claim) => {
            let claim = slot(claim);
            quote!(JsonSource::Claim(#claim))
        }
        JsonSource::Constant(value) => {
            let value = constant(value);
            quote!(JsonSource::Constant(#value))
        }
    };
    quote!(JsonMember { path: #path, source: #source })
}

fn json_segment(segment: &JsonSegment) -> TokenStream {
    match segment {
        JsonSegment::Member(name) => {
            let name = text(name);
            quote!(JsonSegment::Member(#name))
        }
        JsonSegment::Index(index) => {
            let index = Literal::u16_unsuffixed(*index);
            quote!(JsonSegment::Index(#index))
        }
    }
}

fn query_member(member: &QueryMember) -> TokenStream {
    let name = text(&member.name);
    let source = match &member.source {
        QuerySource::Claim(claim) => {
            let claim = slot(claim);
            quote!(QuerySource::Claim(#claim))
        }
        QuerySource::Text(value) => {
            let value = text(value);
            quote!(QuerySource::Text(#value))
        }
    };
    quote!(QueryMember { name: #name, source: #source })
}

/// A list by language; the type of its values has parameters, so it is no plain name.
fn by_language<T>(kind: &TokenStream, localized: &[Localized<T>], write: impl Fn(&T) -> TokenStream) -> TokenStream {
    let items = localized.iter().map(|it| {
        let (culture, value) = (text(&it.culture), write(&it.value));
        quote!(Localized { culture: #culture, value: #value })
    });
    quote!(list({ const L: &[Localized<#kind>] = &[#(#items),*]; L }))
}

//! The values a claim may have: each once, of its data type, and for a single choice one of them selected.

use super::faults::Faults;
use crate::ast::{self, Pattern, Text};
use crate::diagnostic::codes::RESTRICTION;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{ClaimType, Fresh};
use crate::protocol::constant::{self, Parsed};
use crate::settings::has_placeholder;
use crate::source::Span;
use claimsmith_profile::DataType;
use std::collections::BTreeMap;

pub(super) fn check(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    let faults = Faults::of(diagnostics);
    for claim_type in fresh.claim_types() {
        let mut restricted = Restricted::default();
        for restriction in claim_type.declarations.iter().filter_map(|it| it.restriction.as_ref()) {
            restricted.by(restriction, &claim_type.id.value, &faults, diagnostics);
        }
        selected(claim_type, diagnostics);
        data_type(claim_type, diagnostics);
    }
}

/// What the declarations so far leave of the restrictions, root base first.
#[derive(Default)]
struct Restricted<'a> {
    values: BTreeMap<&'a str, &'a Text>,
    pattern: Option<&'a Pattern>,
    /// Where the first of these stands.
    place: Option<Span>,
    /// Whether there may be more, which could not be read.
    is_doubtful: bool,
}

impl<'a> Restricted<'a> {
    /// Lays the next declaration over it.
    fn by(&mut self, over: &'a ast::Restriction, claim: &str, faults: &Faults, diagnostics: &mut Diagnostics) {
        let adding = over.merge_behavior.as_ref().filter(|it| matches!(it.as_str(), "Append" | "Prepend"));
        let is_without_content = over.enumerations.is_empty() && over.pattern.is_none();
        let has_faults = faults.are_inside(&over.span);
        if is_without_content && (adding.is_some() || self.place.is_none()) && !has_faults {
            diagnostics.push(empty(over, claim));
        } else if let Some(behavior) = adding {
            self.added(over, behavior, claim, diagnostics);
        }
        if adding.is_none() {
            *self = Self::default();
        }
        for value in over.enumerations.iter().map(|enumeration| &enumeration.value) {
            match self.values.get(value.as_str()) {
                Some(first) => diagnostics.push(repeated(value, first, claim)),
                None => _ = self.values.insert(value.as_str(), value),
            }
        }
        self.pattern = over.pattern.as_ref().or(self.pattern);
        let first = over.enumerations.first().map(|enumeration| enumeration.value.span);
        let place = first.or(over.pattern.as_ref().map(|pattern| pattern.regular_expression.span));
        self.place = self.place.or(place);
        self.is_doubtful |= has_faults;
    }

    /// A restriction that adds to another needs one, and of its own kind.
    fn added(&self, over: &ast::Restriction, behavior: &Text, claim: &str, diagnostics: &mut Diagnostics) {
        let Some(before) = self.place else {
            if self.is_doubtful {
                return;
            }
            diagnostics.push(
                Diagnostic::new(RESTRICTION, format!("the restriction of `{claim}` adds to none"))
                    .at(behavior.span, "no base restricts the claim")
                    .help("remove `MergeBehavior`"),
            );
            return;
        };
        if (self.pattern.is_some() && !over.enumerations.is_empty())
            || (!self.values.is_empty() && over.pattern.is_some())
        {
            diagnostics.push(
                Diagnostic::new(RESTRICTION, format!("the restrictions of `{claim}` are of two kinds"))
                    .at(behavior.span, "adds to the restriction of the base")
                    .label(before, "restricted here")
                    .note("a claim is restricted by a list of values or by a pattern, not by both")
                    .help("write `ReplaceAll`, or restrict the claim as the base does"),
            );
        }
    }
}

fn empty(restriction: &ast::Restriction, claim: &str) -> Diagnostic {
    Diagnostic::new(RESTRICTION, format!("the restriction of `{claim}` restricts nothing"))
        .at(restriction.span, "neither `Enumeration` nor `Pattern`")
        .help("add an `Enumeration` for each value or one `Pattern`, or remove the element")
}

fn repeated(value: &Text, first: &Text, claim: &str) -> Diagnostic {
    Diagnostic::new(RESTRICTION, format!("the value `{}` of `{claim}` is listed twice", value.value))
        .at(value.span, "which of the two texts is shown is not documented")
        .label(first.span, "listed first here")
        .help("keep one of them, or give each its own value")
}

/// Of a list that offers one choice, one value is selected at first.
fn selected(claim_type: &ClaimType<'_>, diagnostics: &mut Diagnostics) {
    let input = claim_type.user_input_type.filter(|input| input.ends_with("SingleSelect"));
    let Some(input) = input else { return };
    let flags = claim_type.enumerations.iter().filter_map(|enumeration| enumeration.select_by_default.as_ref());
    let mut selected = flags.filter(|flag| flag.value);
    let (Some(first), Some(second)) = (selected.next(), selected.next()) else { return };
    let number = 2 + selected.count();
    diagnostics.push(
        Diagnostic::new(RESTRICTION, format!("{number} values of `{}` are selected by default", claim_type.id.value))
            .at(second.span, "only one can be")
            .label(first.span, "selected here already")
            .label(input.span, "the user chooses one value")
            .help("remove all but one `SelectByDefault`"),
    );
}

/// The data types whose values a user types as text.
const TYPED: &[DataType] = &[DataType::String, DataType::PhoneNumber, DataType::Int, DataType::Long];

fn data_type(claim_type: &ClaimType<'_>, diagnostics: &mut Diagnostics) {
    let Some(data_type) = claim_type.data_type else { return };
    let (claim, name) = (&claim_type.id.value, data_type.value.name());
    if let Some(pattern) = claim_type.pattern.filter(|_| !TYPED.contains(&data_type.value)) {
        diagnostics.push(
            Diagnostic::new(RESTRICTION, format!("a pattern does not restrict claims of type `{name}`"))
                .at(pattern.regular_expression.span, "is compared with text that a user types")
                .label(data_type.span, format!("the data type of `{claim}`"))
                .help("remove the `Pattern`"),
        );
    }
    for value in claim_type.enumerations.iter().map(|enumeration| &enumeration.value) {
        // No value at all is how lists offer to choose nothing.
        if value.is_empty() || has_placeholder(value) || constant::parse(value, data_type.value) != Parsed::Fault {
            continue;
        }
        diagnostics.push(
            Diagnostic::new(
                RESTRICTION,
                format!("the value `{}` of `{claim}` is not a value of type `{name}`", value.value),
            )
            .at(value.span, "nobody can choose it")
            .label(data_type.span, "the data type"),
        );
    }
}

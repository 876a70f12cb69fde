//! Elements of a base that a derived policy defines anew: whether B2C replaces or merges them is documented nowhere and
//! seen nowhere.

use super::same::Same;
use super::{changes_nothing, is_faulty};
use crate::ast::{ClaimsTransformation, DisplayControl, InputValidation, Predicate, PredicateValidation, Text};
use crate::diagnostic::codes::REDEFINED;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{ById, Definition, Policy};
use crate::source::Span;

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    again("predicate", &policy.predicates, diagnostics);
    again("input validation", &policy.input_validations, diagnostics);
    again("predicate validation", &policy.predicate_validations, diagnostics);
    again("claims transformation", &policy.claims_transformations, diagnostics);
    again("display control", &policy.display_controls, diagnostics);
}

/// What is defined as a whole.
trait Whole: Same {
    /// Whether every attribute is in the syntax tree. Where some are not, equal trees do not make equal elements.
    const IS_COMPLETE: bool;

    fn id(&self) -> &Text;
    fn span(&self) -> Span;
}

macro_rules! whole {
    ($($element:ident $is_complete:literal),*) => {
        $(
            impl Whole for $element {
                const IS_COMPLETE: bool = $is_complete;

                fn id(&self) -> &Text {
                    &self.id
                }

                fn span(&self) -> Span {
                    self.span
                }
            }
        )*
    };
}

whole!(Predicate true, InputValidation false, PredicateValidation false, ClaimsTransformation true, DisplayControl false);

fn again<T: Whole>(kind: &str, all: &ById<Definition<'_, T>>, diagnostics: &mut Diagnostics) {
    for pair in all.iter().flat_map(|definition| definition.declarations.windows(2)) {
        let [earlier, later] = pair else { continue };
        // Two in one file are two elements with one id.
        if earlier.span().file == later.span().file || is_faulty(later.span(), diagnostics) {
            continue;
        }
        if !later.is_same(earlier) {
            diagnostics.push(redefined(kind, later.id(), earlier.id()));
        } else if T::IS_COMPLETE || length(earlier.span()) == length(later.span()) {
            diagnostics.push(changes_nothing(kind, later.id(), earlier.id().span));
        }
    }
}

/// Two elements of one length that agree in what was read agree in the rest.
fn length(span: Span) -> u32 {
    span.end - span.start
}

fn redefined(kind: &str, id: &Text, earlier: &Text) -> Diagnostic {
    Diagnostic::new(REDEFINED, format!("the {kind} `{}` of a base is defined anew", id.value))
        .at(id.span, "differs from the base")
        .label(earlier.span, "defined here before")
        .note("whether B2C replaces it or merges the two is not documented; here the last one holds")
        .help("give it an id of its own, and name that where it is meant")
}

//! What a derived policy makes of its bases.
//!
//! - `data_type_changed`: a claim type keeps its data type
//! - `id_case`: what is declared again keeps its id, letter by letter
//! - `redefined`: an element that nobody knows how B2C merges
//! - `journey_override`: steps and sub-journeys that are defined again in a doubtful way
//! - `unchanged`: overrides that change nothing
//! - `profile_override`: a technical profile over those it overrides, for the rules about it
//! - `repeated_validation`: validation technical profiles that run twice
//! - `base_policy`: what `BasePolicy` says of the base
//! - `same`: whether two elements say the same

mod base_policy;
mod data_type_changed;
mod id_case;
mod journey_override;
mod profile_override;
mod redefined;
mod repeated_validation;
mod same;
mod unchanged;

use super::{ItemRule, Rule, SetRule};
use crate::ast::Text;
use crate::diagnostic::codes::EMPTY_OVERRIDE;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::Span;

/// What holds for every claim type and every journey.
pub(super) const ITEM_RULES: &[ItemRule] =
    &[data_type_changed::check, unchanged::claim_types, unchanged::steps, journey_override::check];

/// What holds for every policy.
pub(super) const RULES: &[Rule] = &[redefined::check, unchanged::content_definitions];

/// What is found by looking at all files or all leaves.
pub(super) const SET_RULES: &[SetRule] = &[base_policy::check, id_case::check, profile_override::check];

/// An override that says what would hold without it.
fn changes_nothing(kind: &str, id: &Text, inherited: Span) -> Diagnostic {
    Diagnostic::new(EMPTY_OVERRIDE, format!("the {kind} `{}` is declared again and changes nothing", id.value))
        .at(id.span, "everything in it is inherited anyway")
        .label(inherited, "inherited from here")
        .help("remove it, or change what it was meant to change")
}

/// Whether something in an element could not be read: what it was meant to say is not known.
fn is_faulty(element: Span, diagnostics: &Diagnostics) -> bool {
    let unread = diagnostics.errors().filter(|error| error.code.id.starts_with("CS02"));
    unread.filter_map(|error| error.primary.as_ref()).any(|place| element.contains(&place.span))
}

//! Whether two elements say the same, wherever they stand.

use crate::ast::{
    ClaimsTransformation, ControlClaim, DisplayClaim, DisplayControl, DisplayControlAction, Enumeration,
    InputParameter, InputValidation, Mask, Pattern, Precondition, Predicate, PredicateGroup, PredicateParameter,
    PredicateReferences, PredicateValidation, Protocol, Restriction, TransformationClaim, ValidationTechnicalProfile,
};
use crate::source::Spanned;

/// Equality of what is said. The places are not compared, nor the ids of definitions, by which they were found.
pub(super) trait Same {
    /// Whether the other says the same.
    fn is_same(&self, other: &Self) -> bool;
}

impl<T: PartialEq> Same for Spanned<T> {
    fn is_same(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: Same> Same for Option<T> {
    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Some(one), Some(other)) => one.is_same(other),
            (one, other) => one.is_none() && other.is_none(),
        }
    }
}

impl<T: Same> Same for Vec<T> {
    fn is_same(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().zip(other).all(|(one, other)| one.is_same(other))
    }
}

macro_rules! same {
    ($($element:ident { $($part:ident),+ })*) => {
        $(
            impl Same for $element {
                fn is_same(&self, other: &Self) -> bool {
                    $(self.$part.is_same(&other.$part))&&+
                }
            }
        )*
    };
}

same! {
    ClaimsTransformation { method, input_claims, input_parameters, output_claims }
    TransformationClaim { claim_type, transformation_claim_type }
    InputParameter { id, data_type, value }
    Predicate { method, help_text, user_help_text, parameters }
    PredicateParameter { id, value }
    PredicateReferences { match_at_least, references }
    InputValidation { predicate_references }
    PredicateGroup { id, user_help_text, predicate_references }
    PredicateValidation { groups }
    ControlClaim { claim_type, control_claim_type, required, default_value }
    DisplayControlAction { id, validations }
    DisplayControl { kind, input_claims, display_claims, output_claims, actions }
    ValidationTechnicalProfile { technical_profile, continue_on_success, continue_on_error, preconditions }
    Precondition { kind, execute_actions_if, values, actions }
    Protocol { name, handler }
    DisplayClaim { claim_type, display_control, required }
    Mask { kind, regex, mask }
    Enumeration { text, value, select_by_default }
    Pattern { regular_expression, help_text }
    Restriction { merge_behavior, enumerations, pattern }
}

//! What a policy asks of the values of claims, and how it shows them.
//!
//! B2C applies enumerations, patterns and predicates to what a user enters on a page, and predicates also where a claims
//! transformation asks for it; never to what a provider says. So no sign-in fails here: generated claims structs have
//! `validate`, for an application that lets its users change a claim, and a method for each claim with a mask.
//!
//! Data flow: value of a claim → its texts → the tests of its validation → [`ClaimViolation`]s with their help texts.
//!
//! - `rules`: the rules of one claims struct, with their regular expressions
//! - `check`: a claim against its validation
//! - `predicate`: the methods of predicates
//! - `day`: a day of the calendar, for `IsDateRange`
//! - `mask`: how a value is shown
//! - `violation`: what an application is told

mod check;
pub(crate) mod day;
mod mask;
mod predicate;
mod rules;
#[cfg(test)]
mod tests;
mod violation;

pub(crate) use predicate::holds;
pub use rules::ClaimRules;
pub use violation::{ClaimViolation, UnmetPredicate, ViolatedRule};

use crate::claims::{ClaimValue, place};
use claimsmith_profile::Profile;

/// The id of the claim at a place of the profile; empty for a place that it does not have.
pub(crate) fn claim_id(profile: &Profile, index: u16) -> &str {
    place(profile, index.into()).map_or("", |place| place.claim)
}

/// The texts of a value: of a collection its own, of any other the one that it is written as. Identities have none: rules
/// and masks are made for what a user types.
fn texts(value: &ClaimValue) -> Vec<String> {
    match value {
        ClaimValue::StringCollection(texts) => texts.clone(),
        ClaimValue::String(_) | ClaimValue::Boolean(_) | ClaimValue::Int(_) | ClaimValue::Long(_) => {
            vec![value.clone().into_parameter()]
        }
        _ => Vec::new(),
    }
}

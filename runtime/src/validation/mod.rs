//! What a policy asks of the values of claims, and how it shows them.
//!
//! B2C applies enumerations, patterns and predicates to what a user enters on a page, and predicates also where a claims
//! transformation asks for it; never to what a provider says. So no sign-in fails here: generated claims structs have
//! `validate`, for an application that lets its users change a claim, and a method for each claim with a mask.
//!
//! Data flow: value of a claim → its texts → the tests of [`ClaimValidation`] → [`ClaimViolation`]s with their help texts.
//!
//! - `check`: a claim against its validation
//! - `predicate`: the methods of predicates
//! - `day`: a day of the calendar, for `IsDateRange`
//! - `mask`: how a value is shown
//! - `violation`: what an application is told

mod check;
mod day;
mod mask;
mod predicate;
#[cfg(test)]
mod tests;
mod violation;

pub(crate) use day::Day;
#[allow(unused_imports, reason = "claims transformations ask it")]
pub(crate) use predicate::{compile_and_match, holds};
pub use violation::{ClaimViolation, UnmetPredicate, ViolatedRule};

use crate::claims::ClaimValue;
use crate::claims::serialize::ClaimField;
use crate::config::Clock;
use claimsmith_profile::transformation::ClaimValidation;
use claimsmith_profile::{Profile, Text};

/// The claims of a claims struct against the validations of its profile: one field for each of them, in their order.
/// A claim without a value is not looked at: whether it must have one, the policy says elsewhere.
#[must_use]
pub fn validate_claims(profile: &Profile, fields: &[&dyn ClaimField], clock: &dyn Clock) -> Vec<ClaimViolation> {
    let values = profile.validations.iter().zip(fields).map(|(validation, field)| (validation, field.claim()));
    validate(profile, values, clock)
}

/// The same with the values at hand.
pub(crate) fn validate<'v>(
    profile: &Profile,
    values: impl Iterator<Item = (&'v ClaimValidation, Option<ClaimValue>)>,
    clock: &dyn Clock,
) -> Vec<ClaimViolation> {
    let today = Day::of_moment(clock.now());
    let set = values.filter_map(|(validation, value)| Some((validation, value.filter(|value| !value.is_unset())?)));
    set.flat_map(|(validation, value)| {
        check::violations(validation, &claim_id(profile, validation.claim), &value, today)
    })
    .collect()
}

/// The value of a field as the mask at this index of [`Profile::masks`] shows it; `None` without a value or such a mask.
#[must_use]
pub fn masked_claim(profile: &Profile, index: usize, field: &dyn ClaimField) -> Option<String> {
    let (_, mask) = profile.masks.get(index)?;
    let texts = texts(&field.claim()?);
    Some(texts.iter().map(|text| mask::masked(mask, text)).collect::<Vec<_>>().join(", "))
}

/// The texts of a value: of a collection its own, of any other the one that it is written as.
fn texts(value: &ClaimValue) -> Vec<String> {
    if let ClaimValue::StringCollection(texts) = value { texts.clone() } else { vec![value.clone().into_parameter()] }
}

/// The id of the claim at a place: first the output claims, then those of the transformations.
pub(crate) fn claim_id(profile: &Profile, place: u16) -> Text {
    let (place, outputs) = (usize::from(place), &profile.outputs);
    let further = || profile.transformations.claims.get(place.checked_sub(outputs.len())?).map(|claim| &claim.claim);
    outputs.get(place).map(|output| &output.claim).or_else(further).cloned().unwrap_or_default()
}

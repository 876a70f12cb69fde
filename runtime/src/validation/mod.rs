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
pub(crate) mod day;
mod mask;
mod predicate;
#[cfg(test)]
mod tests;
mod violation;

pub(crate) use predicate::holds;
pub use violation::{ClaimViolation, UnmetPredicate, ViolatedRule};

use crate::claims::serialize::ClaimField;
use crate::claims::{ClaimValue, place};
use crate::config::Clock;
use claimsmith_profile::Profile;
use claimsmith_profile::transformation::ClaimValidation;

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
    let today = day::of_moment(clock.now());
    let set = values.filter_map(|(validation, value)| Some((validation, value.filter(|value| !value.is_unset())?)));
    set.flat_map(|(validation, value)| {
        check::violations(validation, claim_id(profile, validation.claim), &value, today)
    })
    .collect()
}

/// The value of a field as the mask at this index of [`Profile::masks`] shows it; `None` without a value that
/// can be shown so, or such a mask. Of a collection the texts, with commas between.
#[must_use]
pub fn masked_claim(profile: &Profile, index: usize, field: &dyn ClaimField) -> Option<String> {
    let (_, mask) = profile.masks.get(index)?;
    let texts = texts(&field.claim()?);
    let masked: Vec<String> = texts.iter().map(|text| mask::masked(mask, text)).collect();
    (!masked.is_empty()).then(|| masked.join(", "))
}

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

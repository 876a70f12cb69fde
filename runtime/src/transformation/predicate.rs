//! Methods that ask the predicates of a claim type.

use super::context::Context;
use crate::validation::{day, holds};
use claimsmith_profile::transformation::PredicateValidation;

/// The same text if it satisfies the predicates of the output claim; `None` otherwise, and for a claim without a value: the
/// output keeps the value that it had. Microsoft: string claims transformations, `CopyClaimIfPredicateMatch`.
///
/// A text for which a pattern needs too many steps does not match it.
pub(super) fn copy_claim_if_predicate_match(
    input: Option<&str>,
    validation: &PredicateValidation,
    context: Context<'_>,
) -> Option<String> {
    let matches = |pattern: &_, text: &str| context.patterns.is_match(pattern, text).unwrap_or(false);
    let today = day::of_moment(context.now);
    input.filter(|text| holds(validation, text, today, &matches)).map(str::to_owned)
}

//! What the values of claims must be like, and how they are shown: from the claim types of a policy.
//!
//! B2C asks it of what a user enters on a page, so nothing of it belongs to a technical profile that signs users in. It
//! stands in the profile for applications that let users change their claims.
//!
//! - `restriction`: enumerations and patterns
//! - `named`: the validations that a claim type names
//! - `predicate`: predicate validations, and the older input validations
//! - `help_text`: help texts in the languages of the policy
//! - `mask`: masks
//! - `replacement`: what a mask puts in the place of a match
//! - `refuse`: patterns that have no counterpart in generated code

mod help_text;
mod mask;
mod named;
mod predicate;
mod refuse;
mod replacement;
mod restriction;
#[cfg(test)]
mod tests;

pub(in crate::lower) use predicate::predicate_validation;
pub(in crate::lower) use refuse::check;

use crate::model::{ClaimType, Policy};
use crate::source::Span;
use crate::transformation::pattern;
use crate::transformation::pattern::rewrite;
use claimsmith_profile::List;
use claimsmith_profile::transformation::{ClaimValidation, Mask, Pattern};

/// The validations of these claim types, with the places of their claims in the profile.
pub(in crate::lower) fn validations<'c>(
    claim_types: impl Iterator<Item = (u16, &'c str)>,
    policy: &Policy<'_>,
) -> List<ClaimValidation> {
    let validations = claim_types.filter_map(|(claim, id)| {
        let claim_type = policy.claim_types.get(id)?;
        let validation = ClaimValidation {
            claim,
            enumeration: restriction::enumeration(claim_type, policy),
            pattern: restriction::pattern(claim_type, policy),
            predicates: predicate_validation(policy, id),
        };
        let is_empty = validation == ClaimValidation { claim, ..ClaimValidation::EMPTY };
        (!is_empty).then_some(validation)
    });
    validations.collect()
}

/// The masks of these claim types, with the places of their claims in the profile.
pub(in crate::lower) fn masks<'c>(
    claim_types: impl Iterator<Item = (u16, &'c str)>,
    policy: &Policy<'_>,
) -> List<(u16, Mask)> {
    claim_types.filter_map(|(claim, id)| Some((claim, mask::mask(policy.claim_types.get(id)?)?))).collect()
}

/// The elements beside its own that a claim type depends on.
pub(in crate::lower) fn elements(claim_type: &ClaimType<'_>, policy: &Policy<'_>) -> Vec<Span> {
    named::Named::of(claim_type, policy).elements().collect()
}

/// A pattern of .NET for the runtime; `None` for one that has been reported.
fn rewritten(text: &str) -> Option<Pattern> {
    let rewritten = rewrite::rewrite(&pattern::check(text).ok()?).ok()?;
    Some(Pattern(rewritten.text.into()))
}

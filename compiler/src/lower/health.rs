//! Which items an error touches.
//!
//! An item is unhealthy if an error stands in an element it is made of or depends on. An error that stands in no item at
//! all, such as a missing file, makes everything unhealthy. What is unhealthy is not emitted, so that the compiler of
//! the generated code has nothing to add to what was said.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Policy, TechnicalProfile};
use crate::source::Span;

/// Whether no error touches the profile or a claim type it names.
pub(super) fn is_healthy(profile: &TechnicalProfile<'_>, policy: &Policy<'_>, diagnostics: &Diagnostics) -> bool {
    let parts = parts(profile, policy);
    diagnostics.errors().all(|error| match place(error) {
        Some(place) => !parts.iter().any(|part| part.contains(&place)) && is_in_an_item(place, policy),
        None => false,
    })
}

fn place(error: &Diagnostic) -> Option<Span> {
    error.primary.as_ref().map(|label| label.span)
}

/// The elements a profile is made of or depends on.
fn parts(profile: &TechnicalProfile<'_>, policy: &Policy<'_>) -> Vec<Span> {
    let references = profile.input_claims.iter().chain(&profile.output_claims);
    let claim_types = references.filter_map(|reference| policy.claim_types.get(reference.claim_type));
    let declarations = claim_types.flat_map(|claim_type| claim_type.declarations.iter().map(|it| it.span));
    profile.elements.iter().copied().chain(declarations).collect()
}

/// Whether a place lies in a claim type, a technical profile or a user journey of the policy.
fn is_in_an_item(place: Span, policy: &Policy<'_>) -> bool {
    let in_claim_types = || {
        policy.claim_types.iter().flat_map(|it| &it.declarations).any(|declaration| declaration.span.contains(&place))
    };
    let in_profiles =
        || policy.technical_profiles.iter().flat_map(|it| &it.elements).any(|element| element.contains(&place));
    let in_journeys = || {
        policy
            .user_journeys
            .iter()
            .chain(policy.sub_journeys.iter())
            .flat_map(|it| &it.elements)
            .any(|element| element.contains(&place))
    };
    in_profiles() || in_claim_types() || in_journeys()
}

//! A required input claim of a step is provided by a step before it (B2C: "it is not an output claim in any of the
//! previous steps").

use super::flow::{ClaimsBag, Step, transformation_outputs};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::UNPROVIDED_INPUT;
use crate::model::{ClaimReference, Policy, TechnicalProfile};
use crate::source::Span;

/// The required input claims of a technical profile that are not in the bag before its step. `place` names the technical
/// profile there.
pub(super) fn findings(
    step: &Step<'_, '_>,
    place: Span,
    profile: &TechnicalProfile<'_>,
    bag: &ClaimsBag<'_, '_>,
    policy: &Policy<'_>,
) -> Vec<Diagnostic> {
    claims(profile, bag, policy).map(|input| finding(step, place, profile, input)).collect()
}

/// The required input claims of a technical profile that neither the bag nor the profile itself provides.
pub(super) fn claims<'p, 'a>(
    profile: &'p TechnicalProfile<'a>,
    bag: &ClaimsBag<'_, '_>,
    policy: &Policy<'_>,
) -> impl Iterator<Item = &'p ClaimReference<'a>> {
    profile.input_claims.iter().filter(|input| {
        input.is_required()
            && input.default_value.is_none()
            && !bag.has(input.claim_type)
            && policy.claim_types.get(input.claim_type).is_some()
            && !transformation_outputs(&profile.input_claims_transformations, input.claim_type, policy)
    })
}

pub(super) fn finding(
    step: &Step<'_, '_>,
    place: Span,
    profile: &TechnicalProfile<'_>,
    input: &ClaimReference<'_>,
) -> Diagnostic {
    let (claim, id) = (&input.claim_type.value, &profile.id.value);
    let message = format!("no step before provides the claim `{claim}` that the technical profile `{id}` requires");
    let (order, journey) = (step.order, &step.journey.id.value);
    Diagnostic::new(UNPROVIDED_INPUT, message)
        .at(input.claim_type.span, "a required input claim with no default value")
        .label(place, format!("runs in step {order} of `{journey}`"))
        .help("let a step before return the claim, write it with a claims transformation, or give it a `DefaultValue`")
}

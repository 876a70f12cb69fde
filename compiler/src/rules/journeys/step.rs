//! What the rules ask of one orchestration step.

use crate::model::{OrchestrationStep, UserJourney};
use crate::source::Span;
use std::collections::BTreeSet;

pub(super) const CLAIMS_EXCHANGE: &str = "ClaimsExchange";
pub(super) const CLAIMS_PROVIDER_SELECTION: &str = "ClaimsProviderSelection";
pub(super) const COMBINED_SIGN_IN_AND_SIGN_UP: &str = "CombinedSignInAndSignUp";
pub(super) const GET_CLAIMS: &str = "GetClaims";
pub(super) const INVOKE_SUB_JOURNEY: &str = "InvokeSubJourney";
pub(super) const SEND_CLAIMS: &str = "SendClaims";

/// Whether the user chooses here how to go on.
pub(super) fn is_selection(step: &OrchestrationStep<'_>) -> bool {
    [CLAIMS_PROVIDER_SELECTION, COMBINED_SIGN_IN_AND_SIGN_UP].contains(&step.kind())
}

/// Where the type of a step is written, else its order.
pub(super) fn type_place(step: &OrchestrationStep<'_>) -> Option<Span> {
    let order = step.elements.last().map(|element| element.order.span);
    step.kind.map(|kind| kind.span).or(order)
}

/// Whether one file has two steps of this order. That is a finding of its own, and their content is not one step.
pub(super) fn is_written_twice(step: &OrchestrationStep<'_>) -> bool {
    let files: BTreeSet<_> = step.elements.iter().map(|element| element.span.file).collect();
    files.len() < step.elements.len()
}

/// Each step with the one before it, where the numbers leave no gap: across a gap nobody knows what was meant to stand
/// there.
pub(super) fn neighbours<'j, 'a>(
    journey: &'j UserJourney<'a>,
) -> impl Iterator<Item = (&'j OrchestrationStep<'a>, &'j OrchestrationStep<'a>)> {
    let pairs = journey.steps.iter().zip(journey.steps.iter().skip(1));
    let adjacent = pairs.filter(|((before, _), (after, _))| before.checked_add(1) == Some(**after));
    adjacent.map(|((_, before), (_, after))| (before, after))
}

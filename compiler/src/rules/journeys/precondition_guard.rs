//! `ClaimEquals` with `ExecuteActionsIf="false"` reads as "skip unless the claim has this value", and B2C ignores it where
//! the claim has no value: then the step runs. It needs a `ClaimsExist` beside it where only some ways set the claim.
//!
//! With `true`, "skip if the claim has this value", what B2C does is what it says.

use super::flow::{ClaimsBag, Ways};
use crate::ast::Precondition;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::PRECONDITION_TRAP;
use crate::model::{Policy, UserJourney};
use crate::source::Span;

/// The preconditions of a journey that are ignored on some of the ways through it. `brought` are the claims that the
/// application may bring along, `sessions` those that a session may keep: nothing is said about them.
pub(super) fn findings(
    journey: &UserJourney<'_>,
    brought: &ClaimsBag<'_, '_>,
    sessions: &ClaimsBag<'_, '_>,
    policy: &Policy<'_>,
) -> Vec<Diagnostic> {
    let may_come_from_elsewhere = |claim: &str| brought.has(claim) || sessions.has(claim);
    let is_asked = |precondition: &Precondition| {
        let claim = precondition.values.first();
        skips_unless_equal(precondition) && claim.is_some_and(|claim| !may_come_from_elsewhere(claim))
    };
    let sub_journeys = policy.sub_journeys.iter();
    let mut steps = sub_journeys.chain([journey]).flat_map(|journey| journey.steps.values());
    if !steps.any(|step| step.preconditions.iter().any(|precondition| is_asked(precondition))) {
        return Vec::new();
    }
    let Some(ways) = Ways::of(journey, policy) else { return Vec::new() };
    let unset = ways.unset(is_asked, may_come_from_elsewhere);
    unset.into_iter().filter_map(|it| finding(it.precondition, it.setter.span)).collect()
}

fn skips_unless_equal(precondition: &Precondition) -> bool {
    let is_negative = precondition.execute_actions_if.as_ref().is_some_and(|flag| !flag.value);
    is_negative && precondition.kind.as_str() == "ClaimEquals" && precondition.values.len() == 2
}

fn finding(precondition: &Precondition, setter: Span) -> Option<Diagnostic> {
    let claim = precondition.values.first()?;
    let message = format!("the claim `{}` of a precondition is not always set", claim.value);
    Some(
        Diagnostic::new(PRECONDITION_TRAP, message)
            .at(claim.span, "without it the precondition is ignored, and the step runs")
            .label(setter, "sets it, and does not always run")
            .help("add the precondition `ClaimsExist` with `ExecuteActionsIf=\"false\"` for the claim as well"),
    )
}

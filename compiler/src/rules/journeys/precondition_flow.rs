//! A precondition is about a claim that a step before may have set: without one the step never runs, or the precondition
//! is ignored.

use super::flow::{ClaimsBag, Step};
use crate::ast::Precondition;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::PRECONDITION_TRAP;
use crate::model::Policy;

/// The preconditions of a step about claims that are neither in the bag before it nor kept by a session.
pub(super) fn findings(
    step: &Step<'_, '_>,
    bag: &ClaimsBag<'_, '_>,
    sessions: &ClaimsBag<'_, '_>,
    policy: &Policy<'_>,
) -> Vec<Diagnostic> {
    let is_unset = |precondition: &&&Precondition| {
        let claim = precondition.values.first();
        claim.is_some_and(|it| !bag.has(it) && !sessions.has(it) && policy.claim_types.get(it).is_some())
    };
    step.step.preconditions.iter().filter(is_unset).filter_map(|precondition| finding(precondition)).collect()
}

fn finding(precondition: &Precondition) -> Option<Diagnostic> {
    let claim = precondition.values.first()?;
    // That a step is not skipped for a claim that is never there harms nobody.
    let outcome = match (precondition.kind.as_str(), precondition.execute_actions_if.as_ref()?.value) {
        ("ClaimsExist", false) => "it always skips the step",
        ("ClaimEquals", _) => "it is ignored",
        _ => return None,
    };
    let message = format!("no step before sets the claim `{}` of a precondition", claim.value);
    let help = "let a step before return the claim, or remove the precondition";
    Some(Diagnostic::new(PRECONDITION_TRAP, message).at(claim.span, outcome).help(help))
}

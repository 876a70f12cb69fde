//! A precondition is about a claim that a step before may have set: without one it always has the same outcome.

use super::flow::{ClaimsBag, Steps};
use super::{default_user_journey, is_unreadable, relying_party_profile};
use crate::ast::Precondition;
use crate::diagnostic::codes::PRECONDITION_TRAP;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Policy;

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    let Some(journey) = default_user_journey(policy) else { return };
    let flow = Steps::of(journey, policy);
    let mut bag = ClaimsBag::new(policy, relying_party_profile(policy));
    let mut findings = Vec::new();
    for step in &flow.steps {
        findings.extend(step.step.preconditions.iter().filter_map(|it| finding(it, &bag, policy)));
        step.profiles.iter().for_each(|(_, profile)| bag.add(profile));
    }
    if flow.is_complete && bag.is_complete() && !findings.is_empty() && !is_unreadable(policy, diagnostics) {
        findings.into_iter().for_each(|finding| diagnostics.push(finding));
    }
}

fn finding(precondition: &Precondition, bag: &ClaimsBag<'_, '_>, policy: &Policy<'_>) -> Option<Diagnostic> {
    let claim = precondition.values.first()?;
    if bag.has(claim) || policy.claim_types.get(claim).is_none() {
        return None;
    }
    let outcome = match (precondition.kind.as_str(), precondition.execute_actions_if.as_ref()?.value) {
        ("ClaimsExist", true) => "it never skips the step",
        ("ClaimsExist", false) => "it always skips the step",
        ("ClaimEquals", _) => "it is ignored",
        _ => return None,
    };
    let message = format!("no step before sets the claim `{}` of a precondition", claim.value);
    Some(
        Diagnostic::new(PRECONDITION_TRAP, message)
            .at(claim.span, outcome)
            .help("let a step before return the claim, or remove the precondition"),
    )
}

//! A step that sends claims, or reads those of a token hint, names the technical profile that writes or reads the token.

use super::step::{GET_CLAIMS, SEND_CLAIMS, type_place};
use super::{fresh_journeys, is_explained};
use crate::diagnostic::codes::MISSING_ISSUER;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{OrchestrationStep, Policy, UserJourney};

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    for journey in fresh_journeys(policy) {
        for step in journey.steps.values().filter(|step| step.issuer.is_none()) {
            if diagnostics.is_full() {
                return;
            }
            let Some(finding) = finding(journey, step) else { continue };
            let elements: Vec<_> = step.elements.iter().map(|element| element.span).collect();
            if !is_explained(&elements, diagnostics) {
                diagnostics.push(finding);
            }
        }
    }
}

fn finding(journey: &UserJourney<'_>, step: &OrchestrationStep<'_>) -> Option<Diagnostic> {
    let what = match step.kind() {
        SEND_CLAIMS if journey.default_issuer.is_some() => return None,
        SEND_CLAIMS => "issues the token",
        GET_CLAIMS => "reads the token hint",
        _ => return None,
    };
    let message = format!("a `{}` step of the journey `{}` names no technical profile", step.kind(), journey.id.value);
    let finding = Diagnostic::new(MISSING_ISSUER, message)
        .at(type_place(step)?, "no `CpimIssuerTechnicalProfileReferenceId`")
        .help(format!("name the technical profile that {what} in `CpimIssuerTechnicalProfileReferenceId`"));
    Some(finding)
}

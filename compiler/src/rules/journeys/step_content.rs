//! A step has what its type needs: a page, selections, claims exchanges, a sub-journey.

use super::is_explained;
use super::step::{
    CLAIMS_EXCHANGE, CLAIMS_PROVIDER_SELECTION, COMBINED_SIGN_IN_AND_SIGN_UP, INVOKE_SUB_JOURNEY, type_place,
};
use crate::diagnostic::codes::STEP_CONTENT;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Fresh, OrchestrationStep, UserJourney};

pub(super) fn check(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for step in fresh.journeys().flat_map(|journey| journey.steps.values()) {
        if diagnostics.is_full() {
            return;
        }
        for (lacks, help) in lacking(step) {
            let elements: Vec<_> = step.elements.iter().map(|element| element.span).collect();
            let Some(place) = type_place(step).filter(|_| !is_explained(&elements, diagnostics)) else { continue };
            let message = format!("a step of the type `{}` has no {lacks}", step.kind());
            diagnostics.push(Diagnostic::new(STEP_CONTENT, message).at(place, "needed by this type").help(help));
        }
    }
}

/// Whether a step of the journey lacks something.
pub(super) fn is_missing(journey: &UserJourney<'_>) -> bool {
    journey.steps.values().any(|step| !lacking(step).is_empty())
}

/// What a step lacks, and what to do.
fn lacking(step: &OrchestrationStep<'_>) -> Vec<(&'static str, &'static str)> {
    let page = ("content definition", "name the page that it shows in `ContentDefinitionReferenceId`");
    let selections = ("selections", "add a `ClaimsProviderSelection` for each way to go on");
    let exchange = ("claims exchange", "add a `ClaimsExchange` with the technical profile that it runs");
    let sub_journey = ("sub-journey", "name the sub-journey in a `Candidate` of its `JourneyList`");
    let mut all = Vec::new();
    match step.kind() {
        COMBINED_SIGN_IN_AND_SIGN_UP | CLAIMS_PROVIDER_SELECTION => {
            all.extend(step.content_definition.is_none().then_some(page));
            all.extend(step.selections.is_empty().then_some(selections));
        }
        CLAIMS_EXCHANGE => all.extend(step.exchanges.is_empty().then_some(exchange)),
        INVOKE_SUB_JOURNEY => all.extend(step.sub_journeys.is_empty().then_some(sub_journey)),
        _ => {}
    }
    all
}

//! A sub-journey of the type `Call` returns to its caller and sends no claims; one of the type `Transfer` does not return
//! and has to.

use super::step::{SEND_CLAIMS, type_place};
use super::{flow, is_explained};
use crate::diagnostic::codes::SUB_JOURNEY;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::{Fresh, OrchestrationStep, Policy, UserJourney};

pub(super) fn check(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for sub_journey in fresh.sub_journeys() {
        if diagnostics.is_full() {
            return;
        }
        match sub_journey.kind.map(|kind| kind.as_str()) {
            Some("Call") => call(sub_journey, diagnostics),
            Some("Transfer") => transfer(sub_journey, diagnostics),
            _ => {}
        }
    }
    for journey in fresh.journeys() {
        candidates(journey, diagnostics);
    }
}

/// No sub-journey invokes itself.
pub(super) fn cycles(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    for cycle in flow::cycles(policy) {
        let mut finding = Diagnostic::new(SUB_JOURNEY, format!("the sub-journey `{}` invokes itself", cycle.id.value))
            .at(cycle.invoked_by.span, "this leads back to it")
            .label(cycle.id.span, "the sub-journey")
            .help("let the caller invoke it again, or repeat its steps");
        finding.severity = Severity::Warning;
        diagnostics.push(finding);
    }
}

fn call(sub_journey: &UserJourney<'_>, diagnostics: &mut Diagnostics) {
    for step in sub_journey.steps.values().filter(|step| step.kind() == SEND_CLAIMS) {
        let Some(place) = type_place(step) else { continue };
        let message = format!("the sub-journey `{}` returns to its caller and sends claims", sub_journey.id.value);
        let mut finding = Diagnostic::new(SUB_JOURNEY, message)
            .at(place, "not in a sub-journey of the type `Call`")
            .help("send the claims in the journey that invokes it, or make it a sub-journey of the type `Transfer`");
        if let Some(kind) = sub_journey.kind {
            finding = finding.label(kind.span, "its type");
        }
        diagnostics.push(finding);
    }
}

fn transfer(sub_journey: &UserJourney<'_>, diagnostics: &mut Diagnostics) {
    // One that it invokes in turn may send the claims; whether B2C follows that is not known.
    let sends = |step: &OrchestrationStep<'_>| step.kind() == SEND_CLAIMS || !step.sub_journeys.is_empty();
    let Some(kind) = sub_journey.kind.filter(|_| !sub_journey.steps.values().any(sends)) else { return };
    if is_explained(&sub_journey.elements, diagnostics) {
        return;
    }
    let id = &sub_journey.id.value;
    diagnostics.push(
        Diagnostic::new(
            SUB_JOURNEY,
            format!("the sub-journey `{id}` does not return to its caller and sends no claims"),
        )
        .at(kind.span, "ends the journey that invokes it")
        .help("end it with a step of the type `SendClaims`, or make it a sub-journey of the type `Call`"),
    );
}

/// A step invokes one sub-journey. The schema permits more, and nothing says which one runs.
fn candidates(journey: &UserJourney<'_>, diagnostics: &mut Diagnostics) {
    for step in journey.steps.values() {
        let [first, .., last] = step.sub_journeys.as_slice() else { continue };
        let count = step.sub_journeys.len();
        let mut finding = Diagnostic::new(SUB_JOURNEY, format!("a step names {count} sub-journeys"))
            .at(last.span, "only one can run")
            .label(first.span, "the first of them")
            .help("give each sub-journey a step of its own, with preconditions");
        finding.severity = Severity::Warning;
        diagnostics.push(finding);
    }
}

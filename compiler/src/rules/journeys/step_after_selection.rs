//! What a user selects runs in the step after the selection, which is therefore a claims exchange.

use super::step::{CLAIMS_EXCHANGE, is_selection, neighbours, type_place};
use super::{fresh_journeys, is_explained};
use crate::diagnostic::codes::STEP_AFTER_SELECTION;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{OrchestrationStep, Policy};
use crate::source::Span;

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    for journey in fresh_journeys(policy) {
        if diagnostics.is_full() {
            return;
        }
        let wrong = |next: &OrchestrationStep<'_>| next.kind.is_some() && next.kind() != CLAIMS_EXCHANGE;
        for (step, next) in neighbours(journey).filter(|(step, next)| is_selection(step) && wrong(next)) {
            let (Some(place), Some(selection)) = (type_place(next), type_place(step)) else { continue };
            let message = format!("a selection is followed by a step of the type `{}`", next.kind());
            diagnostics.push(after(message, place, "`ClaimsExchange` is expected").label(selection, "the selection"));
        }
        let last = journey.steps.values().next_back().filter(|step| is_selection(step));
        if let Some(place) = last.and_then(type_place).filter(|_| !is_explained(&journey.elements, diagnostics)) {
            let message = format!("the journey `{}` ends with a selection", journey.id.value);
            diagnostics.push(after(message, place, "nothing follows"));
        }
    }
}

fn after(message: String, place: Span, text: &str) -> Diagnostic {
    Diagnostic::new(STEP_AFTER_SELECTION, message)
        .at(place, text)
        .help("put a step of the type `ClaimsExchange` after the selection, with the exchanges that it leads to")
}

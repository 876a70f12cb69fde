//! What a user selects runs in the step after the selection, which is therefore a claims exchange.

use super::is_explained;
use super::step::{CLAIMS_EXCHANGE, is_selection, neighbours, type_place};
use crate::diagnostic::codes::STEP_AFTER_SELECTION;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Fresh, OrchestrationStep, UserJourney};
use crate::source::Span;

pub(super) fn check(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for journey in fresh.journeys() {
        if diagnostics.is_full() {
            return;
        }
        for (step, next) in misled(journey) {
            let (Some(place), Some(selection)) = (type_place(next), type_place(step)) else { continue };
            let message = format!("a selection is followed by a step of the type `{}`", next.kind());
            diagnostics.push(after(message, place, "`ClaimsExchange` is expected").label(selection, "the selection"));
        }
        if let Some(place) =
            last_selection(journey).and_then(type_place).filter(|_| !is_explained(&journey.elements, diagnostics))
        {
            let message = format!("the journey `{}` ends with a selection", journey.id.value);
            diagnostics.push(after(message, place, "nothing follows"));
        }
    }
}

/// Whether a journey has a selection without a step in which what is selected could run.
pub(super) fn is_missing(journey: &UserJourney<'_>) -> bool {
    misled(journey).next().is_some() || last_selection(journey).is_some()
}

/// The selections before a step of another type, with that step.
fn misled<'j, 'a>(
    journey: &'j UserJourney<'a>,
) -> impl Iterator<Item = (&'j OrchestrationStep<'a>, &'j OrchestrationStep<'a>)> {
    let wrong = |next: &OrchestrationStep<'_>| next.kind.is_some() && next.kind() != CLAIMS_EXCHANGE;
    neighbours(journey).filter(move |(step, next)| is_selection(step) && wrong(next))
}

/// The last step, if it is a selection.
fn last_selection<'j, 'a>(journey: &'j UserJourney<'a>) -> Option<&'j OrchestrationStep<'a>> {
    journey.steps.values().next_back().filter(|step| is_selection(step))
}

fn after(message: String, place: Span, text: &str) -> Diagnostic {
    Diagnostic::new(STEP_AFTER_SELECTION, message)
        .at(place, text)
        .help("put a step of the type `ClaimsExchange` after the selection, with the exchanges that it leads to")
}

//! Steps and sub-journeys of a base that a derived policy defines again: what B2C makes of some of that is documented
//! nowhere and seen nowhere, and some is hardly meant.

use super::is_faulty;
use super::same::Same;
use crate::ast::{ClaimsExchange, OrchestrationStep};
use crate::diagnostic::codes::REDEFINED;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Fresh, UserJourney, fold};
use crate::source::FileId;
use std::collections::HashMap;

pub(super) fn check(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for journey in fresh.journeys().filter(|journey| journey.elements.len() > 1) {
        if diagnostics.is_full() {
            return;
        }
        kind(journey, diagnostics);
        for step in journey.steps.values() {
            preconditions(&step.elements, journey, diagnostics);
        }
        exchanges(journey, diagnostics);
    }
}

/// `Call` returns to the journey, `Transfer` does not.
fn kind(journey: &UserJourney<'_>, diagnostics: &mut Diagnostics) {
    for pair in journey.kinds.windows(2) {
        let [earlier, later] = pair else { continue };
        if earlier.span.file == later.span.file || earlier.value == later.value {
            continue;
        }
        let message = format!("the sub-journey `{}` of a base gets another type", journey.id.value);
        diagnostics.push(
            Diagnostic::new(REDEFINED, message)
                .at(later.span, "every journey that invokes it goes on in another way")
                .label(earlier.span, "the type in the base")
                .help("keep the type, or give the sub-journey an id of its own"),
        );
    }
}

/// Preconditions over others. Over none it does not matter whether they replace or are added.
fn preconditions(elements: &[&OrchestrationStep], journey: &UserJourney<'_>, diagnostics: &mut Diagnostics) {
    let mut with: Vec<_> = elements.iter().filter(|element| !element.preconditions.is_empty()).collect();
    // Two steps of one number in one file are reported as that.
    with.dedup_by_key(|element| element.span.file);
    for pair in with.windows(2) {
        let [earlier, later] = pair else { continue };
        let (Some(old), Some(new)) = (earlier.preconditions.first(), later.preconditions.first()) else { continue };
        if later.preconditions.is_same(&earlier.preconditions) || is_faulty(later.span, diagnostics) {
            continue;
        }
        let message =
            format!("step {} of `{}` in a base gets other preconditions", later.order.value, journey.id.value);
        diagnostics.push(
            Diagnostic::new(REDEFINED, message)
                .at(new.kind.span, "not those of the base")
                .label(old.kind.span, "the preconditions of the base")
                .note("whether B2C replaces them or adds these is not documented; here all of them hold")
                .help("change them where the step is defined first, or repeat them there and here alike"),
        );
    }
}

/// A claims exchange of one step whose id a derived policy gives to one of another step: in one file that is an error.
fn exchanges(journey: &UserJourney<'_>, diagnostics: &mut Diagnostics) {
    let places: HashMap<FileId, usize> =
        journey.elements.iter().enumerate().map(|(at, element)| (element.file, at)).collect();
    let place = |exchange: &ClaimsExchange| places.get(&exchange.id.span.file).copied();
    let mut all: Vec<(Option<usize>, u32, &ClaimsExchange)> = Vec::new();
    for (order, step) in &journey.steps {
        all.extend(step.exchanges.iter().map(|exchange| (place(exchange), *order, *exchange)));
    }
    all.sort_by_key(|(place, order, _)| (*place, *order));
    let mut known: HashMap<String, (u32, &ClaimsExchange)> = HashMap::new();
    for (_, order, exchange) in all {
        let (first, earlier) = *known.entry(fold(&exchange.id)).or_insert((order, exchange));
        if first == order || earlier.id.span.file == exchange.id.span.file {
            continue;
        }
        let id = &exchange.id.value;
        diagnostics.push(
            Diagnostic::new(REDEFINED, format!("the claims exchange `{id}` of a base is also one of step {order}"))
                .at(exchange.id.span, "the id of another step's claims exchange")
                .label(earlier.id.span, format!("in step {first} of the base"))
                .note("which of them a selection then leads to is not documented")
                .help("give it an id of its own"),
        );
    }
}

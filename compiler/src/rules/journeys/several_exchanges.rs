//! Several claims exchanges stand only right after a selection, which chooses one of them (B2C: "It must be preceded by
//! a claims provider selection").

use super::step::{CLAIMS_EXCHANGE, is_selection, is_written_twice, neighbours};
use crate::ast::ClaimsExchange;
use crate::diagnostic::codes::SEVERAL_EXCHANGES;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Fresh, OrchestrationStep, UserJourney};

pub(super) fn check(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for journey in fresh.journeys() {
        if diagnostics.is_full() {
            return;
        }
        let first = journey.steps.get(&1);
        let later = neighbours(journey).filter(|(before, _)| !is_selection(before)).map(|(_, step)| step);
        let mut is_copy_reported = false;
        for step in first.into_iter().chain(later) {
            let Some((one, other)) = two_different(step) else { continue };
            if step.kind() != CLAIMS_EXCHANGE || is_written_twice(step) {
                continue;
            }
            let is_copy = one.id.span.file != other.id.span.file;
            // A journey that is declared again as a whole doubles every one of its steps.
            if !is_copy || !is_copy_reported {
                diagnostics.push(finding(journey, step, one, other));
            }
            is_copy_reported |= is_copy;
        }
    }
}

/// The first claims exchange of a step and another one. Whether B2C counts one that a derived policy merely repeats is
/// not known.
fn two_different<'a>(step: &OrchestrationStep<'a>) -> Option<(&'a ClaimsExchange, &'a ClaimsExchange)> {
    let (one, others) = step.exchanges.split_first()?;
    let is_same = |other: &ClaimsExchange| {
        one.id.eq_ignore_ascii_case(&other.id) && one.technical_profile.eq_ignore_ascii_case(&other.technical_profile)
    };
    others.iter().find(|other| !is_same(other)).map(|other| (*one, *other))
}

fn finding(
    journey: &UserJourney<'_>,
    step: &OrchestrationStep<'_>,
    one: &ClaimsExchange,
    other: &ClaimsExchange,
) -> Diagnostic {
    let (id, count) = (&journey.id.value, step.exchanges.len());
    let order = step.elements.first().map_or(1, |element| element.order.value);
    let finding = Diagnostic::new(
        SEVERAL_EXCHANGES,
        format!("step {order} of the journey `{id}` has {count} claims exchanges and no selection before it"),
    );
    if one.id.span.file == other.id.span.file {
        return finding
            .at(other.id.span, "which one runs is not known")
            .label(one.id.span, "the first of them")
            .help("let a step before it select one, or give each exchange a step of its own");
    }
    finding
        .at(other.id.span, "added by the derived policy")
        .label(one.id.span, "inherited from the base")
        .note("journeys of one id merge step by step: what a derived policy writes is added to the step of its base")
        .help("give the journey of the derived policy an id of its own, and name it in `DefaultUserJourney`")
}

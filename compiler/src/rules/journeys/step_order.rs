//! The steps of a journey, merged over the chain, are numbered from 1 on without a gap (B2C: "was expected to have step
//! with order").

use super::{is_explained, places};
use crate::ast;
use crate::diagnostic::codes::{DUPLICATE_KEY, INVALID_VALUE, STEP_ORDER};
use crate::diagnostic::{Applicability, Diagnostic, Diagnostics, Edit, Fix};
use crate::model::{Fresh, OrchestrationStep, UserJourney};

/// A journey with more steps was not written by hand, and nobody reads that many edits.
const MOST_EDITS: usize = 200;

pub(super) fn check(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for journey in fresh.journeys() {
        let Some(finding) = gap(journey) else { continue };
        if diagnostics.is_full() {
            return;
        }
        if !is_misnumbered(journey, diagnostics) && !is_explained(&journey.elements, diagnostics) {
            diagnostics.push(finding);
        }
    }
}

/// Whether a number that is no number, or that stands twice, has been reported: it is the one that is missing.
fn is_misnumbered(journey: &UserJourney<'_>, diagnostics: &Diagnostics) -> bool {
    let mut refused = places(diagnostics, &[DUPLICATE_KEY, INVALID_VALUE]);
    refused.any(|place| journey.elements.iter().any(|element| element.contains(&place)))
}

/// Whether a step is missing.
pub(super) fn has_gap(journey: &UserJourney<'_>) -> bool {
    (1..).zip(journey.steps.keys()).any(|(expected, found)| expected != *found)
}

/// A step, its number and the number that belongs there.
struct Misnumbered<'j, 'a> {
    expected: u32,
    found: u32,
    step: &'j OrchestrationStep<'a>,
    /// Whether it is the only one, which stands where the missing number belongs and has one from elsewhere.
    is_stray: bool,
}

fn gap(journey: &UserJourney<'_>) -> Option<Diagnostic> {
    let wrong = misnumbered(journey)?;
    let Misnumbered { expected, found, step, is_stray } = wrong;
    let first = step.elements.first()?;
    let (id, before) = (&journey.id.value, expected - 1);
    let message = match before {
        0 => format!("the journey `{id}` begins with step {found}"),
        _ => format!("the journey `{id}` has no step {expected}: step {before} is followed by step {found}"),
    };
    let mut finding =
        Diagnostic::new(STEP_ORDER, message).at(first.order.span, format!("step {expected} is expected here"));
    let last = before.checked_sub(1).and(journey.steps.get(&before)).and_then(|step| step.elements.first());
    if let Some(last) = last {
        finding = finding.label(last.order.span, "the step before");
    }
    if is_stray {
        // Where the number is right, the place in the file is wrong.
        let message = format!("number it as it stands: {expected}");
        return Some(finding.replace(first.order.span, expected.to_string(), message, Applicability::MaybeIncorrect));
    }
    let edits = renumbered(journey);
    if journey.elements.len() > 1 || edits.len() > MOST_EDITS {
        return Some(finding.help("number the steps from 1 on without a gap, over all files that define the journey"));
    }
    if !is_in_order(journey) {
        return Some(finding.help("number the steps from 1 on, in the order in which they are to run"));
    }
    let message = "number the steps from 1 on".to_owned();
    finding.fix = Some(Fix { message, applicability: Applicability::MachineApplicable, edits });
    Some(finding)
}

/// The step that is wrong: the one that stands where the first missing number belongs, if those that are written before it
/// are numbered as they should be, else the one with the next number.
fn misnumbered<'j, 'a>(journey: &'j UserJourney<'a>) -> Option<Misnumbered<'j, 'a>> {
    let mut numbered = (1..).zip(&journey.steps);
    let (expected, (found, step)) = numbered.find(|(expected, (found, _))| expected != *found)?;
    let next = Misnumbered { expected, found: *found, step, is_stray: false };
    if journey.elements.len() > 1 || expected > *found {
        return Some(next);
    }
    let mut written: Vec<_> = journey.steps.iter().collect();
    written.sort_by_key(|(_, step)| step.elements.first().map(|element| element.span));
    let before = usize::try_from(expected - 1).ok()?;
    match written.get(before) {
        Some((number, step)) if *number != found && written.iter().take(before).all(|(it, _)| **it < expected) => {
            // Without it the others are numbered from 1 on, but for the one that is missing.
            let is_stray = journey
                .steps
                .keys()
                .filter(|it| it != number)
                .zip((1..).filter(|it| *it != expected))
                .all(|(it, due)| *it == due);
            Some(Misnumbered { expected, found: **number, step, is_stray })
        }
        _ => Some(next),
    }
}

/// Whether the steps stand in the order of their numbers. Where they do not, nobody but the author knows which of the two is
/// meant.
fn is_in_order(journey: &UserJourney<'_>) -> bool {
    journey.steps.values().filter_map(|step| step.elements.first()).is_sorted_by_key(|element| element.span)
}

/// What numbers the steps from 1 on in the order of their numbers.
fn renumbered(journey: &UserJourney<'_>) -> Vec<Edit> {
    let wrong = (1..).zip(&journey.steps).filter(|(expected, (found, _))| expected != *found);
    let elements = wrong.flat_map(|(expected, (_, step))| step.elements.iter().map(move |element| (expected, element)));
    let edit = |(expected, element): (u32, &&ast::OrchestrationStep)| Edit {
        span: element.order.span,
        replacement: expected.to_string(),
    };
    let mut edits: Vec<Edit> = elements.map(edit).collect();
    edits.sort_unstable_by_key(|edit| edit.span);
    edits
}

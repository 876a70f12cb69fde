//! The steps of a journey, merged over the chain, are numbered from 1 on without a gap (B2C: "was expected to have step
//! with order").

use super::{fresh_journeys, is_explained, places};
use crate::diagnostic::codes::{DUPLICATE_KEY, INVALID_VALUE, STEP_ORDER};
use crate::diagnostic::{Applicability, Diagnostic, Diagnostics, Edit, Fix};
use crate::model::{Policy, UserJourney};

/// A journey with more steps was not written by hand, and nobody reads that many edits.
const MOST_EDITS: usize = 200;

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    for journey in fresh_journeys(policy) {
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

fn gap(journey: &UserJourney<'_>) -> Option<Diagnostic> {
    let numbered = (1..).zip(&journey.steps);
    let (expected, (found, step)) = numbered.clone().find(|(expected, (found, _))| expected != *found)?;
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
    let mut edits: Vec<Edit> = numbered
        .filter(|(expected, (found, _))| expected != *found)
        .flat_map(|(expected, (_, step))| step.elements.iter().map(move |element| (expected, element)))
        .map(|(expected, element)| Edit { span: element.order.span, replacement: expected.to_string() })
        .collect();
    edits.sort_unstable_by_key(|edit| edit.span);
    if journey.elements.len() > 1 || edits.len() > MOST_EDITS {
        return Some(finding.help("number the steps from 1 on without a gap, over all files that define the journey"));
    }
    let message = "number the steps from 1 on".to_owned();
    finding.fix = Some(Fix { message, applicability: Applicability::MachineApplicable, edits });
    Some(finding)
}

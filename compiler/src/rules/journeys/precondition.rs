//! A precondition has the values of its type and one action, which fits the place it stands in.

use crate::ast::{Precondition, Text};
use crate::diagnostic::codes::PRECONDITION;
use crate::diagnostic::{Applicability, Diagnostic, Diagnostics};
use crate::model::Fresh;

const ON_STEP: &str = "SkipThisOrchestrationStep";
const ON_VALIDATION: &str = "SkipThisValidationTechnicalProfile";

pub(super) fn check(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    let steps = fresh.journeys().flat_map(|journey| journey.steps.values());
    for precondition in steps.flat_map(|step| &step.preconditions) {
        judge(precondition, ON_STEP, diagnostics);
    }
    for precondition in on_validations(fresh) {
        judge(precondition, ON_VALIDATION, diagnostics);
    }
}

/// The preconditions of validation technical profiles and of the actions of display controls.
pub(super) fn on_validations<'p, 'a: 'p>(fresh: Fresh<'p, 'a>) -> impl Iterator<Item = &'p Precondition> {
    let of_pages = fresh.technical_profiles().flat_map(|profile| profile.validation_technical_profiles.iter().copied());
    let controls = fresh.display_controls().flat_map(|control| &control.actions);
    let of_controls = controls.flat_map(|action| &action.validations);
    of_pages.chain(of_controls).flat_map(|validation| &validation.preconditions)
}

fn judge(precondition: &Precondition, expected: &str, diagnostics: &mut Diagnostics) {
    if let Some(finding) = values(precondition) {
        diagnostics.push(finding);
    }
    let Some((action, more)) = precondition.actions.split_first() else { return };
    if let Some(second) = more.first() {
        diagnostics.push(
            Diagnostic::new(PRECONDITION, "a precondition has more than one action")
                .at(second.span, "of no use")
                .label(action.span, "the first action")
                .help("keep one action"),
        );
    }
    if let Some(finding) = misplaced(action, expected) {
        diagnostics.push(finding);
    }
}

fn values(precondition: &Precondition) -> Option<Diagnostic> {
    let (expected, what) = match precondition.kind.as_str() {
        "ClaimsExist" => (1, "one value, the claim type"),
        "ClaimEquals" => (2, "two values, the claim type and what it is compared with"),
        _ => return None,
    };
    let count = precondition.values.len();
    if count == expected || count == 0 {
        return None;
    }
    let message = format!("the precondition `{}` takes {what}", precondition.kind.value);
    let finding = Diagnostic::new(PRECONDITION, message);
    Some(match precondition.values.get(expected) {
        Some(extra) => finding.at(extra.span, "is not read").help(if expected == 1 {
            "use `ClaimEquals`, or remove the value"
        } else {
            "remove the value"
        }),
        None => finding
            .at(precondition.kind.span, format!("has {count}"))
            .help("add a `Value` with what the claim is compared with, or use `ClaimsExist`"),
    })
}

/// Each action is named after the place it stands in.
fn misplaced(action: &Text, expected: &str) -> Option<Diagnostic> {
    let is_other = [ON_STEP, ON_VALIDATION].contains(&action.as_str()) && action.as_str() != expected;
    is_other.then(|| {
        let place = if expected == ON_STEP { "an orchestration step" } else { "a validation technical profile" };
        Diagnostic::new(PRECONDITION, format!("the action `{}` does not belong to {place}", action.value))
            .at(action.span, format!("stands on {place}"))
            .replace(action.span, expected, "use the action of this place", Applicability::MachineApplicable)
    })
}

//! Preconditions that are accepted and do not do what they seem to say: values are compared as text, with regard to case.

use super::precondition::on_validations;
use crate::ast::Precondition;
use crate::diagnostic::codes::PRECONDITION_TRAP;
use crate::diagnostic::{Applicability, Diagnostic, Diagnostics};
use crate::model::{ClaimTypes, Fresh, fold};
use claimsmith_profile::DataType;
use std::collections::HashMap;

pub(super) fn check(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for step in fresh.journeys().flat_map(|journey| journey.steps.values()) {
        for precondition in &step.preconditions {
            value(precondition, fresh.declared(), diagnostics);
        }
        contradiction(&step.preconditions, diagnostics);
    }
    for precondition in on_validations(fresh) {
        value(precondition, fresh.declared(), diagnostics);
    }
}

/// What a claim is compared with.
fn value(precondition: &Precondition, claim_types: &ClaimTypes<'_>, diagnostics: &mut Diagnostics) {
    let [claim, value] = precondition.values.as_slice() else { return };
    let Some(claim_type) = claim_types.get(claim).filter(|_| precondition.kind.as_str() == "ClaimEquals") else {
        return;
    };
    if claim_type.data_type.is_some_and(|it| it.value == DataType::Boolean) {
        let written = match value.to_ascii_lowercase().as_str() {
            "true" => "True",
            "false" => "False",
            _ => return,
        };
        if value.as_str() != written {
            let message = format!("`{}` never equals a boolean claim", value.value);
            let finding = Diagnostic::new(PRECONDITION_TRAP, message)
                .at(value.span, format!("compared with `{written}`, with regard to case"))
                .replace(value.span, written, "write it as B2C does", Applicability::MachineApplicable);
            diagnostics.push(finding);
        }
        return;
    }
    let is_choice = claim_type.enumerations.iter().any(|choice| choice.value.value == value.value);
    let Some(named) = claim_types.get(value).filter(|named| !is_choice && named.id.value == value.value) else {
        return;
    };
    diagnostics.push(
        Diagnostic::new(
            PRECONDITION_TRAP,
            format!("the value `{}` is text and not the claim of that name", value.value),
        )
        .at(value.span, format!("`{}` is compared with this text", claim.value))
        .label(named.id.span, "the claim type of that name")
        .help("compare two claims with a claims transformation, and test the claim that it writes"),
    );
}

/// Two preconditions that between them always skip the step.
fn contradiction(preconditions: &[&Precondition], diagnostics: &mut Diagnostics) {
    let mut known: HashMap<(String, &str), (bool, &Precondition)> = HashMap::new();
    for precondition in preconditions {
        let Some(flag) = &precondition.execute_actions_if else { continue };
        let (claim, value) = match (precondition.kind.as_str(), precondition.values.as_slice()) {
            ("ClaimsExist", [claim]) => (claim, ""),
            _ => continue,
        };
        let (before, first) = known.entry((fold(claim), value)).or_insert((flag.value, precondition));
        if *before == flag.value {
            continue;
        }
        let message = format!("the step is skipped whether or not there is the claim `{}`", claim.value);
        diagnostics.push(
            Diagnostic::new(PRECONDITION_TRAP, message)
                .at(flag.span, "skips it in the one case")
                .label(first.execute_actions_if.as_ref().map_or(first.span, |flag| flag.span), "skips it in the other")
                .help("any precondition that is met skips the step; remove one of the two"),
        );
    }
}

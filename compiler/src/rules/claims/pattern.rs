//! The regular expressions of restrictions, masks and predicates are valid where they are used: in .NET.

use super::place::part_of;
use crate::ast::{ClaimType, PolicyFile, Predicate, Text};
use crate::diagnostic::codes::INVALID_PATTERN;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::PolicySet;
use crate::predicate::{self, ParameterKind};
use crate::settings::has_placeholder;
use crate::transformation::pattern;

pub(super) fn check(set: &PolicySet<'_>, diagnostics: &mut Diagnostics) {
    for file in set.scopes().filter_map(|scope| scope.file()) {
        for (what, text) in patterns(file) {
            let Err(fault) = pattern::check(text) else { continue };
            let place = part_of(text, &fault.range);
            let message = format!("the regular expression of {what} is not valid: {}", fault.message);
            let finding = Diagnostic::new(INVALID_PATTERN, message).at(place, "refused here");
            // Of a whole value the place says too little.
            let finding = if place == text.span { finding.note(fault.describe(text)) } else { finding };
            diagnostics.push(finding);
        }
    }
}

/// The patterns of a file, and of what each is.
fn patterns(file: &PolicyFile) -> impl Iterator<Item = (String, &Text)> {
    let claim_types = file.claim_types.iter().flat_map(of_claim_type);
    claim_types.chain(file.predicates.iter().flat_map(of_predicate)).filter(|(_, text)| !has_placeholder(text))
}

fn of_claim_type(claim_type: &ClaimType) -> impl Iterator<Item = (String, &Text)> {
    let restriction = claim_type.restriction.as_ref().and_then(|restriction| restriction.pattern.as_ref());
    let restriction = restriction.map(|pattern| (format!("`{}`", claim_type.id.value), &pattern.regular_expression));
    let mask = claim_type.mask.as_ref().filter(|mask| mask.kind.value == "Regex");
    let mask = mask.and_then(|mask| mask.regex.as_ref());
    restriction.into_iter().chain(mask.map(|regex| (format!("the mask of `{}`", claim_type.id.value), regex)))
}

fn of_predicate(predicate: &Predicate) -> impl Iterator<Item = (String, &Text)> {
    let method = predicate::find(&predicate.method);
    let is_pattern = move |id: &str| {
        let parameter = method.and_then(|method| method.parameter(id));
        parameter.is_some_and(|parameter| parameter.kind == ParameterKind::RegularExpression)
    };
    let parameters = predicate.parameters.iter().filter(move |parameter| is_pattern(&parameter.id));
    parameters.map(|parameter| (format!("the predicate `{}`", predicate.id.value), &parameter.value))
}

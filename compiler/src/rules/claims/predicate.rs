//! A predicate has a method that B2C knows, and the parameters of that method.

use super::faults::Faults;
use super::place::{is_literal, part_of};
use crate::ast::{self, Text};
use crate::diagnostic::codes::PREDICATE_METHOD;
use crate::diagnostic::{Applicability, Diagnostic, Diagnostics, Severity, suggest};
use crate::model::PolicySet;
use crate::predicate::character_set::{self, Fault, FaultKind};
use crate::predicate::{self, METHODS, ParameterKind, PredicateMethod, date};
use crate::settings::has_placeholder;
use std::collections::BTreeMap;

/// Of one set so many faults are reported.
const MOST_OF_A_SET: usize = 5;

pub(super) fn check(set: &PolicySet<'_>, diagnostics: &mut Diagnostics) {
    let faults = Faults::of(diagnostics);
    let files = set.scopes().filter_map(|scope| scope.file());
    for predicate in files.flat_map(|file| &file.predicates) {
        let Some(method) = method(predicate, diagnostics) else { continue };
        let given = given(predicate, method, &faults, diagnostics);
        for (id, value) in &given {
            let parameter = method.parameter(id);
            if let Some(parameter) = parameter.filter(|_| !has_placeholder(value)) {
                value_of(predicate, parameter.id, parameter.kind, value, diagnostics);
            }
        }
        range(&given, diagnostics);
    }
}

/// The method, after a report if it is spelled otherwise; nothing after a report that it is unknown.
fn method(predicate: &ast::Predicate, diagnostics: &mut Diagnostics) -> Option<&'static PredicateMethod> {
    let written = &predicate.method;
    let Some(method) = predicate::find(written) else {
        if !has_placeholder(written) {
            let finding = Diagnostic::new(PREDICATE_METHOD, format!("the method `{}` is not known", written.value))
                .at(written.span, "no method of predicates")
                .label(predicate.id.span, "in this predicate");
            diagnostics.push(suggested(finding, written, METHODS.iter().map(|method| method.name)));
        }
        return None;
    };
    if written.value != method.name {
        diagnostics.push(spelling("method", written, method.name));
    }
    Some(method)
}

/// The values of the parameters by the id in the table, after a report of what is too much and what is not there.
fn given<'a>(
    predicate: &'a ast::Predicate,
    method: &'static PredicateMethod,
    faults: &Faults,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<&'static str, &'a Text> {
    let ids = method.parameters.iter().map(|parameter| parameter.id);
    let mut given: BTreeMap<&str, &Text> = BTreeMap::new();
    // A parameter that was probably meant is not missing: the nearest one, or the only one that nothing stands for.
    let mut meant = Vec::new();
    let is_declared = |id: &str| predicate.parameters.iter().any(|it| it.id.eq_ignore_ascii_case(id));
    let mut open = ids.clone().filter(|id| !is_declared(id));
    let alone = open.next().filter(|_| open.next().is_none());
    for ast::PredicateParameter { id, value } in &predicate.parameters {
        let Some(parameter) = method.parameter(id) else {
            let near = suggest::nearest(id, ids.clone()).or(alone);
            meant.extend(near);
            if has_placeholder(id) {
                continue;
            }
            let finding = Diagnostic::new(
                PREDICATE_METHOD,
                format!("the method `{}` has no parameter `{}`", method.name, id.value),
            );
            let finding = finding.at(id.span, "not expected").label(predicate.method.span, method.effect);
            diagnostics.push(match near {
                Some(near) => finding.did_you_mean(id.span, id, near),
                None => suggested(finding, id, ids.clone()),
            });
            continue;
        };
        if id.value != parameter.id {
            diagnostics.push(spelling("parameter", id, parameter.id));
        }
        if let Some(first) = given.insert(parameter.id, value) {
            let mut finding =
                Diagnostic::new(PREDICATE_METHOD, format!("the parameter `{}` is given twice", parameter.id))
                    .at(value.span, "which of the two counts is not documented")
                    .label(first.span, "given first here")
                    .help("keep one of them");
            finding.severity = Severity::Warning;
            diagnostics.push(finding);
        }
    }
    if !faults.are_inside(&predicate.span) {
        let missing = ids.filter(|id| !given.contains_key(id) && !meant.contains(id));
        missing.for_each(|id| diagnostics.push(absent(predicate, method, id)));
    }
    given
}

fn absent(predicate: &ast::Predicate, method: &PredicateMethod, id: &str) -> Diagnostic {
    Diagnostic::new(PREDICATE_METHOD, format!("the predicate `{}` has no parameter `{id}`", predicate.id.value))
        .at(predicate.method.span, format!("needs `{id}`"))
        .help(format!("add `<Parameter Id=\"{id}\">` to its `Parameters`"))
        .note(format!("`{}` {}", method.name, method.effect))
}

fn suggested(finding: Diagnostic, wrong: &Text, known: impl Iterator<Item = &'static str> + Clone) -> Diagnostic {
    match suggest::nearest(wrong, known.clone()) {
        Some(near) => finding.did_you_mean(wrong.span, wrong, near),
        None => finding.maybe_help(suggest::did_you_mean(wrong, known)),
    }
}

fn spelling(kind: &str, written: &Text, known: &str) -> Diagnostic {
    let mut finding =
        Diagnostic::new(PREDICATE_METHOD, format!("the {kind} `{}` is documented as `{known}`", written.value))
            .at(written.span, "matches only without regard to case")
            .replace(written.span, known, "use the documented spelling", Applicability::MachineApplicable);
    finding.severity = Severity::Warning;
    finding
}

fn value_of(predicate: &ast::Predicate, id: &str, kind: ParameterKind, value: &Text, diagnostics: &mut Diagnostics) {
    let is_right = match kind {
        // Whether it is one is another rule's to say.
        ParameterKind::RegularExpression => true,
        ParameterKind::CharacterSet => !value.is_empty(),
        ParameterKind::Length => predicate::length(value).is_some(),
        ParameterKind::Date => date::parse(value).is_some(),
    };
    if !is_right {
        let message = format!("the parameter `{id}` of `{}` is not {}", predicate.id.value, kind.describe());
        diagnostics.push(Diagnostic::new(PREDICATE_METHOD, message).at(value.span, "cannot be read"));
    }
    if kind == ParameterKind::CharacterSet {
        let faults = character_set::faults(value).into_iter().take(MOST_OF_A_SET);
        faults.for_each(|fault| diagnostics.push(of_set(value, &fault)));
    }
}

fn of_set(set: &Text, fault: &Fault) -> Diagnostic {
    let part = set.get(fault.at.clone()).unwrap_or_default();
    let place = part_of(set, &fault.at);
    match fault.kind {
        FaultKind::Escape => {
            let finding = Diagnostic::new(PREDICATE_METHOD, format!("`{part}` is no escape in a character set"))
                .at(place, "only `\\\\` and `\\-` are allowed");
            match part.chars().nth(1) {
                Some(letter) if letter.is_alphanumeric() => {
                    finding.help("write the characters themselves, such as `0-9`: a set has no classes of characters")
                }
                Some(sign) if is_literal(set) => finding.replace(
                    place,
                    sign,
                    "write the character alone: it stands for itself",
                    Applicability::MachineApplicable,
                ),
                Some(sign) => finding.help(format!("write `{sign}`: it stands for itself")),
                None => finding.help("write `\\\\` for a backslash"),
            }
        }
        FaultKind::Reversed => {
            let mut finding = Diagnostic::new(PREDICATE_METHOD, format!("the range `{part}` ends before it begins"))
                .at(place, "has no characters")
                .help("write the lower character first, or `\\-` for a hyphen");
            finding.severity = Severity::Warning;
            finding
        }
    }
}

/// Something can lie between the bounds.
fn range(given: &BTreeMap<&'static str, &Text>, diagnostics: &mut Diagnostics) {
    let (Some(minimum), Some(maximum)) = (given.get("Minimum"), given.get("Maximum")) else { return };
    let lengths = (predicate::length(minimum), predicate::length(maximum));
    let dates = (date::parse(minimum), date::parse(maximum));
    let is_empty = match (lengths, dates) {
        // No text is shorter than empty.
        ((Some(least), Some(most)), _) => most < least.max(0),
        (_, (Some(first), Some(last))) => first.is_after(last),
        _ => false,
    };
    if is_empty {
        diagnostics.push(
            Diagnostic::new(PREDICATE_METHOD, "nothing lies between the minimum and the maximum")
                .at(maximum.span, format!("below `{}`", minimum.value))
                .label(minimum.span, "the minimum"),
        );
    }
}

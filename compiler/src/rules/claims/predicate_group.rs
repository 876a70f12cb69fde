//! A group of predicates can be satisfied: it asks for at least one of them, and not for more than there are.

use super::faults::Faults;
use crate::ast::{PolicyFile, PredicateReferences, Text};
use crate::diagnostic::codes::PREDICATE_GROUP;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::{PolicySet, fold};
use std::collections::BTreeMap;
use std::num::IntErrorKind;

pub(super) fn check(set: &PolicySet<'_>, diagnostics: &mut Diagnostics) {
    let faults = Faults::of(diagnostics);
    for group in set.scopes().filter_map(|scope| scope.file()).flat_map(groups) {
        repeated(group, diagnostics);
        // A reference that could not be read counts, too.
        if let Some(least) = group.match_at_least.as_ref().filter(|_| !faults.are_inside(&group.span)) {
            number(least, group, diagnostics);
        }
    }
}

fn groups(file: &PolicyFile) -> impl Iterator<Item = &PredicateReferences> {
    let groups = file.predicate_validations.iter().flat_map(|validation| &validation.groups);
    let legacy = file.input_validations.iter().flat_map(|validation| &validation.predicate_references);
    groups.flat_map(|group| &group.predicate_references).chain(legacy)
}

fn number(least: &Text, group: &PredicateReferences, diagnostics: &mut Diagnostics) {
    let Some(number) = whole_number(least) else { return };
    let count = group.references.len();
    if number < 1 {
        diagnostics.push(
            Diagnostic::new(PREDICATE_GROUP, "a group asks for none of its predicates")
                .at(least.span, "at least 1")
                .help(advice(count)),
        );
    } else if usize::try_from(number).is_ok_and(|number| number > count) {
        let predicates = if count == 1 { "1 predicate".to_owned() } else { format!("{count} predicates") };
        diagnostics.push(
            Diagnostic::new(PREDICATE_GROUP, format!("a group of {predicates} asks for {}", least.trim()))
                .at(least.span, "never satisfied")
                .help(advice(count)),
        );
    }
}

fn advice(count: usize) -> String {
    match count {
        0 => "name the predicates in the group".to_owned(),
        1 => "write `1`, or remove `MatchAtLeast`".to_owned(),
        _ => format!("write a number from 1 to {count}, or remove `MatchAtLeast` to ask for all"),
    }
}

/// A number of any size, as the schema allows it; what is none has been reported.
fn whole_number(text: &str) -> Option<i64> {
    match text.trim().parse::<i64>() {
        Ok(number) => Some(number),
        Err(error) => match error.kind() {
            IntErrorKind::PosOverflow => Some(i64::MAX),
            IntErrorKind::NegOverflow => Some(i64::MIN),
            _ => None,
        },
    }
}

fn repeated(group: &PredicateReferences, diagnostics: &mut Diagnostics) {
    let mut first: BTreeMap<String, &Text> = BTreeMap::new();
    for reference in &group.references {
        let Some(earlier) = first.insert(fold(reference), reference) else { continue };
        let mut finding =
            Diagnostic::new(PREDICATE_GROUP, format!("the predicate `{}` stands twice in a group", reference.value))
                .at(reference.span, "counts twice, or not at all: that is not documented")
                .label(earlier.span, "listed first here")
                .help("keep one of them");
        finding.severity = Severity::Warning;
        diagnostics.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::advice;

    #[test]
    fn the_advice_names_the_numbers_there_are() {
        assert_eq!(advice(2), "write a number from 1 to 2, or remove `MatchAtLeast` to ask for all");
        assert_eq!(advice(1), "write `1`, or remove `MatchAtLeast`");
        assert_eq!(advice(0), "name the predicates in the group");
    }
}

//! Predicate validations, and the older input validations, which name predicates in the same way.

use super::help_text::{Element, help_text};
use super::named::Named;
use super::rewritten;
use crate::ast::{self, PredicateReferences, Text};
use crate::model::Policy;
use crate::predicate::{character_set, date, find, length};
use claimsmith_profile::transformation::{
    CharacterRange, DateBound, Localized, Predicate, PredicateGroup, PredicateTest, PredicateValidation,
};
use claimsmith_profile::{List, Text as ProfileText};

/// What a claim type asks with predicates: the groups of its `PredicateValidationReference`, then those of its
/// `InputValidationReference`. `None` when it names neither, or one of them cannot be read, which has been reported.
pub(in crate::lower) fn predicate_validation(policy: &Policy<'_>, claim_type: &str) -> Option<PredicateValidation> {
    let named = Named::of(policy.claim_types.get(claim_type)?, policy);
    let id = named.id()?;
    let reader = Reader { policy };
    let mut groups = Vec::new();
    for group in named.validation.into_iter().flat_map(|it| &it.current.groups) {
        for references in &group.predicate_references {
            groups.push(reader.group(id, group, references)?);
        }
    }
    if let Some(validation) = named.older {
        for references in &validation.current.predicate_references {
            groups.push(reader.older_group(validation.id, references)?);
        }
    }
    Some(PredicateValidation { id: text(id), groups: groups.into() })
}

struct Reader<'r, 'a> {
    policy: &'r Policy<'a>,
}

impl Reader<'_, '_> {
    fn group(
        &self,
        validation: &Text,
        group: &ast::PredicateGroup,
        references: &PredicateReferences,
    ) -> Option<PredicateGroup> {
        let element = Element { kind: "PredicateValidation", id: validation, string: &group.id };
        let match_at_least = match_at_least(references)?;
        let least = match_at_least.to_string();
        Some(PredicateGroup {
            id: text(&group.id),
            help_text: help_text(
                element,
                group.user_help_text.as_ref().or(references.help_text.as_ref()),
                &[&least],
                self.policy,
            ),
            match_at_least,
            predicates: self.predicates(references)?,
        })
    }

    /// B2C localizes the heading of such a group by how it asks for its predicates: for all, or for so many.
    fn older_group(&self, validation: &Text, references: &PredicateReferences) -> Option<PredicateGroup> {
        let match_at_least = match_at_least(references)?;
        let asks_for_all = usize::from(match_at_least) == references.references.len();
        let string = if asks_for_all { "CharacterClassesAll" } else { "CharacterClasses" };
        let element = Element { kind: "InputValidation", id: validation, string };
        let least = match_at_least.to_string();
        Some(PredicateGroup {
            id: "".into(),
            help_text: help_text(element, references.help_text.as_ref(), &[&least], self.policy),
            match_at_least,
            predicates: self.predicates(references)?,
        })
    }

    fn predicates(&self, references: &PredicateReferences) -> Option<List<Predicate>> {
        let declared = references.references.iter().map(|id| self.policy.predicates.get(id));
        declared.map(|predicate| self.predicate(predicate?.current)).collect()
    }

    fn predicate(&self, predicate: &ast::Predicate) -> Option<Predicate> {
        Some(Predicate {
            id: text(&predicate.id),
            help_text: self.predicate_help_text(predicate),
            test: test(predicate)?,
        })
    }

    /// `{0}` and `{1}` are the minimum and the maximum, as in B2C's own strings for ranges.
    fn predicate_help_text(&self, predicate: &ast::Predicate) -> List<Localized<ProfileText>> {
        let bounds = ["Minimum", "Maximum"].into_iter().filter_map(|id| parameter(predicate, id));
        let arguments: Vec<&str> = bounds.map(|bound| bound.trim()).collect();
        let own = predicate.help_text.as_ref().or(predicate.user_help_text.as_ref());
        let element = Element { kind: "Predicate", id: &predicate.id, string: "HelpText" };
        help_text(element, own, &arguments, self.policy)
    }
}

/// Without `MatchAtLeast` all of them. `None` for what is refused.
fn match_at_least(references: &PredicateReferences) -> Option<u16> {
    if is_rejecting(references) {
        return None;
    }
    match &references.match_at_least {
        Some(number) => number.trim().parse().ok(),
        None => u16::try_from(references.references.len()).ok(),
    }
}

/// Whether the predicates are those of values to turn away, which is documented nowhere.
pub(super) fn is_rejecting(references: &PredicateReferences) -> bool {
    references.reject.as_ref().is_some_and(|reject| reject.value)
}

fn test(predicate: &ast::Predicate) -> Option<PredicateTest> {
    let given = |id: &str| parameter(predicate, id);
    Some(match find(&predicate.method)?.name {
        "MatchesRegex" => PredicateTest::MatchesRegex(rewritten(given("RegularExpression")?)?),
        "IncludesCharacters" => PredicateTest::IncludesCharacters(characters(given("CharacterSet")?)),
        "IsLengthRange" => PredicateTest::IsLengthRange {
            minimum: bound_of_length(given("Minimum")?)?,
            maximum: bound_of_length(given("Maximum")?)?,
        },
        "IsDateRange" => PredicateTest::IsDateRange {
            minimum: bound_of_date(given("Minimum")?)?,
            maximum: bound_of_date(given("Maximum")?)?,
        },
        _ => return None,
    })
}

fn parameter<'p>(predicate: &'p ast::Predicate, id: &str) -> Option<&'p Text> {
    predicate.parameters.iter().find(|parameter| parameter.id.eq_ignore_ascii_case(id)).map(|it| &it.value)
}

fn characters(set: &str) -> List<CharacterRange> {
    character_set::ranges(set).into_iter().map(|(first, last)| CharacterRange { first, last }).collect()
}

/// No text is shorter than empty.
fn bound_of_length(text: &str) -> Option<u32> {
    length(text).map(|length| u32::try_from(length).unwrap_or(0))
}

fn bound_of_date(text: &str) -> Option<DateBound> {
    Some(match date::parse(text)? {
        date::DateBound::Today => DateBound::Today,
        date::DateBound::Day(year, month, day) => DateBound::Day { year, month, day },
    })
}

fn text(text: &Text) -> ProfileText {
    text.to_string().into()
}

//! The methods of predicates (Microsoft: "Predicates and PredicateValidations").

use super::day;
use claimsmith_profile::calendar::Day;
use claimsmith_profile::transformation::{
    CharacterRange, Pattern, Predicate, PredicateGroup, PredicateTest, PredicateValidation,
};

/// Answers whether a pattern matches somewhere in a text.
pub(crate) type Matches<'m> = &'m dyn Fn(&Pattern, &str) -> bool;

/// Whether every group of a validation holds of a text: what `CopyClaimIfPredicateMatch` asks.
pub(crate) fn holds(validation: &PredicateValidation, text: &str, today: Day, matches: Matches<'_>) -> bool {
    validation.groups.iter().all(|group| is_satisfied(group, &unmet(group, text, today, matches)))
}

/// The predicates of a group that do not hold of a text.
pub(super) fn unmet<'g>(group: &'g PredicateGroup, text: &str, today: Day, matches: Matches<'_>) -> Vec<&'g Predicate> {
    group.predicates.iter().filter(|predicate| !test(&predicate.test, text, today, matches)).collect()
}

/// Whether enough of a group holds when these do not.
pub(super) fn is_satisfied(group: &PredicateGroup, unmet: &[&Predicate]) -> bool {
    group.predicates.len() - unmet.len() >= usize::from(group.match_at_least)
}

/// Whether a predicate holds of a text. A length counts UTF-16 units, as .NET does; bounds are included, which for dates
/// is not documented; a text that is no date lies in no range of dates.
fn test(test: &PredicateTest, text: &str, today: Day, matches: Matches<'_>) -> bool {
    match test {
        PredicateTest::MatchesRegex(pattern) => matches(pattern, text),
        PredicateTest::IncludesCharacters(set) => text.chars().any(|character| is_in(character, set)),
        PredicateTest::IsLengthRange { minimum, maximum } => {
            let length = text.encode_utf16().count();
            let bounds = [minimum, maximum].map(|bound| usize::try_from(*bound).unwrap_or(usize::MAX));
            (bounds[0]..=bounds[1]).contains(&length)
        }
        PredicateTest::IsDateRange { minimum, maximum } => {
            let range = day::of_bound(*minimum, today)..=day::of_bound(*maximum, today);
            day::parse(text).is_some_and(|day| range.contains(&day))
        }
    }
}

fn is_in(character: char, set: &[CharacterRange]) -> bool {
    set.iter().any(|range| (range.first..=range.last).contains(&character))
}

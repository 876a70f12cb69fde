//! A claim against its validation.

use super::predicate::{Matches, is_satisfied, unmet};
use super::{ClaimViolation, UnmetPredicate, ViolatedRule, texts};
use crate::claims::ClaimValue;
use claimsmith_profile::calendar::Day;
use claimsmith_profile::transformation::{
    ClaimValidation, Enumeration, PatternRestriction, PredicateGroup, PredicateValidation,
};
use std::borrow::Cow;

/// What the policy asks of a claim, and its value is not: at most one violation for the enumeration, one for the pattern,
/// and one for each group of predicates. A collection is asked text by text, which B2C does not document.
pub(super) fn violations(
    validation: &ClaimValidation,
    claim: &str,
    value: &ClaimValue,
    today: Day,
    matches: Matches<'_>,
) -> Vec<ClaimViolation> {
    let texts = texts(value);
    let mut violations = Vec::new();
    if let Some(enumeration) = &validation.enumeration
        && !texts.iter().all(|text| is_listed(enumeration, text))
    {
        violations.push(ClaimViolation::new(claim, ViolatedRule::Enumeration, &Cow::Borrowed(&[])));
    }
    if let Some(PatternRestriction { pattern, help_text }) = &validation.pattern
        && !texts.iter().all(|text| matches(pattern, text))
    {
        violations.push(ClaimViolation::new(claim, ViolatedRule::Pattern, help_text));
    }
    if let Some(predicates) = &validation.predicates {
        let groups = predicates.groups.iter();
        violations.extend(groups.filter_map(|group| of_group(group, predicates, claim, (&texts, today), matches)));
    }
    violations
}

/// Values are compared letter by letter: a page of B2C offers exactly these.
fn is_listed(enumeration: &Enumeration, text: &str) -> bool {
    let is_listed = |text: &str| enumeration.values.iter().any(|value| value == text);
    is_listed(text) || (enumeration.multiple && text.split(',').all(is_listed))
}

fn of_group(
    group: &PredicateGroup,
    validation: &PredicateValidation,
    claim: &str,
    (texts, today): (&[String], Day),
    matches: Matches<'_>,
) -> Option<ClaimViolation> {
    let mut all = texts.iter().map(|text| unmet(group, text, today, matches));
    let unmet = all.find(|unmet| !is_satisfied(group, unmet))?;
    let rule = ViolatedRule::PredicateGroup {
        validation: validation.id.clone(),
        group: group.id.clone(),
        unmet: unmet.into_iter().map(UnmetPredicate::new).collect(),
    };
    Some(ClaimViolation::new(claim, rule, &group.help_text))
}

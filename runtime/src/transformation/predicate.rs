//! Methods that ask the predicates of a claim type.

use super::context::Context;
use super::fault::Fault;
use crate::validation::{day, holds};
use claimsmith_profile::transformation::PredicateValidation;
use std::cell::Cell;

/// The same text if it satisfies the predicates of the output claim; `None` otherwise, and for a claim without a value: the
/// output keeps the value that it had. Microsoft: string claims transformations, `CopyClaimIfPredicateMatch`.
///
/// # Errors
/// [`Fault::Failed`] when it cannot be told: a pattern takes too many steps for this text, or the text is too long for it.
pub(super) fn copy_claim_if_predicate_match(
    input: Option<&str>,
    validation: &PredicateValidation,
    context: Context<'_>,
) -> Result<Option<String>, Fault> {
    let unanswered = Cell::new(None);
    let matches = |pattern: &_, text: &str| {
        context.patterns.is_match(pattern, text).unwrap_or_else(|fault| {
            unanswered.set(Some(fault));
            false
        })
    };
    let today = day::of_moment(context.now);
    let copy = input.filter(|text| holds(validation, text, today, &matches)).map(str::to_owned);
    unanswered.get().map_or(Ok(copy), Err)
}

#[cfg(all(test, feature = "regex"))]
mod tests {
    use super::*;
    use crate::transformation::context::tests::with_context;
    use claimsmith_profile::transformation::{Pattern, Predicate, PredicateGroup, PredicateTest};

    #[test]
    fn what_cannot_be_told_is_an_error_and_no_refusal() {
        let copied = |pattern: &'static str, text: &str| {
            let test = PredicateTest::MatchesRegex(Pattern(pattern.into()));
            let predicate = Predicate { id: "P".into(), help_text: vec![].into(), test };
            let predicates = vec![predicate].into();
            let group = PredicateGroup { id: "G".into(), help_text: vec![].into(), match_at_least: 1, predicates };
            let validation = PredicateValidation { id: "V".into(), groups: vec![group].into() };
            with_context(|context| copy_claim_if_predicate_match(Some(text), &validation, context))
        };
        assert_eq!(copied("a(?=b)", "ab"), Ok(Some("ab".to_owned())));
        assert_eq!(copied("a(?=b)", "ac"), Ok(None));
        assert!(matches!(copied("a(?=b)", &"a".repeat(3_000)), Err(Fault::Failed(_))), "too long");
        assert!(matches!(copied("(?:(?=a)a|a)+c", &"a".repeat(40)), Err(Fault::Failed(_))), "too many steps");
        assert!(matches!(copied("(", "a"), Err(Fault::Failed(_))), "no pattern");
    }
}

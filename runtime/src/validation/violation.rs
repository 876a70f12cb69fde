//! What an application is told about a claim that is not as the policy asks.

use crate::resolver::{Culture, nearest};
use claimsmith_profile::transformation::{Localized, Predicate};
use claimsmith_profile::{List, Text};
use std::fmt;

/// A claim that is not as the policy asks. Never holds its value.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ClaimViolation {
    /// Id of the claim type.
    pub claim: String,
    /// What the policy asks of it.
    pub rule: ViolatedRule,
    help_text: List<Localized<Text>>,
}

impl ClaimViolation {
    pub(super) fn new(claim: &str, rule: ViolatedRule, help_text: &List<Localized<Text>>) -> Self {
        Self { claim: claim.to_owned(), rule, help_text: help_text.clone() }
    }

    /// What the policy says to the user: the `HelpText` of a pattern, the `UserHelpText` of a group of predicates. In the
    /// language of the culture, else in the default language of the policy; `None` when the policy says nothing, as for an
    /// enumeration.
    #[must_use]
    pub fn help_text(&self, culture: Option<&Culture>) -> Option<&str> {
        in_language(&self.help_text, culture)
    }
}

impl fmt::Display for ClaimViolation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let claim = &self.claim;
        match &self.rule {
            ViolatedRule::Enumeration => {
                write!(formatter, "the claim {claim} has a value that the policy does not list")
            }
            ViolatedRule::Pattern => write!(formatter, "the claim {claim} does not match the pattern of the policy"),
            ViolatedRule::PredicateGroup { validation, group, .. } if group.is_empty() => {
                write!(formatter, "the claim {claim} does not satisfy a group of the validation {validation}")
            }
            ViolatedRule::PredicateGroup { validation, group, .. } => {
                write!(formatter, "the claim {claim} does not satisfy the group {group} of the validation {validation}")
            }
        }
    }
}

impl std::error::Error for ClaimViolation {}

/// What a policy asks of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ViolatedRule {
    /// `Restriction/Enumeration`: one of the values that are listed.
    Enumeration,
    /// `Restriction/Pattern`: a match of its regular expression.
    Pattern,
    /// `PredicateGroup`: enough of its predicates.
    PredicateGroup {
        /// `PredicateValidation/@Id`
        validation: Text,
        /// `PredicateGroup/@Id`; empty in a legacy `InputValidation`.
        group: Text,
        /// Its predicates that do not hold, in the order of the policy. Not all of them may have to.
        unmet: Vec<UnmetPredicate>,
    },
}

/// A predicate that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnmetPredicate {
    /// `Predicate/@Id`
    pub id: Text,
    help_text: List<Localized<Text>>,
}

impl UnmetPredicate {
    pub(super) fn new(predicate: &Predicate) -> Self {
        Self { id: predicate.id.clone(), help_text: predicate.help_text.clone() }
    }

    /// `Predicate/@HelpText`, chosen as for [`ClaimViolation::help_text`].
    #[must_use]
    pub fn help_text(&self, culture: Option<&Culture>) -> Option<&str> {
        in_language(&self.help_text, culture)
    }
}

/// The text of the culture that is [`nearest`], else the one that holds for every other.
fn in_language<'t>(texts: &'t [Localized<Text>], culture: Option<&Culture>) -> Option<&'t str> {
    let of = |tag: &str| texts.iter().find(|text| text.culture.eq_ignore_ascii_case(tag));
    culture.and_then(|culture| nearest(culture, of)).or_else(|| of("")).map(|text| &*text.value)
}

//! What a value must be like, and how it is shown: restrictions, predicates, masks.

use super::{Entry, Localized, Pattern};
use crate::{List, Text};

/// What the value of a claim must be like. B2C applies it to what a user enters, not to what a provider says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimValidation {
    /// The claim, by its place among the claims of the profile.
    pub claim: u16,
    /// `Restriction/Enumeration`: the texts that are shown (`key`) and the values that are stored; empty without one.
    pub enumeration: List<Entry>,
    /// `Restriction/Pattern`, with its help text.
    pub pattern: Option<(Pattern, Text)>,
    /// `PredicateValidationReference`
    pub predicates: Option<PredicateValidation>,
}

/// `PredicateValidation`: every group must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PredicateValidation {
    /// `@Id`
    pub id: Text,
    /// `PredicateGroups/PredicateGroup`
    pub groups: List<PredicateGroup>,
}

/// `PredicateGroup`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PredicateGroup {
    /// `@Id`; empty without one.
    pub id: Text,
    /// `UserHelpText`, by language.
    pub help_text: List<Localized<Text>>,
    /// How many of the predicates must hold at least (`PredicateReferences/@MatchAtLeast`); all when it is not written.
    pub match_at_least: u16,
    /// `PredicateReferences/PredicateReference`
    pub predicates: List<Predicate>,
}

/// `Predicate`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Predicate {
    /// `@Id`
    pub id: Text,
    /// `@HelpText`, by language.
    pub help_text: List<Localized<Text>>,
    /// What it asks.
    pub test: PredicateTest,
}

/// `Predicate/@Method` with its parameters, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PredicateTest {
    /// `MatchesRegex`: the pattern matches somewhere.
    MatchesRegex(Pattern),
    /// `IncludesCharacters`: at least one of these is there.
    IncludesCharacters(List<CharacterRange>),
    /// `IsLengthRange`: so many UTF-16 units, both bounds included.
    IsLengthRange {
        /// At least.
        minimum: u32,
        /// At most.
        maximum: u32,
    },
    /// `IsDateRange`: a date between these, both included.
    IsDateRange {
        /// The first date.
        minimum: DateBound,
        /// The last date.
        maximum: DateBound,
    },
}

/// The characters from one to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CharacterRange {
    /// The first.
    pub first: char,
    /// The last.
    pub last: char,
}

/// A bound of `IsDateRange`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateBound {
    /// The day of the check, in UTC.
    Today,
    /// This day.
    Day {
        /// From 1 to 9999.
        year: u16,
        /// From 1 to 12.
        month: u8,
        /// From 1 to 31.
        day: u8,
    },
}

/// `ClaimType/Mask`: how a value is shown; the value itself stays what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mask {
    /// `Simple`: takes the place of as many characters at the beginning as it has itself.
    Simple(Text),
    /// `Regex`: every match is replaced.
    Regex {
        /// What is replaced.
        pattern: Pattern,
        /// By what.
        replacement: Text,
    },
}

//! What a value must be like, and how it is shown: restrictions, predicates, masks.

use super::{Localized, Pattern};
use crate::{List, Text};

/// What the value of a claim must be like. B2C applies it to what a user enters, not to what a provider says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimValidation {
    /// The claim, by its place among the claims of the profile: first the output claims, then those of its transformations.
    pub claim: u16,
    /// `Restriction/Enumeration`
    pub enumeration: Option<Enumeration>,
    /// `Restriction/Pattern`
    pub pattern: Option<PatternRestriction>,
    /// `PredicateValidationReference`, `InputValidationReference`
    pub predicates: Option<PredicateValidation>,
}

impl ClaimValidation {
    /// The base of functional updates.
    pub const EMPTY: Self = Self { claim: 0, enumeration: None, pattern: None, predicates: None };
}

/// `Restriction/Enumeration`: the values that a user can choose, in the language of the policy and in every other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enumeration {
    /// The values (`@Value`), in the text form of the data type.
    pub values: List<Text>,
    /// Whether several may be chosen (`CheckboxMultiSelect`): the claim holds them with commas between.
    pub multiple: bool,
}

/// `Restriction/Pattern`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatternRestriction {
    /// `@RegularExpression`: matches somewhere.
    pub pattern: Pattern,
    /// `@HelpText`, by language.
    pub help_text: List<Localized<Text>>,
}

/// `PredicateValidation`, or the older `InputValidation`: every group must hold.
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
    /// `@Id`; empty in an `InputValidation`, whose groups have none.
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
        /// By what: a replacement pattern of .NET, read.
        replacement: List<ReplacementPiece>,
    },
}

/// A piece of a replacement pattern (.NET: "Substitutions in regular expressions").
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReplacementPiece {
    /// Text as it is.
    Text(Text),
    /// `$1`, `${name}`, `$+`, `$0`, `$&`: what a group matched, by the place of its parenthesis from 1 on; 0 is the whole
    /// match. Nothing for a group that took no part.
    Group(u16),
    /// ``$` ``: all that stands before the match.
    Before,
    /// `$'`: all that stands behind it.
    Behind,
    /// `$_`: the whole value.
    Whole,
}

//! Claims transformations, as data.
//!
//! - [`step`]: the one table of methods as the runtime runs them, [`Step`]
//! - [`constant`]: what the parameters of a policy become once they are read
//! - [`validation`]: what a value must be like: predicates, enumerations, patterns
//! - [`field`]: the fields of a step, for who builds or prints one without knowing its method
//! - `feature`: what a step needs of the runtime

pub mod constant;
mod feature;
pub mod field;
pub mod step;
pub mod validation;

pub use constant::{
    Adjustment, CountryCodeType, Entry, Format, FormatPiece, Instant, JsonMember, JsonSegment, JsonSource, LetterCase,
    Localized, NamedSlot, NumberOperator, Pattern, QueryMember, QuerySource, RandomGenerator, Slot, StringComparison,
    TextOperator, TimeOrder,
};
pub use step::Step;
pub use validation::{
    CharacterRange, ClaimValidation, DateBound, Enumeration, Mask, PatternRestriction, Predicate, PredicateGroup,
    PredicateTest, PredicateValidation, ReplacementPiece,
};

use crate::{DataType, List, Text};
use alloc::borrow::Cow;

/// One claims transformation of a profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transformation {
    /// `ClaimsTransformation/@Id`, for errors and traces.
    pub id: Text,
    /// What it does.
    pub step: Step,
}

/// What happens to the claims of a profile before and after the exchange with the provider.
///
/// Steps name claims by their place: first the output claims of the profile in their order, then [`Self::claims`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transformations {
    /// The claims beyond the output claims of the profile that steps read or write.
    pub claims: List<TransformedClaim>,
    /// `InputClaimsTransformations`, in order: run when a sign-in begins.
    pub before: List<Transformation>,
    /// `OutputClaimsTransformations`, in order: run over the output claims.
    pub after: List<Transformation>,
    /// The languages that the policy has texts for (`SupportedLanguages`), the default first.
    pub languages: List<Text>,
}

impl Transformations {
    /// No transformations; the base of functional updates.
    pub const EMPTY: Self = Self {
        claims: Cow::Borrowed(&[]),
        before: Cow::Borrowed(&[]),
        after: Cow::Borrowed(&[]),
        languages: Cow::Borrowed(&[]),
    };
}

/// A claim that steps read or write and that is none of the output claims of the profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransformedClaim {
    /// Id of the claim type.
    pub claim: Text,
    /// Its data type.
    pub data_type: DataType,
    /// The input claim of the profile with this claim type, by its place: the value that a sign-in is begun with, and, once
    /// the transformations before the exchange have run, what is sent.
    pub input: Option<u16>,
    /// Whether the value that it has when a sign-in begins is kept for the transformations after the exchange.
    pub carried: bool,
    /// Whether it is a claim that the sign-in yields: an output of a transformation after the exchange.
    pub yielded: bool,
    /// Whether it must have a value in the end (`OutputClaim/@Required`); of claims that are yielded.
    pub required: bool,
}

impl TransformedClaim {
    /// The base of functional updates.
    pub const EMPTY: Self = Self {
        claim: Cow::Borrowed(""),
        data_type: DataType::String,
        input: None,
        carried: false,
        yielded: false,
        required: false,
    };
}

//! What the parameters of a claims transformation become once they are read: nothing is parsed at run time.

use crate::{Constant, DataType, List, Text};

/// A claim that a step reads or writes: its place among the claims of the profile, and what it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// First the output claims of the profile, then the further claims of its transformations.
    pub index: u16,
    /// The data type of the claim.
    pub data_type: DataType,
}

impl Slot {
    /// A place and what it holds, for generated code.
    #[doc(hidden)]
    #[must_use]
    pub const fn at(index: u16, data_type: DataType) -> Self {
        Self { index, data_type }
    }
}

/// A claim whose name the policy chooses: the key in JSON, or the named group of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedSlot {
    /// The name.
    pub name: Text,
    /// The claim.
    pub slot: Slot,
}

/// A composite format string (`String.Format`), read. `{RelyingPartyTenantId}` and its like are text already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Format {
    /// Its pieces, in order.
    pub pieces: List<FormatPiece>,
}

/// A piece of a format string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormatPiece {
    /// Text as it is.
    Text(Text),
    /// An argument.
    Argument {
        /// Which, counted from 0.
        index: u16,
        /// How wide it is at least, in UTF-16 units: blanks before it, or, when negative, behind it.
        alignment: i32,
    },
}

/// A regular expression, rewritten from that of .NET to that of the runtime.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern(pub Text);

impl Pattern {
    /// Bytes that a compiled pattern may have: 16 MiB. The compiler refuses what may become larger, and the runtime compiles
    /// nothing that does. `\w`, a letter of any script, may so be repeated some 590 times.
    pub const LARGEST_PROGRAM: usize = 16 << 20;
}

/// A moment: 100 ns since 1970-01-01T00:00:00Z, as fine as a `dateTime` of B2C.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant(pub i64);

/// A key with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What is looked up.
    pub key: Text,
    /// What is found.
    pub value: Text,
}

/// What a policy says in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Localized<T> {
    /// The culture name: `en`, `es-MX`. Empty for what holds where no language says otherwise.
    pub culture: Text,
    /// What it says.
    pub value: T,
}

/// A member of JSON that is generated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonMember {
    /// Where it stands.
    pub path: List<JsonSegment>,
    /// What it holds.
    pub source: JsonSource,
}

/// A part of a path into JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JsonSegment {
    /// A member of an object.
    Member(Text),
    /// An element of an array, counted from 0.
    Index(u16),
}

/// What a member of generated JSON holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JsonSource {
    /// The value of a claim; without one the member is left out.
    Claim(Slot),
    /// A constant of the policy.
    Constant(Constant),
}

/// A member of the query of a URI.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryMember {
    /// Its name.
    pub name: Text,
    /// Its value.
    pub source: QuerySource,
}

/// The value of a member of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QuerySource {
    /// That of a claim.
    Claim(Slot),
    /// A constant of the policy.
    Text(Text),
}

macro_rules! choices {
    ($( $(#[$doc:meta])* $name:ident { $( $(#[$variant_doc:meta])* $variant:ident = $text:literal ),* $(,)? } )*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq)]
            pub enum $name {
                $( $(#[$variant_doc])* $variant, )*
            }

            impl $name {
                /// The choice that a policy writes so, compared without regard to case.
                #[must_use]
                pub fn from_text(text: &str) -> Option<Self> {
                    $( if text.eq_ignore_ascii_case($text) { return Some(Self::$variant); } )*
                    None
                }

                /// The names of the type and of the variant, for generated code.
                #[must_use]
                pub const fn path(self) -> (&'static str, &'static str) {
                    match self { $( Self::$variant => (stringify!($name), stringify!($variant)), )* }
                }
            }
        )*
    };
}

choices! {
    /// How two texts are compared.
    StringComparison {
        /// Unit by unit.
        Ordinal = "Ordinal",
        /// Without regard to case, as .NET's `OrdinalIgnoreCase`.
        OrdinalIgnoreCase = "OrdinalIgnoreCase",
    }
    /// What is asked of two texts.
    TextOperator {
        /// That they are equal.
        Equal = "EQUAL",
        /// That they differ.
        NotEqual = "NOT EQUAL",
    }
    /// What is asked of two moments.
    TimeOrder {
        /// That they are the same.
        Same = "same",
        /// That the first is later.
        LaterThan = "later than",
        /// That the first is earlier.
        EarlierThan = "earlier than",
    }
    /// What is asked of two numbers.
    NumberOperator {
        /// `<`
        LessThan = "LessThan",
        /// `>`
        GreaterThan = "GreaterThan",
        /// `≥`
        GreaterThanOrEqual = "GreaterThanOrEqual",
        /// `≤`
        LessThanOrEqual = "LessThanOrEqual",
        /// `=`
        Equal = "Equal",
        /// `≠`
        NotEqual = "NotEqual",
    }
    /// How a number is changed.
    Adjustment {
        /// By one up.
        Increment = "INCREMENT",
        /// By one down.
        Decrement = "DECREMENT",
    }
    /// The case that letters are brought to.
    LetterCase {
        /// Small letters.
        Lower = "LOWER",
        /// Capital letters.
        Upper = "UPPER",
    }
    /// How the country of a phone number is written.
    CountryCodeType {
        /// As the number that is dialled: `+49`.
        CallingCode = "CallingCode",
        /// As two letters: `DE`.
        Iso3166 = "ISO3166",
    }
    /// What a random text is made of.
    RandomGenerator {
        /// A GUID, version 4.
        Guid = "GUID",
        /// An integer.
        Integer = "INTEGER",
    }
}

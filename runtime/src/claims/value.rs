//! One claim value, and the Rust types that hold one.

use super::{AlternativeSecurityId, UserIdentity};
use claimsmith_profile::{Constant, DataType};
use serde::ser::{Serialize, Serializer};

/// The value of a claim. Dates, times and phone numbers are held as text.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ClaimValue {
    /// A `boolean`
    Boolean(bool),
    /// An `int`
    Int(i32),
    /// A `long`
    Long(i64),
    /// A `string`, and every data type without a variant of its own
    String(String),
    /// A `stringCollection`
    StringCollection(Vec<String>),
    /// A `userIdentity`
    UserIdentity(UserIdentity),
    /// A `userIdentityCollection`
    UserIdentityCollection(Vec<UserIdentity>),
    /// An `alternativeSecurityIdCollection`
    AlternativeSecurityIdCollection(Vec<AlternativeSecurityId>),
}

impl ClaimValue {
    /// What kind of value it is, for messages.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Boolean(_) => "a boolean",
            Self::Int(_) => "an int",
            Self::Long(_) => "a long",
            Self::String(_) => "a text",
            Self::StringCollection(_) => "a collection of texts",
            Self::UserIdentity(_) => "a user identity",
            Self::UserIdentityCollection(_) => "a collection of user identities",
            Self::AlternativeSecurityIdCollection(_) => "a collection of alternative security ids",
        }
    }

    /// Whether it counts as no value: the empty text, the empty collection.
    pub(crate) fn is_unset(&self) -> bool {
        match self {
            Self::String(text) => text.is_empty(),
            Self::StringCollection(texts) => texts.is_empty(),
            Self::UserIdentityCollection(identities) => identities.is_empty(),
            Self::AlternativeSecurityIdCollection(ids) => ids.is_empty(),
            Self::Boolean(_) | Self::Int(_) | Self::Long(_) | Self::UserIdentity(_) => false,
        }
    }

    /// The value as one parameter; the texts of a collection with blanks between them, as `scope` and `prompt` have it.
    /// Identities as JSON, which their claim type reads back.
    pub(crate) fn into_parameter(self) -> String {
        match self {
            Self::Boolean(value) => value.to_string(),
            Self::Int(value) => value.to_string(),
            Self::Long(value) => value.to_string(),
            Self::String(text) => text,
            Self::StringCollection(texts) => texts.join(" "),
            Self::UserIdentity(identity) => json(&identity),
            Self::UserIdentityCollection(identities) => json(&identities),
            Self::AlternativeSecurityIdCollection(ids) => json(&ids),
        }
    }

    /// A value of one of the types whose values are objects, from JSON; `None` for another type, and for JSON that is
    /// none.
    pub(crate) fn identity_from_json(json: &str, data_type: DataType) -> Option<Self> {
        match data_type {
            DataType::UserIdentity => serde_json::from_str(json).ok().map(Self::UserIdentity),
            DataType::UserIdentityCollection => serde_json::from_str(json).ok().map(Self::UserIdentityCollection),
            DataType::AlternativeSecurityIdCollection => {
                serde_json::from_str(json).ok().map(Self::AlternativeSecurityIdCollection)
            }
            _ => None,
        }
    }
}

/// Identities are two texts each, which JSON can always hold.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

impl From<&Constant> for ClaimValue {
    fn from(constant: &Constant) -> Self {
        match constant {
            Constant::Boolean(value) => Self::Boolean(*value),
            Constant::Int(value) => Self::Int(*value),
            Constant::Long(value) => Self::Long(*value),
            Constant::String(text) => Self::String(text.to_string()),
        }
    }
}

impl Serialize for ClaimValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Boolean(value) => serializer.serialize_bool(*value),
            Self::Int(value) => serializer.serialize_i32(*value),
            Self::Long(value) => serializer.serialize_i64(*value),
            Self::String(text) => serializer.serialize_str(text),
            Self::StringCollection(texts) => texts.serialize(serializer),
            Self::UserIdentity(identity) => identity.serialize(serializer),
            Self::UserIdentityCollection(identities) => identities.serialize(serializer),
            Self::AlternativeSecurityIdCollection(ids) => ids.serialize(serializer),
        }
    }
}

/// A Rust type that holds the value of a claim.
///
/// Implemented for `bool`, `i32`, `i64`, `String`, `Vec<String>`, [`UserIdentity`], `Vec<UserIdentity>`,
/// `Vec<`[`AlternativeSecurityId`]`>`, and [`ClaimValue`], which holds any. Implement it for a type of your own to name
/// it in `types`. `to_claim` gives a value of the claim's data type that `from_claim` reads back: claims structs are
/// serialised with the one and deserialised with the other.
///
/// A type that is text does without: `FromStr` and `Display` are enough.
///
/// ```
/// use claimsmith_runtime::{ClaimType, ClaimValue};
///
/// /// What the provider numbers from 0 to 2.
/// #[derive(Debug, Clone, Copy, PartialEq)]
/// enum Gender { Unknown, Male, Female }
///
/// impl ClaimType for Gender {
///     fn from_claim(value: ClaimValue) -> Option<Self> {
///         match value {
///             ClaimValue::Int(0) => Some(Self::Unknown),
///             ClaimValue::Int(1) => Some(Self::Male),
///             ClaimValue::Int(2) => Some(Self::Female),
///             _ => None,
///         }
///     }
///
///     fn to_claim(&self) -> ClaimValue {
///         ClaimValue::Int(*self as i32)
///     }
/// }
/// ```
pub trait ClaimType: Sized {
    /// The value as this type; `None` when it does not fit.
    fn from_claim(value: ClaimValue) -> Option<Self>;

    /// This as a value.
    fn to_claim(&self) -> ClaimValue;
}

impl ClaimType for ClaimValue {
    fn from_claim(value: ClaimValue) -> Option<Self> {
        Some(value)
    }

    fn to_claim(&self) -> ClaimValue {
        self.clone()
    }
}

impl ClaimType for bool {
    fn from_claim(value: ClaimValue) -> Option<Self> {
        if let ClaimValue::Boolean(value) = value { Some(value) } else { None }
    }

    fn to_claim(&self) -> ClaimValue {
        ClaimValue::Boolean(*self)
    }
}

impl ClaimType for i32 {
    fn from_claim(value: ClaimValue) -> Option<Self> {
        if let ClaimValue::Int(value) = value { Some(value) } else { None }
    }

    fn to_claim(&self) -> ClaimValue {
        ClaimValue::Int(*self)
    }
}

impl ClaimType for i64 {
    fn from_claim(value: ClaimValue) -> Option<Self> {
        match value {
            ClaimValue::Long(value) => Some(value),
            ClaimValue::Int(value) => Some(value.into()),
            _ => None,
        }
    }

    fn to_claim(&self) -> ClaimValue {
        ClaimValue::Long(*self)
    }
}

impl ClaimType for String {
    fn from_claim(value: ClaimValue) -> Option<Self> {
        if let ClaimValue::String(text) = value { Some(text) } else { None }
    }

    fn to_claim(&self) -> ClaimValue {
        ClaimValue::String(self.clone())
    }
}

impl ClaimType for Vec<String> {
    fn from_claim(value: ClaimValue) -> Option<Self> {
        if let ClaimValue::StringCollection(texts) = value { Some(texts) } else { None }
    }

    fn to_claim(&self) -> ClaimValue {
        ClaimValue::StringCollection(self.clone())
    }
}

impl ClaimType for UserIdentity {
    fn from_claim(value: ClaimValue) -> Option<Self> {
        if let ClaimValue::UserIdentity(identity) = value { Some(identity) } else { None }
    }

    fn to_claim(&self) -> ClaimValue {
        ClaimValue::UserIdentity(self.clone())
    }
}

impl ClaimType for Vec<UserIdentity> {
    fn from_claim(value: ClaimValue) -> Option<Self> {
        if let ClaimValue::UserIdentityCollection(identities) = value { Some(identities) } else { None }
    }

    fn to_claim(&self) -> ClaimValue {
        ClaimValue::UserIdentityCollection(self.clone())
    }
}

impl ClaimType for Vec<AlternativeSecurityId> {
    fn from_claim(value: ClaimValue) -> Option<Self> {
        if let ClaimValue::AlternativeSecurityIdCollection(ids) = value { Some(ids) } else { None }
    }

    fn to_claim(&self) -> ClaimValue {
        ClaimValue::AlternativeSecurityIdCollection(self.clone())
    }
}

//! The claims that go into a sign-in and come out of it.

use crate::{List, Resolver, Text, text};
use alloc::borrow::Cow;

/// `ClaimType/DataType`, all values of the policy schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DataType {
    /// `boolean`
    Boolean,
    /// `date`: `yyyy-mm-dd`
    Date,
    /// `dateTime`: ISO 8601 with 100 ns resolution
    DateTime,
    /// `duration`: ISO 8601-like
    Duration,
    /// `int`: 32-bit signed
    Int,
    /// `long`: 64-bit signed
    Long,
    /// `string`
    String,
    /// `stringCollection`
    StringCollection,
    /// `alternativeSecurityIdCollection`
    AlternativeSecurityIdCollection,
    /// `userIdentityCollection`
    UserIdentityCollection,
    /// `userIdentity`
    UserIdentity,
    /// `phoneNumber`: E.164
    PhoneNumber,
    /// `objectIdentityCollection`
    ObjectIdentityCollection,
    /// `objectIdentity`
    ObjectIdentity,
}

impl DataType {
    /// Every data type, in the order of the schema.
    pub const ALL: [Self; 14] = [
        Self::Boolean,
        Self::Date,
        Self::DateTime,
        Self::Duration,
        Self::Int,
        Self::Long,
        Self::String,
        Self::StringCollection,
        Self::AlternativeSecurityIdCollection,
        Self::UserIdentityCollection,
        Self::UserIdentity,
        Self::PhoneNumber,
        Self::ObjectIdentityCollection,
        Self::ObjectIdentity,
    ];

    /// The spelling in a policy.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Boolean => "boolean",
            Self::Date => "date",
            Self::DateTime => "dateTime",
            Self::Duration => "duration",
            Self::Int => "int",
            Self::Long => "long",
            Self::String => "string",
            Self::StringCollection => "stringCollection",
            Self::AlternativeSecurityIdCollection => "alternativeSecurityIdCollection",
            Self::UserIdentityCollection => "userIdentityCollection",
            Self::UserIdentity => "userIdentity",
            Self::PhoneNumber => "phoneNumber",
            Self::ObjectIdentityCollection => "objectIdentityCollection",
            Self::ObjectIdentity => "objectIdentity",
        }
    }

    /// The data type with this spelling; the schema's enumerations are case-sensitive.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|data_type| data_type.name() == name)
    }
}

/// A constant of the policy, parsed and checked against the claim's data type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Constant {
    /// A `boolean`
    Boolean(bool),
    /// An `int`
    Int(i32),
    /// A `long`
    Long(i64),
    /// A `string`
    String(Text),
}

/// One `InputClaims/InputClaim`: a parameter of the authorization request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputClaim {
    /// Id of the claim type.
    pub claim: Text,
    /// Its data type.
    pub data_type: DataType,
    /// Name of the parameter: the effective partner claim type.
    pub parameter: Text,
    /// `DefaultValue`, used when the application gives no value.
    pub default: Option<Constant>,
    /// `DefaultValue` that is a claim resolver; [`InputClaim::default`] is `None` then. Without a value of its own the
    /// parameter is not sent.
    pub resolver: Option<Resolver>,
    /// `AlwaysUseDefaultValue`: the default or the resolver replaces whatever the application gives.
    pub always_default: bool,
    /// `Required`: without a value the sign-in does not begin.
    pub required: bool,
}

impl InputClaim {
    /// The base of functional updates.
    pub const EMPTY: Self = Self {
        claim: Cow::Borrowed(""),
        data_type: DataType::String,
        parameter: Cow::Borrowed(""),
        default: None,
        resolver: None,
        always_default: false,
        required: false,
    };
}

/// One `OutputClaims/OutputClaim`: a claim the sign-in yields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputClaim {
    /// Id of the claim type.
    pub claim: Text,
    /// Its data type.
    pub data_type: DataType,
    /// Where the value comes from.
    pub source: ClaimSource,
    /// `DefaultValue`, used when the source has no value.
    pub default: Option<Constant>,
    /// `DefaultValue` that is a claim resolver, evaluated when the sign-in begins; [`OutputClaim::default`] is `None`
    /// then.
    pub resolver: Option<Resolver>,
    /// `AlwaysUseDefaultValue`: the default or the resolver replaces what the source has.
    pub always_default: bool,
    /// `Required`: without a value the sign-in fails.
    pub required: bool,
}

impl OutputClaim {
    /// The base of functional updates.
    pub const EMPTY: Self = Self {
        claim: Cow::Borrowed(""),
        data_type: DataType::String,
        source: ClaimSource::Member(Cow::Borrowed("")),
        default: None,
        resolver: None,
        always_default: false,
        required: false,
    };

    /// An optional text read from one member of the answer, for generated code: most claims are that.
    #[doc(hidden)]
    #[must_use]
    pub const fn string(claim: &'static str, member: &'static str) -> Self {
        Self::member(claim, DataType::String, member)
    }

    /// An optional claim read from one member of the answer, for generated code.
    #[doc(hidden)]
    #[must_use]
    pub const fn member(claim: &'static str, data_type: DataType, member: &'static str) -> Self {
        Self {
            claim: text(claim),
            data_type,
            source: ClaimSource::Member(text(member)),
            default: None,
            resolver: None,
            always_default: false,
            required: false,
        }
    }
}

/// Where the value of an output claim comes from: its effective partner claim type.
///
/// Members and paths are looked up in the claims answer, then in the answers of the follow-up requests, then in the
/// id_token, then in the token answer, then among the callback parameters that the profile names; the first that has the
/// member and does not say `null` gives the value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClaimSource {
    /// A top-level member; dots are part of the name.
    Member(Text),
    /// A path (`ResolveJsonPathsInJsonTokens`).
    Path(List<PathSegment>),
    /// `{oauth2:access_token}`
    AccessToken,
    /// `{oauth2:refresh_token}`
    RefreshToken,
    /// `{oauth2:expires_in}`
    ExpiresIn,
    /// `{oauth2:token_type}`
    TokenType,
    /// `{OIDC:IdToken}`: the id_token as it came
    IdToken,
}

/// One step of a path such as `data[0].email`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PathSegment {
    /// A member of an object
    Member(Text),
    /// An element of an array, counted from 0
    Index(u32),
    /// The first element of an array whose member has this value, as text: `[primary=true]`
    Find {
        /// Name of the member.
        member: Text,
        /// A text, the digits of a number, `true` or `false`.
        value: Text,
    },
}

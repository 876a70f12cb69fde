//! Stage 7's result: what is generated, shaped like Rust, with no XML left.

use crate::attribute::Attribute;
use claimsmith_profile::Profile;
use std::collections::{BTreeMap, BTreeSet};

/// Everything one policy generates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sdk {
    /// `PolicyId` of the leaf, else its file name.
    pub policy: String,
    /// Path of the leaf.
    pub file: String,
    /// Path of the facade crate.
    pub runtime_path: String,
    /// Derives of every claims struct beside its own.
    pub derives: Vec<String>,
    /// The technical profiles, in the order of their buttons.
    pub profiles: Vec<Client>,
    /// The technical profiles that do nothing but run claims transformations.
    pub functions: Vec<Function>,
    /// The claims of the tokens that an application gets from the policy.
    pub token: Option<TokenContract>,
    /// Whether every wanted technical profile is among the profiles: else nothing over all of them is generated.
    pub complete: bool,
    /// The technical profiles that are not generated, and why.
    pub omitted: Vec<Omitted>,
}

impl Sdk {
    /// Whether there are `Policy`, `PolicyConfig`, `SignedIn` and `PROVIDERS`: only when every wanted client is there, so that
    /// no type exists with a member missing.
    #[must_use]
    pub fn has_policy_type(&self) -> bool {
        self.complete && !self.profiles.is_empty()
    }

    /// Whether nothing is generated.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.profiles.is_empty() && self.functions.is_empty() && self.token.is_none()
    }
}

/// A technical profile that is not generated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Omitted {
    /// Its id.
    pub id: String,
    /// Why, as the end of a sentence.
    pub reason: String,
}

/// A generated client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    /// Name of the client type, the stem of the others: `QqOauth`.
    pub name: String,
    /// Name of the field and method on the policy: `qq_oauth`.
    pub field: String,
    /// Where the profile is declared.
    pub place: Place,
    /// Where its parts stand.
    pub places: Places,
    /// The profile, exactly as the constant will hold it.
    pub profile: Profile,
    /// `ClaimsProvider/Domain`, empty without one.
    pub domain: String,
    /// The fields of the configuration for the cryptographic keys.
    pub keys: Vec<KeyField>,
    /// The fields of the inputs.
    pub inputs: Vec<ClaimField>,
    /// The fields of the claims.
    pub claims: Vec<ClaimField>,
    /// Attributes of the claims struct beside its own.
    pub attributes: Vec<Attribute>,
}

/// A generated function from claims to claims.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Function {
    /// Name of the function: `display_name`.
    pub name: String,
    /// The stem of the names of its types: `DisplayName`.
    pub stem: String,
    /// Where the profile is declared.
    pub place: Place,
    /// Where its parts stand.
    pub places: Places,
    /// The profile, exactly as the constant will hold it: id and name, claims and transformations.
    pub profile: Profile,
    /// The fields of the inputs.
    pub inputs: Vec<ClaimField>,
    /// The fields of the claims.
    pub claims: Vec<ClaimField>,
    /// Attributes of the claims struct beside its own.
    pub attributes: Vec<Attribute>,
}

/// What the relying party becomes: the claims of the tokens that an application gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenContract {
    /// Name of the struct: `TokenClaims`.
    pub name: String,
    /// Where the technical profile of the relying party is declared.
    pub place: Place,
    /// The profile, exactly as the constant will hold it: its id, and one output a claim with its name in the token as id.
    pub profile: Profile,
    /// The fields of the claims, one an output.
    pub claims: Vec<ClaimField>,
    /// What the policy gives a claim without a value, as it is written there, by the index of the claim.
    pub defaults: Vec<Option<TokenDefault>>,
    /// Indices of the claims that may hold a token of a provider, which nobody should see.
    pub hidden: BTreeSet<usize>,
    /// `SubjectNamingInfo/@ClaimType`: the name of the claim that is the subject of the token.
    pub subject: Option<String>,
    /// What the metadata of the token issuer says of the claims that it adds itself, by key.
    pub issuer: Vec<(&'static str, String)>,
    /// Attributes of the struct beside its own.
    pub attributes: Vec<Attribute>,
}

/// `DefaultValue` of a claim of a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenDefault {
    /// As the policy has it.
    pub value: String,
    /// `AlwaysUseDefaultValue`
    pub is_always: bool,
}

/// Where something stands, for documentation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Path of the file.
    pub file: String,
    /// Line, counted from 1.
    pub line: u32,
    /// The element: `TechnicalProfile QQ-OAUTH`.
    pub element: String,
}

/// Where the parts of a technical profile stand, as they are in force: in any file of the chain. Nothing of it is in generated
/// code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places {
    /// `DisplayName`
    pub display_name: Option<Place>,
    /// `ClaimsProvider/Domain`
    pub domain: Option<Place>,
    /// `EnabledForUserJourneys`
    pub enabled_for_user_journeys: Option<Place>,
    /// `Metadata/Item`, by `@Key`.
    pub metadata: BTreeMap<String, Place>,
    /// `CryptographicKeys/Key`, by `@Id` in lower case.
    pub keys: BTreeMap<String, Place>,
    /// `InputClaims/InputClaim`, by claim type in lower case.
    pub inputs: BTreeMap<String, ClaimPlaces>,
    /// `OutputClaims/OutputClaim`, by claim type in lower case.
    pub outputs: BTreeMap<String, ClaimPlaces>,
    /// The claims transformations that it runs, by `@Id` in lower case: where they are declared.
    pub transformations: BTreeMap<String, Place>,
}

/// Where an input or output claim stands. Each attribute may come from another file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimPlaces {
    /// The element that was read last.
    pub element: Place,
    /// `@PartnerClaimType`
    pub partner_claim_type: Option<Place>,
    /// `@DefaultValue`
    pub default_value: Option<Place>,
    /// `@Required`
    pub required: Option<Place>,
}

/// A cryptographic key in the configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyField {
    /// Name of the field: `client_secret`.
    pub name: String,
    /// Id of the key.
    pub id: String,
    /// Its storage reference.
    pub storage_reference_id: String,
    /// The environment variable that holds it.
    pub variable: String,
}

/// A claim as a field of a struct.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimField {
    /// Name of the field.
    pub name: String,
    /// Id of the claim type.
    pub claim: String,
    /// Index into the inputs of the profile; of a claim of the claims struct, its place among the outputs and the further
    /// claims of the transformations.
    pub index: usize,
    /// Type of the field, unless it has another one.
    pub field_type: FieldType,
    /// Path of the type that the caller gave the claim in place of that.
    pub own_type: Option<String>,
    /// Attributes of the field in the claims struct.
    pub attributes: Vec<Attribute>,
    /// Whether the value may be absent.
    pub optional: bool,
    /// `DisplayName` of the claim type.
    pub display_name: Option<String>,
    /// `UserHelpText` of the claim type.
    pub help_text: Option<String>,
    /// What the policy fixes about it, as a sentence; empty without one.
    pub remark: Vec<Phrase>,
    /// Where the claim type is declared.
    pub place: Place,
}

/// A piece of a sentence in documentation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Phrase {
    /// Words of ours.
    Words(&'static str),
    /// A text of the policy, shown as code.
    Code(String),
}

/// The Rust type of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldType {
    /// `bool`
    Boolean,
    /// `i32`
    Int,
    /// `i64`
    Long,
    /// `String`
    String,
    /// `Vec<String>`
    StringCollection,
    /// `UserIdentity`
    UserIdentity,
    /// `Vec<UserIdentity>`
    UserIdentityCollection,
    /// `Vec<AlternativeSecurityId>`
    AlternativeSecurityIdCollection,
}

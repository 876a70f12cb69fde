//! A technical profile over the chain, and what it says of itself.

use super::yielded::yielded;
use super::{ClaimTypes, Policy};
use crate::ast::{self, Text};
use crate::protocol::{Role, role_of, value};
use crate::source::{Span, Spanned};
use std::sync::OnceLock;

/// The metadata key that names the claim type whose value identifies the user.
pub(crate) const SUBJECT: &str = "claimsmith.subject";

/// The metadata key that names the member of an answer that identifies the user.
pub(crate) const IDENTITY: &str = "external_user_identity_claim_id";

/// A technical profile over the chain, includes applied.
#[derive(Debug, Clone)]
pub struct TechnicalProfile<'a> {
    /// The id as first declared.
    pub id: &'a Text,
    /// The elements it is made of: those of included profiles, then its own, root base first.
    pub elements: Vec<Span>,
    /// `ClaimsProvider/Domain` around the last element that has one.
    pub domain: Option<&'a Text>,
    /// `DisplayName`
    pub display_name: Option<&'a Text>,
    /// Whether `DisplayName` is there, be it without text.
    pub has_display_name: bool,
    /// `Protocol`
    pub protocol: Option<&'a ast::Protocol>,
    /// The `Protocol` of a base in whose place a derived policy put another one.
    pub displaced_protocol: Option<&'a ast::Protocol>,
    /// `InputTokenFormat`
    pub input_token_format: Option<&'a Text>,
    /// `OutputTokenFormat`
    pub output_token_format: Option<&'a Text>,
    /// `Metadata`, one item a key, in the order of first use.
    pub metadata: Vec<&'a ast::MetadataItem>,
    /// `CryptographicKeys`, one item a key id.
    pub cryptographic_keys: Vec<&'a ast::CryptographicKey>,
    /// `InputClaimsTransformations`
    pub input_claims_transformations: Vec<&'a Text>,
    /// `InputClaims`, one item a claim type.
    pub input_claims: Vec<ClaimReference<'a>>,
    /// `DisplayClaims`, one item a claim type or display control.
    pub display_claims: Vec<&'a ast::DisplayClaim>,
    /// `PersistedClaims`, one item a claim type.
    pub persisted_claims: Vec<ClaimReference<'a>>,
    /// `OutputClaims`, one item a claim type.
    pub output_claims: Vec<ClaimReference<'a>>,
    /// `OutputClaimsTransformations`
    pub output_claims_transformations: Vec<&'a Text>,
    /// `ValidationTechnicalProfiles` as B2C runs them: those of the derived policy first, repetitions kept.
    pub validation_technical_profiles: Vec<&'a ast::ValidationTechnicalProfile>,
    /// `SubjectNamingInfo`
    pub subject_naming_info: Option<&'a ast::SubjectNamingInfo>,
    /// `IncludeClaimsFromTechnicalProfile`
    pub include_claims_from: Option<&'a Text>,
    /// `IncludeTechnicalProfile`
    pub include: Option<&'a Text>,
    /// `UseTechnicalProfileForSessionManagement`
    pub session_management: Option<&'a Text>,
    /// `EnabledForUserJourneys`
    pub enabled_for_user_journeys: Option<&'a Text>,
    /// Elements that are not typed: shown by `inspect`, and refused where code is generated for what they ask.
    pub raw: Vec<&'a ast::Raw>,
    /// What it is, once somebody has asked: [`crate::protocol::role_of`].
    pub(crate) role: OnceLock<Option<Role>>,
}

impl<'a> TechnicalProfile<'a> {
    /// The partner claim type in force: the reference's own, else the claim type's default for the protocol, else the
    /// id of the claim type as it is declared.
    #[must_use]
    pub fn partner_claim_type(&self, reference: &ClaimReference<'a>, claim_types: &ClaimTypes<'a>) -> &'a Text {
        let default = || claim_types.default_partner_claim_type(reference.claim_type, self.protocol_name());
        reference.partner_claim_type.unwrap_or_else(default)
    }

    /// The metadata item with this key, spelled exactly so.
    #[must_use]
    pub fn metadata(&self, key: &str) -> Option<&'a ast::MetadataItem> {
        self.metadata.iter().find(|item| item.key.value == key).copied()
    }

    /// The cryptographic key with this id.
    #[must_use]
    pub fn cryptographic_key(&self, id: &str) -> Option<&'a ast::CryptographicKey> {
        self.cryptographic_keys.iter().find(|key| key.id.eq_ignore_ascii_case(id)).copied()
    }

    /// `Protocol/@Name`, or nothing.
    #[must_use]
    pub fn protocol_name(&self) -> Option<&'a str> {
        self.protocol.map(|protocol| protocol.name.as_str())
    }

    /// Whether its partner claim types are paths (`ResolveJsonPathsInJsonTokens`).
    #[must_use]
    pub fn resolves_paths(&self) -> bool {
        self.is_on("ResolveJsonPathsInJsonTokens")
    }

    /// Whether claim resolvers in its default values work (`IncludeClaimResolvingInClaimsHandling`).
    #[must_use]
    pub fn resolves_claims(&self) -> bool {
        self.is_on("IncludeClaimResolvingInClaimsHandling")
    }

    /// Whether a metadata item that is off by default says otherwise.
    fn is_on(&self, key: &str) -> bool {
        self.metadata(key).and_then(|item| value::boolean(&item.value)).unwrap_or(false)
    }

    /// Whether the metadata item with this key has this value, in any case.
    #[must_use]
    pub fn metadata_is(&self, key: &str, value: &str) -> bool {
        self.metadata(key).is_some_and(|item| item.value.eq_ignore_ascii_case(value))
    }

    /// Whether the authorization endpoint answers with the id_token itself, so that there is no token request
    /// (`response_types` = `id_token`).
    #[must_use]
    pub fn receives_id_token(&self) -> bool {
        self.metadata_is("response_types", "id_token")
    }

    /// The claims that a sign-in yields and that can identify a user: output claims, and those that output transformations
    /// give.
    pub(crate) fn subject_holders(&self, policy: &Policy<'a>) -> Vec<&'a Text> {
        let outputs = self.output_claims.iter().map(|output| output.claim_type);
        outputs.chain(yielded(self, policy)).collect()
    }

    /// The claim of a sign-in that `claimsmith.subject` names.
    pub(crate) fn subject_claim(&self, policy: &Policy<'a>) -> Option<&'a Text> {
        let id = &self.metadata(SUBJECT)?.value;
        self.subject_holders(policy).into_iter().find(|holder| holder.eq_ignore_ascii_case(id))
    }

    /// Index of the output claim that reads what `external_user_identity_claim_id` names.
    pub(crate) fn identity_claim(&self, policy: &Policy<'a>) -> Option<usize> {
        let member = &self.metadata(IDENTITY)?.value.value;
        self.output_claims.iter().position(|it| self.partner_claim_type(it, &policy.claim_types).value == *member)
    }

    /// Whether no journey ever offers the profile.
    #[must_use]
    pub fn is_switched_off(&self) -> bool {
        self.enabled_for_user_journeys.is_some_and(|text| matches!(text.as_str(), "false" | "Never"))
    }

    /// Whether it does nothing but run claims transformations, which Claimsmith compiles to a function
    /// ([`Role::ClaimsTransformation`]).
    #[must_use]
    pub fn is_claims_transformation(&self) -> bool {
        role_of(self) == Some(Role::ClaimsTransformation)
    }

    /// Whether Claimsmith is the client of another provider here, which it compiles ([`Role::OAuth2Federation`]).
    #[must_use]
    pub fn is_oauth2_federation(&self) -> bool {
        role_of(self) == Some(Role::OAuth2Federation)
    }
}

/// A reference to a claim type, its attributes merged.
#[derive(Debug, Clone)]
pub struct ClaimReference<'a> {
    /// `@ClaimTypeReferenceId` as last spelled.
    pub claim_type: &'a Text,
    /// `@PartnerClaimType`
    pub partner_claim_type: Option<&'a Text>,
    /// `@DefaultValue`
    pub default_value: Option<&'a Text>,
    /// `@AlwaysUseDefaultValue`
    pub always_use_default_value: Option<&'a Spanned<bool>>,
    /// `@Required`
    pub required: Option<&'a Spanned<bool>>,
}

impl ClaimReference<'_> {
    /// `@AlwaysUseDefaultValue`, false when absent. It means nothing without a default value.
    #[must_use]
    pub fn is_always_default(&self) -> bool {
        self.default_value.is_some() && self.always_use_default_value.is_some_and(|flag| flag.value)
    }

    /// `@Required`, false when absent.
    #[must_use]
    pub fn is_required(&self) -> bool {
        self.required.is_some_and(|flag| flag.value)
    }
}

//! One policy file as it is written: every value with its place, nothing resolved.
//!
//! Elements whose meaning a later stage reads are typed. The others are kept as [`Raw`], neither skipped nor rejected:
//! their structure is known to the schema.

use crate::source::{FileId, Span, Spanned};
use claimsmith_profile::DataType;

/// A text with its place.
pub type Text = Spanned<String>;

/// An element that no later stage reads yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raw {
    /// Its name.
    pub name: String,
    /// The whole element.
    pub span: Span,
}

/// `TrustFrameworkPolicy`
#[derive(Debug, Clone)]
pub struct PolicyFile {
    /// The file.
    pub file: FileId,
    /// Name of the root element in its start tag.
    pub root: Span,
    /// `@TenantId`
    pub tenant_id: Option<Text>,
    /// `@PolicyId`
    pub policy_id: Option<Text>,
    /// `BasePolicy`
    pub base: Option<BasePolicy>,
    /// `BuildingBlocks/ClaimsSchema/ClaimType`
    pub claim_types: Vec<ClaimType>,
    /// `ClaimsProviders/ClaimsProvider`
    pub claims_providers: Vec<ClaimsProvider>,
    /// `UserJourneys/UserJourney`
    pub user_journeys: Vec<UserJourney>,
    /// `SubJourneys/SubJourney`
    pub sub_journeys: Vec<UserJourney>,
    /// `RelyingParty`
    pub relying_party: Option<RelyingParty>,
    /// The rest.
    pub raw: Vec<Raw>,
}

/// `BasePolicy`
#[derive(Debug, Clone)]
pub struct BasePolicy {
    /// `TenantId`
    pub tenant_id: Option<Text>,
    /// `PolicyId`
    pub policy_id: Option<Text>,
}

/// `ClaimType`
#[derive(Debug, Clone)]
pub struct ClaimType {
    /// `@Id`
    pub id: Text,
    /// The whole element.
    pub span: Span,
    /// `DisplayName`
    pub display_name: Option<Text>,
    /// `DataType`
    pub data_type: Option<Spanned<DataType>>,
    /// `DefaultPartnerClaimTypes/Protocol`
    pub default_partner_claim_types: Vec<DefaultPartnerClaimType>,
    /// `AdminHelpText`
    pub admin_help_text: Option<Text>,
    /// `UserHelpText`
    pub user_help_text: Option<Text>,
    /// The rest.
    pub raw: Vec<Raw>,
}

/// `DefaultPartnerClaimTypes/Protocol`
#[derive(Debug, Clone)]
pub struct DefaultPartnerClaimType {
    /// `@Name`
    pub protocol: Text,
    /// `@PartnerClaimType`
    pub partner_claim_type: Text,
}

/// `ClaimsProvider`
#[derive(Debug, Clone)]
pub struct ClaimsProvider {
    /// `DisplayName`: a label, never matched.
    pub display_name: Option<Text>,
    /// `Domain`: what `domain_hint` selects.
    pub domain: Option<Text>,
    /// `TechnicalProfiles/TechnicalProfile`
    pub technical_profiles: Vec<TechnicalProfile>,
}

/// `TechnicalProfile`
#[derive(Debug, Clone)]
pub struct TechnicalProfile {
    /// `@Id`
    pub id: Text,
    /// The whole element.
    pub span: Span,
    /// `DisplayName`
    pub display_name: Option<Text>,
    /// `Description`
    pub description: Option<Text>,
    /// `Protocol`
    pub protocol: Option<Protocol>,
    /// `OutputTokenFormat`
    pub output_token_format: Option<Text>,
    /// `Metadata/Item`
    pub metadata: Vec<MetadataItem>,
    /// `CryptographicKeys/Key`
    pub cryptographic_keys: Vec<CryptographicKey>,
    /// `InputClaimsTransformations/InputClaimsTransformation/@ReferenceId`
    pub input_claims_transformations: Vec<Text>,
    /// `InputClaims/InputClaim`
    pub input_claims: Vec<ClaimReference>,
    /// `PersistedClaims/PersistedClaim`
    pub persisted_claims: Vec<ClaimReference>,
    /// `OutputClaims/OutputClaim`
    pub output_claims: Vec<ClaimReference>,
    /// `OutputClaimsTransformations/OutputClaimsTransformation/@ReferenceId`
    pub output_claims_transformations: Vec<Text>,
    /// `IncludeTechnicalProfile/@ReferenceId`
    pub include: Option<Text>,
    /// `EnabledForUserJourneys`
    pub enabled_for_user_journeys: Option<Text>,
    /// The rest.
    pub raw: Vec<Raw>,
}

/// `Protocol`
#[derive(Debug, Clone)]
pub struct Protocol {
    /// `@Name`
    pub name: Text,
    /// `@Handler`
    pub handler: Option<Text>,
}

/// `Metadata/Item`
#[derive(Debug, Clone)]
pub struct MetadataItem {
    /// `@Key`
    pub key: Text,
    /// The text.
    pub value: Text,
}

/// `CryptographicKeys/Key`
#[derive(Debug, Clone)]
pub struct CryptographicKey {
    /// `@Id`
    pub id: Text,
    /// `@StorageReferenceId`
    pub storage_reference_id: Text,
}

/// `InputClaim`, `PersistedClaim` or `OutputClaim`
#[derive(Debug, Clone)]
pub struct ClaimReference {
    /// `@ClaimTypeReferenceId`
    pub claim_type: Text,
    /// `@PartnerClaimType`
    pub partner_claim_type: Option<Text>,
    /// `@DefaultValue`
    pub default_value: Option<Text>,
    /// `@AlwaysUseDefaultValue`
    pub always_use_default_value: Option<Spanned<bool>>,
    /// `@Required`
    pub required: Option<Spanned<bool>>,
}

/// `UserJourney` or `SubJourney`
#[derive(Debug, Clone)]
pub struct UserJourney {
    /// `@Id`
    pub id: Text,
    /// The whole element.
    pub span: Span,
    /// `OrchestrationSteps/OrchestrationStep`
    pub steps: Vec<OrchestrationStep>,
    /// The rest.
    pub raw: Vec<Raw>,
}

/// `OrchestrationStep`
#[derive(Debug, Clone)]
pub struct OrchestrationStep {
    /// `@Order`
    pub order: Spanned<u32>,
    /// `@Type`
    pub kind: Option<Text>,
    /// `ClaimsProviderSelections/ClaimsProviderSelection/@TargetClaimsExchangeId`
    pub selections: Vec<Text>,
    /// `ClaimsExchanges/ClaimsExchange`
    pub exchanges: Vec<ClaimsExchange>,
    /// `JourneyList/Candidate/@SubJourneyReferenceId`
    pub sub_journeys: Vec<Text>,
    /// The rest.
    pub raw: Vec<Raw>,
}

/// `ClaimsExchange`
#[derive(Debug, Clone)]
pub struct ClaimsExchange {
    /// `@Id`
    pub id: Text,
    /// `@TechnicalProfileReferenceId`
    pub technical_profile: Text,
}

/// `RelyingParty`
#[derive(Debug, Clone)]
pub struct RelyingParty {
    /// Name of the element in its start tag.
    pub name: Span,
    /// `DefaultUserJourney/@ReferenceId`
    pub default_user_journey: Option<Text>,
    /// `TechnicalProfile`: the token contract of the application.
    pub technical_profile: Option<TechnicalProfile>,
    /// The rest.
    pub raw: Vec<Raw>,
}

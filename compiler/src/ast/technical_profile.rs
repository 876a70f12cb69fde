//! `ClaimsProvider` and `TechnicalProfile`.

use super::{Precondition, Raw, Text};
use crate::source::{Span, Spanned};

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
    /// Whether `DisplayName` is there, be it without text.
    pub has_display_name: bool,
    /// `Description`
    pub description: Option<Text>,
    /// `Protocol`
    pub protocol: Option<Protocol>,
    /// `InputTokenFormat`
    pub input_token_format: Option<Text>,
    /// `OutputTokenFormat`
    pub output_token_format: Option<Text>,
    /// `Metadata/Item`
    pub metadata: Vec<MetadataItem>,
    /// `CryptographicKeys/Key`
    pub cryptographic_keys: Vec<CryptographicKey>,
    /// `InputTokenSources/TechnicalProfile/@Id`
    pub input_token_sources: Vec<Text>,
    /// `InputClaimsTransformations/InputClaimsTransformation/@ReferenceId`
    pub input_claims_transformations: Vec<Text>,
    /// `InputClaims/InputClaim`
    pub input_claims: Vec<ClaimReference>,
    /// `DisplayClaims/DisplayClaim`
    pub display_claims: Vec<DisplayClaim>,
    /// `PersistedClaims/PersistedClaim`
    pub persisted_claims: Vec<ClaimReference>,
    /// `OutputClaims/OutputClaim`
    pub output_claims: Vec<ClaimReference>,
    /// `OutputClaimsTransformations/OutputClaimsTransformation/@ReferenceId`
    pub output_claims_transformations: Vec<Text>,
    /// `ValidationTechnicalProfiles/ValidationTechnicalProfile`
    pub validation_technical_profiles: Vec<ValidationTechnicalProfile>,
    /// `SubjectNamingInfo`
    pub subject_naming_info: Option<SubjectNamingInfo>,
    /// `IncludeClaimsFromTechnicalProfile`
    pub include_claims_from: Option<Text>,
    /// `IncludeTechnicalProfile/@ReferenceId`
    pub include: Option<Text>,
    /// `UseTechnicalProfileForSessionManagement/@ReferenceId`
    pub session_management: Option<Text>,
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
    /// The whole element.
    pub span: Span,
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
    /// `From/@TechnicalProfileReferenceId`
    pub from: Vec<Text>,
}

/// `DisplayClaim`: a claim on a page, or a display control.
#[derive(Debug, Clone)]
pub struct DisplayClaim {
    /// `@ClaimTypeReferenceId`
    pub claim_type: Option<Text>,
    /// `@DisplayControlReferenceId`
    pub display_control: Option<Text>,
    /// `@Required`
    pub required: Option<Spanned<bool>>,
}

/// `ValidationTechnicalProfile`, or `ValidationClaimsExchangeTechnicalProfile` of a display control.
#[derive(Debug, Clone)]
pub struct ValidationTechnicalProfile {
    /// `@ReferenceId` or `@TechnicalProfileReferenceId`
    pub technical_profile: Text,
    /// `@ContinueOnSuccess`
    pub continue_on_success: Option<Spanned<bool>>,
    /// `@ContinueOnError`
    pub continue_on_error: Option<Spanned<bool>>,
    /// `Preconditions/Precondition`
    pub preconditions: Vec<Precondition>,
}

/// `SubjectNamingInfo`
#[derive(Debug, Clone)]
pub struct SubjectNamingInfo {
    /// `@ClaimType`: the partner claim type of an output claim.
    pub claim_type: Text,
    /// `@Format`
    pub format: Option<Text>,
    /// `@ExcludeAsClaim`
    pub exclude_as_claim: Option<Spanned<bool>>,
}

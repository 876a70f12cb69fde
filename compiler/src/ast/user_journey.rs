//! `UserJourney`, `SubJourney` and `OrchestrationStep`.

use super::{CryptographicKey, Raw, Text};
use crate::source::{Span, Spanned};

/// `UserJourney` or `SubJourney`
#[derive(Debug, Clone)]
pub struct UserJourney {
    /// `@Id`
    pub id: Text,
    /// The whole element.
    pub span: Span,
    /// `@Type` of a sub-journey: `Call` or `Transfer`.
    pub kind: Option<Text>,
    /// `@DefaultCpimIssuerTechnicalProfileReferenceId`
    pub default_issuer: Option<Text>,
    /// `Authorization/AuthorizationTechnicalProfiles/AuthorizationTechnicalProfile/@ReferenceId`
    pub authorization_technical_profiles: Vec<Text>,
    /// `OrchestrationSteps/OrchestrationStep`
    pub steps: Vec<OrchestrationStep>,
    /// `ClientDefinition/@ReferenceId`
    pub client_definition: Option<Text>,
    /// `CryptographicKeys/Key`
    pub cryptographic_keys: Vec<CryptographicKey>,
    /// The rest.
    pub raw: Vec<Raw>,
}

/// `OrchestrationStep`
#[derive(Debug, Clone)]
pub struct OrchestrationStep {
    /// `@Order`
    pub order: Spanned<u32>,
    /// The whole element.
    pub span: Span,
    /// `@Type`
    pub kind: Option<Text>,
    /// `@ContentDefinitionReferenceId`
    pub content_definition: Option<Text>,
    /// `@CpimIssuerTechnicalProfileReferenceId`
    pub issuer: Option<Text>,
    /// `Preconditions/Precondition`
    pub preconditions: Vec<Precondition>,
    /// `ClaimsProviderSelections/@DisplayOption`
    pub display_option: Option<Text>,
    /// `ClaimsProviderSelections/ClaimsProviderSelection`
    pub selections: Vec<ClaimsProviderSelection>,
    /// `ClaimsExchanges/ClaimsExchange`
    pub exchanges: Vec<ClaimsExchange>,
    /// `JourneyList/Candidate/@SubJourneyReferenceId`
    pub sub_journeys: Vec<Text>,
    /// The rest.
    pub raw: Vec<Raw>,
}

/// `ClaimsProviderSelection`
#[derive(Debug, Clone)]
pub struct ClaimsProviderSelection {
    /// The whole element.
    pub span: Span,
    /// `@TargetClaimsExchangeId`: the exchange of the next step that this button leads to.
    pub target: Option<Text>,
    /// `@ValidationClaimsExchangeId`: the exchange of this step that validates what was typed.
    pub validation: Option<Text>,
}

/// `ClaimsExchange`
#[derive(Debug, Clone)]
pub struct ClaimsExchange {
    /// `@Id`
    pub id: Text,
    /// `@TechnicalProfileReferenceId`
    pub technical_profile: Text,
}

/// `Precondition`
#[derive(Debug, Clone)]
pub struct Precondition {
    /// The whole element.
    pub span: Span,
    /// `@Type`
    pub kind: Text,
    /// `@ExecuteActionsIf`
    pub execute_actions_if: Option<Spanned<bool>>,
    /// `Value`
    pub values: Vec<Text>,
    /// `Action`
    pub actions: Vec<Text>,
}

//! One policy file as it is written: every value with its place, nothing resolved.
//!
//! Elements whose meaning a later stage reads are typed. The others are kept as [`Raw`], neither skipped nor rejected:
//! their structure is known to the schema.
//!
//! - `building_blocks`: claim types, predicates, claims transformations, content definitions, display controls
//! - `localization`: localized strings and collections
//! - `technical_profile`: technical profiles and the claims they name
//! - `user_journey`: user journeys, sub-journeys and their steps
//! - `relying_party`: the relying party and its behaviors

mod building_blocks;
mod localization;
mod relying_party;
mod technical_profile;
mod user_journey;

pub use building_blocks::{
    ClaimType, ClaimsTransformation, ClientDefinition, ContentDefinition, ControlClaim, DefaultPartnerClaimType,
    DisplayControl, DisplayControlAction, Enumeration, InputParameter, InputValidation, Mask, Pattern, Predicate,
    PredicateGroup, PredicateParameter, PredicateReferences, PredicateValidation, Restriction, TransformationClaim,
};
pub use localization::{
    Localization, LocalizedCollection, LocalizedItem, LocalizedResources, LocalizedResourcesReference, LocalizedString,
};
pub use relying_party::{ContentDefinitionParameter, Endpoint, RelyingParty, SingleSignOn, UserJourneyBehaviors};
pub use technical_profile::{
    ClaimReference, ClaimsProvider, CryptographicKey, DisplayClaim, MetadataItem, Protocol, SubjectNamingInfo,
    TechnicalProfile, ValidationTechnicalProfile,
};
pub use user_journey::{ClaimsExchange, ClaimsProviderSelection, OrchestrationStep, Precondition, UserJourney};

use crate::exposure::Exposed;
use crate::source::{FileId, Span, Spanned};
use crate::suppression::Suppression;
use smol_str::SmolStr;

/// A text with its place.
pub type Text = Spanned<SmolStr>;

/// An element that no later stage reads.
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
    /// `@TenantObjectId`
    pub tenant_object_id: Option<Text>,
    /// `@PublicPolicyUri`
    pub public_policy_uri: Option<Text>,
    /// `@DeploymentMode`
    pub deployment_mode: Option<Text>,
    /// `@UserJourneyRecorderEndpoint`
    pub user_journey_recorder_endpoint: Option<Text>,
    /// `BasePolicy`
    pub base: Option<BasePolicy>,
    /// `BuildingBlocks/ClaimsSchema/ClaimType`
    pub claim_types: Vec<ClaimType>,
    /// `BuildingBlocks/Predicates/Predicate`
    pub predicates: Vec<Predicate>,
    /// `BuildingBlocks/InputValidations/InputValidation`
    pub input_validations: Vec<InputValidation>,
    /// `BuildingBlocks/PredicateValidations/PredicateValidation`
    pub predicate_validations: Vec<PredicateValidation>,
    /// `BuildingBlocks/ClaimsTransformations/ClaimsTransformation`
    pub claims_transformations: Vec<ClaimsTransformation>,
    /// `BuildingBlocks/ClientDefinitions/ClientDefinition`
    pub client_definitions: Vec<ClientDefinition>,
    /// `BuildingBlocks/ContentDefinitions/ContentDefinition`
    pub content_definitions: Vec<ContentDefinition>,
    /// `BuildingBlocks/Localization`
    pub localization: Option<Localization>,
    /// `BuildingBlocks/DisplayControls/DisplayControl`
    pub display_controls: Vec<DisplayControl>,
    /// `ClaimsProviders/ClaimsProvider`
    pub claims_providers: Vec<ClaimsProvider>,
    /// `UserJourneys/UserJourney`
    pub user_journeys: Vec<UserJourney>,
    /// `SubJourneys/SubJourney`
    pub sub_journeys: Vec<UserJourney>,
    /// `RelyingParty`
    pub relying_party: Option<RelyingParty>,
    /// The comments that allow findings.
    pub suppressions: Vec<Suppression>,
    /// The settings whose values look like secrets.
    pub(crate) exposed: Vec<Exposed>,
    /// The rest.
    pub raw: Vec<Raw>,
}

impl PolicyFile {
    /// The technical profiles of its claims providers, in document order. That of the relying party is not among them.
    pub fn technical_profiles(&self) -> impl Iterator<Item = &TechnicalProfile> {
        self.claims_providers.iter().flat_map(|provider| &provider.technical_profiles)
    }

    /// The user journeys, then the sub-journeys.
    pub fn journeys(&self) -> impl Iterator<Item = &UserJourney> {
        self.user_journeys.iter().chain(&self.sub_journeys)
    }
}

/// `BasePolicy`
#[derive(Debug, Clone)]
pub struct BasePolicy {
    /// `TenantId`
    pub tenant_id: Option<Text>,
    /// `PolicyId`
    pub policy_id: Option<Text>,
}

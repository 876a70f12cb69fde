//! A user journey or sub-journey over the chain, step by step.

use crate::ast::{self, Text};
use crate::source::Span;
use std::collections::BTreeMap;

/// A user journey or sub-journey over the chain.
#[derive(Debug, Clone)]
pub struct UserJourney<'a> {
    /// The id as first declared.
    pub id: &'a Text,
    /// The elements it is made of, root base first.
    pub elements: Vec<Span>,
    /// `SubJourney/@Type`
    pub kind: Option<&'a Text>,
    /// `SubJourney/@Type` wherever it is written, root base first.
    pub kinds: Vec<&'a Text>,
    /// `@DefaultCpimIssuerTechnicalProfileReferenceId`
    pub default_issuer: Option<&'a Text>,
    /// `AuthorizationTechnicalProfile/@ReferenceId`
    pub authorization_technical_profiles: Vec<&'a Text>,
    /// Its steps by order.
    pub steps: BTreeMap<u32, OrchestrationStep<'a>>,
}

/// An orchestration step over the chain: selections and exchanges are added, never replaced.
#[derive(Debug, Clone, Default)]
pub struct OrchestrationStep<'a> {
    /// The elements it is made of, root base first; never empty.
    pub elements: Vec<&'a ast::OrchestrationStep>,
    /// `@Type` as last written.
    pub kind: Option<&'a Text>,
    /// `@ContentDefinitionReferenceId` as last written.
    pub content_definition: Option<&'a Text>,
    /// `@CpimIssuerTechnicalProfileReferenceId` as last written.
    pub issuer: Option<&'a Text>,
    /// `Precondition`: whether B2C adds or replaces those of a derived policy is not known; they are added.
    pub preconditions: Vec<&'a ast::Precondition>,
    /// `ClaimsProviderSelection`
    pub selections: Vec<&'a ast::ClaimsProviderSelection>,
    /// `ClaimsExchange`
    pub exchanges: Vec<&'a ast::ClaimsExchange>,
    /// `JourneyList/Candidate/@SubJourneyReferenceId`
    pub sub_journeys: Vec<&'a Text>,
}

impl OrchestrationStep<'_> {
    /// `@Type`, empty without one.
    #[must_use]
    pub fn kind(&self) -> &str {
        self.kind.map_or("", |kind| kind.as_str())
    }
}

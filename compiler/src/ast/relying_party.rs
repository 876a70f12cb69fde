//! `RelyingParty`.

use super::{Raw, TechnicalProfile, Text};
use crate::source::Span;

/// `RelyingParty`
#[derive(Debug, Clone)]
pub struct RelyingParty {
    /// Name of the element in its start tag.
    pub name: Span,
    /// The whole element.
    pub span: Span,
    /// `DefaultUserJourney/@ReferenceId`
    pub default_user_journey: Option<Text>,
    /// `Endpoints/Endpoint`
    pub endpoints: Vec<Endpoint>,
    /// `UserJourneyBehaviors`
    pub behaviors: Option<UserJourneyBehaviors>,
    /// `TechnicalProfile`: the token contract of the application.
    pub technical_profile: Option<TechnicalProfile>,
    /// Any `TechnicalProfile` after the first. The schema permits them; B2C documents one.
    pub further_technical_profiles: Vec<TechnicalProfile>,
    /// The rest.
    pub raw: Vec<Raw>,
}

/// `Endpoints/Endpoint`
#[derive(Debug, Clone)]
pub struct Endpoint {
    /// `@Id`
    pub id: Text,
    /// `@UserJourneyReferenceId`
    pub user_journey: Text,
}

/// `UserJourneyBehaviors`
#[derive(Debug, Clone, Default)]
pub struct UserJourneyBehaviors {
    /// `SingleSignOn`
    pub single_sign_on: Option<SingleSignOn>,
    /// `SessionExpiryType`
    pub session_expiry_type: Option<Text>,
    /// `SessionExpiryInSeconds`
    pub session_expiry_in_seconds: Option<Text>,
    /// `JourneyInsights/@InstrumentationKey`
    pub instrumentation_key: Option<Text>,
    /// `JourneyInsights/@DeveloperMode`
    pub developer_mode: Option<Text>,
    /// `ContentDefinitionParameters/Parameter`
    pub content_definition_parameters: Vec<ContentDefinitionParameter>,
    /// `ScriptExecution`
    pub script_execution: Option<Text>,
}

/// `SingleSignOn`
#[derive(Debug, Clone)]
pub struct SingleSignOn {
    /// `@Scope`
    pub scope: Option<Text>,
    /// `@KeepAliveInDays`
    pub keep_alive_in_days: Option<Text>,
}

/// `ContentDefinitionParameters/Parameter`
#[derive(Debug, Clone)]
pub struct ContentDefinitionParameter {
    /// `@Name`
    pub name: Text,
    /// The text.
    pub value: Text,
}

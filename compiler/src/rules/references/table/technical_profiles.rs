//! What names a technical profile.

use super::{in_controls, in_journeys, in_profiles, in_steps};
use crate::model::IdSpace::TechnicalProfile;
use crate::rules;
use crate::rules::references::kind::{ReferenceKind, kind};

pub(super) const KINDS: &[ReferenceKind] = &[
    kind("IncludeTechnicalProfile", TechnicalProfile, |file| in_profiles(file, |profile| &profile.include)),
    kind("IncludeClaimsFromTechnicalProfile", TechnicalProfile, |file| {
        in_profiles(file, |profile| &profile.include_claims_from)
    }),
    kind("ClaimsExchange", TechnicalProfile, |file| {
        in_steps(file, |step| step.exchanges.iter().map(|exchange| &exchange.technical_profile))
    }),
    kind("OrchestrationStep", TechnicalProfile, |file| in_steps(file, |step| &step.issuer)),
    kind("UserJourney", TechnicalProfile, |file| in_journeys(file, |journey| &journey.default_issuer)),
    kind("AuthorizationTechnicalProfile", TechnicalProfile, |file| {
        in_journeys(file, |journey| &journey.authorization_technical_profiles)
    }),
    kind("ValidationTechnicalProfile", TechnicalProfile, |file| {
        in_profiles(file, |profile| profile.validation_technical_profiles.iter().map(|it| &it.technical_profile))
    }),
    kind("ValidationClaimsExchangeTechnicalProfile", TechnicalProfile, |file| {
        in_controls(file, |control| {
            let validations = control.actions.iter().flat_map(|action| &action.validations);
            validations.map(|validation| &validation.technical_profile)
        })
    }),
    kind("UseTechnicalProfileForSessionManagement", TechnicalProfile, |file| {
        in_profiles(file, |profile| &profile.session_management)
    }),
    // Nobody is known to use these two, so nothing is known of what comes of a wrong one.
    kind("InputTokenSources", TechnicalProfile, |file| in_profiles(file, |profile| &profile.input_token_sources))
        .warning(),
    kind("From", TechnicalProfile, |file| {
        in_profiles(file, |profile| rules::claim_references(profile).flat_map(|claim| &claim.from))
    })
    .warning(),
];

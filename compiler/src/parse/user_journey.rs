//! `UserJourney` and `SubJourney`.

use super::{boolean, items, raw, technical_profile};
use crate::ast::{ClaimsExchange, ClaimsProviderSelection, OrchestrationStep, Precondition, UserJourney};
use crate::source::Spanned;
use crate::xml::Element;

const TYPED: &[&str] = &["Authorization", "OrchestrationSteps", "ClientDefinition", "CryptographicKeys"];

pub(super) fn user_journey(element: &Element<'_, '_>) -> Option<UserJourney> {
    let authorization = element.child("Authorization");
    let authorizations = authorization
        .iter()
        .flat_map(|it| items(it, "AuthorizationTechnicalProfiles", "AuthorizationTechnicalProfile"));
    Some(UserJourney {
        id: element.attribute("Id")?,
        span: element.span(),
        kind: element.attribute("Type"),
        default_issuer: element.attribute("DefaultCpimIssuerTechnicalProfileReferenceId"),
        authorization_technical_profiles: authorizations.filter_map(|it| it.attribute("ReferenceId")).collect(),
        steps: items(element, "OrchestrationSteps", "OrchestrationStep").filter_map(|it| step(&it)).collect(),
        client_definition: element.child("ClientDefinition").and_then(|it| it.attribute("ReferenceId")),
        cryptographic_keys: technical_profile::cryptographic_keys(element),
        raw: raw(element, TYPED),
    })
}

fn step(element: &Element<'_, '_>) -> Option<OrchestrationStep> {
    let order = element.attribute("Order")?;
    Some(OrchestrationStep {
        order: Spanned::new(order.trim().parse().ok()?, order.span),
        span: element.span(),
        kind: element.attribute("Type"),
        content_definition: element.attribute("ContentDefinitionReferenceId"),
        issuer: element.attribute("CpimIssuerTechnicalProfileReferenceId"),
        preconditions: preconditions(element),
        display_option: element.child("ClaimsProviderSelections").and_then(|it| it.attribute("DisplayOption")),
        selections: items(element, "ClaimsProviderSelections", "ClaimsProviderSelection")
            .map(|selection| ClaimsProviderSelection {
                span: selection.span(),
                target: selection.attribute("TargetClaimsExchangeId"),
                validation: selection.attribute("ValidationClaimsExchangeId"),
            })
            .collect(),
        exchanges: items(element, "ClaimsExchanges", "ClaimsExchange")
            .filter_map(|exchange| {
                Some(ClaimsExchange {
                    id: exchange.attribute("Id")?,
                    technical_profile: exchange.attribute("TechnicalProfileReferenceId")?,
                })
            })
            .collect(),
        sub_journeys: items(element, "JourneyList", "Candidate")
            .filter_map(|candidate| candidate.attribute("SubJourneyReferenceId"))
            .collect(),
        raw: raw(element, &["Preconditions", "ClaimsProviderSelections", "ClaimsExchanges", "JourneyList"]),
    })
}

pub(super) fn preconditions(element: &Element<'_, '_>) -> Vec<Precondition> {
    items(element, "Preconditions", "Precondition")
        .filter_map(|it| {
            Some(Precondition {
                span: it.span(),
                kind: it.attribute("Type")?,
                execute_actions_if: boolean(&it, "ExecuteActionsIf"),
                values: it.children_named("Value").map(|value| value.text()).collect(),
                actions: it.children_named("Action").map(|action| action.text()).collect(),
            })
        })
        .collect()
}

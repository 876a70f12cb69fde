//! `UserJourney`, `SubJourney` and `RelyingParty`.

use super::{items, raw, technical_profile};
use crate::ast::{ClaimsExchange, OrchestrationStep, RelyingParty, UserJourney};
use crate::source::Spanned;
use crate::xml::Element;

pub(super) fn user_journey(element: &Element<'_, '_>) -> Option<UserJourney> {
    Some(UserJourney {
        id: element.attribute("Id")?,
        span: element.span(),
        steps: items(element, "OrchestrationSteps", "OrchestrationStep").filter_map(|it| step(&it)).collect(),
        raw: raw(element, &["OrchestrationSteps"]),
    })
}

fn step(element: &Element<'_, '_>) -> Option<OrchestrationStep> {
    let order = element.attribute("Order")?;
    Some(OrchestrationStep {
        order: Spanned::new(order.trim().parse().ok()?, order.span),
        kind: element.attribute("Type"),
        selections: items(element, "ClaimsProviderSelections", "ClaimsProviderSelection")
            .filter_map(|selection| selection.attribute("TargetClaimsExchangeId"))
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
        raw: raw(element, &["ClaimsProviderSelections", "ClaimsExchanges", "JourneyList"]),
    })
}

pub(super) fn relying_party(element: &Element<'_, '_>) -> RelyingParty {
    RelyingParty {
        name: element.name_span(),
        default_user_journey: element.child("DefaultUserJourney").and_then(|journey| journey.attribute("ReferenceId")),
        technical_profile: element
            .child("TechnicalProfile")
            .and_then(|profile| technical_profile::technical_profile(&profile)),
        raw: raw(element, &["DefaultUserJourney", "TechnicalProfile"]),
    }
}

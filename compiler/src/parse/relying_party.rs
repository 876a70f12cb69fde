//! `RelyingParty`.

use super::{child_text, items, raw, technical_profile};
use crate::ast::{ContentDefinitionParameter, Endpoint, RelyingParty, SingleSignOn, UserJourneyBehaviors};
use crate::xml::Element;

const TYPED: &[&str] = &["DefaultUserJourney", "Endpoints", "UserJourneyBehaviors", "TechnicalProfile"];

pub(super) fn relying_party(element: &Element<'_, '_>) -> RelyingParty {
    let mut profiles = element.children_named("TechnicalProfile");
    RelyingParty {
        name: element.name_span(),
        span: element.span(),
        default_user_journey: element.child("DefaultUserJourney").and_then(|journey| journey.attribute("ReferenceId")),
        endpoints: items(element, "Endpoints", "Endpoint")
            .filter_map(|it| {
                Some(Endpoint { id: it.attribute("Id")?, user_journey: it.attribute("UserJourneyReferenceId")? })
            })
            .collect(),
        behaviors: element.child("UserJourneyBehaviors").map(|it| behaviors(&it)),
        technical_profile: profiles.next().and_then(|profile| technical_profile::technical_profile(&profile)),
        further_technical_profiles: profiles
            .filter_map(|profile| technical_profile::technical_profile(&profile))
            .collect(),
        raw: raw(element, TYPED),
    }
}

fn behaviors(element: &Element<'_, '_>) -> UserJourneyBehaviors {
    UserJourneyBehaviors {
        single_sign_on: element.child("SingleSignOn").map(|it| SingleSignOn {
            scope: it.attribute("Scope"),
            keep_alive_in_days: it.attribute("KeepAliveInDays"),
        }),
        session_expiry_type: child_text(element, "SessionExpiryType"),
        session_expiry_in_seconds: child_text(element, "SessionExpiryInSeconds"),
        instrumentation_key: element.child("JourneyInsights").and_then(|it| it.attribute("InstrumentationKey")),
        developer_mode: element.child("JourneyInsights").and_then(|it| it.attribute("DeveloperMode")),
        content_definition_parameters: items(element, "ContentDefinitionParameters", "Parameter")
            .filter_map(|it| Some(ContentDefinitionParameter { name: it.attribute("Name")?, value: it.text() }))
            .collect(),
        script_execution: child_text(element, "ScriptExecution"),
    }
}

//! Settings for development show more than users should see.

use crate::ast::Text;
use crate::diagnostic::codes::DEVELOPMENT_MODE;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Policy;

pub(super) fn lint(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    let Some(leaf) = policy.leaf() else { return };
    let behaviors = leaf.relying_party.as_ref().and_then(|party| party.behaviors.as_ref());
    let developer = behaviors.and_then(|it| it.developer_mode.as_ref());
    if let Some(mode) = leaf.deployment_mode.as_ref().filter(|mode| mode.as_str() != "Production") {
        diagnostics.push(finding(mode, "`DeploymentMode`", "for development: B2C records what users send"));
    }
    if let Some(endpoint) = &leaf.user_journey_recorder_endpoint {
        let why = "the recorder sees every claim of every user";
        diagnostics.push(finding(endpoint, "`UserJourneyRecorderEndpoint`", why));
    }
    if let Some(flag) = developer.filter(|flag| matches!(flag.trim(), "true" | "1")) {
        diagnostics.push(finding(
            flag,
            "`DeveloperMode` of `JourneyInsights`",
            "telemetry is sent unfiltered and at once",
        ));
    }
}

fn finding(place: &Text, what: &str, why: &str) -> Diagnostic {
    Diagnostic::new(DEVELOPMENT_MODE, format!("{what} is on"))
        .at(place.span, why)
        .help("leave it out in production, or take it from a setting: `{Settings:…}`")
}

//! A step that sends claims, or reads those of a token hint, names the technical profile that writes or reads the token.

use super::step::{GET_CLAIMS, SEND_CLAIMS, type_place};
use super::{is_explained, journeys};
use crate::diagnostic::codes::MISSING_ISSUER;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::{Fresh, OrchestrationStep, Policy, UserJourney};
use crate::protocol::{Role, role_of};

/// What may end a journey.
const ISSUERS: &[Role] = &[
    Role::JwtIssuer,
    Role::Saml2Issuer,
    Role::UserInfoIssuer,
    Role::OAuth2ErrorIssuer,
    // What it issues may stand in an element that B2C alone knows.
    Role::WithoutProtocol,
];

/// A technical profile that is something else issues no token.
pub(super) fn is_issuer(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    let steps = journeys(policy).flat_map(|journey| journey.steps.values());
    steps.filter_map(|step| other_role(step, policy)).for_each(|finding| diagnostics.push(finding));
}

pub(super) fn check(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for journey in fresh.journeys() {
        for step in journey.steps.values().filter(|step| step.issuer.is_none()) {
            if diagnostics.is_full() {
                return;
            }
            let Some(finding) = finding(journey, step) else { continue };
            let elements: Vec<_> = step.elements.iter().map(|element| element.span).collect();
            if !is_explained(&elements, diagnostics) {
                diagnostics.push(finding);
            }
        }
    }
}

fn other_role(step: &OrchestrationStep<'_>, policy: &Policy<'_>) -> Option<Diagnostic> {
    let id = step.issuer.filter(|_| step.kind() == SEND_CLAIMS)?;
    let profile = policy.technical_profiles.get(id)?;
    let role = role_of(profile).filter(|role| !ISSUERS.contains(role))?;
    let mut finding = Diagnostic::new(MISSING_ISSUER, format!("`{}` is {}", id.value, role.with_article()))
        .at(id.span, "issues no token")
        .label(profile.id.span, "defined here")
        .help("name the technical profile with the `OutputTokenFormat` of the application's token");
    finding.severity = Severity::Warning;
    Some(finding)
}

fn finding(journey: &UserJourney<'_>, step: &OrchestrationStep<'_>) -> Option<Diagnostic> {
    let what = match step.kind() {
        SEND_CLAIMS if journey.default_issuer.is_some() => return None,
        SEND_CLAIMS => "issues the token",
        GET_CLAIMS => "reads the token hint",
        _ => return None,
    };
    let message = format!("a `{}` step of the journey `{}` names no technical profile", step.kind(), journey.id.value);
    let finding = Diagnostic::new(MISSING_ISSUER, message)
        .at(type_place(step)?, "no `CpimIssuerTechnicalProfileReferenceId`")
        .help(format!("name the technical profile that {what} in `CpimIssuerTechnicalProfileReferenceId`"));
    Some(finding)
}

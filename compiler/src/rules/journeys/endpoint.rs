//! The endpoints of the relying party that run another journey than the default one: B2C knows two, and that of the UserInfo
//! endpoint has to say how the access token of its request is checked.

use super::{is_explained, relying_parties};
use crate::ast::{Endpoint, Text};
use crate::diagnostic::codes::ENDPOINT;
use crate::diagnostic::suggest::nearest;
use crate::diagnostic::{Applicability, Diagnostic, Diagnostics};
use crate::model::Policy;
use crate::settings::has_placeholder;

/// Those that policies have; B2C's pages name no others.
const ENDPOINTS: [&str; 2] = ["Token", USER_INFO];
const USER_INFO: &str = "UserInfo";

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    for endpoint in relying_parties(policy).flat_map(|party| &party.endpoints) {
        let found = unknown(&endpoint.id).or_else(|| without_authorization(endpoint, policy, diagnostics));
        found.into_iter().for_each(|finding| diagnostics.push(finding));
    }
}

fn unknown(id: &Text) -> Option<Diagnostic> {
    if ENDPOINTS.contains(&id.as_str()) || id.trim().is_empty() || has_placeholder(id) {
        return None;
    }
    let finding = Diagnostic::new(ENDPOINT, format!("B2C is not known to have an endpoint `{}`", id.value))
        .at(id.span, "its journey is not run");
    Some(match nearest(id, ENDPOINTS) {
        Some(near) if near.eq_ignore_ascii_case(id) => {
            finding.replace(id.span, near, format!("write `{near}`"), Applicability::MachineApplicable)
        }
        Some(near) => finding.replace(id.span, near, format!("did you mean `{near}`?"), Applicability::MaybeIncorrect),
        None => finding.help(format!("known are `{}`", ENDPOINTS.join("` and `"))),
    })
}

fn without_authorization(endpoint: &Endpoint, policy: &Policy<'_>, diagnostics: &Diagnostics) -> Option<Diagnostic> {
    let journey = policy.user_journeys.get(&endpoint.user_journey).filter(|_| endpoint.id.value == USER_INFO)?;
    if !journey.authorization_technical_profiles.is_empty() || is_explained(&journey.elements, diagnostics) {
        return None;
    }
    let message = format!("the journey `{}` of the UserInfo endpoint checks no access token", journey.id.value);
    Some(
        Diagnostic::new(ENDPOINT, message)
            .at(journey.id.span, "has no `Authorization`")
            .label(endpoint.user_journey.span, "run for the UserInfo endpoint")
            .help("name the technical profile that reads the token in `Authorization/AuthorizationTechnicalProfiles`"),
    )
}

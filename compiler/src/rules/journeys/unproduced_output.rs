//! Every claim of the token is produced by a step of the journey, or has a default value (B2C: "it is not an output claim
//! in any of the steps").

use super::default_user_journey_reference;
use super::flow::ClaimsBag;
use crate::ast::{TechnicalProfile, Text};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::UNPRODUCED_OUTPUT;
use crate::model::{Policy, UserJourney};

/// The claims of the token that are not in the bag after the last step.
pub(super) fn claims<'r>(
    profile: &'r TechnicalProfile,
    bag: &ClaimsBag<'_, '_>,
    policy: &Policy<'_>,
) -> impl Iterator<Item = &'r Text> {
    // What it includes may give the default values.
    let without_default =
        profile.output_claims.iter().filter(|it| it.default_value.is_none() && profile.include.is_none());
    let claims = without_default.map(|output| &output.claim_type);
    claims.filter(|claim| !bag.has(claim) && policy.claim_types.get(claim).is_some())
}

pub(super) fn finding(claim: &Text, journey: &UserJourney<'_>, policy: &Policy<'_>) -> Diagnostic {
    let message = format!("no step of the journey `{}` produces the claim `{}`", journey.id.value, claim.value);
    let finding = Diagnostic::new(UNPRODUCED_OUTPUT, message).at(claim.span, "in the token, with no default value");
    let finding = match default_user_journey_reference(policy) {
        Some(reference) => finding.label(reference.span, "the journey"),
        None => finding,
    };
    finding.help(
        "let a technical profile of the journey return it as an output claim, give it a `DefaultValue`, or remove it",
    )
}

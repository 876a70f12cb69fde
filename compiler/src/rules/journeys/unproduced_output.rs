//! Every claim of the token is produced by a step of the journey, or has a default value (B2C: "it is not an output claim
//! in any of the steps").

use super::flow::{ClaimsBag, Steps};
use super::{default_user_journey, default_user_journey_reference, is_unreadable, relying_party_profile};
use crate::ast::{ClaimReference, TechnicalProfile};
use crate::diagnostic::codes::UNPRODUCED_OUTPUT;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Policy;
use std::collections::BTreeSet;

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    let (Some(journey), Some(profile)) = (default_user_journey(policy), relying_party_profile(policy)) else { return };
    let flow = Steps::of(journey, policy);
    let mut bag = ClaimsBag::new(policy, Some(profile));
    flow.steps.iter().flat_map(|step| &step.profiles).for_each(|(_, profile)| bag.add(profile));
    let own = own_transformations(profile, policy);
    let unproduced = |output: &&ClaimReference| {
        output.default_value.is_none()
            && !bag.has(&output.claim_type)
            && !own.contains(output.claim_type.to_ascii_lowercase().as_str())
            && policy.claim_types.get(&output.claim_type).is_some()
    };
    let unproduced: Vec<&ClaimReference> = profile.output_claims.iter().filter(unproduced).collect();
    let is_sure = flow.is_complete && bag.is_complete() && profile.include.is_none();
    if unproduced.is_empty() || !is_sure || is_unreadable(policy, diagnostics) {
        return;
    }
    for output in unproduced {
        let claim = &output.claim_type;
        let finding = Diagnostic::new(
            UNPRODUCED_OUTPUT,
            format!("no step of the journey `{}` produces the claim `{}`", journey.id.value, claim.value),
        );
        let finding = finding.at(claim.span, "in the token, with no default value");
        let finding = match default_user_journey_reference(policy) {
            Some(reference) => finding.label(reference.span, "the journey"),
            None => finding,
        };
        diagnostics.push(finding.help(
            "let a technical profile of the journey return it as an output claim, give it a `DefaultValue`, or remove it",
        ));
    }
}

/// What the claims transformations of the relying party write, in lower case.
fn own_transformations(profile: &TechnicalProfile, policy: &Policy<'_>) -> BTreeSet<String> {
    let ids: BTreeSet<&str> = profile.output_claims_transformations.iter().map(|id| id.as_str()).collect();
    let transformations = ids.into_iter().filter_map(|id| policy.claims_transformations.get(id));
    let outputs = transformations.flat_map(|it| &it.current.output_claims);
    outputs.map(|output| output.claim_type.to_ascii_lowercase()).collect()
}

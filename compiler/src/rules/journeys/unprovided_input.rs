//! A required input claim of a step is provided by a step before it (B2C: "it is not an output claim in any of the
//! previous steps").

use super::flow::{ClaimsBag, Step, Steps, transformation_outputs};
use super::{default_user_journey, is_unreadable, relying_party_profile};
use crate::diagnostic::codes::UNPROVIDED_INPUT;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Policy, TechnicalProfile};
use crate::source::Span;
use std::collections::BTreeSet;

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    let Some(journey) = default_user_journey(policy) else { return };
    let flow = Steps::of(journey, policy);
    let mut bag = ClaimsBag::new(policy, relying_party_profile(policy));
    let (mut findings, mut known) = (Vec::new(), BTreeSet::new());
    for step in &flow.steps {
        for (place, profile) in &step.profiles {
            // What a technical profile lacks at its first step is what there is to say.
            if known.insert(profile.id.span) {
                unprovided(step, *place, profile, &bag, policy, &mut findings);
            }
        }
        step.profiles.iter().for_each(|(_, profile)| bag.add(profile));
    }
    if flow.is_complete && bag.is_complete() && !findings.is_empty() && !is_unreadable(policy, diagnostics) {
        findings.into_iter().for_each(|finding| diagnostics.push(finding));
    }
}

fn unprovided(
    step: &Step<'_, '_>,
    place: Span,
    profile: &TechnicalProfile<'_>,
    bag: &ClaimsBag<'_, '_>,
    policy: &Policy<'_>,
    findings: &mut Vec<Diagnostic>,
) {
    let required = profile.input_claims.iter().filter(|it| it.is_required() && it.default_value.is_none());
    for input in required.filter(|it| !bag.has(it.claim_type) && policy.claim_types.get(it.claim_type).is_some()) {
        if transformation_outputs(&profile.input_claims_transformations, input.claim_type, policy) {
            continue;
        }
        let (claim, id) = (&input.claim_type.value, &profile.id.value);
        let message = format!("no step before provides the claim `{claim}` that the technical profile `{id}` requires");
        let (order, journey) = (step.order, &step.journey.id.value);
        findings.push(
            Diagnostic::new(UNPROVIDED_INPUT, message)
                .at(input.claim_type.span, "a required input claim with no default value")
                .label(place, format!("runs in step {order} of `{journey}`"))
                .help(
                    "let a step before return the claim, write it with a claims transformation, or give it a `DefaultValue`",
                ),
        );
    }
}

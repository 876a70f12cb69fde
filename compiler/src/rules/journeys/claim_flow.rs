//! Follows the claims through the default user journey of the relying party, in one pass.
//!
//! Nothing is said where it is not known what a step produces: what is missing there has been reported.

use super::flow::{ClaimsBag, Steps};
use super::{default_user_journey, is_flow_unsure, precondition_flow, precondition_guard, relying_party_profile};
use super::{unproduced_output, unprovided_input};
use crate::diagnostic::Diagnostics;
use crate::model::Policy;
use std::collections::BTreeSet;

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    let Some(journey) = default_user_journey(policy) else { return };
    let relying_party = relying_party_profile(policy);
    let flow = Steps::of(journey, policy);
    let mut bag = ClaimsBag::new(policy, relying_party);
    let mut sessions = ClaimsBag::empty(policy);
    flow.steps.iter().flat_map(|step| &step.profiles).for_each(|(_, profile)| sessions.add_session(profile));
    let mut findings = precondition_guard::findings(journey, &bag, &sessions, policy);
    let mut known = BTreeSet::new();
    for step in &flow.steps {
        // A sub-journey may ask for what only some of its callers set.
        if step.journey.id.span == journey.id.span {
            findings.extend(precondition_flow::findings(step, &bag, &sessions, policy));
        }
        for (place, profile) in &step.profiles {
            // What a technical profile lacks at its first step is what there is to say.
            if known.insert(profile.id.span) {
                findings.extend(unprovided_input::findings(step, *place, profile, &bag, policy));
            }
        }
        step.profiles.iter().for_each(|(_, profile)| bag.add(profile));
    }
    if let Some(profile) = relying_party {
        bag.add_transformations(&profile.output_claims_transformations);
        findings.extend(unproduced_output::findings(journey, profile, &bag, policy));
    }
    if flow.is_complete && bag.is_complete() && !findings.is_empty() && !is_flow_unsure(policy, diagnostics) {
        findings.into_iter().for_each(|finding| diagnostics.push(finding));
    }
}

//! Follows the claims through the default user journey of the relying party, in one pass.
//!
//! Nothing is said where it is not known what a step produces: what is missing there has been reported. What upload refuses
//! is an error; upload counts the claims of every technical profile that a step names, so what only seems to be there is a
//! warning.

use super::flow::{ClaimsBag, Steps, Stranded};
use super::{default_user_journey, is_flow_unsure, precondition_flow, precondition_guard, relying_party_profile};
use super::{unproduced_output, unprovided_input, unprovided_validation};
use crate::ast::Text;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::Policy;
use std::collections::BTreeSet;

/// Of more claims it is not said where they are lost: each makes all steps be looked at again.
const MOST_STRANDED: usize = 20;

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    let Some(journey) = default_user_journey(policy) else { return };
    let relying_party = relying_party_profile(policy);
    let flow = Steps::of(journey, policy);
    let mut bag = ClaimsBag::new(policy, relying_party);
    let mut arrived = ClaimsBag::of_what_arrives(policy, relying_party);
    let mut sessions = ClaimsBag::empty(policy);
    flow.steps.iter().flat_map(|step| &step.profiles).for_each(|(_, profile)| sessions.add_session(profile));
    let mut findings = precondition_guard::findings(journey, &bag, &sessions, policy);
    let (mut known, mut pages, end) = (BTreeSet::new(), unprovided_validation::Pages::default(), flow.until_the_end());
    let mut lost = Vec::new();
    for (at, step) in flow.steps.iter().enumerate() {
        // A sub-journey may ask for what only some of its callers set.
        if step.journey.id.span == journey.id.span {
            findings.extend(precondition_flow::findings(step, &bag, &sessions, policy));
        }
        for (place, profile) in &step.profiles {
            // What a technical profile lacks at its first step is what there is to say.
            if known.insert(profile.id.span) {
                findings.extend(unprovided_input::findings(step, *place, profile, &bag, policy));
                findings.extend(pages.findings(step, profile, &bag, policy));
                if at < end && step.runs(*place) && !profile.is_switched_off() {
                    let unprovided = unprovided_input::claims(profile, &arrived, policy);
                    let unprovided = unprovided.filter(|it| bag.has(it.claim_type) && !sessions.has(it.claim_type));
                    lost.extend(
                        unprovided.map(|it| (it.claim_type, unprovided_input::finding(step, *place, profile, it))),
                    );
                }
            }
        }
        step.profiles.iter().for_each(|(_, profile)| bag.add(profile));
        if at < end {
            step.run().for_each(|profile| arrived.add(profile));
        }
    }
    if let Some(profile) = relying_party {
        bag.add_transformations(&profile.output_claims_transformations);
        arrived.add_transformations(&profile.output_claims_transformations);
        for claim in unproduced_output::claims(profile, &arrived, policy) {
            let finding = unproduced_output::finding(claim, journey, policy);
            if !bag.has(claim) {
                findings.push(finding);
            } else if !sessions.has(claim) {
                lost.push((claim, finding));
            }
        }
    }
    findings.extend(lost.into_iter().enumerate().map(|(at, it)| warning(it, at < MOST_STRANDED, &flow, policy)));
    if flow.is_complete && bag.is_complete() && !findings.is_empty() && !is_flow_unsure(policy, diagnostics) {
        findings.into_iter().for_each(|finding| diagnostics.push(finding));
    }
}

/// What upload takes, because a technical profile returns the claim somewhere.
fn warning<'p, 'a>(
    (claim, mut finding): (&Text, Diagnostic),
    is_explained: bool,
    flow: &Steps<'p, 'a>,
    policy: &'p Policy<'a>,
) -> Diagnostic {
    finding.severity = Severity::Warning;
    finding.help.clear();
    match Stranded::find(claim, flow, policy).filter(|_| is_explained) {
        Some(stranded) => stranded.explain(finding),
        None => finding.help("a technical profile returns it, and it is not handed on"),
    }
}

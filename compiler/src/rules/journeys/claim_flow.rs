//! Follows the claims through the default user journey of the relying party, in one pass.
//!
//! Nothing is said where it is not known what a step produces: what is missing there has been reported. What upload refuses
//! is an error; upload counts the claims of every technical profile that a step names, so what only seems to be there is a
//! warning.

use super::flow::{ClaimsBag, Step, Steps, Stranded};
use super::{default_user_journey, is_flow_unsure, precondition_flow, precondition_guard, relying_party_profile};
use super::{unproduced_output, unprovided_input, unprovided_validation};
use crate::ast::{self, Text};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::{Policy, TechnicalProfile, UserJourney};
use crate::source::Span;
use std::collections::BTreeSet;

/// Of more claims it is not said where they are lost: each makes all steps be looked at again.
const MOST_STRANDED: usize = 20;

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    let Some(journey) = default_user_journey(policy) else { return };
    let relying_party = relying_party_profile(policy);
    let flow = Steps::of(journey, policy);
    let mut claims = Claims::new(journey, relying_party, &flow, policy);
    let end = flow.until_the_end();
    for (at, step) in flow.steps.iter().enumerate() {
        claims.before(step, at < end);
        claims.after(step, at < end);
    }
    if let Some(profile) = relying_party {
        claims.sent(profile);
    }
    let Claims { bag, mut findings, lost, .. } = claims;
    findings.extend(lost.into_iter().enumerate().map(|(at, it)| warning(it, at < MOST_STRANDED, &flow, policy)));
    if flow.is_complete && bag.is_complete() && !findings.is_empty() && !is_flow_unsure(policy, diagnostics) {
        findings.into_iter().for_each(|finding| diagnostics.push(finding));
    }
}

/// The claims at some point of the journey, and what was found by then.
struct Claims<'p, 'a> {
    policy: &'p Policy<'a>,
    journey: &'p UserJourney<'a>,
    /// What upload counts.
    bag: ClaimsBag<'p, 'a>,
    /// What really is there.
    arrived: ClaimsBag<'p, 'a>,
    /// What sessions keep, which may be there from the beginning.
    sessions: ClaimsBag<'p, 'a>,
    pages: unprovided_validation::Pages,
    /// The technical profiles that were looked at: what one lacks at its first step is what there is to say.
    known: BTreeSet<Span>,
    findings: Vec<Diagnostic>,
    /// Claims that are in the bag and did not arrive, each with what to say of it.
    lost: Vec<(&'a Text, Diagnostic)>,
}

impl<'p, 'a> Claims<'p, 'a> {
    fn new(
        journey: &'p UserJourney<'a>,
        relying_party: Option<&ast::TechnicalProfile>,
        flow: &Steps<'p, 'a>,
        policy: &'p Policy<'a>,
    ) -> Self {
        let bag = ClaimsBag::new(policy, relying_party);
        let mut sessions = ClaimsBag::empty(policy);
        flow.steps.iter().flat_map(|step| &step.profiles).for_each(|(_, profile)| sessions.add_session(profile));
        Self {
            policy,
            journey,
            findings: precondition_guard::findings(journey, &bag, &sessions, policy),
            bag,
            arrived: ClaimsBag::of_what_arrives(policy, relying_party),
            sessions,
            pages: unprovided_validation::Pages::default(),
            known: BTreeSet::new(),
            lost: Vec::new(),
        }
    }

    /// What a step asks for.
    fn before(&mut self, step: &Step<'p, 'a>, is_reached: bool) {
        // A sub-journey may ask for what only some of its callers set.
        if step.journey.id.span == self.journey.id.span {
            self.findings.extend(precondition_flow::findings(step, &self.bag, &self.sessions, self.policy));
        }
        for (place, profile) in &step.profiles {
            if !self.known.insert(profile.id.span) {
                continue;
            }
            self.findings.extend(unprovided_input::findings(step, *place, profile, &self.bag, self.policy));
            self.findings.extend(self.pages.findings(step, profile, &self.bag, self.policy));
            if is_reached && step.runs(*place) && !profile.is_switched_off() {
                self.not_arrived(step, *place, profile);
            }
        }
    }

    /// What a technical profile requires and upload takes to be there.
    fn not_arrived(&mut self, step: &Step<'p, 'a>, place: Span, profile: &TechnicalProfile<'a>) {
        for input in unprovided_input::claims(profile, &self.arrived, self.policy) {
            if self.bag.has(input.claim_type) && !self.sessions.has(input.claim_type) {
                self.lost.push((input.claim_type, unprovided_input::finding(step, place, profile, input)));
            }
        }
    }

    /// What a step returns.
    fn after(&mut self, step: &Step<'p, 'a>, is_reached: bool) {
        step.profiles.iter().for_each(|(_, profile)| self.bag.add(profile));
        if is_reached {
            step.run().for_each(|profile| self.arrived.add(profile));
        }
    }

    /// What the relying party puts into the token.
    fn sent(&mut self, relying_party: &'a ast::TechnicalProfile) {
        self.bag.add_transformations(&relying_party.output_claims_transformations);
        self.arrived.add_transformations(&relying_party.output_claims_transformations);
        for claim in unproduced_output::claims(relying_party, &self.arrived, self.policy) {
            let finding = unproduced_output::finding(claim, self.journey, self.policy);
            if !self.bag.has(claim) {
                self.findings.push(finding);
            } else if !self.sessions.has(claim) {
                self.lost.push((claim, finding));
            }
        }
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
    match is_explained.then(|| Stranded::find(claim, flow, policy)).flatten() {
        Some(stranded) => stranded.explain(finding),
        None => finding.help("a technical profile returns it, and it is not handed on"),
    }
}

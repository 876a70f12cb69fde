//! Why a claim that a technical profile returns does not come to the application, or to the steps behind it.

use super::{ClaimsBag, Step, Steps};
use crate::ast::Text;
use crate::diagnostic::Diagnostic;
use crate::model::{Policy, TechnicalProfile};
use crate::source::Span;

/// A technical profile of a journey that returns a claim in vain.
#[derive(Debug)]
pub(crate) struct Stranded {
    place: Span,
    why: &'static str,
    advice: &'static str,
}

impl Stranded {
    /// The first technical profile of these steps that returns the claim. For a claim that does arrive this means nothing.
    pub(crate) fn find<'p, 'a>(claim: &Text, flow: &Steps<'p, 'a>, policy: &'p Policy<'a>) -> Option<Self> {
        let end = flow.until_the_end();
        flow.steps.iter().enumerate().find_map(|(at, step)| {
            let mut returning = step.profiles.iter().filter(|(_, profile)| returns(profile, claim, policy));
            returning.next().map(|(place, profile)| Self::at(*place, profile, claim, step, at >= end, policy))
        })
    }

    fn at<'p, 'a>(
        place: Span,
        profile: &'p TechnicalProfile<'a>,
        claim: &Text,
        step: &Step<'p, 'a>,
        is_behind: bool,
        policy: &'p Policy<'a>,
    ) -> Self {
        if is_behind {
            let advice = "let a step before the one that sends claims return it";
            return Self { place, why: "returns it behind the step that sends claims", advice };
        }
        if !step.runs(place) {
            let advice = "let a step return it that runs its claims exchanges";
            return Self { place, why: "returns it, and a step that sends claims does not run it", advice };
        }
        if let Some(off) = profile.enabled_for_user_journeys.filter(|_| profile.is_switched_off()) {
            let advice = "switch the technical profile on, or let another one return the claim";
            return Self { place: off.span, why: "what returns it is switched off here", advice };
        }
        let mut validations = profile.validation_technical_profiles.iter().map(|it| &it.technical_profile);
        let named = |id: &&Text| policy.technical_profiles.get(id).is_some_and(|it| returns(it, claim, policy));
        let place = validations.find(named).map_or(place, |id| id.span);
        let advice = "let the page return it as well, as an output claim";
        Self { place, why: "returns it to the page, which does not return it", advice }
    }

    /// Adds it to a finding.
    pub(crate) fn explain(self, finding: Diagnostic) -> Diagnostic {
        finding.label(self.place, self.why).help(self.advice)
    }
}

fn returns<'p, 'a>(profile: &'p TechnicalProfile<'a>, claim: &Text, policy: &'p Policy<'a>) -> bool {
    let mut bag = ClaimsBag::empty(policy);
    bag.add(profile);
    bag.has(claim)
}

//! The steps of a journey in order, sub-journeys in place.

use crate::ast::Text;
use crate::model::{OrchestrationStep, Policy, TechnicalProfile, UserJourney, fold};
use crate::rules::journeys::step::SEND_CLAIMS;
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet, btree_map};

/// A step of a journey or of a sub-journey that it invokes.
#[derive(Debug)]
pub(crate) struct Step<'p, 'a> {
    /// The journey or sub-journey it stands in.
    pub journey: &'p UserJourney<'a>,
    /// Its order there.
    pub order: u32,
    /// The step.
    pub step: &'p OrchestrationStep<'a>,
    /// The technical profiles it may run, each with the place that names it: those of its claims exchanges, then the one
    /// that writes or reads a token.
    pub profiles: Vec<(Span, &'p TechnicalProfile<'a>)>,
}

impl<'p, 'a> Step<'p, 'a> {
    /// The technical profiles that it runs: a step that sends claims runs no claims exchange.
    pub(crate) fn run(&self) -> impl Iterator<Item = &'p TechnicalProfile<'a>> {
        self.profiles.iter().filter(|(place, _)| self.runs(*place)).map(|(_, profile)| *profile)
    }

    /// Whether it runs the technical profile that it names at this place.
    pub(crate) fn runs(&self, place: Span) -> bool {
        self.step.kind() != SEND_CLAIMS || self.step.issuer.is_some_and(|issuer| issuer.span == place)
    }
}

/// The steps of a journey.
#[derive(Debug)]
pub(crate) struct Steps<'p, 'a> {
    /// In the order in which they run, each once: a sub-journey stands where it is invoked first.
    pub steps: Vec<Step<'p, 'a>>,
    /// Whether every technical profile and sub-journey that they name is there.
    pub is_complete: bool,
}

impl<'p, 'a> Steps<'p, 'a> {
    /// The steps of this journey and of the sub-journeys that it invokes.
    pub(crate) fn of(journey: &'p UserJourney<'a>, policy: &'p Policy<'a>) -> Self {
        let mut all = Self { steps: Vec::new(), is_complete: true };
        let mut invoked = BTreeSet::from([journey.id.span]);
        let mut open: Vec<(_, btree_map::Iter<'p, _, _>)> = vec![(journey, journey.steps.iter())];
        while let Some((journey, steps)) = open.last_mut() {
            let journey = *journey;
            let Some((order, step)) = steps.next() else {
                open.pop();
                continue;
            };
            let profiles = all.profiles(step, policy);
            all.steps.push(Step { journey, order: *order, step, profiles });
            // The last is opened first, so that the first runs first.
            for id in step.sub_journeys.iter().rev() {
                match policy.sub_journeys.get(id) {
                    Some(inner) if invoked.insert(inner.id.span) => open.push((inner, inner.steps.iter())),
                    Some(_) => {}
                    None => all.is_complete = false,
                }
            }
        }
        all
    }

    fn profiles(
        &mut self,
        step: &'p OrchestrationStep<'a>,
        policy: &'p Policy<'a>,
    ) -> Vec<(Span, &'p TechnicalProfile<'a>)> {
        let named = step.exchanges.iter().map(|exchange| &exchange.technical_profile).chain(step.issuer);
        let mut profiles = Vec::new();
        for id in named {
            match policy.technical_profiles.get(id) {
                Some(profile) => profiles.push((id.span, profile)),
                None => self.is_complete = false,
            }
        }
        profiles
    }

    /// How many of the steps can run: none behind the first step of the journey itself that sends claims in any case.
    pub(crate) fn until_the_end(&self) -> usize {
        let journey = self.steps.first().map(|step| step.journey.id.span);
        let ends = |step: &Step<'_, '_>| {
            let is_own = journey == Some(step.journey.id.span);
            is_own && step.step.kind() == SEND_CLAIMS && step.step.preconditions.is_empty()
        };
        self.steps.iter().position(ends).map_or(self.steps.len(), |at| at + 1)
    }

    /// The journeys that the steps stand in, each once.
    pub(crate) fn journeys(&self) -> impl Iterator<Item = &'p UserJourney<'a>> {
        let mut known = BTreeSet::new();
        self.steps.iter().map(|step| step.journey).filter(move |journey| known.insert(journey.id.span))
    }
}

/// A sub-journey that invokes itself, directly or through others.
#[derive(Debug)]
pub(crate) struct Cycle<'a> {
    /// The sub-journey.
    pub id: &'a Text,
    /// The reference that leads back to it.
    pub invoked_by: &'a Text,
}

/// The cycles among the sub-journeys of a policy; one finding for each reference that leads back.
pub(crate) fn cycles<'a>(policy: &Policy<'a>) -> Vec<Cycle<'a>> {
    #[derive(PartialEq)]
    enum Visit {
        Open,
        Done,
    }
    let invokes = |sub_journey: &UserJourney<'a>| -> Vec<&'a Text> {
        sub_journey.steps.values().flat_map(|step| &step.sub_journeys).copied().collect()
    };
    let mut visits: BTreeMap<String, Visit> = BTreeMap::new();
    let mut cycles = Vec::new();
    for root in policy.sub_journeys.iter() {
        if visits.contains_key(&fold(root.id)) {
            continue;
        }
        visits.insert(fold(root.id), Visit::Open);
        let mut open = vec![(root, invokes(root).into_iter())];
        while let Some((sub_journey, references)) = open.last_mut() {
            let Some(reference) = references.next() else {
                visits.insert(fold(sub_journey.id), Visit::Done);
                open.pop();
                continue;
            };
            let Some(next) = policy.sub_journeys.get(reference) else { continue };
            match visits.get(&fold(next.id)) {
                Some(Visit::Open) => cycles.push(Cycle { id: next.id, invoked_by: reference }),
                Some(Visit::Done) => {}
                None => {
                    visits.insert(fold(next.id), Visit::Open);
                    open.push((next, invokes(next).into_iter()));
                }
            }
        }
    }
    cycles
}

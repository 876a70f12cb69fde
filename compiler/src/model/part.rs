//! Technical profiles that others include. Most are only parts of those; some run as well.

use super::include::MOST_INCLUDES;
use super::{Policy, TechnicalProfile, fold};
use crate::ast::Text;
use std::collections::BTreeSet;

/// The included technical profiles of a policy, by folded id.
#[derive(Debug, Default)]
pub(super) struct Included {
    parts: BTreeSet<String>,
    run: BTreeSet<String>,
}

impl Included {
    pub(super) fn of(policy: &Policy<'_>) -> Self {
        let includes = policy.technical_profiles.iter().filter_map(|profile| profile.include);
        let mut parts: BTreeSet<String> = includes.map(|id| fold(id)).collect();
        let mut run = BTreeSet::new();
        if !parts.is_empty() {
            for id in steps(policy).chain(pages(policy)).map(|id| fold(id)) {
                if parts.remove(&id) {
                    run.insert(id);
                }
            }
        }
        Self { parts, run }
    }

    pub(super) fn is_part(&self, profile: &TechnicalProfile<'_>) -> bool {
        self.parts.contains(&fold(profile.id))
    }

    pub(super) fn nearest_run<'p, 'a>(
        &self,
        profile: &TechnicalProfile<'a>,
        policy: &'p Policy<'a>,
    ) -> Option<&'p TechnicalProfile<'a>> {
        // Where the includes have no end, nothing was laid under it.
        if self.run.is_empty() || policy.includes_without_end(profile) {
            return None;
        }
        let next = |id: Option<&Text>| id.and_then(|id| policy.technical_profiles.get(id));
        let below = std::iter::successors(next(profile.include), |included| next(included.include));
        below.take(MOST_INCLUDES).find(|included| self.run.contains(&fold(included.id)))
    }
}

/// What the steps of the journeys run.
fn steps<'a>(policy: &Policy<'a>) -> impl Iterator<Item = &'a Text> {
    let journeys = policy.user_journeys.iter().chain(policy.sub_journeys.iter());
    journeys.flat_map(|journey| {
        let named = journey.authorization_technical_profiles.iter().copied().chain(journey.default_issuer);
        let of_steps = journey
            .steps
            .values()
            .flat_map(|step| step.exchanges.iter().map(|exchange| &exchange.technical_profile).chain(step.issuer));
        named.chain(of_steps)
    })
}

/// What pages run, and what manages the sessions.
fn pages<'a>(policy: &Policy<'a>) -> impl Iterator<Item = &'a Text> {
    let of_profiles = policy.technical_profiles.iter().flat_map(|profile| {
        let validations = profile.validation_technical_profiles.iter().map(|it| &it.technical_profile);
        validations.chain(profile.session_management)
    });
    let actions = policy.display_controls.iter().flat_map(|control| &control.current.actions);
    let of_controls = actions.flat_map(|action| &action.validations).map(|validation| &validation.technical_profile);
    of_profiles.chain(of_controls)
}

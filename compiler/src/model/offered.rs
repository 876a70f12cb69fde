//! Which technical profiles a user can choose: those that the default user journey of the relying party reaches, else, in
//! a file without a relying party, every federation profile.

use super::{OrchestrationStep, Policy, TechnicalProfile, UserJourney, fold};
use crate::protocol::{Role, role_of};
use std::collections::{BTreeMap, BTreeSet};

/// The federation profiles a user can choose, before any argument of the caller.
pub(crate) fn offered<'p, 'a>(policy: &'p Policy<'a>) -> Vec<&'p TechnicalProfile<'a>> {
    let party = policy.leaf().and_then(|leaf| leaf.relying_party.as_ref());
    let Some(journey) = party.and_then(|party| party.default_user_journey.as_ref()) else {
        let all = policy.technical_profiles.iter();
        let offered = all.filter(|profile| is_federation(profile) && !profile.is_switched_off());
        return if party.is_some() { Vec::new() } else { offered.collect() };
    };
    policy.user_journeys.get(journey).map_or_else(Vec::new, |journey| reached(policy, journey))
}

/// The profiles whose exchange a journey holds: first in the order of the selections, then in that of the steps.
fn reached<'p, 'a>(policy: &'p Policy<'a>, journey: &'p UserJourney<'a>) -> Vec<&'p TechnicalProfile<'a>> {
    let steps = steps(policy, journey);
    let exchanges: Vec<_> = steps.iter().flat_map(|step| &step.exchanges).copied().collect();
    let mut by_id = BTreeMap::new();
    for exchange in &exchanges {
        by_id.entry(fold(&exchange.id)).or_insert(*exchange);
    }
    let selected = steps
        .iter()
        .flat_map(|step| &step.selections)
        .filter_map(|selection| selection.target.as_ref())
        .filter_map(|target| by_id.get(&fold(target)).copied());
    let mut profiles: Vec<&TechnicalProfile<'a>> = Vec::new();
    let mut known = BTreeSet::new();
    for exchange in selected.chain(exchanges.iter().copied()) {
        let profile = policy.technical_profiles.get(&exchange.technical_profile);
        let profile = profile.filter(|profile| !profile.is_switched_off());
        profiles.extend(profile.filter(|profile| known.insert(profile.id.span)));
    }
    profiles
}

/// The steps of a journey and of the sub-journeys it invokes, each sub-journey once.
fn steps<'p, 'a>(policy: &'p Policy<'a>, journey: &'p UserJourney<'a>) -> Vec<&'p OrchestrationStep<'a>> {
    let mut steps: Vec<&OrchestrationStep<'a>> = journey.steps.values().collect();
    let mut invoked = BTreeSet::new();
    let mut at = 0;
    while let Some(step) = steps.get(at).copied() {
        at += 1;
        for sub_journey in step.sub_journeys.iter().filter_map(|id| policy.sub_journeys.get(id)) {
            if invoked.insert(sub_journey.id.span) {
                steps.extend(sub_journey.steps.values());
            }
        }
    }
    steps
}

/// Whether the profile hands the user to another provider, whatever the protocol. Of WS-Federation no more is known than
/// that an issuer says in which format its tokens are.
pub(crate) fn is_federation(profile: &TechnicalProfile<'_>) -> bool {
    role_of(profile).is_some_and(Role::is_federation)
        || (profile.protocol_name() == Some("WsFed") && profile.output_token_format.is_none())
}

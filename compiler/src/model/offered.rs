//! Which technical profiles code is generated for unless the caller says otherwise: those that the default user journey of
//! the relying party reaches, else, in a file without a relying party, every federation profile and every one that does
//! nothing but run claims transformations.

use super::{OrchestrationStep, Policy, TechnicalProfile, UserJourney, fold};
use crate::ast;
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

/// The profiles that do nothing but run claims transformations and become functions, before any argument of the caller:
/// those that a journey calls itself, and those that a page of it calls to validate what a user has entered. One without
/// output claims is a part of others.
pub(crate) fn offered_functions<'p, 'a>(policy: &'p Policy<'a>) -> Vec<&'p TechnicalProfile<'a>> {
    let is_function = |profile: &TechnicalProfile<'a>| {
        profile.is_claims_transformation() && !profile.is_switched_off() && !profile.output_claims.is_empty()
    };
    let party = policy.leaf().and_then(|leaf| leaf.relying_party.as_ref());
    let Some(party) = party else {
        return policy.technical_profiles.iter().filter(|profile| is_function(profile)).collect();
    };
    let journey = party.default_user_journey.as_ref().and_then(|id| policy.user_journeys.get(id));
    let mut functions: Vec<&TechnicalProfile<'a>> = Vec::new();
    let mut known = BTreeSet::new();
    for profile in journey.map_or_else(Vec::new, |journey| reached(policy, journey)) {
        let validating = validating(profile, policy).unwrap_or_default();
        let called = std::iter::once(profile).chain(validating).filter(|profile| is_function(profile));
        functions.extend(called.filter(|profile| known.insert(profile.id.span)));
    }
    functions
}

/// The most profiles that one page calls; real ones call fewer than ten.
const MOST_VALIDATIONS: usize = 100;

/// The profiles that a page calls to validate what was typed, those of its display controls included; `None` when they
/// are more than anybody writes.
pub(crate) fn validating<'p, 'a>(
    page: &TechnicalProfile<'a>,
    policy: &'p Policy<'a>,
) -> Option<Vec<&'p TechnicalProfile<'a>>> {
    let controls = page.display_claims.iter().filter_map(|claim| claim.display_control.as_ref());
    let actions = controls.filter_map(|id| policy.display_controls.get(id)).flat_map(|it| &it.current.actions);
    let of_controls = actions.flat_map(|action| &action.validations);
    let all = page.validation_technical_profiles.iter().copied().chain(of_controls);
    let all: Vec<_> = all.take(MOST_VALIDATIONS + 1).collect();
    let profile =
        |validation: &ast::ValidationTechnicalProfile| policy.technical_profiles.get(&validation.technical_profile);
    (all.len() <= MOST_VALIDATIONS).then(|| all.into_iter().filter_map(profile).collect())
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
pub(super) fn steps<'p, 'a>(policy: &'p Policy<'a>, journey: &'p UserJourney<'a>) -> Vec<&'p OrchestrationStep<'a>> {
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

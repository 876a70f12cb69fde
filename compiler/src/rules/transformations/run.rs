//! Which technical profile runs which claims transformation, and from where the profile is called.

use super::with_method;
use crate::ast::{ClaimsTransformation, Text};
use crate::model::offered::is_federation;
pub(super) use crate::model::offered::validating;
use crate::model::{Policy, TechnicalProfile, fold};
use crate::protocol::{Role, role_of};
use crate::transformation::method::Method;
use std::collections::BTreeSet;

/// The claims transformations that a profile runs, by the reference that names them: before its protocol, then after.
pub(super) fn by<'p, 'a>(
    profile: &'p TechnicalProfile<'a>,
    policy: &'p Policy<'a>,
) -> impl Iterator<Item = (&'a Text, &'a ClaimsTransformation, &'static Method)> {
    let references = profile.input_claims_transformations.iter().chain(&profile.output_claims_transformations);
    references.filter_map(|reference| {
        let definition = policy.claims_transformations.get(reference)?;
        let (transformation, method) = with_method(definition.current)?;
        Some((*reference, transformation, method))
    })
}

/// The ids of the profiles that validate what a user has typed: called by a self-asserted profile or a display control.
pub(super) fn validations(policy: &Policy<'_>) -> BTreeSet<String> {
    let of_profiles = policy.technical_profiles.iter().flat_map(|profile| profile.validation_technical_profiles.iter());
    let mut ids: BTreeSet<String> = of_profiles.map(|validation| fold(&validation.technical_profile)).collect();
    let actions = policy.display_controls.iter().flat_map(|control| &control.current.actions);
    ids.extend(actions.flat_map(|action| &action.validations).map(|validation| fold(&validation.technical_profile)));
    ids
}

/// The ids of the profiles that are part of others.
pub(super) fn included(policy: &Policy<'_>) -> BTreeSet<String> {
    policy.technical_profiles.iter().filter_map(|profile| profile.include).map(|id| fold(id)).collect()
}

/// The ids of the profiles that a step calls in a journey with a user in front of it, who fills in a page or signs in at
/// another provider. One without, such as that for refresh tokens, can show no message whatever it does.
pub(super) fn exchanged(policy: &Policy<'_>) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for journey in policy.user_journeys.iter().chain(policy.sub_journeys.iter()) {
        let exchanges = journey.steps.values().flat_map(|step| &step.exchanges);
        let called: Vec<&Text> = exchanges.map(|exchange| &exchange.technical_profile).collect();
        let profile = |id: &&Text| policy.technical_profiles.get(id);
        if called.iter().filter_map(profile).any(|it| is_self_asserted(it) || is_federation(it)) {
            ids.extend(called.iter().map(|id| fold(id)));
        }
    }
    ids
}

/// Whether the profile is a page that a user fills in.
pub(super) fn is_self_asserted(profile: &TechnicalProfile<'_>) -> bool {
    role_of(profile) == Some(Role::SelfAsserted)
}

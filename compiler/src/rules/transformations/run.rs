//! Which technical profile runs which claims transformation, and from where the profile is called.

use super::with_method;
use crate::ast::{self, ClaimsTransformation, Text};
use crate::model::offered::is_federation;
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

/// The most profiles that one page calls; real ones call fewer than ten.
const MOST_VALIDATIONS: usize = 100;

/// The profiles that a page calls to validate what was typed, those of its display controls included; `None` when they
/// are more than anybody writes.
pub(super) fn validating<'p, 'a>(
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

/// Whether the profile is a page that a user fills in.
pub(super) fn is_self_asserted(profile: &TechnicalProfile<'_>) -> bool {
    role_of(profile) == Some(Role::SelfAsserted)
}

/// Whether the profile does nothing but run claims transformations.
pub(super) fn is_claims_transformation(profile: &TechnicalProfile<'_>) -> bool {
    role_of(profile) == Some(Role::ClaimsTransformation)
}

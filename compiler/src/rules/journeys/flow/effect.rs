//! What a technical profile makes of the claims that preconditions ask for.

use super::ClaimsBag;
use crate::model::{ClaimReference, Policy, TechnicalProfile, fold};
use claimsmith_profile::DataType;
use std::collections::BTreeMap;

/// What a technical profile makes of a claim that it returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effect<'a> {
    /// It has this value.
    Constant(&'a str),
    /// It has a value.
    Value,
    /// It has the value it had, or one if it had none: the technical profile takes it in and returns it.
    Kept,
}

/// What a technical profile, with those that its page runs, makes of the claims in `names` (folded ids). The claims that
/// were looked at are counted in `additions`.
pub(crate) fn effects<'p, 'a>(
    profile: &'p TechnicalProfile<'a>,
    policy: &'p Policy<'a>,
    names: &BTreeMap<String, usize>,
    additions: &mut usize,
) -> Vec<(usize, Effect<'a>)> {
    let mut bag = ClaimsBag::empty(policy);
    bag.add(profile);
    *additions += bag.additions();
    let constants = constants(profile, policy);
    let returned = names.iter().filter(|(name, _)| bag.has(name));
    let effect = |(name, at): (&String, &usize)| {
        let effect = match constants.get(name) {
            Some(Some(constant)) => Effect::Constant(constant),
            None if profile.input_claims.iter().any(|input| input.claim_type.eq_ignore_ascii_case(name)) => {
                Effect::Kept
            }
            Some(None) | None => Effect::Value,
        };
        (*at, effect)
    };
    returned.map(effect).collect()
}

/// The default values of output claims, by folded id; `None` where there are two.
fn constants<'a>(profile: &TechnicalProfile<'a>, policy: &Policy<'a>) -> BTreeMap<String, Option<&'a str>> {
    let validations = profile.validation_technical_profiles.iter();
    let inner = validations.filter_map(|validation| policy.technical_profiles.get(&validation.technical_profile));
    let mut constants = BTreeMap::new();
    for output in std::iter::once(profile).chain(inner).flat_map(|profile| &profile.output_claims) {
        let Some(constant) = constant(output, policy) else { continue };
        let known = constants.entry(fold(output.claim_type)).or_insert(Some(constant));
        if *known != Some(constant) {
            *known = None;
        }
    }
    constants
}

/// The default value as a precondition compares it; a value with a claim resolver may be anything.
fn constant<'a>(output: &ClaimReference<'a>, policy: &Policy<'a>) -> Option<&'a str> {
    let value = output.default_value?.as_str();
    let is_boolean = |data_type: DataType| data_type == DataType::Boolean;
    let declared = policy.claim_types.get(output.claim_type).and_then(|it| it.data_type);
    let is_boolean = declared.is_some_and(|data_type| is_boolean(data_type.value));
    match value {
        _ if value.is_empty() || value.contains('{') => None,
        _ if is_boolean && value.eq_ignore_ascii_case("true") => Some("True"),
        _ if is_boolean && value.eq_ignore_ascii_case("false") => Some("False"),
        _ => Some(value),
    }
}

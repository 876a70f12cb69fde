//! From sources to claim slots: what was found, else what a claim resolver gave, else the policy's default.

use super::convert::{convert, unfit_as_identity};
use super::place::yielded;
use super::slot::BEGUN_WITH;
use super::source::{Origin, Sources, find, find_empty_text};
use super::{ClaimValue, Slot};
use crate::answer::Found;
use crate::error::SignInError;
use claimsmith_profile::{DataType, OutputClaim, Profile, Resolver, ResolverNamespace};
use std::borrow::Cow;

/// Evaluates every output claim of a profile, in its order.
pub(crate) fn evaluate(profile: &Profile, sources: &Sources<'_>) -> Result<Vec<Slot>, SignInError> {
    let mut slots = Vec::with_capacity(profile.outputs.len());
    for output in profile.outputs.iter() {
        slots.push(slot(profile, output, sources, &slots)?);
    }
    Ok(slots)
}

/// Checks that every claim has a value that must have one. Comes after the transformations: they may set it, or clear it.
pub(crate) fn check_required(profile: &Profile, slots: &[Slot]) -> Result<(), SignInError> {
    let has_value = |index: usize| slots.get(index).is_some_and(|slot| slot.value.is_some());
    match yielded(profile).find(|place| place.required && !has_value(place.index)) {
        Some(place) => Err(SignInError::MissingClaim { claim: place.claim.to_owned() }),
        None => Ok(()),
    }
}

/// `earlier` are the slots of the claims that stand before this one.
fn slot(profile: &Profile, output: &OutputClaim, sources: &Sources<'_>, earlier: &[Slot]) -> Result<Slot, SignInError> {
    let has_default = output.default.is_some() || output.resolver.is_some();
    if !(output.always_default && has_default)
        && let Some((found, origin)) = find(profile, output, sources)?
    {
        let unfit = match origin {
            Origin::Callback => Some("nothing but a parameter of the callback, which anybody could have written"),
            _ => unfit_as_identity(&found, output.data_type),
        };
        let value = convert(found, output)?;
        // To claims transformations an empty collection is a value; once they have run it is none.
        if !(value.is_unset() && has_default) {
            return Ok(Slot::found(origin, value, unfit));
        }
    }
    if !has_default
        && output.data_type == DataType::String
        && let Some(origin) = find_empty_text(profile, output, sources)
    {
        return Ok(Slot::found(origin, ClaimValue::String(String::new()), None));
    }
    match &output.resolver {
        Some(resolver) => resolved(profile, output, resolver, sources, earlier),
        None => Ok(Slot::said_by(Origin::Default, output.default.as_ref().map(ClaimValue::from), None)),
    }
}

/// What the claim resolver of an output claim gives. `{Claim:x}` sees the claims that were evaluated before it.
fn resolved(
    profile: &Profile,
    output: &OutputClaim,
    resolver: &Resolver,
    sources: &Sources<'_>,
    earlier: &[Slot],
) -> Result<Slot, SignInError> {
    let copied = earlier_claim(profile, resolver, earlier);
    if output.data_type == DataType::StringCollection
        && let Some(ClaimValue::StringCollection(_)) = copied
    {
        return Ok(Slot::said_by(Origin::Resolver, copied.cloned(), Some(BEGUN_WITH)));
    }
    let text = match copied {
        Some(value) => Some(value.clone().into_parameter()),
        None => sealed(sources, &output.claim).map(str::to_owned),
    };
    let value = text.map(|text| convert(Found::Text(Cow::Owned(text)), output)).transpose()?;
    Ok(Slot::said_by(Origin::Resolver, value, Some(BEGUN_WITH)))
}

fn earlier_claim<'s>(profile: &Profile, resolver: &Resolver, earlier: &'s [Slot]) -> Option<&'s ClaimValue> {
    if resolver.namespace != ResolverNamespace::Claim {
        return None;
    }
    let outputs = profile.outputs.iter().zip(earlier).rev();
    let mut values = outputs.filter(|(output, _)| output.claim.eq_ignore_ascii_case(&resolver.name));
    values.find_map(|(_, slot)| slot.value.as_ref().filter(|value| !value.is_unset()))
}

/// What the sealed flow holds for a claim.
fn sealed<'a>(sources: &Sources<'a>, claim: &str) -> Option<&'a str> {
    let found = sources.resolved.iter().find(|(known, _)| known == claim);
    found.map(|(_, text)| text.as_str())
}

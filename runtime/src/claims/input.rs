//! Input claims: parameters of the authorization request.

use super::convert::convert;
use super::{ClaimType, ClaimValue, Slot};
use crate::answer::Found;
use crate::error::{InputFault, SignInError};
use crate::resolver::{Resolution, check_input, check_resolved};
use claimsmith_profile::{DataType, InputClaim, OutputClaim, Profile};
use std::borrow::Cow;

/// The values an application gives to the input claims of a profile: a slot for each entry of [`Profile::inputs`].
#[derive(Clone)]
pub struct InputValues<'p> {
    profile: &'p Profile,
    values: Vec<Option<ClaimValue>>,
}

impl<'p> InputValues<'p> {
    /// No value for any input claim.
    #[must_use]
    pub fn new(profile: &'p Profile) -> Self {
        Self { profile, values: vec![None; profile.inputs.len()] }
    }

    /// Sets the value of the input claim at an index; an index that the profile does not have is ignored.
    pub fn set<T: ClaimType>(&mut self, index: usize, value: Option<T>) {
        if let Some(slot) = self.values.get_mut(index) {
            *slot = value.as_ref().map(T::to_claim);
        }
    }

    /// The value that was set for the input claim with this id, compared without regard to case.
    pub(crate) fn get(&self, claim: &str) -> Option<&ClaimValue> {
        let inputs = self.profile.inputs.iter().zip(&self.values);
        let mut values = inputs.filter(|(input, _)| input.claim.eq_ignore_ascii_case(claim));
        values.find_map(|(_, value)| value.as_ref()).filter(|value| !value.is_unset())
    }

    /// The values of the input claims once they are picked: those that their slots hold after the input transformations.
    /// `slots` are those of the profile. An input claim without a slot keeps its value.
    pub(super) fn picked(&self, slots: &[Slot]) -> Self {
        let mut picked = self.clone();
        let claims = &self.profile.transformations.claims;
        for (claim, slot) in claims.iter().zip(slots.iter().skip(self.profile.outputs.len())) {
            let place = claim.input.map(usize::from);
            if let Some(value) = place.and_then(|place| picked.values.get_mut(place)) {
                value.clone_from(&slot.value);
            }
        }
        picked
    }

    pub(super) fn set_by_name(&mut self, get: impl Fn(&str) -> Option<ClaimValue>) {
        for (input, slot) in self.profile.inputs.iter().zip(&mut self.values) {
            *slot = get(&input.claim).or_else(|| slot.take());
        }
    }
}

impl std::fmt::Debug for InputValues<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("InputValues").field("profile", &self.profile.id).finish_non_exhaustive()
    }
}

/// The input claims of a profile. Generated code implements it for the `…Inputs` struct; `()` gives no value.
pub trait Inputs {
    /// Writes the values into their slots.
    fn write(self, values: &mut InputValues<'_>);
}

impl Inputs for () {
    fn write(self, _values: &mut InputValues<'_>) {}
}

/// The slots of a profile once its input claims are picked: with what the policy says, a default or a claim resolver, for those
/// that are left empty. No output claim has a value yet.
pub(super) fn begun_with(resolution: &Resolution<'_>) -> Result<Vec<Slot>, SignInError> {
    slots(resolution.inputs, |input, given| start(input, given, resolution).map(|start| start.value))
}

/// The slots that the input transformations of a profile begin with: no default, no claim resolver.
pub(crate) fn given(values: &InputValues<'_>) -> Result<Vec<Slot>, SignInError> {
    slots(values, |input, given| said(input, given).cloned())
}

/// The slots of a profile with what its input claims start with.
fn slots(
    values: &InputValues<'_>,
    begins: impl Fn(&InputClaim, Option<&ClaimValue>) -> Option<ClaimValue>,
) -> Result<Vec<Slot>, SignInError> {
    let profile = values.profile;
    let claims = &profile.transformations.claims;
    if claims.is_empty() {
        return Ok(Vec::new());
    }
    let mut slots = vec![Slot::default(); profile.outputs.len()];
    for claim in claims.iter() {
        let place = claim.input.map(usize::from);
        let input = place.and_then(|place| Some((profile.inputs.get(place)?, values.values.get(place)?)));
        let value = input.and_then(|(input, given)| begins(input, given.as_ref()));
        let fault = InputFault::WrongType;
        let value = value.map(|value| {
            let invalid = || SignInError::InvalidInput { claim: claim.claim.to_string(), fault };
            typed(value, claim.data_type).ok_or_else(invalid)
        });
        slots.push(value.transpose()?.map_or_else(Slot::default, Slot::begun_with));
    }
    Ok(slots)
}

/// Checks that every input claim has a value that must have one.
pub(crate) fn check_inputs(resolution: &Resolution<'_>) -> Result<(), SignInError> {
    let values = resolution.inputs;
    for (input, given) in values.profile.inputs.iter().zip(&values.values).filter(|(input, _)| input.required) {
        let start = start(input, given.as_ref(), resolution);
        if start.is_none_or(|start| start.value.is_unset()) {
            return Err(SignInError::MissingInput { claim: input.claim.to_string() });
        }
    }
    Ok(())
}

/// The parameters that the input claims become: name and value, in the order of the profile. An input claim without
/// a value becomes no parameter. The resolution is that of the input claims as they are picked.
pub(crate) fn parameters<'p>(resolution: &Resolution<'p>) -> Result<Vec<(&'p str, String)>, SignInError> {
    let values = resolution.inputs;
    let mut parameters = Vec::new();
    for (input, given) in values.profile.inputs.iter().zip(&values.values) {
        match start(input, given.as_ref(), resolution).filter(|start| !start.value.is_unset()) {
            Some(Start { value, is_of_the_policy }) => {
                let value = value.into_parameter();
                // The policy's own text is bounded by the policy.
                if !is_of_the_policy {
                    check_input(&input.claim, &value)?;
                }
                parameters.push((input.parameter.as_ref(), value));
            }
            None if input.required => return Err(SignInError::MissingInput { claim: input.claim.to_string() }),
            None => {}
        }
    }
    Ok(parameters)
}

/// What an input claim is picked with.
struct Start {
    value: ClaimValue,
    /// Whether it is a constant of the policy.
    is_of_the_policy: bool,
}

/// What the application gives, else the policy's default, else what the claim resolver gives. What is empty gets a default too,
/// and stays what it is when there is none. With `always_default` the application is not asked, even when the resolver has
/// nothing to say.
fn start(input: &InputClaim, given: Option<&ClaimValue>, resolution: &Resolution<'_>) -> Option<Start> {
    let given = said(input, given).map(|value| Start { value: value.clone(), is_of_the_policy: false });
    if given.as_ref().is_some_and(|given| !given.value.is_unset()) {
        return given;
    }
    let of_the_policy = match (&input.default, &input.resolver) {
        (Some(constant), _) => Some(Start { value: ClaimValue::from(constant), is_of_the_policy: true }),
        (None, Some(resolver)) => {
            let text = resolution.value(resolver, input.data_type);
            text.map(|text| Start { value: ClaimValue::String(text), is_of_the_policy: false })
        }
        (None, None) => None,
    };
    of_the_policy.or(given)
}

/// What the application gives, if it is asked: to transformations the empty text and the empty collection are values. Of the
/// data types that are held as text `string` alone has an empty one, as where a provider says it.
fn said<'v>(input: &InputClaim, given: Option<&'v ClaimValue>) -> Option<&'v ClaimValue> {
    let is_replaced = input.always_default && (input.default.is_some() || input.resolver.is_some());
    let is_none =
        |value: &ClaimValue| value == &ClaimValue::String(String::new()) && input.data_type != DataType::String;
    given.filter(|value| !is_replaced && !is_none(value))
}

/// The value as one of this data type; a text is read as one. `None` when it is none.
fn typed(value: ClaimValue, data_type: DataType) -> Option<ClaimValue> {
    match (value, data_type) {
        (value @ ClaimValue::Boolean(_), DataType::Boolean)
        | (value @ ClaimValue::Int(_), DataType::Int)
        | (value @ ClaimValue::Long(_), DataType::Long)
        | (value @ ClaimValue::StringCollection(_), DataType::StringCollection)
        | (value @ ClaimValue::UserIdentity(_), DataType::UserIdentity)
        | (value @ ClaimValue::UserIdentityCollection(_), DataType::UserIdentityCollection)
        | (value @ ClaimValue::AlternativeSecurityIdCollection(_), DataType::AlternativeSecurityIdCollection) => {
            Some(value)
        }
        (ClaimValue::Int(value), DataType::Long) => Some(ClaimValue::Long(value.into())),
        (ClaimValue::String(text), data_type) => from_text(text, data_type),
        _ => None,
    }
}

fn from_text(text: String, data_type: DataType) -> Option<ClaimValue> {
    let output = OutputClaim { data_type, ..OutputClaim::EMPTY };
    convert(Found::Text(Cow::Owned(text)), &output).ok()
}

/// What the claim resolvers of the output claims give, to be kept in the flow: id of the claim, and text. `taken` are the
/// bytes that the flow holds already, and afterwards those of these claims as well.
pub(crate) fn resolve_outputs(
    profile: &Profile,
    resolution: &Resolution<'_>,
    taken: &mut usize,
) -> Result<Vec<(String, String)>, SignInError> {
    let mut resolved = Vec::new();
    for output in profile.outputs.iter() {
        let value = output.resolver.as_ref().and_then(|resolver| resolution.value(resolver, output.data_type));
        let Some(value) = value else { continue };
        *taken += check_resolved(&output.claim, &value, *taken)?;
        // Better now, while the application is asked, than after the user came back.
        if convert(Found::Text(Cow::Borrowed(&value)), output).is_err() {
            return Err(SignInError::InvalidInput { claim: output.claim.to_string(), fault: InputFault::WrongType });
        }
        resolved.push((output.claim.to_string(), value));
    }
    Ok(resolved)
}

//! Input claims: parameters of the authorization request.

use super::convert::convert;
use super::{ClaimType, ClaimValue};
use crate::answer::Found;
use crate::error::{InputFault, SignInError};
use crate::resolver::{Resolution, check_input, check_resolved};
use claimsmith_profile::{InputClaim, Profile};
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

/// The parameters that the input claims become: name and value, in the order of the profile. An input claim without
/// a value becomes no parameter.
pub(crate) fn parameters<'p>(resolution: &Resolution<'p>) -> Result<Vec<(&'p str, String)>, SignInError> {
    let values = resolution.inputs;
    let mut parameters = Vec::new();
    for (input, given) in values.profile.inputs.iter().zip(&values.values) {
        match effective(input, given.as_ref(), resolution)? {
            Some(value) => parameters.push((input.parameter.as_ref(), value)),
            None if input.required => return Err(SignInError::MissingInput { claim: input.claim.to_string() }),
            None => {}
        }
    }
    Ok(parameters)
}

/// What the application gives, else the policy's default, else what the claim resolver gives. With `always_default` the
/// application is not asked, even when the resolver has nothing to say.
fn effective(
    input: &InputClaim,
    given: Option<&ClaimValue>,
    resolution: &Resolution<'_>,
) -> Result<Option<String>, SignInError> {
    let is_replaced = input.always_default && (input.default.is_some() || input.resolver.is_some());
    let given = given.filter(|value| !is_replaced && !value.is_unset());
    let value = match (given, &input.default, &input.resolver) {
        (Some(given), _, _) => Some(given.clone().into_parameter()),
        // The policy's own text is bounded by the policy.
        (None, Some(constant), _) => {
            return Ok(Some(ClaimValue::from(constant))
                .filter(|value| !value.is_unset())
                .map(ClaimValue::into_parameter));
        }
        (None, None, Some(resolver)) => resolution.value(resolver, input.data_type),
        (None, None, None) => None,
    };
    if let Some(value) = &value {
        check_input(&input.claim, value)?;
    }
    Ok(value)
}

/// What the claim resolvers of the output claims give, to be kept in the flow: id of the claim, and text.
pub(crate) fn resolve_outputs(
    profile: &Profile,
    resolution: &Resolution<'_>,
) -> Result<Vec<(String, String)>, SignInError> {
    let mut resolved = Vec::new();
    let mut taken = 0;
    for output in profile.outputs.iter() {
        let value = output.resolver.as_ref().and_then(|resolver| resolution.value(resolver, output.data_type));
        let Some(value) = value else { continue };
        taken += check_resolved(&output.claim, &value, taken)?;
        // Better now, while the application is asked, than after the user came back.
        if convert(Found::Text(Cow::Borrowed(&value)), output).is_err() {
            return Err(SignInError::InvalidInput { claim: output.claim.to_string(), fault: InputFault::WrongType });
        }
        resolved.push((output.claim.to_string(), value));
    }
    Ok(resolved)
}

//! Input claims: parameters of the authorization request.

use super::{ClaimType, ClaimValue};
use crate::error::SignInError;
use claimsmith_profile::{InputClaim, Profile};

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
pub(crate) fn parameters<'p>(values: InputValues<'p>) -> Result<Vec<(&'p str, String)>, SignInError> {
    let mut parameters = Vec::new();
    for (input, given) in values.profile.inputs.iter().zip(values.values) {
        match effective(input, given) {
            Some(value) => parameters.push((input.parameter.as_ref(), value.into_parameter())),
            None if input.required => return Err(SignInError::MissingInput { claim: input.claim.to_string() }),
            None => {}
        }
    }
    Ok(parameters)
}

fn effective(input: &InputClaim, given: Option<ClaimValue>) -> Option<ClaimValue> {
    let default = || input.default.as_ref().map(ClaimValue::from);
    let value = if input.always_default && input.default.is_some() {
        default()
    } else {
        given.filter(|value| !value.is_unset()).or_else(default)
    };
    value.filter(|value| !value.is_unset())
}

//! Input claims once the input transformations have run: they are picked from what these leave, and get their defaults.

use super::input::begun_with;
use super::{InputValues, Slot};
use crate::error::SignInError;
use crate::resolver::{Resolution, ResolverContext};
use claimsmith_profile::Profile;
use std::borrow::Cow;

/// The input claims as they are picked, and what claim resolvers know by then.
pub(crate) struct Picked<'p> {
    profile: &'p Profile,
    inputs: InputValues<'p>,
    context: Cow<'p, ResolverContext>,
    now: u64,
}

impl<'p> Picked<'p> {
    /// `inputs` are what the application gives, `slots` those of the profile after its input transformations; `now` is in seconds
    /// since 1970.
    pub(crate) fn new(
        (profile, inputs): (&'p Profile, &InputValues<'p>),
        slots: &[Slot],
        context: &'p ResolverContext,
        now: u64,
    ) -> Self {
        Self { profile, inputs: inputs.picked(slots), context: known(profile, slots, context), now }
    }

    /// What claim resolvers are answered from.
    pub(crate) fn resolution(&self) -> Resolution<'_> {
        Resolution { context: &self.context, inputs: &self.inputs, now: self.now }
    }

    /// The slots, with defaults for the input claims that are left empty. A claim that is no input claim stays what it is.
    pub(crate) fn slots(&self, slots: Vec<Slot>) -> Result<Vec<Slot>, SignInError> {
        let outputs = self.profile.outputs.len();
        let mut slots = slots;
        let begun = begun_with(&self.resolution())?.into_iter().skip(outputs);
        let places = self.profile.transformations.claims.iter().zip(slots.iter_mut().skip(outputs));
        for ((claim, slot), begun) in places.zip(begun) {
            if claim.input.is_some() {
                *slot = begun;
            }
        }
        Ok(slots)
    }
}

/// What claim resolvers know: to `{Claim:x}` also what the input transformations have written.
fn known<'c>(profile: &Profile, slots: &[Slot], context: &'c ResolverContext) -> Cow<'c, ResolverContext> {
    let transformations = &profile.transformations;
    if transformations.before.is_empty() {
        return Cow::Borrowed(context);
    }
    let mut known = context.clone();
    for (claim, slot) in transformations.claims.iter().zip(slots.iter().skip(profile.outputs.len())) {
        if let Some(value) = slot.value.as_ref().filter(|value| !value.is_unset()) {
            known.claims.insert(claim.claim.to_string(), value.clone());
        }
    }
    Cow::Owned(known)
}

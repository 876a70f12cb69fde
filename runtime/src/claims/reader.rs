//! Typed reading of evaluated claims, by position.

use super::place::{place, yielded};
use super::{ClaimType, ClaimValue, Slot};
use crate::error::SignInError;
use claimsmith_profile::{DataType, Profile};

/// The evaluated claims of one sign-in, taken by their index: first a slot for each entry of [`Profile::outputs`], then one for
/// each of [`Transformations::claims`](claimsmith_profile::transformation::Transformations::claims).
pub struct ClaimReader<'p> {
    profile: &'p Profile,
    slots: Vec<Slot>,
}

impl<'p> ClaimReader<'p> {
    pub(crate) fn new(profile: &'p Profile, slots: Vec<Slot>) -> Self {
        Self { profile, slots }
    }

    /// Takes the value of a claim that always has one.
    ///
    /// # Errors
    /// [`SignInError::MissingClaim`] without a value, [`SignInError::ClaimType`] for a value of another type.
    pub fn required<T: ClaimType>(&mut self, index: usize) -> Result<T, SignInError> {
        self.optional(index)?.ok_or_else(|| SignInError::MissingClaim { claim: self.claim(index) })
    }

    /// Takes the value of a claim, if it has one.
    ///
    /// # Errors
    /// [`SignInError::ClaimType`] for a value of another type.
    pub fn optional<T: ClaimType>(&mut self, index: usize) -> Result<Option<T>, SignInError> {
        let Some(value) = self.slots.get_mut(index).and_then(|slot| slot.value.take()) else { return Ok(None) };
        let found = value.kind();
        match T::from_claim(value) {
            Some(value) => Ok(Some(value)),
            None => {
                let expected = place(self.profile, index).map_or(DataType::String, |place| place.data_type);
                Err(SignInError::ClaimType { claim: self.claim(index), expected, found })
            }
        }
    }

    /// Takes the value of a claim that always has one, as a type that the application chose. `expected` is how the
    /// application calls the type.
    ///
    /// # Errors
    /// [`SignInError::MissingClaim`] without a value, [`SignInError::UnreadableClaim`] when `read` does not take it.
    pub fn required_as<T>(
        &mut self,
        index: usize,
        expected: &'static str,
        read: impl FnOnce(ClaimValue) -> Option<T>,
    ) -> Result<T, SignInError> {
        self.optional_as(index, expected, read)?.ok_or_else(|| SignInError::MissingClaim { claim: self.claim(index) })
    }

    /// Takes the value of a claim, if it has one, as a type that the application chose. `expected` is how the application
    /// calls the type.
    ///
    /// # Errors
    /// [`SignInError::UnreadableClaim`] when `read` does not take the value.
    pub fn optional_as<T>(
        &mut self,
        index: usize,
        expected: &'static str,
        read: impl FnOnce(ClaimValue) -> Option<T>,
    ) -> Result<Option<T>, SignInError> {
        let Some(value) = self.slots.get_mut(index).and_then(|slot| slot.value.take()) else { return Ok(None) };
        let found = value.kind();
        let unreadable = || SignInError::UnreadableClaim { claim: self.claim(index), expected, found };
        read(value).ok_or_else(unreadable).map(Some)
    }

    /// Takes every claim that the sign-in yields and that has a value, with its id, in the order of the profile. What else the
    /// transformations read and wrote stays.
    pub(super) fn take_all(&mut self) -> impl Iterator<Item = (&'p str, ClaimValue)> {
        let slots = &mut self.slots;
        yielded(self.profile).filter_map(|place| Some((place.claim, slots.get_mut(place.index)?.value.take()?)))
    }

    fn claim(&self, index: usize) -> String {
        place(self.profile, index).map_or_else(|| format!("number {index}"), |place| place.claim.to_owned())
    }
}

impl std::fmt::Debug for ClaimReader<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("ClaimReader").field("profile", &self.profile.id).finish_non_exhaustive()
    }
}

/// A claims struct. Generated code implements it with one line a field.
pub trait Claims: Sized + Send + 'static {
    /// Reads the struct.
    ///
    /// # Errors
    /// What [`ClaimReader`] reports.
    fn read(reader: &mut ClaimReader<'_>) -> Result<Self, SignInError>;
}

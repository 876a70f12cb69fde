//! The claims of a profile by their place: its output claims, then the further claims of its transformations.

use claimsmith_profile::{DataType, Profile};

/// A claim of a profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place<'p> {
    pub(crate) index: usize,
    /// Id of the claim type.
    pub(crate) claim: &'p str,
    pub(crate) data_type: DataType,
    /// Whether a sign-in that leaves it without a value fails.
    pub(crate) required: bool,
}

/// How many places there are.
pub(crate) fn places(profile: &Profile) -> usize {
    profile.outputs.len() + profile.transformations.claims.len()
}

/// The claim at a place, whether the sign-in yields it or not.
pub(crate) fn place(profile: &Profile, index: usize) -> Option<Place<'_>> {
    match profile.outputs.get(index) {
        Some(output) => {
            Some(Place { index, claim: &output.claim, data_type: output.data_type, required: output.required })
        }
        None => {
            let further = profile.transformations.claims.get(index.checked_sub(profile.outputs.len())?)?;
            Some(Place { index, claim: &further.claim, data_type: further.data_type, required: further.required })
        }
    }
}

/// The claims that a sign-in yields, in order: the output claims, then those that transformations yield.
pub(crate) fn yielded(profile: &Profile) -> impl Iterator<Item = Place<'_>> {
    let first = profile.outputs.len();
    let further = profile.transformations.claims.iter().enumerate().filter(|(_, claim)| claim.yielded);
    let indices = (0..first).chain(further.map(move |(index, _)| first + index));
    indices.filter_map(|index| place(profile, index))
}

//! What a token holds beyond its contract.

use super::is_in_contract;
use super::registered::is_registered;
use crate::answer::Answer;
use claimsmith_profile::Profile;
use std::collections::BTreeMap;
use std::fmt;

/// The members of a token that neither its policy names nor [`RegisteredClaims`](super::RegisteredClaims) holds, each as the
/// JSON text that stands in the token: `ver`, `at_hash`, or what an issuer that is not B2C adds.
///
/// `Debug` shows the names only: values may be somebody's personal data.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct FurtherClaims {
    members: BTreeMap<String, Box<str>>,
}

impl FurtherClaims {
    pub(super) fn of(answer: Answer, profile: &Profile) -> Self {
        let members = answer.into_json();
        Self { members: members.filter(|(name, _)| !is_registered(name) && !is_in_contract(name, profile)).collect() }
    }

    /// The JSON text of a member, with the digits of its numbers as they stand there; `None` when there is none.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.members.get(name).map(AsRef::as_ref)
    }

    /// All of them, name and JSON text, sorted by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.members.iter().map(|(name, json)| (name.as_str(), json.as_ref()))
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }
}

impl fmt::Debug for FurtherClaims {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_set().entries(self.members.keys()).finish()
    }
}

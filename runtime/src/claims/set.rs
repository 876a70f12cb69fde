//! Claims by name, for code that does not know the policy.

use super::{ClaimReader, ClaimValue, Claims, InputValues, Inputs};
use crate::config::Clock;
use crate::error::SignInError;
use crate::validation::{self, ClaimRules, ClaimViolation};
use claimsmith_profile::Profile;
use serde::ser::{Serialize, Serializer};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

/// Claims by the id of their claim type, sorted. A claim without a value is not in it.
///
/// `Debug` shows the names only: values are somebody's personal data, and with `{oauth2:access_token}` a token. To see
/// them, serialise the set.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct ClaimSet {
    claims: BTreeMap<String, ClaimValue>,
}

impl ClaimSet {
    /// An empty set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The value of a claim, its id compared without regard to case, as B2C does.
    #[must_use]
    pub fn get(&self, claim: &str) -> Option<&ClaimValue> {
        let exact = self.claims.get(claim);
        exact.or_else(|| self.iter().find(|(id, _)| id.eq_ignore_ascii_case(claim)).map(|(_, value)| value))
    }

    /// Sets a claim, replacing the value that it had.
    pub fn insert(&mut self, claim: impl Into<String>, value: ClaimValue) {
        self.claims.insert(claim.into(), value);
    }

    /// All claims, sorted by id.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &ClaimValue)> {
        self.claims.iter().map(|(id, value)| (id.as_str(), value))
    }

    /// What of the claims is not as the policy asks, as `validate` of a generated claims struct: its enumerations, patterns
    /// and predicates, which B2C applies to what users enter. `profile` says what is asked, the clock which day is today.
    ///
    /// Regular expressions are compiled once a call, as nothing here outlives it; those of a generated claims struct once a
    /// process.
    #[must_use]
    pub fn validate(&self, profile: &Profile, clock: &dyn Clock) -> Vec<ClaimViolation> {
        let values = profile.validations.iter();
        let values = values.map(|it| (it, self.get(validation::claim_id(profile, it.claim)).cloned()));
        ClaimRules::new(Cow::Borrowed(profile)).violations(values, clock)
    }

    /// The value of a claim as its mask in the policy shows it; `None` without a value or a mask.
    #[must_use]
    pub fn masked(&self, profile: &Profile, claim: &str) -> Option<String> {
        let is_it = |place: &u16| validation::claim_id(profile, *place).eq_ignore_ascii_case(claim);
        let index = profile.masks.iter().position(|(place, _)| is_it(place))?;
        ClaimRules::new(Cow::Borrowed(profile)).masked(index, self.get(claim)?)
    }

    /// Number of claims.
    #[must_use]
    pub fn len(&self) -> usize {
        self.claims.len()
    }

    /// Whether there is no claim.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.claims.is_empty()
    }
}

impl Claims for ClaimSet {
    fn read(reader: &mut ClaimReader<'_>) -> Result<Self, SignInError> {
        Ok(reader.take_all().map(|(claim, value)| (claim.to_owned(), value)).collect())
    }
}

/// Gives each input claim of the profile the value that the set has under its id; other claims of the set are unused.
impl Inputs for ClaimSet {
    fn write(self, values: &mut InputValues<'_>) {
        values.set_by_name(|claim| self.get(claim).cloned());
    }
}

impl FromIterator<(String, ClaimValue)> for ClaimSet {
    fn from_iter<I: IntoIterator<Item = (String, ClaimValue)>>(claims: I) -> Self {
        Self { claims: claims.into_iter().collect() }
    }
}

impl Serialize for ClaimSet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.claims.serialize(serializer)
    }
}

impl fmt::Debug for ClaimSet {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_set().entries(self.claims.keys()).finish()
    }
}

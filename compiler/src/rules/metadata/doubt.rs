//! Metadata keys of which nothing can be said, because a finding about the key or its value explains what seems to be
//! missing: one slip is one finding.

use super::unknown_metadata_key::near;
use crate::model::{Policy, TechnicalProfile};
use crate::protocol::{find, oauth2, value};
use crate::settings::has_placeholder;
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// No profile has this many keys of its own; more need not be compared with those that are known.
pub(in crate::rules) const MOST_UNKNOWN: usize = 50;

/// The keys in doubt of each OAuth2 profile, by the place of its id.
pub(in crate::rules) struct Doubts(BTreeMap<Span, BTreeSet<String>>);

impl Doubts {
    pub(in crate::rules) fn of(policy: &Policy<'_>) -> Self {
        let profiles = policy.technical_profiles.iter().filter(|profile| profile.is_oauth2_federation());
        Self(profiles.map(|profile| (profile.id.span, in_doubt(profile))).collect())
    }

    /// Whether a finding about this key says already what is wrong with the profile.
    pub(in crate::rules) fn about(&self, profile: &TechnicalProfile<'_>, key: &str) -> bool {
        self.0.get(&profile.id.span).is_some_and(|keys| keys.contains(key))
    }
}

fn in_doubt(profile: &TechnicalProfile<'_>) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    let mut unknown = 0;
    for item in &profile.metadata {
        match find(oauth2::METADATA, &item.key) {
            Some(row) if has_placeholder(&item.value) || value::fault(row.kind, &item.value).is_some() => {
                keys.insert(item.key.value.clone());
            }
            Some(_) => {}
            None if unknown < MOST_UNKNOWN => {
                unknown += 1;
                keys.extend(near(&item.key).filter(|key| profile.metadata(key).is_none()).map(String::from));
            }
            None => {}
        }
    }
    keys
}

//! Metadata keys of which nothing can be said, because a finding about the key or its value explains what seems to be
//! missing: one slip is one finding.

use super::unknown_metadata_key::near;
use crate::model::TechnicalProfile;
use crate::protocol::{role_of, value};
use crate::settings::has_placeholder;
use crate::source::Span;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// No profile has this many keys of its own; more need not be compared with those that are known.
pub(in crate::rules) const MOST_UNKNOWN: usize = 50;

/// The keys in doubt of the profiles of a policy, by the place of their ids, as far as anybody asked.
#[derive(Default)]
pub(in crate::rules) struct Doubts(RefCell<BTreeMap<Span, BTreeSet<String>>>);

impl Doubts {
    /// Whether a finding about this key says already what is wrong with the profile.
    pub(in crate::rules) fn about(&self, profile: &TechnicalProfile<'_>, key: &str) -> bool {
        self.0.borrow_mut().entry(profile.id.span).or_insert_with(|| in_doubt(profile)).contains(key)
    }
}

fn in_doubt(profile: &TechnicalProfile<'_>) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    let Some(role) = role_of(profile) else { return keys };
    let mut unknown = 0;
    for item in &profile.metadata {
        match role.key(&item.key) {
            Some(row) if has_placeholder(&item.value) || value::fault(row.kind, &item.value).is_some() => {
                keys.insert(item.key.to_string());
            }
            Some(_) => {}
            None if unknown < MOST_UNKNOWN => {
                unknown += 1;
                keys.extend(near(role, &item.key).filter(|key| profile.metadata(key).is_none()).map(String::from));
            }
            None => {}
        }
    }
    keys
}

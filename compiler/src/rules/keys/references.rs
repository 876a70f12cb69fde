//! Where policies name a policy key.

use crate::ast::{ClaimsTransformation, Text};
use crate::model::PolicySet;
use crate::rules::technical_profiles;
use crate::settings::has_placeholder;
use crate::source::Span;
use std::collections::BTreeSet;

/// The parameter of `Hash` that names a policy key.
const HASH_SECRET: &str = "randomizerSecret";

/// A place that names a policy key.
pub(super) struct Reference<'a> {
    /// The name.
    pub(super) name: &'a Text,
    /// `Key/@Id`; `None` where a claims transformation names it.
    pub(super) key_id: Option<&'a str>,
}

impl Reference<'_> {
    /// Whether the name still waits for a setting or for a policy: it may be any key.
    pub(super) fn is_open(&self) -> bool {
        has_placeholder(self.name) || self.name.contains('{')
    }
}

/// Every place in every file, each once.
pub(super) fn references<'a>(set: &PolicySet<'a>) -> Vec<Reference<'a>> {
    let mut seen: BTreeSet<Span> = BTreeSet::new();
    let mut found: Vec<Reference<'a>> = Vec::new();
    for layer in &set.layers {
        let file = layer.file;
        let keys = technical_profiles(file).flat_map(|profile| &profile.cryptographic_keys);
        found.extend(keys.map(|key| Reference { name: &key.storage_reference_id, key_id: Some(&key.id.value) }));
        found.extend(file.claims_transformations.iter().filter_map(hash_secret));
    }
    // A key without a name has been reported.
    found.retain(|reference| !reference.name.trim().is_empty() && seen.insert(reference.name.span));
    found
}

fn hash_secret(transformation: &ClaimsTransformation) -> Option<Reference<'_>> {
    let is_hash = transformation.method.eq_ignore_ascii_case("Hash");
    let parameters = transformation.input_parameters.iter().filter(|_| is_hash);
    let mut secrets = parameters.filter(|parameter| parameter.id.eq_ignore_ascii_case(HASH_SECRET));
    secrets.next().map(|parameter| Reference { name: &parameter.value, key_id: None })
}

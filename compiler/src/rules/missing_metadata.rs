//! An OAuth2 profile has every required metadata key once its chain and its includes are merged.

use super::unknown_metadata_key::near;
use crate::diagnostic::codes::MISSING_METADATA;
use crate::diagnostic::{Applicability, Diagnostic, Diagnostics};
use crate::model::{Policy, TechnicalProfile};
use crate::protocol::{MetadataKey, find, oauth2};

/// No profile has this many keys of its own; more need not be compared with the missing one.
const MOST_UNKNOWN: usize = 50;

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    for profile in policy.technical_profiles.iter().filter(|profile| profile.is_oauth2_federation()) {
        for row in oauth2::METADATA.iter().filter(|row| row.required && profile.metadata(row.key).is_none()) {
            diagnostics.push(missing(profile, row));
        }
    }
}

/// Shown at the key that was probably meant to be this one, else at the profile.
fn missing(profile: &TechnicalProfile<'_>, row: &MetadataKey) -> Diagnostic {
    let message = format!("the technical profile `{}` has no metadata `{}`", profile.id.value, row.key);
    let finding = Diagnostic::new(MISSING_METADATA, message).note(row.note());
    let unknown = profile.metadata.iter().filter(|item| find(oauth2::METADATA, &item.key).is_none()).take(MOST_UNKNOWN);
    match unknown.map(|item| &item.key).find(|key| near(key) == Some(row.key)) {
        Some(key) => finding
            .at(key.span, "not a key of an OAuth2 technical profile")
            .label(profile.id.span, "in this technical profile")
            .replace(key.span, row.key, format!("did you mean `{}`?", row.key), Applicability::MaybeIncorrect),
        None => finding
            .at(profile.id.span, "required on an OAuth2 technical profile")
            .help(format!("add `<Item Key=\"{}\">…</Item>` to its `Metadata`", row.key)),
    }
}

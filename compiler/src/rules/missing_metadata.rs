//! An OAuth2 profile has every required metadata key once its chain and its includes are merged.

use crate::diagnostic::codes::MISSING_METADATA;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Policy;
use crate::protocol::oauth2;

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    for profile in policy.technical_profiles.iter().filter(|profile| profile.is_oauth2_federation()) {
        for row in oauth2::METADATA.iter().filter(|row| row.required && profile.metadata(row.key).is_none()) {
            diagnostics.push(
                Diagnostic::new(
                    MISSING_METADATA,
                    format!("the technical profile `{}` has no metadata `{}`", profile.id.value, row.key),
                )
                .at(profile.id.span, "required on an OAuth2 technical profile")
                .note(row.effect)
                .help(format!("add `<Item Key=\"{}\">…</Item>` to its `Metadata`", row.key)),
            );
        }
    }
}

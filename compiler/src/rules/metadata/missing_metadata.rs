//! An OAuth2 profile has every metadata key it needs once its chain and its includes are merged. Which those are
//! depends on what the authorization endpoint answers with.

use super::doubt::{Doubts, MOST_UNKNOWN};
use super::unknown_metadata_key::near;
use crate::ast::Text;
use crate::diagnostic::codes::MISSING_METADATA;
use crate::diagnostic::{Applicability, Diagnostic, Diagnostics};
use crate::model::{Policy, TechnicalProfile};
use crate::protocol::{MetadataKey, Need, find, oauth2};

pub(super) fn check(policy: &Policy<'_>, doubts: &Doubts, diagnostics: &mut Diagnostics) {
    for profile in policy.technical_profiles.iter().filter(|profile| profile.is_oauth2_federation()) {
        let needed = oauth2::METADATA.iter().filter(|row| is_needed(row, profile));
        for row in needed.filter(|row| profile.metadata(row.key).is_none()) {
            let slip = slip(profile, row.key);
            // Without knowing what the endpoint answers with, nobody knows whether a code is exchanged.
            if slip.is_some() || row.need == Need::Always || !doubts.about(profile, "response_types") {
                diagnostics.push(missing(profile, row, slip));
            }
        }
        let has = |key: &&str| profile.metadata(key).is_some() || doubts.about(profile, key);
        let has_keys = ["JWKS", "METADATA"].iter().any(has);
        if profile.receives_id_token() && !has_keys {
            diagnostics.push(no_key_set(profile));
        }
    }
}

/// Whether the profile cannot do without the key.
pub(super) fn is_needed(row: &MetadataKey, profile: &TechnicalProfile<'_>) -> bool {
    match row.need {
        Need::Optional => false,
        Need::Always => true,
        Need::WithCode => !profile.receives_id_token(),
    }
}

fn no_key_set(profile: &TechnicalProfile<'_>) -> Diagnostic {
    let id = &profile.id.value;
    Diagnostic::new(
        MISSING_METADATA,
        format!("the technical profile `{id}` has neither metadata `JWKS` nor `METADATA`"),
    )
    .at(profile.id.span, "needs the keys that sign the id_token, because of `response_types`")
    .help("add `<Item Key=\"JWKS\">…</Item>` with the URL of the key set, and `issuer`")
    .help("or `<Item Key=\"METADATA\">…</Item>` with the URL of the discovery document, which names both")
}

/// The key that was probably meant to be this one.
fn slip<'a>(profile: &TechnicalProfile<'a>, meant: &str) -> Option<&'a Text> {
    let unknown = profile.metadata.iter().filter(|item| find(oauth2::METADATA, &item.key).is_none()).take(MOST_UNKNOWN);
    unknown.map(|item| &item.key).find(|key| near(key).as_deref() == Some(meant))
}

/// Shown at the key that was probably meant to be this one, else at the profile.
fn missing(profile: &TechnicalProfile<'_>, row: &MetadataKey, slip: Option<&Text>) -> Diagnostic {
    let message = format!("the technical profile `{}` has no metadata `{}`", profile.id.value, row.key);
    let finding = Diagnostic::new(MISSING_METADATA, message).note(row.note(row.key));
    match slip {
        Some(key) => finding
            .at(key.span, "not a key of an OAuth2 technical profile")
            .label(profile.id.span, "in this technical profile")
            .replace(key.span, row.key, format!("did you mean `{}`?", row.key), Applicability::MaybeIncorrect),
        None => finding
            .at(profile.id.span, "required on an OAuth2 technical profile")
            .help(format!("add `<Item Key=\"{}\">…</Item>` to its `Metadata`", row.key)),
    }
}

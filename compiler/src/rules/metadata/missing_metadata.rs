//! A profile has every metadata key it needs once its chain and its includes are merged. Which those are may depend on
//! other keys, such as what the authorization endpoint answers with.

use super::doubt::{Doubts, MOST_UNKNOWN};
use super::unknown_metadata_key::near;
use super::{at_profile, values, with_roles};
use crate::ast::Text;
use crate::diagnostic::codes::MISSING_METADATA;
use crate::diagnostic::{Applicability, Diagnostic, Diagnostics};
use crate::model::{Fresh, TechnicalProfile};
use crate::protocol::{MetadataKey, Need, Role, role_of};
use crate::settings::has_placeholder;

pub(super) fn check(fresh: Fresh<'_, '_>, doubts: &Doubts, diagnostics: &mut Diagnostics) {
    for (profile, role) in with_roles(fresh) {
        // What is only a part of others may leave to them what is different in each. Those that are compiled are warned about.
        if role != Role::OAuth2Federation && fresh.is_part(profile) {
            continue;
        }
        // A key that waits for a setting may be any key.
        if profile.metadata.iter().any(|item| has_placeholder(&item.key)) {
            continue;
        }
        let below = fresh.included_and_run(profile).filter(|_| role != Role::OAuth2Federation);
        let is_said_there = |row: &&MetadataKey| below.is_some_and(|included| lacks(included, row.key));
        let needed = role.metadata().filter(|row| is_needed(row, &values(profile)));
        for row in needed.filter(|row| profile.metadata(row.key).is_none() && !is_said_there(row)) {
            let slip = slip(profile, role, row.key);
            // Whether it is needed may rest on a key of which nothing is known.
            if slip.is_some() || !rests_on(row.need).into_iter().any(|key| doubts.about(profile, key)) {
                diagnostics.push(missing(profile, role, row, slip));
            }
        }
        let has = |key: &&str| profile.metadata(key).is_some() || doubts.about(profile, key);
        let has_keys = || ["JWKS", "METADATA"].iter().any(has);
        if role == Role::OAuth2Federation && profile.receives_id_token() && !has_keys() {
            diagnostics.push(no_key_set(profile));
        }
    }
}

/// Whether a profile lacks this key, which it needs.
fn lacks(profile: &TechnicalProfile<'_>, key: &str) -> bool {
    let row = role_of(profile).and_then(|role| role.key(key));
    row.is_some_and(|row| is_needed(row, &values(profile))) && profile.metadata(key).is_none()
}

/// Whether a profile whose items `value` looks up cannot do without the key.
pub(super) fn is_needed<'v>(row: &MetadataKey, value: &dyn Fn(&str) -> Option<&'v str>) -> bool {
    match row.need {
        Need::Optional => false,
        Need::Always => true,
        Need::WithCode => !value("response_types").is_some_and(|it| it.eq_ignore_ascii_case("id_token")),
        Need::When(when) => when.holds(value),
    }
}

/// The keys that decide whether a key is needed.
fn rests_on(need: Need) -> Vec<&'static str> {
    match need {
        Need::Optional | Need::Always => Vec::new(),
        Need::WithCode => vec!["response_types"],
        Need::When(when) => when.keys(),
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
fn slip<'a>(profile: &TechnicalProfile<'a>, role: Role, meant: &str) -> Option<&'a Text> {
    let unknown = profile.metadata.iter().filter(|item| role.key(&item.key).is_none()).take(MOST_UNKNOWN);
    unknown.map(|item| &item.key).find(|key| near(role, key).as_deref() == Some(meant))
}

/// Shown at the key that was probably meant to be this one, else at the profile.
fn missing(profile: &TechnicalProfile<'_>, role: Role, row: &MetadataKey, slip: Option<&Text>) -> Diagnostic {
    let kind = role.with_article();
    let message = format!("the technical profile `{}` has no metadata `{}`", profile.id.value, row.key);
    let finding = Diagnostic::new(MISSING_METADATA, message).note(row.note(row.key));
    match slip {
        Some(key) => finding
            .at(key.span, format!("not a key of {kind}"))
            .label(profile.id.span, "in this technical profile")
            .replace(key.span, row.key, format!("did you mean `{}`?", row.key), Applicability::MaybeIncorrect),
        None => at_profile(finding, profile, required(row.need, kind))
            .help(format!("add `<Item Key=\"{}\">…</Item>` to its `Metadata`", row.key)),
    }
}

fn required(need: Need, kind: &str) -> String {
    match need {
        Need::When(when) => format!("required on {kind} {}", when.describe()),
        _ => format!("required on {kind}"),
    }
}

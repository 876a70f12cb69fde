//! A condition of `EnabledForUserJourneys` has the metadata it needs. That its claim is declared is a matter of
//! `rules/references`.

use super::doubt::Doubts;
use crate::diagnostic::codes::MISSING_METADATA;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Fresh, TechnicalProfile};
use crate::protocol::condition::Condition;

pub(super) fn check(fresh: Fresh<'_, '_>, doubts: &Doubts, diagnostics: &mut Diagnostics) {
    for profile in fresh.technical_profiles() {
        // What others include may leave the item to each of them. Those that are compiled are warned about.
        if !profile.is_oauth2_federation() && fresh.is_included(profile) {
            continue;
        }
        let Some((text, condition)) = profile.enabled_for_user_journeys.zip(condition(profile)) else { continue };
        for key in condition.keys() {
            if profile.metadata(key).is_some_and(|item| !item.value.is_empty()) || doubts.about(profile, key) {
                continue;
            }
            diagnostics.push(
                Diagnostic::new(
                    MISSING_METADATA,
                    format!("the technical profile `{}` has no metadata `{key}`", profile.id.value),
                )
                .at(profile.id.span, format!("is offered on a condition that needs `{key}`"))
                .label(text.span, "the condition")
                .help(format!("add `<Item Key=\"{key}\">…</Item>` to its `Metadata`")),
            );
        }
    }
}

fn condition(profile: &TechnicalProfile<'_>) -> Option<Condition> {
    Condition::find(profile.enabled_for_user_journeys?)
}

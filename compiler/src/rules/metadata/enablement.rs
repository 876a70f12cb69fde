//! A condition of `EnabledForUserJourneys` has the metadata it needs. That its claim is declared is a matter of
//! `rules/references`.

use super::doubt::Doubts;
use crate::diagnostic::codes::MISSING_METADATA;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Fresh, TechnicalProfile};
use crate::protocol::condition::Condition;

pub(super) fn check(fresh: Fresh<'_, '_>, doubts: &Doubts, diagnostics: &mut Diagnostics) {
    for profile in fresh.technical_profiles() {
        // What is only a part of others may leave the item to each of them. Those that are compiled are warned about.
        let is_compiled = profile.is_oauth2_federation() || profile.is_claims_transformation();
        if !profile.is_oauth2_federation() && fresh.is_part(profile) {
            continue;
        }
        let Some((text, condition)) = profile.enabled_for_user_journeys.zip(condition(profile)) else { continue };
        let below = fresh.included_and_run(profile).filter(|_| !is_compiled);
        for key in condition.keys() {
            if !lacks(profile, key) || doubts.about(profile, key) || below.is_some_and(|it| lacks(it, key)) {
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

/// Whether the condition of a profile needs this key, and it is not there.
fn lacks(profile: &TechnicalProfile<'_>, key: &str) -> bool {
    let is_needed = condition(profile).is_some_and(|condition| condition.keys().contains(&key));
    is_needed && profile.metadata(key).is_none_or(|item| item.value.is_empty())
}

fn condition(profile: &TechnicalProfile<'_>) -> Option<Condition> {
    Condition::find(profile.enabled_for_user_journeys?)
}

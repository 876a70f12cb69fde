//! A condition of `EnabledForUserJourneys` says which claim it is about.

use super::doubt::Doubts;
use super::included;
use crate::diagnostic::codes::{MISSING_METADATA, UNDECLARED_CLAIM_TYPE};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Policy, TechnicalProfile, fold};
use crate::protocol::condition::{CLAIM_TYPE, Condition};
use crate::settings::has_placeholder;

/// The claim of a condition is declared.
pub(super) fn check_claim(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    for profile in policy.fresh_profiles().filter(|profile| condition(profile).is_some()) {
        let item = profile.metadata(CLAIM_TYPE).map(|item| &item.value);
        let Some(id) = item.filter(|id| !id.is_empty() && !has_placeholder(id)) else { continue };
        if policy.claim_types.get(id).is_some() {
            continue;
        }
        let finding = Diagnostic::new(UNDECLARED_CLAIM_TYPE, format!("the claim type `{}` is not declared", id.value))
            .at(id.span, "not in the `ClaimsSchema` of this policy or its bases")
            .label(profile.id.span, "decides whether this technical profile is offered");
        let near = diagnostics.nearest(id, policy.claim_types.iter().map(|claim_type| claim_type.id.as_str()));
        diagnostics.push(match near {
            Some(near) => finding.did_you_mean(id.span, id, near),
            None => finding.help(format!("declare it: `<ClaimType Id=\"{}\">` in `ClaimsSchema`", id.value)),
        });
    }
}

/// A condition has the metadata it needs.
pub(super) fn check_metadata(policy: &Policy<'_>, doubts: &Doubts, diagnostics: &mut Diagnostics) {
    let included = included(policy);
    for profile in policy.fresh_profiles() {
        // What others include may leave the item to each of them. Those that are compiled are warned about.
        if !profile.is_oauth2_federation() && included.contains(&fold(profile.id)) {
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

//! A page that a step runs has a content definition: the technical profile names one, or the step does.

use super::is_explained;
use super::step::CLAIMS_EXCHANGE;
use crate::diagnostic::codes::MISSING_CONTENT_DEFINITION;
use crate::diagnostic::suggest::nearest;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Policy, TechnicalProfile};
use crate::protocol::{Role, role_of};

const KEY: &str = "ContentDefinitionReferenceId";

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    let journeys = policy.user_journeys.iter().chain(policy.sub_journeys.iter());
    // Any other step that shows a page needs one itself, which is another rule.
    let steps = journeys.flat_map(|journey| journey.steps.values()).filter(|step| step.kind() == CLAIMS_EXCHANGE);
    for exchange in steps.filter(|step| step.content_definition.is_none()).flat_map(|step| &step.exchanges) {
        let profile = policy.technical_profiles.get(&exchange.technical_profile).filter(|profile| is_bare(profile));
        let Some(profile) = profile.filter(|it| !is_explained(&it.elements, diagnostics)) else { continue };
        let id = &profile.id.value;
        diagnostics.push(
            Diagnostic::new(MISSING_CONTENT_DEFINITION, format!("the page of `{id}` has no content definition"))
                .at(exchange.technical_profile.span, format!("neither this step nor `{id}` names one"))
                .label(profile.id.span, "the page")
                .help(format!("add `<Item Key=\"{KEY}\">…</Item>` to the metadata of `{id}`")),
        );
    }
}

/// Whether it is a page whose metadata names no content definition. A slip in the key has been reported.
fn is_bare(profile: &TechnicalProfile<'_>) -> bool {
    role_of(profile) == Some(Role::SelfAsserted)
        && profile.metadata(KEY).is_none()
        && profile.metadata.iter().all(|item| nearest(&item.key, [KEY]).is_none())
}

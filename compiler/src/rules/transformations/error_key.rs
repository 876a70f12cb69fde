//! A message for a failed claims transformation belongs to one that the page runs.

use super::run;
use crate::ast::MetadataItem;
use crate::diagnostic::codes::ERROR_KEY;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Policy, TechnicalProfile};
use crate::transformation::listed;
use crate::transformation::method::all;
use std::collections::BTreeSet;

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    if policy.relying_party.is_none() {
        return;
    }
    let keys: BTreeSet<&str> = all().filter_map(|method| method.error_key).collect();
    let included = run::included(policy);
    for profile in policy.fresh_profiles().filter(|profile| run::is_self_asserted(profile)) {
        let items: Vec<&MetadataItem> =
            profile.metadata.iter().copied().filter(|item| keys.contains(item.key.as_str())).collect();
        // What others include may be meant for what they run.
        if items.is_empty() || included.contains(&crate::model::fold(profile.id)) {
            continue;
        }
        let raised = raised(profile, policy);
        for item in items.iter().filter(|item| !raised.contains(item.key.as_str())) {
            diagnostics.push(unused(item, profile));
        }
    }
}

/// The error keys of what the page runs: itself, or through its validation technical profiles.
fn raised(page: &TechnicalProfile<'_>, policy: &Policy<'_>) -> BTreeSet<&'static str> {
    let profiles = std::iter::once(page).chain(run::validating(page, policy));
    profiles.flat_map(|it| run::by(it, policy)).filter_map(|(_, _, method)| method.error_key).collect()
}

fn unused(item: &MetadataItem, profile: &TechnicalProfile<'_>) -> Diagnostic {
    let key = &item.key.value;
    let methods = all().filter(|method| method.error_key == Some(key.as_str()));
    let names: Vec<String> = methods.map(|method| format!("`{}`", method.name)).collect();
    let (id, names) = (&profile.id.value, listed(&names, "or"));
    Diagnostic::new(ERROR_KEY, format!("`{id}` has a message `{key}`, and nothing that it runs can fail so"))
        .at(item.key.span, "never shown")
        .label(profile.id.span, "this page")
        .help(format!("run {names} from a validation technical profile of the page, or remove the item"))
}

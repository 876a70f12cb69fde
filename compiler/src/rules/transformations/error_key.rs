//! A message for a failed claims transformation belongs to one that the page runs.

use super::run;
use crate::ast::MetadataItem;
use crate::diagnostic::codes::ERROR_KEY;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Policy, TechnicalProfile, fold};
use crate::source::Span;
use crate::transformation::listed;
use crate::transformation::method::all;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    if policy.relying_party.is_none() {
        return;
    }
    let pages: Vec<(&TechnicalProfile<'_>, Vec<&MetadataItem>)> = policy
        .technical_profiles
        .iter()
        .filter(|profile| run::is_self_asserted(profile))
        .map(|page| (page, page.metadata.iter().copied().filter(|item| is_error_key(&item.key)).collect()))
        .filter(|(_, items): &(_, Vec<_>)| !items.is_empty())
        .collect();
    let included = if pages.is_empty() { BTreeSet::new() } else { run::included(policy) };
    let mut known = Known::new();
    // What others include may be meant for what they run.
    for (page, items) in pages.iter().filter(|(page, _)| !included.contains(&fold(page.id))) {
        let Some(validating) = run::validating(page, policy) else { continue };
        let mut raised: BTreeSet<&str> = BTreeSet::new();
        for profile in validating.into_iter().chain([*page]) {
            raised.extend(known.entry(profile.id.span).or_insert_with(|| raised_by(profile, policy)).iter());
        }
        for item in items.iter().filter(|item| !raised.contains(item.key.as_str())) {
            diagnostics.push(unused(item, page));
        }
    }
}

/// The error keys of the profiles that have been looked at.
type Known = BTreeMap<Span, BTreeSet<&'static str>>;

fn is_error_key(key: &str) -> bool {
    all().any(|method| method.error_key == Some(key))
}

/// The error keys of what a profile runs.
fn raised_by(profile: &TechnicalProfile<'_>, policy: &Policy<'_>) -> BTreeSet<&'static str> {
    run::by(profile, policy).filter_map(|(_, _, method)| method.error_key).collect()
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

//! `LookupValue` has something to look up, and somebody says what happens when it finds nothing.

use super::names::unreadable;
use super::{all, fresh, given, is_on};
use crate::diagnostic::codes::LOOKUP;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::Policy;

const METHOD: &str = "LookupValue";
const FAIL: &str = "errorOnFailedLookup";

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    let unreadable = unreadable(diagnostics);
    for (transformation, method) in fresh(policy).filter(|(_, method)| method.name == METHOD) {
        let has_key = transformation.input_parameters.iter().any(|it| method.parameter(&it.id).is_none());
        if !has_key && !unreadable.iter().any(|place| transformation.span.contains(place)) {
            diagnostics.push(
                Diagnostic::new(LOOKUP, format!("`{}` has nothing to look up", transformation.id.value))
                    .at(transformation.id.span, "no parameter beside `errorOnFailedLookup`")
                    .help("add a parameter for every key: its `Id` is the key, its `Value` what is found"),
            );
        }
    }
    if policy.relying_party.is_some() {
        message(policy, diagnostics);
    }
}

/// Without a message of its own a failed look-up shows whatever B2C says.
fn message(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    let failing: Vec<_> =
        all(policy).filter(|(transformation, method)| method.name == METHOD && is_on(transformation, FAIL)).collect();
    let Some(key) = failing.first().and_then(|(_, method)| method.error_key) else { return };
    if says(policy, key) {
        return;
    }
    for (transformation, parameter) in failing.iter().filter_map(|(it, _)| Some((it, given(it, FAIL)?))) {
        let message = format!("no technical profile says what is shown when `{}` fails", transformation.id.value);
        let finding = Diagnostic::new(LOOKUP, message)
            .at(parameter.value.span, "fails when it finds nothing")
            .label(transformation.id.span, "of this claims transformation")
            .help(format!("set the metadata item `{key}` of the self-asserted technical profile that calls it"));
        diagnostics.push(Diagnostic { severity: Severity::Warning, ..finding });
    }
}

/// Whether a metadata item or a localized string has this error key.
fn says(policy: &Policy<'_>, key: &str) -> bool {
    let mut profiles = policy.technical_profiles.iter();
    let mut strings = policy
        .chain
        .iter()
        .filter_map(|file| file.localization.as_ref())
        .flat_map(|localization| &localization.resources)
        .flat_map(|resources| &resources.strings);
    profiles.any(|profile| profile.metadata(key).is_some())
        || strings.any(|string| string.element_type.as_str() == "ErrorMessage" && string.string_id.as_str() == key)
}

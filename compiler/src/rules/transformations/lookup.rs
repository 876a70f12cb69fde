//! `LookupValue` has something to look up, and somebody says what happens when it finds nothing.

use super::names::is_unreadable;
use super::{all_of, given, is_on, of_method};
use crate::diagnostic::codes::LOOKUP;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::{Fresh, Policy};

const METHOD: &str = "LookupValue";
const FAIL: &str = "errorOnFailedLookup";

/// The metadata key with the message of a look-up that finds nothing.
const MESSAGE: &str = "LookupNotFound";

pub(super) fn check(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for transformation in of_method(fresh, METHOD) {
        let has_key = transformation.input_parameters.iter().any(|it| !it.id.eq_ignore_ascii_case(FAIL));
        if !has_key && !is_unreadable(transformation.span, diagnostics) {
            diagnostics.push(
                Diagnostic::new(LOOKUP, format!("`{}` has nothing to look up", transformation.id.value))
                    .at(transformation.id.span, "no parameter beside `errorOnFailedLookup`")
                    .help("add a parameter for every key: its `Id` is the key, its `Value` what is found"),
            );
        }
    }
}

/// Without a message of its own a failed look-up shows whatever B2C says.
pub(super) fn message(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    if policy.relying_party.is_none() {
        return;
    }
    let mut failing = all_of(policy, METHOD).filter(|transformation| is_on(transformation, FAIL)).peekable();
    if failing.peek().is_none() || says(policy) {
        return;
    }
    for (transformation, parameter) in failing.filter_map(|it| Some((it, given(it, FAIL)?))) {
        let message = format!("no technical profile says what is shown when `{}` fails", transformation.id.value);
        let finding = Diagnostic::new(LOOKUP, message)
            .at(parameter.value.span, "fails when it finds nothing")
            .label(transformation.id.span, "of this claims transformation")
            .help(format!("set the metadata item `{MESSAGE}` of the self-asserted technical profile that calls it"));
        diagnostics.push(Diagnostic { severity: Severity::Warning, ..finding });
    }
}

/// Whether a metadata item or a localized string has the message.
fn says(policy: &Policy<'_>) -> bool {
    let mut profiles = policy.technical_profiles.iter();
    let mut strings = policy
        .chain
        .iter()
        .filter_map(|file| file.localization.as_ref())
        .flat_map(|localization| &localization.resources)
        .flat_map(|resources| &resources.strings);
    profiles.any(|profile| profile.metadata(MESSAGE).is_some())
        || strings.any(|string| string.element_type.as_str() == "ErrorMessage" && string.string_id.as_str() == MESSAGE)
}

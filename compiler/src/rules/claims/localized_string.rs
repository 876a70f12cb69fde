//! A localized string says what it is the text of, in words that B2C knows.

use crate::ast::{LocalizedString, Text};
use crate::diagnostic::codes::LOCALIZED_NOTHING;
use crate::diagnostic::{Diagnostic, Diagnostics, suggest};
use crate::model::PolicySet;
use crate::settings::has_placeholder;

/// The values of `LocalizedString/@ElementType` (B2C: "Localization", element types).
const ELEMENT_TYPES: &[&str] = &[
    "ClaimsProvider",
    "ClaimType",
    "DisplayControl",
    "ErrorMessage",
    "FormatLocalizedStringTransformationClaimType",
    "GetLocalizedStringsTransformationClaimType",
    "InputValidation",
    "Predicate",
    "PredicateValidation",
    "UxElement",
];

/// The texts of a claim type.
const OF_CLAIM_TYPES: &[&str] = &["AdminHelpText", "DisplayName", "PatternHelpText", "UserHelpText"];

/// The text of a predicate.
const OF_PREDICATES: &[&str] = &["HelpText"];

pub(super) fn check(set: &PolicySet<'_>, diagnostics: &mut Diagnostics) {
    let localizations = set.scopes().filter_map(|scope| scope.file()?.localization.as_ref());
    for string in localizations.flat_map(|it| &it.resources).flat_map(|resources| &resources.strings) {
        if let Some(finding) = fault(string) {
            diagnostics.push(finding);
        }
    }
}

fn fault(string: &LocalizedString) -> Option<Diagnostic> {
    let (of, id) = (&string.element_type, &string.string_id);
    let is_known = |known: &[&str], name: &str| known.iter().any(|it| it.eq_ignore_ascii_case(name));
    if has_placeholder(of) || has_placeholder(id) {
        return None;
    }
    if !is_known(ELEMENT_TYPES, of) {
        let message = format!("there are no localized strings of the element type `{}`", of.value);
        return Some(ignored(message, of, ELEMENT_TYPES));
    }
    let (what, known) = match of.to_ascii_lowercase().as_str() {
        "claimtype" => ("claim type", OF_CLAIM_TYPES),
        "predicate" => ("predicate", OF_PREDICATES),
        _ => return None,
    };
    let message = || format!("a {what} has no text `{}` to localize", id.value);
    (!is_known(known, id)).then(|| ignored(message(), id, known))
}

fn ignored(message: String, place: &Text, known: &[&'static str]) -> Diagnostic {
    let finding = Diagnostic::new(LOCALIZED_NOTHING, message).at(place.span, "the string is ignored");
    match suggest::nearest(place, known.iter().copied()) {
        Some(near) => finding.did_you_mean(place.span, place, near),
        None => finding.maybe_help(suggest::did_you_mean(place, known.iter().copied())),
    }
}

//! The options of a claim in one language, which take the place of those in its restriction.

use crate::ast::{LocalizedCollection, Text};
use crate::diagnostic::codes::RESTRICTION;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::PolicySet;
use crate::settings::has_placeholder;
use std::collections::BTreeMap;

pub(super) fn check(set: &PolicySet<'_>, diagnostics: &mut Diagnostics) {
    let localizations = set.scopes().filter_map(|scope| scope.file()?.localization.as_ref());
    for collection in localizations.flat_map(|it| &it.resources).flat_map(|resources| &resources.collections) {
        addressed(&collection.element_type, "ElementType", "ClaimType", diagnostics);
        addressed(&collection.target_collection, "TargetCollection", "Restriction", diagnostics);
        repeated(collection, diagnostics);
    }
}

/// There are collections of one kind only.
fn addressed(value: &Text, attribute: &str, only: &str, diagnostics: &mut Diagnostics) {
    if value.eq_ignore_ascii_case(only) || has_placeholder(value) {
        return;
    }
    diagnostics.push(
        Diagnostic::new(
            RESTRICTION,
            format!("a localized collection with the {attribute} `{}` is not read", value.value),
        )
        .at(value.span, format!("only `{only}` is known"))
        .did_you_mean(value.span, value, only),
    );
}

fn repeated(collection: &LocalizedCollection, diagnostics: &mut Diagnostics) {
    let mut first: BTreeMap<&str, &Text> = BTreeMap::new();
    for value in collection.items.iter().map(|item| &item.value) {
        let Some(earlier) = first.insert(value, value) else { continue };
        diagnostics.push(
            Diagnostic::new(
                RESTRICTION,
                format!("the value `{}` of `{}` is listed twice", value.value, collection.element_id.value),
            )
            .at(value.span, "which of the two texts is shown is not documented")
            .label(earlier.span, "listed first here")
            .help("keep one of them, or give each its own value"),
        );
    }
}

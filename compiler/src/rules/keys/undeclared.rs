//! A policy names a key that is not declared: upload refuses a policy whose key the tenant does not have.

use super::references::Reference;
use super::{Keys, folded};
use crate::diagnostic::codes::{CASE_ONLY_MATCH, UNDECLARED_POLICY_KEY};
use crate::diagnostic::{Applicability, Diagnostic, Diagnostics};
use crate::secrets::is_secret_reference;
use std::collections::BTreeSet;

/// Yields the keys that a name which is not declared seems to mean, as they are compared: they are in use.
pub(super) fn check(references: &[Reference<'_>], keys: &Keys<'_>, diagnostics: &mut Diagnostics) -> BTreeSet<String> {
    let mut meant = BTreeSet::new();
    for reference in references.iter().filter(|reference| !reference.is_open()) {
        let name = reference.name;
        let Some(key) = keys.find(reference) else {
            // Names are compared without the prefix: it would make strangers look alike.
            let near = diagnostics.nearest(&folded(name), keys.by_name.keys().map(String::as_str)).map(str::to_owned);
            diagnostics.push(undeclared(reference, keys, near.as_deref()));
            meant.extend(near);
            continue;
        };
        // That the prefix is missing is another finding's.
        if name.len() == key.name.len() && name.value != key.name {
            diagnostics.push(
                Diagnostic::new(
                    CASE_ONLY_MATCH,
                    format!("the policy key `{}` is declared as `{}`", name.value, key.name),
                )
                .at(name.span, "matches only without regard to case")
                .label(keys.place(key), "declared here")
                .replace(
                    name.span,
                    &key.name,
                    "use the declared spelling",
                    Applicability::MaybeIncorrect,
                ),
            );
        }
    }
    meant
}

fn undeclared(reference: &Reference<'_>, keys: &Keys<'_>, near: Option<&str>) -> Diagnostic {
    let name = reference.name;
    let path = &keys.declared.path;
    if is_secret_reference(name) {
        return Diagnostic::new(UNDECLARED_POLICY_KEY, "what stands for the name of a policy key is not declared")
            .at(name.span, format!("`{path}` does not declare it for this tenant"))
            .confidential()
            .help("name a policy key: `B2C_1A_…`");
    }
    let finding = Diagnostic::new(UNDECLARED_POLICY_KEY, format!("the policy key `{}` is not declared", name.value))
        .at(name.span, format!("`{path}` does not declare it for this tenant"));
    match near.and_then(|near| keys.by_name.get(near)) {
        Some(near) => finding.label(keys.place(near), "is it this key?").replace(
            name.span,
            &near.name,
            format!("did you mean `{}`?", near.name),
            Applicability::MaybeIncorrect,
        ),
        None => finding.help(format!("create the key in the tenant, under \"Policy keys\", and add it to `{path}`")),
    }
}

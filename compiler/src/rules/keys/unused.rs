//! A key is declared and no policy names it: it is left over, or its name is not what the policies say.

use super::references::Reference;
use super::{Keys, folded};
use crate::diagnostic::codes::UNUSED_POLICY_KEY;
use crate::diagnostic::{Diagnostic, Diagnostics};
use std::collections::BTreeSet;

/// `meant` are keys that are in use besides those that policies name.
pub(super) fn check(
    references: &[Reference<'_>],
    keys: &Keys<'_>,
    meant: BTreeSet<String>,
    diagnostics: &mut Diagnostics,
) {
    // What waits for a setting may be any key.
    if references.iter().any(Reference::is_open) {
        return;
    }
    let mut used = meant;
    used.extend(references.iter().map(|reference| folded(reference.name)));
    for key in keys.declared.keys.iter().filter(|key| !used.contains(&folded(&key.name))) {
        diagnostics.push(
            Diagnostic::new(UNUSED_POLICY_KEY, format!("no policy uses the policy key `{}`", key.name))
                .at(keys.place(key), "declared here")
                .help("take it out, and delete the key in the tenant when nothing else uses it"),
        );
    }
}

//! A key is declared and no policy names it: it is left over, or its name is not what the policies say.

use super::references::Reference;
use super::{Keys, folded};
use crate::diagnostic::codes::UNUSED_POLICY_KEY;
use crate::diagnostic::{Diagnostic, Diagnostics};
use std::collections::BTreeSet;

pub(super) fn check(references: &[Reference<'_>], keys: &Keys<'_>, diagnostics: &mut Diagnostics) {
    // What waits for a setting may be any key.
    if references.iter().any(Reference::is_open) {
        return;
    }
    let used: BTreeSet<String> = references.iter().map(|reference| folded(reference.name)).collect();
    for key in keys.declared.keys.iter().filter(|key| !used.contains(&folded(&key.name))) {
        diagnostics.push(
            Diagnostic::new(UNUSED_POLICY_KEY, format!("no policy uses the policy key `{}`", key.name))
                .at(keys.place(key), "declared here")
                .help("take it out, and delete the key in the tenant when nothing else uses it"),
        );
    }
}

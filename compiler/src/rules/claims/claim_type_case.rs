//! A claim type is declared again under the id that its base gave it, letter by letter: ids match without regard to case,
//! so another spelling is the same claim, and whoever reads it thinks of two.

use crate::diagnostic::codes::CASE_ONLY_MATCH;
use crate::diagnostic::{Applicability, Diagnostic, Diagnostics};
use crate::model::Fresh;

pub(super) fn check(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for claim_type in fresh.claim_types() {
        let first = claim_type.id;
        // Two declarations in one file have been reported as such.
        let other_files = claim_type.declarations.iter().filter(|it| it.id.span.file != first.span.file);
        for declaration in other_files.filter(|it| it.id.value != first.value) {
            let id = &declaration.id;
            diagnostics.push(
                Diagnostic::new(
                    CASE_ONLY_MATCH,
                    format!("the claim type `{}` is `{}` in the base", id.value, first.value),
                )
                .at(id.span, "the same claim: ids match without regard to case")
                .label(first.span, "first declared here")
                .replace(
                    id.span,
                    first.as_str(),
                    "use the spelling of the base",
                    Applicability::MachineApplicable,
                ),
            );
        }
    }
}

//! A claim type has a data type once its chain is merged: a redeclaration may leave it out, the first may not.

use crate::diagnostic::codes::MISSING_DATA_TYPE;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Policy;

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    for claim_type in policy.claim_types.iter().filter(|claim_type| claim_type.data_type.is_none()) {
        // An unknown data type has been reported by the schema, which the syntax tree then leaves out.
        let has_fault = diagnostics.errors().any(|finding| {
            let place = finding.primary.as_ref().map(|label| label.span);
            place.is_some_and(|place| claim_type.declarations.iter().any(|it| it.span.contains(&place)))
        });
        if !has_fault {
            diagnostics.push(
                Diagnostic::new(
                    MISSING_DATA_TYPE,
                    format!("the claim type `{}` has no data type", claim_type.id.value),
                )
                .at(claim_type.id.span, "no `DataType` here or in a base")
                .help("add `<DataType>string</DataType>` after its `DisplayName`"),
            );
        }
    }
}

//! A claim type has a data type once its chain is merged: a redeclaration may leave it out, the first may not.

use super::faults::Faults;
use crate::diagnostic::codes::MISSING_DATA_TYPE;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Policy;

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    let faults = Faults::of(diagnostics);
    for claim_type in policy.fresh_claim_types().filter(|claim_type| claim_type.data_type.is_none()) {
        // An unknown data type has been reported by the schema, which the syntax tree then leaves out.
        if claim_type.declarations.iter().any(|declaration| faults.are_inside(&declaration.span)) {
            continue;
        }
        diagnostics.push(
            Diagnostic::new(MISSING_DATA_TYPE, format!("the claim type `{}` has no data type", claim_type.id.value))
                .at(claim_type.id.span, "no `DataType` here or in a base")
                .help("add `<DataType>string</DataType>` after its `DisplayName`"),
        );
    }
}

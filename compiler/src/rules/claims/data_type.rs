//! A claim type has a data type once its chain is merged: a redeclaration may leave it out, the first may not. It is one of
//! those that are described somewhere.

use super::faults::Faults;
use crate::ast::Text;
use crate::diagnostic::codes::{MISSING_DATA_TYPE, UNDOCUMENTED_COMBINATION};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Fresh;
use crate::source::Spanned;
use claimsmith_profile::DataType;

pub(super) fn check(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    let faults = Faults::of(diagnostics);
    for claim_type in fresh.claim_types() {
        if let Some(data_type) = claim_type.data_type {
            if matches!(data_type.value, DataType::ObjectIdentity | DataType::ObjectIdentityCollection) {
                diagnostics.push(undescribed(claim_type.id, data_type));
            }
            continue;
        }
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

/// The schema has it, and no page says what its values are.
fn undescribed(id: &Text, data_type: &Spanned<DataType>) -> Diagnostic {
    let name = data_type.value.name();
    Diagnostic::new(UNDOCUMENTED_COMBINATION, format!("nothing says what B2C does with claims of type `{name}`"))
        .at(data_type.span, format!("the data type of `{}`", id.value))
        .help("use a data type that B2C's reference describes: `string`, `userIdentity`, `userIdentityCollection` …")
}

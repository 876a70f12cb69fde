//! A derived policy repeats the data type of a claim or leaves it out; it does not change it.

use crate::diagnostic::codes::DATA_TYPE_CHANGED;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Fresh;

pub(super) fn check(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for claim_type in fresh.claim_types() {
        let mut types = claim_type.declarations.iter().filter_map(|declaration| declaration.data_type.as_ref());
        let Some(first) = types.next() else { continue };
        for changed in types.filter(|data_type| data_type.value != first.value) {
            let (id, before, after) = (&claim_type.id.value, first.value.name(), changed.value.name());
            diagnostics.push(
                Diagnostic::new(
                    DATA_TYPE_CHANGED,
                    format!("the data type of `{id}` changes from `{before}` to `{after}`"),
                )
                .at(changed.span, "differs from the base")
                .label(first.span, "first declared here")
                .help("keep the data type, or give the claim type an id of its own"),
            );
        }
    }
}

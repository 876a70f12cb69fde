//! `CompareClaims` without `ignoreCase`: nobody says what B2C does then.

use super::names::is_unreadable;
use super::{given, with_methods};
use crate::diagnostic::codes::FRAGILE_TRANSFORMATION;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Fresh;

pub(super) fn check(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for (transformation, method) in with_methods(fresh).filter(|(_, method)| method.name == "CompareClaims") {
        // A parameter with a wrong name may be meant for it.
        let is_strange = || transformation.input_parameters.iter().any(|it| method.parameter(&it.id).is_none());
        let is_given = given(transformation, "ignoreCase").is_some();
        if is_given || is_strange() || is_unreadable(transformation.span, diagnostics) {
            continue;
        }
        let message = format!("`{}` does not say whether case counts", transformation.id.value);
        diagnostics.push(
            Diagnostic::new(FRAGILE_TRANSFORMATION, message)
                .at(transformation.id.span, "what B2C does without `ignoreCase` is not documented")
                .help("add `<InputParameter Id=\"ignoreCase\" DataType=\"string\" Value=\"false\" />`, or `true`"),
        );
    }
}

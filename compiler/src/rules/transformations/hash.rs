//! `Hash`: how B2C joins text, salt and secret is published nowhere, so nobody else can compute the same value.

use super::of_method;
use crate::diagnostic::codes::FRAGILE_TRANSFORMATION;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Fresh;

pub(super) fn check(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for transformation in of_method(fresh, "Hash") {
        let message = format!("what `{}` computes cannot be computed outside B2C", transformation.id.value);
        diagnostics.push(
            Diagnostic::new(FRAGILE_TRANSFORMATION, message)
                .at(transformation.method.span, "how B2C joins text, salt and secret is not documented")
                .help("compare the result only with values that the same system has computed"),
        );
    }
}

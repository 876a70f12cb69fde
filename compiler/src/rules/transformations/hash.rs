//! `Hash`: how B2C joins text, salt and secret is published nowhere, so nobody else can compute the same value.

use super::fresh_of;
use crate::diagnostic::codes::FRAGILE_TRANSFORMATION;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Policy;

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    for transformation in fresh_of(policy, "Hash") {
        let message = format!("what `{}` computes cannot be computed outside B2C", transformation.id.value);
        diagnostics.push(
            Diagnostic::new(FRAGILE_TRANSFORMATION, message)
                .at(transformation.method.span, "how B2C joins text, salt and secret is not documented")
                .help("compare the result only with values that the same system has computed"),
        );
    }
}

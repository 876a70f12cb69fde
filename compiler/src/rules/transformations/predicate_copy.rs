//! `CopyClaimIfPredicateMatch` copies what satisfies the predicates of its output claim, which therefore has some.

use super::{bound, of_method};
use crate::diagnostic::codes::PREDICATE_COPY;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Fresh;

pub(super) fn check(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for transformation in of_method(fresh, "CopyClaimIfPredicateMatch") {
        let Some(output) = bound(&transformation.output_claims, "outputClaim") else { continue };
        let Some(claim) = fresh.declared().get(&output.claim_type) else { continue };
        if claim.predicate_validation.is_some() || claim.input_validation.is_some() {
            continue;
        }
        let id = &output.claim_type.value;
        diagnostics.push(
            Diagnostic::new(PREDICATE_COPY, format!("the claim `{id}` has no predicates, so nothing is copied to it"))
                .at(output.claim_type.span, "never gets a value")
                .label(claim.id.span, "declared without `PredicateValidationReference`")
                .help(format!("add a `PredicateValidationReference` to the claim type `{id}`, or use `CopyClaim`")),
        );
    }
}

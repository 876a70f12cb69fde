//! Patterns that are valid in B2C and have no counterpart in generated code are refused: a validation that leaves them out
//! would take what the policy does not.

use super::named::Named;
use super::predicate::is_rejecting;
use crate::ast::Text;
use crate::diagnostic::codes::NOT_COMPILED;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{ClaimType, Policy};
use crate::transformation::pattern;
use crate::transformation::pattern::rewrite;

/// Reports the patterns of a claim type, its mask and its predicates that cannot be written for the runtime.
pub(in crate::lower) fn check(claim_type: &str, policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    let Some(claim_type) = policy.claim_types.get(claim_type) else { return };
    let named = Named::of(claim_type, policy);
    for reject in named.references().filter(|it| is_rejecting(it)).filter_map(|it| it.reject.as_ref()) {
        diagnostics.push(
            Diagnostic::new(NOT_COMPILED, "predicates that reject are not compiled")
                .at(reject.span, "what `Reject` does is documented nowhere")
                .label(claim_type.id.span, "asked of this claim")
                .help("write predicates that hold of what is allowed"),
        );
    }
    for (what, text) in patterns(claim_type, policy) {
        // What is no pattern at all has been reported.
        let Ok(pattern) = pattern::check(text) else { continue };
        let Err(fault) = rewrite::rewrite(&pattern) else { continue };
        diagnostics.push(
            Diagnostic::new(
                NOT_COMPILED,
                format!("the regular expression of {what} is not compiled: {}", fault.message),
            )
            .at(text.span, fault.describe(text))
            .help("write it without that; see docs/validations.md in the repository of Claimsmith"),
        );
    }
}

/// The patterns of a claim type, and of what each is.
fn patterns<'a>(claim_type: &ClaimType<'a>, policy: &Policy<'a>) -> Vec<(String, &'a Text)> {
    let id = &claim_type.id.value;
    let mut patterns = Vec::new();
    patterns.extend(claim_type.pattern.map(|pattern| (format!("`{id}`"), &pattern.regular_expression)));
    let mask = claim_type.mask.filter(|mask| mask.kind.value == "Regex").and_then(|mask| mask.regex.as_ref());
    patterns.extend(mask.map(|regex| (format!("the mask of `{id}`"), regex)));
    for predicate in Named::of(claim_type, policy).predicates() {
        let of_predicate = predicate.current.parameters.iter();
        let mut regex = of_predicate.filter(|it| it.id.eq_ignore_ascii_case("RegularExpression"));
        if predicate.current.method.eq_ignore_ascii_case("MatchesRegex")
            && let Some(regex) = regex.next()
        {
            patterns.push((format!("the predicate `{}`", predicate.id.value), &regex.value));
        }
    }
    patterns
}

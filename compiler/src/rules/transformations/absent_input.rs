//! `StringSplit` and `AssertNumber` fail when their claim has no value, and nothing in the policy sees to it that it has.

use super::{all, all_of, bound, with_method};
use crate::diagnostic::codes::FRAGILE_TRANSFORMATION;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{ClaimReference, Policy, fold};
use crate::transformation::method::{Absent, Set};
use std::collections::BTreeSet;

/// The methods whose failure users have met.
const METHODS: &[&str] = &["AssertNumber", "StringSplit"];

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    let fragile: Vec<_> = METHODS.iter().flat_map(|method| all_of(policy, method)).collect();
    if fragile.is_empty() || policy.relying_party.is_none() {
        return;
    }
    let sure = sure(policy);
    for (transformation, method) in fragile.into_iter().filter_map(with_method) {
        let names = method.inputs.iter().filter(|input| input.absent == Absent::Fails).map(|input| input.name);
        for claim in names.filter_map(|name| bound(&transformation.input_claims, name)) {
            let id = &claim.claim_type.value;
            if sure.contains(&fold(id)) || policy.claim_types.get(id).is_none() {
                continue;
            }
            diagnostics.push(
                Diagnostic::new(FRAGILE_TRANSFORMATION, format!("`{}` fails when `{id}` has no value", method.name))
                    .at(claim.claim_type.span, "nothing makes sure that it has one")
                    .label(transformation.id.span, "in this claims transformation")
                    .help("give the claim a default value, or run the transformation only where the claim exists"),
            );
        }
    }
}

/// Ids of the claims that something gives a value in any case: a default value, `Required`, or a claims transformation.
fn sure(policy: &Policy<'_>) -> BTreeSet<String> {
    let has_value = |claim: &&ClaimReference<'_>| {
        claim.is_required() || claim.default_value.is_some_and(|default| !default.is_empty())
    };
    let references = policy.technical_profiles.iter().flat_map(|profile| &profile.output_claims).filter(has_value);
    let mut sure: BTreeSet<String> = references.map(|claim| fold(claim.claim_type)).collect();
    let displayed = policy.technical_profiles.iter().flat_map(|profile| profile.display_claims.iter());
    let required = displayed.filter(|claim| claim.required.as_ref().is_some_and(|flag| flag.value));
    sure.extend(required.filter_map(|claim| claim.claim_type.as_ref()).map(|id| fold(id)));
    for (transformation, method) in all(policy) {
        let set = method.outputs.iter().filter(|output| matches!(output.set, Set::Always | Set::NeverEmpty));
        let claims = set.filter_map(|output| bound(&transformation.output_claims, output.name));
        sure.extend(claims.map(|claim| fold(&claim.claim_type)));
    }
    sure
}

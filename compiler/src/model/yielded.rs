//! What the claims transformations of a technical profile give beyond its output claims.

use super::{Policy, TechnicalProfile, fold};
use crate::ast::{ClaimsTransformation, Text, TransformationClaim};
use crate::transformation::method::{self, Absent, Set};
use std::collections::BTreeSet;

/// The claims that the output transformations of a profile give beyond its output claims, each once, in the order in which
/// they are first written. One that is only ever cleared is none: nobody could read anything from it.
///
/// Of a profile that does nothing else the input transformations give claims too: no exchange comes between them and the end.
pub(crate) fn yielded<'a>(profile: &TechnicalProfile<'a>, policy: &Policy<'a>) -> Vec<&'a Text> {
    let mut seen: BTreeSet<String> = profile.output_claims.iter().map(|output| fold(output.claim_type)).collect();
    let mut claims = Vec::new();
    let before: &[&Text] = if profile.is_claims_transformation() { &profile.input_claims_transformations } else { &[] };
    let before = claims_transformations(before, policy);
    for transformation in before.chain(claims_transformations(&profile.output_claims_transformations, policy)) {
        for (claim, set) in outputs(transformation) {
            let is_cleared = set == Some(Set::Clears);
            let id = &claim.claim_type;
            if !is_cleared && policy.claim_types.get(id).is_some() && seen.insert(fold(id)) {
                claims.push(id);
            }
        }
    }
    claims
}

/// The claims transformations that a list of references names.
pub(crate) fn claims_transformations<'p, 'a>(
    references: &'p [&'a Text],
    policy: &'p Policy<'a>,
) -> impl Iterator<Item = &'a ClaimsTransformation> + use<'p, 'a> {
    let definitions = references.iter().filter_map(|reference| policy.claims_transformations.get(reference));
    definitions.map(|definition| definition.current)
}

/// The output claims of a transformation, and whether each has a value afterwards: nothing where nobody knows the method.
pub(crate) fn outputs(
    transformation: &ClaimsTransformation,
) -> impl Iterator<Item = (&TransformationClaim, Option<Set>)> {
    let method = method::find(&transformation.method);
    transformation.output_claims.iter().map(move |claim| {
        let name = claim.transformation_claim_type.as_ref().unwrap_or(&claim.claim_type);
        (claim, method.map(|method| method.set(name)))
    })
}

/// The claims that a transformation sets or clears whatever they held, their ids in lower case. Of the others it may leave the
/// value alone.
pub(crate) fn overwritten(transformation: &ClaimsTransformation) -> BTreeSet<String> {
    let never_keeps = never_keeps(transformation);
    let claims = outputs(transformation).filter(|(_, set)| set.is_some_and(|set| set != Set::Kept || never_keeps));
    claims.map(|(claim, _)| fold(&claim.claim_type)).collect()
}

/// Whether a method that leaves its outputs alone in some cases writes them in every case, or fails, with these parameters.
fn never_keeps(transformation: &ClaimsTransformation) -> bool {
    let is = |parameter: &str, value: &str| {
        let mut given = transformation.input_parameters.iter().filter(|it| it.id.eq_ignore_ascii_case(parameter));
        given.next().is_some_and(|it| it.value.trim().eq_ignore_ascii_case(value))
    };
    match method::find(&transformation.method).map(|method| method.name) {
        Some("AssertNumber") => is("throwError", "false"),
        Some("GetNationalNumberAndCountryCodeFromPhoneNumberString") => is("throwExceptionOnFailure", "true"),
        _ => false,
    }
}

/// The input claims without which a transformation fails, their ids in lower case.
pub(crate) fn needed(transformation: &ClaimsTransformation) -> impl Iterator<Item = String> {
    let method = method::find(&transformation.method);
    let is_needed = move |name: &str| method?.input(name).filter(|input| input.absent != Absent::Handled);
    let claims = transformation.input_claims.iter().filter(move |claim| {
        let name = claim.transformation_claim_type.as_ref().unwrap_or(&claim.claim_type);
        is_needed(name).is_some()
    });
    claims.map(|claim| fold(&claim.claim_type))
}

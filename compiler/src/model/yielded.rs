//! What the claims transformations of a technical profile give beyond its output claims.

use super::{Policy, TechnicalProfile, fold};
use crate::ast::{ClaimsTransformation, Text, TransformationClaim};
use crate::transformation::method::{self, OutputClaim, Set};
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
        for (claim, output) in outputs(transformation) {
            let is_cleared = output.is_some_and(|output| output.set == Set::Clears);
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

/// The output claims of a transformation with what its method says of each: nothing where the policy chooses the name, or
/// nobody knows the method.
pub(crate) fn outputs(
    transformation: &ClaimsTransformation,
) -> impl Iterator<Item = (&TransformationClaim, Option<&'static OutputClaim>)> {
    let method = method::find(&transformation.method);
    transformation.output_claims.iter().map(move |claim| {
        let name = claim.transformation_claim_type.as_ref().unwrap_or(&claim.claim_type);
        (claim, method.and_then(|method| method.output(name)))
    })
}

/// The claims that a transformation sets or clears whatever its inputs, their ids in lower case.
pub(crate) fn overwritten(transformation: &ClaimsTransformation) -> BTreeSet<String> {
    let is_sure = |output: &OutputClaim| matches!(output.set, Set::Always | Set::Clears);
    let claims = outputs(transformation).filter(|(_, output)| output.is_some_and(is_sure));
    claims.map(|(claim, _)| fold(&claim.claim_type)).collect()
}

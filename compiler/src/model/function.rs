//! A technical profile that does nothing but run claims transformations, as a function: what it has to be given.

use super::yielded::claims_transformations;
use super::{Policy, TechnicalProfile, fold};
use crate::ast::Text;
use std::collections::BTreeSet;

/// The input claims of the function, each once: the `InputClaims` of the profile, then the claims that its output claims
/// transformations read before any of them has written them, in the order in which they are first read. B2C finds those in
/// what a user journey knows already.
pub(crate) fn inputs<'a>(profile: &TechnicalProfile<'a>, policy: &Policy<'a>) -> Vec<&'a Text> {
    let mut claims: Vec<&'a Text> = profile.input_claims.iter().map(|input| input.claim_type).collect();
    let mut known: BTreeSet<String> = claims.iter().map(|id| fold(id)).collect();
    for transformation in claims_transformations(&profile.output_claims_transformations, policy) {
        for input in &transformation.input_claims {
            let id = &input.claim_type;
            if policy.claim_types.get(id).is_some() && known.insert(fold(id)) {
                claims.push(id);
            }
        }
        known.extend(transformation.output_claims.iter().map(|output| fold(&output.claim_type)));
    }
    claims
}

//! A technical profile that does nothing but run claims transformations, as a function: what it has to be given.

use super::yielded::{claims_transformations, overwritten};
use super::{Policy, TechnicalProfile, fold};
use crate::ast::{ClaimsTransformation, Text};
use std::collections::BTreeSet;

/// The input claims of the function, each once: the `InputClaims` of the profile, then the claims that its transformations
/// read before any of them has written them, in the order in which they are first read. B2C finds those in what a user
/// journey knows already.
///
/// Last come the output claims that input transformations write and that have a default: it counts for what these leave
/// empty. Nobody gives them to the function, see [`given`].
pub(crate) fn inputs<'a>(profile: &TechnicalProfile<'a>, policy: &Policy<'a>) -> Vec<&'a Text> {
    let mut claims: Vec<&'a Text> = profile.input_claims.iter().map(|input| input.claim_type).collect();
    claims.extend(read_first(profile, policy));
    let mut listed: BTreeSet<String> = claims.iter().map(|id| fold(id)).collect();
    let written = written_before(profile, policy);
    for output in profile.output_claims.iter().filter(|output| output.default_value.is_some()) {
        let key = fold(output.claim_type);
        if written.contains(&key) && listed.insert(key) {
            claims.push(output.claim_type);
        }
    }
    claims
}

/// The input claims whose value a caller may choose, their ids in lower case: not those that an input transformation sets or
/// clears, whatever they hold, before anything reads them.
pub(crate) fn given<'a>(profile: &TechnicalProfile<'a>, policy: &Policy<'a>) -> BTreeSet<String> {
    let listed = profile.input_claims.iter().map(|input| input.claim_type);
    let mut given: BTreeSet<String> = listed.chain(read_first(profile, policy)).map(|id| fold(id)).collect();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for transformation in claims_transformations(&profile.input_claims_transformations, policy) {
        seen.extend(transformation.input_claims.iter().map(|input| fold(&input.claim_type)));
        let lost = overwritten(transformation);
        given.retain(|id| seen.contains(id) || !lost.contains(id));
        seen.extend(transformation.output_claims.iter().map(|output| fold(&output.claim_type)));
    }
    given
}

/// The claims that input transformations write, their ids in lower case.
pub(crate) fn written_before(profile: &TechnicalProfile<'_>, policy: &Policy<'_>) -> BTreeSet<String> {
    let before = claims_transformations(&profile.input_claims_transformations, policy);
    before.flat_map(|it| &it.output_claims).map(|output| fold(&output.claim_type)).collect()
}

/// The claims, no `InputClaims`, that a transformation reads before any has written them.
fn read_first<'a>(profile: &TechnicalProfile<'a>, policy: &Policy<'a>) -> Vec<&'a Text> {
    let mut claims = Vec::new();
    let mut known: BTreeSet<String> = profile.input_claims.iter().map(|input| fold(input.claim_type)).collect();
    for transformation in runs(profile, policy) {
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

/// The transformations in the order in which they run.
fn runs<'p, 'a>(
    profile: &'p TechnicalProfile<'a>,
    policy: &'p Policy<'a>,
) -> impl Iterator<Item = &'a ClaimsTransformation> + use<'p, 'a> {
    let before = claims_transformations(&profile.input_claims_transformations, policy);
    before.chain(claims_transformations(&profile.output_claims_transformations, policy))
}

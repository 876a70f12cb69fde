//! A technical profile that does nothing but run claims transformations, as a function: what it has to be given.

use super::yielded::{claims_transformations, needed, outputs, overwritten};
use super::{ClaimReference, Policy, TechnicalProfile, fold};
use crate::ast::{ClaimsTransformation, Text};
use crate::transformation::method::Set;
use std::collections::BTreeSet;

/// The input claims of the function, each once: the `InputClaims` of the profile, then the claims that its transformations
/// read, or may leave as they are, before any of them has written them in every case; in the order in which they first do so.
/// B2C finds those in what a user journey knows already.
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

/// The claims, no `InputClaims`, whose earlier value matters: a transformation reads them, or leaves them alone in some cases,
/// before any has written them in every case.
fn read_first<'a>(profile: &TechnicalProfile<'a>, policy: &Policy<'a>) -> Vec<&'a Text> {
    let early = written_before(profile, policy);
    let ids = |is_meant: &dyn Fn(&ClaimReference<'_>) -> bool| -> Vec<String> {
        profile.input_claims.iter().filter(|input| is_meant(input)).map(|input| fold(input.claim_type)).collect()
    };
    let must_be_given = |input: &ClaimReference<'_>| {
        input.is_required() && input.default_value.is_none() && !early.contains(&fold(input.claim_type))
    };
    let mut walk = Walk {
        claims: Vec::new(),
        known: ids(&|_| true).into_iter().collect(),
        present: ids(&must_be_given).into_iter().collect(),
    };
    for transformation in claims_transformations(&profile.input_claims_transformations, policy) {
        walk.pass(transformation, policy);
    }
    // What a claim resolver puts in the place of a value may be none.
    let is_resolved = |claim: &ClaimReference<'_>| claim.is_always_default() && !has_constant(claim);
    let resolved = profile.input_claims.iter().chain(&profile.output_claims).filter(|claim| is_resolved(claim));
    resolved.for_each(|claim| {
        walk.present.remove(&fold(claim.claim_type));
    });
    walk.present.extend(ids(&|input| input.is_required() || has_constant(input)));
    let listed = ids(&|_| true);
    let outputs = profile.output_claims.iter().filter(|output| has_constant(output));
    walk.present.extend(outputs.map(|output| fold(output.claim_type)).filter(|id| !listed.contains(id)));
    for transformation in claims_transformations(&profile.output_claims_transformations, policy) {
        walk.pass(transformation, policy);
    }
    walk.claims
}

/// Whether a claim has a default that no claim resolver gives.
fn has_constant(claim: &ClaimReference<'_>) -> bool {
    claim.default_value.is_some_and(|default| !default.is_empty() && !default.contains('{'))
}

/// The transformations one after the other, ids of claims in lower case.
struct Walk<'a> {
    /// The claims whose earlier value matters.
    claims: Vec<&'a Text>,
    /// These, and those that no earlier value is left of.
    known: BTreeSet<String>,
    /// Those that have a value, empty or not, whatever is given.
    present: BTreeSet<String>,
}

impl<'a> Walk<'a> {
    fn pass(&mut self, transformation: &'a ClaimsTransformation, policy: &Policy<'a>) {
        let mut overwritten = overwritten(transformation);
        if self.copies(transformation) {
            overwritten.extend(transformation.output_claims.iter().map(|output| fold(&output.claim_type)));
        }
        let kept =
            transformation.output_claims.iter().filter(|output| !overwritten.contains(&fold(&output.claim_type)));
        for claim in transformation.input_claims.iter().chain(kept) {
            let id = &claim.claim_type;
            if policy.claim_types.get(id).is_some() && self.known.insert(fold(id)) {
                self.claims.push(id);
            }
        }
        self.present.extend(needed(transformation));
        for (claim, set) in outputs(transformation) {
            let id = fold(&claim.claim_type);
            if overwritten.contains(&id) {
                if matches!(set, Some(Set::Always | Set::NeverEmpty | Set::IfSet | Set::Kept)) {
                    self.present.insert(id);
                } else {
                    self.present.remove(&id);
                }
            }
        }
        self.known.extend(overwritten);
    }

    /// Whether it copies a claim that has a value: only without one does it leave its output alone.
    fn copies(&self, transformation: &ClaimsTransformation) -> bool {
        transformation.method.eq_ignore_ascii_case("CopyClaim")
            && transformation.input_claims.iter().all(|input| self.present.contains(&fold(&input.claim_type)))
    }
}

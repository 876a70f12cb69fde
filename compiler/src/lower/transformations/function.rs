//! The claims transformations of a technical profile that does nothing else: the inputs of a function, its outputs, and the
//! place of each.
//!
//! What runs is what the order of any technical profile says: `InputClaimsTransformations`, then the input claims are picked
//! and get their defaults, then the output claims theirs, then `OutputClaimsTransformations`. B2C documents the last for this
//! protocol and does not mention the first. But it runs them: the policies that Microsoft publishes for signing in with a phone
//! number (`ValidateUsernameType`, `CombineCountryCodeAndNationalNumber`, `DoesStrongAuthEmailExist`) have profiles with input
//! transformations only, whose output claims nothing else could fill, and users sign in with them.
//!
//! A claim is one thing here, whatever lists it: what goes in is what the transformations change and what comes out. So an
//! output claim that is an input claim too has the place of the input, and what the `OutputClaim` says of a default counts
//! for that: output claims are taken from what a user journey knows before the output transformations run. An output claim that
//! input transformations write has a place beside the inputs for the same reason: what they wrote is what it begins as.

use super::super::claims::{DefaultValue, input, output};
use super::super::profile::text;
use super::layout::{Layout, Phase, data_type};
use super::obstacle::Obstacle;
use super::{steps, transformations};
use crate::ast::Text;
use crate::model::yielded::{claims_transformations, yielded};
use crate::model::{ClaimReference, Policy, TechnicalProfile, fold, function};
use claimsmith_profile::transformation::{Slot, Transformations, TransformedClaim};
use claimsmith_profile::{ClaimSource, InputClaim, OutputClaim};
use std::collections::{BTreeMap, BTreeSet};

/// The claims of a function as data.
pub(in crate::lower) struct Claims {
    /// What it is given, and what has a default once the input transformations have run.
    pub(in crate::lower) inputs: Vec<InputClaim>,
    /// The output claims that are neither input claims nor written by input transformations: they begin with their default.
    pub(in crate::lower) outputs: Vec<OutputClaim>,
}

/// The claims of a profile; `None` when one is not declared, which has been reported.
pub(in crate::lower) fn claims(profile: &TechnicalProfile<'_>, policy: &Policy<'_>) -> Option<Claims> {
    let ids = function::inputs(profile, policy);
    Some(Claims {
        inputs: ids.iter().map(|id| input_claim(id, profile, policy)).collect::<Option<_>>()?,
        outputs: beyond(&ids, profile, policy).map(|it| output_claim(it, profile, policy)).collect::<Option<_>>()?,
    })
}

/// The transformations of a profile; `None` when something is in the way.
pub(super) fn wire(
    profile: &TechnicalProfile<'_>,
    policy: &Policy<'_>,
    report: &mut dyn FnMut(Obstacle),
) -> Option<Transformations> {
    let layout = layout(profile, policy)?;
    let before = steps(Phase::Before, &layout, profile, policy, report);
    let after = steps(Phase::After, &layout, profile, policy, report);
    let (before, after) = (before?, after?);
    Some(transformations(layout, before, after, policy))
}

/// The output claims beyond these that no input transformation writes.
fn beyond<'p, 'a>(
    inputs: &[&Text],
    profile: &'p TechnicalProfile<'a>,
    policy: &Policy<'a>,
) -> impl Iterator<Item = &'p ClaimReference<'a>> + use<'p, 'a> {
    let mut known = function::written_before(profile, policy);
    known.extend(inputs.iter().map(|id| fold(id)));
    profile.output_claims.iter().filter(move |it| !known.contains(&fold(it.claim_type)))
}

fn reference<'p, 'a>(claims: &'p [ClaimReference<'a>], id: &str) -> Option<&'p ClaimReference<'a>> {
    claims.iter().find(|it| it.claim_type.eq_ignore_ascii_case(id))
}

fn input_claim(id: &Text, profile: &TechnicalProfile<'_>, policy: &Policy<'_>) -> Option<InputClaim> {
    let declared = text(policy.claim_types.get(id)?.id);
    let data_type = data_type(id, policy)?;
    let base = match reference(&profile.input_claims, id) {
        Some(reference) => input(reference, profile, policy)?,
        None => InputClaim { data_type, ..InputClaim::EMPTY },
    };
    let mut claim = InputClaim { parameter: declared.clone(), claim: declared, ..base };
    if let Some(output) = reference(&profile.output_claims, id) {
        let default = DefaultValue::of(output, data_type, profile, policy);
        let is_always = default.is_set() && output.is_always_default();
        let is_open = claim.default.is_none() && claim.resolver.is_none();
        if is_always || is_open {
            (claim.default, claim.resolver) = default.into_parts();
            claim.always_default = is_always;
        }
    }
    Some(claim)
}

/// There is no answer to read it from, so nothing but the claim itself names it.
fn output_claim(
    reference: &ClaimReference<'_>,
    profile: &TechnicalProfile<'_>,
    policy: &Policy<'_>,
) -> Option<OutputClaim> {
    let claim = output(reference, profile, policy)?;
    Some(OutputClaim { source: ClaimSource::Member(claim.claim.clone()), ..claim })
}

/// The places: the outputs that begin with their default, then the inputs, then what else the transformations read and write.
/// A claim has the same place for all of them. `None` when there are more than places.
fn layout(profile: &TechnicalProfile<'_>, policy: &Policy<'_>) -> Option<Layout> {
    let inputs = function::inputs(profile, policy);
    let mut layout = Layout { outputs: 0, claims: Vec::new(), before: BTreeMap::new(), after: BTreeMap::new() };
    for output in beyond(&inputs, profile, policy) {
        let slot =
            Slot { index: u16::try_from(layout.outputs).ok()?, data_type: data_type(output.claim_type, policy)? };
        layout.after.insert(fold(output.claim_type), slot);
        layout.outputs += 1;
    }
    let given: BTreeSet<String> = yielded(profile, policy).into_iter().map(|id| fold(id)).collect();
    for (place, id) in inputs.iter().enumerate() {
        let output = reference(&profile.output_claims, id);
        let claim = TransformedClaim {
            input: Some(u16::try_from(place).ok()?),
            carried: true,
            yielded: output.is_some() || given.contains(&fold(id)),
            required: output.is_some_and(ClaimReference::is_required),
            ..TransformedClaim::EMPTY
        };
        add(&mut layout, id, claim, policy)?;
    }
    for transformation in claims_transformations(&profile.input_claims_transformations, policy) {
        for written in &transformation.output_claims {
            let output = reference(&profile.output_claims, &written.claim_type);
            let claim = TransformedClaim {
                carried: true,
                yielded: output.is_some() || given.contains(&fold(&written.claim_type)),
                required: output.is_some_and(ClaimReference::is_required),
                ..TransformedClaim::EMPTY
            };
            add(&mut layout, &written.claim_type, claim, policy)?;
        }
    }
    for transformation in claims_transformations(&profile.output_claims_transformations, policy) {
        for claim in transformation.input_claims.iter().chain(&transformation.output_claims) {
            let yielded = given.contains(&fold(&claim.claim_type));
            add(&mut layout, &claim.claim_type, TransformedClaim { yielded, ..TransformedClaim::EMPTY }, policy)?;
        }
    }
    layout.before.clone_from(&layout.after);
    Some(layout)
}

/// Gives a claim a place, unless it has one. One that is not declared has been reported.
fn add(layout: &mut Layout, id: &Text, claim: TransformedClaim, policy: &Policy<'_>) -> Option<()> {
    let Some(data_type) = data_type(id, policy) else { return Some(()) };
    if layout.after.contains_key(&fold(id)) {
        return Some(());
    }
    let index = u16::try_from(layout.outputs + layout.claims.len()).ok()?;
    let declared = policy.claim_types.get(id).map_or(id, |claim_type| claim_type.id);
    layout.claims.push(TransformedClaim { claim: text(declared), data_type, ..claim });
    layout.after.insert(fold(id), Slot { index, data_type });
    Some(())
}

//! What names a claim type.

use super::{TECHNICAL_PROFILE, in_controls, in_metadata, in_profiles, in_steps, inside, subjects};
use crate::ast::{ClaimReference, ClaimsTransformation, ControlClaim, PolicyFile, Text, TransformationClaim};
use crate::diagnostic::codes::UNDECLARED_CLAIM_IN_PRECONDITION;
use crate::model::IdSpace::ClaimType;
use crate::rules;
use crate::rules::references::kind::{ReferenceKind, References, kind};

pub(super) const KINDS: &[ReferenceKind] = &[
    kind("InputClaim", ClaimType, |file| in_profiles(file, |profile| named(&profile.input_claims))),
    kind("DisplayClaim", ClaimType, |file| {
        in_profiles(file, |profile| profile.display_claims.iter().filter_map(|claim| claim.claim_type.as_ref()))
    }),
    kind("PersistedClaim", ClaimType, |file| in_profiles(file, |profile| named(&profile.persisted_claims))),
    kind("OutputClaim", ClaimType, |file| in_profiles(file, |profile| named(&profile.output_claims))),
    kind("InputClaim", ClaimType, |file| in_transformations(file, |it| &it.input_claims)),
    kind("OutputClaim", ClaimType, |file| in_transformations(file, |it| &it.output_claims)),
    kind("InputClaim", ClaimType, |file| in_controls(file, |control| shown(&control.input_claims))),
    kind("DisplayClaim", ClaimType, |file| in_controls(file, |control| shown(&control.display_claims))),
    kind("OutputClaim", ClaimType, |file| in_controls(file, |control| shown(&control.output_claims))),
    // Decides whether the profile is offered at all.
    kind("ClaimTypeOnWhichToEnable", ClaimType, |file| in_metadata(file, "ClaimTypeOnWhichToEnable")),
    kind("issuer_refresh_token_user_identity_claim_type", ClaimType, |file| {
        in_metadata(file, "issuer_refresh_token_user_identity_claim_type")
    })
    .warning(),
    kind("UseClaimAsBearerToken", ClaimType, |file| in_metadata(file, "UseClaimAsBearerToken")).warning(),
    kind("ClaimUsedForRequestPayload", ClaimType, |file| in_metadata(file, "ClaimUsedForRequestPayload")).warning(),
    kind("Precondition", ClaimType, |file| in_steps(file, |step| subjects(&step.preconditions)))
        .reported_as(UNDECLARED_CLAIM_IN_PRECONDITION),
    kind("Precondition", ClaimType, in_validations).reported_as(UNDECLARED_CLAIM_IN_PRECONDITION),
    kind("Precondition", ClaimType, |file| {
        in_controls(file, |control| {
            let validations = control.actions.iter().flat_map(|action| &action.validations);
            validations.flat_map(|validation| subjects(&validation.preconditions))
        })
    })
    .reported_as(UNDECLARED_CLAIM_IN_PRECONDITION),
];

fn named(claims: &[ClaimReference]) -> impl Iterator<Item = &Text> {
    claims.iter().map(|claim| &claim.claim_type)
}

fn shown(claims: &[ControlClaim]) -> impl Iterator<Item = &Text> {
    claims.iter().filter_map(|claim| claim.claim_type.as_ref())
}

fn in_transformations<'a>(
    file: &'a PolicyFile,
    claims: fn(&ClaimsTransformation) -> &Vec<TransformationClaim>,
) -> References<'a> {
    let all = file.claims_transformations.iter();
    Box::new(all.flat_map(move |transformation| {
        let ids = claims(transformation).iter().map(|claim| &claim.claim_type);
        inside("in this claims transformation", &transformation.id, ids)
    }))
}

/// The preconditions of validation technical profiles.
fn in_validations(file: &PolicyFile) -> References<'_> {
    Box::new(rules::technical_profiles(file).flat_map(|profile| {
        let all = profile.validation_technical_profiles.iter();
        inside(TECHNICAL_PROFILE, &profile.id, all.flat_map(|validation| subjects(&validation.preconditions)))
    }))
}

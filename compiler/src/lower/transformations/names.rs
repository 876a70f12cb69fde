//! The claims and parameters of a transformation by the names that its method has for them.

use crate::ast::{ClaimsTransformation, InputParameter, Text, TransformationClaim};
use crate::transformation::method::Method;

/// What a method calls a claim: `TransformationClaimType`, else the id of the claim type.
pub(super) fn name_of(claim: &TransformationClaim) -> &Text {
    claim.transformation_claim_type.as_ref().unwrap_or(&claim.claim_type)
}

/// The claim that is bound to this name of the method.
pub(super) fn bound<'t>(claims: &'t [TransformationClaim], name: &str) -> Option<&'t TransformationClaim> {
    claims.iter().find(|claim| name_of(claim).eq_ignore_ascii_case(name))
}

/// The input claims whose names the policy chooses, in order.
pub(super) fn further_inputs<'t>(
    transformation: &'t ClaimsTransformation,
    method: &'static Method,
) -> impl Iterator<Item = &'t TransformationClaim> {
    transformation.input_claims.iter().filter(|claim| method.input(name_of(claim)).is_none())
}

/// The output claims whose names the policy chooses, in order.
pub(super) fn further_outputs<'t>(
    transformation: &'t ClaimsTransformation,
    method: &'static Method,
) -> impl Iterator<Item = &'t TransformationClaim> {
    transformation.output_claims.iter().filter(|claim| method.output(name_of(claim)).is_none())
}

/// The parameters whose names the policy chooses, in order.
pub(super) fn further_parameters<'t>(
    transformation: &'t ClaimsTransformation,
    method: &'static Method,
) -> impl Iterator<Item = &'t InputParameter> {
    transformation.input_parameters.iter().filter(|parameter| method.parameter(&parameter.id).is_none())
}

/// The parameter with this name.
pub(super) fn given<'t>(transformation: &'t ClaimsTransformation, name: &str) -> Option<&'t InputParameter> {
    transformation.input_parameters.iter().find(|parameter| parameter.id.eq_ignore_ascii_case(name))
}

/// Whether a boolean parameter is there and true.
pub(super) fn is_on(transformation: &ClaimsTransformation, name: &str) -> bool {
    given(transformation, name).is_some_and(|parameter| parameter.value.trim().eq_ignore_ascii_case("true"))
}

//! Whether each claims transformation is wired and typed as its method wants.
//!
//! One file a rule over the table in [`crate::transformation::method`]: `method`, `claims`, `data_type`, `parameters`,
//! `parameter_value` hold for every method, the others for those that their names say. `names` compares what is declared
//! with what is wanted, `signature` says it in words, `run` knows which technical profile runs what.

mod absent_input;
mod assertion_place;
mod claims;
mod comparison;
mod data_type;
mod empty_collection;
mod error_key;
mod format_string;
mod generated_json;
mod hash;
mod localized_text;
mod lookup;
mod mapped_value;
mod method;
mod names;
pub(crate) mod no_output_claims;
mod parameter_value;
mod parameters;
mod predicate_copy;
mod regex_groups;
mod rewritten_claim;
mod run;
mod signature;
mod unused;

use super::{ItemRule, Rule, SetRule};
use crate::ast::{ClaimsTransformation, InputParameter, Text, TransformationClaim};
use crate::model::{ClaimTypes, Fresh, Policy};
use crate::settings::has_placeholder;
use crate::source::{Span, Spanned};
use crate::transformation::method::{self as methods, Method};
use claimsmith_profile::DataType;
use std::ops::Range;

/// What holds for every claims transformation, or for every technical profile that runs some.
pub(super) const ITEM_RULES: &[ItemRule] = &[
    method::check,
    claims::check,
    data_type::check,
    parameters::check,
    parameter_value::check,
    regex_groups::check,
    format_string::check,
    generated_json::check,
    lookup::check,
    predicate_copy::check,
    rewritten_claim::check,
    comparison::check,
    hash::check,
    no_output_claims::check,
];

/// What holds for every policy.
pub(super) const RULES: &[Rule] = &[
    lookup::message,
    mapped_value::check,
    localized_text::check,
    assertion_place::check,
    error_key::check,
    absent_input::check,
    empty_collection::check,
];

/// What is found by looking at all files or all leaves.
pub(super) const SET_RULES: &[SetRule] = &[unused::check];

/// The new claims transformations with their methods. What has an unknown method is left out: nothing more can be said about
/// it.
fn with_methods<'p, 'a>(fresh: Fresh<'p, 'a>) -> impl Iterator<Item = (&'a ClaimsTransformation, &'static Method)> {
    fresh.claims_transformations().filter_map(|definition| with_method(definition.current))
}

/// All claims transformations with their methods.
fn all<'p, 'a>(
    policy: &'p Policy<'a>,
) -> impl Iterator<Item = (&'a ClaimsTransformation, &'static Method)> + use<'p, 'a> {
    policy.claims_transformations.iter().filter_map(|definition| with_method(definition.current))
}

/// The new claims transformations with this method.
fn of_method<'p, 'a>(fresh: Fresh<'p, 'a>, method: &'static str) -> impl Iterator<Item = &'a ClaimsTransformation> {
    let all = fresh.claims_transformations().map(|definition| definition.current);
    all.filter(move |transformation| transformation.method.eq_ignore_ascii_case(method))
}

/// All claims transformations with this method.
fn all_of<'p, 'a>(
    policy: &'p Policy<'a>,
    method: &'static str,
) -> impl Iterator<Item = &'a ClaimsTransformation> + use<'p, 'a> {
    let all = policy.claims_transformations.iter().map(|definition| definition.current);
    all.filter(move |transformation| transformation.method.eq_ignore_ascii_case(method))
}

fn with_method(transformation: &ClaimsTransformation) -> Option<(&ClaimsTransformation, &'static Method)> {
    methods::find(&transformation.method).map(|method| (transformation, method))
}

/// What the method calls a claim: `TransformationClaimType`, else the id of the claim type.
fn name_of(claim: &TransformationClaim) -> &Text {
    claim.transformation_claim_type.as_ref().unwrap_or(&claim.claim_type)
}

/// The claim that is bound to this name of the method.
fn bound<'t>(claims: &'t [TransformationClaim], name: &str) -> Option<&'t TransformationClaim> {
    claims.iter().find(|claim| name_of(claim).eq_ignore_ascii_case(name))
}

/// Whether an output claim that the method requires is not declared. Then one with a name that the policy may choose can
/// be that one with a slip in its name, which is reported as such.
fn lacks_output(transformation: &ClaimsTransformation, method: &Method) -> bool {
    method.outputs.iter().any(|it| it.required && bound(&transformation.output_claims, it.name).is_none())
}

/// The parameter with this name.
fn given<'t>(transformation: &'t ClaimsTransformation, name: &str) -> Option<&'t InputParameter> {
    transformation.input_parameters.iter().find(|parameter| parameter.id.eq_ignore_ascii_case(name))
}

/// Whether a boolean parameter is there and true.
fn is_on(transformation: &ClaimsTransformation, name: &str) -> bool {
    given(transformation, name).is_some_and(|parameter| parameter.value.trim().eq_ignore_ascii_case("true"))
}

/// The declared data type of a claim type.
fn data_type_of<'a>(claim_types: &ClaimTypes<'a>, claim_type: &str) -> Option<&'a Spanned<DataType>> {
    claim_types.get(claim_type).and_then(|claim_type| claim_type.data_type)
}

/// The value of a parameter, unless a setting of it could not be substituted.
fn known_value(parameter: &InputParameter) -> Option<&Text> {
    Some(&parameter.value).filter(|value| !has_placeholder(value))
}

/// A part of a value, given in bytes of it. A value that is written with entities has no such part: it is the whole then.
fn part(value: &Text, range: &Range<usize>) -> Span {
    let whole = value.span;
    let offset = |at: usize| u32::try_from(at).ok().map(|at| whole.start + at);
    match (offset(range.start), offset(range.end)) {
        (Some(start), Some(end))
            if (whole.end - whole.start) as usize == value.len() && start < end && end <= whole.end =>
        {
            Span { start, end, ..whole }
        }
        _ => whole,
    }
}

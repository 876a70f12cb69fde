//! The claims transformations of a technical profile as steps: wired, typed, with their constants read.
//!
//! - [`layout`]: which claims the steps read and write, and the place of each
//! - [`function`]: the same of a profile that does nothing else
//! - `source`: a step from the XML of its claims transformation
//! - `names`: its claims and parameters beyond those that the method names
//! - `json`: the members of generated JSON
//! - `localization`: texts and collections by language
//! - [`assignment`]: which claims have a value in the end, whatever the provider says
//! - `obstacle`: why there is no step

pub(super) mod assignment;
#[cfg(test)]
mod corpus_tests;
pub(super) mod function;
mod json;
pub(super) mod layout;
pub(super) mod localization;
mod names;
mod obstacle;
mod source;

use super::profile::text;
use crate::ast::{ClaimsTransformation, Text};
use crate::diagnostic::codes::NOT_COMPILED;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::lower::validation;
use crate::model::yielded::claims_transformations;
use crate::model::{Policy, TechnicalProfile};
use crate::transformation::{localized, method};
use claimsmith_profile::transformation::{Step, Transformation, Transformations};
use layout::{Layout, Phase};
use obstacle::Obstacle;
use source::Source;

/// The transformations of a profile; `None` when something is in the way, which [`check`] or a rule has reported.
pub(super) fn lower(profile: &TechnicalProfile<'_>, policy: &Policy<'_>) -> Option<Transformations> {
    wire(profile, policy, &mut |_| {})
}

/// Reports what cannot be compiled and no rule has reported.
pub(super) fn check(profile: &TechnicalProfile<'_>, policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    let mut found = Vec::new();
    wire(profile, policy, &mut |obstacle| found.push(obstacle));
    for finding in found.into_iter().filter_map(Obstacle::into_finding) {
        let place = finding.primary.as_ref().map(|label| label.span);
        // What a rule says of the place says more; it may only have warned of it.
        if !place.is_some_and(|place| diagnostics.raise(finding.code, place)) {
            diagnostics.push(finding);
        }
    }
    // The predicates of a claim that is written before the exchange; those of the claims that are yielded are looked at as such.
    let before = if profile.is_claims_transformation() { &[] } else { profile.input_claims_transformations.as_slice() };
    for transformation in claims_transformations(before, policy) {
        if transformation.method.eq_ignore_ascii_case("CopyClaimIfPredicateMatch") {
            let claims = transformation.output_claims.iter();
            claims.for_each(|claim| validation::check(&claim.claim_type, policy, diagnostics));
        }
    }
}

/// Lowers every transformation, also those behind one that is in the way.
fn wire(
    profile: &TechnicalProfile<'_>,
    policy: &Policy<'_>,
    report: &mut dyn FnMut(Obstacle),
) -> Option<Transformations> {
    let is_function = profile.is_claims_transformation();
    let runs_none = profile.input_claims_transformations.is_empty() && profile.output_claims_transformations.is_empty();
    if runs_none && !is_function {
        return Some(Transformations::EMPTY);
    }
    if let Some(finding) = too_many_claims(profile, policy) {
        report(finding.into());
        return None;
    }
    if is_function {
        return function::wire(profile, policy, report);
    }
    let layout = Layout::of(profile, policy)?;
    let before = steps(Phase::Before, &layout, profile, policy, report);
    let after = steps(Phase::After, &layout, profile, policy, report);
    let (before, after) = (before?, after?);
    Some(transformations(layout, before, after, policy))
}

/// A place is a number of 16 bits, and every mention of a claim may be one of its own.
fn too_many_claims(profile: &TechnicalProfile<'_>, policy: &Policy<'_>) -> Option<Diagnostic> {
    let references = profile.input_claims_transformations.iter().chain(&profile.output_claims_transformations);
    let wired = references.filter_map(|id| policy.claims_transformations.get(id)).map(|it| it.current);
    let wired: usize = wired.map(|it| it.input_claims.len() + it.output_claims.len()).sum();
    let mentioned = profile.input_claims.len() + profile.output_claims.len() + wired;
    if mentioned <= usize::from(u16::MAX) {
        return None;
    }
    let message = format!("claims transformations over more than {} claims are not compiled", u16::MAX);
    Some(Diagnostic::new(NOT_COMPILED, message).at(profile.id.span, format!("names {mentioned} claims")))
}

fn transformations(
    layout: Layout,
    before: Vec<Transformation>,
    after: Vec<Transformation>,
    policy: &Policy<'_>,
) -> Transformations {
    let is_localized = before.iter().chain(&after).any(|it| localized::is_localized(it.step.method()));
    Transformations {
        claims: layout.into_claims().into(),
        languages: if is_localized { localization::languages(policy) } else { Vec::new() }.into(),
        before: before.into(),
        after: after.into(),
    }
}

fn steps(
    phase: Phase,
    layout: &Layout,
    profile: &TechnicalProfile<'_>,
    policy: &Policy<'_>,
    report: &mut dyn FnMut(Obstacle),
) -> Option<Vec<Transformation>> {
    let references = phase.references(profile);
    let mut steps = Some(Vec::new());
    for reference in references {
        // A reference to nothing has been reported.
        let definition = policy.claims_transformations.get(reference);
        match definition.map(|it| step(reference, it.current, (phase, layout), profile, policy)) {
            Some(Ok(step)) => {
                if let Some(steps) = &mut steps {
                    steps.push(Transformation { id: text(definition.map_or(*reference, |it| it.id)), step });
                }
            }
            Some(Err(obstacle)) => {
                report(obstacle);
                steps = None;
            }
            None => steps = None,
        }
    }
    steps
}

fn step(
    reference: &Text,
    transformation: &ClaimsTransformation,
    (phase, layout): (Phase, &Layout),
    profile: &TechnicalProfile<'_>,
    policy: &Policy<'_>,
) -> Result<Step, Obstacle> {
    let method = method::find(&transformation.method).ok_or(Obstacle::Reported)?;
    let mut source = Source::new(reference, transformation, method, (phase, layout), profile, policy);
    Step::read(method.name, &mut source)?.ok_or(Obstacle::Reported)
}

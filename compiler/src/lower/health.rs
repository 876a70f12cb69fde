//! Which items an error touches.
//!
//! An item is unhealthy if an error stands in an element it is made of or depends on. An error that stands in no item at
//! all, such as a missing file, makes everything unhealthy. What is unhealthy is not emitted, so that the compiler of
//! the generated code has nothing to add to what was said.

use super::transformations::localization::Page;
use super::validation;
use crate::diagnostic::Diagnostics;
use crate::model::{Policy, TechnicalProfile};
use crate::source::Span;
use crate::transformation::localized;
use std::collections::BTreeSet;

/// The errors of a run, by place.
pub(super) struct Health {
    /// In the order of the files and of their starts.
    errors: Vec<Span>,
    /// Whether an error stands in no item.
    is_general: bool,
}

impl Health {
    pub(super) fn new(policy: &Policy<'_>, diagnostics: &Diagnostics) -> Self {
        let places = diagnostics.errors().map(|error| error.primary.as_ref().map(|label| label.span));
        Self::of(policy, places.collect(), diagnostics.is_full())
    }

    /// The same from the places of the errors, and whether there are more errors than are kept.
    pub(super) fn of(policy: &Policy<'_>, places: Vec<Option<Span>>, is_full: bool) -> Self {
        let mut errors: Vec<Span> = places.iter().flatten().copied().collect();
        errors.sort_unstable();
        let items = items(policy);
        let is_general =
            is_full || errors.len() < places.len() || errors.iter().any(|error| !is_in_one(*error, &items));
        Self { errors, is_general }
    }

    /// Whether no error touches the profile, or a claim type or claims transformation it names.
    pub(super) fn is_healthy(&self, profile: &TechnicalProfile<'_>, policy: &Policy<'_>) -> bool {
        !self.is_general && !parts(profile, policy).any(|part| self.has_error(part))
    }

    /// Whether an error may be why a profile is not among the wanted: one in a journey, or in a profile that is not. What
    /// they are together is not known then.
    pub(super) fn may_hide_some(&self, wanted: &BTreeSet<Span>, policy: &Policy<'_>) -> bool {
        let others = policy.technical_profiles.iter().filter(|profile| !wanted.contains(&profile.id.span));
        let journeys = policy.user_journeys.iter().chain(policy.sub_journeys.iter());
        let mut places = others.flat_map(|it| &it.elements).chain(journeys.flat_map(|it| &it.elements));
        !self.errors.is_empty() && places.any(|place| self.has_error(*place))
    }

    fn has_error(&self, part: Span) -> bool {
        let first = self.errors.partition_point(|error| (error.file, error.start) < (part.file, part.start));
        let inside =
            self.errors.iter().skip(first).take_while(|error| error.file == part.file && error.start < part.end);
        inside.into_iter().any(|error| part.contains(error))
    }
}

/// The elements a profile is made of or depends on.
pub(super) fn parts<'a>(profile: &TechnicalProfile<'a>, policy: &Policy<'a>) -> impl Iterator<Item = Span> {
    let references = profile.input_claims.iter().chain(&profile.output_claims).map(|it| it.claim_type.as_str());
    let steps = profile.input_claims_transformations.iter().chain(&profile.output_claims_transformations);
    let transformations = steps.filter_map(|id| policy.claims_transformations.get(id));
    let wired =
        transformations.clone().map(|it| it.current).flat_map(|it| it.input_claims.iter().chain(&it.output_claims));
    let ids = references.chain(wired.map(|claim| claim.claim_type.as_str()));
    let claim_types = ids.filter_map(|id| policy.claim_types.get(id));
    let declarations = claim_types.flat_map(|claim_type| {
        let own = claim_type.declarations.iter().map(|it| it.span);
        own.chain(validation::elements(claim_type, policy))
    });
    let definitions = transformations.clone().flat_map(|it| it.declarations.iter().map(|it| it.span));
    let is_localized = transformations.into_iter().any(|it| localized::is_localized(&it.current.method));
    let page = is_localized.then(|| Page::of(profile, policy)).flatten();
    let texts = page.map(|page| page.elements().collect::<Vec<_>>()).unwrap_or_default();
    profile.elements.iter().copied().chain(declarations).chain(definitions).chain(texts)
}

/// The items of a policy that have an id, in the order of their places. They do not overlap. On a page and its texts only
/// those technical profiles depend whose claims transformations read them.
fn items(policy: &Policy<'_>) -> Vec<Span> {
    let profiles = policy.technical_profiles.iter().flat_map(|it| &it.elements).copied();
    let journeys = policy.user_journeys.iter().chain(policy.sub_journeys.iter()).flat_map(|it| &it.elements).copied();
    let parties = policy.chain.iter().filter_map(|file| file.relying_party.as_ref());
    let tokens = parties.filter_map(|party| party.technical_profile.as_ref()).map(|profile| profile.span);
    let mut items: Vec<Span> = profiles.chain(journeys).chain(tokens).collect();
    for file in &policy.chain {
        items.extend(file.claim_types.iter().map(|it| it.span));
        items.extend(file.predicates.iter().map(|it| it.span));
        items.extend(file.input_validations.iter().map(|it| it.span));
        items.extend(file.predicate_validations.iter().map(|it| it.span));
        items.extend(file.claims_transformations.iter().map(|it| it.span));
        items.extend(file.client_definitions.iter().map(|it| it.span));
        items.extend(file.content_definitions.iter().map(|it| it.span));
        items.extend(file.display_controls.iter().map(|it| it.span));
        items.extend(file.localization.iter().flat_map(|it| &it.resources).map(|it| it.span));
    }
    items.sort_unstable();
    items
}

fn is_in_one(place: Span, items: &[Span]) -> bool {
    let after = items.partition_point(|item| (item.file, item.start) <= (place.file, place.start));
    after.checked_sub(1).and_then(|at| items.get(at)).is_some_and(|item| item.contains(&place))
}

//! Every kind of reference between two elements of a policy (policy structure, section 4.1).
//!
//! References that lead out of the policy set, such as those to policy keys, cannot be followed. Claims exchanges belong
//! to their step and are checked with the user journey.
//!
//! - `claims`: what names a claim type
//! - `technical_profiles`: what names a technical profile
//! - `journeys`: what names a user journey, a sub-journey or a client definition
//! - `building_blocks`: what names a claims transformation, a predicate, a content definition or a display control
//! - `localization`: what localized strings are about

mod building_blocks;
mod claims;
mod journeys;
mod localization;
mod technical_profiles;

use super::kind::{Reference, ReferenceKind, References};
use crate::ast::{self, OrchestrationStep, PolicyFile, Precondition, Text};
use crate::rules;

/// The kinds, by what they name.
pub(super) const KINDS: &[&[ReferenceKind]] =
    &[claims::KINDS, technical_profiles::KINDS, journeys::KINDS, building_blocks::KINDS, localization::KINDS];

const TECHNICAL_PROFILE: &str = "in this technical profile";
const DISPLAY_CONTROL: &str = "in this display control";

/// References in the technical profiles, that of the relying party included.
fn in_profiles<'a, I>(file: &'a PolicyFile, ids: impl Fn(&'a ast::TechnicalProfile) -> I + 'a) -> References<'a>
where
    I: IntoIterator<Item = &'a Text> + 'a,
{
    let all = rules::technical_profiles(file);
    Box::new(all.flat_map(move |profile| inside(TECHNICAL_PROFILE, &profile.id, ids(profile))))
}

/// References in the values of a metadata key of the technical profiles.
fn in_metadata<'a>(file: &'a PolicyFile, key: &'static str) -> References<'a> {
    in_profiles(file, move |profile| {
        let items = profile.metadata.iter().filter(move |item| item.key.value == key && !item.value.is_empty());
        items.map(|item| &item.value)
    })
}

/// References in the user journeys and sub-journeys.
fn in_journeys<'a, I>(file: &'a PolicyFile, ids: impl Fn(&'a ast::UserJourney) -> I + 'a) -> References<'a>
where
    I: IntoIterator<Item = &'a Text> + 'a,
{
    let user_journeys = file.user_journeys.iter().map(|journey| ("in this user journey", journey));
    let sub_journeys = file.sub_journeys.iter().map(|journey| ("in this sub-journey", journey));
    Box::new(user_journeys.chain(sub_journeys).flat_map(move |(place, it)| inside(place, &it.id, ids(it))))
}

/// References in the steps of the user journeys and sub-journeys.
fn in_steps<'a, I>(file: &'a PolicyFile, ids: impl Fn(&'a OrchestrationStep) -> I + Copy + 'a) -> References<'a>
where
    I: IntoIterator<Item = &'a Text> + 'a,
{
    in_journeys(file, move |journey| journey.steps.iter().flat_map(ids))
}

/// References in the display controls.
fn in_controls<'a, I>(file: &'a PolicyFile, ids: impl Fn(&'a ast::DisplayControl) -> I + 'a) -> References<'a>
where
    I: IntoIterator<Item = &'a Text> + 'a,
{
    let all = file.display_controls.iter();
    Box::new(all.flat_map(move |control| inside(DISPLAY_CONTROL, &control.id, ids(control))))
}

/// References in elements that all stand in one.
fn inside<'a, I>(place: &'static str, id: &'a Text, ids: I) -> impl Iterator<Item = Reference<'a>> + use<'a, I>
where
    I: IntoIterator<Item = &'a Text>,
{
    ids.into_iter().map(move |reference| Reference { id: reference, inside: Some((place, id)) })
}

/// What the preconditions are about: the first value of each.
fn subjects(preconditions: &[Precondition]) -> impl Iterator<Item = &Text> {
    preconditions.iter().filter_map(|precondition| precondition.values.first())
}

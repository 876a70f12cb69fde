//! User journeys, sub-journeys and the relying party: steps, selections, preconditions, and how claims flow.
//!
//! B2C looks at journeys when a policy with a relying party is uploaded, and so do these rules. Most of them look at a
//! merged journey alone; `flow` says which claims there are at each step, for the rules that follow claims.
//!
//! - steps: `step_order`, `selection_target`, `several_exchanges`, `step_after_selection`, `step_content`, `issuer`
//! - whole journeys: `send_claims`, `sub_journey`, `precondition`, `precondition_trap`
//! - the relying party: `default_user_journey`, `endpoint`, `relying_party_profile`, `subject_naming`, `token_claim_name`,
//!   `session_behavior`
//! - pages: `content_definition`, `page_kind`, `script_execution`, `display_control`, `display_claim`, `missing_content_definition`
//! - claim flow: `claim_flow` follows the default journey for `precondition_flow`, `precondition_guard`,
//!   `unprovided_input`, `unprovided_validation` and `unproduced_output`; `unfilled_output` looks at single pages

mod claim_flow;
mod content_definition;
mod default_user_journey;
mod display_claim;
mod display_control;
mod endpoint;
mod flow;
mod issuer;
mod missing_content_definition;
mod page_kind;
mod precondition;
mod precondition_flow;
mod precondition_guard;
mod precondition_trap;
mod relying_party_profile;
mod script_execution;
mod selection_target;
mod send_claims;
mod session_behavior;
mod several_exchanges;
mod step;
mod step_after_selection;
mod step_content;
mod step_order;
mod sub_journey;
mod subject_naming;
mod token_claim_name;
mod unfilled_output;
mod unproduced_output;
mod unprovided_input;
mod unprovided_validation;

use super::{ItemRule, Rule};
use crate::ast::{self, Text};
use crate::diagnostic::Diagnostics;
use crate::diagnostic::codes::{
    Code, DUPLICATE_KEY, INVALID_VALUE, MISSING_ATTRIBUTE, REPEATED_ELEMENT, UNKNOWN_ATTRIBUTE, UNKNOWN_ELEMENT,
};
use crate::model::{Policy, UserJourney};
use crate::source::Span;
use std::collections::BTreeSet;

/// What holds for every journey and every page of a policy with a relying party.
pub(super) const ITEM_RULES: &[ItemRule] = &[
    step_order::check,
    selection_target::check,
    several_exchanges::check,
    step_after_selection::check,
    issuer::check,
    step_content::check,
    sub_journey::check,
    precondition::check,
    precondition_trap::check,
    display_control::check,
    display_claim::check,
];

/// What holds for every policy with a relying party.
pub(super) const RULES: &[Rule] = &[
    selection_target::password_reset,
    send_claims::check,
    issuer::is_issuer,
    sub_journey::cycles,
    default_user_journey::check,
    endpoint::check,
    subject_naming::check,
    claim_flow::check,
    unfilled_output::check,
    token_claim_name::check,
    relying_party_profile::check,
    content_definition::check,
    page_kind::check,
    script_execution::check,
    session_behavior::check,
    display_control::pages,
    missing_content_definition::check,
];

/// The user journeys and sub-journeys.
fn journeys<'p, 'a>(policy: &'p Policy<'a>) -> impl Iterator<Item = &'p UserJourney<'a>> {
    policy.user_journeys.iter().chain(policy.sub_journeys.iter())
}

/// The relying parties of the chain, that of the leaf first.
fn relying_parties<'p, 'a>(policy: &'p Policy<'a>) -> impl Iterator<Item = &'a ast::RelyingParty> + use<'p, 'a> {
    policy.chain.iter().rev().filter_map(|file| file.relying_party.as_ref())
}

/// The default user journey of the relying party as it is written.
fn default_user_journey_reference<'a>(policy: &Policy<'a>) -> Option<&'a Text> {
    relying_parties(policy).find_map(|party| party.default_user_journey.as_ref())
}

/// The default user journey of the relying party.
fn default_user_journey<'p, 'a>(policy: &'p Policy<'a>) -> Option<&'p UserJourney<'a>> {
    policy.user_journeys.get(default_user_journey_reference(policy)?)
}

/// More endpoints than anybody has; each makes the steps of its journey be listed.
const MOST_ENDPOINTS: usize = 16;

/// The user journeys that the relying party runs: its default one, then those of its endpoints, each once.
fn run_journeys<'p, 'a>(policy: &'p Policy<'a>) -> impl Iterator<Item = &'p UserJourney<'a>> {
    let endpoints = relying_parties(policy).flat_map(|party| &party.endpoints).take(MOST_ENDPOINTS);
    let others = endpoints.filter_map(|endpoint| policy.user_journeys.get(&endpoint.user_journey));
    let mut known = BTreeSet::new();
    default_user_journey(policy).into_iter().chain(others).filter(move |journey| known.insert(journey.id.span))
}

/// The technical profile of the relying party: the token contract of the application.
fn relying_party_profile<'a>(policy: &Policy<'a>) -> Option<&'a ast::TechnicalProfile> {
    relying_parties(policy).find_map(|party| party.technical_profile.as_ref())
}

/// The name of a relying-party output claim in the token: its own unless that is empty, else that of its claim type.
fn token_name<'a>(output: &'a ast::ClaimReference, profile: &ast::TechnicalProfile, policy: &Policy<'a>) -> &'a Text {
    let protocol = profile.protocol.as_ref().map(|protocol| protocol.name.as_str());
    let own = output.partner_claim_type.as_ref().filter(|name| !name.value.is_empty());
    own.unwrap_or_else(|| policy.claim_types.default_partner_claim_type(&output.claim_type, protocol))
}

/// Whether what seems to be missing in one of these elements may stand there all the same, in an element or attribute
/// that could not be read: that has been reported.
fn is_explained(elements: &[Span], diagnostics: &Diagnostics) -> bool {
    let mut places = unreadable(diagnostics);
    places.any(|place| elements.iter().any(|element| element.contains(&place)))
}

/// Whether the steps and what they produce are not wholly known, because something in a file of the policy could not be
/// read or a step is missing: that has been reported.
fn is_flow_unsure(policy: &Policy<'_>, diagnostics: &Diagnostics) -> bool {
    // A step whose order is no number, or the order of another one, is not where it was meant to be.
    let in_journey =
        |place: &Span| policy.chain.iter().flat_map(|file| file.journeys()).any(|it| it.span.contains(place));
    let misnumbered = places(diagnostics, &[INVALID_VALUE, DUPLICATE_KEY]).filter(in_journey);
    let mut places = unreadable(diagnostics).chain(misnumbered);
    // Asked of the journeys and not of the findings, which may be those of another leaf.
    let lacks_step = |journey: &UserJourney<'_>| {
        step_order::has_gap(journey) || step_after_selection::is_missing(journey) || step_content::is_missing(journey)
    };
    places.any(|place| policy.chain.iter().any(|file| file.file == place.file)) || journeys(policy).any(lacks_step)
}

fn unreadable(diagnostics: &Diagnostics) -> impl Iterator<Item = Span> {
    places(diagnostics, &[UNKNOWN_ELEMENT, REPEATED_ELEMENT, UNKNOWN_ATTRIBUTE, MISSING_ATTRIBUTE])
}

fn places(diagnostics: &Diagnostics, codes: &'static [Code]) -> impl Iterator<Item = Span> {
    let errors = diagnostics.errors().filter(|error| codes.contains(&error.code));
    errors.filter_map(|error| error.primary.as_ref()).map(|label| label.span)
}

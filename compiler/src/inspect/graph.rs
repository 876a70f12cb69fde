//! Which policy derives from which, and the steps of a journey.

use super::Found;
use super::element::condition;
use crate::ast::{ClaimsExchange, ClaimsProviderSelection, Text};
use crate::model::{Layer, OrchestrationStep, Policy, PolicySet, UserJourney, fold};
use crate::source::SourceMap;
use std::collections::{BTreeMap, BTreeSet};

/// A policy and its base.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyNode {
    /// `PolicyId`, empty without one.
    pub policy_id: String,
    /// The file.
    pub file: String,
    /// Index of its base among the policies: always a lower one.
    pub base: Option<usize>,
    /// `DefaultUserJourney` of its relying party.
    pub user_journey: Option<String>,
    /// Whether it has a relying party, so that applications can call it.
    pub is_relying_party: bool,
}

/// The policies of complete chains, bases before what derives from them.
pub(super) fn inheritance(set: &PolicySet<'_>, sources: &SourceMap) -> Vec<PolicyNode> {
    let node = |layer: &Layer<'_>| {
        let party = layer.file.relying_party.as_ref();
        PolicyNode {
            policy_id: layer.file.policy_id.as_ref().map(|id| id.value.clone()).unwrap_or_default(),
            file: sources.get(layer.file.file).path().to_owned(),
            base: layer.base,
            user_journey: party.and_then(|it| it.default_user_journey.as_ref()).map(|journey| journey.value.clone()),
            is_relying_party: party.is_some(),
        }
    };
    set.layers.iter().map(node).collect()
}

/// A journey of one leaf with every sub-journey that it invokes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JourneyGraph {
    /// `PolicyId` of the leaf.
    pub policy_id: String,
    /// The journey, then the sub-journeys in the order in which they are first invoked, each once.
    pub journeys: Vec<Journey>,
}

/// A user journey or a sub-journey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Journey {
    /// `@Id` as first declared.
    pub id: String,
    /// `@Type` of a sub-journey; `None` for a user journey.
    pub sub_journey_type: Option<String>,
    /// The steps in order.
    pub steps: Vec<Step>,
}

/// An orchestration step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// `@Order`
    pub order: u32,
    /// `@Type`, empty without one.
    pub kind: String,
    /// `file:line` of its elements, root base first.
    pub places: Vec<String>,
    /// `@ContentDefinitionReferenceId`
    pub content_definition: Option<String>,
    /// `@CpimIssuerTechnicalProfileReferenceId`
    pub issuer: Option<ProfileReference>,
    /// When it runs: `not if objectId exists`. It is skipped as soon as one of them fails.
    pub preconditions: Vec<Precondition>,
    /// What the user can choose.
    pub selections: Vec<Selection>,
    /// The claims exchanges.
    pub exchanges: Vec<Exchange>,
    /// Ids of the sub-journeys it invokes, as they are declared.
    pub sub_journeys: Vec<String>,
}

/// A precondition in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Precondition {
    /// `not if objectId exists`
    pub text: String,
    /// `file:line`
    pub place: String,
}

/// What a user can choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// Id of the claims exchange.
    pub exchange: String,
    /// Whether the exchange runs in this step, to validate what was typed; else in the next.
    pub is_validation: bool,
    /// The technical profile of the exchange; `None` when no such exchange is there.
    pub technical_profile: Option<ProfileReference>,
}

/// A reference to a technical profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileReference {
    /// The id as it is declared, or as it is named when it is not defined.
    pub id: String,
    /// `Protocol/@Name`, `none` without one; `None` when it is not defined.
    pub protocol: Option<String>,
}

/// A claims exchange.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// `@Id`
    pub id: String,
    /// The technical profile.
    pub technical_profile: ProfileReference,
    /// `file:line`
    pub place: String,
}

/// The journey with this id, or the default one, in every leaf that has it.
pub(super) fn journeys(id: Option<&str>, set: &PolicySet<'_>, sources: &SourceMap) -> Found<JourneyGraph> {
    let of_policy = |policy: &Policy<'_>| {
        let id = match id {
            Some(id) => id,
            None => policy.relying_party?.default_user_journey.as_ref()?.as_str(),
        };
        let (journey, is_sub_journey) = match policy.user_journeys.get(id) {
            Some(journey) => (journey, false),
            None => (policy.sub_journeys.get(id)?, true),
        };
        Some(graph(journey, is_sub_journey, policy, sources))
    };
    let items = set.policies.iter().filter_map(of_policy).collect();
    let known = set.policies.iter().flat_map(|policy| policy.user_journeys.iter().chain(policy.sub_journeys.iter()));
    Found::new(items, id.unwrap_or_default(), known.map(|journey| journey.id.as_str()))
}

pub(super) fn graph(
    first: &UserJourney<'_>,
    is_sub_journey: bool,
    policy: &Policy<'_>,
    sources: &SourceMap,
) -> JourneyGraph {
    let mut reached = vec![(first, is_sub_journey)];
    let mut known = BTreeSet::from([first.id.span]);
    let mut at = 0;
    while let Some((journey, _)) = reached.get(at).copied() {
        at += 1;
        let invoked = journey.steps.values().flat_map(|step| &step.sub_journeys);
        for next in invoked.filter_map(|id| policy.sub_journeys.get(id)) {
            if known.insert(next.id.span) {
                reached.push((next, true));
            }
        }
    }
    let journeys = reached.into_iter().map(|(journey, is_sub)| of_journey(journey, is_sub, policy, sources)).collect();
    JourneyGraph { policy_id: policy.policy_id().to_owned(), journeys }
}

pub(super) fn of_journey(
    it: &UserJourney<'_>,
    is_sub_journey: bool,
    policy: &Policy<'_>,
    sources: &SourceMap,
) -> Journey {
    let next = |order: &u32| it.steps.range(order.saturating_add(1)..).next().map(|(_, step)| step);
    let steps = it.steps.iter().map(|(order, now)| step(*order, now, next(order), policy, sources)).collect();
    let kind = it.kind.map_or_else(String::new, |kind| kind.value.clone());
    Journey { id: it.id.value.clone(), sub_journey_type: is_sub_journey.then_some(kind), steps }
}

fn step(
    order: u32,
    now: &OrchestrationStep<'_>,
    next: Option<&OrchestrationStep<'_>>,
    policy: &Policy<'_>,
    sources: &SourceMap,
) -> Step {
    let owned = |text: Option<&Text>| text.map(|text| text.value.clone());
    let declared = |id: &Text| policy.sub_journeys.get(id).map_or(id, |journey| journey.id).value.clone();
    let targets = exchanges_by_id(next);
    let validations = exchanges_by_id(Some(now));
    Step {
        order,
        kind: now.kind().to_owned(),
        places: now.elements.iter().map(|element| sources.place(element.span)).collect(),
        content_definition: owned(now.content_definition),
        issuer: now.issuer.map(|id| reference(id, policy)),
        preconditions: now
            .preconditions
            .iter()
            .map(|it| Precondition { text: condition(it), place: sources.place(it.span) })
            .collect(),
        selections: now.selections.iter().filter_map(|it| selection(it, &targets, &validations, policy)).collect(),
        exchanges: now.exchanges.iter().map(|it| exchange(it, policy, sources)).collect(),
        sub_journeys: now.sub_journeys.iter().map(|id| declared(id)).collect(),
    }
}

type Exchanges<'a> = BTreeMap<String, &'a Text>;

/// The technical profile of each claims exchange of a step.
fn exchanges_by_id<'a>(step: Option<&OrchestrationStep<'a>>) -> Exchanges<'a> {
    let exchanges = step.into_iter().flat_map(|step| step.exchanges.iter().copied());
    exchanges.map(|exchange| (fold(&exchange.id), &exchange.technical_profile)).collect()
}

fn selection(
    it: &ClaimsProviderSelection,
    targets: &Exchanges<'_>,
    validations: &Exchanges<'_>,
    policy: &Policy<'_>,
) -> Option<Selection> {
    let is_validation = it.target.is_none();
    let id = it.target.as_ref().or(it.validation.as_ref())?;
    let exchanges = if is_validation { validations } else { targets };
    let technical_profile = exchanges.get(&fold(id)).map(|profile| reference(profile, policy));
    Some(Selection { exchange: id.value.clone(), is_validation, technical_profile })
}

fn exchange(it: &ClaimsExchange, policy: &Policy<'_>, sources: &SourceMap) -> Exchange {
    Exchange {
        id: it.id.value.clone(),
        technical_profile: reference(&it.technical_profile, policy),
        place: sources.place(it.id.span),
    }
}

fn reference(id: &Text, policy: &Policy<'_>) -> ProfileReference {
    let profile = policy.technical_profiles.get(id);
    ProfileReference {
        id: profile.map_or(id, |profile| profile.id).value.clone(),
        protocol: profile.map(|profile| profile.protocol_name().unwrap_or("none").to_owned()),
    }
}

//! The ways a user may take through a journey, as far as selections and preconditions tell them apart.
//!
//! A step that may return a claim is taken to return it, so that a claim is missing on a way only where no step of the
//! way returns it at all. Ways that have come to the same point with the same claims go on as one.

use super::effect::{Effect, effects};
use super::program::{Operation, program};
use crate::ast::{Precondition, Text};
use crate::model::yielded::outputs;
use crate::model::{OrchestrationStep, Policy, UserJourney, fold};
use crate::rules::journeys::step::{GET_CLAIMS, SEND_CLAIMS, is_selection};
use crate::source::Span;
use crate::transformation::method::Set;
use std::collections::{BTreeMap, HashSet};

/// With more claims in preconditions, or more preconditions, a journey was not written by hand, and nothing is said of it.
const MOST_CLAIMS: usize = 64;
const MOST_PRECONDITIONS: usize = 256;
/// With more points on all ways, what has been seen by then is all that is said.
const MOST_POINTS: usize = 4_000;
/// How many claims of technical profiles are looked at.
const MOST_ADDITIONS: usize = 100_000;

/// What is known of a claim at some point of a way.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Claim<'a> {
    /// It has no value.
    Absent,
    /// It may have a value from elsewhere.
    Unknown,
    /// It has this value.
    Is(&'a str),
    /// It has a value, none of these.
    IsNot(Vec<&'a str>),
}

/// A point of a way.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Point<'a> {
    /// Which operation is next.
    at: usize,
    /// Which of its exchanges the user has chosen, if the step before asked for that.
    choice: Option<usize>,
    /// What is known of each claim.
    claims: Vec<Claim<'a>>,
}

/// What the preconditions of a step do.
enum Decision<'a> {
    Skip,
    Run,
    /// It depends on this claim, which is one or the other.
    Depends(usize, [Claim<'a>; 2]),
}

/// A precondition that compares a claim which has no value on some way there.
#[derive(Debug)]
pub(crate) struct Unset<'a> {
    /// The precondition.
    pub precondition: &'a Precondition,
    /// The first step before that returns the claim on other ways, by the reference to its technical profile.
    pub setter: &'a Text,
}

/// A journey, and what its technical profiles make of the claims in its preconditions.
#[derive(Debug)]
pub(crate) struct Ways<'p, 'a> {
    operations: Vec<Operation<'p, 'a>>,
    names: BTreeMap<String, usize>,
    effects: BTreeMap<Span, Vec<(usize, Effect<'a>)>>,
    policy: &'p Policy<'a>,
}

impl<'p, 'a> Ways<'p, 'a> {
    /// The ways through a journey; `None` where they are not known, or too many.
    pub(crate) fn of(journey: &'p UserJourney<'a>, policy: &'p Policy<'a>) -> Option<Self> {
        let operations = program(journey, policy)?;
        let preconditions: Vec<_> = steps(&operations).flat_map(|step| &step.preconditions).collect();
        let mut names = BTreeMap::new();
        for claim in preconditions.iter().take(MOST_PRECONDITIONS).filter_map(|it| it.values.first()) {
            let next = names.len();
            names.entry(fold(claim)).or_insert(next);
        }
        if preconditions.len() > MOST_PRECONDITIONS || names.len() > MOST_CLAIMS || clears(&names, policy) {
            return None;
        }
        let mut ways = Self { operations, names, effects: BTreeMap::new(), policy };
        let ids: Vec<&Text> = steps(&ways.operations).flat_map(references).collect();
        let mut additions = 0;
        for profile in ids.into_iter().filter_map(|id| policy.technical_profiles.get(id)) {
            if !ways.effects.contains_key(&profile.id.span) {
                ways.effects.insert(profile.id.span, effects(profile, policy, &ways.names, &mut additions));
            }
            if additions > MOST_ADDITIONS {
                return None;
            }
        }
        Some(ways)
    }

    /// The preconditions for which `is_asked` that are about a claim which has no value on some way. A claim for which
    /// `is_brought`, given its folded id, may have a value from the beginning.
    pub(crate) fn unset(
        &self,
        is_asked: impl Fn(&Precondition) -> bool,
        is_brought: impl Fn(&str) -> bool,
    ) -> Vec<Unset<'a>> {
        let mut claims = vec![Claim::Absent; self.names.len()];
        for (_, at) in self.names.iter().filter(|(name, _)| is_brought(name)) {
            claims[*at] = Claim::Unknown;
        }
        let start = Point { at: 0, choice: None, claims };
        let (mut known, mut open) = (HashSet::from([start.clone()]), vec![start]);
        let mut unset = BTreeMap::new();
        while let Some(point) = open.pop() {
            let Some(Operation::Step { step, behind }) = self.operations.get(point.at) else { continue };
            let next = match self.decide(step, &point.claims) {
                Decision::Skip => vec![Point { at: *behind, choice: None, ..point }],
                Decision::Depends(claim, both) => both.into_iter().map(|it| point.with(claim, it)).collect(),
                Decision::Run => {
                    let absent = |it: &&&Precondition| self.claim(it, &point.claims) == Some(&Claim::Absent);
                    for precondition in step.preconditions.iter().filter(|it| is_asked(it)).filter(absent) {
                        unset.entry(precondition.span).or_insert((*precondition, point.at));
                    }
                    self.run(step, point)
                }
            };
            for point in next {
                if known.len() < MOST_POINTS && known.insert(point.clone()) {
                    open.push(point);
                }
            }
        }
        let unset = unset.into_values();
        unset
            .filter_map(|(precondition, at)| Some(Unset { precondition, setter: self.setter(precondition, at)? }))
            .collect()
    }

    /// What is known of the claim that a precondition is about.
    fn claim<'c>(&self, precondition: &Precondition, claims: &'c [Claim<'a>]) -> Option<&'c Claim<'a>> {
        claims.get(self.index(precondition)?)
    }

    fn index(&self, precondition: &Precondition) -> Option<usize> {
        self.names.get(&fold(precondition.values.first()?)).copied()
    }

    /// Any precondition that is met skips the step; one that compares a claim without a value is ignored.
    fn decide(&self, step: &OrchestrationStep<'a>, claims: &[Claim<'a>]) -> Decision<'a> {
        for precondition in &step.preconditions {
            let Some((at, claim)) = self.index(precondition).and_then(|at| Some((at, claims.get(at)?))) else {
                continue;
            };
            let Some(flag) = &precondition.execute_actions_if else { continue };
            let value = precondition.values.get(1).map(|value| value.as_str());
            let holds = match (precondition.kind.as_str(), claim, value) {
                ("ClaimsExist" | "ClaimEquals", Claim::Unknown, _) => {
                    return Decision::Depends(at, [Claim::Absent, Claim::IsNot(Vec::new())]);
                }
                ("ClaimsExist", claim, _) => *claim != Claim::Absent,
                ("ClaimEquals", Claim::Is(is), Some(value)) => *is == value,
                ("ClaimEquals", Claim::IsNot(others), Some(value)) if others.contains(&value) => false,
                ("ClaimEquals", Claim::IsNot(others), Some(value)) => {
                    let others = others.iter().copied().chain([value]).collect();
                    return Decision::Depends(at, [Claim::Is(value), Claim::IsNot(others)]);
                }
                _ => continue,
            };
            if holds == flag.value {
                return Decision::Skip;
            }
        }
        Decision::Run
    }

    /// The points behind a step that runs: none behind the end of the journey, and none where it is not known which of
    /// several exchanges runs.
    fn run(&self, step: &OrchestrationStep<'a>, point: Point<'a>) -> Vec<Point<'a>> {
        if step.kind() == SEND_CLAIMS {
            return Vec::new();
        }
        let behind = Point { at: point.at + 1, choice: None, ..point };
        if is_selection(step) {
            let here = step.exchanges.iter().map(|exchange| self.after(&exchange.technical_profile, &behind));
            let chosen = match self.operations.get(behind.at) {
                Some(Operation::Step { step, .. }) => step.exchanges.len(),
                _ => 0,
            };
            let there = (0..chosen).map(|choice| Point { choice: Some(choice), ..behind.clone() });
            return here.chain(there).collect();
        }
        let profile = match (step.exchanges.as_slice(), point.choice) {
            (exchanges, Some(choice)) => exchanges.get(choice).map(|exchange| &exchange.technical_profile),
            ([exchange], None) => Some(&exchange.technical_profile),
            ([], None) if step.kind() == GET_CLAIMS => step.issuer,
            ([], None) => None,
            (_, None) => return Vec::new(),
        };
        vec![profile.map_or_else(|| behind.clone(), |id| self.after(id, &behind))]
    }

    /// The point once a technical profile has run.
    fn after(&self, id: &Text, point: &Point<'a>) -> Point<'a> {
        let mut point = point.clone();
        for (at, effect) in self.effects_of(id) {
            let Some(claim) = point.claims.get_mut(*at) else { continue };
            match effect {
                Effect::Constant(constant) => *claim = Claim::Is(constant),
                Effect::Kept if !matches!(claim, Claim::Absent | Claim::Unknown) => {}
                Effect::Kept | Effect::Value => *claim = Claim::IsNot(Vec::new()),
            }
        }
        point
    }

    fn effects_of(&self, id: &Text) -> &[(usize, Effect<'a>)] {
        let profile = self.policy.technical_profiles.get(id);
        profile.and_then(|profile| self.effects.get(&profile.id.span)).map_or(&[], Vec::as_slice)
    }

    /// The first reference before this operation to a technical profile that returns the claim.
    fn setter(&self, precondition: &Precondition, at: usize) -> Option<&'a Text> {
        let claim = self.index(precondition)?;
        let mut before = steps(self.operations.get(..at)?).flat_map(references);
        before.find(|id| self.effects_of(id).iter().any(|(returned, _)| *returned == claim))
    }
}

impl<'a> Point<'a> {
    /// The same point with this known of a claim.
    fn with(&self, claim: usize, known: Claim<'a>) -> Self {
        let mut point = self.clone();
        if let Some(it) = point.claims.get_mut(claim) {
            *it = known;
        }
        point
    }
}

fn steps<'o, 'p, 'a>(
    operations: &'o [Operation<'p, 'a>],
) -> impl Iterator<Item = &'p OrchestrationStep<'a>> + use<'o, 'p, 'a> {
    operations.iter().filter_map(|operation| match operation {
        Operation::Step { step, .. } => Some(*step),
        Operation::Stop => None,
    })
}

/// The technical profiles that a step names and whose claims are there afterwards.
fn references<'p, 'a>(step: &'p OrchestrationStep<'a>) -> impl Iterator<Item = &'a Text> + use<'p, 'a> {
    let reads = step.issuer.filter(|_| step.kind() == GET_CLAIMS);
    step.exchanges.iter().map(|exchange| &exchange.technical_profile).chain(reads)
}

/// Whether a claims transformation takes the value of one of these claims away. When it does so is not followed.
fn clears(names: &BTreeMap<String, usize>, policy: &Policy<'_>) -> bool {
    let all = policy.claims_transformations.iter().flat_map(|transformation| outputs(transformation.current));
    let cleared = all.filter(|(_, set)| *set == Some(Set::Clears));
    cleared.map(|(claim, _)| fold(&claim.claim_type)).any(|claim| names.contains_key(&claim))
}

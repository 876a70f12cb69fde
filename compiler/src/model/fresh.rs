//! What has not been merged the same way for an earlier leaf.
//!
//! Many relying parties share their bases. An item made of the same elements as that of an earlier leaf is the same item,
//! and what is wrong with it has been found there, as long as a rule looks at nothing that differs from leaf to leaf. So a
//! rule about such items is given a [`Fresh`] and not the policy: the new items and what they are compared by, nothing
//! else. What looks at more has to look at every item of every leaf.

use super::part::Included;
use super::{ById, ClaimType, ClaimTypes, Definition, Policy, TechnicalProfile, UserJourney};
use crate::ast;
use crate::source::{FileId, Span};
use std::collections::{HashMap, HashSet};

/// The new items of a leaf, with all that a rule about them may read: whatever is added here has to be in their key, below.
#[derive(Debug, Clone, Copy)]
pub struct Fresh<'p, 'a> {
    policy: &'p Policy<'a>,
    is_everything: bool,
}

impl<'p, 'a> Fresh<'p, 'a> {
    pub(super) fn of(policy: &'p Policy<'a>, is_everything: bool) -> Self {
        Self { policy, is_everything }
    }

    /// The technical profiles.
    pub fn technical_profiles(self) -> impl Iterator<Item = &'p TechnicalProfile<'a>> + Clone {
        self.those(&self.policy.technical_profiles, &self.policy.new.technical_profiles)
    }

    /// The claim types.
    pub fn claim_types(self) -> impl Iterator<Item = &'p ClaimType<'a>> + Clone {
        self.those(&self.policy.claim_types, &self.policy.new.claim_types)
    }

    /// The claims transformations.
    pub fn claims_transformations(self) -> impl Iterator<Item = &'p Definition<'a, ast::ClaimsTransformation>> + Clone {
        self.those(&self.policy.claims_transformations, &self.policy.new.claims_transformations)
    }

    /// The display controls.
    pub fn display_controls(self) -> impl Iterator<Item = &'p ast::DisplayControl> + Clone {
        let new = self.those(&self.policy.display_controls, &self.policy.new.display_controls);
        new.map(|control| control.current)
    }

    /// The user journeys and the sub-journeys.
    pub fn journeys(self) -> impl Iterator<Item = &'p UserJourney<'a>> + Clone {
        self.those(&self.policy.user_journeys, &self.policy.new.user_journeys).chain(self.sub_journeys())
    }

    /// The sub-journeys.
    pub fn sub_journeys(self) -> impl Iterator<Item = &'p UserJourney<'a>> + Clone {
        self.those(&self.policy.sub_journeys, &self.policy.new.sub_journeys)
    }

    /// The technical profile of the leaf's own relying party, which is new in every leaf.
    #[must_use]
    pub fn relying_party_profile(self) -> Option<&'a ast::TechnicalProfile> {
        self.policy.leaf()?.relying_party.as_ref()?.technical_profile.as_ref()
    }

    /// All claim types, those that are not new included.
    #[must_use]
    pub fn declared(self) -> &'p ClaimTypes<'a> {
        &self.policy.claim_types
    }

    /// Whether somebody signs in with the leaf: nothing can be added to its items any more.
    #[must_use]
    pub fn has_relying_party(self) -> bool {
        self.policy.relying_party.is_some()
    }

    /// Whether a technical profile is only a part of others: some include it, and nothing runs it.
    #[must_use]
    pub fn is_part(self, profile: &TechnicalProfile<'a>) -> bool {
        self.policy.is_part(profile)
    }

    /// The nearest technical profile that this one includes, however far down, and that runs itself: what both lack is said
    /// there.
    #[must_use]
    pub fn included_and_run(self, profile: &TechnicalProfile<'a>) -> Option<&'p TechnicalProfile<'a>> {
        self.policy.included_and_run(profile)
    }

    fn those<T>(self, all: &'p ById<T>, new: &'p [bool]) -> impl Iterator<Item = &'p T> + Clone + use<'p, 'a, T> {
        let new = all.iter().zip(new).filter(move |(_, new)| self.is_everything || **new);
        new.map(|(item, _)| item)
    }
}

/// Which items of a policy are new, by their position.
#[derive(Debug, Default)]
pub(super) struct New {
    technical_profiles: Vec<bool>,
    claim_types: Vec<bool>,
    claims_transformations: Vec<bool>,
    display_controls: Vec<bool>,
    user_journeys: Vec<bool>,
    sub_journeys: Vec<bool>,
    /// The technical profiles that others include, new or not.
    pub(super) included: Included,
}

/// What an item is made of: its first element, the others, and what it is read with. Most have one element.
type Made = (Option<Span>, Vec<Span>, Context);

/// The number of what an item is read with.
type Context = usize;

/// The items of the leaves so far.
#[derive(Debug, Default)]
pub(super) struct Seen {
    items: HashSet<Made>,
    /// The files whose claim types items are read with, whether what they lack is an error, and whether it is an item that
    /// is only a part of others.
    contexts: HashMap<(Vec<FileId>, bool, bool), Context>,
}

impl Seen {
    /// Which items of the next leaf are new. Two items of different kinds never have one element.
    pub(super) fn fresh(&mut self, policy: &Policy<'_>) -> New {
        let with_claims = policy.chain.iter().filter(|file| !file.claim_types.is_empty());
        let with_claims: Vec<FileId> = with_claims.map(|file| file.file).collect();
        // What a profile lacks is an error only where somebody signs in.
        let is_final = policy.relying_party.is_some();
        let alone = self.context(with_claims.clone(), is_final, false);
        let part = self.context(with_claims, is_final, true);
        let included = Included::of(policy);
        let mut technical_profiles = Vec::new();
        for profile in policy.technical_profiles.iter() {
            let context = if included.is_part(profile) { part } else { alone };
            // What is said of that one is not said of this one. Its elements are among those of this one.
            let run = included.nearest_run(profile, policy).map(|run| run.id.span);
            technical_profiles.push(self.is_new(profile.elements.iter().copied().chain(run), context));
        }
        let claim_types = policy.claim_types.iter().map(|it| it.declarations.iter().map(|it| it.span));
        let transformations = policy.claims_transformations.iter();
        let controls = policy.display_controls.iter();
        New {
            technical_profiles,
            claim_types: self.are_new(claim_types, alone),
            claims_transformations: self
                .are_new(transformations.map(|it| it.declarations.iter().map(|it| it.span)), alone),
            display_controls: self.are_new(controls.map(|it| it.declarations.iter().map(|it| it.span)), alone),
            user_journeys: self.are_new(policy.user_journeys.iter().map(|it| it.elements.iter().copied()), alone),
            sub_journeys: self.are_new(policy.sub_journeys.iter().map(|it| it.elements.iter().copied()), alone),
            included,
        }
    }

    fn context(&mut self, files: Vec<FileId>, is_final: bool, is_included: bool) -> Context {
        let next = self.contexts.len();
        *self.contexts.entry((files, is_final, is_included)).or_insert(next)
    }

    fn are_new(&mut self, items: impl Iterator<Item = impl Iterator<Item = Span>>, context: Context) -> Vec<bool> {
        items.map(|elements| self.is_new(elements, context)).collect()
    }

    fn is_new(&mut self, mut elements: impl Iterator<Item = Span>, context: Context) -> bool {
        self.items.insert((elements.next(), elements.collect(), context))
    }
}

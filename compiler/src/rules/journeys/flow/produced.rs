//! The bag of claims that the steps of a journey fill.

use crate::ast::{self, DisplayControl, Text};
use crate::model::{Policy, TechnicalProfile, fold};
use crate::source::Span;
use std::collections::HashSet;

/// The claims that may have a value.
///
/// A claim comes into the bag by an output claim of a technical profile, by an output of one of its claims
/// transformations, or by a validation technical profile or display control of its page. What a technical profile may
/// do is added once, however often it runs, so that filling the bag takes linear time.
///
/// Upload counts all of that for every technical profile that a step names. What really comes to the application is less:
/// [`ClaimsBag::of_what_arrives`].
#[derive(Debug)]
pub(crate) struct ClaimsBag<'p, 'a> {
    policy: &'p Policy<'a>,
    claims: HashSet<String>,
    added: HashSet<Span>,
    is_complete: bool,
    additions: usize,
    only_what_arrives: bool,
}

impl<'p, 'a> ClaimsBag<'p, 'a> {
    /// A bag with what the application may bring along: the input claims of the relying party.
    pub(crate) fn new(policy: &'p Policy<'a>, relying_party: Option<&ast::TechnicalProfile>) -> Self {
        let brought = relying_party.iter().flat_map(|profile| &profile.input_claims);
        let claims: HashSet<String> = brought.map(|claim| fold(&claim.claim_type)).collect();
        let mut bag =
            Self { policy, claims, added: HashSet::new(), is_complete: true, additions: 0, only_what_arrives: false };
        relying_party.iter().for_each(|profile| bag.add_transformations(&profile.input_claims_transformations));
        bag
    }

    /// The same without what is not handed on: the claims of technical profiles that are switched off, and those that a
    /// validation technical profile returns to a page and the page does not return.
    pub(crate) fn of_what_arrives(policy: &'p Policy<'a>, relying_party: Option<&ast::TechnicalProfile>) -> Self {
        Self { only_what_arrives: true, ..Self::new(policy, relying_party) }
    }

    /// An empty bag.
    pub(crate) fn empty(policy: &'p Policy<'a>) -> Self {
        Self::new(policy, None)
    }

    /// Whether a claim may be in the bag.
    pub(crate) fn has(&self, claim_type: &str) -> bool {
        self.claims.contains(&fold(claim_type))
    }

    /// Whether everything that fills the bag is known: no technical profile, claims transformation or display control
    /// that is named is missing.
    pub(crate) fn is_complete(&self) -> bool {
        self.is_complete
    }

    /// Adds what a technical profile may produce, with the technical profiles that its page runs.
    pub(crate) fn add(&mut self, profile: &'p TechnicalProfile<'a>) {
        let mut open = vec![profile];
        while let Some(profile) = open.pop() {
            let is_idle = self.only_what_arrives && profile.is_switched_off();
            if is_idle || !self.added.insert(profile.id.span) {
                continue;
            }
            self.outputs(profile);
            let inner = self.inner(profile);
            open.extend(inner);
        }
    }

    /// Adds what fills the fields of a page before the user does: its input claims, its claims transformations, its
    /// validation technical profiles and display controls, and not what its own output claims name.
    pub(crate) fn add_page(&mut self, profile: &'p TechnicalProfile<'a>) {
        self.added.insert(profile.id.span);
        self.put(profile.input_claims.iter().map(|claim| claim.claim_type));
        for inner in self.inner(profile) {
            self.add(inner);
        }
        self.transformations(profile);
    }

    /// Adds what a page holds before it runs any other technical profile: what it is given, what it shows or asks for, also
    /// in its display controls, and what its input transformations write.
    pub(crate) fn add_form(&mut self, profile: &TechnicalProfile<'a>) {
        self.put(profile.input_claims.iter().chain(&profile.output_claims).map(|claim| claim.claim_type));
        self.put(profile.display_claims.iter().filter_map(|claim| claim.claim_type.as_ref()));
        profile.input_claims_transformations.iter().for_each(|id| self.transformation(id));
        let ids = profile.display_claims.iter().filter_map(|claim| claim.display_control.as_ref());
        for control in ids.filter_map(|id| self.policy.display_controls.get(id)).map(|control| control.current) {
            let claims = [&control.input_claims, &control.display_claims, &control.output_claims];
            self.put(claims.into_iter().flatten().filter_map(|claim| claim.claim_type.as_ref()));
        }
    }

    /// Adds what claims transformations may write.
    pub(crate) fn add_transformations(&mut self, ids: &[Text]) {
        ids.iter().for_each(|id| self.transformation(id));
    }

    /// How many claims were put into it, repetitions included: what filling it has cost.
    pub(crate) fn additions(&self) -> usize {
        self.additions
    }

    fn put<'c>(&mut self, claim_types: impl Iterator<Item = &'c Text>) {
        for claim_type in claim_types {
            self.claims.insert(fold(claim_type));
            self.additions += 1;
        }
    }

    fn outputs(&mut self, profile: &'p TechnicalProfile<'a>) {
        self.put(profile.output_claims.iter().map(|claim| claim.claim_type));
        self.transformations(profile);
        self.is_complete &= profile.include.is_none_or(|id| self.policy.technical_profiles.get(id).is_some());
    }

    fn transformations(&mut self, profile: &TechnicalProfile<'a>) {
        for id in profile.input_claims_transformations.iter().chain(&profile.output_claims_transformations) {
            self.transformation(id);
        }
    }

    fn transformation(&mut self, id: &Text) {
        let Some(transformation) = self.policy.claims_transformations.get(id) else {
            self.is_complete = false;
            return;
        };
        if self.added.insert(transformation.id.span) {
            let outputs = transformation.declarations.iter().flat_map(|declaration| &declaration.output_claims);
            self.put(outputs.map(|claim| &claim.claim_type));
        }
    }

    /// Adds what the session of a technical profile keeps, which is there from the beginning of the next visit.
    pub(crate) fn add_session(&mut self, profile: &TechnicalProfile<'a>) {
        let session = profile.session_management.and_then(|id| self.policy.technical_profiles.get(id));
        let Some(session) = session.filter(|session| self.added.insert(session.id.span)) else { return };
        let kept = session.persisted_claims.iter().chain(&session.output_claims);
        self.put(kept.map(|claim| claim.claim_type));
    }

    /// The technical profiles that run within another: validation technical profiles, those of the actions of display
    /// controls, and the one whose claims it takes over.
    fn inner(&mut self, profile: &'p TechnicalProfile<'a>) -> Vec<&'p TechnicalProfile<'a>> {
        let mut ids: Vec<&Text> = profile.include_claims_from.into_iter().collect();
        if !self.only_what_arrives {
            ids.extend(profile.validation_technical_profiles.iter().map(|validation| &validation.technical_profile));
        }
        for id in profile.display_claims.iter().filter_map(|claim| claim.display_control.as_ref()) {
            let Some(control) = self.policy.display_controls.get(id) else {
                self.is_complete = false;
                continue;
            };
            if self.added.insert(control.id.span) {
                ids.extend(self.display_control(control.current));
            }
        }
        let policy = self.policy;
        let mut profiles = Vec::new();
        for id in ids {
            match policy.technical_profiles.get(id) {
                Some(inner) => profiles.push(inner),
                None => self.is_complete = false,
            }
        }
        profiles
    }

    /// Adds the output claims of a display control; its actions run these technical profiles.
    fn display_control<'c>(&mut self, control: &'c DisplayControl) -> impl Iterator<Item = &'c Text> {
        let outputs = control.output_claims.iter().filter_map(|claim| claim.claim_type.as_ref());
        self.put(outputs);
        control.actions.iter().flat_map(|action| &action.validations).map(|validation| &validation.technical_profile)
    }
}

/// Whether a claims transformation of the list writes a claim; `true` also for a list with one that is not defined.
pub(crate) fn transformation_outputs(list: &[&Text], claim_type: &str, policy: &Policy<'_>) -> bool {
    list.iter().any(|id| {
        policy.claims_transformations.get(id).is_none_or(|transformation| {
            let mut outputs = transformation.declarations.iter().flat_map(|declaration| &declaration.output_claims);
            outputs.any(|output| output.claim_type.eq_ignore_ascii_case(claim_type))
        })
    })
}

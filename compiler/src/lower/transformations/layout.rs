//! The places of the claims that steps read and write.
//!
//! Places 0 to n-1 are the n output claims of the profile; the further claims follow in the order in which the steps first
//! name them. Before the exchange there are no output claims yet: a claim that is both written before it and read from the
//! answer has a place for each, and what the answer says is what counts afterwards.

use super::super::profile::text;
use crate::ast::Text;
use crate::model::yielded::{claims_transformations, overwritten, yielded};
use crate::model::{Policy, TechnicalProfile, fold};
use claimsmith_profile::DataType;
use claimsmith_profile::transformation::{Slot, TransformedClaim};
use std::collections::{BTreeMap, BTreeSet};

/// When transformations run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::lower) enum Phase {
    /// Before the browser is sent away; of a profile that does nothing else, before its input claims are picked.
    Before,
    /// Over the output claims.
    After,
}

impl Phase {
    /// The transformations that the profile runs then.
    pub(in crate::lower) fn references<'p, 'a>(self, profile: &'p TechnicalProfile<'a>) -> &'p [&'a Text] {
        match self {
            Self::Before => &profile.input_claims_transformations,
            Self::After => &profile.output_claims_transformations,
        }
    }
}

/// The places of the claims of one profile.
pub(in crate::lower) struct Layout {
    pub(super) outputs: usize,
    pub(super) claims: Vec<TransformedClaim>,
    /// By id in lower case.
    pub(super) before: BTreeMap<String, Slot>,
    pub(super) after: BTreeMap<String, Slot>,
}

impl Layout {
    /// The layout of a profile; `None` when it has more claims than there are places.
    pub(in crate::lower) fn of(profile: &TechnicalProfile<'_>, policy: &Policy<'_>) -> Option<Self> {
        let mut layout = Self {
            outputs: profile.output_claims.len(),
            claims: Vec::new(),
            before: BTreeMap::new(),
            after: BTreeMap::new(),
        };
        for (index, output) in profile.output_claims.iter().enumerate() {
            let index = u16::try_from(index).ok()?;
            let data_type = data_type(output.claim_type, policy)?;
            layout.after.entry(fold(output.claim_type)).or_insert(Slot { index, data_type });
        }
        for phase in [Phase::Before, Phase::After] {
            for transformation in claims_transformations(phase.references(profile), policy) {
                let claims = transformation.input_claims.iter().chain(&transformation.output_claims);
                for claim in claims {
                    layout.add(&claim.claim_type, phase, profile, policy)?;
                }
            }
        }
        layout.mark_carried(profile, policy);
        layout.mark_yielded(profile, policy);
        Some(layout)
    }

    /// The place that a claim has in this phase.
    pub(in crate::lower) fn slot(&self, phase: Phase, claim: &str) -> Option<Slot> {
        match phase {
            Phase::Before => self.before.get(&fold(claim)).copied(),
            Phase::After => self.after.get(&fold(claim)).copied(),
        }
    }

    /// The claims beyond the output claims.
    pub(super) fn into_claims(self) -> Vec<TransformedClaim> {
        self.claims
    }

    /// Gives a claim a place, unless it has one. A claim type that is not declared, or without data type, has been reported.
    fn add(&mut self, claim: &Text, phase: Phase, profile: &TechnicalProfile<'_>, policy: &Policy<'_>) -> Option<()> {
        let Some(data_type) = data_type(claim, policy) else { return Some(()) };
        let key = fold(claim);
        let is_output = profile.output_claims.iter().any(|output| fold(output.claim_type) == key);
        let known = if phase == Phase::Before { self.before.get(&key) } else { self.after.get(&key) };
        if known.is_some() {
            return Some(());
        }
        let index = u16::try_from(self.outputs + self.claims.len()).ok()?;
        let input = profile.input_claims.iter().position(|input| fold(input.claim_type) == key);
        let declared = policy.claim_types.get(claim).map_or(claim, |claim_type| claim_type.id);
        self.claims.push(TransformedClaim {
            claim: text(declared),
            data_type,
            input: input.and_then(|input| u16::try_from(input).ok()),
            ..TransformedClaim::EMPTY
        });
        let slot = Slot { index, data_type };
        self.before.insert(key.clone(), slot);
        if !is_output {
            self.after.insert(key, slot);
        }
        Some(())
    }

    /// What a claim holds when the sign-in begins is kept if it is still to be seen afterwards: unless it has no value then,
    /// or the first transformation that names it sets or clears it without reading it.
    fn mark_carried(&mut self, profile: &TechnicalProfile<'_>, policy: &Policy<'_>) {
        let mut written: BTreeSet<String> = BTreeSet::new();
        for transformation in claims_transformations(&profile.input_claims_transformations, policy) {
            written.extend(transformation.output_claims.iter().map(|claim| fold(&claim.claim_type)));
        }
        let mut seen: BTreeSet<String> = BTreeSet::new();
        for transformation in claims_transformations(&profile.output_claims_transformations, policy) {
            let read = transformation.input_claims.iter().map(|claim| (fold(&claim.claim_type), true));
            let overwritten = overwritten(transformation);
            let written_to = transformation.output_claims.iter().map(|claim| fold(&claim.claim_type));
            let kept = written_to.map(|key| {
                let is_kept = !overwritten.contains(&key);
                (key, is_kept)
            });
            for (key, is_seen) in read.chain(kept) {
                if seen.insert(key.clone()) && is_seen {
                    self.carry(&key, written.contains(&key));
                }
            }
        }
    }

    fn carry(&mut self, key: &str, is_written: bool) {
        let Some(slot) = self.after.get(key) else { return };
        let claim = usize::from(slot.index).checked_sub(self.outputs).and_then(|at| self.claims.get_mut(at));
        if let Some(claim) = claim {
            claim.carried = is_written || claim.input.is_some();
        }
    }

    fn mark_yielded(&mut self, profile: &TechnicalProfile<'_>, policy: &Policy<'_>) {
        for id in yielded(profile, policy) {
            let Some(slot) = self.after.get(&fold(id)) else { continue };
            let claim = usize::from(slot.index).checked_sub(self.outputs).and_then(|at| self.claims.get_mut(at));
            if let Some(claim) = claim {
                claim.yielded = true;
            }
        }
    }
}

pub(super) fn data_type(claim: &str, policy: &Policy<'_>) -> Option<DataType> {
    Some(policy.claim_types.get(claim)?.data_type?.value)
}

//! What all parts of a summary read: the policy with the role and the support of each technical profile.

use super::support::{self, Verdict};
use crate::ast::{MetadataItem, Text};
use crate::lower::PolicyJudge;
use crate::model::{Policy, TechnicalProfile, fold};
use crate::protocol::{Role, role_of};
use crate::source::{SourceMap, Span};
use std::collections::BTreeMap;

/// A technical profile and what it is.
pub(super) struct Known<'c, 'a> {
    pub(super) profile: &'c TechnicalProfile<'a>,
    pub(super) role: Option<Role>,
    pub(super) verdict: Verdict,
}

impl<'a> Known<'_, 'a> {
    pub(super) fn id(&self) -> String {
        self.profile.id.value.clone()
    }

    pub(super) fn metadata(&self, key: &str) -> Option<&'a str> {
        self.profile.metadata(key).map(|item| item.value.value.as_str()).filter(|value| !value.trim().is_empty())
    }

    pub(super) fn items(&self) -> impl Iterator<Item = &'a MetadataItem> + '_ {
        self.profile.metadata.iter().copied()
    }
}

pub(super) struct Context<'c, 'a> {
    pub(super) policy: &'c Policy<'a>,
    pub(super) sources: &'c SourceMap,
    pub(super) profiles: Vec<Known<'c, 'a>>,
    by_id: BTreeMap<String, usize>,
}

impl<'c, 'a> Context<'c, 'a> {
    pub(super) fn new(policy: &'c Policy<'a>, sources: &'c SourceMap, judge: &PolicyJudge<'_, 'a>) -> Self {
        let known = |profile: &'c TechnicalProfile<'a>| Known {
            profile,
            role: role_of(profile),
            verdict: support::of_profile(profile, judge),
        };
        let profiles: Vec<Known<'c, 'a>> = policy.technical_profiles.iter().map(known).collect();
        let by_id = profiles.iter().enumerate().map(|(at, known)| (fold(known.profile.id), at)).collect();
        Self { policy, sources, profiles, by_id }
    }

    /// The technical profile with this id.
    pub(super) fn profile(&self, id: &str) -> Option<&Known<'c, 'a>> {
        self.by_id.get(&fold(id)).and_then(|at| self.profiles.get(*at))
    }

    /// The technical profiles with one of these roles.
    pub(super) fn with_role<'s>(&'s self, roles: &'s [Role]) -> impl Iterator<Item = &'s Known<'c, 'a>> {
        self.profiles.iter().filter(|known| known.role.is_some_and(|role| roles.contains(&role)))
    }

    /// `DefaultUserJourney` of the relying party.
    pub(super) fn default_journey(&self) -> Option<&'a str> {
        let party = self.policy.relying_party?;
        party.default_user_journey.as_ref().map(|journey| journey.as_str())
    }

    /// `file:line`
    pub(super) fn place(&self, span: Span) -> String {
        self.sources.place(span)
    }

    /// A claim type as it is declared, or as it is named when it is not.
    pub(super) fn claim_id(&self, reference: &Text) -> String {
        self.policy.claim_types.get(reference).map_or(reference, |claim| claim.id).value.clone()
    }

    /// `DataType` of a claim type.
    pub(super) fn data_type(&self, reference: &Text) -> Option<String> {
        let data_type = self.policy.claim_types.get(reference)?.data_type?;
        Some(data_type.value.name().to_owned())
    }
}

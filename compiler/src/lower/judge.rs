//! What is in the way of compiling a technical profile, for those who only want to know.
//!
//! It asks what [`lower`](super::lower) asks, so that `claimsmith inspect` says of a profile that it runs exactly when
//! `claimsmith generate` compiles it, had only this one been named.

use super::{client, customization, function, health, names, refuse, subject};
use crate::ast::Text;
use crate::diagnostic::{Diagnostics, Severity};
use crate::model::{Policy, PolicySet, TechnicalProfile};
use crate::rules;
use crate::source::{FileId, SourceMap, Span};
use std::collections::{BTreeMap, BTreeSet};

/// The errors of a checked set, ready to be asked about any profile of it.
pub(crate) struct Judge<'j> {
    sources: &'j SourceMap,
    /// Where the errors stand that do not ask whether code is wanted.
    places: Vec<Option<Span>>,
    is_full: bool,
    /// What a profile lacks, by the elements it is made of.
    missing: BTreeMap<Vec<Span>, String>,
    /// Every file of a complete chain.
    files: BTreeSet<FileId>,
}

impl<'j> Judge<'j> {
    /// Reads the findings of a set that has been checked.
    pub(crate) fn new(set: &PolicySet<'_>, sources: &'j SourceMap, diagnostics: &Diagnostics) -> Self {
        let mut missing = BTreeMap::new();
        let mut known = BTreeSet::new();
        for policy in &set.policies {
            for (profile, finding) in rules::missing_by_profile(policy) {
                known.insert(finding.identity());
                if finding.severity == Severity::Error {
                    missing.entry(profile.elements.clone()).or_insert(finding.message);
                }
            }
        }
        let others = diagnostics.errors().filter(|error| !known.contains(&error.identity()));
        Self {
            sources,
            places: others.map(|error| error.primary.as_ref().map(|label| label.span)).collect(),
            is_full: diagnostics.is_full(),
            missing,
            files: set.policies.iter().flat_map(|policy| &policy.chain).map(|file| file.file).collect(),
        }
    }

    /// The same for one policy: errors in files of others do not concern it.
    pub(crate) fn of<'a>(&'j self, policy: &'j Policy<'a>) -> PolicyJudge<'j, 'a> {
        let chain: BTreeSet<FileId> = policy.chain.iter().map(|file| file.file).collect();
        let concerns =
            |place: &Option<Span>| place.is_none_or(|it| chain.contains(&it.file) || !self.files.contains(&it.file));
        let places = self.places.iter().copied().filter(|place| concerns(place)).collect();
        PolicyJudge { judge: self, policy, health: health::Health::of(policy, places, self.is_full) }
    }
}

/// The errors that concern one policy.
pub(crate) struct PolicyJudge<'j, 'a> {
    judge: &'j Judge<'j>,
    policy: &'j Policy<'a>,
    health: health::Health,
}

impl<'a> PolicyJudge<'_, 'a> {
    /// Why an OAuth2 federation profile or one of claims transformations is not compiled, as a sentence without its period;
    /// `None` when it is.
    pub(crate) fn obstacle(&self, profile: &TechnicalProfile<'a>) -> Option<String> {
        let customization = customization::Customization::default();
        let mut findings = Diagnostics::default();
        let (clients, functions): (Vec<_>, Vec<_>) =
            [profile].into_iter().partition(|it| !it.is_claims_transformation());
        let named = names::Named { clients: &clients, functions: &functions, token: None };
        let names = names::Names::assign(&named, self.policy, &customization, &mut findings);
        refuse::check(profile, self.policy, &mut findings);
        if let Some(refusal) = findings.errors().next() {
            return Some(refusal.message.clone());
        }
        if let Some(missing) = self.judge.missing.get(&profile.elements) {
            return Some(missing.clone());
        }
        if !self.health.is_healthy(profile, self.policy) {
            return Some("an error in the policy concerns it: `claimsmith check` shows it".to_owned());
        }
        let customized = (&names, &customization);
        let is_compiled = if profile.is_claims_transformation() {
            function::function(profile, self.policy, customized, self.judge.sources).is_some()
        } else {
            client(profile, self.policy, customized, self.judge.sources).is_some()
        };
        (!is_compiled).then(|| "a claim or a name of it cannot be compiled".to_owned())
    }
}

/// How a profile names a user: the issuer, and the claim with the id.
pub(crate) fn subject_of<'a>(profile: &TechnicalProfile<'a>, policy: &Policy<'a>) -> Option<(String, &'a Text)> {
    Some((subject::issuer(profile, policy), subject::subject_claim(profile, policy)?))
}

//! Texts and collections of the claims transformations, by language.
//!
//! Localized resources are found through the content definition that the technical profile names in
//! `ContentDefinitionReferenceId`; it binds a language to resources.

use super::super::profile::text;
use crate::ast::{LocalizedResources, LocalizedString};
use crate::model::{ContentDefinition, Policy, TechnicalProfile};
use crate::source::Span;
use claimsmith_profile::Text;
use claimsmith_profile::transformation::Entry;
use std::collections::BTreeSet;

/// The languages that the policy supports, the default first.
pub(in crate::lower) fn languages(policy: &Policy<'_>) -> Vec<Text> {
    let localizations = policy.chain.iter().rev().filter_map(|file| file.localization.as_ref());
    let default = localizations.filter_map(|it| it.default_language.as_ref()).next();
    let mut known = BTreeSet::new();
    let all = default.into_iter().chain(policy.supported_languages.iter().copied());
    all.filter(|language| known.insert(language.to_ascii_lowercase())).map(|language| text(language)).collect()
}

/// The texts that one page has.
pub(in crate::lower) struct Page<'p, 'a> {
    definition: &'p ContentDefinition<'a>,
    policy: &'p Policy<'a>,
}

impl<'p, 'a> Page<'p, 'a> {
    /// The page that a technical profile names; `None` without one.
    pub(in crate::lower) fn of(profile: &TechnicalProfile<'_>, policy: &'p Policy<'a>) -> Option<Self> {
        let id = &profile.metadata("ContentDefinitionReferenceId")?.value;
        Some(Self { definition: policy.content_definitions.get(id)?, policy })
    }

    /// Its id.
    pub(super) fn id(&self) -> &'a str {
        self.definition.id
    }

    /// The elements that it and its texts are made of.
    pub(in crate::lower) fn elements(&self) -> impl Iterator<Item = Span> + use<'p, 'a> {
        let policy = self.policy;
        let ids = self.definition.localized_resources.iter().filter_map(|it| it.localized_resources.as_ref());
        let resources = ids.filter_map(|id| policy.localized_resources.get(id));
        let resources = resources.flat_map(|resources| resources.declarations.iter().map(|it| it.span));
        self.definition.declarations.iter().map(|it| it.span).chain(resources)
    }

    /// Its languages in order, each once.
    pub(super) fn languages(&self) -> Vec<&'a str> {
        let mut known = BTreeSet::new();
        let all = self.definition.localized_resources.iter().map(|it| it.language.as_str());
        all.filter(|language| known.insert(language.to_ascii_lowercase())).collect()
    }

    /// The resources of a language, the last declaration first: what a derived policy says is what holds.
    fn resources(&self, language: &str) -> impl Iterator<Item = &'a LocalizedResources> {
        let references = self.definition.localized_resources.iter().rev();
        let named = references
            .filter(move |it| it.language.eq_ignore_ascii_case(language))
            .filter_map(|it| self.policy.localized_resources.get(it.localized_resources.as_ref()?));
        named.flat_map(|merged| merged.declarations.iter().rev().copied())
    }

    /// A text in a language.
    pub(super) fn string(&self, language: &str, element_type: &str, id: &str) -> Option<&'a LocalizedString> {
        let mut strings = self.resources(language).flat_map(|resources| &resources.strings);
        strings.find(|it| it.element_type.as_str() == element_type && it.string_id.eq_ignore_ascii_case(id))
    }

    /// The collection of a claim type in a language.
    pub(super) fn collection(&self, language: &str, claim_type: &str) -> Option<Vec<Entry>> {
        let mut collections = self.resources(language).flat_map(|resources| &resources.collections);
        let is_of = |id: &str| id.eq_ignore_ascii_case(claim_type);
        let found = collections.find(|it| it.element_type.as_str() == "ClaimType" && is_of(&it.element_id))?;
        Some(found.items.iter().map(|item| Entry { key: text(&item.text), value: text(&item.value) }).collect())
    }
}

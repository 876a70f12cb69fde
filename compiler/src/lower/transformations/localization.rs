//! Texts and collections of the claims transformations, by language.
//!
//! Localized resources are found through the content definition that the technical profile names in
//! `ContentDefinitionReferenceId`; it binds a language to resources.

use super::super::profile::text;
use crate::ast::{LocalizedResources, LocalizedString};
use crate::model::{ContentDefinition, Policy, TechnicalProfile};
use claimsmith_profile::Text;
use claimsmith_profile::transformation::{Entry, Step};
use std::collections::BTreeSet;

/// The element type of the texts of `FormatLocalizedString`.
pub(super) const FORMAT: &str = "FormatLocalizedStringTransformationClaimType";

/// The element type of the texts of `GetLocalizedStringsTransformation`.
pub(super) const STRINGS: &str = "GetLocalizedStringsTransformationClaimType";

/// Whether a step reads texts of the language of the user.
pub(super) fn is_localized(step: &Step) -> bool {
    matches!(
        step,
        Step::FormatLocalizedString { .. }
            | Step::GetLocalizedStringsTransformation { .. }
            | Step::GetMappedValueFromLocalizedCollection { .. }
    )
}

/// The languages that the policy supports, the default first.
pub(in crate::lower) fn languages(policy: &Policy<'_>) -> Vec<Text> {
    let localizations = policy.chain.iter().rev().filter_map(|file| file.localization.as_ref());
    let default = localizations.filter_map(|it| it.default_language.as_ref()).next();
    let mut known = BTreeSet::new();
    let all = default.into_iter().chain(policy.supported_languages.iter().copied());
    all.filter(|language| known.insert(language.to_ascii_lowercase())).map(|language| text(language)).collect()
}

/// The texts that one page has.
pub(super) struct Page<'p, 'a> {
    definition: &'p ContentDefinition<'a>,
    policy: &'p Policy<'a>,
}

impl<'p, 'a> Page<'p, 'a> {
    /// The page that a technical profile names; `None` without one.
    pub(super) fn of(profile: &TechnicalProfile<'_>, policy: &'p Policy<'a>) -> Option<Self> {
        let id = &profile.metadata("ContentDefinitionReferenceId")?.value;
        Some(Self { definition: policy.content_definitions.get(id)?, policy })
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

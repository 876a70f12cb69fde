//! The pages of a policy and their languages.

use crate::ast::Text;
use crate::json::record::record;
use crate::model::{ContentDefinition, Policy};
use crate::secrets::public_url;
use std::collections::BTreeSet;

record! {
    /// A page: a content definition.
    pub struct Page {
        /// `@Id`
        pub id: String,
        /// `LoadUri`: where its HTML comes from.
        pub load_uri: Option<String>,
        /// `DataUri`: which page of B2C it is, and of which version.
        pub data_uri: Option<String>,
        /// Whether its HTML is the tenant's own.
        pub custom: bool,
        /// The languages it has texts of its own in.
        pub languages: Vec<String>,
    }

    /// The languages of a policy.
    pub struct Localization {
        /// `SupportedLanguages/@DefaultLanguage`
        pub default_language: Option<String>,
        /// `SupportedLanguage`
        pub supported_languages: Vec<String>,
        /// The languages that localized resources are written in, sorted.
        pub languages: Vec<String>,
    }
}

pub(super) fn pages(policy: &Policy<'_>) -> Vec<Page> {
    policy.content_definitions.iter().map(page).collect()
}

fn page(it: &ContentDefinition<'_>) -> Page {
    let load_uri = it.load_uri.map(|uri| public_url(uri.trim())).filter(|uri| !uri.is_empty());
    Page {
        id: it.id.value.clone(),
        // Pages of B2C itself are named from its root.
        custom: load_uri.as_ref().is_some_and(|uri| !uri.starts_with("~/")),
        load_uri,
        data_uri: it.data_uri.map(|uri| uri.value.clone()),
        languages: it.localized_resources.iter().map(|reference| reference.language.value.clone()).collect(),
    }
}

pub(super) fn localization(policy: &Policy<'_>) -> Localization {
    let text = |text: &Text| text.value.clone();
    let parts = policy.chain.iter().rev().filter_map(|file| file.localization.as_ref());
    let cultures = parts.clone().flat_map(|part| &part.resources).filter_map(|it| it.culture.as_ref());
    let referred = policy.content_definitions.iter().flat_map(|it| &it.localized_resources).map(|it| &it.language);
    let languages: BTreeSet<String> = cultures.chain(referred).map(text).collect();
    Localization {
        default_language: parts.clone().find_map(|part| part.default_language.as_ref()).map(text),
        supported_languages: policy.supported_languages.iter().map(|language| text(language)).collect(),
        languages: languages.into_iter().collect(),
    }
}

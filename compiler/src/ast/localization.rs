//! `Localization`.

use super::Text;
use crate::source::{Span, Spanned};

/// `Localization`
#[derive(Debug, Clone)]
pub struct Localization {
    /// `SupportedLanguages/@DefaultLanguage`
    pub default_language: Option<Text>,
    /// `SupportedLanguages/@MergeBehavior`
    pub merge_behavior: Option<Text>,
    /// `SupportedLanguages/SupportedLanguage`
    pub supported_languages: Vec<Text>,
    /// `LocalizedResources`
    pub resources: Vec<LocalizedResources>,
}

/// `LocalizedResources`
#[derive(Debug, Clone)]
pub struct LocalizedResources {
    /// `@Id`
    pub id: Option<Text>,
    /// `@Culture`
    pub culture: Option<Text>,
    /// The whole element.
    pub span: Span,
    /// `LocalizedCollections/LocalizedCollection`
    pub collections: Vec<LocalizedCollection>,
    /// `LocalizedStrings/LocalizedString`
    pub strings: Vec<LocalizedString>,
}

/// `LocalizedCollection`
#[derive(Debug, Clone)]
pub struct LocalizedCollection {
    /// `@ElementType`
    pub element_type: Text,
    /// `@ElementId`
    pub element_id: Text,
    /// `@TargetCollection`
    pub target_collection: Text,
    /// `Item`
    pub items: Vec<LocalizedItem>,
}

/// `LocalizedCollection/Item`
#[derive(Debug, Clone)]
pub struct LocalizedItem {
    /// `@Text`
    pub text: Text,
    /// `@Value`
    pub value: Text,
    /// `@SelectByDefault`
    pub select_by_default: Option<Spanned<bool>>,
}

/// `LocalizedString`
#[derive(Debug, Clone)]
pub struct LocalizedString {
    /// `@ElementType`
    pub element_type: Text,
    /// `@ElementId`
    pub element_id: Option<Text>,
    /// `@StringId`
    pub string_id: Text,
    /// The text.
    pub value: Text,
}

/// `LocalizedResourcesReference`
#[derive(Debug, Clone)]
pub struct LocalizedResourcesReference {
    /// `@Language`
    pub language: Text,
    /// `@LocalizedResourcesReferenceId`
    pub localized_resources: Option<Text>,
}

//! `Localization`.

use super::{boolean, items};
use crate::ast::{
    Localization, LocalizedCollection, LocalizedItem, LocalizedResources, LocalizedResourcesReference, LocalizedString,
};
use crate::xml::Element;

pub(super) fn localization(element: &Element<'_, '_>) -> Localization {
    let languages = element.child("SupportedLanguages");
    Localization {
        default_language: languages.and_then(|it| it.attribute("DefaultLanguage")),
        merge_behavior: languages.and_then(|it| it.attribute("MergeBehavior")),
        supported_languages: items(element, "SupportedLanguages", "SupportedLanguage").map(|it| it.text()).collect(),
        resources: element.children_named("LocalizedResources").map(|it| resources(&it)).collect(),
    }
}

fn resources(element: &Element<'_, '_>) -> LocalizedResources {
    LocalizedResources {
        id: element.attribute("Id"),
        culture: element.attribute("Culture"),
        span: element.span(),
        collections: items(element, "LocalizedCollections", "LocalizedCollection")
            .filter_map(|it| collection(&it))
            .collect(),
        strings: items(element, "LocalizedStrings", "LocalizedString").filter_map(|it| string(&it)).collect(),
    }
}

fn collection(element: &Element<'_, '_>) -> Option<LocalizedCollection> {
    let item = |it: Element<'_, '_>| {
        Some(LocalizedItem {
            text: it.attribute("Text")?,
            value: it.attribute("Value")?,
            select_by_default: boolean(&it, "SelectByDefault"),
        })
    };
    Some(LocalizedCollection {
        element_type: element.attribute("ElementType")?,
        element_id: element.attribute("ElementId")?,
        target_collection: element.attribute("TargetCollection")?,
        items: element.children_named("Item").filter_map(item).collect(),
    })
}

fn string(element: &Element<'_, '_>) -> Option<LocalizedString> {
    let element_type = element.attribute("ElementType")?;
    // A claims transformation makes a claim of such a text as it stands; pages show the others, which have no use for blanks.
    let is_claim = element_type.ends_with("TransformationClaimType");
    let value = if is_claim { element.exact_text() } else { element.text() };
    Some(LocalizedString {
        element_type,
        element_id: element.attribute("ElementId"),
        string_id: element.attribute("StringId")?,
        value,
    })
}

pub(super) fn reference(element: &Element<'_, '_>) -> Option<LocalizedResourcesReference> {
    Some(LocalizedResourcesReference {
        language: element.attribute("Language")?,
        localized_resources: element.attribute("LocalizedResourcesReferenceId"),
    })
}

//! Stage 3: XML to the syntax tree.
//!
//! Nothing is reported here: the schema has already said what is wrong with the structure, and an element that lacks
//! what it needs is left out, so that no later stage stumbles over it again.
//!
//! - `policy`: the root, `ClaimsProviders`
//! - `building_blocks`: `BuildingBlocks` but for `Localization`
//! - `localization`: `Localization`
//! - `technical_profile`: `TechnicalProfile`
//! - `user_journey`: `UserJourney` and `SubJourney`
//! - `relying_party`: `RelyingParty`

mod building_blocks;
mod localization;
mod policy;
mod relying_party;
mod technical_profile;
mod user_journey;

pub use policy::policy_file;

use crate::ast::{MetadataItem, Raw, Text};
use crate::source::Spanned;
use crate::xml::Element;

/// Children of an element whose names are not among those typed elsewhere.
fn raw(element: &Element<'_, '_>, typed: &[&str]) -> Vec<Raw> {
    element
        .children()
        .filter(|child| !typed.contains(&child.name()))
        .map(|child| Raw { name: child.name().to_owned(), span: child.span() })
        .collect()
}

/// Text of the first child with this name, unless it is empty.
fn child_text(element: &Element<'_, '_>, name: &'static str) -> Option<Text> {
    element.child(name).map(|child| child.text()).filter(|text| !text.is_empty())
}

/// The elements `list/item` below an element; lists may repeat.
fn items<'a, 'i: 'a>(
    element: &Element<'a, 'i>,
    list: &'static str,
    item: &'static str,
) -> impl Iterator<Item = Element<'a, 'i>> + use<'a, 'i> {
    element.children_named(list).flat_map(move |list| list.children_named(item).collect::<Vec<_>>())
}

/// An `xs:boolean` attribute.
fn boolean(element: &Element<'_, '_>, name: &str) -> Option<Spanned<bool>> {
    let text = element.attribute(name)?;
    let value = match text.value.trim() {
        "true" | "1" => true,
        "false" | "0" => false,
        _ => return None,
    };
    Some(Spanned::new(value, text.span))
}

/// `Metadata/Item`
fn metadata(element: &Element<'_, '_>) -> Vec<MetadataItem> {
    items(element, "Metadata", "Item")
        .filter_map(|item| Some(MetadataItem { key: item.attribute("Key")?, value: item.text() }))
        .collect()
}

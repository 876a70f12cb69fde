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
use crate::model::fold;
use crate::source::Spanned;
use crate::xml::Element;
use std::collections::HashSet;

/// Children of an element whose names are not among those typed elsewhere.
fn raw(element: &Element<'_, '_>, typed: &[&str]) -> Vec<Raw> {
    element
        .children()
        .filter(|child| !typed.contains(&child.name()))
        .map(|child| Raw { name: child.name().to_owned(), span: child.span() })
        .collect()
}

/// All children with this name but the first, which alone is read.
fn again(element: &Element<'_, '_>, name: &'static str) -> Vec<Raw> {
    let repeated = element.children_named(name).skip(1);
    repeated.map(|child| Raw { name: child.name().to_owned(), span: child.span() }).collect()
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

/// The definitions of a policy while they are read.
#[derive(Debug, Default)]
struct Definitions {
    known: HashSet<(&'static str, String)>,
    /// What could not be read, under the name of what it should be: the schema has reported it, and what refers to it
    /// must not be reported as well.
    unread: Vec<Raw>,
}

impl Definitions {
    /// The definitions `list/item` below an element. Of two with one id, which is an error, the first one counts.
    fn read<T>(
        &mut self,
        element: &Element<'_, '_>,
        list: &'static str,
        item: &'static str,
        read: fn(&Element<'_, '_>) -> Option<T>,
    ) -> Vec<T> {
        let mut definitions = Vec::new();
        for child in element.children_named(list).flat_map(|list| list.children()) {
            let id = child.attribute("Id").filter(|_| child.name() == item);
            if id.is_some_and(|id| !self.known.insert((item, fold(&id)))) {
                continue;
            }
            match read(&child).filter(|_| child.name() == item) {
                Some(definition) => definitions.push(definition),
                None => self.unread.push(Raw { name: item.to_owned(), span: child.span() }),
            }
        }
        definitions
    }
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

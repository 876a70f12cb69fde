//! Definitions that could not be read: without an id, under a misspelt name, or in a section that is not known. What
//! refers to one of them is not missing.

use crate::ast::PolicyFile;
use crate::model::{IdSpace, Layer};
use std::collections::BTreeSet;

/// What stands unread in a policy and hides no definition: sections without any, and a claims provider outside of its
/// list, where its technical profiles are plainly not defined.
const WITHOUT_DEFINITIONS: &[&str] = &["PolicyConstraints", "Contacts", "DocumentReferences", "ClaimsProvider"];

/// The id spaces in which each layer, or a base of it, may define more than was read.
#[derive(Debug)]
pub(super) struct Unread {
    by_layer: Vec<Spaces>,
}

#[derive(Debug, Clone, Default)]
struct Spaces {
    all: bool,
    some: BTreeSet<IdSpace>,
}

impl Unread {
    pub(super) fn new(layers: &[Layer<'_>]) -> Self {
        let mut by_layer: Vec<Spaces> = Vec::with_capacity(layers.len());
        for layer in layers {
            let mut spaces = layer.base.and_then(|base| by_layer.get(base)).cloned().unwrap_or_default();
            add(layer.file, &mut spaces);
            by_layer.push(spaces);
        }
        Self { by_layer }
    }

    /// Whether a file or a base of it may define an id of this kind that was not read.
    pub(super) fn has(&self, layer: usize, space: IdSpace) -> bool {
        self.by_layer.get(layer).is_some_and(|spaces| spaces.all || spaces.some.contains(&space))
    }
}

fn add(file: &PolicyFile, spaces: &mut Spaces) {
    for element in &file.raw {
        match space(&element.name) {
            Some(space) => _ = spaces.some.insert(space),
            None => spaces.all |= !WITHOUT_DEFINITIONS.contains(&element.name.as_str()),
        }
    }
}

/// What an element of this name defines.
fn space(element: &str) -> Option<IdSpace> {
    Some(match element {
        "ClaimType" => IdSpace::ClaimType,
        "Predicate" => IdSpace::Predicate,
        "InputValidation" => IdSpace::InputValidation,
        "PredicateValidation" => IdSpace::PredicateValidation,
        "ClaimsTransformation" => IdSpace::ClaimsTransformation,
        "ClientDefinition" => IdSpace::ClientDefinition,
        "ContentDefinition" => IdSpace::ContentDefinition,
        "DisplayControl" => IdSpace::DisplayControl,
        "TechnicalProfile" => IdSpace::TechnicalProfile,
        "UserJourney" => IdSpace::UserJourney,
        "SubJourney" => IdSpace::SubJourney,
        _ => return None,
    })
}

//! What a file may refer to: its own ids and those of its bases.
//!
//! Upload sees a file with its ancestors only, so a base cannot refer to what a policy derived from it defines. The files
//! of all chains are a forest of layers; a file that is the base of many is one layer.

use super::{Files, fold};
use crate::ast::{PolicyFile, Text};
use crate::source::FileId;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// A kind of id. Ids of different kinds never meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum IdSpace {
    /// `ClaimType`
    ClaimType,
    /// `Predicate`
    Predicate,
    /// `InputValidation`
    InputValidation,
    /// `PredicateValidation`
    PredicateValidation,
    /// `ClaimsTransformation`
    ClaimsTransformation,
    /// `ClientDefinition`
    ClientDefinition,
    /// `ContentDefinition`
    ContentDefinition,
    /// `LocalizedResources`
    LocalizedResources,
    /// `DisplayControl`
    DisplayControl,
    /// `TechnicalProfile`
    TechnicalProfile,
    /// `UserJourney`
    UserJourney,
    /// `SubJourney`
    SubJourney,
}

/// The ids that a file declares, in lower case; the first of each.
pub(super) type Declared<'a> = HashMap<(IdSpace, String), &'a Text>;

/// A file in a chain, on top of its base.
#[derive(Debug)]
pub struct Layer<'a> {
    /// The file.
    pub file: &'a PolicyFile,
    /// Index of its base among the layers.
    pub base: Option<usize>,
    declared: Arc<Declared<'a>>,
}

impl<'a> Layer<'a> {
    /// The id as this file itself declares it, compared without regard to case.
    #[must_use]
    pub fn find(&self, space: IdSpace, id: &str) -> Option<&'a Text> {
        self.declared.get(&(space, fold(id))).copied()
    }

    /// Every id that this file itself declares, in lower case and as it is written, in no particular order.
    pub fn declared(&self) -> impl Iterator<Item = (IdSpace, &str, &'a Text)> {
        self.declared.iter().map(|((space, folded), id)| (*space, folded.as_str(), *id))
    }
}

/// The layers while they are collected.
#[derive(Debug, Default)]
pub(super) struct Layers<'a> {
    list: Vec<Layer<'a>>,
    known: BTreeMap<(FileId, Option<usize>), usize>,
}

impl<'a> Layers<'a> {
    /// Adds what is new of a chain, root base first.
    pub(super) fn add(&mut self, chain: &[&'a PolicyFile], files: &Files<'a>) {
        let mut base = None;
        for file in chain {
            let at = *self.known.entry((file.file, base)).or_insert_with(|| {
                let declared = files.get(&file.file).map(|alone| Arc::clone(&alone.ids)).unwrap_or_default();
                self.list.push(Layer { file, base, declared });
                self.list.len() - 1
            });
            base = Some(at);
        }
    }

    pub(super) fn into_vec(self) -> Vec<Layer<'a>> {
        self.list
    }
}

pub(super) fn declared(file: &PolicyFile) -> Arc<Declared<'_>> {
    let mut all = HashMap::new();
    macro_rules! ids {
        ($($space:ident: $items:expr;)*) => {
            $(
                for item in $items {
                    all.entry((IdSpace::$space, fold(&item.id))).or_insert(&item.id);
                }
            )*
        };
    }
    ids! {
        ClaimType: &file.claim_types;
        Predicate: &file.predicates;
        InputValidation: &file.input_validations;
        PredicateValidation: &file.predicate_validations;
        ClaimsTransformation: &file.claims_transformations;
        ClientDefinition: &file.client_definitions;
        ContentDefinition: &file.content_definitions;
        DisplayControl: &file.display_controls;
        TechnicalProfile: file.technical_profiles();
        UserJourney: &file.user_journeys;
        SubJourney: &file.sub_journeys;
    }
    for id in file.localization.iter().flat_map(|it| &it.resources).filter_map(|it| it.id.as_ref()) {
        all.entry((IdSpace::LocalizedResources, fold(id))).or_insert(id);
    }
    Arc::new(all)
}

/// A file with its ancestors.
#[derive(Debug, Clone, Copy)]
pub struct Scope<'s, 'a> {
    layers: &'s [Layer<'a>],
    at: usize,
}

impl<'s, 'a> Scope<'s, 'a> {
    pub(super) fn new(layers: &'s [Layer<'a>], at: usize) -> Self {
        Self { layers, at }
    }

    /// Index of its layer.
    #[must_use]
    pub fn index(&self) -> usize {
        self.at
    }

    /// The file itself; `None` never happens for a scope of a policy set.
    #[must_use]
    pub fn file(&self) -> Option<&'a PolicyFile> {
        self.layers.get(self.at).map(|layer| layer.file)
    }

    /// The layers from the file down to its root base.
    pub fn layers(&self) -> impl Iterator<Item = &'s Layer<'a>> + Clone + use<'s, 'a> {
        let layers = self.layers;
        std::iter::successors(layers.get(self.at), move |layer| layer.base.and_then(|base| layers.get(base)))
    }

    /// The id as it is declared nearest to the root base, compared without regard to case.
    #[must_use]
    pub fn find(&self, space: IdSpace, id: &str) -> Option<&'a Text> {
        let key = (space, fold(id));
        self.layers().filter_map(|layer| layer.declared.get(&key).copied()).last()
    }

    /// Every id of this kind that the file may refer to, in no particular order.
    pub fn ids(&self, space: IdSpace) -> impl Iterator<Item = &'a str> + Clone + use<'s, 'a> {
        let all = self.layers().flat_map(|layer| layer.declared.iter());
        all.filter(move |((kind, _), _)| *kind == space).map(|(_, id)| id.as_str())
    }
}

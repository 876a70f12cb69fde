//! What has not been merged the same way for an earlier leaf.
//!
//! Many relying parties share their bases. An item made of the same elements as that of an earlier leaf is the same item,
//! and what is wrong with it has been found there.

use super::{ById, ClaimType, Definition, Policy, TechnicalProfile, UserJourney};
use crate::ast;
use crate::source::{FileId, Span};
use std::collections::{HashMap, HashSet};

/// Which items of a policy are new, by their position.
#[derive(Debug, Default)]
pub(super) struct Fresh {
    technical_profiles: Vec<bool>,
    claim_types: Vec<bool>,
    claims_transformations: Vec<bool>,
    user_journeys: Vec<bool>,
    sub_journeys: Vec<bool>,
}

macro_rules! fresh {
    ($($name:ident: $item:ty;)*) => {
        impl Fresh {
            $(
                pub(super) fn $name<'p, 'a>(
                    &'p self,
                    all: &'p ById<$item>,
                ) -> impl Iterator<Item = &'p $item> + Clone + use<'p, 'a> {
                    all.iter().zip(&self.$name).filter(|(_, fresh)| **fresh).map(|(item, _)| item)
                }
            )*
        }
    };
}

fresh! {
    technical_profiles: TechnicalProfile<'a>;
    claim_types: ClaimType<'a>;
    claims_transformations: Definition<'a, ast::ClaimsTransformation>;
    user_journeys: UserJourney<'a>;
    sub_journeys: UserJourney<'a>;
}

/// What an item is made of: its first element, the others, and what it is read with. Most have one element.
type Made = (Option<Span>, Vec<Span>, Context);

/// The number of what an item is read with.
type Context = usize;

/// The items of the leaves so far.
#[derive(Debug, Default)]
pub(super) struct Seen {
    items: HashSet<Made>,
    /// The files whose claim types items are read with, and whether what a profile lacks is an error.
    contexts: HashMap<(Vec<FileId>, bool), Context>,
}

impl Seen {
    /// Which items of the next leaf are new. Two items of different kinds never have one element.
    pub(super) fn fresh(&mut self, policy: &Policy<'_>) -> Fresh {
        let with_claims = policy.chain.iter().filter(|file| !file.claim_types.is_empty());
        // What a profile lacks is an error only where somebody signs in.
        let is_final = policy.relying_party.is_some();
        let claims = self.context(with_claims.map(|file| file.file).collect(), is_final);
        let alone = self.context(Vec::new(), is_final);
        let transformations = policy.claims_transformations.iter();
        Fresh {
            technical_profiles: self
                .are_new(policy.technical_profiles.iter().map(|it| it.elements.iter().copied()), claims),
            claim_types: self
                .are_new(policy.claim_types.iter().map(|it| it.declarations.iter().map(|it| it.span)), alone),
            claims_transformations: self
                .are_new(transformations.map(|it| it.declarations.iter().map(|it| it.span)), claims),
            user_journeys: self.are_new(policy.user_journeys.iter().map(|it| it.elements.iter().copied()), alone),
            sub_journeys: self.are_new(policy.sub_journeys.iter().map(|it| it.elements.iter().copied()), alone),
        }
    }

    fn context(&mut self, files: Vec<FileId>, is_final: bool) -> Context {
        let next = self.contexts.len();
        *self.contexts.entry((files, is_final)).or_insert(next)
    }

    fn are_new(&mut self, items: impl Iterator<Item = impl Iterator<Item = Span>>, context: Context) -> Vec<bool> {
        items.map(|mut elements| self.items.insert((elements.next(), elements.collect(), context))).collect()
    }
}

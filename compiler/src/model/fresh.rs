//! What has not been merged the same way for an earlier leaf.
//!
//! Many relying parties share their bases. An item made of the same elements as that of an earlier leaf is the same item,
//! and what is wrong with it has been found there.

use super::{ById, ClaimType, Definition, Policy, TechnicalProfile, UserJourney};
use crate::ast;
use crate::source::{FileId, Span};
use std::collections::HashSet;

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
                    all.items.iter().zip(&self.$name).filter(|(_, fresh)| **fresh).map(|(item, _)| item)
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

/// What an item is made of: the elements, and the files whose claim types it is read with.
type Made = (Vec<Span>, Vec<FileId>, bool);

/// The items of the leaves so far.
#[derive(Debug, Default)]
pub(super) struct Seen(HashSet<Made>);

impl Seen {
    /// Which items of the next leaf are new. Two items of different kinds never have one element.
    pub(super) fn fresh(&mut self, policy: &Policy<'_>) -> Fresh {
        let with_claims = policy.chain.iter().filter(|file| !file.claim_types.is_empty());
        let schema: Vec<FileId> = with_claims.map(|file| file.file).collect();
        // What a profile lacks is an error only where somebody signs in.
        let is_final = policy.relying_party.is_some();
        let elements = |all: &[&ast::ClaimType]| all.iter().map(|it| it.span).collect::<Vec<_>>();
        let mut news = |made: Vec<Span>, schema: &[FileId]| self.0.insert((made, schema.to_vec(), is_final));
        Fresh {
            technical_profiles: policy.technical_profiles.iter().map(|it| news(it.elements.clone(), &schema)).collect(),
            claim_types: policy.claim_types.iter().map(|it| news(elements(&it.declarations), &[])).collect(),
            claims_transformations: policy
                .claims_transformations
                .iter()
                .map(|it| news(it.declarations.iter().map(|it| it.span).collect(), &schema))
                .collect(),
            user_journeys: policy.user_journeys.iter().map(|it| news(it.elements.clone(), &[])).collect(),
            sub_journeys: policy.sub_journeys.iter().map(|it| news(it.elements.clone(), &[])).collect(),
        }
    }
}

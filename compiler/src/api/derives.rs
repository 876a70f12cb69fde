//! The derives of claims structs: those that all of a policy have, and those that one has by itself.
//!
//! A derive that moves from all structs to each of them, or back, is there as before, and no change.

use super::change::{Change, Kind, Level};
use super::surface::{Client, Policy};
use crate::attribute::Attribute;
use std::collections::BTreeSet;

/// Derives of every claims struct of a policy, on both sides.
#[derive(Debug)]
pub(super) struct CommonDerives<'p> {
    old: &'p BTreeSet<String>,
    new: &'p BTreeSet<String>,
    /// Those that every claims struct loses.
    removed: BTreeSet<&'p str>,
    /// Those that no claims struct had.
    added: BTreeSet<&'p str>,
}

impl<'p> CommonDerives<'p> {
    /// Those of two policies, whose clients belong together in these pairs.
    pub(super) fn of(old: &'p Policy, new: &'p Policy, pairs: &[(&Client, &Client)]) -> Self {
        let kept: BTreeSet<String> = pairs.iter().flat_map(|(_, new)| own(&new.attributes)).collect();
        let known: BTreeSet<String> = pairs.iter().flat_map(|(old, _)| own(&old.attributes)).collect();
        let removed = old.derives.difference(&new.derives).filter(|derive| !kept.contains(*derive));
        let added = new.derives.difference(&old.derives).filter(|derive| !known.contains(*derive));
        Self {
            old: &old.derives,
            new: &new.derives,
            removed: removed.map(String::as_str).collect(),
            added: added.map(String::as_str).collect(),
        }
    }

    /// What differs for all claims structs alike.
    pub(super) fn changes(&self) -> Vec<Change> {
        let structs = |derive: &&str, end: &str| format!("claims structs derive `{derive}` {end}");
        let added = self.added.iter().map(|derive| added(derive, derive, structs(derive, "too")));
        let removed = self.removed.iter().map(|derive| {
            removed(derive, derive, structs(derive, "no more"))
                .advice("do without the trait, or put it back among the derives")
        });
        added.chain(removed).collect()
    }

    /// What differs for one claims struct and not for all.
    pub(super) fn changes_of(&self, old: &[Attribute], new: &[Attribute], item: &str) -> Vec<Change> {
        let was = self.old | &own(old);
        let is = self.new | &own(new);
        let more = is.difference(&was).filter(|derive| !self.added.contains(derive.as_str()));
        let fewer = was.difference(&is).filter(|derive| !self.removed.contains(derive.as_str()));
        let more = more.map(|derive| added(derive, item, format!("`{item}` derives `{derive}` too")));
        let fewer = fewer.map(|derive| {
            removed(derive, item, format!("`{item}` derives `{derive}` no more"))
                .advice("do without the trait, or put it back among the attributes")
        });
        more.chain(fewer).collect()
    }
}

/// The derives among the attributes of a struct.
fn own(attributes: &[Attribute]) -> BTreeSet<String> {
    attributes.iter().flat_map(Attribute::derives).collect()
}

fn added(derive: &str, item: &str, message: String) -> Change {
    Change::new(Kind::DeriveAdded, Level::Minor, item, message)
        .advice("nothing, unless an implementation of your own stands beside it")
        .values(None, Some(derive))
}

fn removed(derive: &str, item: &str, message: String) -> Change {
    Change::new(Kind::DeriveRemoved, Level::Breaking, item, message).values(Some(derive), None)
}

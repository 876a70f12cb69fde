//! What one element names is there: in its own file or in a base of it.
//!
//! Every kind of reference is a row of a table, and one checker walks the table over every file once: what a file may
//! refer to does not depend on the policy that is derived from it.
//!
//! - `kind`: what a row says
//! - `table`: the rows
//! - `check`: the checker
//! - `wording`: what a finding says
//! - `derived`: what only a derived policy defines
//! - `unread`: definitions that could not be read, which a reference may mean
//! - `same_file`: references that reach no further than their own file
//! - `input_validation`: localized messages of input validations, which may be those of predicate validations
//! - `wrong_kind`: references to a technical profile that is not for what it is named for
//! - `claims_exchange`: localized names of claims exchanges, whose ids belong to a user journey

mod check;
mod claims_exchange;
mod derived;
mod input_validation;
mod kind;
mod same_file;
mod table;
mod unread;
mod wording;
mod wrong_kind;

use super::{Rule, SetRule};
pub(super) use wording::noun;

/// What is found by looking at all files or all leaves.
pub(super) const SET_RULES: &[SetRule] =
    &[check::check, same_file::check, claims_exchange::check, input_validation::check];

/// What holds for every policy: what a technical profile is may differ from leaf to leaf.
pub(super) const RULES: &[Rule] = &[wrong_kind::check];

#[cfg(test)]
mod tests {
    use super::table::KINDS;
    use crate::diagnostic::Diagnostics;
    use crate::load::load;
    use crate::loader::MemoryLoader;
    use crate::{Options, Purpose, SourceMap};

    /// The policy of `tests/compiled/references.rs`, which breaks one reference after the other, has one of each kind.
    #[test]
    fn every_kind_is_in_the_tested_policy() {
        let marked = include_str!("../../../tests/compiled/references/policy.xml");
        let mut pieces = marked.split("[[");
        let mut text = pieces.next().expect("a beginning").to_owned();
        for piece in pieces {
            text.push_str(&piece.replacen("]]", "", 1)[piece.find('|').expect("an id") + 1..]);
        }
        let loader: MemoryLoader = [("a.xml", text)].into_iter().collect();
        let (mut sources, mut diagnostics) = (SourceMap::default(), Diagnostics::default());
        let loaded = load(&Options::new(["a.xml"], Purpose::Check), &loader, &mut sources, &mut diagnostics);
        let file = loaded.files.values().next().expect("a policy");
        let kinds = KINDS.iter().copied().flatten();
        for (at, kind) in kinds.clone().enumerate() {
            assert!((kind.references)(file).next().is_some(), "row {at}: {} of {:?}", kind.element, kind.space);
        }
        let references: usize = kinds.map(|kind| (kind.references)(file).count()).sum();
        assert_eq!(references, marked.matches("[[").count());
    }
}

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
//! - `same_file`: references that reach no further than their own file
//! - `claims_exchange`: localized names of claims exchanges, whose ids belong to a user journey

mod check;
mod claims_exchange;
mod derived;
mod kind;
mod same_file;
mod table;
mod wording;

use super::{Rule, SetRule};

/// What holds for every policy.
pub(super) const RULES: &[Rule] = &[];

/// What is found by looking at all files or all leaves.
pub(super) const SET_RULES: &[SetRule] = &[check::check, same_file::check, claims_exchange::check];

//! What a derived policy makes of its bases.

mod data_type_changed;

use super::{Rule, SetRule};

/// What holds for every policy.
pub(super) const RULES: &[Rule] = &[data_type_changed::check];

/// What is found by looking at all files or all leaves.
pub(super) const SET_RULES: &[SetRule] = &[];

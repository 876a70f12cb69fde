//! Whether each claims transformation is wired and typed as its method wants.

use super::{Rule, SetRule};

/// What holds for every policy.
pub(super) const RULES: &[Rule] = &[];

/// What is found by looking at all files or all leaves.
pub(super) const SET_RULES: &[SetRule] = &[];

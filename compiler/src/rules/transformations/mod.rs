//! Whether each claims transformation is wired and typed as its method wants.

use super::Rule;

/// What holds for every policy.
pub(super) const RULES: &[Rule] = &[];

//! What a derived policy makes of its bases.

mod data_type_changed;

use super::Rule;

/// What holds for every policy.
pub(super) const RULES: &[Rule] = &[data_type_changed::check];

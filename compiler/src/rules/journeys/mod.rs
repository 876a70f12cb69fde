//! User journeys, sub-journeys and the relying party: steps, selections, preconditions, and how claims flow.

use super::Rule;

/// What holds for every policy with a relying party.
pub(super) const RULES: &[Rule] = &[];

//! What one element names is there: in its own file or in a base of it.

mod claim_type_reference;
mod technical_profile_reference;
mod user_journey_reference;

use super::{Rule, SetRule};

/// What holds for every policy.
pub(super) const RULES: &[Rule] =
    &[claim_type_reference::check, technical_profile_reference::check, user_journey_reference::check];

/// What is found by looking at all files or all leaves.
pub(super) const SET_RULES: &[SetRule] = &[];

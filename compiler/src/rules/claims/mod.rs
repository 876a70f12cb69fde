//! What is said of claims: their types, the values they get, the names they have at a partner.

mod claim_resolver;
mod data_type;
mod default_value;
mod partner_claim_path;
mod repeated_claim;
mod unread_path;

use super::{CompletenessRule, Rule, SetRule};

/// What holds for every policy.
pub(super) const RULES: &[Rule] =
    &[data_type::check, default_value::check, partner_claim_path::check, claim_resolver::check];

/// What is found by looking at all files or all leaves.
pub(super) const SET_RULES: &[SetRule] = &[repeated_claim::check];

/// What must be there before anybody signs in.
pub(super) const COMPLETENESS: &[CompletenessRule] = &[unread_path::check];

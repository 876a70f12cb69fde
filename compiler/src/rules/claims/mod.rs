//! What is said of claims: their types, the values they get, the names they have at a partner.
//!
//! Claim types and what they name:
//! - `data_type`: the type is known
//! - `user_input_type`, `options`, `required_paragraph`: how a page shows the claim
//! - `restriction`, `localized_collection`: the values the claim may have
//! - `localized_string`: its texts in other languages
//! - `mask`, `pattern`: what is hidden of it, and the regular expressions of all of these
//! - `predicate`, `predicate_group`: what is asked of a value that a user types
//! - `blanks`: white space at the ends of sets, patterns and masks
//!
//! Claims of technical profiles:
//! - `repeated_claim`: a claim is listed once
//! - `default_value`, `no_default_value`, `claim_resolver`: the values that the policy gives
//! - `partner_claim_path`, `unread_path`: names that are paths
//!
//! Shared: `faults` (what the schema has reported), `place` (a place inside a value), `json_answer` (whose claims are
//! members of JSON).

mod blanks;
mod claim_resolver;
mod data_type;
mod default_value;
mod faults;
mod json_answer;
mod localized_collection;
mod localized_string;
mod mask;
mod no_default_value;
mod options;
mod partner_claim_path;
mod pattern;
mod place;
mod predicate;
mod predicate_group;
mod repeated_claim;
mod required_paragraph;
mod restriction;
mod unread_path;
mod user_input_type;

use super::{CompletenessOfItems, ItemRule, Rule, SetRule};

/// What is found by looking at each file once.
pub(super) const SET_RULES: &[SetRule] = &[
    pattern::check,
    predicate::check,
    blanks::check,
    predicate_group::check,
    localized_collection::check,
    localized_string::check,
    repeated_claim::check,
];

/// What holds for every claim type and every technical profile.
pub(super) const ITEM_RULES: &[ItemRule] = &[
    data_type::check,
    user_input_type::check,
    required_paragraph::check,
    restriction::check,
    mask::check,
    partner_claim_path::check,
    claim_resolver::federation::check,
    claim_resolver::other_profiles::check,
    no_default_value::check,
];

/// What holds for every policy.
pub(super) const RULES: &[Rule] = &[options::check, default_value::check, claim_resolver::pages::check];

/// What a technical profile must have before anybody signs in.
pub(super) const COMPLETENESS_OF_ITEMS: &[CompletenessOfItems] = &[unread_path::check];

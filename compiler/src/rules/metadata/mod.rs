//! What the metadata and the cryptographic keys of a technical profile say, by protocol and handler.

mod claims_parameter;
mod conflict;
mod cryptographic_key;
mod displaced_header;
pub(in crate::rules) mod doubt;
mod effect;
mod enablement;
mod missing_metadata;
mod missing_protocol;
mod pair;
mod redirect_uri_form;
mod reserved_parameter;
mod subject_reference;
mod token_parameter;
mod unknown_metadata_key;
mod value;

use super::{CompletenessRule, Rule};

/// What holds for every policy.
pub(super) const RULES: &[Rule] = &[
    unknown_metadata_key::check,
    value::check,
    reserved_parameter::check,
    token_parameter::check,
    claims_parameter::check,
    displaced_header::check,
    conflict::check,
    effect::check,
    enablement::check_claim,
];

/// What must be there before anybody signs in.
pub(super) const COMPLETENESS: &[CompletenessRule] = &[
    missing_metadata::check,
    pair::check,
    cryptographic_key::check,
    redirect_uri_form::check,
    missing_protocol::check,
    enablement::check_metadata,
    effect::check_missing,
    subject_reference::check,
];

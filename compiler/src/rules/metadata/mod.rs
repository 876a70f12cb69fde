//! What the metadata and the cryptographic keys of a technical profile say, by what the profile is
//! ([`crate::protocol::Role`]).
//!
//! - of every role: `unknown_metadata_key`, `missing_metadata`, `value`, `placeholder`, `placeholder_elsewhere`, `relation`, `cryptographic_key`,
//!   `policy_key_name`, `redirect_uri_form`, `reserved_parameter`
//! - of `OAuth2` federations, which are compiled: `token_parameter`, `claims_parameter`, `displaced_header`, `conflict`,
//!   `pair`, `effect`, `subject_reference`
//! - of directory profiles: `extension_attribute`; of OpenID Connect federations: `answer_in_fragment`,
//!   `no_id_token`, `many_tenants`
//! - what a profile is made of: `missing_protocol`, `protocol_handler`, `misplaced_element`, `enablement`
//! - `doubt`: what rests on a slip that has been reported

mod answer_in_fragment;
mod claims_parameter;
mod conflict;
mod cryptographic_key;
mod displaced_header;
pub(in crate::rules) mod doubt;
mod effect;
mod enablement;
mod extension_attribute;
mod many_tenants;
mod misplaced_element;
mod missing_metadata;
mod missing_protocol;
mod no_id_token;
mod pair;
mod placeholder;
mod placeholder_elsewhere;
mod policy_key_name;
mod protocol_handler;
mod redirect_uri_form;
mod relation;
mod reserved_parameter;
mod subject_reference;
mod token_parameter;
mod unknown_metadata_key;
mod value;

use super::{Completeness, CompletenessOfItems, ItemRule, Rule};
use crate::ast::{MetadataItem, Text};
use crate::diagnostic::Diagnostic;
use crate::model::{Fresh, TechnicalProfile};
use crate::protocol::{Role, role_of};

/// What holds for every technical profile.
pub(super) const ITEM_RULES: &[ItemRule] = &[
    unknown_metadata_key::check,
    value::check,
    placeholder::metadata_items,
    placeholder_elsewhere::check_default_values,
    reserved_parameter::check,
    token_parameter::check,
    claims_parameter::check,
    displaced_header::check,
    conflict::check,
    relation::check,
    answer_in_fragment::check,
    no_id_token::check,
    effect::check,
    protocol_handler::check,
    misplaced_element::check,
    policy_key_name::check,
];

/// What holds for every policy.
pub(super) const RULES: &[Rule] = &[placeholder::tenants, placeholder_elsewhere::check];

/// What a technical profile must have before anybody signs in.
pub(super) const COMPLETENESS_OF_ITEMS: &[CompletenessOfItems] = &[
    missing_metadata::check,
    pair::check,
    relation::check_missing,
    many_tenants::check,
    cryptographic_key::check,
    redirect_uri_form::check,
    enablement::check,
    effect::check_missing,
];

/// What must be there before anybody signs in, and does not depend on one technical profile alone.
pub(super) const COMPLETENESS: &[Completeness] =
    &[extension_attribute::check, missing_protocol::check, subject_reference::check];

/// The new technical profiles of which something is known, and what they are.
fn with_roles<'p, 'a>(fresh: Fresh<'p, 'a>) -> impl Iterator<Item = (&'p TechnicalProfile<'a>, Role)> {
    fresh.technical_profiles().filter_map(|profile| role_of(profile).map(|role| (profile, role)))
}

/// Places what a technical profile lacks: at its id, or where a derived policy gave it another protocol, which is what needs it.
fn at_profile(finding: Diagnostic, profile: &TechnicalProfile<'_>, why: impl Into<String>) -> Diagnostic {
    match profile.protocol.zip(profile.displaced_protocol) {
        Some((protocol, displaced)) => finding
            .at(protocol.name.span, why)
            .label(profile.id.span, "in this technical profile")
            .label(displaced.name.span, "takes the place of this protocol"),
        None => finding.at(profile.id.span, why),
    }
}

/// The value of each metadata key, by key.
fn values<'p, 'a: 'p>(profile: &'p TechnicalProfile<'a>) -> impl Fn(&str) -> Option<&'a str> + 'p {
    |key| profile.metadata(key).map(|item| item.value.as_str())
}

/// Metadata, whose it is, and what that is.
struct Metadata<'m> {
    owner: &'m Text,
    role: Role,
    items: Vec<&'m MetadataItem>,
}

/// All metadata that is new, that of the relying party included.
fn metadata<'m, 'a: 'm>(fresh: Fresh<'m, 'a>) -> impl Iterator<Item = Metadata<'m>> {
    let party = fresh.relying_party_profile().map(|profile| {
        let is_saml = profile.protocol.as_ref().is_some_and(|protocol| protocol.name.value == "SAML2");
        let role = if is_saml { Role::Saml2RelyingParty } else { Role::RelyingParty };
        Metadata { owner: &profile.id, role, items: profile.metadata.iter().collect() }
    });
    let profiles = with_roles(fresh).map(|(profile, role)| Metadata {
        owner: profile.id,
        role,
        items: profile.metadata.iter().map(|item| &**item).collect(),
    });
    profiles.chain(party)
}

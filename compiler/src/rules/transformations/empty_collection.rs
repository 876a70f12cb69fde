//! A `stringCollection` of the token comes from outside and nothing is ever added to it: when it arrives empty, B2C cannot
//! issue the token.

use super::all;
use crate::ast::ClaimReference;
use crate::diagnostic::codes::EMPTY_COLLECTION;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::offered::is_federation;
use crate::model::{Policy, TechnicalProfile, fold};
use crate::protocol::{Role, role_of};
use claimsmith_profile::DataType;
use std::collections::BTreeSet;

/// Methods whose result has a member.
const FILLING: &[&str] = &[
    "AddItemToStringCollection",
    "AddParameterToStringCollection",
    "GetIdentityProvidersFromAlternativeSecurityIdCollectionTransformation",
    "GetIssuersFromUserIdentityCollectionTransformation",
    "StringSplit",
];

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    let party = policy.relying_party.and_then(|party| party.technical_profile.as_ref());
    let collections: Vec<&ClaimReference> = party
        .iter()
        .flat_map(|profile| &profile.output_claims)
        .filter(|claim| claim.default_value.is_none())
        .filter(|claim| super::data_type_of(&policy.claim_types, &claim.claim_type).is_some_and(is_string_collection))
        .collect();
    if collections.is_empty() {
        return;
    }
    let filled = filled(policy);
    let outside = outside(policy);
    for claim in collections {
        let id = fold(&claim.claim_type);
        if filled.contains(&id) || !outside.contains(&id) {
            continue;
        }
        let message = format!("the token cannot be issued when `{}` is empty", claim.claim_type.value);
        diagnostics.push(
            Diagnostic::new(EMPTY_COLLECTION, message)
                .at(claim.claim_type.span, "a list that comes from outside and that nothing is added to")
                .help(
                    "add a member with `AddParameterToStringCollection`, or have the service leave an empty list out",
                ),
        );
    }
}

fn is_string_collection(data_type: &crate::source::Spanned<DataType>) -> bool {
    data_type.value == DataType::StringCollection
}

/// Ids of the claims that a transformation adds something to.
fn filled(policy: &Policy<'_>) -> BTreeSet<String> {
    let filling = all(policy).filter(|(_, method)| FILLING.contains(&method.name));
    filling.flat_map(|(transformation, _)| &transformation.output_claims).map(|claim| fold(&claim.claim_type)).collect()
}

/// Ids of the claims that another provider or a REST service gives: only these send empty lists.
fn outside(policy: &Policy<'_>) -> BTreeSet<String> {
    let is_outside =
        |profile: &&TechnicalProfile<'_>| role_of(profile) == Some(Role::Restful) || is_federation(profile);
    let profiles = policy.technical_profiles.iter().filter(is_outside);
    profiles.flat_map(|profile| &profile.output_claims).map(|claim| fold(claim.claim_type)).collect()
}

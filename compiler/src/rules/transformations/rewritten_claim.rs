//! A claim that a transformation both reads and writes: Microsoft's documentation says both that it may and that it must
//! not. Collections are always built so.

use super::{data_type_of, with_methods};
use crate::ast::{ClaimsTransformation, TransformationClaim};
use crate::diagnostic::codes::REWRITTEN_CLAIM;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{ClaimTypes, Fresh, fold};
use crate::transformation::method::Method;
use claimsmith_profile::DataType;
use std::collections::BTreeMap;

/// Methods that published policies use so, with success.
const SEEN: &[&str] = &[
    "ChangeCase",
    "GetAgeGroupConsentProvidedAndRequiresConsent",
    "GetNationalNumberAndCountryCodeFromPhoneNumberString",
    "GetSingleItemFromJson",
    "Hash",
];

pub(super) fn check(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for (transformation, method) in with_methods(fresh).filter(|(_, method)| !SEEN.contains(&method.name)) {
        one(transformation, method, fresh.declared(), diagnostics);
    }
}

fn one(
    transformation: &ClaimsTransformation,
    method: &Method,
    claim_types: &ClaimTypes<'_>,
    diagnostics: &mut Diagnostics,
) {
    let read: BTreeMap<String, &TransformationClaim> =
        transformation.input_claims.iter().map(|claim| (fold(&claim.claim_type), claim)).collect();
    for output in &transformation.output_claims {
        let Some(input) = read.get(&fold(&output.claim_type)) else { continue };
        let data_type = data_type_of(claim_types, &output.claim_type).map(|it| it.value);
        if data_type.is_none_or(is_collection) {
            continue;
        }
        let id = &output.claim_type.value;
        diagnostics.push(
            Diagnostic::new(REWRITTEN_CLAIM, format!("`{}` reads and writes the claim `{id}`", method.name))
                .at(output.claim_type.span, "written here")
                .label(input.claim_type.span, "read here")
                .help("write to a claim of its own"),
        );
    }
}

fn is_collection(data_type: DataType) -> bool {
    matches!(
        data_type,
        DataType::StringCollection
            | DataType::AlternativeSecurityIdCollection
            | DataType::UserIdentityCollection
            | DataType::ObjectIdentityCollection
    )
}

//! The claims of a transformation have the data types of its method (B2C: "[DateTime]rightOperand").

use super::{bound, data_type_of, lacks_output, name_of, with_methods};
use crate::ast::{ClaimsTransformation, TransformationClaim};
use crate::diagnostic::codes::TRANSFORMATION_DATA_TYPE;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{ClaimTypes, Fresh};
use crate::transformation::method::{ClaimDataType, Method};
use claimsmith_profile::DataType;

pub(super) fn check(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for (transformation, method) in with_methods(fresh) {
        for claim in &transformation.input_claims {
            let named = method.input(name_of(claim)).map(|it| it.data_type);
            let wanted = named.or_else(|| method.further_inputs.data_type(name_of(claim)));
            one(claim, wanted, transformation, method, fresh.declared(), diagnostics);
        }
        for claim in &transformation.output_claims {
            let named = method.output(name_of(claim)).map(|it| it.data_type);
            let further = || method.further_outputs.data_type(name_of(claim));
            let wanted = named.or_else(|| further().filter(|_| !lacks_output(transformation, method)));
            one(claim, wanted, transformation, method, fresh.declared(), diagnostics);
        }
    }
}

fn one(
    claim: &TransformationClaim,
    wanted: Option<ClaimDataType>,
    transformation: &ClaimsTransformation,
    method: &Method,
    claim_types: &ClaimTypes<'_>,
    diagnostics: &mut Diagnostics,
) {
    // A claim without a declaration, or without a data type, has been reported.
    let Some(actual) = data_type_of(claim_types, &claim.claim_type) else { return };
    let (wanted, source) = match wanted {
        Some(ClaimDataType::One(data_type)) => (data_type, None),
        Some(ClaimDataType::SameAs(input)) => {
            let Some(input) = bound(&transformation.input_claims, input) else { return };
            let Some(data_type) = data_type_of(claim_types, &input.claim_type) else { return };
            (data_type.value, Some(input))
        }
        Some(ClaimDataType::Any) | None => return,
    };
    if actual.value == wanted {
        return;
    }
    let (name, id) = (&name_of(claim).value, &claim.claim_type.value);
    let message = format!(
        "`{name}` of `{}` is of type `{}`, and the claim `{id}` of type `{}`",
        method.name,
        wanted.name(),
        actual.name()
    );
    let mut finding = Diagnostic::new(TRANSFORMATION_DATA_TYPE, message)
        .at(claim.claim_type.span, format!("wants a claim of type `{}`", wanted.name()))
        .label(actual.span, "declared here");
    if let Some(source) = source {
        finding = finding.label(source.claim_type.span, format!("copied from this `{}`", wanted.name()));
    }
    finding = match conversion(actual.value, wanted) {
        Some(conversion) => finding.help(format!("bind a claim of type `{}`; `{conversion}` makes one", wanted.name())),
        None => finding.help(format!("bind a claim of type `{}`, or declare `{id}` as one", wanted.name())),
    };
    diagnostics.push(finding);
}

/// The method that turns one data type into another.
fn conversion(from: DataType, to: DataType) -> Option<&'static str> {
    Some(match (from, to) {
        (DataType::DateTime, DataType::Date) => "ConvertDateTimeToDateClaim",
        (DataType::Date, DataType::DateTime) => "ConvertDateToDateTimeClaim",
        (DataType::Long, DataType::String) => "ConvertNumberToStringClaim",
        (DataType::PhoneNumber, DataType::String) => "ConvertPhoneNumberClaimToString",
        (DataType::String, DataType::PhoneNumber) => "ConvertStringToPhoneNumberClaim",
        (DataType::StringCollection, DataType::String) => "GetSingleItemFromStringCollection",
        _ => return None,
    })
}

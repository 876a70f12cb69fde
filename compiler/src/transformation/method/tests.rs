use super::*;
use std::collections::BTreeSet;

/// Every method of the reference and of published policies.
const NAMES: &[&str] = &[
    "AddItemToAlternativeSecurityIdCollection",
    "AddItemToStringCollection",
    "AddItemToUserIdentityCollection",
    "AddParameterToStringCollection",
    "AdjustNumber",
    "AndClaims",
    "AssertBooleanClaimIsEqualToValue",
    "AssertDateTimeIsGreaterThan",
    "AssertNumber",
    "AssertStringClaimsAreEqual",
    "BuildUri",
    "ChangeCase",
    "CompareBooleanClaimToValue",
    "CompareClaimToValue",
    "CompareClaims",
    "ConvertDateTimeToDateClaim",
    "ConvertDateToDateTimeClaim",
    "ConvertNumberToStringClaim",
    "ConvertPhoneNumberClaimToString",
    "ConvertStringToPhoneNumberClaim",
    "CopyClaim",
    "CopyClaimIfPredicateMatch",
    "CreateAlternativeSecurityId",
    "CreateJsonArray",
    "CreateOtpSecret",
    "CreateRandomString",
    "CreateStringClaim",
    "CreateUserIdentity",
    "DateTimeComparison",
    "DoesClaimExist",
    "FormatLocalizedString",
    "FormatStringClaim",
    "FormatStringMultipleClaims",
    "GenerateJson",
    "GetAgeGroupConsentProvidedAndRequiresConsent",
    "GetClaimFromJson",
    "GetClaimsFromJsonArray",
    "GetClaimsFromJsonArrayV2",
    "GetCurrentDateTime",
    "GetIdentityProvidersFromAlternativeSecurityIdCollectionTransformation",
    "GetIssuersFromUserIdentityCollectionTransformation",
    "GetLocalizedStringsTransformation",
    "GetMappedValueFromLocalizedCollection",
    "GetNationalNumberAndCountryCodeFromPhoneNumberString",
    "GetNumericClaimFromJson",
    "GetSingleItemFromJson",
    "GetSingleItemFromStringCollection",
    "GetSingleValueFromJsonArray",
    "GuidAndRandomGenerator",
    "Hash",
    "IsTermsOfUseConsentRequired",
    "LookupValue",
    "NotClaims",
    "NullClaim",
    "OrClaims",
    "ParseDomain",
    "RemoveAlternativeSecurityIdByIdentityProvider",
    "RemoveUserIdentityFromCollectionByIssuer",
    "SetClaimIfBooleansMatch",
    "SetClaimsIfRegexMatch",
    "SetClaimsIfStringsAreEqual",
    "SetClaimsIfStringsMatch",
    "StringCollectionContains",
    "StringCollectionContainsClaim",
    "StringContains",
    "StringJoin",
    "StringReplace",
    "StringSplit",
    "StringSubstring",
    "XmlStringToJsonString",
];

#[test]
fn every_method_is_there_and_no_other() {
    let listed: BTreeSet<&str> = NAMES.iter().copied().collect();
    let known: BTreeSet<&str> = all().map(|method| method.name).collect();
    assert_eq!(known, listed);
    assert_eq!((all().count(), NAMES.len()), (70, 70));
}

#[test]
fn a_method_is_found_in_any_case_and_by_its_former_name() {
    assert_eq!(find("setClaimsIfRegexMatch").map(|method| method.name), Some("SetClaimsIfRegexMatch"));
    assert_eq!(find("ClaimToClaimEquality").map(|method| method.name), Some("CompareClaims"));
    assert!(find("CreateUpn").is_none());
}

#[test]
fn what_a_method_refers_to_is_its_own() {
    for method in all() {
        for claim in method.outputs {
            if let ClaimDataType::SameAs(input) = claim.data_type {
                assert!(method.input(input).is_some(), "{}: {input}", method.name);
            }
        }
        let inputs: BTreeSet<String> = method.inputs.iter().map(|it| it.name.to_ascii_lowercase()).collect();
        let outputs: BTreeSet<String> = method.outputs.iter().map(|it| it.name.to_ascii_lowercase()).collect();
        assert_eq!((inputs.len(), outputs.len()), (method.inputs.len(), method.outputs.len()), "{}", method.name);
        assert!(!method.is_assertion || method.error_key.is_some(), "{}", method.name);
    }
}

#[test]
fn a_default_is_a_value_that_the_parameter_takes() {
    for (method, parameter) in all().flat_map(|method| method.parameters.iter().map(move |it| (method, it))) {
        let Some(default) = parameter.default else { continue };
        assert!(!parameter.required, "{}: {}", method.name, parameter.name);
        assert_eq!(super::super::value::fault(parameter.data_type, parameter.kind, default), None, "{}", method.name);
    }
}

#[test]
fn names_that_a_policy_chooses_have_their_data_type() {
    let method = find("BuildUri").expect("known");
    assert_eq!(method.further_inputs.data_type("Query.secret"), Some(ClaimDataType::One(DataType::String)));
    assert_eq!(method.further_inputs.data_type("query."), None);
    assert_eq!(method.further_inputs.data_type("fragment"), None);
    assert_eq!(method.further_inputs.data_type("qué"), None);
}

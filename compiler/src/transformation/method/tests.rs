use super::*;
use crate::transformation::probe::Probe;
use claimsmith_profile::transformation::Step;
use claimsmith_profile::transformation::field::Role;
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
        let is_known = |key: &str| crate::protocol::Role::SelfAsserted.key(key).is_some();
        assert!(method.error_key.is_none_or(is_known), "{}: a page may have its message", method.name);
    }
}

/// Of these types no value is an empty one, so a method that gives one or fails says so.
#[test]
fn outputs_of_types_without_an_empty_value_are_never_empty() {
    let types = [DataType::Boolean, DataType::Int, DataType::Long, DataType::UserIdentity].map(ClaimDataType::One);
    for (method, output) in all().flat_map(|method| method.outputs.iter().map(move |output| (method, output))) {
        assert!(output.set != Set::IfSet || !types.contains(&output.data_type), "{}: {}", method.name, output.name);
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

/// What the steps ask a policy for is what this table lets it declare.
#[test]
fn the_table_of_steps_has_the_same_methods() {
    let steps: BTreeSet<&str> = Step::METHODS.iter().copied().collect();
    let known: BTreeSet<&str> = all().map(|method| method.name).collect();
    assert_eq!(steps, known);
}

#[test]
fn a_step_asks_for_the_claims_and_parameters_of_its_method() {
    for method in all() {
        let mut probe = Probe::new(method);
        let step = probe.read().unwrap_or_else(|missing| panic!("{}: {missing}", method.name));
        assert_eq!(step.method(), method.name);
        let inputs = method.inputs.iter().map(|it| (Role::Input, it.name));
        let parameters = method.parameters.iter().map(|it| (Role::Parameter, it.name));
        let outputs = method.outputs.iter().map(|it| (Role::Output, it.name));
        let key = |(role, name): (Role, &str)| format!("{role:?} {name}");
        let known: BTreeSet<String> = inputs.chain(parameters).chain(outputs).map(key).collect();
        let asked: BTreeSet<String> = probe.asked.iter().map(|(role, name)| key((*role, name))).collect();
        assert_eq!(asked, known, "{}", method.name);
        assert!(probe.of_outputs.iter().all(|name| method.output(name).is_some()), "{}", method.name);
        let further = [
            ("inputs", method.further_inputs),
            ("parameters", method.further_parameters),
            ("outputs", method.further_outputs),
        ];
        let further: BTreeSet<&str> =
            further.iter().filter(|(_, it)| *it != Further::None).map(|(list, _)| *list).collect();
        assert_eq!(probe.further, further, "{}", method.name);
    }
}

#[test]
fn a_step_wants_what_its_method_requires() {
    for method in all() {
        let inputs = method.inputs.iter().map(|it| (Role::Input, it.name, it.required));
        let outputs = method.outputs.iter().map(|it| (Role::Output, it.name, it.required));
        let parameters = method.parameters.iter().map(|it| (Role::Parameter, it.name, it.required));
        for (role, name, required) in inputs.chain(outputs).chain(parameters) {
            let mut probe = Probe::new(method);
            probe.without = Some((role, name));
            // A flag that is not there is off.
            let parameter = method.parameter(name).filter(|_| role == Role::Parameter);
            let is_flag = parameter.is_some_and(|it| it.data_type == DataType::Boolean || it.kind == BOOLEAN_TEXT);
            assert_eq!(probe.read().is_err(), required && !is_flag, "{}: {name}", method.name);
        }
    }
}

#[test]
fn a_step_takes_every_value_that_its_method_allows() {
    for (method, parameter) in all().flat_map(|method| method.parameters.iter().map(move |it| (method, it))) {
        let ParameterKind::OneOf(allowed) = parameter.kind else { continue };
        let mut steps = Vec::new();
        for value in allowed {
            let mut probe = Probe::new(method);
            probe.with = Some((parameter.name, value));
            steps.push(probe.read().unwrap_or_else(|missing| panic!("{}: {missing} = {value}", method.name)));
        }
        let differ = steps.iter().enumerate().all(|(at, step)| !steps.iter().skip(at + 1).any(|other| other == step));
        assert!(differ, "{}: two values of {} mean the same", method.name, parameter.name);
    }
}

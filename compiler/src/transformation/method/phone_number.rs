//! Phone numbers.

use super::{Method, ParameterKind, Set, input, output, parameter};
use claimsmith_profile::DataType::{Boolean, PhoneNumber, String};

pub(super) const METHODS: &[Method] = &[
    Method {
        name: "ConvertPhoneNumberClaimToString",
        inputs: &[input("phoneNumber", PhoneNumber)],
        outputs: &[output("phoneNumberString", String)],
        ..Method::NONE
    },
    Method {
        name: "ConvertStringToPhoneNumberClaim",
        inputs: &[input("phoneNumberString", String), input("country", String).optional()],
        outputs: &[output("outputClaim", PhoneNumber).never_empty()],
        error_key: Some("UserMessageIfClaimsTransformationInvalidPhoneNumber"),
        ..Method::NONE
    },
    Method {
        name: "GetNationalNumberAndCountryCodeFromPhoneNumberString",
        inputs: &[input("phoneNumber", String)],
        parameters: &[
            parameter("throwExceptionOnFailure", Boolean).or("false"),
            parameter("countryCodeType", String).kind(ParameterKind::OneOf(&["CallingCode", "ISO3166"])),
        ],
        outputs: &[output("nationalNumber", String).set(Set::Kept), output("countryCode", String).set(Set::Kept)],
        error_key: Some("UserMessageIfPhoneNumberParseFailure"),
        ..Method::NONE
    },
];

//! JSON in and out of strings.

use super::{ClaimDataType, Further, InputClaim, Method, Parameter, Set, input, output, parameter};
use claimsmith_profile::DataType::{Boolean, Long, String, StringCollection};

const ARRAY_PARAMETERS: &[Parameter] = &[
    parameter("errorOnMissingClaims", Boolean),
    parameter("includeEmptyClaims", Boolean),
    parameter("jsonSourceKeyName", String),
    parameter("jsonSourceValueName", String),
];

const fn from_array(name: &'static str, inputs: &'static [InputClaim]) -> Method {
    // Each output claim takes the element whose key is its own id.
    Method {
        name,
        inputs,
        parameters: ARRAY_PARAMETERS,
        further_outputs: Further::Any(ClaimDataType::Any),
        further_set: Set::Kept,
        ..Method::NONE
    }
}

pub(super) const METHODS: &[Method] = &[
    Method {
        name: "CreateJsonArray",
        inputs: &[input("inputClaim", String)],
        outputs: &[output("outputClaim", String).never_empty()],
        ..Method::NONE
    },
    Method {
        name: "GenerateJson",
        // Names are paths into the JSON.
        further_inputs: Further::Any(ClaimDataType::Any),
        further_parameters: Further::Any(ClaimDataType::Any),
        outputs: &[output("outputClaim", String).set(Set::Always)],
        ..Method::NONE
    },
    Method {
        name: "GetClaimFromJson",
        inputs: &[input("inputJson", String)],
        parameters: &[parameter("claimToExtract", String)],
        // The member may be an empty text.
        outputs: &[output("extractedClaim", String).set(Set::Maybe)],
        ..Method::NONE
    },
    Method {
        name: "GetNumericClaimFromJson",
        inputs: &[input("inputJson", String)],
        parameters: &[parameter("claimToExtract", String)],
        outputs: &[output("extractedClaim", Long).never_empty()],
        ..Method::NONE
    },
    Method {
        name: "GetSingleItemFromJson",
        inputs: &[input("inputJson", String)],
        outputs: &[output("key", String).set(Set::Maybe), output("value", String).set(Set::Maybe)],
        ..Method::NONE
    },
    Method {
        name: "GetSingleValueFromJsonArray",
        inputs: &[input("inputJsonClaim", String)],
        outputs: &[output("extractedClaim", String).set(Set::Maybe)],
        ..Method::NONE
    },
    from_array("GetClaimsFromJsonArray", &[input("jsonSource", String)]),
    from_array("GetClaimsFromJsonArrayV2", &[input("jsonSource", StringCollection)]),
    Method {
        name: "XmlStringToJsonString",
        inputs: &[input("xml", String)],
        outputs: &[output("json", String).never_empty()],
        ..Method::NONE
    },
];

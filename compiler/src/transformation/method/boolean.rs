//! Boolean claims.

use super::{Method, input, output, parameter};
use claimsmith_profile::DataType::Boolean;

const OF_TWO: Method = Method {
    name: "AndClaims",
    inputs: &[input("inputClaim1", Boolean), input("inputClaim2", Boolean)],
    outputs: &[output("outputClaim", Boolean).never_empty()],
    ..Method::NONE
};

pub(super) const METHODS: &[Method] = &[
    OF_TWO,
    Method { name: "OrClaims", ..OF_TWO },
    Method {
        name: "NotClaims",
        inputs: &[input("inputClaim", Boolean)],
        outputs: &[output("outputClaim", Boolean).never_empty()],
        ..Method::NONE
    },
    Method {
        name: "AssertBooleanClaimIsEqualToValue",
        inputs: &[input("inputClaim", Boolean)],
        parameters: &[parameter("valueToCompareTo", Boolean)],
        error_key: Some("UserMessageIfClaimsTransformationBooleanValueIsNotEqual"),
        is_assertion: true,
        ..Method::NONE
    },
    Method {
        name: "CompareBooleanClaimToValue",
        inputs: &[input("inputClaim", Boolean)],
        parameters: &[parameter("valueToCompareTo", Boolean)],
        outputs: &[output("compareResult", Boolean).never_empty()],
        ..Method::NONE
    },
];

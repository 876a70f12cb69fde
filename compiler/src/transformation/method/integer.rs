//! Numbers.

use super::{Method, ParameterKind, Set, input, output, parameter};
use claimsmith_profile::DataType::{Boolean, Int, Long, String};

const OPERATORS: &[&str] = &["LessThan", "GreaterThan", "GreaterThanOrEqual", "LessThanOrEqual", "Equal", "NotEqual"];

pub(super) const METHODS: &[Method] = &[
    Method {
        name: "AdjustNumber",
        // A claim without a value counts as 0.
        inputs: &[input("inputClaim", Int).or_absent()],
        parameters: &[parameter("Operator", String)
            .kind(ParameterKind::OneOf(&["INCREMENT", "DECREMENT"]))
            .or("INCREMENT")],
        outputs: &[output("outputClaim", Int).set(Set::Always)],
        ..Method::NONE
    },
    Method {
        name: "AssertNumber",
        inputs: &[input("inputClaim", Int).or_fails()],
        parameters: &[
            parameter("CompareToValue", Int),
            parameter("Operator", String).kind(ParameterKind::OneOf(OPERATORS)),
            parameter("throwError", Boolean).or("true"),
        ],
        outputs: &[output("outputClaim", Boolean).optional().set(Set::Kept)],
        error_key: Some("AssertNumberError"),
        is_assertion: true,
        ..Method::NONE
    },
    Method {
        name: "ConvertNumberToStringClaim",
        inputs: &[input("inputClaim", Long)],
        outputs: &[output("outputClaim", String).never_empty()],
        ..Method::NONE
    },
];

//! Messages of exceptions, mostly seen in Application Insights.

use super::Message;
use claimsmith_compiler::diagnostic::codes::{
    DEFAULT_VALUE_TYPE, FRAGILE_TRANSFORMATION, PARAMETER_VALUE, TRANSFORMATION_DATA_TYPE, TRANSFORMATION_PARAMETER,
    UNPROVIDED_INPUT,
};

pub(super) const MESSAGES: &[Message] = &[
    Message {
        shapes: &[
            r#"A claim with id "{claim_type}" was not found, which is required by ClaimsTransformation … with id "{claims_transformation}""#,
        ],
        title: "a claims transformation gets no value",
        meaning: "`{claims_transformation}` needs `{claim_type}`, and the claim had no value when it ran",
        advice: "let a step before fill the claim, or run the transformation only where it is filled",
        found_by: &[UNPROVIDED_INPUT, FRAGILE_TRANSFORMATION],
    },
    Message {
        shapes: &[r#"Unable to cast object of type "{found}" to type "{expected}""#],
        title: "a parameter or a claim has the wrong data type",
        meaning: "a claims transformation wanted {expected} and got {found}: mostly the `DataType` of an `InputParameter`; upload does not look at it",
        advice: "correct the `DataType`; `claimsmith explain METHOD` says what a method takes",
        found_by: &[TRANSFORMATION_PARAMETER, TRANSFORMATION_DATA_TYPE],
    },
    Message {
        shapes: &[
            r#"Execution of ClaimsTransformationImpl of Type … threw an exception with the following message: {exception…}"#,
        ],
        title: "a claims transformation failed",
        meaning: "the method of a claims transformation could not do its work; the exception says why",
        advice: "look at the values that it got in Application Insights",
        found_by: &[FRAGILE_TRANSFORMATION, PARAMETER_VALUE, TRANSFORMATION_PARAMETER, DEFAULT_VALUE_TYPE],
    },
    Message {
        shapes: &["Object reference not set to an instance of an object"],
        title: "B2C failed over the policy and does not say where",
        meaning: "a fault of the service that some wrong input sets off",
        advice: "run `claimsmith check` first; then remove half of what was changed, and upload again, until the cause is found",
        found_by: &[],
    },
];

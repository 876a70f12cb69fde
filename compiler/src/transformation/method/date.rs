//! Dates and times.

use super::{Determinism, Method, ParameterKind, Set, input, output, parameter};
use claimsmith_profile::DataType::{Boolean, Date, DateTime, Int, String};

pub(super) const METHODS: &[Method] = &[
    Method {
        name: "AssertDateTimeIsGreaterThan",
        // Texts that are read as dates: upload refuses claims of type dateTime here.
        inputs: &[input("leftOperand", String), input("rightOperand", String).or_absent()],
        parameters: &[
            parameter("AssertIfEqualTo", Boolean).or("true"),
            parameter("AssertIfRightOperandIsNotPresent", Boolean),
            // The name lacks a letter, and B2C knows no other.
            parameter("TreatAsEqualIfWithinMillseconds", Int),
        ],
        error_key: Some("DateTimeGreaterThan"),
        is_assertion: true,
        ..Method::NONE
    },
    Method {
        name: "ConvertDateTimeToDateClaim",
        inputs: &[input("inputClaim", DateTime)],
        outputs: &[output("outputClaim", Date).never_empty()],
        ..Method::NONE
    },
    Method {
        name: "ConvertDateToDateTimeClaim",
        inputs: &[input("inputClaim", Date)],
        outputs: &[output("outputClaim", DateTime).never_empty()],
        ..Method::NONE
    },
    Method {
        name: "GetCurrentDateTime",
        outputs: &[output("currentDateTime", DateTime).set(Set::Always)],
        determinism: Determinism::Clock,
        ..Method::NONE
    },
    Method {
        name: "DateTimeComparison",
        // Without a second date it is now.
        inputs: &[input("firstDateTime", DateTime).or_fails(), input("secondDateTime", DateTime).or_absent()],
        parameters: &[
            parameter("operator", String).kind(ParameterKind::OneOf(&["same", "later than", "earlier than"])),
            parameter("timeSpanInSeconds", Int),
        ],
        outputs: &[output("result", Boolean).set(Set::Always)],
        determinism: Determinism::Clock,
        ..Method::NONE
    },
    Method {
        name: "IsTermsOfUseConsentRequired",
        inputs: &[input("termsOfUseConsentDateTime", DateTime).or_absent()],
        parameters: &[parameter("termsOfUseTextUpdateDateTime", DateTime)],
        outputs: &[output("result", Boolean).set(Set::Always)],
        ..Method::NONE
    },
];

//! Texts.

use super::{
    BOOLEAN_TEXT, ClaimDataType, Determinism, Further, Method, OutputClaim, ParameterKind, STRING_COMPARISON, Set,
};
use super::{format_string, input, output, parameter};
use claimsmith_profile::DataType::{Boolean, Int, String, StringCollection};

/// One space between the words.
const EQUALITY: ParameterKind = ParameterKind::OneOf(&["EQUAL", "NOT EQUAL"]);

/// The reference names the texts with expressions, and this is none of them.
const RANDOM_FORMAT: ParameterKind = ParameterKind::FormatString { arguments: 1, expressions: &[] };

const RANDOM: Method = Method {
    name: "CreateRandomString",
    parameters: &[
        parameter("randomGeneratorType", String).kind(ParameterKind::OneOf(&["GUID", "INTEGER"])),
        parameter("stringFormat", String).kind(RANDOM_FORMAT).optional(),
        parameter("base64", Boolean).or("false"),
        // Exclusive: 2 gives 0 or 1.
        parameter("maximumNumber", Int).kind(ParameterKind::Positive).optional(),
        parameter("seed", Int).optional(),
    ],
    outputs: &[output("outputClaim", String).set(Set::Always)],
    determinism: Determinism::Random,
    ..Method::NONE
};

pub(super) const METHODS: &[Method] = &[
    Method {
        name: "AssertStringClaimsAreEqual",
        inputs: &[input("inputClaim1", String), input("inputClaim2", String)],
        parameters: &[parameter("stringComparison", String).kind(STRING_COMPARISON)],
        error_key: Some("UserMessageIfClaimsTransformationStringsAreNotEqual"),
        is_assertion: true,
        ..Method::NONE
    },
    Method {
        name: "BuildUri",
        inputs: &[input("path", String)],
        further_inputs: Further::Prefixed("query.", String),
        parameters: &[
            parameter("scheme", String).kind(ParameterKind::Scheme),
            parameter("host", String).kind(ParameterKind::Host),
        ],
        further_parameters: Further::Prefixed("query.", String),
        outputs: &[output("outputClaim", String).never_empty()],
        determinism: Determinism::Policy,
        ..Method::NONE
    },
    Method {
        name: "ChangeCase",
        inputs: &[input("inputClaim1", String)],
        parameters: &[parameter("toCase", String).kind(ParameterKind::OneOf(&["LOWER", "UPPER"]))],
        outputs: &[output("outputClaim", String)],
        ..Method::NONE
    },
    Method {
        name: "CompareClaims",
        inputs: &[input("inputClaim1", String).or_absent(), input("inputClaim2", String).or_absent()],
        parameters: &[
            parameter("operator", String).kind(EQUALITY),
            parameter("ignoreCase", String).kind(BOOLEAN_TEXT).optional(),
        ],
        outputs: &[output("outputClaim", Boolean).set(Set::Always)],
        ..Method::NONE
    },
    Method {
        name: "CompareClaimToValue",
        inputs: &[input("inputClaim1", String).or_absent()],
        parameters: &[
            parameter("compareTo", String),
            parameter("operator", String).kind(EQUALITY),
            parameter("ignoreCase", String).kind(BOOLEAN_TEXT),
        ],
        outputs: &[output("outputClaim", Boolean).set(Set::Always)],
        ..Method::NONE
    },
    Method {
        name: "CopyClaimIfPredicateMatch",
        inputs: &[input("inputClaim", String).or_absent()],
        outputs: &[output("outputClaim", String).set(Set::Kept)],
        determinism: Determinism::Policy,
        ..Method::NONE
    },
    Method {
        name: "CreateOtpSecret",
        outputs: &[output("outputClaim", String).set(Set::Always)],
        determinism: Determinism::Random,
        ..Method::NONE
    },
    RANDOM,
    // The older name; its parameters are the same.
    Method { name: "GuidAndRandomGenerator", ..RANDOM },
    Method {
        name: "CreateStringClaim",
        parameters: &[parameter("value", String).kind(ParameterKind::Expressions)],
        outputs: &[output("createdClaim", String).set(Set::Always)],
        determinism: Determinism::Policy,
        ..Method::NONE
    },
    Method {
        name: "FormatLocalizedString",
        // `{0}` is the first input claim, whatever its name.
        further_inputs: Further::Any(ClaimDataType::One(String)),
        parameters: &[parameter("stringFormatId", String).kind(ParameterKind::StringId)],
        outputs: &[output("outputClaim", String).set(Set::Maybe)],
        determinism: Determinism::Language,
        ..Method::NONE
    },
    Method {
        name: "FormatStringClaim",
        inputs: &[input("inputClaim", String).or_absent()],
        parameters: &[parameter("stringFormat", String).kind(format_string(1))],
        outputs: &[output("outputClaim", String).set(Set::Always)],
        determinism: Determinism::Policy,
        ..Method::NONE
    },
    Method {
        name: "FormatStringMultipleClaims",
        inputs: &[input("inputClaim1", String).or_absent(), input("inputClaim2", String).or_absent()],
        parameters: &[parameter("stringFormat", String).kind(format_string(2))],
        outputs: &[output("outputClaim", String).set(Set::Always)],
        determinism: Determinism::Policy,
        ..Method::NONE
    },
    Method {
        name: "GetLocalizedStringsTransformation",
        // The name of each is the StringId of a text.
        further_outputs: Further::Any(ClaimDataType::One(String)),
        determinism: Determinism::Language,
        ..Method::NONE
    },
    Method {
        name: "GetMappedValueFromLocalizedCollection",
        inputs: &[input("mapFromClaim", String)],
        outputs: &[output("restrictionValueClaim", String).set(Set::Maybe)],
        determinism: Determinism::Language,
        ..Method::NONE
    },
    Method {
        name: "LookupValue",
        inputs: &[input("inputParameterId", String)],
        parameters: &[parameter("errorOnFailedLookup", Boolean)],
        // Each is a key with its value.
        further_parameters: Further::Any(ClaimDataType::One(String)),
        outputs: &[output("outputClaim", String).set(Set::Maybe)],
        error_key: Some("LookupNotFound"),
        ..Method::NONE
    },
    Method {
        name: "NullClaim",
        outputs: &[OutputClaim {
            name: "claim_to_null",
            data_type: ClaimDataType::Any,
            required: true,
            set: Set::Clears,
        }],
        ..Method::NONE
    },
    Method {
        name: "ParseDomain",
        inputs: &[input("emailAddress", String)],
        outputs: &[output("domain", String).set(Set::Maybe)],
        ..Method::NONE
    },
    Method {
        name: "SetClaimIfBooleansMatch",
        inputs: &[input("claimToMatch", Boolean).or_fails()],
        parameters: &[parameter("matchTo", String).kind(BOOLEAN_TEXT), parameter("outputClaimIfMatched", String)],
        outputs: &[output("outputClaim", String).set(Set::Kept)],
        ..Method::NONE
    },
    Method {
        name: "SetClaimsIfRegexMatch",
        inputs: &[input("claimToMatch", String)],
        parameters: &[
            parameter("matchTo", String).kind(ParameterKind::Pattern),
            parameter("outputClaimIfMatched", String).optional(),
            parameter("extractGroups", Boolean).or("false"),
        ],
        outputs: &[
            output("outputClaim", String).optional().set(Set::Kept),
            output("regexCompareResultClaim", Boolean).never_empty(),
        ],
        // With extractGroups, one a named group of the pattern.
        further_outputs: Further::Any(ClaimDataType::One(String)),
        further_set: Set::Kept,
        ..Method::NONE
    },
    Method {
        name: "SetClaimsIfStringsAreEqual",
        inputs: &[input("inputClaim", String)],
        parameters: &[
            parameter("matchTo", String),
            parameter("stringComparison", String).kind(STRING_COMPARISON),
            parameter("stringMatchMsg", String),
            parameter("stringMatchMsgCode", String),
        ],
        outputs: &[
            output("outputClaim1", String).set(Set::Kept),
            output("outputClaim2", String).set(Set::Kept),
            output("stringCompareResultClaim", Boolean).never_empty(),
        ],
        ..Method::NONE
    },
    Method {
        name: "SetClaimsIfStringsMatch",
        inputs: &[input("claimToMatch", String)],
        parameters: &[
            parameter("matchTo", String),
            parameter("stringComparison", String).kind(STRING_COMPARISON),
            parameter("outputClaimIfMatched", String),
        ],
        outputs: &[
            output("outputClaim", String).set(Set::Kept),
            output("stringCompareResultClaim", Boolean).never_empty(),
        ],
        ..Method::NONE
    },
    Method {
        name: "StringContains",
        inputs: &[input("inputClaim", String)],
        parameters: &[parameter("contains", String), parameter("ignoreCase", String).kind(BOOLEAN_TEXT)],
        outputs: &[output("outputClaim", Boolean).never_empty()],
        ..Method::NONE
    },
    Method {
        name: "StringSubstring",
        inputs: &[input("inputClaim", String)],
        parameters: &[
            parameter("startIndex", Int).kind(ParameterKind::NotNegative),
            parameter("length", Int).kind(ParameterKind::NotNegative),
        ],
        outputs: &[output("outputClaim", String)],
        ..Method::NONE
    },
    Method {
        name: "StringReplace",
        inputs: &[input("inputClaim", String)],
        parameters: &[parameter("oldValue", String).kind(ParameterKind::NotEmpty), parameter("newValue", String)],
        outputs: &[output("outputClaim", String)],
        ..Method::NONE
    },
    Method {
        name: "StringJoin",
        inputs: &[input("inputClaim", StringCollection)],
        parameters: &[parameter("delimiter", String)],
        // The only text may be empty.
        outputs: &[output("outputClaim", String).set(Set::Maybe)],
        ..Method::NONE
    },
    Method {
        name: "StringSplit",
        inputs: &[input("inputClaim", String).or_fails()],
        parameters: &[parameter("delimiter", String)],
        outputs: &[output("outputClaim", StringCollection).never_empty()],
        ..Method::NONE
    },
];

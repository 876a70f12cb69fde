//! Messages about elements that do not exist, and about what technical profiles lack.

use super::Message;
use claimsmith_compiler::diagnostic::codes::{
    BASE_POLICY_CYCLE, BASE_POLICY_NOT_FOUND, BASE_TENANT, CASE_ONLY_MATCH, DEFAULT_VALUE_TYPE, INVALID_METADATA_VALUE,
    MISSING_METADATA, MISSING_PROTOCOL, PLACEHOLDER_VALUE, PREDICATE_METHOD, REFERENCE_TO_DERIVED,
    TRANSFORMATION_CLAIM, TRANSFORMATION_DATA_TYPE, UNDECLARED_CLAIM_TYPE, UNFILLED_OUTPUT,
    UNKNOWN_CLAIMS_TRANSFORMATION, UNKNOWN_CLIENT_DEFINITION, UNKNOWN_CONTENT_DEFINITION, UNKNOWN_DISPLAY_CONTROL,
    UNKNOWN_LOCALIZED_RESOURCES, UNKNOWN_METHOD, UNKNOWN_PREDICATE, UNKNOWN_SUB_JOURNEY, UNKNOWN_TECHNICAL_PROFILE,
    UNKNOWN_USER_JOURNEY,
};

pub(super) const MESSAGES: &[Message] = &[
    Message {
        shapes: &[r#"makes a reference to … ClaimType with id "{claim_type}""#],
        title: "a claim type is not declared",
        meaning: "the policy uses the claim type `{claim_type}`, and neither its `ClaimsSchema` nor that of a base declares it",
        advice: "declare it in this policy or in a base (not in a policy that derives from it), or correct the id",
        found_by: &[UNDECLARED_CLAIM_TYPE, REFERENCE_TO_DERIVED],
    },
    Message {
        shapes: &[r#"makes a reference to … TechnicalProfile with id "{technical_profile}""#],
        title: "a technical profile is not defined",
        meaning: "the policy refers to the technical profile `{technical_profile}`, and neither it nor a base defines it",
        advice: "correct the id, or take the base that has it: the starter pack's variants with and without multi-factor authentication differ",
        found_by: &[UNKNOWN_TECHNICAL_PROFILE, REFERENCE_TO_DERIVED],
    },
    Message {
        shapes: &[r#"makes a reference to … ClaimsTransformation with id "{claims_transformation}""#],
        title: "a claims transformation is not defined",
        meaning: "the policy refers to the claims transformation `{claims_transformation}`, and neither it nor a base defines it",
        advice: "define it in `ClaimsTransformations`, or correct the id",
        found_by: &[UNKNOWN_CLAIMS_TRANSFORMATION, REFERENCE_TO_DERIVED],
    },
    Message {
        shapes: &[r#"makes a reference to … {kind} with id "{id}""#],
        title: "an element is not defined",
        meaning: "the policy refers to the {kind} `{id}`, and neither it nor a base defines it",
        advice: "define it in this policy or in a base, or correct the id",
        found_by: &[
            UNKNOWN_USER_JOURNEY,
            UNKNOWN_SUB_JOURNEY,
            UNKNOWN_CONTENT_DEFINITION,
            UNKNOWN_DISPLAY_CONTROL,
            UNKNOWN_PREDICATE,
            UNKNOWN_LOCALIZED_RESOURCES,
            UNKNOWN_CLIENT_DEFINITION,
        ],
    },
    Message {
        shapes: &[r#"policyId … : {base_policy} cannot be found in the directory"#],
        title: "the base policy is not in the tenant",
        meaning: "the policy names `{base_policy}` as its base, and the tenant has no policy with this id",
        advice: "upload the base first, root base before all others; when the ids have a prefix of your own, `BasePolicy` needs it too",
        found_by: &[BASE_POLICY_NOT_FOUND, BASE_POLICY_CYCLE, BASE_TENANT],
    },
    Message {
        shapes: &[r#"The required "{element}" element is missing from TechnicalProfile with id "{technical_profile}""#],
        title: "a technical profile is not complete",
        meaning: "`{technical_profile}` has no `{element}`: mostly it is meant to override one of a base, and no base has one with this id",
        advice: "correct the id so that it is that of the base, or complete the technical profile",
        found_by: &[MISSING_PROTOCOL, CASE_ONLY_MATCH],
    },
    Message {
        shapes: &[r#"defines an invalid value "{value}" for the metadata item "{metadata_key}""#],
        title: "a metadata value is not allowed",
        meaning: "the metadata item `{metadata_key}` of a technical profile has a value that B2C does not take: often none, or a placeholder",
        advice: "enter the value; remove a technical profile that is not used",
        found_by: &[INVALID_METADATA_VALUE, PLACEHOLDER_VALUE],
    },
    Message {
        shapes: &[
            r#"A required Metadata item with key "{metadata_key}" was not found in the TechnicalProfile with id "{technical_profile}""#,
        ],
        title: "a required metadata key is missing",
        meaning: "`{technical_profile}` lacks the metadata item `{metadata_key}`",
        advice: "add it; `claimsmith explain {metadata_key}` says what it takes. With extension attributes `AAD-Common` needs `ClientId` and `ApplicationObjectId`",
        found_by: &[MISSING_METADATA],
    },
    Message {
        shapes: &[
            r#"Output claim type "{claim_type}" specified in the technical profile with id "{technical_profile}" … does not specify a UserInputType or a DefaultValue"#,
        ],
        title: "a page returns a claim that nothing fills",
        meaning: "`{technical_profile}` returns `{claim_type}`, but its page cannot ask for it, it has no default value, and no validation technical profile returns it",
        advice: "give the claim type a `UserInputType`, or the output claim a `DefaultValue`, or let a validation technical profile return it",
        found_by: &[UNFILLED_OUTPUT],
    },
    Message {
        shapes: &[
            r#"Predicate with id "{predicate}" is invalid, the only escape patterns allowed in CharacterSet Parameters"#,
        ],
        title: "a set of characters has a wrong escape",
        meaning: "the parameter `CharacterSet` of the predicate `{predicate}` has a backslash before a character that must not have one",
        advice: "write a backslash as `\\\\` and a hyphen as `\\-`, and all other characters as they are",
        found_by: &[PREDICATE_METHOD],
    },
    Message {
        shapes: &["Input string was not in a correct format"],
        title: "a value cannot be read as the type of its claim",
        meaning: "a `DefaultValue` or a parameter has text where the claim type wants a number, a boolean or a date",
        advice: "correct the value, or the data type of the claim",
        found_by: &[DEFAULT_VALUE_TYPE],
    },
    Message {
        shapes: &[
            r#"The {list} mismatched in ClaimsTransformation with id "{claims_transformation}" with TransformationMethod "{method}" … declared … but were not expected … : {not_expected…}. … but were not declared … : {not_declared…}"#,
            r#"The {list} mismatched in ClaimsTransformation with id "{claims_transformation}" with TransformationMethod "{method}""#,
        ],
        title: "a claims transformation does not have the claims of its method",
        meaning: "`{method}` takes other {list} than `{claims_transformation}` has: the name (`TransformationClaimType`) or the data type differs; each is written as [data type]name",
        advice: "`claimsmith explain {method}` lists what the method takes; correct the name, or take a claim of the right data type",
        found_by: &[TRANSFORMATION_CLAIM, TRANSFORMATION_DATA_TYPE, UNKNOWN_METHOD],
    },
];

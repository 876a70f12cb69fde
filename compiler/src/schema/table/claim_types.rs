//! `ClaimsSchema`, `Predicates`, `InputValidations`, `PredicateValidations`.

use super::shared::{DISPLAY_NAME, SELECTABLE_VALUE, USER_HELP_TEXT};
use crate::schema::element_type::{ElementType, one_or_more, optional, required, zero_or_more, zero_or_one};
use crate::schema::enumerations::{
    DATA_TYPE, MASK_TYPE, MERGE_BEHAVIOR, PROTOCOL_NAME, STATEMENT_TYPE, USER_INPUT_TYPE,
};
use crate::schema::keys::Key;
use crate::schema::value::ValueType::{Boolean, Enumeration, Integer, Text};

static DATA_TYPE_TEXT: ElementType = ElementType::text("DataType", Enumeration(DATA_TYPE), &[]);

static PARTNER_PROTOCOL: ElementType = ElementType::empty(
    "Protocol",
    &[required("Name", Enumeration(PROTOCOL_NAME)), optional("Handler", Text), required("PartnerClaimType", Text)],
);
static DEFAULT_PARTNER_CLAIM_TYPES: ElementType =
    ElementType::sequence("DefaultPartnerClaimTypes", &[], &[zero_or_more(&PARTNER_PROTOCOL)]);

static MASK: ElementType =
    ElementType::text("Mask", Text, &[required("Type", Enumeration(MASK_TYPE)), optional("Regex", Text)]);
static ADMIN_HELP_TEXT: ElementType = ElementType::text("AdminHelpText", Text, &[]);
static USER_INPUT_TYPE_TEXT: ElementType = ElementType::text("UserInputType", Enumeration(USER_INPUT_TYPE), &[]);

static ENUMERATION: ElementType = ElementType::text("Enumeration", Text, SELECTABLE_VALUE);
static PATTERN: ElementType =
    ElementType::empty("Pattern", &[required("RegularExpression", Text), optional("HelpText", Text)]);
static RESTRICTION: ElementType = ElementType::choice(
    "Restriction",
    &[optional("MergeBehavior", Enumeration(MERGE_BEHAVIOR))],
    &[zero_or_more(&ENUMERATION), zero_or_one(&PATTERN)],
);

static INPUT_VALIDATION_REFERENCE: ElementType =
    ElementType::empty("InputValidationReference", &[required("Id", Text)]);
static PREDICATE_VALIDATION_REFERENCE: ElementType =
    ElementType::empty("PredicateValidationReference", &[required("Id", Text)]);

static CLAIM_TYPE: ElementType = ElementType::sequence(
    "ClaimType",
    &[required("Id", Text), optional("StatementType", Enumeration(STATEMENT_TYPE))],
    &[
        zero_or_one(&DISPLAY_NAME),
        zero_or_one(&DATA_TYPE_TEXT),
        zero_or_more(&DEFAULT_PARTNER_CLAIM_TYPES),
        zero_or_one(&MASK),
        zero_or_one(&ADMIN_HELP_TEXT),
        zero_or_one(&USER_HELP_TEXT),
        zero_or_one(&USER_INPUT_TYPE_TEXT),
        zero_or_one(&RESTRICTION),
        zero_or_one(&INPUT_VALIDATION_REFERENCE),
        zero_or_one(&PREDICATE_VALIDATION_REFERENCE),
    ],
);
pub(super) static CLAIMS_SCHEMA: ElementType =
    ElementType::sequence("ClaimsSchema", &[], &[one_or_more(&CLAIM_TYPE)]).keyed(&[Key::id(&["ClaimType"], "Id")]);

static PREDICATE_PARAMETER: ElementType = ElementType::text("Parameter", Text, &[required("Id", Text)]);
static PREDICATE_PARAMETERS: ElementType =
    ElementType::sequence("Parameters", &[], &[zero_or_more(&PREDICATE_PARAMETER)]);
static PREDICATE: ElementType = ElementType::sequence(
    "Predicate",
    &[required("Id", Text), required("Method", Text), optional("HelpText", Text)],
    &[zero_or_one(&USER_HELP_TEXT), zero_or_one(&PREDICATE_PARAMETERS)],
);
pub(super) static PREDICATES: ElementType =
    ElementType::sequence("Predicates", &[], &[zero_or_more(&PREDICATE)]).keyed(&[Key::id(&["Predicate"], "Id")]);

static PREDICATE_REFERENCE: ElementType = ElementType::empty("PredicateReference", &[required("Id", Text)]);
static PREDICATE_REFERENCES: ElementType = ElementType::sequence(
    "PredicateReferences",
    &[optional("Id", Text), optional("HelpText", Text), optional("MatchAtLeast", Integer), optional("Reject", Boolean)],
    &[one_or_more(&PREDICATE_REFERENCE)],
);

static INPUT_VALIDATION: ElementType =
    ElementType::sequence("InputValidation", &[required("Id", Text)], &[zero_or_more(&PREDICATE_REFERENCES)]);
pub(super) static INPUT_VALIDATIONS: ElementType =
    ElementType::sequence("InputValidations", &[], &[zero_or_more(&INPUT_VALIDATION)])
        .keyed(&[Key::id(&["InputValidation"], "Id")]);

static PREDICATE_GROUP: ElementType = ElementType::sequence(
    "PredicateGroup",
    &[required("Id", Text)],
    &[zero_or_one(&USER_HELP_TEXT), zero_or_more(&PREDICATE_REFERENCES)],
);
static PREDICATE_GROUPS: ElementType = ElementType::sequence("PredicateGroups", &[], &[one_or_more(&PREDICATE_GROUP)]);
static PREDICATE_VALIDATION: ElementType =
    ElementType::sequence("PredicateValidation", &[required("Id", Text)], &[zero_or_more(&PREDICATE_GROUPS)]);
pub(super) static PREDICATE_VALIDATIONS: ElementType =
    ElementType::sequence("PredicateValidations", &[], &[zero_or_more(&PREDICATE_VALIDATION)])
        .keyed(&[Key::id(&["PredicateValidation"], "Id")]);

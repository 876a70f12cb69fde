//! `BuildingBlocks`, with `ClaimsTransformations` and `ClientDefinitions`.

use super::claim_types::{CLAIMS_SCHEMA, INPUT_VALIDATIONS, PREDICATE_VALIDATIONS, PREDICATES};
use super::content_definitions::{CONTENT_DEFINITIONS, DISPLAY_CONTROLS, LOCALIZATION};
use crate::schema::element_type::{
    AttributeType, ElementType, one, one_or_more, optional, required, zero_or_more, zero_or_one,
};
use crate::schema::enumerations::DATA_TYPE;
use crate::schema::keys::Key;
use crate::schema::value::ValueType::{Enumeration, Text};

const TRANSFORMATION_CLAIM: &[AttributeType] =
    &[required("ClaimTypeReferenceId", Text), optional("TransformationClaimType", Text)];

static INPUT_CLAIM: ElementType = ElementType::empty("InputClaim", TRANSFORMATION_CLAIM);
static INPUT_CLAIMS: ElementType = ElementType::sequence("InputClaims", &[], &[zero_or_more(&INPUT_CLAIM)]);
static INPUT_PARAMETER: ElementType = ElementType::empty(
    "InputParameter",
    &[required("Id", Text), required("DataType", Enumeration(DATA_TYPE)), required("Value", Text)],
);
static INPUT_PARAMETERS: ElementType = ElementType::sequence("InputParameters", &[], &[one_or_more(&INPUT_PARAMETER)]);
static OUTPUT_CLAIM: ElementType = ElementType::empty("OutputClaim", TRANSFORMATION_CLAIM);
static OUTPUT_CLAIMS: ElementType = ElementType::sequence("OutputClaims", &[], &[one_or_more(&OUTPUT_CLAIM)]);
static CLAIMS_TRANSFORMATION: ElementType = ElementType::sequence(
    "ClaimsTransformation",
    &[required("Id", Text), required("TransformationMethod", Text)],
    &[zero_or_one(&INPUT_CLAIMS), zero_or_one(&INPUT_PARAMETERS), zero_or_one(&OUTPUT_CLAIMS)],
);
static CLAIMS_TRANSFORMATIONS: ElementType =
    ElementType::sequence("ClaimsTransformations", &[], &[zero_or_more(&CLAIMS_TRANSFORMATION)])
        .keyed(&[Key::id(&["ClaimsTransformation"], "Id")]);

static CLIENT_UI_FILTER_FLAGS: ElementType = ElementType::text("ClientUIFilterFlags", Text, &[]);
static CLIENT_DEFINITION: ElementType =
    ElementType::sequence("ClientDefinition", &[required("Id", Text)], &[one(&CLIENT_UI_FILTER_FLAGS)]);
static CLIENT_DEFINITIONS: ElementType =
    ElementType::sequence("ClientDefinitions", &[], &[zero_or_more(&CLIENT_DEFINITION)])
        .keyed(&[Key::id(&["ClientDefinition"], "Id")]);

pub(super) static BUILDING_BLOCKS: ElementType = ElementType::sequence(
    "BuildingBlocks",
    &[],
    &[
        zero_or_one(&CLAIMS_SCHEMA),
        zero_or_one(&PREDICATES),
        zero_or_one(&INPUT_VALIDATIONS),
        zero_or_one(&PREDICATE_VALIDATIONS),
        zero_or_one(&CLAIMS_TRANSFORMATIONS),
        zero_or_one(&CLIENT_DEFINITIONS),
        zero_or_one(&CONTENT_DEFINITIONS),
        zero_or_one(&LOCALIZATION),
        zero_or_one(&DISPLAY_CONTROLS),
    ],
);

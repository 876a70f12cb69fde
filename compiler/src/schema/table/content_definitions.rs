//! `ContentDefinitions`, `Localization`, `DisplayControls`.

use super::shared::{METADATA, PRECONDITIONS, SELECTABLE_VALUE};
use crate::schema::element_type::{
    AttributeType, ElementType, one, one_or_more, optional, required, zero_or_more, zero_or_one,
};
use crate::schema::enumerations::{MERGE_BEHAVIOR, USER_INTERFACE_CONTROL_TYPE};
use crate::schema::keys::Key;
use crate::schema::value::ValueType::{Boolean, ContentUri, Culture, Enumeration, Text};

static LOAD_URI: ElementType = ElementType::text("LoadUri", Text, &[]);
static RECOVERY_URI: ElementType = ElementType::text("RecoveryUri", ContentUri, &[]);
static DATA_URI: ElementType = ElementType::text("DataUri", ContentUri, &[]);
static LOCALIZED_RESOURCES_REFERENCE: ElementType = ElementType::empty(
    "LocalizedResourcesReference",
    &[required("Language", Culture), optional("Url", Text), optional("LocalizedResourcesReferenceId", Text)],
);
static LOCALIZED_RESOURCES_REFERENCES: ElementType = ElementType::sequence(
    "LocalizedResourcesReferences",
    &[optional("MergeBehavior", Enumeration(MERGE_BEHAVIOR))],
    &[zero_or_more(&LOCALIZED_RESOURCES_REFERENCE)],
)
.keyed(&[Key::id(&["LocalizedResourcesReference"], "Language").undeclared()]);
static CONTENT_DEFINITION: ElementType = ElementType::sequence(
    "ContentDefinition",
    &[required("Id", Text)],
    &[
        zero_or_one(&LOAD_URI),
        zero_or_one(&RECOVERY_URI),
        zero_or_one(&DATA_URI),
        zero_or_one(&METADATA),
        zero_or_one(&LOCALIZED_RESOURCES_REFERENCES),
    ],
);
pub(super) static CONTENT_DEFINITIONS: ElementType =
    ElementType::sequence("ContentDefinitions", &[], &[zero_or_more(&CONTENT_DEFINITION)])
        .keyed(&[Key::id(&["ContentDefinition"], "Id")]);

static SUPPORTED_LANGUAGE: ElementType = ElementType::text("SupportedLanguage", Culture, &[]);
static SUPPORTED_LANGUAGES: ElementType = ElementType::sequence(
    "SupportedLanguages",
    &[
        optional("DefaultLanguage", Culture),
        optional("PolicyLanguage", Culture),
        optional("MergeBehavior", Enumeration(MERGE_BEHAVIOR)),
    ],
    &[zero_or_more(&SUPPORTED_LANGUAGE)],
);

static LOCALIZED_COLLECTION_ITEM: ElementType = ElementType::text("Item", Text, SELECTABLE_VALUE);
static LOCALIZED_COLLECTION: ElementType = ElementType::sequence(
    "LocalizedCollection",
    &[required("ElementType", Text), required("ElementId", Text), required("TargetCollection", Text)],
    &[one_or_more(&LOCALIZED_COLLECTION_ITEM)],
);
static LOCALIZED_COLLECTIONS: ElementType =
    ElementType::sequence("LocalizedCollections", &[], &[zero_or_more(&LOCALIZED_COLLECTION)]);
static LOCALIZED_STRING: ElementType = ElementType::text(
    "LocalizedString",
    Text,
    &[required("ElementType", Text), optional("ElementId", Text), required("StringId", Text)],
);
static LOCALIZED_STRINGS: ElementType =
    ElementType::sequence("LocalizedStrings", &[], &[zero_or_more(&LOCALIZED_STRING)]);
static LOCALIZED_RESOURCES: ElementType = ElementType::sequence(
    "LocalizedResources",
    &[optional("Culture", Culture), optional("Id", Text)],
    &[zero_or_one(&LOCALIZED_COLLECTIONS), zero_or_one(&LOCALIZED_STRINGS)],
);
pub(super) static LOCALIZATION: ElementType = ElementType::sequence(
    "Localization",
    &[optional("Enabled", Boolean)],
    &[zero_or_one(&SUPPORTED_LANGUAGES), zero_or_more(&LOCALIZED_RESOURCES)],
)
.keyed(&[Key::id(&["LocalizedResources"], "Id").undeclared()]);

const CONTROL_CLAIM: &[AttributeType] = &[
    optional("ClaimTypeReferenceId", Text),
    optional("Required", Boolean),
    optional("DefaultValue", Text),
    optional("AlwaysUseDefaultValue", Boolean),
];

static INPUT_CLAIM: ElementType = ElementType::empty("InputClaim", CONTROL_CLAIM);
static INPUT_CLAIMS: ElementType = ElementType::sequence("InputClaims", &[], &[zero_or_more(&INPUT_CLAIM)]);
static DISPLAY_CLAIM: ElementType = ElementType::empty(
    "DisplayClaim",
    &[optional("ClaimTypeReferenceId", Text), optional("ControlClaimType", Text), optional("Required", Boolean)],
);
static DISPLAY_CLAIMS: ElementType = ElementType::sequence("DisplayClaims", &[], &[zero_or_more(&DISPLAY_CLAIM)]);
static OUTPUT_CLAIM: ElementType = ElementType::empty("OutputClaim", CONTROL_CLAIM);
static OUTPUT_CLAIMS: ElementType = ElementType::sequence("OutputClaims", &[], &[zero_or_more(&OUTPUT_CLAIM)]);

static EXCHANGE_TECHNICAL_PROFILE: ElementType = ElementType::sequence(
    "ValidationClaimsExchangeTechnicalProfile",
    &[
        required("TechnicalProfileReferenceId", Text),
        optional("ContinueOnSuccess", Boolean),
        optional("ContinueOnError", Boolean),
    ],
    &[zero_or_more(&PRECONDITIONS)],
);
static VALIDATION_CLAIMS_EXCHANGE: ElementType =
    ElementType::sequence("ValidationClaimsExchange", &[], &[one_or_more(&EXCHANGE_TECHNICAL_PROFILE)]);
static ACTION: ElementType =
    ElementType::sequence("Action", &[required("Id", Text)], &[one(&VALIDATION_CLAIMS_EXCHANGE)]);
static ACTIONS: ElementType = ElementType::sequence("Actions", &[], &[zero_or_more(&ACTION)]);

static DISPLAY_CONTROL: ElementType = ElementType::sequence(
    "DisplayControl",
    &[required("Id", Text), required("UserInterfaceControlType", Enumeration(USER_INTERFACE_CONTROL_TYPE))],
    &[zero_or_one(&INPUT_CLAIMS), zero_or_one(&DISPLAY_CLAIMS), zero_or_one(&OUTPUT_CLAIMS), zero_or_one(&ACTIONS)],
);
pub(super) static DISPLAY_CONTROLS: ElementType = ElementType::sequence(
    "DisplayControls",
    &[],
    &[zero_or_more(&DISPLAY_CONTROL)],
)
.keyed(&[Key::id(&["DisplayControl"], "Id").undeclared()]);

//! `ClaimsProviders` and `TechnicalProfile`.

use super::shared::{CRYPTOGRAPHIC_KEYS, DISPLAY_NAME, DOMAIN, DOMAINS, METADATA, PRECONDITIONS};
use crate::schema::element_type::{
    AttributeType, ElementType, one, one_or_more, optional, required, zero_or_more, zero_or_one,
};
use crate::schema::enumerations::{
    ENABLED_FOR_USER_JOURNEYS, ERROR_HANDLER_ACTION, ERROR_RESPONSE_FORMAT, PROTOCOL_NAME, TOKEN_FORMAT,
};
use crate::schema::keys::Key;
use crate::schema::value::ValueType::{Boolean, Enumeration, Int, Text};

static DESCRIPTION: ElementType = ElementType::text("Description", Text, &[]);
static PROTOCOL: ElementType =
    ElementType::empty("Protocol", &[required("Name", Enumeration(PROTOCOL_NAME)), optional("Handler", Text)]);
static INPUT_TOKEN_FORMAT: ElementType = ElementType::text("InputTokenFormat", Enumeration(TOKEN_FORMAT), &[]);
static OUTPUT_TOKEN_FORMAT: ElementType = ElementType::text("OutputTokenFormat", Enumeration(TOKEN_FORMAT), &[]);
static ASSURANCE_LEVEL_OF_OUTPUT_CLAIMS: ElementType = ElementType::text("AssuranceLevelOfOutputClaims", Text, &[]);
static REQUIRED_ASSURANCE_LEVEL: ElementType = ElementType::text("RequiredAssuranceLevelOfInputClaims", Text, &[]);
static REQUIRED_ASSURANCE_LEVELS: ElementType =
    ElementType::sequence("RequiredAssuranceLevelsOfInputClaims", &[], &[zero_or_more(&REQUIRED_ASSURANCE_LEVEL)]);
static SUBJECT_AUTHENTICATION_REQUIREMENTS: ElementType = ElementType::empty(
    "SubjectAuthenticationRequirements",
    &[required("TimeToLive", Int), optional("ResetExpiryWhenTokenIssued", Boolean)],
);
static SUPPRESSION: ElementType = ElementType::empty("Item", &[required("Key", Text), required("Value", Text)]);
static SUPPRESSIONS: ElementType = ElementType::sequence("Suppressions", &[], &[one_or_more(&SUPPRESSION)]);
static PREFERRED_BINDING: ElementType = ElementType::text("PreferredBinding", Text, &[]);
static INCLUDE_IN_SSO: ElementType = ElementType::text("IncludeInSso", Boolean, &[]);
static INPUT_TOKEN_SOURCE: ElementType = ElementType::empty("TechnicalProfile", &[required("Id", Text)]);
static INPUT_TOKEN_SOURCES: ElementType =
    ElementType::sequence("InputTokenSources", &[], &[one_or_more(&INPUT_TOKEN_SOURCE)]);

static INPUT_CLAIMS_TRANSFORMATION: ElementType =
    ElementType::empty("InputClaimsTransformation", &[required("ReferenceId", Text)]);
static INPUT_CLAIMS_TRANSFORMATIONS: ElementType =
    ElementType::sequence("InputClaimsTransformations", &[], &[one_or_more(&INPUT_CLAIMS_TRANSFORMATION)]);
static OUTPUT_CLAIMS_TRANSFORMATION: ElementType =
    ElementType::empty("OutputClaimsTransformation", &[required("ReferenceId", Text)]);
static OUTPUT_CLAIMS_TRANSFORMATIONS: ElementType =
    ElementType::sequence("OutputClaimsTransformations", &[], &[one_or_more(&OUTPUT_CLAIMS_TRANSFORMATION)]);

static FROM: ElementType = ElementType::empty("From", &[required("TechnicalProfileReferenceId", Text)]);

const PROFILE_CLAIM: &[AttributeType] = &[
    required("ClaimTypeReferenceId", Text),
    optional("PartnerClaimType", Text),
    optional("Required", Boolean),
    optional("DefaultValue", Text),
    optional("AlwaysUseDefaultValue", Boolean),
];
static INPUT_CLAIM: ElementType = ElementType::sequence("InputClaim", PROFILE_CLAIM, &[zero_or_more(&FROM)]);
static INPUT_CLAIMS: ElementType = ElementType::sequence("InputClaims", &[], &[zero_or_more(&INPUT_CLAIM)]);
static DISPLAY_CLAIM: ElementType = ElementType::empty(
    "DisplayClaim",
    &[
        optional("ClaimTypeReferenceId", Text),
        optional("DisplayControlReferenceId", Text),
        optional("Required", Boolean),
    ],
);
static DISPLAY_CLAIMS: ElementType = ElementType::sequence("DisplayClaims", &[], &[zero_or_more(&DISPLAY_CLAIM)]);
static PERSISTED_CLAIM: ElementType = ElementType::empty(
    "PersistedClaim",
    &[
        required("ClaimTypeReferenceId", Text),
        optional("PartnerClaimType", Text),
        optional("DefaultValue", Text),
        optional("OverwriteIfExists", Boolean),
        optional("AlwaysUseDefaultValue", Boolean),
    ],
);
static PERSISTED_CLAIMS: ElementType = ElementType::sequence("PersistedClaims", &[], &[zero_or_more(&PERSISTED_CLAIM)]);
static OUTPUT_CLAIM: ElementType = ElementType::sequence("OutputClaim", PROFILE_CLAIM, &[zero_or_more(&FROM)]);
static OUTPUT_CLAIMS: ElementType = ElementType::sequence("OutputClaims", &[], &[zero_or_more(&OUTPUT_CLAIM)]);

static VALIDATION_TECHNICAL_PROFILE: ElementType = ElementType::sequence(
    "ValidationTechnicalProfile",
    &[required("ReferenceId", Text), optional("ContinueOnSuccess", Boolean), optional("ContinueOnError", Boolean)],
    &[zero_or_more(&PRECONDITIONS)],
);
static VALIDATION_TECHNICAL_PROFILES: ElementType =
    ElementType::sequence("ValidationTechnicalProfiles", &[], &[one_or_more(&VALIDATION_TECHNICAL_PROFILE)])
        .keyed(&[Key::id(&["ValidationTechnicalProfile"], "ReferenceId")]);

static SUBJECT_NAMING_INFO: ElementType = ElementType::empty(
    "SubjectNamingInfo",
    &[
        required("ClaimType", Text),
        optional("NameQualifier", Text),
        optional("SPNameQualifier", Text),
        optional("Format", Text),
        optional("SPProvidedID", Text),
        optional("ExcludeAsClaim", Boolean),
    ],
);
static EXTENSIONS: ElementType = ElementType::any("Extensions");
static INCLUDE_CLAIMS_FROM_TECHNICAL_PROFILE: ElementType =
    ElementType::text("IncludeClaimsFromTechnicalProfile", Text, &[]);
static INCLUDE_TECHNICAL_PROFILE: ElementType =
    ElementType::empty("IncludeTechnicalProfile", &[required("ReferenceId", Text)]);
static USE_TECHNICAL_PROFILE_FOR_SESSION_MANAGEMENT: ElementType =
    ElementType::empty("UseTechnicalProfileForSessionManagement", &[required("ReferenceId", Text)]);

static ERROR_RESPONSE_FORMAT_TEXT: ElementType =
    ElementType::text("ErrorResponseFormat", Enumeration(ERROR_RESPONSE_FORMAT), &[]);
static RESPONSE_MATCH: ElementType = ElementType::text("ResponseMatch", Text, &[]);
static ERROR_ACTION: ElementType = ElementType::text("Action", Enumeration(ERROR_HANDLER_ACTION), &[]);
static ADDITIONAL_REQUEST_PARAMETERS: ElementType =
    ElementType::text("AdditionalRequestParameters", Text, &[required("Key", Text)]);
static ERROR_HANDLER: ElementType = ElementType::sequence(
    "ErrorHandler",
    &[],
    &[
        zero_or_one(&ERROR_RESPONSE_FORMAT_TEXT),
        one(&RESPONSE_MATCH),
        one(&ERROR_ACTION),
        zero_or_more(&ADDITIONAL_REQUEST_PARAMETERS),
    ],
);
static ERROR_HANDLERS: ElementType = ElementType::sequence("ErrorHandlers", &[], &[zero_or_more(&ERROR_HANDLER)]);
static ENABLED_FOR_USER_JOURNEYS_TEXT: ElementType =
    ElementType::text("EnabledForUserJourneys", Enumeration(ENABLED_FOR_USER_JOURNEYS), &[]);

pub(in crate::schema) static TECHNICAL_PROFILE: ElementType = ElementType::sequence(
    "TechnicalProfile",
    &[required("Id", Text)],
    &[
        zero_or_one(&DOMAINS),
        zero_or_one(&DOMAIN),
        zero_or_one(&DISPLAY_NAME),
        zero_or_one(&DESCRIPTION),
        zero_or_one(&PROTOCOL),
        zero_or_one(&INPUT_TOKEN_FORMAT),
        zero_or_one(&OUTPUT_TOKEN_FORMAT),
        zero_or_one(&ASSURANCE_LEVEL_OF_OUTPUT_CLAIMS),
        zero_or_one(&REQUIRED_ASSURANCE_LEVELS),
        zero_or_one(&SUBJECT_AUTHENTICATION_REQUIREMENTS),
        zero_or_one(&METADATA),
        zero_or_one(&CRYPTOGRAPHIC_KEYS),
        zero_or_one(&SUPPRESSIONS),
        zero_or_one(&PREFERRED_BINDING),
        zero_or_one(&INCLUDE_IN_SSO),
        zero_or_one(&INPUT_TOKEN_SOURCES),
        zero_or_more(&INPUT_CLAIMS_TRANSFORMATIONS),
        zero_or_one(&INPUT_CLAIMS),
        zero_or_one(&DISPLAY_CLAIMS),
        zero_or_one(&PERSISTED_CLAIMS),
        zero_or_one(&OUTPUT_CLAIMS),
        zero_or_more(&OUTPUT_CLAIMS_TRANSFORMATIONS),
        zero_or_more(&VALIDATION_TECHNICAL_PROFILES),
        zero_or_one(&SUBJECT_NAMING_INFO),
        zero_or_one(&EXTENSIONS),
        zero_or_one(&INCLUDE_CLAIMS_FROM_TECHNICAL_PROFILE),
        zero_or_one(&INCLUDE_TECHNICAL_PROFILE),
        zero_or_one(&USE_TECHNICAL_PROFILE_FOR_SESSION_MANAGEMENT),
        zero_or_one(&ERROR_HANDLERS),
        zero_or_one(&ENABLED_FOR_USER_JOURNEYS_TEXT),
    ],
);

static TECHNICAL_PROFILES: ElementType =
    ElementType::sequence("TechnicalProfiles", &[], &[zero_or_more(&TECHNICAL_PROFILE)]);
static CLAIMS_PROVIDER: ElementType = ElementType::sequence(
    "ClaimsProvider",
    &[],
    &[zero_or_one(&DOMAINS), zero_or_one(&DOMAIN), zero_or_one(&DISPLAY_NAME), one(&TECHNICAL_PROFILES)],
);
pub(super) static CLAIMS_PROVIDERS: ElementType =
    ElementType::sequence("ClaimsProviders", &[], &[one_or_more(&CLAIMS_PROVIDER)])
        .keyed(&[Key::id(&["ClaimsProvider", "TechnicalProfiles", "TechnicalProfile"], "Id")]);

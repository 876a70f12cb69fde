//! `RelyingParty`.

use super::technical_profile::TECHNICAL_PROFILE;
use crate::schema::element_type::{ElementType, one_or_more, optional, required, zero_or_more, zero_or_one};
use crate::schema::enumerations::{
    ON_ERROR_MODE, SCRIPT_EXECUTION, SESSION_EXPIRY_TYPE, SINGLE_SIGN_ON_SCOPE, TELEMETRY_ENGINE,
};
use crate::schema::keys::Key;
use crate::schema::value::ValueType::{Boolean, Enumeration, Guid, Int, Text, Version};

static DEFAULT_USER_JOURNEY: ElementType = ElementType::empty("DefaultUserJourney", &[required("ReferenceId", Text)]);
static ENDPOINT: ElementType =
    ElementType::empty("Endpoint", &[required("Id", Text), required("UserJourneyReferenceId", Text)]);
static ENDPOINTS: ElementType =
    ElementType::sequence("Endpoints", &[], &[one_or_more(&ENDPOINT)]).keyed(&[Key::id(&["Endpoint"], "Id")]);

static SINGLE_SIGN_ON: ElementType = ElementType::empty(
    "SingleSignOn",
    &[
        required("Scope", Enumeration(SINGLE_SIGN_ON_SCOPE)),
        optional("KeepAliveInDays", Int),
        optional("EnforceIdTokenHintOnLogout", Boolean),
    ],
);
static SESSION_EXPIRY_TYPE_TEXT: ElementType =
    ElementType::text("SessionExpiryType", Enumeration(SESSION_EXPIRY_TYPE), &[]);
static SESSION_EXPIRY_IN_SECONDS: ElementType = ElementType::text("SessionExpiryInSeconds", Int, &[]);
static AZURE_APPLICATION_INSIGHTS: ElementType =
    ElementType::empty("AzureApplicationInsights", &[required("InstrumentationKey", Guid)]);
static JOURNEY_INSIGHTS: ElementType = ElementType::empty(
    "JourneyInsights",
    &[
        required("InstrumentationKey", Guid),
        required("TelemetryEngine", Enumeration(TELEMETRY_ENGINE)),
        optional("DeveloperMode", Boolean),
        optional("ClientEnabled", Boolean),
        optional("ServerEnabled", Boolean),
        optional("TelemetryVersion", Version(3)),
    ],
);
static CONTENT_DEFINITION_PARAMETER: ElementType = ElementType::text("Parameter", Text, &[required("Name", Text)]);
/// As with `Metadata`, the key is declared upstream on a name that matches no element.
static CONTENT_DEFINITION_PARAMETERS: ElementType =
    ElementType::sequence("ContentDefinitionParameters", &[], &[one_or_more(&CONTENT_DEFINITION_PARAMETER)])
        .keyed(&[Key::exact(&["Parameter"], "Name")]);
static JOURNEY_FRAMING: ElementType =
    ElementType::empty("JourneyFraming", &[required("Enabled", Boolean), required("Sources", Text)]);
static SCRIPT_EXECUTION_TEXT: ElementType = ElementType::text("ScriptExecution", Enumeration(SCRIPT_EXECUTION), &[]);
static ON_ERROR: ElementType = ElementType::empty("OnError", &[required("Mode", Enumeration(ON_ERROR_MODE))]);

static USER_JOURNEY_BEHAVIORS: ElementType = ElementType::sequence(
    "UserJourneyBehaviors",
    &[],
    &[
        zero_or_one(&SINGLE_SIGN_ON),
        zero_or_one(&SESSION_EXPIRY_TYPE_TEXT),
        zero_or_one(&SESSION_EXPIRY_IN_SECONDS),
        zero_or_one(&AZURE_APPLICATION_INSIGHTS),
        zero_or_one(&JOURNEY_INSIGHTS),
        zero_or_one(&CONTENT_DEFINITION_PARAMETERS),
        zero_or_one(&JOURNEY_FRAMING),
        zero_or_one(&SCRIPT_EXECUTION_TEXT),
        zero_or_one(&ON_ERROR),
    ],
);

pub(super) static RELYING_PARTY: ElementType = ElementType::sequence(
    "RelyingParty",
    &[],
    &[
        zero_or_one(&DEFAULT_USER_JOURNEY),
        zero_or_one(&ENDPOINTS),
        zero_or_one(&USER_JOURNEY_BEHAVIORS),
        zero_or_more(&TECHNICAL_PROFILE),
    ],
);

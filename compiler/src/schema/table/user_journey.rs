//! `UserJourneys` and `SubJourneys`.

use super::shared::{CRYPTOGRAPHIC_KEYS, PRECONDITIONS};
use crate::schema::element_type::{ElementType, one_or_more, optional, required, zero_or_more, zero_or_one};
use crate::schema::enumerations::{DISPLAY_OPTION, STEP_TYPE, SUB_JOURNEY_TYPE};
use crate::schema::keys::Key;
use crate::schema::value::ValueType::{Boolean, Enumeration, Int, Text};

static CLAIMS_PROVIDER_SELECTION: ElementType = ElementType::empty(
    "ClaimsProviderSelection",
    &[optional("TargetClaimsExchangeId", Text), optional("ValidationClaimsExchangeId", Text)],
);
static CLAIMS_PROVIDER_SELECTIONS: ElementType = ElementType::sequence(
    "ClaimsProviderSelections",
    &[optional("DisplayOption", Enumeration(DISPLAY_OPTION))],
    &[one_or_more(&CLAIMS_PROVIDER_SELECTION)],
);
static CLAIMS_EXCHANGE: ElementType =
    ElementType::empty("ClaimsExchange", &[required("Id", Text), required("TechnicalProfileReferenceId", Text)]);
static CLAIMS_EXCHANGES: ElementType =
    ElementType::sequence("ClaimsExchanges", &[optional("UserIdentity", Boolean)], &[zero_or_more(&CLAIMS_EXCHANGE)]);
static CANDIDATE: ElementType = ElementType::empty("Candidate", &[required("SubJourneyReferenceId", Text)]);
static JOURNEY_LIST: ElementType = ElementType::sequence("JourneyList", &[], &[one_or_more(&CANDIDATE)]);

static ORCHESTRATION_STEP: ElementType = ElementType::sequence(
    "OrchestrationStep",
    &[
        required("Order", Int),
        required("Type", Enumeration(STEP_TYPE)),
        optional("ContentDefinitionReferenceId", Text),
        optional("CpimIssuerTechnicalProfileReferenceId", Text),
    ],
    &[
        zero_or_more(&PRECONDITIONS),
        zero_or_more(&CLAIMS_PROVIDER_SELECTIONS),
        zero_or_more(&CLAIMS_EXCHANGES),
        zero_or_more(&JOURNEY_LIST),
    ],
);
static ORCHESTRATION_STEPS: ElementType =
    ElementType::sequence("OrchestrationSteps", &[], &[one_or_more(&ORCHESTRATION_STEP)]).keyed(&[
        Key::number(&["OrchestrationStep"], "Order"),
        Key::id(&["OrchestrationStep", "ClaimsExchanges", "ClaimsExchange"], "Id"),
    ]);

static ASSURANCE_LEVEL: ElementType = ElementType::text("AssuranceLevel", Text, &[]);
static PRESERVE_ORIGINAL_ASSERTION: ElementType = ElementType::text("PreserveOriginalAssertion", Boolean, &[]);
static AUTHORIZATION_TECHNICAL_PROFILE: ElementType =
    ElementType::empty("AuthorizationTechnicalProfile", &[required("ReferenceId", Text)]);
static AUTHORIZATION_TECHNICAL_PROFILES: ElementType =
    ElementType::sequence("AuthorizationTechnicalProfiles", &[], &[one_or_more(&AUTHORIZATION_TECHNICAL_PROFILE)])
        .keyed(&[Key::id(&["AuthorizationTechnicalProfile"], "ReferenceId")]);
static AUTHORIZATION: ElementType =
    ElementType::sequence("Authorization", &[], &[zero_or_one(&AUTHORIZATION_TECHNICAL_PROFILES)]);
static CLIENT_DEFINITION: ElementType = ElementType::empty("ClientDefinition", &[optional("ReferenceId", Text)]);

static USER_JOURNEY: ElementType = ElementType::sequence(
    "UserJourney",
    &[
        required("Id", Text),
        optional("NonInteractive", Boolean),
        optional("DefaultCpimIssuerTechnicalProfileReferenceId", Text),
    ],
    &[
        zero_or_one(&ASSURANCE_LEVEL),
        zero_or_one(&PRESERVE_ORIGINAL_ASSERTION),
        zero_or_one(&AUTHORIZATION),
        zero_or_one(&ORCHESTRATION_STEPS),
        zero_or_one(&CLIENT_DEFINITION),
        zero_or_one(&CRYPTOGRAPHIC_KEYS),
    ],
);
pub(super) static USER_JOURNEYS: ElementType =
    ElementType::sequence("UserJourneys", &[], &[one_or_more(&USER_JOURNEY)]).keyed(&[Key::id(&["UserJourney"], "Id")]);

static SUB_JOURNEY: ElementType = ElementType::sequence(
    "SubJourney",
    &[required("Id", Text), required("Type", Enumeration(SUB_JOURNEY_TYPE))],
    &[zero_or_one(&ORCHESTRATION_STEPS)],
);
pub(super) static SUB_JOURNEYS: ElementType =
    ElementType::sequence("SubJourneys", &[], &[one_or_more(&SUB_JOURNEY)]).keyed(&[Key::id(&["SubJourney"], "Id")]);

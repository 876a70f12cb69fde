//! The values of every enumeration. All are compared with case.

/// The values of an enumeration.
pub(super) type Enumeration = &'static [&'static str];

pub(super) const BOOLEAN: Enumeration = &["true", "false"];

pub(super) const PROTOCOL_NAME: Enumeration =
    &["None", "OAuth1", "OAuth2", "SAML2", "OpenIdConnect", "WsFed", "WsTrust", "UProve11", "Proprietary"];

pub(super) const TOKEN_FORMAT: Enumeration =
    &["JSON", "JWT", "SAML11", "SAML2", "CpimUnsigned", "UProve11", "OAuth2Error"];

pub(super) const STEP_TYPE: Enumeration = &[
    "ConsentScreen",
    "ClaimsProviderSelection",
    "CombinedSignInAndSignUp",
    "ClaimsExchange",
    "ReviewScreen",
    "SendClaims",
    "GetClaims",
    "UserDialog",
    "InvokeSubJourney",
    "Noop",
];

pub(super) const PRECONDITION_TYPE: Enumeration = &["ClaimsExist", "ClaimEquals"];

pub(super) const PRECONDITION_ACTION: Enumeration =
    &["SkipThisOrchestrationStep", "SkipThisValidationTechnicalProfile"];

pub(super) const DATA_TYPE: Enumeration = &[
    "boolean",
    "date",
    "dateTime",
    "duration",
    "int",
    "long",
    "string",
    "stringCollection",
    "alternativeSecurityIdCollection",
    "userIdentityCollection",
    "userIdentity",
    "phoneNumber",
    "objectIdentityCollection",
    "objectIdentity",
];

pub(super) const USER_INPUT_TYPE: Enumeration = &[
    "TextBox",
    "EmailBox",
    "DateTimeDropdown",
    "RadioSingleSelect",
    "DropdownSingleSelect",
    "CheckboxMultiSelect",
    "Password",
    "Readonly",
    "Button",
    "Paragraph",
];

pub(super) const USER_INTERFACE_CONTROL_TYPE: Enumeration =
    &["VerificationControl", "QrCodeControl", "AuthenticatorInfoControl", "AuthenticatorAppIconControl"];

pub(super) const ENABLED_FOR_USER_JOURNEYS: Enumeration = &[
    "true",
    "false",
    "Always",
    "Never",
    "OnClaimsExistence",
    "OnItemExistenceInStringCollectionClaim",
    "OnItemAbsenceInStringCollectionClaim",
];

pub(super) const MERGE_BEHAVIOR: Enumeration = &["Append", "Prepend", "ReplaceAll"];

pub(super) const SINGLE_SIGN_ON_SCOPE: Enumeration =
    &["Suppressed", "TrustFramework", "Tenant", "Application", "Policy"];

pub(super) const SESSION_EXPIRY_TYPE: Enumeration = &["Rolling", "Absolute"];

pub(super) const SCRIPT_EXECUTION: Enumeration = &["Allow", "Disallow"];

pub(super) const ON_ERROR_MODE: Enumeration = &["ReturnToRequestor", "DisplayInService"];

pub(super) const SUB_JOURNEY_TYPE: Enumeration = &["Call", "Transfer"];

pub(super) const DISPLAY_OPTION: Enumeration = &["DoNotShowSingleProvider", "ShowSingleProvider"];

pub(super) const STATEMENT_TYPE: Enumeration = &["Attribute", "Authentication", "Subject"];

pub(super) const MASK_TYPE: Enumeration = &["Simple", "Regex"];

pub(super) const DEPLOYMENT_MODE: Enumeration = &["Development", "Production", "Debugging"];

pub(super) const TELEMETRY_ENGINE: Enumeration = &["ApplicationInsights"];

pub(super) const ERROR_HANDLER_ACTION: Enumeration = &["Reauthenticate", "InvalidClient"];

pub(super) const ERROR_RESPONSE_FORMAT: Enumeration = &["json"];

//! Values that are none: of enumerations, and of types with a form.

use crate::policies::Sets;
use crate::slip::{Slip, all_are_found, error};

const BOOLEANS: &[&str] = &["True", "FALSE", "yes", "2", ""];
const NUMBERS: &[&str] = &["one", "1.5", "", "2147483648", "0x1"];
const GUIDS: &[&str] =
    &["", "0f8fad5bd9cb469fa16570867728950e", "InstrumentationKey=0f8fad5b-d9cb-469f-a165-70867728950e"];
const CULTURES: &[&str] = &["EN", "en_US", "english", ""];
const CONTENT_URIS: &[&str] = &["", "/relative.html", "https://a.example/{Culture:RFC5646}", "URN:com:x"];

/// Parent (empty for any), element, attribute (empty for the text), and what is not a value of it.
const VALUES: &[(&str, &str, &str, &[&str])] = &[
    ("", "TrustFrameworkPolicy", "PolicySchemaVersion", &["0.3.0", "0.3.0.10", ""]),
    ("", "TrustFrameworkPolicy", "TenantId", &["your-tenant.onmicrosoft.com", "{{ tenant }}", "ab", ""]),
    ("", "TrustFrameworkPolicy", "TenantObjectId", GUIDS),
    ("", "TrustFrameworkPolicy", "PolicyId", &["B2C_1A_x.", "B2C 1A", ""]),
    ("", "TrustFrameworkPolicy", "PublicPolicyUri", &["http://{{tenant}}/B2C_1A_x", "https:///x"]),
    ("", "TrustFrameworkPolicy", "DeploymentMode", &["development", "Test", ""]),
    ("BasePolicy", "TenantId", "", &["your_tenant.onmicrosoft.com"]),
    ("BasePolicy", "PolicyId", "", &["B2C_1A_x."]),
    ("", "DataType", "", &["String", "text", "integer"]),
    ("", "UserInputType", "", &["Textbox", "TextArea"]),
    ("", "Protocol", "Name", &["oauth2", "OpenIDConnect", "SAML", ""]),
    ("", "Mask", "Type", &["simple", "Blur"]),
    ("", "Enumeration", "SelectByDefault", BOOLEANS),
    ("", "PredicateReferences", "MatchAtLeast", &["all", "", "1.0"]),
    ("", "InputParameter", "DataType", &["String", "number"]),
    ("", "RecoveryUri", "", CONTENT_URIS),
    ("", "DataUri", "", CONTENT_URIS),
    ("", "LocalizedResourcesReferences", "MergeBehavior", &["prepend", "Merge"]),
    ("", "LocalizedResourcesReference", "Language", CULTURES),
    ("", "Localization", "Enabled", BOOLEANS),
    ("", "SupportedLanguages", "DefaultLanguage", CULTURES),
    ("", "SupportedLanguages", "MergeBehavior", &["replaceAll", "Replace"]),
    ("", "SupportedLanguage", "", CULTURES),
    ("", "DisplayControl", "UserInterfaceControlType", &["verificationControl", "Verification"]),
    ("", "DisplayClaim", "Required", BOOLEANS),
    ("", "InputClaim", "Required", BOOLEANS),
    ("", "OutputClaim", "Required", BOOLEANS),
    ("", "OutputClaim", "AlwaysUseDefaultValue", BOOLEANS),
    ("", "OutputTokenFormat", "", &["jwt", "SAML"]),
    ("", "IncludeInSso", "", BOOLEANS),
    ("", "ValidationTechnicalProfile", "ContinueOnError", BOOLEANS),
    ("", "EnabledForUserJourneys", "", &["always", "Sometimes"]),
    ("", "PreserveOriginalAssertion", "", BOOLEANS),
    ("", "OrchestrationStep", "Order", NUMBERS),
    ("", "OrchestrationStep", "Type", &["claimsExchange", "ClaimExchange", ""]),
    ("", "Precondition", "Type", &["claimsExist", "ClaimEqual"]),
    ("", "Precondition", "ExecuteActionsIf", BOOLEANS),
    ("Precondition", "Action", "", &["Skip", "skipThisOrchestrationStep"]),
    ("", "ClaimsProviderSelections", "DisplayOption", &["ShowAll"]),
    ("", "SubJourney", "Type", &["call", "Return"]),
    ("", "SingleSignOn", "Scope", &["tenant", "Global"]),
    ("", "SingleSignOn", "KeepAliveInDays", NUMBERS),
    ("", "SessionExpiryType", "", &["rolling", "Never"]),
    ("", "SessionExpiryInSeconds", "", NUMBERS),
    ("", "JourneyInsights", "InstrumentationKey", GUIDS),
    ("", "JourneyInsights", "TelemetryEngine", &["applicationInsights", ""]),
    ("", "JourneyInsights", "ServerEnabled", BOOLEANS),
    ("", "JourneyInsights", "TelemetryVersion", &["1.0", "1.0.0.0", ""]),
    ("", "ScriptExecution", "", &["allow", "true"]),
];

#[test]
fn a_value_that_is_none() {
    let sets = Sets::read();
    let kinds = VALUES.iter().map(|(parent, name, attribute, wrong)| {
        let slips = sets.each_element(|element| {
            let is_it = element.name() == *name && (parent.is_empty() || element.parent() == *parent);
            let value = element.value(attribute).filter(|_| is_it);
            let slip = |range: std::ops::Range<usize>| {
                wrong.iter().map(move |wrong| Slip::new(element.at, range.clone(), *wrong, error(&["CS0207"])))
            };
            value.into_iter().flat_map(slip).collect()
        });
        (format!("{parent}/{name}@{attribute}"), slips)
    });
    all_are_found(&sets, kinds, 12);
}

/// Elements whose text is compared with the white space around it.
const WITHOUT_SPACE: &[&str] = &[
    "Action",
    "DataType",
    "DataUri",
    "EnabledForUserJourneys",
    "OutputTokenFormat",
    "PolicyId",
    "RecoveryUri",
    "ScriptExecution",
    "SessionExpiryType",
    "SupportedLanguage",
    "TenantId",
    "UserInputType",
];

#[test]
fn a_value_with_white_space_around_it() {
    let sets = Sets::read();
    let kinds = WITHOUT_SPACE.iter().map(|name| {
        let slips = sets.each_element(|element| {
            let value = element.value("").filter(|range| element.name() == *name && !range.is_empty());
            // The display controls have an element `Action` as well, which holds no text.
            let value = value.filter(|_| !element.holds_elements());
            let slip = |range: std::ops::Range<usize>| {
                let written = element.between(range.start, range.end).to_owned();
                [format!("\n  {written}\n"), format!(" {written}"), format!("{written}\t")]
                    .map(|spaced| Slip::new(element.at, range.clone(), spaced, error(&["CS0207"])))
            };
            value.into_iter().flat_map(slip).collect()
        });
        ((*name).to_owned(), slips)
    });
    all_are_found(&sets, kinds, 9);
}

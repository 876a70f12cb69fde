//! Texts as people paste them.

use super::*;

type Names = &'static [(&'static str, &'static str)];

/// Messages as upload writes them, with the title and the names that come out.
const SAMPLES: &[(&str, &str, Names)] = &[
    (
        "Schema validation error found at line\n14 col 55 in policy \"B2C_1A_SIGNIN\" of tenant \"contoso.onmicrosoft.com\": \
         The element 'OutputClaims' in namespace\n'http://schemas.microsoft.com/online/cpim/schemas/2013/06' cannot contain \
         text. List of possible elements expected: 'OutputClaim' in namespace 'http://schemas.microsoft.com/online/cpim/schemas/2013/06'.",
        "text stands where only elements may",
        &[("parent", "OutputClaims"), ("line", "14"), ("column", "55"), ("expected", "OutputClaim")],
    ),
    (
        "The element 'TechnicalProfile' in namespace 'http://x/06' has invalid child element 'Protocol' in namespace \
         'http://x/06'. List of possible elements expected: 'Metadata, CryptographicKeys' in namespace 'http://x/06'.",
        "an element stands in the wrong place",
        &[("parent", "TechnicalProfile"), ("child", "Protocol"), ("expected", "Metadata, CryptographicKeys")],
    ),
    (
        "The 'TenantId' attribute is invalid - The value 'your-tenant.onmicrosoft.com' is invalid according to its datatype \
         'http://schemas.microsoft.com/online/cpim/schemas/2013/06:TenantIdType' - The Pattern constraint failed.",
        "an attribute has a value that is not allowed",
        &[("attribute", "TenantId"), ("value", "your-tenant.onmicrosoft.com")],
    ),
    ("There is a duplicate key sequence '3' for the key", "two elements have one id or one order", &[("value", "3")]),
    ("The policy being uploaded is not XML or is not correctly formatted", "the file is not well-formed XML", &[]),
    (
        "Policy \"B2C_1A_X\" of tenant \"t.onmicrosoft.com\" makes a reference to ClaimType with id \"a\" but neither the \
         policy nor any of its base policies contain such an element.",
        "a claim type is not declared",
        &[("claim_type", "a"), ("policy", "B2C_1A_X"), ("tenant", "t.onmicrosoft.com")],
    ),
    (
        "The following error occurred in orchestration step 4 in user journey \"J\" in policy \"B2C_1A_X\" of tenant \"t\". \
         Policy \"B2C_1A_X\" of tenant \"t\" makes a reference to TechnicalProfile with id \"PhoneFactor\" but neither",
        "a technical profile is not defined",
        &[("technical_profile", "PhoneFactor"), ("step", "4"), ("user_journey", "J")],
    ),
    (
        "Policy \"P\" of tenant \"T\" makes a reference to a ClaimsTransformation with ID \"X\" but",
        "a claims transformation is not defined",
        &[("claims_transformation", "X")],
    ),
    (
        "Policy \"P\" of tenant \"T\" makes a reference to Predicate with id \"X\" but",
        "an element is not defined",
        &[("kind", "Predicate"), ("id", "X")],
    ),
    (
        "TenantId in the policy xml 'yourtenant.onmicrosoft.com' is not same as the one in login tenant 'T.onmicrosoft.com'.",
        "the policy is of another tenant",
        &[("policy_tenant", "yourtenant.onmicrosoft.com"), ("login_tenant", "T.onmicrosoft.com")],
    ),
    (
        "Reason: User is currently logged as a user of 'a.onmicrosoft.com' tenant. In order to manage 'b.onmicrosoft.com', …",
        "the policy is of another tenant",
        &[("login_tenant", "a.onmicrosoft.com")],
    ),
    ("'settings:tenant' is neither a valid DNS name, nor a valid external domain", "the tenant is a placeholder", &[]),
    (
        "User journey \"J\" in policy \"P\" of tenant \"T\" was expected to have step with order \"4\" but it was not found",
        "the steps of a journey are not numbered from 1 on",
        &[("user_journey", "J"), ("order", "4")],
    ),
    (
        "Orchestration step order \"2\" in user journey \"J\" in policy \"P\" of tenant \"T\" is followed by a claims provider \
         selection step and must be a claims exchange, but it is of type ClaimsProviderSelection",
        "no claims exchange follows a selection",
        &[("order", "2"), ("user_journey", "J")],
    ),
    (
        "Claim type \"schoolId\" is the output claim of the relying party's technical profile, but it is not an output claim \
         in any of the steps of user journey \"SignUpOrSignIn\".",
        "no step produces a claim of the token",
        &[("claim_type", "schoolId"), ("user_journey", "SignUpOrSignIn")],
    ),
    (
        "Output claim type \"a\" specified in the technical profile with id \"SelfAsserted-Social\" in policy \"P\" of tenant \
         \"T\" does not specify a UserInputType or a DefaultValue, and is not retrieved from a ValidationTechnicalProfile either.",
        "a page returns a claim that nothing fills",
        &[("claim_type", "a"), ("technical_profile", "SelfAsserted-Social")],
    ),
    (
        "Predicate with id \"symbol\" is invalid, the only escape patterns allowed in CharacterSet Parameters are \"\\\\\" \"\\-\"",
        "a set of characters has a wrong escape",
        &[("predicate", "symbol")],
    ),
    ("Input string was not in a correct format.", "a value cannot be read as the type of its claim", &[]),
    ("User journey 'J' does not contain a send claims step.", "a journey sends no claims", &[("user_journey", "J")]),
    (
        "User journey 'J' send claims step does not contain a reference to an issuer technical profile.",
        "a step names no token issuer",
        &[("user_journey", "J")],
    ),
    (
        "The required \"DisplayName\" element is missing from TechnicalProfile with id \"Facebook-OAUTH2\" in policy",
        "a technical profile is not complete",
        &[("element", "DisplayName"), ("technical_profile", "Facebook-OAUTH2")],
    ),
    (
        "TechnicalProfile \"login-NonInteractive\" in policy \"P\" of tenant \"T\" defines an invalid value \"\" for the \
         metadata item \"client_id.\"",
        "a metadata value is not allowed",
        &[("value", ""), ("metadata_key", "client_id"), ("technical_profile", "login-NonInteractive")],
    ),
    (
        "A required Metadata item with key \"ApplicationObjectId\" was not found in the TechnicalProfile with id \"AAD-Common\" in",
        "a required metadata key is missing",
        &[("metadata_key", "ApplicationObjectId"), ("technical_profile", "AAD-Common")],
    ),
    (
        "Tenant \"T\" does not have CryptographicKey referenced by storageReferenceId \"B2C_1A_X\".",
        "a policy key is not in the tenant",
        &[("policy_key", "B2C_1A_X")],
    ),
    (
        "KeyContainer with 'id': B2C_1A_X cannot be found in the directory 'd'.",
        "a policy key is not in the tenant",
        &[("policy_key", "B2C_1A_X")],
    ),
    (
        "Policy with 'policyId': B2C_1A_BASE cannot be found in the directory '0000'.",
        "the base policy is not in the tenant",
        &[("base_policy", "B2C_1A_BASE")],
    ),
    (
        "Policy 'P' of tenant 'T' is not allowed to inherit from the specified base policy. Inheritance chain: ...",
        "the base policy may not be a base",
        &[("policy", "P"), ("tenant", "T")],
    ),
    (
        "Tenant \"T\" already has a policy with id \"P\". Another policy with the same id cannot be stored",
        "the policy is there already",
        &[("policy", "P")],
    ),
    (
        "The element specified by id 'urn:com:microsoft:aad:b2c:elements:selfasserted:2.0.0' cannot be found in the element factory cache.",
        "a page version is not known",
        &[("data_uri", "urn:com:microsoft:aad:b2c:elements:selfasserted:2.0.0")],
    ),
    ("Please use page contract in content definitions when enabling JavaScript.", "scripts need page contracts", &[]),
    (
        "The InputClaims mismatched in ClaimsTransformation with id \"X\" with TransformationMethod \"M\". The following \
         InputClaims were declared in the Policy but were not expected by the TransformMethod: [DateTime]rightOperand. The \
         following InputClaims were expected by the TransformMethod but were not declared in the Policy: [String]rightOperand.",
        "a claims transformation does not have the claims of its method",
        &[
            ("list", "InputClaims"),
            ("claims_transformation", "X"),
            ("method", "M"),
            ("not_expected", "[DateTime]rightOperand"),
            ("not_declared", "[String]rightOperand"),
        ],
    ),
    (
        "Object reference not set to an instance of an object.62414603-5c62",
        "B2C failed over the policy and does not say where",
        &[],
    ),
    (
        "The key 'B2C_1A_X' has failed to be created: …",
        "a policy key could not be created",
        &[("policy_key", "B2C_1A_X")],
    ),
    (
        "A claim with id 'UserId' was not found, which is required by ClaimsTransformation 'M' with id 'X' in policy 'P' of tenant 'T'",
        "a claims transformation gets no value",
        &[("claim_type", "UserId"), ("claims_transformation", "X")],
    ),
    (
        "Unable to cast object of type 'System.Boolean' to type 'System.String'",
        "a parameter or a claim has the wrong data type",
        &[("found", "System.Boolean"), ("expected", "System.String")],
    ),
    (
        "Execution of ClaimsTransformationImpl of Type 'Web.X' threw an exception with the following message: It broke.",
        "a claims transformation failed",
        &[("exception", "It broke")],
    ),
    (
        "Exception Message:A content definition data uri is required. Orchestration step '2' of user journey 'J' in policy",
        "a step that shows a page does not say which",
        &[("step", "2"), ("user_journey", "J")],
    ),
];

fn recognised(text: &str) -> Vec<(&'static str, Vec<(&'static str, String)>)> {
    let pasted = Pasted::new(text);
    let found = messages(&pasted);
    found.iter().map(|(message, one)| (message.title, names(one, &pasted, 0..pasted.len(), None))).collect()
}

#[test]
fn every_message_is_recognised_with_its_names() {
    for (text, title, wanted) in SAMPLES {
        let found = recognised(text);
        assert!(matches!(found.as_slice(), [(found, _)] if found == title), "{text}\n{found:?}");
        for (name, value) in *wanted {
            let names = &found[0].1;
            assert!(names.iter().any(|(known, said)| known == name && said == value), "{name} of\n{text}\n{names:?}");
        }
    }
}

#[test]
fn every_message_of_the_tables_has_a_sample() {
    for message in TABLES.iter().copied().flatten() {
        let is_shown = SAMPLES.iter().any(|(_, title, _)| *title == message.title);
        let is_plain = UNSHOWN.contains(&message.title);
        assert!(is_shown || is_plain, "{}", message.title);
    }
}

/// Messages of the schema validator whose wording is .NET's.
const UNSHOWN: &[&str] = &[
    "a required element is missing",
    "an element has a value that is not allowed",
    "a required attribute is missing",
    "an attribute is not known",
    "the root element is not a policy",
    "a step has several claims exchanges and no selection before it",
    "no step before provides a required input claim",
];

#[test]
fn names_of_sentences_are_names_of_every_wording() {
    for message in TABLES.iter().copied().flatten() {
        for sentence in [message.meaning, message.advice] {
            for name in sentence.split('{').skip(1).filter_map(|piece| piece.split_once('}')).map(|(name, _)| name) {
                let is_ours =
                    name.contains(':') || message.shapes.iter().all(|shape| shape.contains(&format!("{{{name}}}")));
                assert!(is_ours, "`{name}` in: {sentence}");
            }
        }
    }
}

#[test]
fn an_envelope_with_errors_that_are_printed_twice() {
    let text = "Unable to upload policy. Reason : Validation failed: 3 validation error(s) found in policy \"B2C_1A_SIGNUP_SIGNIN\" of \
        tenant \"contoso.onmicrosoft.com\".Claim type \"a\" is the input claim of technical profile \"TP\" in step \"3\" of user \
        journey \"J\" but it is not an output claim in any of the previous steps.User journey \"J\" in policy \"B2C_1A_signup_signin\" \
        of tenant \"contoso.onmicrosoft.com\" has step 7 with 2 claims exchanges. It must be preceded by a claims provider selection in \
        order to determine which claims exchange can be used.Claim type \"a\" is the input claim of technical profile \"TP\" in step \
        \"3\" of user journey \"J\" but it is not an output claim in any of the previous steps.User journey \"J\" in policy \
        \"B2C_1A_signup_signin\" of tenant \"contoso.onmicrosoft.com\" has step 7 with 2 claims exchanges. It must be preceded by";
    let page = explain(text).unwrap_or_default();
    assert!(page.starts_with("the upload was refused: 2 different errors\n"), "{page}");
    assert_eq!(page.matches("  meaning ").count(), 2, "{page}");
    assert_eq!(page.matches("B2C_1A_SIGNUP_SIGNIN").count(), 1, "{page}");
}

#[test]
fn a_code_within_a_text_is_explained() {
    let page = explain("server_error AADB2C90273: An invalid response was received : 'Error: invalid_request'")
        .unwrap_or_default();
    assert!(page.starts_with("AADB2C90273: "), "{page}");
    assert_eq!(explain("the weather is fine today"), None);
}

/// What our pages quote of B2C is known here, and leads back to the page.
#[test]
fn messages_on_the_pages_lead_back_to_them() {
    let mut recognised = 0;
    for (id, page) in code::PAGES {
        let Some((_, said)) = page.split_once("## What B2C says") else { continue };
        let said = said.split("\n## ").next().unwrap_or_default();
        let quotes = said.split("\n\n").filter(|paragraph| paragraph.trim_start().starts_with('>'));
        for quote in quotes.map(|quote| quote.replace("\n>", "\n").replacen('>', "", 1)) {
            let Some(explained) = explain(&quote) else { continue };
            recognised += 1;
            assert!(explained.contains(id), "{id} quotes\n{quote}\nwhich is explained as\n{explained}");
        }
    }
    assert!(recognised > 10, "{recognised}");
}

#[test]
fn many_messages_are_counted() {
    let message = |at: usize| format!("User journey 'J{at}' does not contain a send claims step.");
    let page = explain(&(0..MOST + 2).map(message).collect::<String>()).unwrap_or_default();
    assert!(page.ends_with("\n2 further errors are left out\n"), "{page}");
    assert_eq!(page.matches("  meaning ").count(), MOST);
}

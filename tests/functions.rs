//! Technical profiles that do nothing but run claims transformations, as generated functions.

use claimsmith::{Clock, ResolverContext, SignInError, TransformationContext, TransformationInputs, ViolatedRule};
use std::sync::Arc;

mod age_gate {
    claimsmith::include_policy!("policies/AgeGate.xml");
}

mod journey {
    claimsmith::include_policy!("tests/functions/policy.xml");
}

/// Everything that a caller can change.
mod customized {
    claimsmith::include_policy!(
        "tests/functions/policy.xml",
        profiles = ["Hash-Address", "Never-Called"],
        rename = { "Hash-Address" = "address_digest", "salt" = "pinch", "Hash-Address/digest" = "fingerprint" },
        derive = ["Eq"],
        attributes = { "Hash-Address" = ["#[derive(Hash)]"] },
        types = { "email" = "super::Address" },
    );
}

/// An address, known as a text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Address(String);

impl std::str::FromStr for Address {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.contains('@').then(|| Self(text.to_owned())).ok_or("no address")
    }
}

impl std::fmt::Display for Address {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The day is 2024-02-29.
struct LeapDay;

impl Clock for LeapDay {
    fn now(&self) -> u64 {
        1_709_211_845
    }
}

fn on_leap_day() -> TransformationContext {
    TransformationContext::new().with_clock(Arc::new(LeapDay))
}

fn born(date: &str, country: Option<&str>, consent: Option<&str>) -> age_gate::AgeGateInputs {
    age_gate::AgeGateInputs {
        date_of_birth: date.to_owned(),
        country: country.map(str::to_owned),
        consent_provided_for_minor: consent.map(str::to_owned),
    }
}

#[test]
fn a_chain_of_claims_transformations_is_a_function() {
    let context = on_leap_day();
    let adult = age_gate::age_gate(born("2000-02-29", None, None), &context).expect("old enough");
    // What is proven to have a value has no `Option` around it.
    let group: String = adult.age_group;
    let requires_consent: bool = adult.requires_parental_consent;
    assert_eq!((group.as_str(), requires_consent, adult.consent_provided_for_minor), ("Adult", false, None));
    // The country has a default, which the caller may replace: Korea asks parents until 14, the United States until 13.
    let child = |country: Option<&str>| age_gate::age_gate(born("2010-12-31", country, None), &context);
    let group = |country| child(country).map(|claims| claims.age_group);
    assert_eq!(group(None).as_deref(), Ok("MinorNoConsentRequired"));
    assert_eq!(group(Some("")).as_deref(), Ok("MinorNoConsentRequired"));
    let with_consent = age_gate::age_gate(born("2010-12-31", Some("KR"), Some("Granted")), &context).expect("consent");
    assert_eq!(
        (with_consent.age_group.as_str(), with_consent.consent_provided_for_minor.as_deref()),
        ("Minor", Some("Granted"))
    );
}

#[test]
fn an_assertion_gives_the_key_of_its_message() {
    let refused = age_gate::age_gate(born("2010-12-31", Some("KR"), None), &on_leap_day());
    assert_eq!(
        refused,
        Err(SignInError::Assertion {
            transformation: "AssertConsent".to_owned(),
            key: "UserMessageIfClaimsTransformationBooleanValueIsNotEqual",
        })
    );
}

#[test]
fn an_input_that_is_required_must_have_a_value() {
    let missing = age_gate::age_gate(born("", None, None), &on_leap_day());
    assert_eq!(missing, Err(SignInError::MissingInput { claim: "dateOfBirth".to_owned() }));
    let no_date = age_gate::age_gate(born("yesterday", None, None), &on_leap_day());
    let of_the_date = |error: &SignInError| matches!(error, SignInError::Transformation { transformation, .. } if transformation == "GetAgeGroup");
    assert!(no_date.as_ref().is_err_and(of_the_date), "{no_date:?}");
}

/// Where nobody signs in, no message says so.
#[test]
fn errors_of_a_function_speak_of_claims() {
    let refused = age_gate::age_gate(born("2010-12-31", Some("KR"), None), &on_leap_day());
    let missing = age_gate::age_gate(born("", None, None), &on_leap_day());
    let no_date = age_gate::age_gate(born("yesterday", None, None), &on_leap_day());
    for error in [refused, missing, no_date].map(|it| it.expect_err("none of them is one").to_string()) {
        assert!(error.contains("claim") && !error.contains("sign-in"), "{error}");
    }
}

#[test]
fn claims_begin_as_what_is_given_or_their_default() {
    let inputs = |name_source: Option<&str>| age_gate::DisplayNameInputs {
        given_name: "Ada".to_owned(),
        surname: "Lovelace".to_owned(),
        name_source: name_source.map(str::to_owned),
    };
    let context = TransformationContext::default();
    let claims = age_gate::display_name(inputs(None), &context).expect("it runs");
    assert_eq!(
        (claims.display_name.as_str(), claims.name_source.as_str(), claims.full_name.as_str()),
        ("Ada Lovelace (user)", "user", "Ada Lovelace")
    );
    let claims = age_gate::display_name(inputs(Some("passport")), &context).expect("it runs");
    assert_eq!((claims.display_name.as_str(), claims.name_source.as_str()), ("Ada Lovelace (passport)", "passport"));
    let stored = serde_json::to_value(&claims).expect("claims can be written");
    let json = r#"{"displayName":"Ada Lovelace (passport)","nameSource":"passport","fullName":"Ada Lovelace"}"#;
    assert_eq!(stored, serde_json::from_str::<serde_json::Value>(json).expect("it is JSON"));
    assert_eq!(serde_json::from_value::<age_gate::DisplayNameClaims>(stored).expect("claims can be read"), claims);
}

fn parent(own: &str, parent: &str, language: Option<&str>) -> age_gate::ParentAddressInputs {
    age_gate::ParentAddressInputs {
        parent_email: parent.to_owned(),
        language: language.map(str::to_owned),
        email: Some(own.to_owned()),
    }
}

/// The input transformations run over what is given; then the defaults are applied, then the output transformations run.
#[test]
fn input_claims_transformations_run_first() {
    let context = TransformationContext::default();
    let run = |language| {
        let inputs = parent("kim@example.com", "Parent@example.com", language);
        age_gate::parent_address(inputs, &context).expect("it runs")
    };
    let claims = run(None);
    // What they always set is always there; `MakeLink` picks up the address that `TakeParentAddress` wrote, and the default.
    let (address, link): (String, String) = (claims.contact_address, claims.contact_link);
    assert_eq!(address, "Parent@example.com");
    assert_eq!(link, "mailto:Parent@example.com?subject=en");
    let (purpose, language): (String, String) = (claims.contact_purpose, claims.language);
    assert_eq!((purpose.as_str(), language.as_str()), ("consent", "en"));
    // The default came after them.
    let (is_chosen, is_own): (bool, bool) = (claims.is_language_chosen, claims.is_own_address);
    assert_eq!((is_chosen, is_own), (false, false));
    let claims = run(Some("ko"));
    assert_eq!((claims.is_language_chosen, claims.language.as_str()), (true, "ko"));
}

#[test]
fn an_assertion_among_input_transformations_ends_the_function() {
    let key = "UserMessageIfClaimsTransformationBooleanValueIsNotEqual";
    let assertion = |transformation: &str| SignInError::Assertion { transformation: transformation.to_owned(), key };
    let context = TransformationContext::default();
    let own = age_gate::parent_address(parent("kim@example.com", "KIM@example.com", None), &context);
    assert_eq!(own, Err(assertion("AssertOtherAddress")));
    // What must have a value is asked for when they have run.
    let nobody = age_gate::parent_address(parent("kim@example.com", "", None), &context);
    assert_eq!(nobody, Err(SignInError::MissingInput { claim: "parentEmail".to_owned() }));

    let recovery = |address: Option<&str>| {
        let inputs = journey::CheckRecoveryInputs { recovery_address: address.map(str::to_owned) };
        journey::check_recovery(inputs, &context).map(|claims| claims.has_recovery_address)
    };
    assert_eq!(recovery(Some("old@example.com")), Ok(true));
    assert_eq!(recovery(None), Err(assertion("AssertRecoveryAddress")));
}

/// A function is there for what the journey calls itself, for what validates a page, and for what a display control calls.
#[test]
fn what_the_journey_reaches_is_a_function() {
    let context = TransformationContext::default();
    let codes =
        |code: &str| journey::CheckCodeInputs { code: Some(code.to_owned()), expected_code: Some("A1".to_owned()) };
    let right = journey::check_code(codes("a1"), &context).expect("the code is right");
    assert!(right.is_right);
    let key = "UserMessageIfClaimsTransformationBooleanValueIsNotEqual";
    let wrong = journey::check_code(codes("B2"), &context);
    assert_eq!(wrong, Err(SignInError::Assertion { transformation: "AssertRight".to_owned(), key }));

    let english = ResolverContext::default().with_culture(claimsmith::Culture::new("en-GB").expect("a culture"));
    let context = TransformationContext::new().with_resolvers(english);
    let inputs = journey::AddGroupInputs { groups: Some(vec!["staff".to_owned()]), ..Default::default() };
    let added = journey::add_group(inputs, &context).expect("it runs");
    assert_eq!(added.groups, ["staff", "guests"]);
    assert_eq!((added.group.as_str(), added.locale.as_deref()), ("guests", Some("en-GB")));
}

#[test]
fn a_policy_key_stands_in_the_context() {
    let inputs = || journey::HashAddressInputs { email: "ada@example.com".to_owned() };
    let without = journey::hash_address(inputs(), &TransformationContext::default());
    let of_the_hash = |error: &SignInError| matches!(error, SignInError::Transformation { transformation, .. } if transformation == "HashAddress");
    assert!(without.as_ref().is_err_and(of_the_hash), "{without:?}");
    let context = TransformationContext::default().with_policy_key("B2C_1A_Pepper", "pepper");
    let claims = journey::hash_address(inputs(), &context).expect("the key is there");
    let digest: String = claims.digest.clone();
    assert!(digest.len() > 20 && digest == journey::hash_address(inputs(), &context).expect("the same").digest);
    // What the policy asks of a claim, and how it shows it, belongs to its struct here too.
    assert_eq!(claims.email_masked().as_deref(), Some("XXX@example.com"));
    assert!(claims.validate().is_empty());
    let violations = journey::HashAddressClaims { email: "ada".to_owned(), digest }.validate();
    assert!(matches!(violations.as_slice(), [only] if only.claim == "email" && only.rule == ViolatedRule::Pattern));
}

#[test]
fn functions_are_chosen_renamed_and_typed_as_clients_are() {
    let context = TransformationContext::default().with_policy_key("B2C_1A_Pepper", "pepper");
    let inputs = customized::AddressDigestInputs { email: Address("ada@example.com".to_owned()) };
    let claims: customized::AddressDigestClaims = customized::address_digest(inputs, &context).expect("it runs");
    assert_eq!(claims.email, Address("ada@example.com".to_owned()));
    let plain = journey::HashAddressInputs { email: "ada@example.com".to_owned() };
    assert_eq!(claims.fingerprint, journey::hash_address(plain, &context).expect("it runs").digest);
    let digests = std::collections::HashSet::from([claims.clone(), claims]);
    assert_eq!(digests.len(), 1);
    let nobody = customized::never_called(customized::NeverCalledInputs::default(), &context).expect("a default");
    assert_eq!(nobody.group, "nobody");
    assert_eq!(customized::NeverCalledInputs::PROFILE.id, "Never-Called");
}

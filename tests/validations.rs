//! What a policy asks of the values that users enter, and how it shows them, through generated code.

use claimsmith::{ClaimSet, ClaimViolation, Clock, Culture, Provider, ViolatedRule};
use serde_json::json;

mod policy {
    claimsmith::include_policy!("tests/golden/validations.xml");
}

/// A type of the application's own; the policy asks the same of it.
mod with_own_types {
    claimsmith::include_policy!(
        "tests/golden/validations.xml",
        types = { "seat" = "super::Seat", "pin" = "u32" },
        rename = { "telephoneNumber" = "phone" },
    );
}

/// Where somebody wants to sit.
#[derive(Debug, Clone, PartialEq)]
pub struct Seat(String);

impl claimsmith::ClaimType for Seat {
    fn from_claim(value: claimsmith::ClaimValue) -> Option<Self> {
        String::from_claim(value).map(Self)
    }

    fn to_claim(&self) -> claimsmith::ClaimValue {
        self.0.to_claim()
    }
}

/// The day is 2024-02-29.
struct LeapDay;

impl Clock for LeapDay {
    fn now(&self) -> u64 {
        1_709_211_845
    }
}

fn claims(member: &str, value: serde_json::Value) -> policy::ExampleOauthClaims {
    let mut claims = json!({ "issuerUserId": "1", "telephoneNumber": "324-232-4343" });
    claims[member] = value;
    serde_json::from_value(claims).expect("claims")
}

/// What is wrong with one claim, in a few words.
fn wrong(member: &str, value: impl Into<serde_json::Value>) -> Vec<String> {
    let violations = claims(member, value.into()).validate_at(&LeapDay);
    assert!(violations.iter().all(|violation| violation.claim == member));
    violations.iter().map(words).collect()
}

fn words(violation: &ClaimViolation) -> String {
    match &violation.rule {
        ViolatedRule::Enumeration => "enumeration".into(),
        ViolatedRule::Pattern => "pattern".into(),
        ViolatedRule::PredicateGroup { validation, group, unmet } => {
            let unmet: Vec<&str> = unmet.iter().map(|predicate| &*predicate.id).collect();
            format!("{validation}/{group}: {}", unmet.join(" "))
        }
        other => format!("{other:?}"),
    }
}

const FINE: [&str; 0] = [];

#[test]
fn a_value_is_one_of_those_that_are_listed_in_any_language() {
    for seat in ["window", "aisle", "any"] {
        assert_eq!(wrong("seat", seat), FINE, "{seat}");
    }
    for seat in ["Window", "Ventana", "window,aisle", " window"] {
        assert_eq!(wrong("seat", seat), ["enumeration"], "{seat}");
    }
    assert_eq!(wrong("meals", "G,V"), FINE);
    assert_eq!(wrong("meals", "G,X"), ["enumeration"]);
    assert_eq!((wrong("newsletter", true), wrong("newsletter", false)), (vec![], vec!["enumeration".to_owned()]));
}

#[test]
fn a_pattern_matches() {
    assert_eq!(wrong("email", "emily@contoso.com"), FINE);
    assert_eq!(wrong("email", "emily"), ["pattern"]);
}

#[test]
fn enough_predicates_of_every_group_hold() {
    assert_eq!(wrong("passphrase", "lowerUPPER"), FINE);
    assert_eq!(wrong("passphrase", "loweronly[]"), FINE);
    assert_eq!(wrong("passphrase", "loweronly1"), ["Passphrase/Classes: Upper Sign"]);
    assert_eq!(wrong("passphrase", "aB"), ["Passphrase/Length: Length"]);
    assert_eq!(wrong("passphrase", "1"), ["Passphrase/Length: Length", "Passphrase/Classes: Lower Upper Sign"]);
    assert_eq!(wrong("pin", "1234"), FINE);
    assert_eq!(wrong("pin", "12a"), ["Pin/: Digits"]);
}

#[test]
fn a_day_lies_between_two_days() {
    for day in ["1905-01-31", "2000-02-29", "2024-02-29"] {
        assert_eq!(wrong("birthday", day), FINE, "{day}");
    }
    for day in ["1905-01-30", "2024-03-01", "1999-02-29", "soon"] {
        assert_eq!(wrong("birthday", day), ["Past/Past: Past"], "{day}");
    }
    let next_year = claims("birthday", "9999-01-01".into()).validate();
    assert_eq!(next_year.len(), 1, "the clock of the system has not come that far");
}

#[test]
fn a_claim_without_a_value_is_not_looked_at() {
    assert_eq!(wrong("email", serde_json::Value::Null), FINE);
    assert_eq!(wrong("passphrase", ""), FINE);
}

#[test]
fn help_texts_come_in_the_language_that_is_wanted() {
    let help = |member: &str, value: &str, tag: &str| {
        let violations = claims(member, value.into()).validate_at(&LeapDay);
        let culture = Culture::new(tag);
        let violation = violations.first().expect("a violation");
        let predicates = match &violation.rule {
            ViolatedRule::PredicateGroup { unmet, .. } => unmet.as_slice(),
            _ => &[],
        };
        let predicates = predicates.iter().map(|it| it.help_text(culture.as_ref()).unwrap_or_default().to_owned());
        let own = violation.help_text(culture.as_ref()).map(str::to_owned);
        own.into_iter().chain(predicates).collect::<Vec<_>>()
    };
    assert_eq!(help("email", "x", "fr"), ["Enter an address such as somebody@example.com."]);
    assert_eq!(help("email", "x", "es-MX"), ["Escriba una dirección como alguien@example.com."]);
    assert_eq!(help("passphrase", "aB", "en"), ["From 8 to 64 characters."]);
    assert_eq!(help("passphrase", "aB", "es"), ["De 8 a 64 caracteres."]);
    assert_eq!(help("passphrase", "loweronly", "en"), ["At least 2 of these:", "a capital letter", "a sign"]);
    assert_eq!(help("passphrase", "loweronly", "es"), ["Al menos 2 de:", "a capital letter", "a sign"]);
    assert_eq!(help("birthday", "x", "en"), ["Between 1905-01-31 and Today."]);
    assert_eq!(help("pin", "x", "en"), ["Something with digits.", "Only digits."]);
    assert_eq!(help("pin", "x", "es"), ["Algo con cifras.", "Only digits."]);
    assert_eq!(help("seat", "x", "en"), FINE);
}

#[test]
fn a_violation_names_no_value() {
    let violations = claims("pin", "topsecret".into()).validate();
    assert_eq!(violations[0].to_string(), "the claim pin does not satisfy a group of the validation Pin");
    assert!(!format!("{violations:?}").contains("topsecret"));
}

#[test]
fn masks_hide_a_part_of_the_value_and_leave_the_value_alone() {
    let claims = claims("email", "emily.smith@contoso.com".into());
    assert_eq!(claims.email_masked().as_deref(), Some("e**********@contoso.com"));
    assert_eq!(claims.telephone_number_masked().as_deref(), Some("XXX-XXX-4343"));
    assert_eq!(claims.email.as_deref(), Some("emily.smith@contoso.com"));
    assert_eq!(self::claims("seat", "any".into()).email_masked(), None);
}

#[test]
fn types_of_the_application_are_validated_as_claims() {
    let claims = |seat: &str| with_own_types::ExampleOauthClaims {
        issuer_user_id: "1".into(),
        email: None,
        phone: "324-232-4343".into(),
        seat: Some(Seat(seat.into())),
        meals: None,
        newsletter: None,
        passphrase: None,
        birthday: None,
        pin: Some(42),
    };
    assert!(claims("any").validate().is_empty());
    assert_eq!(claims("roof").validate().iter().map(words).collect::<Vec<_>>(), ["enumeration"]);
    assert_eq!(claims("any").phone_masked().as_deref(), Some("XXX-XXX-4343"));
}

#[test]
fn claims_by_name_are_validated_in_the_same_way() {
    let profile = <policy::ExampleOauth as Provider>::PROFILE;
    let mut claims = ClaimSet::new();
    claims.insert("Email", claimsmith::ClaimValue::String("emily".into()));
    let violations = claims.validate(&profile, &LeapDay);
    assert_eq!(violations.iter().map(|it| (&*it.claim, words(it))).collect::<Vec<_>>(), [("email", "pattern".into())]);
    assert_eq!(claims.masked(&profile, "eMail").as_deref(), Some("emily"));
    assert_eq!(claims.masked(&profile, "pin"), None);
}

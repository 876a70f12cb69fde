//! What the caller changes about generated items: profiles left out, attributes, types of claims. The macro, the golden file
//! and (in `build_script.rs`) the generator of build scripts are given the same and say the same.

use claimsmith::{ClaimType, ClaimValue, Provider};
use std::collections::BTreeSet;
use std::fmt::Display;
use std::net::IpAddr;
use std::str::FromStr;

/// A day, known as a text: no trait of Claimsmith is needed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Birthday {
    month: u8,
    day: u8,
}

impl FromStr for Birthday {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (month, day) = text.split_once('-').ok_or("no month and day")?;
        Ok(Self { month: month.parse().map_err(|_| "no month")?, day: day.parse().map_err(|_| "no day")? })
    }
}

impl Display for Birthday {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{:02}-{:02}", self.month, self.day)
    }
}

/// What the provider numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gender {
    /// 0
    Unknown,
    /// 1
    Male,
    /// 2
    Female,
}

impl ClaimType for Gender {
    fn from_claim(value: ClaimValue) -> Option<Self> {
        match value {
            ClaimValue::Int(0) => Some(Self::Unknown),
            ClaimValue::Int(1) => Some(Self::Male),
            ClaimValue::Int(2) => Some(Self::Female),
            _ => None,
        }
    }

    fn to_claim(&self) -> ClaimValue {
        ClaimValue::Int(*self as i32)
    }
}

/// Groups without an order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Groups(BTreeSet<String>);

impl ClaimType for Groups {
    fn from_claim(value: ClaimValue) -> Option<Self> {
        Vec::from_claim(value).map(|groups| Self(groups.into_iter().collect()))
    }

    fn to_claim(&self) -> ClaimValue {
        ClaimValue::StringCollection(self.0.iter().cloned().collect())
    }
}

#[allow(dead_code, unreachable_pub, reason = "a generated crate would make these items public")]
mod golden {
    include!("customization/golden.rs");
}

mod expanded {
    claimsmith::include_policy!(
        "tests/customization/policy.xml",
        exclude = ["contoso-oidc"],
        rename = { "Example-OAUTH" = "Example" },
        derive = ["Eq"],
        attributes = {
            "Example-OAUTH" = ["#[derive(PartialOrd, ::core::cmp::Ord)]", "#[must_use]"],
            "Example-OAUTH/birthday" = ["#[doc = \"Without the year.\"]"],
        },
        types = {
            "birthday" = "crate::Birthday",
            "gender" = "super::Gender",
            "lastAddress" = "::std::net::IpAddr",
            "Example-OAUTH/expires" = "i64",
            "expires" = "i32",
            "groups" = "crate::Groups",
        },
    );
}

fn claims() -> expanded::ExampleClaims {
    expanded::ExampleClaims {
        issuer_user_id: "1".into(),
        birthday: Some(Birthday { month: 2, day: 29 }),
        gender: Gender::Female,
        last_address: Some(IpAddr::from([127, 0, 0, 1])),
        expires: Some(7200),
        groups: Some(Groups(BTreeSet::from(["a".into(), "b".into()]))),
    }
}

const JSON: &str =
    r#"{"issuerUserId":"1","birthday":"02-29","gender":2,"lastAddress":"127.0.0.1","expires":7200,"groups":["a","b"]}"#;

#[test]
fn claims_have_the_types_that_they_were_given_inside_of_rust_only() {
    assert_eq!(serde_json::to_string(&claims()).expect("it can be written"), JSON);
    assert_eq!(serde_json::from_str::<expanded::ExampleClaims>(JSON).expect("it can be read"), claims());
    let golden: golden::ExampleClaims = serde_json::from_str(JSON).expect("it can be read");
    assert_eq!(format!("{golden:?}"), format!("{:?}", claims()));
}

#[test]
fn a_claim_is_as_optional_as_it_was() {
    let claims: expanded::ExampleClaims =
        serde_json::from_str(r#"{"issuerUserId":"1","gender":0}"#).expect("the others are optional");
    assert_eq!((claims.gender, claims.birthday, claims.last_address), (Gender::Unknown, None, None));
    let missing = serde_json::from_str::<expanded::ExampleClaims>(r#"{"issuerUserId":"1"}"#).expect_err("no gender");
    assert!(missing.to_string().contains("gender"), "{missing}");
}

#[test]
fn a_value_that_the_type_does_not_take_is_an_error_that_names_claim_and_type_and_not_the_value() {
    for (json, expected) in [
        (
            r#"{"issuerUserId":"1","gender":0,"birthday":"secret"}"#,
            "the claim birthday must read as `crate::Birthday`, the provider gave a text that does not",
        ),
        (
            r#"{"issuerUserId":"1","gender":7}"#,
            "the claim gender must read as `super::Gender`, the provider gave an int that does not",
        ),
    ] {
        let error = serde_json::from_str::<expanded::ExampleClaims>(json).expect_err("it does not fit").to_string();
        assert!(error.contains(expected) && !error.contains("secret"), "{error}");
    }
}

#[test]
fn inputs_have_the_types_too() {
    let inputs = expanded::ExampleInputs { birthday: Some(Birthday { month: 2, day: 29 }), ..Default::default() };
    let mut config = expanded::ExampleConfig::read(&mut claimsmith::ConfigSource::process());
    config.client_id = "1".into();
    config.client_secret = "not a real one".into();
    config.redirect_uri = "https://www.example.com/signin/example-oauth/callback".into();
    let key = claimsmith::FlowKey::from_base64(&claimsmith::FlowKey::generate_base64()).expect("a key");
    config.options.flow_keys = Some(key.into());
    let client = expanded::Example::new(config).expect("it is complete");
    let begin = client.begin(inputs).expect("it begins");
    assert!(begin.url.contains("login_hint=02-29"), "{}", begin.url);
}

#[test]
fn attributes_and_excluded_profiles() {
    assert!(claims() > expanded::ExampleClaims { gender: Gender::Male, ..claims() }, "the derives are there");
    assert_eq!(expanded::PROVIDERS.len(), 1);
    assert_eq!(expanded::PROVIDERS, golden::PROVIDERS);
    assert_eq!(expanded::Example::PROFILE, golden::Example::PROFILE);
}

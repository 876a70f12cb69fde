//! The token contract of a policy in an application: payloads of tokens that were verified, as the policy's claims; with what the
//! caller changes about it.

use claimsmith::{DataType, Token, TokenContract, TokenError};
use std::fmt::Display;
use std::str::FromStr;

/// A day, known as a text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Birthday(u16, u8, u8);

impl FromStr for Birthday {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts = text.splitn(3, '-');
        let mut part = || parts.next().ok_or(());
        let (year, month, day) = (part()?, part()?, part()?);
        let number = |text: &str| text.parse().map_err(drop);
        Ok(Self(year.parse().map_err(drop)?, number(month)?, number(day)?))
    }
}

impl Display for Birthday {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{:04}-{:02}-{:02}", self.0, self.1, self.2)
    }
}

/// The token that the team's own policy issues.
mod customer {
    claimsmith::include_policy!("tests/golden/token.xml");
}

/// The same policy, with everything that a caller can change about the contract.
mod customized {
    claimsmith::include_policy!(
        "tests/golden/token.xml",
        profiles = ["PolicyProfile"],
        rename = {
            "PolicyProfile" = "Customer",
            "PolicyProfile/groups" = "groups",
            "objectId" = "account",
        },
        derive = ["Eq"],
        attributes = {
            "PolicyProfile" = ["#[derive(Hash)]"],
            "PolicyProfile/age" = ["#[doc = \"In years.\"]"],
        },
        types = { "birthday" = "super::Birthday" },
    );
}

/// As B2C writes it.
const PAYLOAD: &str = r#"{
    "iss": "https://contoso.b2clogin.com/775527ff-9a37-4307-8b3d-cc311f58d925/v2.0/", "aud": "90c0fe63",
    "exp": 1542404800, "nbf": 1542401200, "iat": 1542401200, "auth_time": 1542401200, "ver": "1.0", "nonce": "n",
    "sub": "6fbbd70d", "email": "a@contoso.example", "newUser": false, "loyalty_points": 9007199254740993,
    "birthdate": "1990-02-28", "https://contoso.example/groups": ["editors"], "type": "platinum",
    "tfp": "B2C_1A_Customer", "idp_access_token": "secret"
}"#;

#[test]
fn a_payload_is_the_claims_of_the_policy() {
    let token =
        Token::<customer::TokenClaims>::from_payload(PAYLOAD.as_bytes()).expect("it is a payload of the policy");
    let claims = &token.claims;
    assert_eq!((claims.sub.as_str(), claims.email.as_str()), ("6fbbd70d", "a@contoso.example"));
    assert_eq!((claims.new_user, claims.loyalty_points), (false, 9_007_199_254_740_993));
    assert_eq!((claims.age, claims.birthdate.as_deref()), (None, Some("1990-02-28")));
    assert_eq!(claims.https_contoso_example_groups, Some(vec!["editors".to_owned()]));
    assert_eq!((claims.r#type.as_deref(), claims.tfp.as_str()), (Some("platinum"), "B2C_1A_Customer"));
    assert_eq!((token.registered.issued_at, token.registered.nonce.as_deref()), (Some(1_542_401_200), Some("n")));
    assert_eq!(token.further.iter().collect::<Vec<_>>(), [("ver", "\"1.0\"")]);
    assert!(!format!("{token:?}").contains("secret"), "a token of a provider is not shown");
}

#[test]
fn the_claims_are_written_under_the_names_of_the_token() {
    let claims: customer::TokenClaims = serde_json::from_str(PAYLOAD).expect("it is a payload of the policy");
    let written = serde_json::to_value(&claims).expect("it can be written");
    let payload: serde_json::Value = serde_json::from_str(PAYLOAD).expect("it is JSON");
    let written = written.as_object().expect("an object");
    assert_eq!(written.len(), 9);
    assert!(written.iter().all(|(name, value)| payload.get(name) == Some(value)), "{written:?}");
}

#[test]
fn a_payload_that_is_not_the_policys_is_refused() {
    let refused = |replaced: &str, by: &str| {
        assert!(PAYLOAD.contains(replaced), "{replaced}");
        Token::<customer::TokenClaims>::from_payload(PAYLOAD.replacen(replaced, by, 1).as_bytes())
            .expect_err("not this")
    };
    assert_eq!(refused("\"email\"", "\"mail\""), TokenError::MissingClaim { claim: "email".to_owned() });
    let error = refused("9007199254740993", "1.5");
    assert!(
        matches!(&error, TokenError::ClaimType { claim, expected: DataType::Long, .. } if claim == "loyalty_points")
    );
    assert_eq!(
        error.to_string(),
        "the claim loyalty_points of the token must be a long, and is a number outside its range"
    );
}

#[test]
fn names_types_and_derives_of_the_caller_apply() {
    let read = |payload: &str| Token::<customized::CustomerClaims>::from_payload(payload.as_bytes());
    let claims = read(PAYLOAD).expect("it is a payload of the policy").claims;
    assert_eq!((claims.account.as_str(), &claims.birthdate), ("6fbbd70d", &Some(Birthday(1990, 2, 28))));
    assert_eq!(claims.groups, Some(vec!["editors".to_owned()]));
    let same = std::collections::HashSet::from([claims.clone(), claims]);
    assert_eq!(same.len(), 1);
    let error = read(&PAYLOAD.replace("1990-02-28", "yesterday")).expect_err("no day");
    assert_eq!(
        error.to_string(),
        "the claim birthdate of the token must read as `super::Birthday`, and is a text that does not"
    );
    assert_eq!(customized::CustomerClaims::PROFILE, customer::TokenClaims::PROFILE, "the token is the same");
}

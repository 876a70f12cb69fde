//! The shim by which generated claims structs are serialised, and `ClaimSet`.

use claimsmith_runtime::profile::{DataType, OutputClaim, Profile, list};
use claimsmith_runtime::shim::{ClaimField, deserialize_claims, serialize_claims};
use claimsmith_runtime::{ClaimReader, ClaimSet, ClaimType, ClaimValue, Claims, SignInError, SubjectKey};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

const OUTPUTS: &[OutputClaim] = &[
    OutputClaim::member("displayName", DataType::String, "name"),
    OutputClaim::member("age", DataType::Int, "age"),
    OutputClaim::member("id", DataType::Long, "id"),
    OutputClaim::member("newUser", DataType::Boolean, "new"),
    OutputClaim::member("emails", DataType::StringCollection, "emails"),
    OutputClaim::member("colour", DataType::String, "colour"),
];

const PROFILE: Profile = Profile { outputs: list(OUTPUTS), ..Profile::EMPTY };

/// As the compiler makes it of an enumeration restriction.
#[derive(Debug, Clone, PartialEq)]
enum Colour {
    Red,
    Other(String),
}

impl ClaimType for Colour {
    fn from_claim(value: ClaimValue) -> Option<Self> {
        let ClaimValue::String(text) = value else { return None };
        Some(if text == "red" { Self::Red } else { Self::Other(text) })
    }

    fn to_claim(&self) -> ClaimValue {
        ClaimValue::String(match self {
            Self::Red => "red".to_owned(),
            Self::Other(text) => text.clone(),
        })
    }
}

#[derive(Debug, Clone, PartialEq)]
struct Generated {
    display_name: String,
    age: Option<i32>,
    id: Option<i64>,
    new_user: Option<bool>,
    emails: Option<Vec<String>>,
    colour: Option<Colour>,
}

impl Claims for Generated {
    fn read(reader: &mut ClaimReader<'_>) -> Result<Self, SignInError> {
        Ok(Self {
            display_name: reader.required(0)?,
            age: reader.optional(1)?,
            id: reader.optional(2)?,
            new_user: reader.optional(3)?,
            emails: reader.optional(4)?,
            colour: reader.optional(5)?,
        })
    }
}

impl Serialize for Generated {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fields: &[&dyn ClaimField] =
            &[&self.display_name, &self.age, &self.id, &self.new_user, &self.emails, &self.colour];
        serialize_claims(serializer, &PROFILE, fields)
    }
}

impl<'de> Deserialize<'de> for Generated {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_claims(deserializer, &PROFILE)
    }
}

#[test]
fn claims_survive_json() {
    let full = Generated {
        display_name: "é \"x\"".to_owned(),
        age: Some(-1),
        id: Some(i64::MAX),
        new_user: Some(true),
        emails: Some(vec!["a@example.com".to_owned()]),
        colour: Some(Colour::Red),
    };
    let bare = Generated {
        display_name: "x".to_owned(),
        age: None,
        id: None,
        new_user: None,
        emails: None,
        colour: Some(Colour::Other("blue".to_owned())),
    };
    for claims in [full, bare.clone()] {
        let json = serde_json::to_string(&claims).expect("JSON");
        assert_eq!(serde_json::from_str::<Generated>(&json).expect(&json), claims);
    }
    assert_eq!(serde_json::to_string(&bare).expect("JSON"), r#"{"displayName":"x","colour":"blue"}"#);
    let with_more = r#"{"displayName":"x","unknown":{"a":[1]},"age":null,"emails":null,"colour":"blue"}"#;
    assert_eq!(serde_json::from_str::<Generated>(with_more).expect("JSON"), bare);
}

#[test]
fn what_does_not_fit_is_refused() {
    for (json, message) in [
        (r#"{"age":1}"#, "displayName"),
        (r#"{"displayName":"x","displayName":"y"}"#, "occurs twice"),
        (r#"{"displayName":1}"#, "invalid type"),
        (r#"{"displayName":"x","age":2147483648}"#, "invalid value"),
        (r#"{"displayName":"x","emails":"a"}"#, "invalid type"),
        ("[]", "a map of claim id to value"),
    ] {
        let error = serde_json::from_str::<Generated>(json).expect_err(json).to_string();
        assert!(error.contains(message), "{json}: {error}");
    }
}

#[test]
fn claim_sets_serialise_sorted() {
    let mut set = ClaimSet::new();
    set.insert("b", ClaimValue::StringCollection(vec!["x".to_owned()]));
    set.insert("a", ClaimValue::Long(9_007_199_254_740_993));
    set.insert("c", ClaimValue::Boolean(false));
    assert_eq!(serde_json::to_string(&set).expect("JSON"), r#"{"a":9007199254740993,"b":["x"],"c":false}"#);
    assert_eq!(set.get("B"), set.get("b"));
    let subject = SubjectKey { issuer: "qq.com".to_owned(), id: "X".to_owned() };
    assert_eq!(serde_json::to_string(&subject).expect("JSON"), r#"{"issuer":"qq.com","id":"X"}"#);
}

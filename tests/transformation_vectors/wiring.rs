//! Which claims a vector needs, and of which data types.
//!
//! A vector says a claim's type by its value. Where JSON has no such type, or a vector has no value, the tables here and the
//! other vectors of the method say it: they are not the compiler's, so a slip there is found.

use crate::vector::Vector;
use serde_json::{Map, Value};

/// Data types that a JSON value does not show.
const DATA_TYPES: &[(&str, &str, &str)] = &[
    ("ConvertDateTimeToDateClaim", "inputClaim", "dateTime"),
    ("ConvertDateTimeToDateClaim", "outputClaim", "date"),
    ("ConvertDateToDateTimeClaim", "inputClaim", "date"),
    ("ConvertDateToDateTimeClaim", "outputClaim", "dateTime"),
    ("DateTimeComparison", "firstDateTime", "dateTime"),
    ("DateTimeComparison", "secondDateTime", "dateTime"),
    ("IsTermsOfUseConsentRequired", "termsOfUseConsentDateTime", "dateTime"),
    ("IsTermsOfUseConsentRequired", "termsOfUseTextUpdateDateTime", "dateTime"),
    ("GetCurrentDateTime", "currentDateTime", "dateTime"),
    ("ConvertNumberToStringClaim", "inputClaim", "long"),
    ("GetNumericClaimFromJson", "extractedClaim", "long"),
    ("ConvertPhoneNumberClaimToString", "phoneNumber", "phoneNumber"),
    ("ConvertStringToPhoneNumberClaim", "outputClaim", "phoneNumber"),
    ("AddItemToAlternativeSecurityIdCollection", "collection", "alternativeSecurityIdCollection"),
    ("RemoveAlternativeSecurityIdByIdentityProvider", "collection", "alternativeSecurityIdCollection"),
    (
        "GetIdentityProvidersFromAlternativeSecurityIdCollectionTransformation",
        "alternativeSecurityIdCollection",
        "alternativeSecurityIdCollection",
    ),
    ("CreateUserIdentity", "userIdentity", "userIdentity"),
    ("AddItemToUserIdentityCollection", "item", "userIdentity"),
    ("AddItemToUserIdentityCollection", "collection", "userIdentityCollection"),
    ("RemoveUserIdentityFromCollectionByIssuer", "collection", "userIdentityCollection"),
    ("GetIssuersFromUserIdentityCollectionTransformation", "userIdentityCollection", "userIdentityCollection"),
    ("GetAgeGroupConsentProvidedAndRequiresConsent", "dateOfBirth", "date"),
    ("GetAgeGroupConsentProvidedAndRequiresConsent", "requiresParentalConsent", "boolean"),
];

/// Methods whose input claims are those that a vector names; the others have to be declared, value or not.
const CHOSEN_INPUTS: &[&str] = &["ConvertStringToPhoneNumberClaim", "FormatLocalizedString", "GenerateJson"];

/// Methods whose output claims are those that a vector names.
const CHOSEN_OUTPUTS: &[&str] = &[
    "AssertNumber",
    "GetClaimsFromJsonArray",
    "GetClaimsFromJsonArrayV2",
    "GetLocalizedStringsTransformation",
    "SetClaimsIfRegexMatch",
];

/// Output claims that have to be declared and that no vector looks at.
const UNASSERTED: &[(&str, &[&str])] =
    &[("GetAgeGroupConsentProvidedAndRequiresConsent", &["requiresParentalConsent", "consentProvidedForMinor"])];

/// A claim of a transformation.
pub(crate) struct Claim {
    /// The id of its claim type.
    pub(crate) id: String,
    /// `TransformationClaimType`; `None` where the method goes by the claim itself.
    pub(crate) name: Option<String>,
    pub(crate) data_type: String,
    /// What the provider says of it; null: nothing.
    pub(crate) value: Value,
}

/// The claims of a transformation.
pub(crate) struct Wiring {
    pub(crate) inputs: Vec<Claim>,
    pub(crate) outputs: Vec<Claim>,
}

impl Wiring {
    /// The claims of a vector, one of `all`.
    pub(crate) fn of(vector: &Vector, all: &[Vector]) -> Self {
        Self { inputs: inputs(vector, all), outputs: outputs(vector, all) }
    }

    /// The claims that the technical profile gets from the provider: the inputs, and outputs with an earlier value.
    pub(crate) fn from_provider(&self) -> impl Iterator<Item = &Claim> {
        let is_new = |claim: &&Claim| !claim.value.is_null() && self.inputs.iter().all(|it| it.id != claim.id);
        self.inputs.iter().chain(self.outputs.iter().filter(is_new))
    }

    /// Every claim, once.
    pub(crate) fn claims(&self) -> impl Iterator<Item = &Claim> {
        self.inputs.iter().chain(self.outputs.iter().filter(|claim| self.inputs.iter().all(|it| it.id != claim.id)))
    }

    /// What the provider answers when it is asked for claims.
    pub(crate) fn answer(&self) -> Value {
        let mut answer = Map::from_iter([("id".to_owned(), Value::from("4711"))]);
        let said = self.from_provider().filter(|claim| !claim.value.is_null());
        answer.extend(said.map(|claim| (claim.id.clone(), claim.value.clone())));
        Value::Object(answer)
    }
}

/// The data type of an input parameter, and its value as a policy writes it.
pub(crate) fn parameter(method: &str, name: &str, value: &Value) -> (String, String) {
    if let (Some(data_type), Some(text)) = (value["$dataType"].as_str(), value["$value"].as_str()) {
        return (data_type.to_owned(), text.to_owned());
    }
    let data_type = listed(method, name).or_else(|| kind(value)).expect("a parameter has a value");
    (data_type.to_owned(), value.as_str().map_or_else(|| value.to_string(), str::to_owned))
}

fn inputs(vector: &Vector, all: &[Vector]) -> Vec<Claim> {
    if let Some(values) = vector.inputs.get("$ordered").and_then(Value::as_array) {
        let claim = |(index, value): (usize, &Value)| claim(vector, &format!("input{index}"), value, all);
        return values.iter().enumerate().map(claim).map(|claim| Claim { name: None, ..claim }).collect();
    }
    let mut names: Vec<&String> = vector.inputs.keys().collect();
    if !CHOSEN_INPUTS.contains(&vector.method.as_str()) {
        names.extend(of_method(vector, all).flat_map(|it| it.inputs.keys()));
    }
    sorted(names).map(|name| claim(vector, name, vector.inputs.get(name).unwrap_or(&Value::Null), all)).collect()
}

fn outputs(vector: &Vector, all: &[Vector]) -> Vec<Claim> {
    if let Some(types) = vector.context.get("outputClaimTypes").and_then(Value::as_object) {
        let data_type = |value: &Value| value.as_str().expect("a data type").to_owned();
        let types = types.iter().map(|(id, it)| (id.clone(), data_type(it)));
        return types.map(|(id, data_type)| Claim { id, name: None, data_type, value: Value::Null }).collect();
    }
    let mut names = named_outputs(vector);
    if !CHOSEN_OUTPUTS.contains(&vector.method.as_str()) {
        names.extend(of_method(vector, all).flat_map(named_outputs));
    }
    let unasserted = UNASSERTED.iter().filter(|(method, _)| vector.method == *method);
    let unasserted: Vec<String> = unasserted.flat_map(|(_, names)| names.iter().map(|it| (*it).to_owned())).collect();
    names.extend(&unasserted);
    let prior = vector.context.get("priorOutput").or_else(|| vector.context.get("priorValue"));
    sorted(names).map(|name| output(vector, name, prior.unwrap_or(&Value::Null), all)).collect()
}

fn output(vector: &Vector, name: &str, prior: &Value, all: &[Vector]) -> Claim {
    let own = claim(vector, name, prior, all);
    let is_group =
        vector.method == "SetClaimsIfRegexMatch" && !["outputClaim", "regexCompareResultClaim"].contains(&name);
    if is_group { Claim { id: name.to_owned(), name: None, ..own } } else { own }
}

fn named_outputs(vector: &Vector) -> Vec<&String> {
    vector.expected.keys().filter(|_| vector.expected_error().is_none()).collect()
}

fn claim(vector: &Vector, name: &str, value: &Value, all: &[Vector]) -> Claim {
    let values = |vector: &Vector| [vector.inputs.get(name), vector.expected.get(name)].map(|it| it.and_then(kind));
    let own = kind(value).into_iter().chain(values(vector).into_iter().flatten());
    let others = of_method(vector, all).flat_map(|it| values(it).into_iter().flatten());
    let data_type = listed(&vector.method, name).or_else(|| own.chain(others).next()).unwrap_or("string");
    let letters = name.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '_' });
    let id = format!("{}_{}", vector.name(), letters.collect::<String>());
    // A text that holds JSON is written as JSON.
    let value = value.get("$json").map_or_else(|| value.clone(), |json| Value::from(json.to_string()));
    Claim { id, name: Some(name.to_owned()), data_type: data_type.to_owned(), value }
}

fn of_method<'v>(vector: &Vector, all: &'v [Vector]) -> impl Iterator<Item = &'v Vector> {
    all.iter().filter(|it| it.method == vector.method)
}

fn sorted(mut names: Vec<&String>) -> impl Iterator<Item = &String> {
    names.sort();
    names.dedup();
    names.into_iter()
}

fn listed(method: &str, name: &str) -> Option<&'static str> {
    let known = DATA_TYPES.iter().find(|(of, known, _)| (*of, *known) == (method, name));
    known.map(|(_, _, data_type)| *data_type)
}

/// The data type that a value shows.
fn kind(value: &Value) -> Option<&'static str> {
    match value {
        Value::Null => None,
        Value::Bool(_) => Some("boolean"),
        Value::Number(_) => Some("int"),
        Value::Array(_) => Some("stringCollection"),
        Value::Object(matcher) if matcher.contains_key("$set") => Some("stringCollection"),
        Value::String(_) | Value::Object(_) => Some("string"),
    }
}

//! Methods over JSON in texts.
//!
//! Members keep the order of the text, and numbers their digits. JSON is read within the bounds of a provider's answer:
//! depth, number of values; an object with two members of one name is refused, where .NET would silently take the last
//! one.

use super::fault::Fault;
use crate::answer::{Elements, JsonKind, Members, compact, decode, json_value};
use crate::claims::ClaimValue;
use crate::error::ResponseFault;
use claimsmith_profile::DataType;
use std::borrow::Cow;

pub(crate) use super::json_tree::generate_json;

const NOT_JSON: Fault =
    Fault::Failed("a claim is no JSON that can be read: its syntax, its depth, its size, or two members of one name");
const NOT_AN_OBJECT: Fault = Fault::Failed("a claim is JSON, but no object");
const NOT_AN_ARRAY: Fault = Fault::Failed("a claim is JSON, but no array");
const NO_MEMBER: Fault = Fault::Failed("the JSON has no such member, or it is null");
const NOT_A_NUMBER: Fault = Fault::Failed("the member is no whole number of 64 bits");
const MISSING_KEY: Fault = Fault::Failed("the JSON has no value for one of the output claims");
const WRONG_KIND: Fault = Fault::Failed("a value of the JSON does not fit the data type of its output claim");

impl From<ResponseFault> for Fault {
    fn from(_: ResponseFault) -> Self {
        NOT_JSON
    }
}

/// An array with the text as its one element.
///
/// Microsoft: claims transformations reference, `CreateJsonArray`.
pub(crate) fn create_json_array(input: &str) -> String {
    format!("[{}]", serde_json::Value::from(input))
}

/// The top-level member with this very name.
///
/// Microsoft: claims transformations reference, `GetClaimFromJson`, whose examples are all texts. Undocumented is what
/// other values become; here they become what they do in the answer of a provider: numbers keep their digits, booleans
/// are `true` and `false`, arrays and objects stay JSON, so that a further step can look into them. A member that is
/// null counts as missing.
///
/// # Errors
/// [`Fault::Failed`] for what is no JSON object, and without such a member.
pub(crate) fn get_claim_from_json(json: &str, member: &str) -> Result<String, Fault> {
    let value = find_member(object(json)?, member)?.ok_or(NO_MEMBER)?;
    Ok(text(value)?.ok_or(NO_MEMBER)?.into_owned())
}

/// The top-level member with this very name, a whole number of 64 bits.
///
/// Microsoft: claims transformations reference, `GetNumericClaimFromJson`. Undocumented is what a text of digits, a
/// fraction or a number out of range becomes; here they fail, because a data type is never converted silently.
///
/// # Errors
/// [`Fault::Failed`] for what is no JSON object, without such a member, and for another value.
pub(crate) fn get_numeric_claim_from_json(json: &str, member: &str) -> Result<i64, Fault> {
    let value = find_member(object(json)?, member)?.filter(|value| !is_null(value)).ok_or(NO_MEMBER)?;
    integer(value).ok_or(NOT_A_NUMBER)
}

/// Name and value of the first member, in the order of the text; neither of an empty object, no value for null.
///
/// Microsoft: claims transformations reference, `GetSingleItemFromJson`; undocumented is the empty object. The value
/// becomes a text as that of [`get_claim_from_json`].
///
/// # Errors
/// [`Fault::Failed`] for what is no JSON object.
pub(crate) fn get_single_item_from_json(json: &str) -> Result<(Option<String>, Option<String>), Fault> {
    let Some((name, value)) = Members::of(object(json)?).next() else { return Ok((None, None)) };
    Ok((Some(decode(name)?.into_owned()), text(value)?.map(Cow::into_owned)))
}

/// The first element; none of an empty array, and for null.
///
/// Microsoft: claims transformations reference, `GetSingleValueFromJsonArray`; undocumented is the empty array. The
/// element becomes a text as the member of [`get_claim_from_json`].
///
/// # Errors
/// [`Fault::Failed`] for what is no JSON array.
pub(crate) fn get_single_value_from_json_array(json: &str) -> Result<Option<String>, Fault> {
    let Some(first) = Elements::of(array(json)?).next() else { return Ok(None) };
    Ok(text(first)?.map(Cow::into_owned))
}

/// Of an array of objects with a key and a value each: for each output, given by its key and data type, the value of
/// the first object with this very key, or `None`, which leaves the claim as it is.
///
/// Without an object with its key an output is `None`, or fails if `fails_without_claim`. A value that is null, or no
/// member at all, is `None`, and the empty text is unless `keeps_empty_claims`. Elements that are no objects with a
/// text as key are passed over.
///
/// Microsoft: claims transformations reference, `GetClaimsFromJsonArray`, with texts, whole numbers, booleans and
/// times. Chosen here, as for the answer of a provider: a `string` takes a value of any kind, which becomes a text as that of
/// [`get_claim_from_json`]; a `dateTime`, `date`, `duration` and `phoneNumber` takes any text, as it stands, and a method that
/// reads it says whether it is one; collections and identities are read from arrays and objects. Any other value of another
/// kind than its data type wants fails.
///
/// # Errors
/// [`Fault::Failed`] for what is no JSON array, for a value that does not fit, and for a missing key.
pub(crate) fn get_claims_from_json_array(
    json: &str,
    fails_without_claim: bool,
    keeps_empty_claims: bool,
    key_name: &str,
    value_name: &str,
    outputs: &[(&str, DataType)],
) -> Result<Vec<Option<ClaimValue>>, Fault> {
    let elements = Elements::of(array(json)?).filter(|element| matches!(JsonKind::of(element), JsonKind::Object));
    let pairs: Vec<_> = elements.map(|element| pair(element, key_name, value_name)).collect::<Result<_, _>>()?;
    take(&pairs, fails_without_claim, keeps_empty_claims, outputs)
}

/// The same as [`get_claims_from_json_array`] of a collection, each text of which is one object.
///
/// Microsoft: claims transformations reference, `GetClaimsFromJsonArrayV2`.
///
/// # Errors
/// Those of [`get_claims_from_json_array`]; [`Fault::Failed`] for a text that is no JSON object.
pub(crate) fn get_claims_from_json_array_v2(
    objects: &[String],
    fails_without_claim: bool,
    keeps_empty_claims: bool,
    key_name: &str,
    value_name: &str,
    outputs: &[(&str, DataType)],
) -> Result<Vec<Option<ClaimValue>>, Fault> {
    let pairs = objects.iter().map(|json| pair(object(json)?, key_name, value_name));
    take(&pairs.collect::<Result<Vec<_>, _>>()?, fails_without_claim, keeps_empty_claims, outputs)
}

/// The key of an object, if that is a text, and its value.
type Pair<'a> = (Option<Cow<'a, str>>, Option<&'a str>);

fn pair<'a>(object: &'a str, key_name: &str, value_name: &str) -> Result<Pair<'a>, Fault> {
    let key = find_member(object, key_name)?.filter(|key| matches!(JsonKind::of(key), JsonKind::Text));
    Ok((key.map(decode).transpose()?, find_member(object, value_name)?))
}

fn take(
    pairs: &[Pair<'_>],
    fails_without_claim: bool,
    keeps_empty_claims: bool,
    outputs: &[(&str, DataType)],
) -> Result<Vec<Option<ClaimValue>>, Fault> {
    let mut values = Vec::with_capacity(outputs.len());
    for (name, data_type) in outputs {
        let value = match pairs.iter().find(|(key, _)| key.as_deref() == Some(*name)) {
            None if fails_without_claim => return Err(MISSING_KEY),
            None | Some((_, None)) => None,
            Some((_, Some(value))) if is_null(value) => None,
            Some((_, Some("\"\""))) if !keeps_empty_claims => None,
            Some((_, Some(value))) => Some(typed(value, *data_type)?.ok_or(WRONG_KIND)?),
        };
        values.push(value);
    }
    Ok(values)
}

/// A value of JSON as one of this data type.
fn typed(value: &str, data_type: DataType) -> Result<Option<ClaimValue>, Fault> {
    Ok(match (data_type, JsonKind::of(value)) {
        (DataType::Boolean, JsonKind::Boolean(value)) => Some(ClaimValue::Boolean(value)),
        (DataType::Int, _) => integer(value).and_then(|it| i32::try_from(it).ok()).map(ClaimValue::Int),
        (DataType::Long, _) => integer(value).map(ClaimValue::Long),
        (DataType::StringCollection, JsonKind::Array) => {
            let texts = Elements::of(value).filter_map(|element| text(element).transpose());
            let texts: Result<_, Fault> = texts.map(|text| text.map(Cow::into_owned)).collect();
            Some(ClaimValue::StringCollection(texts?))
        }
        (DataType::UserIdentity | DataType::UserIdentityCollection | DataType::AlternativeSecurityIdCollection, _) => {
            ClaimValue::identity_from_json(value, data_type)
        }
        (DataType::String, _) => text(value)?.map(|text| ClaimValue::String(text.into_owned())),
        (DataType::Date | DataType::DateTime | DataType::Duration | DataType::PhoneNumber, JsonKind::Text) => {
            Some(ClaimValue::String(decode(value)?.into_owned()))
        }
        _ => None,
    })
}

fn object(json: &str) -> Result<&str, Fault> {
    let value = json_value(json)?;
    if matches!(JsonKind::of(value), JsonKind::Object) { Ok(value) } else { Err(NOT_AN_OBJECT) }
}

fn array(json: &str) -> Result<&str, Fault> {
    let value = json_value(json)?;
    if matches!(JsonKind::of(value), JsonKind::Array) { Ok(value) } else { Err(NOT_AN_ARRAY) }
}

fn find_member<'a>(object: &'a str, wanted: &str) -> Result<Option<&'a str>, Fault> {
    for (name, value) in Members::of(object) {
        if decode(name)? == wanted {
            return Ok(Some(value));
        }
    }
    Ok(None)
}

fn is_null(value: &str) -> bool {
    matches!(JsonKind::of(value), JsonKind::Null)
}

/// A value as text; `None` for null.
fn text(value: &str) -> Result<Option<Cow<'_, str>>, Fault> {
    Ok(match JsonKind::of(value) {
        JsonKind::Null => None,
        JsonKind::Text => Some(decode(value)?),
        JsonKind::Array | JsonKind::Object => Some(Cow::Owned(compact(value))),
        JsonKind::Boolean(_) | JsonKind::Number => Some(Cow::Borrowed(value)),
    })
}

/// A whole number without fraction and exponent; quotes are not digits.
fn integer(value: &str) -> Option<i64> {
    value.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_text_becomes_an_array() {
        for (text, expected) in [("ann", "[\"ann\"]"), ("", "[\"\"]"), ("a\"\\\n[é]", "[\"a\\\"\\\\\\n[é]\"]")] {
            assert_eq!(create_json_array(text), expected);
        }
    }

    #[test]
    fn a_member_is_found_by_its_very_name() {
        let json = r#" {"name":"Ann \u00e9","Name":"Bob","age":7e0,"vip":true,"none":null,"empty":"","tags":[1, "a b"],
                        "more":{"name": "Cem"}} "#;
        for (member, expected) in [
            ("name", Ok("Ann é")),
            ("Name", Ok("Bob")),
            ("age", Ok("7e0")),
            ("vip", Ok("true")),
            ("empty", Ok("")),
            ("tags", Ok(r#"[1,"a b"]"#)),
            ("more", Ok(r#"{"name":"Cem"}"#)),
            ("none", Err(NO_MEMBER)),
            ("NAME", Err(NO_MEMBER)),
            ("more.name", Err(NO_MEMBER)),
            ("", Err(NO_MEMBER)),
        ] {
            assert_eq!(get_claim_from_json(json, member).as_deref(), expected.as_ref().copied(), "{member}");
        }
        for (json, fault) in [
            ("", NOT_JSON),
            ("{", NOT_JSON),
            ("{\"a\":\"b\"} c", NOT_JSON),
            ("{\"a\":\"b\",\"a\":\"c\"}", NOT_JSON),
            ("[\"a\"]", NOT_AN_OBJECT),
            ("\"a\"", NOT_AN_OBJECT),
            ("null", NOT_AN_OBJECT),
        ] {
            assert_eq!(get_claim_from_json(json, "a"), Err(fault), "{json}");
            assert_eq!(get_single_item_from_json(json), Err(fault), "{json}");
        }
        let deep = format!("{{\"a\":{}{}}}", "[".repeat(100), "]".repeat(100));
        assert_eq!(get_claim_from_json(&deep, "a"), Err(NOT_JSON));
        let deepest = format!("{}{}", "[".repeat(1_000_000), "]".repeat(1_000_000));
        assert_eq!(get_single_value_from_json_array(&deepest), Err(NOT_JSON));
    }

    #[test]
    fn a_number_is_whole_and_has_64_bits() {
        for (value, expected) in [
            ("17", Ok(17)),
            ("-9223372036854775808", Ok(i64::MIN)),
            ("9007199254740993", Ok(9_007_199_254_740_993)),
            ("9223372036854775808", Err(NOT_A_NUMBER)),
            ("17.0", Err(NOT_A_NUMBER)),
            ("1e1", Err(NOT_A_NUMBER)),
            ("\"17\"", Err(NOT_A_NUMBER)),
            ("true", Err(NOT_A_NUMBER)),
            ("{}", Err(NOT_A_NUMBER)),
            ("null", Err(NO_MEMBER)),
        ] {
            assert_eq!(get_numeric_claim_from_json(&format!("{{\"n\": {value} }}"), "n"), expected, "{value}");
        }
        assert_eq!(get_numeric_claim_from_json("{}", "n"), Err(NO_MEMBER));
    }

    #[test]
    fn the_first_comes_first_in_the_text() {
        for (json, key, value) in [
            (r#"{"z":"1","a":"2"}"#, Some("z"), Some("1")),
            (r#"{ "\u007a" : 5 , "a":"2"}"#, Some("z"), Some("5")),
            (r#"{"z":null,"a":"2"}"#, Some("z"), None),
            ("{}", None, None),
        ] {
            let expected = (key.map(str::to_owned), value.map(str::to_owned));
            assert_eq!(get_single_item_from_json(json), Ok(expected), "{json}");
        }
        for (json, expected) in [
            (r#"["z","a"]"#, Ok(Some("z"))),
            (r#"[ {"a": 1}, "a"]"#, Ok(Some("{\"a\":1}"))),
            ("[0.50]", Ok(Some("0.50"))),
            ("[null,1]", Ok(None)),
            ("[]", Ok(None)),
            ("{}", Err(NOT_AN_ARRAY)),
            ("[1", Err(NOT_JSON)),
        ] {
            let found = get_single_value_from_json_array(json);
            assert_eq!(found.as_ref().map(Option::as_deref).map_err(|fault| *fault), expected, "{json}");
        }
    }

    const PAIRS: &str = r#"[{"k":"name","v":"Ann"},{"v":9,"k":"points"},{"k":"vip","v":false},{"k":"since","v":"2031-12-05"},
        {"k":"tags","v":["a",2,null]},{"k":"empty","v":""},{"k":"none","v":null},{"k":"bare"},{"k":7,"v":"seven"},
        "noise",null,{"v":"no key"},{"k":"name","v":"Bob"},{"k":"id","v":{"issuer":"qq.com","issuerUserId":"1"}}]"#;

    fn pick(name: &str, data_type: DataType, fails: bool, keeps: bool) -> Result<Option<ClaimValue>, Fault> {
        get_claims_from_json_array(PAIRS, fails, keeps, "k", "v", &[(name, data_type)]).map(|mut it| it.remove(0))
    }

    #[test]
    fn pairs_become_typed_claims() {
        let string = |text: &str| Some(ClaimValue::String(text.to_owned()));
        let identity = crate::claims::UserIdentity { issuer: "qq.com".to_owned(), issuer_user_id: "1".to_owned() };
        for (name, data_type, expected) in [
            ("name", DataType::String, Ok(string("Ann"))),
            ("points", DataType::Int, Ok(Some(ClaimValue::Int(9)))),
            ("points", DataType::Long, Ok(Some(ClaimValue::Long(9)))),
            ("points", DataType::String, Ok(string("9"))),
            ("points", DataType::Boolean, Err(WRONG_KIND)),
            ("vip", DataType::Boolean, Ok(Some(ClaimValue::Boolean(false)))),
            ("name", DataType::Boolean, Err(WRONG_KIND)),
            ("name", DataType::Int, Err(WRONG_KIND)),
            ("since", DataType::DateTime, Ok(string("2031-12-05"))),
            ("points", DataType::Date, Err(WRONG_KIND)),
            ("tags", DataType::StringCollection, Ok(Some(ClaimValue::StringCollection(vec!["a".into(), "2".into()])))),
            ("name", DataType::StringCollection, Err(WRONG_KIND)),
            ("id", DataType::UserIdentity, Ok(Some(ClaimValue::UserIdentity(identity)))),
            ("name", DataType::UserIdentity, Err(WRONG_KIND)),
            ("name", DataType::ObjectIdentity, Err(WRONG_KIND)),
            ("none", DataType::Int, Ok(None)),
            ("bare", DataType::Int, Ok(None)),
        ] {
            assert_eq!(pick(name, data_type, true, true), expected, "{name} {data_type:?}");
        }
        assert_eq!(pick("empty", DataType::String, true, true), Ok(string("")));
        assert_eq!(pick("empty", DataType::String, true, false), Ok(None));
        for missing in ["7", "Name", "nobody"] {
            assert_eq!(pick(missing, DataType::String, false, true), Ok(None), "{missing}");
            assert_eq!(pick(missing, DataType::String, true, true), Err(MISSING_KEY), "{missing}");
        }
    }

    #[test]
    fn a_collection_of_objects_does_as_well() {
        let outputs = [("a", DataType::Int), ("b", DataType::String)];
        let get = |texts: &[&str]| {
            let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
            get_claims_from_json_array_v2(&texts, false, false, "k", "v", &outputs)
        };
        let one = vec![Some(ClaimValue::Int(1)), None];
        assert_eq!(get(&[r#"{"k":"c","v":2}"#, r#"{"k":"a","v":1}"#]), Ok(one));
        assert_eq!(get(&[]), Ok(vec![None, None]));
        assert_eq!(get(&["[]"]), Err(NOT_AN_OBJECT));
        assert_eq!(get(&["a"]), Err(NOT_JSON));
    }

    proptest! {
        #[test]
        fn what_was_made_an_array_comes_out_of_it(text: String) {
            prop_assert_eq!(get_single_value_from_json_array(&create_json_array(&text)), Ok(Some(text)));
        }

        #[test]
        fn no_text_makes_it_panic(json in "[\\[\\]{}\":,a1\\\\ ]{0,24}", other in ".*") {
            for json in [&json, &other] {
                let _ = (get_claim_from_json(json, "a"), get_numeric_claim_from_json(json, "a"));
                let _ = (get_single_item_from_json(json), get_single_value_from_json_array(json));
                let _ = get_claims_from_json_array(json, false, true, "a", "1", &[("a", DataType::String)]);
            }
        }
    }
}

//! From a value that was found to a value of the claim's data type.

use super::ClaimValue;
use crate::answer::{Found, JsonKind, compact};
use crate::error::SignInError;
use claimsmith_profile::{DataType, OutputClaim};
use serde_json::value::RawValue;

/// A value that does not fit its data type fails the sign-in, even for an optional claim: skipping it would let a
/// provider switch a check off by sending the wrong kind.
pub(crate) fn convert(found: Found<'_>, output: &OutputClaim) -> Result<ClaimValue, SignInError> {
    let value = match output.data_type {
        DataType::Boolean => boolean(&found).map(ClaimValue::Boolean),
        DataType::Int => integer(&found).map(ClaimValue::Int),
        DataType::Long => integer(&found).map(ClaimValue::Long),
        DataType::StringCollection => collection(&found).map(ClaimValue::StringCollection),
        DataType::UserIdentity | DataType::UserIdentityCollection | DataType::AlternativeSecurityIdCollection => {
            identity(&found, output.data_type)
        }
        _ => Some(ClaimValue::String(into_text(&found))),
    };
    value.ok_or_else(|| SignInError::ClaimType {
        claim: output.claim.to_string(),
        expected: output.data_type,
        found: match found {
            Found::Text(_) => "a text that does not read as one",
            Found::Number(_) => "a number outside its range",
            Found::Boolean(_) => "a boolean",
            Found::Array(_) => "an array",
            Found::Object(_) => "an object",
        },
    })
}

/// Form answers have texts only, so `"7200"` is a number and `"true"` a boolean.
fn boolean(found: &Found<'_>) -> Option<bool> {
    match found {
        Found::Boolean(value) => Some(*value),
        Found::Number("1") => Some(true),
        Found::Number("0") => Some(false),
        Found::Text(text) if text.eq_ignore_ascii_case("true") || text == "1" => Some(true),
        Found::Text(text) if text.eq_ignore_ascii_case("false") || text == "0" => Some(false),
        _ => None,
    }
}

fn integer<T: std::str::FromStr>(found: &Found<'_>) -> Option<T> {
    let text = match found {
        Found::Number(text) => text,
        Found::Text(text) => text.as_ref(),
        _ => return None,
    };
    is_integer(text).then(|| text.parse().ok()).flatten()
}

fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn collection(found: &Found<'_>) -> Option<Vec<String>> {
    let Found::Array(text) = found else {
        // One value where several were possible: many providers leave the brackets out.
        return if matches!(found, Found::Object(_)) { None } else { Some(vec![into_text(found)]) };
    };
    let elements: Vec<&RawValue> = serde_json::from_str(text).ok()?;
    elements.into_iter().filter(|element| !matches!(JsonKind::of(element.get()), JsonKind::Null)).map(element).collect()
}

fn element(element: &RawValue) -> Option<String> {
    match JsonKind::of(element.get()) {
        JsonKind::Text => serde_json::from_str(element.get()).ok(),
        _ => Some(compact(element.get())),
    }
}

/// An object, or a list of them; or a text that holds either as JSON, which is what a form and a claim resolver give.
fn identity(found: &Found<'_>, data_type: DataType) -> Option<ClaimValue> {
    match found {
        Found::Text(json) => ClaimValue::identity_from_json(json, data_type),
        Found::Array(json) | Found::Object(json) => ClaimValue::identity_from_json(json, data_type),
        Found::Number(_) | Found::Boolean(_) => None,
    }
}

/// Text stays, numbers keep their exact digits, arrays and objects become JSON text.
fn into_text(found: &Found<'_>) -> String {
    match found {
        Found::Text(text) => text.to_string(),
        Found::Number(text) => (*text).to_owned(),
        Found::Boolean(value) => value.to_string(),
        Found::Array(text) | Found::Object(text) => compact(text),
    }
}

/// Why a value identifies nobody: only a text, and an integer in the one way to write it, is an id. `true`, `{}` or `[]`
/// would be the same account for everybody, and of `7` and `007` nobody knows whether they are one user.
pub(super) fn unfit_as_identity(found: &Found<'_>, data_type: DataType) -> Option<&'static str> {
    let is_number = matches!(data_type, DataType::Int | DataType::Long);
    match found {
        Found::Number(text) if !is_integer(text) => Some("a number with a fraction or an exponent"),
        Found::Number(text) if !is_canonical_integer(text) => Some("a number that can be written in several ways"),
        Found::Text(text) if is_number && !is_canonical_integer(text) => {
            Some("a number that can be written in several ways")
        }
        Found::Number(_) | Found::Text(_) => None,
        Found::Boolean(_) => Some("a boolean"),
        Found::Array(_) => Some("an array"),
        Found::Object(_) => Some("an object"),
    }
}

/// An integer without needless zeros and without a sign that says nothing.
fn is_canonical_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    is_integer(text) && text != "-0" && (digits == "0" || !digits.starts_with('0'))
}

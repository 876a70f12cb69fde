//! JSON with bounded depth, bounded numbers of values, no duplicate members and the exact text of numbers.
//!
//! Values stay raw text until somebody asks for them: an answer costs one scan, however much of it is never read, and
//! an id beyond 2^53 keeps its digits without features of serde_json that would change the application's whole build.

use super::scan::{Elements, Members, string_end};
use super::{Found, MOST_MEMBERS, Member, TOO_MANY};
use crate::error::ResponseFault;
use claimsmith_profile::PathSegment;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// Deepest nesting of arrays and objects.
const DEEPEST: usize = 64;

/// Most elements of arrays and members of objects in one text, at all levels together.
const MOST_VALUES: usize = 16_384;

/// What kind of JSON value a text is, by its first byte.
pub(crate) enum JsonKind {
    Null,
    Boolean(bool),
    Number,
    Text,
    Array,
    Object,
}

impl JsonKind {
    /// Of text that is one valid JSON value.
    pub(crate) fn of(text: &str) -> Self {
        match text.as_bytes().first() {
            Some(b'n') | None => Self::Null,
            Some(b't') => Self::Boolean(true),
            Some(b'f') => Self::Boolean(false),
            Some(b'"') => Self::Text,
            Some(b'[') => Self::Array,
            Some(b'{') => Self::Object,
            Some(_) => Self::Number,
        }
    }
}

/// Text that is one JSON value, its structure checked.
pub(crate) fn value(text: &str) -> Result<&str, ResponseFault> {
    let value: &RawValue = serde_json::from_str(text).map_err(|_| ResponseFault::Syntax)?;
    check_structure(value.get())?;
    Ok(value.get())
}

/// The members of a checked value that is an object.
pub(super) fn members(value: &str) -> Result<BTreeMap<String, Member>, ResponseFault> {
    if !matches!(JsonKind::of(value), JsonKind::Object) {
        return Err(ResponseFault::NotAnObject);
    }
    Members::of(value).map(|(name, value)| Ok((decode(name)?.into_owned(), Member::Json(value.into())))).collect()
}

/// Whether a value is JSON null.
pub(super) fn is_null(value: &str) -> bool {
    matches!(JsonKind::of(value), JsonKind::Null)
}

/// A value, decoded as far as needed. Null and the empty text count as absent.
pub(super) fn found(text: &str) -> Result<Option<Found<'_>>, ResponseFault> {
    Ok(match JsonKind::of(text) {
        JsonKind::Null => None,
        JsonKind::Boolean(value) => Some(Found::Boolean(value)),
        JsonKind::Number => Some(Found::Number(text)),
        JsonKind::Array => Some(Found::Array(text)),
        JsonKind::Object => Some(Found::Object(text)),
        JsonKind::Text => Some(Found::Text(decode(text)?)).filter(|found| *found != Found::Text(Cow::Borrowed(""))),
    })
}

/// What stands at the end of a path below a checked value; JSON null too.
pub(super) fn descend<'a>(value: &'a str, path: &[PathSegment]) -> Result<Option<&'a str>, ResponseFault> {
    let mut value = value;
    for segment in path {
        let next = match (segment, JsonKind::of(value)) {
            (PathSegment::Member(name), JsonKind::Object) => member(value, name)?,
            (PathSegment::Index(index), JsonKind::Array) => {
                usize::try_from(*index).ok().and_then(|index| Elements::of(value).nth(index))
            }
            (PathSegment::Find { member, value: wanted }, JsonKind::Array) => first_with(value, member, wanted)?,
            _ => None,
        };
        match next {
            Some(next) => value = next,
            None => return Ok(None),
        }
    }
    Ok(Some(value))
}

/// The value at the end of a path below a checked value. Null and the empty text count as absent.
pub(super) fn walk<'a>(value: &'a str, path: &[PathSegment]) -> Result<Option<Found<'a>>, ResponseFault> {
    descend(value, path)?.map_or(Ok(None), found)
}

/// The value of an object's member.
fn member<'a>(object: &'a str, wanted: &str) -> Result<Option<&'a str>, ResponseFault> {
    for (name, value) in Members::of(object) {
        if decode(name)? == wanted {
            return Ok(Some(value));
        }
    }
    Ok(None)
}

/// The first object of an array whose member is this text, these digits, or this boolean.
fn first_with<'a>(array: &'a str, name: &str, wanted: &str) -> Result<Option<&'a str>, ResponseFault> {
    let objects = Elements::of(array).filter(|element| matches!(JsonKind::of(element), JsonKind::Object));
    for object in objects {
        let is_wanted = match member(object, name)?.map_or(Ok(None), found)? {
            Some(Found::Text(text)) => text == wanted,
            Some(Found::Number(digits)) => digits == wanted,
            Some(Found::Boolean(value)) => value.to_string() == wanted,
            _ => false,
        };
        if is_wanted {
            return Ok(Some(object));
        }
    }
    Ok(None)
}

/// The text of a JSON string, without its quotes and escapes.
pub(crate) fn decode(quoted: &str) -> Result<Cow<'_, str>, ResponseFault> {
    match quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(plain) if !plain.contains('\\') => Ok(Cow::Borrowed(plain)),
        _ => serde_json::from_str(quoted).map(Cow::Owned).map_err(|_| ResponseFault::Syntax),
    }
}

/// JSON text without the blanks between its tokens.
pub(crate) fn compact(text: &str) -> String {
    let mut compact = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(next) = rest.find(['"', ' ', '\n', '\r', '\t']) {
        compact.push_str(&rest[..next]);
        let end = if rest.as_bytes()[next] == b'"' { string_end(rest.as_bytes(), next) } else { next + 1 };
        if rest.as_bytes()[next] == b'"' {
            compact.push_str(&rest[next..end]);
        }
        rest = &rest[end..];
    }
    compact.push_str(rest);
    compact
}

/// Refuses deep nesting, too many values and members that occur twice, at any level. The text is valid JSON already; one
/// pass, and memory for the names of the objects that are open.
fn check_structure(text: &str) -> Result<(), ResponseFault> {
    let bytes = text.as_bytes();
    let mut open: Vec<Option<BTreeSet<Cow<'_, str>>>> = Vec::new();
    let mut expects_name = false;
    let mut position = 0;
    // Every value but the first of an array or object has a comma before it.
    let mut values = 0;
    while let Some(byte) = bytes.get(position) {
        match byte {
            b'{' | b'[' => {
                expects_name = *byte == b'{';
                open.push(expects_name.then(BTreeSet::new));
                values += 1;
                if open.len() > DEEPEST {
                    return Err(ResponseFault::Depth);
                }
            }
            b'}' | b']' => drop(open.pop()),
            b',' => {
                expects_name = matches!(open.last(), Some(Some(_)));
                values += 1;
            }
            b'"' => {
                let end = string_end(bytes, position);
                if expects_name && let Some(Some(names)) = open.last_mut() {
                    if !names.insert(decode(&text[position..end])?) {
                        return Err(ResponseFault::DuplicateMember);
                    }
                    if names.len() > MOST_MEMBERS {
                        return Err(TOO_MANY);
                    }
                    expects_name = false;
                }
                position = end;
                continue;
            }
            _ => {}
        }
        if values > MOST_VALUES {
            return Err(TOO_MANY);
        }
        position += 1;
    }
    Ok(())
}

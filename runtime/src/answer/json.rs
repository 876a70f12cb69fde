//! JSON with bounded depth, no duplicate members and the exact text of numbers.
//!
//! Values stay raw text until somebody asks for them: an answer costs one scan, however much of it is never read, and
//! an id beyond 2^53 keeps its digits without features of serde_json that would change the application's whole build.

use super::{Found, Member};
use crate::error::ResponseFault;
use claimsmith_profile::PathSegment;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// Deepest nesting of arrays and objects.
const DEEPEST: usize = 64;

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

/// Text that is one JSON value, its nesting and its members' names checked.
pub(super) fn value(text: &str) -> Result<&RawValue, ResponseFault> {
    let value: &RawValue = serde_json::from_str(text).map_err(|_| ResponseFault::Syntax)?;
    check_structure(value.get())?;
    Ok(value)
}

/// The members of a checked value that is an object.
pub(super) fn members(value: &RawValue) -> Result<BTreeMap<String, Member>, ResponseFault> {
    if !matches!(JsonKind::of(value.get()), JsonKind::Object) {
        return Err(ResponseFault::NotAnObject);
    }
    let members: BTreeMap<String, Box<RawValue>> = read(value)?;
    Ok(members.into_iter().map(|(name, value)| (name, Member::Json(value))).collect())
}

/// Whether a value is JSON null.
pub(super) fn is_null(value: &RawValue) -> bool {
    matches!(JsonKind::of(value.get()), JsonKind::Null)
}

/// A value, decoded as far as needed. Null and the empty text count as absent.
pub(super) fn found(value: &RawValue) -> Result<Option<Found<'_>>, ResponseFault> {
    let text = value.get();
    Ok(match JsonKind::of(text) {
        JsonKind::Null => None,
        JsonKind::Boolean(value) => Some(Found::Boolean(value)),
        JsonKind::Number => Some(Found::Number(text)),
        JsonKind::Array => Some(Found::Array(text)),
        JsonKind::Object => Some(Found::Object(text)),
        JsonKind::Text => Some(Found::Text(decode(text)?)).filter(|found| *found != Found::Text(Cow::Borrowed(""))),
    })
}

/// What stands at the end of a path below a value; JSON null too.
pub(super) fn descend<'a>(value: &'a RawValue, path: &[PathSegment]) -> Result<Option<&'a RawValue>, ResponseFault> {
    let mut value = value;
    for segment in path {
        let next = match (segment, JsonKind::of(value.get())) {
            (PathSegment::Member(name), JsonKind::Object) => {
                let mut members: BTreeMap<String, &'a RawValue> = read(value)?;
                members.remove(name.as_ref())
            }
            (PathSegment::Index(index), JsonKind::Array) => {
                let elements: Vec<&'a RawValue> = read(value)?;
                usize::try_from(*index).ok().and_then(|index| elements.get(index).copied())
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

/// The value at the end of a path below a value. Null and the empty text count as absent.
pub(super) fn walk<'a>(value: &'a RawValue, path: &[PathSegment]) -> Result<Option<Found<'a>>, ResponseFault> {
    descend(value, path)?.map_or(Ok(None), found)
}

/// The first object of an array whose member is this text, these digits, or this boolean.
fn first_with<'a>(array: &'a RawValue, member: &str, wanted: &str) -> Result<Option<&'a RawValue>, ResponseFault> {
    for element in read::<Vec<&'a RawValue>>(array)? {
        if !matches!(JsonKind::of(element.get()), JsonKind::Object) {
            continue;
        }
        let members: BTreeMap<String, &'a RawValue> = read(element)?;
        let is_wanted = match members.get(member).map(|value| found(value)).transpose()?.flatten() {
            Some(Found::Text(text)) => text == wanted,
            Some(Found::Number(digits)) => digits == wanted,
            Some(Found::Boolean(value)) => value.to_string() == wanted,
            _ => false,
        };
        if is_wanted {
            return Ok(Some(element));
        }
    }
    Ok(None)
}

fn read<'a, T: serde::Deserialize<'a>>(value: &'a RawValue) -> Result<T, ResponseFault> {
    serde_json::from_str(value.get()).map_err(|_| ResponseFault::Syntax)
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

/// Refuses deep nesting and members that occur twice, at any level. The text is valid JSON already; one pass, and
/// memory for the names of the objects that are open.
fn check_structure(text: &str) -> Result<(), ResponseFault> {
    let bytes = text.as_bytes();
    let mut open: Vec<Option<BTreeSet<Cow<'_, str>>>> = Vec::new();
    let mut expects_name = false;
    let mut position = 0;
    while let Some(byte) = bytes.get(position) {
        match byte {
            b'{' | b'[' => {
                expects_name = *byte == b'{';
                open.push(expects_name.then(BTreeSet::new));
                if open.len() > DEEPEST {
                    return Err(ResponseFault::Depth);
                }
            }
            b'}' | b']' => drop(open.pop()),
            b',' => expects_name = matches!(open.last(), Some(Some(_))),
            b'"' => {
                let end = string_end(bytes, position);
                if expects_name && let Some(Some(names)) = open.last_mut() {
                    if !names.insert(decode(&text[position..end])?) {
                        return Err(ResponseFault::DuplicateMember);
                    }
                    expects_name = false;
                }
                position = end;
                continue;
            }
            _ => {}
        }
        position += 1;
    }
    Ok(())
}

/// The position after the string that begins at `start`.
fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut position = start + 1;
    while let Some(byte) = bytes.get(position) {
        match byte {
            b'"' => return position + 1,
            b'\\' => position += 2,
            _ => position += 1,
        }
    }
    bytes.len()
}

//! From answers to claim slots: source, conversion, default, subject.

use super::ClaimValue;
use crate::answer::{Answer, Found, JsonKind, compact};
use crate::error::{Endpoint, ResponseFault, SignInError};
use crate::secret::Secret;
use crate::subject::SubjectKey;
use claimsmith_profile::{ClaimSource, DataType, OutputClaim, Profile, Subject, SubjectIssuer};
use serde_json::value::RawValue;
use std::borrow::Cow;

/// What output claims read.
pub(crate) struct Sources<'a> {
    /// The claims answer; `None` when the profile has no claims endpoint.
    pub(crate) claims: Option<&'a Answer>,
    pub(crate) token: &'a Answer,
    pub(crate) access_token: &'a Secret,
    pub(crate) refresh_token: Option<&'a Secret>,
}

/// The value of one output claim.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Slot {
    pub(crate) value: Option<ClaimValue>,
    /// From the policy's default, so the same for every user.
    from_default: bool,
    /// Why the value identifies nobody although it has a text: what the provider wrote instead of an id.
    unfit: Option<&'static str>,
}

impl Slot {
    pub(crate) fn of(value: Option<ClaimValue>) -> Self {
        Self { value, ..Self::default() }
    }
}

/// Evaluates every output claim of a profile, in its order.
///
/// A value that does not fit its data type fails the sign-in, even for an optional claim: skipping it would let a
/// provider switch a check off by sending the wrong kind.
pub(crate) fn evaluate(profile: &Profile, sources: &Sources<'_>) -> Result<Vec<Slot>, SignInError> {
    profile.outputs.iter().map(|output| slot(output, sources)).collect()
}

fn slot(output: &OutputClaim, sources: &Sources<'_>) -> Result<Slot, SignInError> {
    let default = output.default.as_ref().map(ClaimValue::from).filter(|value| !value.is_unset());
    let default = Slot { value: default, from_default: true, unfit: None };
    let slot = if output.always_default && output.default.is_some() {
        default
    } else {
        let found = find(output, sources)?;
        let unfit = found.as_ref().and_then(|found| unfit_as_identity(found, output.data_type));
        let value = found.map(|found| convert(found, output)).transpose()?.filter(|value| !value.is_unset());
        if value.is_some() { Slot { value, from_default: false, unfit } } else { default }
    };
    if slot.value.is_none() && output.required {
        return Err(SignInError::MissingClaim { claim: output.claim.to_string() });
    }
    Ok(slot)
}

fn find<'a>(output: &OutputClaim, sources: &Sources<'a>) -> Result<Option<Found<'a>>, SignInError> {
    let secret = |secret: &'a Secret| Ok(Some(Found::Text(Cow::Borrowed(secret.expose()))));
    match &output.source {
        ClaimSource::Member(name) => look_up(sources, name, |answer| answer.get(name)),
        ClaimSource::Path(path) => look_up(sources, &output.claim, |answer| answer.walk(path)),
        ClaimSource::AccessToken => secret(sources.access_token),
        ClaimSource::RefreshToken => sources.refresh_token.map_or(Ok(None), secret),
        ClaimSource::ExpiresIn => in_token_answer(sources, "expires_in"),
        ClaimSource::TokenType => in_token_answer(sources, "token_type"),
    }
}

/// The claims answer first, then the token answer: B2C keeps both in one dictionary.
fn look_up<'a>(
    sources: &Sources<'a>,
    name: &str,
    get: impl Fn(&'a Answer) -> Result<Option<Found<'a>>, ResponseFault>,
) -> Result<Option<Found<'a>>, SignInError> {
    if let Some(claims) = sources.claims
        && let Some(found) = get(claims).map_err(|reason| bad(Endpoint::Claims, reason, name))?
    {
        return Ok(Some(found));
    }
    get(sources.token).map_err(|reason| bad(Endpoint::Token, reason, name))
}

fn in_token_answer<'a>(sources: &Sources<'a>, name: &str) -> Result<Option<Found<'a>>, SignInError> {
    sources.token.get(name).map_err(|reason| bad(Endpoint::Token, reason, name))
}

fn bad(endpoint: Endpoint, reason: ResponseFault, path: &str) -> SignInError {
    SignInError::BadResponse { endpoint, reason, path: Some(path.to_owned()) }
}

fn convert(found: Found<'_>, output: &OutputClaim) -> Result<ClaimValue, SignInError> {
    let value = match output.data_type {
        DataType::Boolean => boolean(&found).map(ClaimValue::Boolean),
        DataType::Int => integer(&found).map(ClaimValue::Int),
        DataType::Long => integer(&found).map(ClaimValue::Long),
        DataType::StringCollection => collection(&found).map(ClaimValue::StringCollection),
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
fn unfit_as_identity(found: &Found<'_>, data_type: DataType) -> Option<&'static str> {
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

/// The key of the account. An id that is missing, is the same for every user, may be written in several ways, or is
/// neither a text nor an integer identifies nobody: the sign-in fails.
pub(crate) fn subject(profile: &Profile, slots: &[Slot]) -> Result<Option<SubjectKey>, SignInError> {
    let Some(subject) = &profile.subject else { return Ok(None) };
    let id = identifier(profile, slots, subject.claim, false)?;
    let issuer = issuer(profile, slots, subject)?;
    Ok(Some(SubjectKey { issuer, id }))
}

fn issuer(profile: &Profile, slots: &[Slot], subject: &Subject) -> Result<String, SignInError> {
    match &subject.issuer {
        SubjectIssuer::Constant(text) if text.is_empty() => Ok(profile.id.to_string()),
        SubjectIssuer::Constant(text) => Ok(text.to_string()),
        SubjectIssuer::Output(index) => identifier(profile, slots, *index, true),
    }
}

fn identifier(profile: &Profile, slots: &[Slot], index: u16, may_be_default: bool) -> Result<String, SignInError> {
    let index = usize::from(index);
    let claim = || profile.outputs.get(index).map_or_else(String::new, |output| output.claim.to_string());
    let missing = || SignInError::MissingClaim { claim: claim() };
    let unfit = |found| SignInError::ClaimType { claim: claim(), expected: DataType::String, found };
    let slot = slots.get(index).filter(|slot| may_be_default || !slot.from_default).ok_or_else(missing)?;
    if let Some(found) = slot.unfit {
        return Err(unfit(found));
    }
    match slot.value.as_ref().ok_or_else(missing)? {
        ClaimValue::String(text) => Ok(text.clone()),
        ClaimValue::Int(value) => Ok(value.to_string()),
        ClaimValue::Long(value) => Ok(value.to_string()),
        other => Err(unfit(other.kind())),
    }
}

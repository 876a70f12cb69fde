//! Methods over texts.
//!
//! - `mail_address`: the host of an e-mail address
//!
//! Unless a function says otherwise, what B2C does about an input claim without a value is not documented; here the step
//! fails before its function is called. "Microsoft" is the reference page "String claims transformations".
//!
//! Where an output is written in some cases only, `None` means one of two things, which each function names: the output
//! *keeps* the value that it had, or it is *cleared*.

mod mail_address;
#[cfg(test)]
mod tests;

use super::fault::Fault;
use super::random::{RandomBytes, SeededRandom, base32_secret, guid, number_below};
use super::text::{BoundedText, MOST_MEMBERS, are_equal, ignores_case, to_lower, to_upper};
use super::{format, uri};
use crate::claims::ClaimValue;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use claimsmith_profile::transformation::{
    Entry, Format, LetterCase, NamedSlot, RandomGenerator, StringComparison, TextOperator,
};

const NOT_EQUAL: Fault = Fault::Message { key: "UserMessageIfClaimsTransformationStringsAreNotEqual" };
const NOT_FOUND: Fault = Fault::Message { key: "LookupNotFound" };
const OUT_OF_RANGE: Fault = Fault::Failed("startIndex and length lie outside the text");

/// Passes when the texts are equal. Microsoft: `AssertStringClaimsAreEqual`.
///
/// # Errors
/// `UserMessageIfClaimsTransformationStringsAreNotEqual` when they differ.
pub(crate) fn assert_string_claims_are_equal(
    left: &str,
    right: &str,
    comparison: StringComparison,
) -> Result<(), Fault> {
    if are_equal(left, right, ignores_case(comparison)) { Ok(()) } else { Err(NOT_EQUAL) }
}

/// A URI `scheme://host/path?query`, as .NET's `UriBuilder` and `HttpUtility` write it; `query` holds names and values in
/// the order in which they shall stand, and without any there is no `?`. Microsoft: `BuildUri`.
///
/// The sets of characters that are escaped are those of [`uri::push_path`] and [`uri::push_form`]. Not documented, and
/// chosen: escapes have capital digits, dot segments of the path stay, a path without a slash gets one.
///
/// # Errors
/// [`Fault::Failed`] when scheme or host are none, or when the URI would be too long.
pub(crate) fn build_uri(path: &str, scheme: &str, host: &str, query: &[(&str, &str)]) -> Result<String, Fault> {
    let mut text = BoundedText::default();
    text.push_str(&uri::scheme(scheme)?)?;
    text.push_str("://")?;
    text.push_str(uri::host(host)?)?;
    uri::push_path(&mut text, path)?;
    for (place, (name, value)) in query.iter().enumerate() {
        text.push(if place == 0 { '?' } else { '&' })?;
        uri::push_form(&mut text, name)?;
        text.push('=')?;
        uri::push_form(&mut text, value)?;
    }
    Ok(text.into_string())
}

/// The text in capital or in small letters. Microsoft: `ChangeCase`.
///
/// The language is not documented; here it is none (.NET's `ToUpperInvariant` and `ToLowerInvariant`), so that the same
/// policy gives the same text everywhere: `straße` becomes `STRAßE`.
pub(crate) fn change_case(input: &str, to: LetterCase) -> String {
    match to {
        LetterCase::Upper => to_upper(input),
        LetterCase::Lower => to_lower(input),
    }
}

/// Whether the texts are equal, or whether they differ. Microsoft: `CompareClaims`.
///
/// What no value is equal to is not documented; policies compare claims that may be absent. Here no value is equal to no
/// value, and to nothing else, not even to the empty text. What an absent `ignoreCase` means is not documented either: case
/// matters then, and the compiler warns of it (CS0534).
pub(crate) fn compare_claims(
    left: Option<&str>,
    right: Option<&str>,
    operator: TextOperator,
    ignores_case: bool,
) -> bool {
    let are_equal = match (left, right) {
        (Some(left), Some(right)) => are_equal(left, right, ignores_case),
        (None, None) => true,
        _ => false,
    };
    match operator {
        TextOperator::Equal => are_equal,
        TextOperator::NotEqual => !are_equal,
    }
}

/// Whether the text is the value, or whether it is not. No value is equal to no constant, as in [`compare_claims`].
/// Microsoft: `CompareClaimToValue`.
pub(crate) fn compare_claim_to_value(
    input: Option<&str>,
    value: &str,
    operator: TextOperator,
    ignores_case: bool,
) -> bool {
    compare_claims(input, Some(value), operator, ignores_case)
}

/// A new secret for one-time passwords: 80 random bits in base32, 16 small letters and digits. Microsoft:
/// `CreateOtpSecret`, whose examples have this form.
///
/// # Errors
/// When there are no random bytes.
pub(crate) fn create_otp_secret(random: &mut RandomBytes<'_>) -> Result<String, Fault> {
    base32_secret(random)
}

/// A random text. Microsoft: `CreateRandomString`.
///
/// First a GUID of version 4, or a number of at least 0 and below `maximum`, in decimal digits. Then `format` around it,
/// as `{0}`. Then, if `is_base64`, the whole in base64 (UTF-8, standard alphabet, padded). A `seed` makes the number that
/// .NET's `System.Random` begins with, the same each time; it means nothing for a GUID.
///
/// Without `maximum` a number is below 2 147 483 647, as that of .NET's `Random.Next()`; the default is not documented.
///
/// # Errors
/// [`Fault::Failed`] when `maximum` is negative or the format string has another argument than `{0}`; when there are no
/// random bytes.
pub(crate) fn create_random_string(
    generator: RandomGenerator,
    format: Option<&Format>,
    is_base64: bool,
    maximum: Option<i32>,
    seed: Option<i32>,
    random: &mut RandomBytes<'_>,
) -> Result<String, Fault> {
    let text = match generator {
        RandomGenerator::Guid => guid(random)?,
        RandomGenerator::Integer => random_number(maximum, seed, random)?.to_string(),
    };
    let text = match format {
        Some(format) => format::apply(format, &[Some(&text)])?,
        None => text,
    };
    Ok(if is_base64 { STANDARD.encode(text) } else { text })
}

fn random_number(maximum: Option<i32>, seed: Option<i32>, random: &mut RandomBytes<'_>) -> Result<i32, Fault> {
    if maximum.is_some_and(i32::is_negative) {
        return Err(Fault::Failed("maximumNumber is negative"));
    }
    match (seed, maximum) {
        (Some(seed), Some(maximum)) => Ok(SeededRandom::new(seed).next_below(maximum)),
        (Some(seed), None) => Ok(SeededRandom::new(seed).next()),
        (None, maximum) => number_below(maximum.unwrap_or(i32::MAX), random),
    }
}

/// The older name of [`create_random_string`]; undocumented, seen in published policies.
///
/// # Errors
/// Those of [`create_random_string`].
pub(crate) fn guid_and_random_generator(
    generator: RandomGenerator,
    format: Option<&Format>,
    is_base64: bool,
    maximum: Option<i32>,
    seed: Option<i32>,
    random: &mut RandomBytes<'_>,
) -> Result<String, Fault> {
    create_random_string(generator, format, is_base64, maximum, seed, random)
}

/// The constant; the empty text is one. Microsoft: `CreateStringClaim`.
pub(crate) fn create_string_claim(value: &str) -> String {
    value.to_owned()
}

/// The text of the user's language with the input claims in it, the first as `{0}`. `None`, and the output is cleared, when
/// there is no text for the language (`format` is `None`): a text in another language would be worse. Microsoft:
/// `FormatLocalizedString`.
///
/// That an input claim without a value is the empty text is not documented for this method; it is what `String.Format`
/// does.
///
/// # Errors
/// Those of [`format::apply`].
pub(crate) fn format_localized_string(
    arguments: &[Option<&str>],
    format: Option<&Format>,
) -> Result<Option<String>, Fault> {
    format.map(|format| format::apply(format, arguments)).transpose()
}

/// The format string with the claim as `{0}`; no value is the empty text. Microsoft: `FormatStringClaim`.
///
/// # Errors
/// Those of [`format::apply`].
pub(crate) fn format_string_claim(input: Option<&str>, format: &Format) -> Result<String, Fault> {
    format::apply(format, &[input])
}

/// The format string with the claims as `{0}` and `{1}`; no value is the empty text. Microsoft:
/// `FormatStringMultipleClaims`.
///
/// # Errors
/// Those of [`format::apply`].
pub(crate) fn format_string_multiple_claims(
    first: Option<&str>,
    second: Option<&str>,
    format: &Format,
) -> Result<String, Fault> {
    format::apply(format, &[first, second])
}

/// The texts of the user's language for the outputs, in the order of the outputs: the name of each is the key (`StringId`)
/// of its text, compared unit by unit. `None`, and the output is cleared, for one without a text, and for all when the
/// language has none. Microsoft: `GetLocalizedStringsTransformation`.
pub(crate) fn get_localized_strings_transformation(
    texts: Option<&[Entry]>,
    outputs: &[NamedSlot],
) -> Vec<Option<String>> {
    let texts = texts.unwrap_or_default();
    outputs.iter().map(|output| value_of(texts, &output.name)).collect()
}

/// The value that belongs to a text (`Item/@Text`) of an enumeration: the reverse of what a drop-down list shows. `None`,
/// and the output is cleared, when there is no enumeration or no such text. Microsoft:
/// `GetMappedValueFromLocalizedCollection`.
///
/// What B2C does about a text that is not there is not documented; an older value would pass for the mapped one. Texts are
/// compared unit by unit.
pub(crate) fn get_mapped_value_from_localized_collection(input: &str, collection: Option<&[Entry]>) -> Option<String> {
    value_of(collection.unwrap_or_default(), input)
}

/// The value that the policy gives the key. `None`, and the output is cleared, when it gives none and the method does not
/// fail. Microsoft: `LookupValue`.
///
/// Whether keys are compared with regard to case is not documented; here they are, so that two keys never stand for one.
///
/// # Errors
/// `LookupNotFound` when there is no such key and `fails` (`errorOnFailedLookup`) is true.
pub(crate) fn lookup_value(input: &str, fails: bool, entries: &[Entry]) -> Result<Option<String>, Fault> {
    match value_of(entries, input) {
        None if fails => Err(NOT_FOUND),
        found => Ok(found),
    }
}

/// The value of the first entry with this key.
fn value_of(entries: &[Entry], key: &str) -> Option<String> {
    let entry = entries.iter().find(|entry| entry.key == key)?;
    Some(entry.value.clone().into_owned())
}

/// No value: the output is cleared, whatever its type. Microsoft: `NullClaim`.
pub(crate) const fn null_claim() -> Option<ClaimValue> {
    None
}

/// What stands behind the `@` of an e-mail address, in its own case (`MailAddress.Host`); the empty text when it is no
/// address. Microsoft: `ParseDomain`.
///
/// What is an address is less than all that .NET reads: see [`mail_address::host`]. That there is no failure shows in
/// Microsoft's sample policies.
pub(crate) fn parse_domain(email_address: &str) -> String {
    mail_address::host(email_address).unwrap_or_default().to_owned()
}

/// The text if the boolean is the value; `None` otherwise, and the output keeps the value that it had. Microsoft:
/// `SetClaimIfBooleansMatch`.
///
/// Microsoft says that the output is null without a match. Published policies run several such transformations in a row over
/// one output and read the only match, and users see an older value survive: nothing is written.
pub(crate) fn set_claim_if_booleans_match(input: bool, expected: bool, value: &str) -> Option<String> {
    (input == expected).then(|| value.to_owned())
}

/// The message and the code if the text is the value, and whether it is. `None` for both otherwise, and these outputs keep
/// the values that they had, as in [`set_claim_if_booleans_match`]. Microsoft: `SetClaimsIfStringsAreEqual`.
pub(crate) fn set_claims_if_strings_are_equal(
    input: &str,
    value: &str,
    comparison: StringComparison,
    message: &str,
    code: &str,
) -> (Option<String>, Option<String>, bool) {
    let (message, matches) = set_claims_if_strings_match(input, value, comparison, message);
    (message, matches.then(|| code.to_owned()), matches)
}

/// The text if the input is the value, and whether it is. `None` otherwise, and this output keeps the value that it had, as
/// in [`set_claim_if_booleans_match`]. Microsoft: `SetClaimsIfStringsMatch`.
pub(crate) fn set_claims_if_strings_match(
    input: &str,
    value: &str,
    comparison: StringComparison,
    text: &str,
) -> (Option<String>, bool) {
    let matches = are_equal(input, value, ignores_case(comparison));
    (matches.then(|| text.to_owned()), matches)
}

/// Whether the text is part of the input; the empty text always is. Microsoft: `StringContains`.
///
/// The comparison is not documented; here it is unit by unit, or, ignoring case, over capital letters as .NET's
/// `OrdinalIgnoreCase`.
pub(crate) fn string_contains(input: &str, contained: &str, ignores_case: bool) -> bool {
    if ignores_case { to_upper(input).contains(&to_upper(contained)) } else { input.contains(contained) }
}

/// The part of the text that begins after `start` UTF-16 units and has `length` of them (`String.Substring`). Microsoft:
/// `StringSubstring`.
///
/// A part that begins or ends within a surrogate pair, which .NET would hand on as half a character, is out of range: it is
/// no text.
///
/// # Errors
/// [`Fault::Failed`] when the part does not lie within the text.
pub(crate) fn string_substring(input: &str, start: i32, length: i32) -> Result<String, Fault> {
    let start = usize::try_from(start).map_err(|_| OUT_OF_RANGE)?;
    let length = usize::try_from(length).map_err(|_| OUT_OF_RANGE)?;
    let from = after_units(input, start).ok_or(OUT_OF_RANGE)?;
    let rest = input.get(from..).ok_or(OUT_OF_RANGE)?;
    let to = after_units(rest, length).ok_or(OUT_OF_RANGE)?;
    rest.get(..to).map(str::to_owned).ok_or(OUT_OF_RANGE)
}

/// Where the text goes on after so many UTF-16 units, in bytes.
fn after_units(text: &str, units: usize) -> Option<usize> {
    let mut left = units;
    for (place, character) in text.char_indices() {
        if left == 0 {
            return Some(place);
        }
        left = left.checked_sub(character.len_utf16())?;
    }
    (left == 0).then_some(text.len())
}

/// The text with `new` wherever `old` stands, from the left, unit by unit and with regard to case (`String.Replace`).
/// Microsoft: `StringReplace`.
///
/// # Errors
/// [`Fault::Failed`] when `old` is the empty text, or when the result would be too long.
pub(crate) fn string_replace(input: &str, old: &str, new: &str) -> Result<String, Fault> {
    if old.is_empty() {
        return Err(Fault::Failed("oldValue is empty"));
    }
    joined(input.split(old), new)
}

/// The members of the collection with the delimiter between them (`String.Join`); the empty text for an empty collection.
/// Microsoft: `StringJoin`.
///
/// # Errors
/// [`Fault::Failed`] when the text would be too long.
pub(crate) fn string_join(input: &[String], delimiter: &str) -> Result<String, Fault> {
    joined(input.iter().map(String::as_str), delimiter)
}

fn joined<'p>(parts: impl Iterator<Item = &'p str>, delimiter: &str) -> Result<String, Fault> {
    let mut text = BoundedText::default();
    for (place, part) in parts.enumerate() {
        if place > 0 {
            text.push_str(delimiter)?;
        }
        text.push_str(part)?;
    }
    Ok(text.into_string())
}

/// The parts of the text between the delimiters, untrimmed (`String.Split`). Microsoft: `StringSplit`.
///
/// Not documented, and chosen as .NET does it: delimiters in a row, and at either end, give empty members; the delimiter is
/// one text, not a set of characters; an empty delimiter does not divide the text.
///
/// # Errors
/// [`Fault::Failed`] for the empty text, at which B2C fails too, and when there would be more than 16 384 members.
pub(crate) fn string_split(input: &str, delimiter: &str) -> Result<Vec<String>, Fault> {
    if input.is_empty() {
        return Err(Fault::Failed("the text to split is empty"));
    }
    if delimiter.is_empty() {
        return Ok(vec![input.to_owned()]);
    }
    let parts: Vec<String> = input.split(delimiter).take(MOST_MEMBERS + 1).map(str::to_owned).collect();
    if parts.len() > MOST_MEMBERS {
        Err(Fault::Failed("the collection would have too many members"))
    } else {
        Ok(parts)
    }
}

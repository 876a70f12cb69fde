//! Classes in the syntax of the crate fancy-regex, with what each adds to the compiled program.
//!
//! A class of .NET has code units of UTF-16 as members, so none has a character beyond U+FFFF, and a negated one has the
//! halves of all of them. Here such a character is one: no category has it, every negation does.

use super::category;
use super::letter_case::{LetterCase, Units};
use super::piece::{ClassItem, ClassLevel, Property, Shorthand};
use super::program_size::{self, Bytes};
use std::fmt::Write as _;

/// A class as it is written, and the bytes of one copy of it in a program.
pub(super) struct EngineClass {
    pub(super) text: String,
    pub(super) size: Bytes,
}

/// What .NET documents as `\w`: letters, nonspacing marks, decimal digits, connectors.
const WORD: &str = r"\p{L}\p{Mn}\p{Nd}\p{Pc}";
/// What a unit can be.
const UNITS: &str = r"&&\x{0}-\x{FFFF}";
/// Halves of pairs.
const SURROGATES: Units = (0xd800, 0xdfff);

/// `\d` and its like.
pub(super) fn shorthand(shorthand: Shorthand) -> EngineClass {
    let text = match shorthand.0 {
        'd' => format!(r"[\p{{Nd}}{UNITS}]"),
        'D' => format!(r"[^\p{{Nd}}{UNITS}]"),
        'w' => format!("[{WORD}{UNITS}]"),
        'W' => format!("[^{WORD}{UNITS}]"),
        // U+0085 and the separators besides the controls, in both.
        letter => format!("\\{letter}"),
    };
    EngineClass { text, size: program_size::of_shorthand(shorthand.0) }
}

/// A category.
///
/// # Errors
/// What has no counterpart: half of a surrogate pair, a block, and letters of one case where case is ignored, which versions
/// of .NET answer differently.
pub(super) fn property(property: &Property, ignores_case: bool) -> Result<EngineClass, &'static str> {
    let name = property.name.as_str();
    if !category::is_general(name) || name == "Cs" {
        return Err("this Unicode category");
    }
    if ignores_case && matches!(name, "Lu" | "Ll" | "Lt") {
        return Err("a category of letters of one case where case is ignored");
    }
    let negation = if property.negated { "^" } else { "" };
    // The halves of pairs are of the category Cs, which is one of C.
    let members = if name == "C" { r"\p{C}\x{10000}-\x{10FFFF}".into() } else { format!(r"\p{{{name}}}{UNITS}") };
    Ok(EngineClass { text: format!("[{negation}{members}]"), size: program_size::of_category(name) })
}

/// One character; with the others of its letter where case is ignored.
pub(super) fn literal(character: char, case: Option<&LetterCase>) -> EngineClass {
    let unit = u32::from(character);
    let ranges = case.map_or_else(|| vec![(unit, unit)], |case| case.widened(vec![(unit, unit)]));
    let mut text = String::new();
    if ranges == [(unit, unit)] {
        push_character(&mut text, character);
        return EngineClass { text, size: program_size::CHARACTER };
    }
    text.push('[');
    let size = ranges.iter().map(|range| push_range(&mut text, *range)).sum::<Bytes>() + program_size::CLASS;
    text.push(']');
    EngineClass { text, size }
}

/// What stands between brackets.
///
/// # Errors
/// What has no counterpart: some of the halves of surrogate pairs, and what [`property`] refuses.
pub(super) fn level(level: &ClassLevel, case: Option<&LetterCase>) -> Result<EngineClass, &'static str> {
    let mut class = EngineClass { text: String::from("["), size: program_size::CLASS };
    if level.negated {
        class.text.push('^');
        class.size += program_size::NEGATION;
    }
    let mut ranges = Vec::new();
    for item in &level.items {
        let part = match item {
            ClassItem::Range(from, to) if case.is_some() => {
                ranges.push((*from, *to));
                continue;
            }
            ClassItem::Range(from, to) => {
                class.size += push_units(&mut class.text, (*from, *to))?;
                continue;
            }
            ClassItem::Shorthand(letter) => shorthand(*letter),
            ClassItem::Property(category) => property(category, case.is_some())?,
        };
        class.text.push_str(&part.text);
        class.size += part.size;
    }
    for range in case.map(|case| case.widened(ranges)).unwrap_or_default() {
        class.size += push_units(&mut class.text, range)?;
    }
    class.text.push(']');
    Ok(class)
}

/// A range of units. One with all halves of pairs has the characters that these make up.
fn push_units(text: &mut String, (from, to): Units) -> Result<Bytes, &'static str> {
    let has_halves = from <= SURROGATES.1 && to >= SURROGATES.0;
    if !has_halves {
        return Ok(push_range(text, (from, to)));
    }
    if from > SURROGATES.0 || to < SURROGATES.1 {
        return Err("a class with half of a surrogate pair");
    }
    let mut size = push_range(text, (0x10000, 0x10ffff));
    if from < SURROGATES.0 {
        size += push_range(text, (from, SURROGATES.0 - 1));
    }
    if to > SURROGATES.1 {
        size += push_range(text, (SURROGATES.1 + 1, to));
    }
    Ok(size)
}

/// A range of characters; of what is no character, nothing.
fn push_range(text: &mut String, (from, to): Units) -> Bytes {
    if let (Some(first), Some(last)) = (char::from_u32(from), char::from_u32(to)) {
        push_character(text, first);
        if first != last {
            text.push('-');
            push_character(text, last);
        }
    }
    program_size::of_range(from, to)
}

fn push_character(text: &mut String, character: char) {
    if character.is_alphanumeric() {
        text.push(character);
    } else {
        // Writing to a string cannot fail.
        let _ = write!(text, "\\x{{{:X}}}", u32::from(character));
    }
}

//! Texts as .NET compares and changes them.

use super::fault::Fault;
use claimsmith_profile::transformation::StringComparison;

/// The longest text that a step makes, in bytes: four times the largest answer that is read.
///
/// B2C's own bounds are not published. Without one, a policy whose steps double a claim again and again would make a text
/// as long as memory.
pub(crate) const LONGEST_TEXT: usize = 1024 * 1024;

/// The most members of a collection that a step makes, as many as the most values that an answer may hold.
pub(crate) const MOST_MEMBERS: usize = 16_384;

const TOO_LONG: Fault = Fault::Failed("the text would be longer than 1 MiB");

/// A text in the making, never longer than [`LONGEST_TEXT`].
#[derive(Default)]
pub(crate) struct BoundedText(String);

impl BoundedText {
    /// Adds a part.
    ///
    /// # Errors
    /// [`Fault::Failed`] when the text would be too long.
    pub(crate) fn push_str(&mut self, part: &str) -> Result<(), Fault> {
        self.make_room(part.len())?;
        self.0.push_str(part);
        Ok(())
    }

    /// Adds a character.
    ///
    /// # Errors
    /// [`Fault::Failed`] when the text would be too long.
    pub(crate) fn push(&mut self, character: char) -> Result<(), Fault> {
        self.make_room(character.len_utf8())?;
        self.0.push(character);
        Ok(())
    }

    /// Adds so many blanks.
    ///
    /// # Errors
    /// [`Fault::Failed`] when the text would be too long.
    pub(crate) fn push_blanks(&mut self, count: usize) -> Result<(), Fault> {
        self.make_room(count)?;
        self.0.extend(std::iter::repeat_n(' ', count));
        Ok(())
    }

    /// The text.
    pub(crate) fn into_string(self) -> String {
        self.0
    }

    /// Checks that so many bytes more are not too many.
    fn make_room(&self, bytes: usize) -> Result<(), Fault> {
        if bytes > LONGEST_TEXT.saturating_sub(self.0.len()) { Err(TOO_LONG) } else { Ok(()) }
    }
}

/// The capital letter of a character as .NET's `Char.ToUpperInvariant` has it.
///
/// .NET maps one UTF-16 unit to one, and only where the way back leads to the same letter: `ß`, `ı`, `ſ`, `µ` and every
/// character beyond U+FFFF stay what they are. Measured against .NET's own tables, this rule over the standard library
/// differs in the 27 Greek letters with an iota subscript and in letters whose case Unicode added after version 6.
pub(crate) fn net_upper(character: char) -> char {
    if character.is_ascii() {
        return character.to_ascii_uppercase();
    }
    let upper = only(character.to_uppercase());
    upper.filter(|upper| is_one_unit(character) && only(upper.to_lowercase()) == Some(character)).unwrap_or(character)
}

/// The small letter of a character as .NET's `Char.ToLowerInvariant` has it; see [`net_upper`]. `İ` and the Kelvin sign
/// stay what they are, `Σ` is always `σ`.
pub(crate) fn net_lower(character: char) -> char {
    if character.is_ascii() {
        return character.to_ascii_lowercase();
    }
    let lower = only(character.to_lowercase());
    lower.filter(|lower| is_one_unit(character) && only(lower.to_uppercase()) == Some(character)).unwrap_or(character)
}

/// `String.ToUpperInvariant`
pub(crate) fn to_upper(text: &str) -> String {
    text.chars().map(net_upper).collect()
}

/// `String.ToLowerInvariant`
pub(crate) fn to_lower(text: &str) -> String {
    text.chars().map(net_lower).collect()
}

/// Whether two texts are equal unit by unit, or, when case is ignored, whether their capital letters are
/// (`StringComparison.OrdinalIgnoreCase`): `é` is `É`, but `ß` is not `SS`, and `e` with a combining accent is not `é`.
pub(crate) fn are_equal(left: &str, right: &str, ignores_case: bool) -> bool {
    if ignores_case { left.chars().map(net_upper).eq(right.chars().map(net_upper)) } else { left == right }
}

/// Whether the comparison ignores case.
pub(crate) const fn ignores_case(comparison: StringComparison) -> bool {
    matches!(comparison, StringComparison::OrdinalIgnoreCase)
}

/// The length of a text as .NET counts it: in UTF-16 units.
pub(crate) fn utf16_length(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// The one character that there is.
fn only(mut characters: impl Iterator<Item = char>) -> Option<char> {
    let first = characters.next()?;
    characters.next().is_none().then_some(first)
}

/// Whether .NET's `Char` holds it.
const fn is_one_unit(character: char) -> bool {
    character.len_utf16() == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn case_changes_unit_by_unit() {
        for (text, upper, lower) in [
            ("Amy.Pond", "AMY.POND", "amy.pond"),
            ("großer Fluß", "GROßER FLUß", "großer fluß"),
            ("ΟΔΟΣ οδος", "ΟΔΟΣ ΟΔΟς", "οδοσ οδος"),
            ("Iıİi", "IıİI", "iıİi"),
            ("ſ \u{212a} µ ﬁ", "ſ \u{212a} µ ﬁ", "ſ \u{212a} µ ﬁ"),
            ("ꙗ Ꙗ я", "Ꙗ Ꙗ Я", "ꙗ ꙗ я"),
            ("𐐨𐐀", "𐐨𐐀", "𐐨𐐀"),
            ("ǆ ǅ Ǆ", "Ǆ ǅ Ǆ", "ǆ ǅ ǆ"),
            ("", "", ""),
        ] {
            assert_eq!(to_upper(text), upper, "{text}");
            assert_eq!(to_lower(text), lower, "{text}");
        }
    }

    #[test]
    fn every_change_of_case_can_be_undone() {
        for character in '\0'..=char::MAX {
            let (upper, lower) = (net_upper(character), net_lower(character));
            assert!(upper == character || net_lower(upper) == character, "{character:?}");
            assert!(lower == character || net_upper(lower) == character, "{character:?}");
        }
    }

    #[test]
    fn texts_are_compared_as_dotnet_compares_them() {
        for (left, right, ordinal, ignoring_case) in [
            ("naïve", "naïve", true, true),
            ("naïve", "NAÏVE", false, true),
            ("Maß", "MASS", false, false),
            ("istanbul", "İSTANBUL", false, false),
            ("ılık", "ILIK", false, false),
            ("5 \u{212a}", "5 k", false, false),
            ("cafe\u{301}", "café", false, false),
            ("\u{1f600}", "\u{1f600}", true, true),
            ("a", "ab", false, false),
            ("", "", true, true),
        ] {
            assert_eq!(are_equal(left, right, false), ordinal, "{left} {right}");
            assert_eq!(are_equal(left, right, true), ignoring_case, "{left} {right}");
        }
        assert!(ignores_case(StringComparison::OrdinalIgnoreCase) && !ignores_case(StringComparison::Ordinal));
    }

    #[test]
    fn a_length_is_in_utf16_units() {
        for (text, length) in [("", 0), ("déjà", 4), ("😀!", 3)] {
            assert_eq!(utf16_length(text), length, "{text}");
        }
    }

    #[test]
    fn no_text_grows_beyond_the_bound() {
        let mut text = BoundedText::default();
        text.push_blanks(LONGEST_TEXT - 2).expect("room");
        assert_eq!(text.push('€'), Err(TOO_LONG));
        text.push_str("é").expect("room for exactly this");
        assert_eq!(text.push_str("a"), Err(TOO_LONG));
        assert_eq!(text.push_blanks(usize::MAX), Err(TOO_LONG));
        assert_eq!(text.into_string().len(), LONGEST_TEXT);
    }

    proptest! {
        #[test]
        fn changing_case_twice_changes_nothing(text in any::<String>()) {
            let (upper, lower) = (to_upper(&text), to_lower(&text));
            prop_assert_eq!(&to_upper(&upper), &upper);
            prop_assert_eq!(&to_lower(&lower), &lower);
            prop_assert!(are_equal(&text, &upper, true) && are_equal(&lower, &upper, true));
        }

        #[test]
        fn equality_is_symmetric(left in "[aAéÉßſkK\u{212a}]{0,3}", right in "[aAéÉßſkK\u{212a}]{0,3}") {
            for ignores_case in [false, true] {
                prop_assert_eq!(are_equal(&left, &right, ignores_case), are_equal(&right, &left, ignores_case));
            }
            prop_assert!(!are_equal(&left, &right, false) || are_equal(&left, &right, true));
        }
    }
}

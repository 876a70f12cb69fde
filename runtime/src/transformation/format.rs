//! Composite format strings.

use super::fault::Fault;
use super::text::{BoundedText, utf16_length};
use claimsmith_profile::transformation::{Format, FormatPiece};

/// Puts arguments into a format string, as .NET's `String.Format` does with texts.
///
/// An argument without a value is the empty text. An alignment is a least width in UTF-16 units: blanks before the argument
/// when it is positive, behind it when it is negative.
///
/// # Errors
/// [`Fault::Failed`] when the format string asks for an argument that is not there, or when the text would be too long.
pub(crate) fn apply(format: &Format, arguments: &[Option<&str>]) -> Result<String, Fault> {
    let mut text = BoundedText::default();
    for piece in format.pieces.iter() {
        match piece {
            FormatPiece::Text(literal) => text.push_str(literal)?,
            FormatPiece::Argument { index, alignment } => {
                let argument = arguments.get(usize::from(*index)).ok_or(MISSING)?;
                push_aligned(&mut text, argument.unwrap_or_default(), *alignment)?;
            }
        }
    }
    Ok(text.into_string())
}

const MISSING: Fault = Fault::Failed("the format string has more arguments than the transformation has input claims");

fn push_aligned(text: &mut BoundedText, argument: &str, alignment: i32) -> Result<(), Fault> {
    let width = usize::try_from(alignment.unsigned_abs()).unwrap_or(usize::MAX);
    // Without an alignment, which is nearly always, nothing need be counted.
    let blanks = if width == 0 { 0 } else { width.saturating_sub(utf16_length(argument)) };
    if alignment > 0 {
        text.push_blanks(blanks)?;
    }
    text.push_str(argument)?;
    if alignment < 0 {
        text.push_blanks(blanks)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use claimsmith_profile::text;
    use proptest::prelude::*;

    fn format(pieces: Vec<FormatPiece>) -> Format {
        Format { pieces: pieces.into() }
    }

    fn literal(literal: &'static str) -> FormatPiece {
        FormatPiece::Text(text(literal))
    }

    const fn argument(index: u16, alignment: i32) -> FormatPiece {
        FormatPiece::Argument { index, alignment }
    }

    #[test]
    fn arguments_stand_where_the_format_has_them() {
        for (pieces, expected) in [
            (vec![], ""),
            (vec![literal("{no argument}")], "{no argument}"),
            (vec![literal("id_"), argument(0, 0), literal("/"), argument(1, 0), argument(0, 0)], "id_amy/pondamy"),
            (vec![literal("<"), argument(2, 0), literal(">")], "<>"),
            (vec![argument(0, 6), literal("|"), argument(0, -6), literal("|")], "   amy|amy   |"),
            (vec![argument(0, 3), argument(0, -2), argument(0, 1)], "amyamyamy"),
            (vec![argument(2, 2), literal("|")], "  |"),
            (vec![argument(3, 4), literal("|"), argument(3, -3)], "  😀|😀 "),
        ] {
            let arguments = [Some("amy"), Some("pond"), None, Some("😀")];
            assert_eq!(apply(&format(pieces.clone()), &arguments).as_deref(), Ok(expected), "{pieces:?}");
        }
    }

    #[test]
    fn an_argument_that_is_not_there_is_a_failure() {
        assert_eq!(apply(&format(vec![argument(1, 0)]), &[Some("only one")]), Err(MISSING));
        assert_eq!(apply(&format(vec![argument(u16::MAX, 0)]), &[]), Err(MISSING));
    }

    #[test]
    fn wide_arguments_do_not_fill_the_memory() {
        for alignment in [i32::MAX, i32::MIN, 999_999] {
            let wide = format(vec![argument(0, alignment); 3]);
            assert!(matches!(apply(&wide, &[Some("a")]), Err(Fault::Failed(_))), "{alignment}");
        }
        let long = "x".repeat(700_000);
        assert!(apply(&format(vec![argument(0, 0)]), &[Some(&long)]).is_ok());
        assert!(apply(&format(vec![argument(0, 0); 2]), &[Some(&long)]).is_err());
    }

    proptest! {
        #[test]
        fn braces_in_arguments_mean_nothing(value in any::<String>(), alignment in -40_i32..40) {
            let written = apply(&format(vec![argument(0, alignment)]), &[Some(&value)]).expect("short");
            prop_assert_eq!(utf16_length(&written), utf16_length(&value).max(alignment.unsigned_abs() as usize));
            let is_aligned = if alignment < 0 { written.starts_with(&value) } else { written.ends_with(&value) };
            prop_assert!(is_aligned);
        }
    }
}

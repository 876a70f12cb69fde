//! `callback( {…} );`, parsed and never evaluated.

/// Longest callback name.
const LONGEST_NAME: usize = 64;

/// Whether a text begins with `name(`.
pub(super) fn begins(text: &str) -> bool {
    after_name(text).is_some()
}

/// What stands between the parentheses of `name ( … )`, with an optional `;` after it and nothing else.
pub(super) fn content(text: &str) -> Option<&str> {
    let inside = after_name(text.trim_ascii())?;
    let inside = inside.strip_suffix(';').unwrap_or(inside).trim_ascii_end();
    Some(inside.strip_suffix(')')?.trim_ascii())
}

fn after_name(text: &str) -> Option<&str> {
    let length = text.bytes().take_while(|byte| is_name(*byte)).count();
    let begins_well = text.bytes().next().is_some_and(|byte| is_name(byte) && byte != b'.' && !byte.is_ascii_digit());
    if !begins_well || length > LONGEST_NAME {
        return None;
    }
    text.get(length..)?.trim_ascii_start().strip_prefix('(')
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'.')
}

//! How names and values are quoted in messages.

const LONGEST_QUOTE: usize = 60;

/// A name or value in backticks, on one line, shortened when it is long.
pub(super) fn quoted(text: &str) -> String {
    let mut shown: String = text
        .chars()
        .take(LONGEST_QUOTE + 1)
        .map(|c| if c.is_whitespace() || c.is_control() { ' ' } else { c })
        .collect();
    if let Some((cut, _)) = shown.char_indices().nth(LONGEST_QUOTE) {
        shown.truncate(cut);
        shown.push('…');
    }
    format!("`{shown}`")
}

/// Names in backticks with commas between them.
pub(super) fn listed<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let names: Vec<String> = names.into_iter().map(quoted).collect();
    names.join(", ")
}

/// Names in backticks as alternatives: `a`, `b` or `c`.
pub(super) fn either(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [only] => quoted(only),
        [head @ .., last] => format!("{} or {}", listed(head.iter().copied()), quoted(last)),
    }
}

/// Longest name that is compared with the known ones: the cost of a comparison grows with the length, and no name of
/// the schema is longer than 42 bytes.
pub(super) const LONGEST_COMPARED: usize = 64;

/// The known name that was probably meant.
pub(super) fn nearest<'k>(wrong: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    if wrong.trim().is_empty() || wrong.len() > LONGEST_COMPARED {
        return None;
    }
    crate::diagnostic::suggest::nearest(wrong, known)
}

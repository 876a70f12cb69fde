//! The `CharacterSet` of the method `IncludesCharacters`: characters and ranges of them.
//!
//! It is written like the inside of a character class of a regular expression, but everything stands for itself except
//! the `-` between two characters and the escapes `\\` and `\-`. Upload refuses every other escape: "the only escape
//! patterns allowed in CharacterSet Parameters are "\\" "\-"".

use std::ops::Range;

/// What is wrong with a set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where, in bytes of the text.
    pub at: Range<usize>,
    /// What.
    pub kind: FaultKind,
}

/// What can be wrong with a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// A backslash before anything but `\` and `-`, or at the end.
    Escape,
    /// A range that ends before it begins, such as `z-a`.
    Reversed,
}

/// A character of the set with its place.
struct Item {
    at: Range<usize>,
    character: char,
}

/// A character that stands alone, or a range.
struct Part {
    first: Item,
    last: Option<Item>,
}

/// The parts of a set, in the order of the text.
fn parts(set: &str) -> impl Iterator<Item = Part> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let first = item(set, at)?;
        at = first.at.end;
        let is_range = set.get(at..).is_some_and(|rest| rest.starts_with('-'));
        let last = if is_range { item(set, at + 1) } else { None };
        at = last.as_ref().map_or(at, |last| last.at.end);
        Some(Part { first, last })
    })
}

/// The faults of a set, in the order of the text.
#[must_use]
pub fn faults(set: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    for Part { first, last } in parts(set) {
        if let Some(last) = last.as_ref().filter(|last| last.character < first.character) {
            faults.push(Fault { at: first.at.start..last.at.end, kind: FaultKind::Reversed });
        }
        let items = std::iter::once(&first).chain(&last);
        let wrong = items.filter(|item| is_wrong_escape(set.get(item.at.clone()).unwrap_or_default()));
        faults.extend(wrong.map(|item| Fault { at: item.at.clone(), kind: FaultKind::Escape }));
    }
    faults
}

/// The ranges of a set, first and last character of each, in the order of the text. A range that ends before it begins has
/// no characters and is left out; the character behind a backslash stands for itself.
#[must_use]
pub fn ranges(set: &str) -> Vec<(char, char)> {
    let ends = parts(set).map(|part| {
        let first = part.first.character;
        (first, part.last.map_or(first, |last| last.character))
    });
    ends.filter(|(first, last)| first <= last).collect()
}

/// The character that begins here, with the backslash before it.
fn item(set: &str, start: usize) -> Option<Item> {
    let mut rest = set.get(start..)?.chars();
    let first = rest.next()?;
    let escaped = if first == '\\' { rest.next() } else { None };
    let length = first.len_utf8() + escaped.map_or(0, char::len_utf8);
    Some(Item { at: start..start + length, character: escaped.unwrap_or(first) })
}

fn is_wrong_escape(item: &str) -> bool {
    item.starts_with('\\') && !matches!(item, "\\\\" | "\\-")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(set: &str) -> Vec<(Range<usize>, FaultKind)> {
        faults(set).into_iter().map(|fault| (fault.at, fault.kind)).collect()
    }

    #[test]
    fn the_documented_sets_have_no_fault() {
        for set in ["a-z", "A-Z", "0-9", "@#$%^&*\\-_+=[]{}|\\\\:',.?/`~\"();!", "", "-", "a-", "-a", "äöü", "a-z-"]
        {
            assert_eq!(found(set), [], "{set}");
        }
    }

    #[test]
    fn other_escapes_are_found_where_they_stand() {
        assert_eq!(found("a\\[é\\]"), [(1..3, FaultKind::Escape), (5..7, FaultKind::Escape)]);
        assert_eq!(found("a\\"), [(1..2, FaultKind::Escape)]);
        assert_eq!(found("\\\\\\d"), [(2..4, FaultKind::Escape)]);
    }

    #[test]
    fn a_set_is_ranges_of_characters() {
        assert_eq!(ranges("a-zA-Z0-9"), [('a', 'z'), ('A', 'Z'), ('0', '9')]);
        assert_eq!(ranges("[]^"), [('[', '['), (']', ']'), ('^', '^')]);
        assert_eq!(ranges("a\\-z"), [('a', 'a'), ('-', '-'), ('z', 'z')]);
        assert_eq!(ranges("\\\\-a"), [('\\', 'a')]);
        assert_eq!(ranges("+--"), [('+', '-')]);
        assert_eq!(ranges("-a-"), [('-', '-'), ('a', 'a'), ('-', '-')]);
        assert_eq!(ranges("z-aé"), [('é', 'é')]);
        assert_eq!(ranges("a-\\-"), []);
        assert_eq!(ranges(""), []);
    }

    #[test]
    fn a_range_ends_behind_its_begin() {
        assert_eq!(found("0-9z-a"), [(3..6, FaultKind::Reversed)]);
        assert_eq!(found("\\\\-a"), []);
    }
}

//! Pieces of a text removed or replaced.

use crate::source::whole_lines;
use std::ops::Range;

/// Changes to a text, as they were found.
#[derive(Debug, Default)]
pub(super) struct Edits {
    removed: Vec<Range<usize>>,
    replaced: Vec<(Range<usize>, String)>,
}

impl Edits {
    /// Takes a piece out, with its lines if nothing else stands on them.
    pub(super) fn remove(&mut self, piece: Range<usize>) {
        self.removed.push(piece);
    }

    /// Puts another text in place of a piece.
    pub(super) fn replace(&mut self, piece: Range<usize>, text: String) {
        self.replaced.push((piece, text));
    }

    /// The changes to this text in its order, none of which touches another.
    pub(super) fn settle(mut self, text: &str) -> Settled {
        self.removed.sort_by_key(|piece| (piece.start, piece.end));
        let mut removed: Vec<Range<usize>> = Vec::new();
        for piece in self.removed {
            // Two pieces with only blanks between them stand on their lines together.
            match removed.last_mut() {
                Some(last) if touches(text, last, &piece) => last.end = last.end.max(piece.end),
                _ => removed.push(piece),
            }
        }
        let removed = removed.into_iter().map(|piece| (whole_lines(text, piece), String::new()));
        let mut changes: Vec<(Range<usize>, String)> = removed.collect();
        let is_left = |piece: &Range<usize>| !changes.iter().any(|(gone, _)| overlap(gone, piece));
        self.replaced.retain(|(piece, _)| is_left(piece));
        changes.append(&mut self.replaced);
        changes.sort_by_key(|(piece, _)| piece.start);
        Settled { changes }
    }
}

/// Changes to a text in its order, apart from each other.
#[derive(Debug)]
pub(super) struct Settled {
    changes: Vec<(Range<usize>, String)>,
}

impl Settled {
    /// Whether a piece of the text is changed, or a part of it.
    pub(super) fn touch(&self, piece: &Range<usize>) -> bool {
        self.changes.iter().any(|(changed, _)| overlap(changed, piece))
    }

    /// The text with the changes made.
    pub(super) fn apply(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for (piece, replacement) in &self.changes {
            out.push_str(text.get(at..piece.start).unwrap_or_default());
            out.push_str(replacement);
            at = piece.end;
        }
        out.push_str(text.get(at..).unwrap_or_default());
        out
    }
}

fn touches(text: &str, earlier: &Range<usize>, later: &Range<usize>) -> bool {
    let between = text.get(earlier.end..later.start);
    later.start <= earlier.end || between.is_some_and(|between| between.chars().all(|c| matches!(c, ' ' | '\t')))
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text without these pieces of it.
    fn without(text: &str, pieces: &[&str]) -> String {
        let mut edits = Edits::default();
        for piece in pieces {
            let start = text.find(piece).expect("there");
            edits.remove(start..start + piece.len());
        }
        edits.settle(text).apply(text)
    }

    #[test]
    fn a_piece_goes_with_its_lines_when_it_stands_alone_on_them() {
        assert_eq!(without("<a>\r\n  <b/>\t\r\n  <c/>\r\n</a>", &["<b/>"]), "<a>\r\n  <c/>\r\n</a>");
        assert_eq!(without("<a>\n  <b/><c/>\n</a>", &["<b/>"]), "<a>\n  <c/>\n</a>");
        assert_eq!(without("<a>\n <b>\n x\n </b>\n</a>", &["<b>\n x\n </b>"]), "<a>\n</a>");
        assert_eq!(without("<a/><b/>", &["<a/>", "<b/>"]), "");
    }

    #[test]
    fn pieces_beside_each_other_leave_no_blank_line() {
        assert_eq!(without("<a>\n  <b/> <c/>\n</a>", &["<c/>", "<b/>"]), "<a>\n</a>");
        assert_eq!(without("<a>\n  <b/>\n  <c/>\n</a>", &["<c/>", "<b/>"]), "<a>\n</a>");
        assert_eq!(without("<a>\n <b><c/></b>\n</a>", &["<c/>", "<b><c/></b>"]), "<a>\n</a>");
    }

    #[test]
    fn what_is_removed_is_not_replaced() {
        let text = "<a><b>x</b>y</a>";
        let mut edits = Edits::default();
        edits.replace(6..7, "z".to_owned());
        edits.replace(11..12, "w".to_owned());
        edits.remove(3..11);
        let settled = edits.settle(text);
        assert!(settled.touch(&(6..7)) && !settled.touch(&(0..3)));
        assert_eq!(settled.apply(text), "<a>w</a>");
    }
}

//! A place inside a value.

use crate::ast::Text;
use crate::source::Span;
use std::ops::Range;

/// The place of a part of a value, given in bytes of the value. Where the file spells the value otherwise, with entities,
/// line ends or settings, that is not known: then it is the whole value.
pub(super) fn part_of(text: &Text, part: &Range<usize>) -> Span {
    let offset = |at: usize| u32::try_from(at).ok().map(|at| text.span.start + at);
    match (offset(part.start), offset(part.end)) {
        (Some(start), Some(end)) if is_literal(text) && end <= text.span.end => Span { start, end, ..text.span },
        _ => text.span,
    }
}

/// Whether the file spells the value as it is read.
pub(super) fn is_literal(text: &Text) -> bool {
    usize::try_from(text.span.end - text.span.start) == Ok(text.value.len())
}

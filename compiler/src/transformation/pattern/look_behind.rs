//! Which look-behinds the engine can match as .NET does.
//!
//! .NET matches one from right to left. The engine goes back a known number of characters and matches forward; where the
//! number is not known it runs an automaton backwards, which knows neither look-around nor references nor word boundaries.
//! Whether there is a match is the same in both. What a group holds is not, where it could have stopped elsewhere.

use super::piece::Group;

/// The length of what matches, in characters; `None` when it is not always the same.
type Length = Option<u64>;

/// The groups that are open around the next piece.
pub(super) struct LookBehinds {
    open: Vec<Frame>,
}

struct Frame {
    is_look: bool,
    is_look_behind: bool,
    /// Of the alternative that is being read, and of its last piece.
    length: Length,
    last: Length,
    /// Of the alternatives before, when there are any.
    before: Option<Length>,
    /// Whether the alternative, or any, has what the automaton does not know.
    alternative_is_hard: bool,
    is_hard: bool,
    /// Whether some alternative is hard and has no fixed length.
    is_refused: bool,
    /// Whether a group in it keeps what it matches, whether the last piece is one, and whether one is repeated.
    captures: bool,
    last_captures: bool,
    repeats_capture: bool,
}

impl Frame {
    fn new(group: &Group) -> Self {
        Self {
            is_look: matches!(group, Group::Look { .. }),
            is_look_behind: matches!(group, Group::Look { behind: true, .. }),
            length: Some(0),
            last: None,
            before: None,
            alternative_is_hard: matches!(group, Group::Atomic),
            is_hard: false,
            is_refused: false,
            captures: matches!(group, Group::Capture(_)),
            last_captures: false,
            repeats_capture: false,
        }
    }

    fn end_alternative(&mut self) {
        self.is_refused |= self.alternative_is_hard && self.length.is_none();
        self.is_hard |= self.alternative_is_hard;
        self.alternative_is_hard = false;
        let length = self.length.replace(0);
        let all = self.before.map_or(length, |before| before.filter(|before| Some(*before) == length));
        self.before = Some(all);
        self.last = None;
    }

    fn append(&mut self, length: Length) {
        self.last = length;
        self.last_captures = false;
        self.length = self.length.zip(length).map(|(sum, more)| sum.saturating_add(more));
    }
}

impl LookBehinds {
    pub(super) fn new() -> Self {
        Self { open: Vec::new() }
    }

    /// A character, or a place when it takes none.
    pub(super) fn easy(&mut self, length: u64) {
        if let Some(open) = self.open.last_mut() {
            open.append(Some(length));
        }
    }

    /// A place that the automaton does not know, or a reference, whose length is not known either.
    pub(super) fn hard(&mut self, length: Option<u64>) {
        if let Some(open) = self.open.last_mut() {
            open.append(length);
            open.alternative_is_hard = true;
        }
    }

    pub(super) fn open(&mut self, group: &Group) {
        if matches!(group, Group::IfCaptured(_)) {
            self.hard(None);
        }
        self.open.push(Frame::new(group));
    }

    pub(super) fn alternation(&mut self) {
        if let Some(open) = self.open.last_mut() {
            open.end_alternative();
        }
    }

    pub(super) fn repeat(&mut self, min: u32, max: Option<u32>) {
        if let Some(open) = self.open.last_mut() {
            let last = open.last.take();
            open.repeats_capture |= open.last_captures && max != Some(1);
            let rest = open.length.zip(last).map(|(sum, last)| sum.saturating_sub(last));
            let repeated = last.filter(|_| max == Some(min)).map(|last| last.saturating_mul(min.into()));
            open.length = rest;
            open.append(repeated);
        }
    }

    /// A group ends.
    ///
    /// # Errors
    /// What the engine cannot match as .NET does.
    pub(super) fn close(&mut self) -> Result<(), &'static str> {
        let Some(mut group) = self.open.pop() else { return Ok(()) };
        group.end_alternative();
        let length = group.before.flatten();
        if group.is_look_behind && group.is_refused {
            return Err("a look-behind of no fixed length with look-around, a reference, a boundary or `$` in it");
        }
        if group.is_look_behind && (group.repeats_capture || (group.captures && length.is_none())) {
            return Err(
                "a look-behind of no fixed length with a group that keeps what it matches, instead of `(?:…)`,",
            );
        }
        if let Some(outer) = self.open.last_mut() {
            outer.append(if group.is_look { Some(0) } else { length });
            outer.alternative_is_hard |= group.is_hard || group.is_look;
            outer.captures |= group.captures;
            outer.last_captures = group.captures;
            outer.repeats_capture |= group.repeats_capture;
        }
        Ok(())
    }
}

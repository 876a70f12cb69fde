//! Letters without regard to case, as .NET compares them: by their small letters in the invariant culture.
//!
//! The engine would fold them, which is more: it takes `ſ` for an `s`, `ς` for a `σ` and `µ` for a `μ`, all small already.

use std::collections::BTreeMap;

/// Code units of UTF-16 from one to another, both included.
pub(super) type Units = (u32, u32);

/// The letters that have another small letter, with it. .NET knows one unit for one.
pub(super) struct LetterCase(BTreeMap<u32, u32>);

impl LetterCase {
    /// Over the plane that a unit can hold: some 65 000 look-ups, so only for a pattern that asks.
    pub(super) fn new() -> Self {
        let letters = (0..=0xffff).filter_map(char::from_u32);
        Self(letters.filter_map(|letter| Some((u32::from(letter), small(letter)?))).collect())
    }

    /// Everything that is equal to one of these but for case, these included, in order and without overlap.
    pub(super) fn widened(&self, ranges: Vec<Units>) -> Vec<Units> {
        let mut ranges = merged(ranges);
        let small = self.0.iter().filter(|(letter, _)| contains(&ranges, **letter)).map(|(_, small)| (*small, *small));
        let small: Vec<Units> = small.collect();
        ranges.extend(small);
        let mut ranges = merged(ranges);
        let letters =
            self.0.iter().filter(|(_, small)| contains(&ranges, **small)).map(|(letter, _)| (*letter, *letter));
        let letters: Vec<Units> = letters.collect();
        ranges.extend(letters);
        merged(ranges)
    }
}

/// The small letter of another one; `None` for a letter that is small, or is none, or has no small one of a single unit.
fn small(letter: char) -> Option<u32> {
    let mut small = letter.to_lowercase();
    let first = small.next().filter(|first| *first != letter && small.next().is_none())?;
    Some(u32::from(first)).filter(|unit| *unit <= 0xffff)
}

fn merged(mut ranges: Vec<Units>) -> Vec<Units> {
    ranges.sort_unstable();
    let mut merged: Vec<Units> = Vec::with_capacity(ranges.len());
    for (from, to) in ranges {
        match merged.last_mut() {
            Some(last) if from <= last.1.saturating_add(1) => last.1 = last.1.max(to),
            _ => merged.push((from, to)),
        }
    }
    merged
}

/// Whether one of the ranges, which are in order, has the unit.
fn contains(ranges: &[Units], unit: u32) -> bool {
    let after = ranges.partition_point(|(from, _)| *from <= unit);
    after.checked_sub(1).and_then(|last| ranges.get(last)).is_some_and(|(_, to)| unit <= *to)
}

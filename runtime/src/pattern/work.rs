//! How much work a pattern makes at most, and so of how long a text it is asked.
//!
//! A pattern without look-around, references and atomic groups goes through automata: at worst each byte of the text meets
//! each character of the pattern, what is repeated counted as often. Everything else is matched step by step. A step back is
//! counted by the engine, the way from one to the next is not: in it a look-ahead may go over the whole text, and that at
//! each character, and in look-ahead of its own again. What that way costs at most is read off the pattern.

use super::LONGEST;
use fancy_regex::{Assertion, Expr};

/// Bytes times characters of the pattern that automata go over in about a second: 50 ns each in the slowest case that was
/// measured, `\w{1,256}@` on letters. Twenty characters are matched with a whole answer of 1 MiB.
const MOST_OF_AUTOMATA: u64 = 20_000_000;

/// Elementary steps, forth and back, in about a second. They are fewer than they are bound to be: not every step back goes
/// over the text again.
const MOST_OF_STEPS: u64 = 5_000_000_000;

/// Steps back that a search may take for each byte of the longest text. Real patterns take a few.
const STEPS_OF_A_BYTE: u64 = 32;

/// What is asked of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bounds {
    /// Whether it is matched in time linear in the text.
    pub(super) is_linear: bool,
    /// Steps back in one search.
    pub(super) steps: usize,
    /// The longest text, in bytes, for one search.
    pub(super) longest: usize,
    /// The longest text for as many searches as it has characters.
    pub(super) longest_for_all_matches: usize,
}

impl Bounds {
    pub(super) fn of(pattern: &Expr, most_steps: usize) -> Self {
        let cost = |bytes: u64| Cost::of(pattern, bytes);
        let whole = cost(0);
        if whole.is_linear {
            let bytes = MOST_OF_AUTOMATA / whole.positions.max(1);
            let [longest, all] = [bytes, bytes.isqrt()].map(|bytes| usize::try_from(bytes).unwrap_or(usize::MAX));
            return Self { is_linear: true, steps: 0, longest, longest_for_all_matches: all };
        }
        let most_steps = most_steps as u64;
        let steps = |bytes: u64| most_steps.min(bytes.saturating_mul(STEPS_OF_A_BYTE));
        let longest = longest_with(|bytes| steps(bytes).saturating_mul(cost(bytes).one_way(bytes)));
        let all = longest_with(|bytes| bytes.saturating_mul(most_steps).saturating_mul(cost(bytes).one_way(bytes)));
        Self {
            is_linear: false,
            steps: usize::try_from(steps(longest)).unwrap_or(usize::MAX),
            longest: usize::try_from(longest).unwrap_or(LONGEST),
            longest_for_all_matches: usize::try_from(all.min(longest)).unwrap_or(LONGEST),
        }
    }
}

/// The longest text for which the work, which grows with it, is not too much.
fn longest_with(work: impl Fn(u64) -> u64) -> u64 {
    let (mut fits, mut beyond) = (0, LONGEST as u64 + 1);
    while beyond - fits > 1 {
        let middle = fits.midpoint(beyond);
        if work(middle) <= MOST_OF_STEPS { fits = middle } else { beyond = middle }
    }
    fits
}

/// What a part of a pattern costs at most, over a text of a given length.
#[derive(Debug, Clone, Copy)]
struct Cost {
    /// Whether automata match it.
    is_linear: bool,
    /// Characters of the pattern, what is repeated counted as often.
    positions: u64,
    /// Whether something in it is repeated without bound.
    is_unbounded: bool,
    /// Steps each time the part is come to, if it is matched step by step,
    visit: u64,
    /// and for each character that it takes.
    character: u64,
}

impl Cost {
    const NOTHING: Self = Self { is_linear: true, positions: 0, is_unbounded: false, visit: 0, character: 0 };

    /// Recurses as deep as the parser of the engine lets a pattern be, 64 levels.
    fn of(pattern: &Expr, bytes: u64) -> Self {
        let positions = |positions: usize| Self { positions: positions as u64, ..Self::NOTHING };
        let step_by_step = |visit: u64| Self { is_linear: false, visit, ..Self::NOTHING };
        match pattern {
            Expr::Empty => Self::NOTHING,
            Expr::Any { .. } | Expr::Delegate { .. } => positions(1),
            Expr::Literal { val, .. } => positions(val.chars().count()),
            Expr::Assertion(
                Assertion::StartText
                | Assertion::EndText
                | Assertion::StartLine { .. }
                | Assertion::EndLine { .. }
                | Assertion::WordBoundary
                | Assertion::NotWordBoundary,
            ) => positions(1),
            Expr::Concat(parts) | Expr::Alt(parts) => Self::sum(parts, bytes),
            Expr::Group(part) => Self::of(part, bytes),
            Expr::Repeat { child, lo, hi, .. } => Self::of(child, bytes).repeated(*lo as u64, *hi, bytes),
            Expr::LookAround(part, _) => step_by_step(Self::of(part, bytes).one_way(bytes)),
            Expr::AtomicGroup(part) => Self { is_linear: false, ..Self::of(part, bytes).in_steps(bytes) },
            Expr::Conditional { condition, true_branch, false_branch } => {
                let parts = [condition, true_branch, false_branch].map(|part| Self::of(part, bytes).in_steps(bytes));
                parts.into_iter().fold(step_by_step(1), |sum, part| sum.and(part, bytes))
            }
            Expr::Backref { .. } => step_by_step(bytes),
            Expr::BackrefExistsCondition { .. } | Expr::ContinueFromPreviousMatchEnd => step_by_step(1),
            // The compiler writes nothing else.
            _ => step_by_step(u64::MAX),
        }
    }

    fn sum(parts: &[Expr], bytes: u64) -> Self {
        parts.iter().map(|part| Self::of(part, bytes)).fold(Self::NOTHING, |sum, part| sum.and(part, bytes))
    }

    fn and(self, other: Self, bytes: u64) -> Self {
        if self.is_linear && other.is_linear {
            let positions = self.positions.saturating_add(other.positions);
            return Self { positions, is_unbounded: self.is_unbounded || other.is_unbounded, ..Self::NOTHING };
        }
        let [one, other] = [self, other].map(|part| part.in_steps(bytes));
        Self {
            visit: one.visit.saturating_add(other.visit),
            character: one.character.saturating_add(other.character),
            ..one
        }
    }

    fn repeated(self, min: u64, max: usize, bytes: u64) -> Self {
        let is_unbounded = max == usize::MAX;
        let times = if is_unbounded { min } else { max as u64 }.max(1);
        if self.is_linear {
            let positions = self.positions.saturating_mul(times);
            return Self { positions, is_unbounded: is_unbounded || self.is_unbounded, ..self };
        }
        // Without bound each time takes a character, so the text has only so many of them.
        let character = self.character.saturating_add(if is_unbounded { self.visit } else { 0 });
        Self { visit: self.visit.saturating_mul(times).saturating_add(1), character, ..self }.in_steps(bytes)
    }

    /// As a part of what is matched step by step: an automaton of its own, which looks ahead as far as it can.
    fn in_steps(self, bytes: u64) -> Self {
        if !self.is_linear {
            return self;
        }
        let ahead = if self.is_unbounded { bytes } else { bytes.min(self.positions) };
        let visit = ahead.saturating_mul(self.positions).saturating_add(1);
        Self { is_linear: false, visit, ..Self::NOTHING }
    }

    /// Steps from one step back to the next.
    fn one_way(self, bytes: u64) -> u64 {
        let part = self.in_steps(bytes);
        part.visit.saturating_add(part.character.saturating_mul(bytes)).saturating_add(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bounds(pattern: &str) -> Bounds {
        Bounds::of(&Expr::parse_tree(pattern).expect(pattern).expr, 1_000_000)
    }

    #[test]
    fn what_automata_match_takes_long_texts() {
        for (pattern, at_least) in [
            (r"\A[0-9]{4,16}\z", 1 << 20),
            (r"(?<alias>[^\n]*)\x{40}([^\n]*)\b", 1 << 20),
            (r"\A[^@]+@[^.]+(?:\.[a-z]+)*?\z", 1 << 20),
            (r"\p{L}{1,256}@", 65_536),
        ] {
            let bounds = bounds(pattern);
            assert!(bounds.is_linear && bounds.longest >= at_least, "{pattern}: {bounds:?}");
        }
        assert!(bounds("(?:a{1,100}){1,1000}b").longest < 256, "it keeps a hundred thousand places in mind");
    }

    #[test]
    fn what_steps_back_takes_texts_by_the_way_from_one_step_to_the_next() {
        let longest = |pattern: &str| {
            let bounds = bounds(pattern);
            assert!(!bounds.is_linear && bounds.longest_for_all_matches <= bounds.longest, "{pattern}: {bounds:?}");
            assert_eq!(bounds.steps, bounds.longest * 32, "{pattern}");
            bounds.longest
        };
        assert_eq!(longest("(?<!a)b"), LONGEST);
        assert_eq!(longest("(?>a)b"), LONGEST);
        assert!((1_000..=LONGEST).contains(&longest(r"(?<=[^\n]).(?=[^\n]*@)")));
        // Look-ahead to the end at each character that it takes, and look-ahead of which each does so.
        assert!((200..600).contains(&longest("\\A(?:(?=.*a)(?=.*b).)+\\z")));
        assert!((50..200).contains(&longest("(?:(?=(?:(?=.*a).)+b).)+")));
        assert!(longest("(?:(?=(?:(?=(?:(?=.*a).)+b).)+c).)+") < 60);
        assert!(longest(r"(a*)(?:\1b?)*c") < 2_048);
        assert_eq!(longest(r"a\Kb"), 0, "no pattern of the compiler");
    }

    #[test]
    fn repeated_searches_take_shorter_texts() {
        let bounds = |pattern: &str| Bounds::of(&Expr::parse_tree(pattern).expect(pattern).expr, 2_000);
        assert!((500..LONGEST).contains(&bounds(r"(?<=[^\n])[^\n](?=[^\n]*@)").longest_for_all_matches));
        assert!((1_000..10_000).contains(&bounds("[0-9]+-[0-9]+").longest_for_all_matches));
    }
}

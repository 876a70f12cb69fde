//! Regular expressions of .NET, which is what B2C matches with: whether one is valid, its groups, and its pieces.
//!
//! [`check`] goes over a pattern as the parser of .NET does and says where it is at fault. What comes out is a flat list
//! of [`Piece`]s instead of a tree: a group is the pieces between its [`Kind::Open`] and [`Kind::Close`]. So nothing
//! recurses, and [`rewrite`], which writes a pattern for another engine, is one walk over the list.
//!
//! - [`piece`]: what a pattern consists of
//! - `scanner`: the walk over the text, with `group`, `class` and `escape` for the parts
//! - `category`: the names that `\p{…}` takes
//! - [`rewrite`]: the same pattern in the syntax of the crate fancy-regex, which tests hold to what that crate compiles;
//!   with `engine_class` for classes, `letter_case`, `look_behind`, and `program_size` for how large it becomes

mod category;
mod class;
mod engine_class;
#[cfg(test)]
mod engine_tests;
mod escape;
mod group;
mod letter_case;
mod look_behind;
pub mod piece;
mod program_size;
pub mod rewrite;
mod scanner;
#[cfg(test)]
mod tests;

pub use piece::{Kind, Piece};

use std::ops::Range;

/// Groups within groups: nobody writes more, and what reads the pattern next may have a stack.
pub const DEEPEST: usize = 250;

/// A valid pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// What it consists of.
    pub pieces: Vec<Piece>,
    /// Its capture groups in the order of their numbers, without the whole match. Several groups of one name are one.
    pub groups: Vec<CaptureGroup>,
}

/// A group that keeps what it matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaptureGroup {
    /// Its number from 1 on. .NET counts the groups without name first.
    pub number: u32,
    /// Its name, `(?<name>…)`.
    pub name: Option<String>,
}

impl Pattern {
    /// The names of its groups, in the order of their numbers.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.groups.iter().filter_map(|group| group.name.as_deref())
    }
}

/// Why a text is no pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatternFault {
    /// Where, in bytes of the pattern; never empty unless the pattern ends too early.
    pub range: Range<usize>,
    /// What is wrong there: `the group is never closed`.
    pub message: String,
}

impl PatternFault {
    fn new(range: Range<usize>, message: impl Into<String>) -> Self {
        Self { range, message: message.into() }
    }

    /// The fault with its place in words, for those who cannot point at it: `at character 5: the group is never closed`.
    #[must_use]
    pub fn describe(&self, pattern: &str) -> String {
        let before = pattern.get(..self.range.start).unwrap_or(pattern).chars().count();
        if self.range.start >= pattern.len() {
            format!("at its end: {}", self.message)
        } else {
            format!("at character {}: {}", before + 1, self.message)
        }
    }
}

/// Reads a pattern as .NET does without options.
///
/// # Errors
/// The first place at which .NET refuses it, or groups nested deeper than [`DEEPEST`].
pub fn check(text: &str) -> Result<Pattern, PatternFault> {
    // Whether `\10` is a reference or a character depends on groups that may follow, so they are counted first.
    let counted = scanner::Scanner::new(text, None).run()?;
    let captures = counted.captures.numbered();
    let scanned = scanner::Scanner::new(text, Some(&captures)).run()?;
    Ok(Pattern { pieces: scanned.pieces, groups: captures.into_groups() })
}

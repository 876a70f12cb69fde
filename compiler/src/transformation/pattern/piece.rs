//! What a pattern consists of, in the order of its text.

use std::ops::Range;

/// A piece of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands in the pattern, in bytes.
    pub range: Range<usize>,
    /// What it is.
    pub kind: Kind,
}

/// What a piece is. Options such as `(?m)` are resolved: a piece says what it means under those in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// One character, escaped or not.
    Literal(char),
    /// A code unit that is no character by itself: half of a surrogate pair, `\uD83D`.
    Surrogate(u16),
    /// `.`
    AnyCharacter {
        /// Whether a line feed is among them, option `s`.
        newline: bool,
    },
    /// `\d` and its like, outside brackets.
    Shorthand(Shorthand),
    /// `\p{Lu}`, outside brackets.
    Property(Property),
    /// `[…]`
    Class(Class),
    /// `^`, `$`, `\b` and others that match a place.
    Assertion(Assertion),
    /// The begin of a group; each has its [`Kind::Close`].
    Open(Group),
    /// `)`
    Close,
    /// `|`
    Alternation,
    /// How often what stands before is repeated.
    Quantifier {
        /// At least.
        min: u32,
        /// At most; `None` without bound.
        max: Option<u32>,
        /// Whether as few as possible are taken.
        lazy: bool,
    },
    /// What a group before has matched, by the number of the group.
    Backreference(u32),
    /// Whether case is ignored from here to the end of the enclosing group, `(?i)`.
    IgnoreCase(bool),
}

/// `\d`, `\D`, `\s`, `\S`, `\w`, `\W`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shorthand(pub char);

/// `\p{…}` or `\P{…}`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Property {
    /// Whether it is `\P`.
    pub negated: bool,
    /// A general category (`Lu`) or a block (`IsGreek`).
    pub name: String,
}

/// A character class: the first level without the second, which is itself without the third, and so on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Class {
    /// One level a subtraction, `[a-z-[aeiou]]`; nearly always one.
    pub levels: Vec<ClassLevel>,
}

/// What stands between brackets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClassLevel {
    /// Whether it begins with `^`.
    pub negated: bool,
    /// What is in it.
    pub items: Vec<ClassItem>,
}

/// A member of a class. Characters are code units of UTF-16: a class of .NET knows no others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClassItem {
    /// The characters from one to another, both included.
    Range(u32, u32),
    /// `\d` and its like.
    Shorthand(Shorthand),
    /// `\p{Lu}`
    Property(Property),
}

/// A place in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Assertion {
    /// `\A`, and `^` without the option `m`.
    TextStart,
    /// `^` with the option `m`.
    LineStart,
    /// `\Z`, and `$` without the option `m`: the end, or before one final line feed.
    TextEndOrFinalNewline,
    /// `$` with the option `m`.
    LineEnd,
    /// `\z`
    TextEnd,
    /// `\b`
    WordBoundary,
    /// `\B`
    NotWordBoundary,
    /// `\G`: where the match before ended.
    PreviousMatchEnd,
}

/// How a group begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Group {
    /// `(…)`, `(?<name>…)`, `(?'name'…)`: keeps what it matches under this number.
    Capture(u32),
    /// `(?<name-other>…)`: forgets what the other group matched; keeps what lies between if it has a number.
    Balancing {
        /// What it keeps.
        kept: Option<u32>,
        /// What it forgets.
        forgotten: u32,
    },
    /// `(?:…)`, or a group with options.
    Plain {
        /// What the group says about case, if it does.
        ignore_case: Option<bool>,
    },
    /// `(?>…)`
    Atomic,
    /// `(?=…)`, `(?!…)`, `(?<=…)`, `(?<!…)`
    Look {
        /// Whether it looks back.
        behind: bool,
        /// Whether it must not match.
        negated: bool,
    },
    /// `(?(1)yes|no)`, by the number of the group.
    IfCaptured(u32),
    /// `(?(test)yes|no)`: the test is the group that follows at once.
    IfMatched,
}

//! The walk over a pattern, in the order in which the parser of .NET goes.

use super::piece::{Assertion, Kind, Piece};
use super::{CaptureGroup, DEEPEST, PatternFault};
use std::collections::{BTreeMap, BTreeSet};

/// The options that change how a pattern is read.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Options {
    pub(super) ignore_case: bool,
    pub(super) multiline: bool,
    /// `n`: groups without a name keep nothing.
    pub(super) explicit_capture: bool,
    pub(super) single_line: bool,
    /// `x`: blanks and comments between pieces.
    pub(super) extended: bool,
}

/// An open group.
#[derive(Debug)]
pub(super) struct OpenGroup {
    pub(super) start: usize,
    /// What holds again behind it.
    pub(super) outer: Options,
    /// How many `|` it may have; `(?(1)yes|no)` has one.
    pub(super) alternations: Option<usize>,
    /// Whether it is the test of `(?(test)yes|no)`.
    pub(super) is_test: bool,
}

/// The groups seen so far.
#[derive(Debug, Default)]
pub(super) struct Seen {
    numbers: BTreeSet<u32>,
    names: Vec<String>,
    known: BTreeSet<String>,
    automatic: u32,
}

impl Seen {
    /// The number of a group without a name.
    pub(super) fn automatic(&mut self) -> u32 {
        self.automatic += 1;
        self.numbers.insert(self.automatic);
        self.automatic
    }

    pub(super) fn number(&mut self, number: u32) {
        self.numbers.insert(number);
    }

    pub(super) fn name(&mut self, name: &str) {
        if self.known.insert(name.to_owned()) {
            self.names.push(name.to_owned());
        }
    }

    /// Gives every name the next free number behind those of the groups without a name.
    pub(super) fn numbered(self) -> Captures {
        let mut captures =
            Captures { slots: self.numbers.into_iter().map(|it| (it, None)).collect(), ..Captures::default() };
        let mut next = self.automatic + 1;
        for name in self.names {
            while captures.slots.contains_key(&next) {
                next += 1;
            }
            captures.slots.insert(next, Some(name.clone()));
            captures.names.insert(name, next);
        }
        captures
    }
}

/// The groups of the whole pattern.
#[derive(Debug, Default)]
pub(super) struct Captures {
    slots: BTreeMap<u32, Option<String>>,
    names: BTreeMap<String, u32>,
}

impl Captures {
    pub(super) fn into_groups(self) -> Vec<CaptureGroup> {
        self.slots.into_iter().map(|(number, name)| CaptureGroup { number, name }).collect()
    }
}

/// What a walk yields.
pub(super) struct Scanned {
    pub(super) pieces: Vec<Piece>,
    pub(super) captures: Seen,
}

/// Whether a quantifier may stand here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Nothing,
    Repeatable,
    Repeated,
}

/// A walk over a pattern.
pub(super) struct Scanner<'t> {
    pub(super) text: &'t str,
    /// The next byte.
    pub(super) at: usize,
    pub(super) options: Options,
    pub(super) seen: Seen,
    pub(super) open: Vec<OpenGroup>,
    captures: Option<&'t Captures>,
    pieces: Vec<Piece>,
    unit: Unit,
    /// Whether the next parenthesis is the test of a condition.
    pub(super) is_test_next: bool,
}

impl<'t> Scanner<'t> {
    /// A walk that resolves references among these groups, or, without them, takes every reference for good.
    pub(super) fn new(text: &'t str, captures: Option<&'t Captures>) -> Self {
        Self {
            text,
            at: 0,
            options: Options::default(),
            seen: Seen::default(),
            open: Vec::new(),
            captures,
            pieces: Vec::new(),
            unit: Unit::Nothing,
            is_test_next: false,
        }
    }

    pub(super) fn run(mut self) -> Result<Scanned, PatternFault> {
        self.skip_blank()?;
        while let Some(next) = self.peek() {
            let start = self.at;
            self.step(next, start)?;
            self.skip_blank()?;
        }
        if let Some(group) = self.open.first() {
            return Err(PatternFault::new(group.start..group.start + 1, "the group is never closed"));
        }
        Ok(Scanned { pieces: self.pieces, captures: self.seen })
    }

    fn step(&mut self, next: char, start: usize) -> Result<(), PatternFault> {
        match next {
            '[' => {
                let class = self.class()?;
                self.unit(start, Kind::Class(class));
            }
            '(' => self.open_group()?,
            ')' => self.close_group()?,
            '|' => self.alternation()?,
            '\\' => {
                let kind = self.backslash()?;
                self.unit(start, kind);
            }
            '*' | '+' | '?' => self.quantifier()?,
            '{' if self.is_counted_quantifier() => self.quantifier()?,
            _ => {
                self.at += next.len_utf8();
                let kind = self.plain(next);
                self.unit(start, kind);
            }
        }
        Ok(())
    }

    fn plain(&self, next: char) -> Kind {
        match next {
            '.' => Kind::AnyCharacter { newline: self.options.single_line },
            '^' if self.options.multiline => Kind::Assertion(Assertion::LineStart),
            '^' => Kind::Assertion(Assertion::TextStart),
            '$' if self.options.multiline => Kind::Assertion(Assertion::LineEnd),
            '$' => Kind::Assertion(Assertion::TextEndOrFinalNewline),
            character => Kind::Literal(character),
        }
    }

    fn close_group(&mut self) -> Result<(), PatternFault> {
        let start = self.at;
        let Some(group) = self.open.pop() else {
            return Err(PatternFault::new(start..start + 1, "`)` closes no group"));
        };
        self.at += 1;
        self.options = group.outer;
        self.push(start, Kind::Close);
        // Behind the test of a condition stands what is matched if it holds, not a quantifier.
        self.unit = if group.is_test { Unit::Nothing } else { Unit::Repeatable };
        Ok(())
    }

    fn alternation(&mut self) -> Result<(), PatternFault> {
        let start = self.at;
        self.at += 1;
        if let Some(left) = self.open.last_mut().and_then(|group| group.alternations.as_mut()) {
            let message = "a condition has more than two branches";
            *left = left.checked_sub(1).ok_or_else(|| PatternFault::new(start..start + 1, message))?;
        }
        self.push(start, Kind::Alternation);
        self.unit = Unit::Nothing;
        Ok(())
    }

    fn quantifier(&mut self) -> Result<(), PatternFault> {
        let start = self.at;
        let (min, max) = match self.bump() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            _ => self.counts()?,
        };
        let range = start..self.at;
        let written = self.text.get(range.clone()).unwrap_or_default();
        match self.unit {
            Unit::Nothing => {
                return Err(PatternFault::new(
                    range,
                    format!("nothing stands before `{written}` that it could repeat"),
                ));
            }
            Unit::Repeated => {
                let message = format!("`{written}` repeats what is repeated already");
                return Err(PatternFault::new(range, message));
            }
            Unit::Repeatable => {}
        }
        if max.is_some_and(|max| min > max) {
            return Err(PatternFault::new(range, format!("`{written}` asks for more than it allows")));
        }
        self.skip_blank()?;
        let lazy = self.take('?');
        self.push(start, Kind::Quantifier { min, max, lazy });
        self.unit = Unit::Repeated;
        Ok(())
    }

    /// `{2}`, `{2,}`, `{2,3}`; with anything else the brace is a character.
    fn is_counted_quantifier(&self) -> bool {
        let rest = self.text.get(self.at + 1..).unwrap_or_default().trim_start_matches(|it: char| it.is_ascii_digit());
        let has_digit = self.text.len() - rest.len() > self.at + 1;
        let rest = rest.strip_prefix(',').map_or(rest, |rest| rest.trim_start_matches(|it: char| it.is_ascii_digit()));
        has_digit && rest.starts_with('}')
    }

    /// The numbers of a quantifier whose brace has been taken.
    fn counts(&mut self) -> Result<(u32, Option<u32>), PatternFault> {
        let min = self.decimal()?;
        let max = if !self.take(',') {
            Some(min)
        } else if self.peek() == Some('}') {
            None
        } else {
            Some(self.decimal()?)
        };
        self.at += 1;
        Ok((min, max))
    }

    /// A number; .NET takes those of 32 bits with a sign.
    pub(super) fn decimal(&mut self) -> Result<u32, PatternFault> {
        let start = self.at;
        while self.peek().is_some_and(|it| it.is_ascii_digit()) {
            self.at += 1;
        }
        let digits = self.text.get(start..self.at).unwrap_or_default();
        let number = digits.parse::<u32>().ok().filter(|number| i32::try_from(*number).is_ok());
        number.ok_or_else(|| PatternFault::new(start..self.at, "the number is too large"))
    }

    /// The longest name here, which may be empty.
    pub(super) fn name(&mut self) -> &'t str {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let name = rest.split(|it| !is_word(it)).next().unwrap_or_default();
        self.at += name.len();
        name
    }

    /// Goes over comments, and under the option `x` over blanks.
    pub(super) fn skip_blank(&mut self) -> Result<(), PatternFault> {
        loop {
            let rest = self.text.get(self.at..).unwrap_or_default();
            if let Some(comment) = rest.strip_prefix("(?#") {
                let Some(length) = comment.find(')') else {
                    return Err(PatternFault::new(self.at..self.at + 3, "the comment is never closed"));
                };
                self.at += 3 + length + 1;
            } else if self.options.extended && rest.starts_with(is_blank) {
                self.at = self.text.len() - rest.trim_start_matches(is_blank).len();
            } else if self.options.extended && rest.starts_with('#') {
                self.at += rest.find('\n').unwrap_or(rest.len());
            } else {
                return Ok(());
            }
        }
    }

    pub(super) fn enter(&mut self, start: usize, group: OpenGroup) -> Result<(), PatternFault> {
        if self.open.len() >= DEEPEST {
            let message = format!("groups are nested more than {DEEPEST} deep");
            return Err(PatternFault::new(start..start + 1, message));
        }
        self.open.push(group);
        self.unit = Unit::Nothing;
        Ok(())
    }

    pub(super) fn is_capture(&self, number: u32) -> bool {
        number == 0 || self.captures.is_none_or(|captures| captures.slots.contains_key(&number))
    }

    /// The number of a named group. While groups are counted, every name is taken for one.
    pub(super) fn capture_named(&self, name: &str) -> Option<u32> {
        self.captures.map_or(Some(0), |captures| captures.names.get(name).copied())
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.text.get(self.at..)?.chars().next()
    }

    /// Takes the next character.
    pub(super) fn bump(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    /// Takes the next character if it is this one.
    pub(super) fn take(&mut self, wanted: char) -> bool {
        let is_there = self.peek() == Some(wanted);
        self.at += if is_there { wanted.len_utf8() } else { 0 };
        is_there
    }

    pub(super) fn push(&mut self, start: usize, kind: Kind) {
        self.pieces.push(Piece { range: start..self.at, kind });
    }

    fn unit(&mut self, start: usize, kind: Kind) {
        self.push(start, kind);
        self.unit = Unit::Repeatable;
    }

    /// Behind `(?i)` there is nothing to repeat.
    pub(super) fn no_unit(&mut self) {
        self.unit = Unit::Nothing;
    }
}

/// What a name of a group may consist of, and what a backslash gives a meaning to.
pub(super) fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_' || matches!(character, '\u{200c}' | '\u{200d}')
}

fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t'..='\r')
}

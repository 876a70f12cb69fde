//! A .NET pattern in the syntax of the crate fancy-regex, which matches at run time.
//!
//! The two differ where it hurts: inside brackets fancy-regex reads `[`, `&&`, `--` and `~~` as set operators, its `$` is
//! the very end, and it counts groups in the order of their parentheses. So nothing is passed through: every piece is
//! written anew, and what has no counterpart is refused rather than matched differently.

use super::category;
use super::piece::{Assertion, Class, ClassItem, Group, Kind, Property};
use super::{CaptureGroup, Pattern, PatternFault};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::Range;

/// fancy-regex parses with recursion, at most 64 levels, of which a group takes several.
const DEEPEST: usize = 15;

/// A longer repetition is unrolled to a program of that length.
const MOST_REPETITIONS: u32 = 1_000;

/// A pattern for fancy-regex.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rewritten {
    /// The pattern.
    pub text: String,
    /// The .NET number of each capture group, in the order of their parentheses.
    pub groups: Vec<u32>,
}

/// Names for the capture groups of a pattern, by their .NET numbers: their own where fancy-regex takes it, which knows ASCII
/// only, else `group` and the number. Every group has one, because fancy-regex refuses numbers beside names.
#[must_use]
pub fn names(pattern: &Pattern) -> BTreeMap<u32, String> {
    let own = |name: &&String| {
        let is_made_up = name.strip_prefix("group").is_some_and(|rest| rest.bytes().all(|it| it.is_ascii_digit()));
        let is_word = name.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_');
        is_word && !is_made_up && name.starts_with(|first: char| first.is_ascii_alphabetic())
    };
    let name = |group: &CaptureGroup| {
        let own = group.name.as_ref().filter(own);
        (group.number, own.cloned().unwrap_or_else(|| format!("group{}", group.number)))
    };
    pattern.groups.iter().map(name).collect()
}

/// Writes a pattern for fancy-regex; no group of it has a name.
///
/// # Errors
/// The first piece without a counterpart: class subtraction, balancing groups, a test as condition, code units that are no
/// character, Unicode blocks, two groups of one number, more than 1000 repetitions, groups more than 15 deep.
pub fn rewrite(pattern: &Pattern) -> Result<Rewritten, PatternFault> {
    rewrite_with(pattern, None)
}

/// The same with these names for its capture groups, by their .NET numbers.
///
/// # Errors
/// As for [`rewrite`].
pub fn rewrite_with(pattern: &Pattern, names: Option<&BTreeMap<u32, String>>) -> Result<Rewritten, PatternFault> {
    let mut writer = Writer { text: String::new(), groups: captures(pattern)?, names, open: Vec::new() };
    let mut pieces = pattern.pieces.iter().peekable();
    while let Some(piece) = pieces.next() {
        let repeated = match pieces.peek().map(|next| &next.kind) {
            Some(Kind::Quantifier { min, .. }) => Some(*min),
            _ => None,
        };
        match (&piece.kind, repeated) {
            // A place holds or does not, however often it is asked.
            (Kind::Assertion(assertion), Some(min)) => {
                pieces.next();
                if min > 0 {
                    writer.text.push_str(assertion_text(*assertion));
                }
            }
            (Kind::Close, Some(_)) if !writer.open.last().is_some_and(|open| open.consumes) => {
                return Err(unsupported(&piece.range, "a repeated group that takes no character"));
            }
            (kind, _) => writer.piece(kind, &piece.range)?,
        }
    }
    Ok(Rewritten { text: writer.text, groups: writer.groups })
}

/// The numbers of the groups in the order of their parentheses.
fn captures(pattern: &Pattern) -> Result<Vec<u32>, PatternFault> {
    let (mut groups, mut seen) = (Vec::new(), BTreeSet::new());
    for piece in &pattern.pieces {
        if let Kind::Open(Group::Capture(number)) = piece.kind {
            if !seen.insert(number) {
                return Err(unsupported(&piece.range, "two groups of one name"));
            }
            groups.push(number);
        }
    }
    Ok(groups)
}

struct Writer<'n> {
    text: String,
    groups: Vec<u32>,
    names: Option<&'n BTreeMap<u32, String>>,
    open: Vec<Open>,
}

/// An open group.
struct Open {
    is_look: bool,
    /// Whether something in it takes a character: fancy-regex repeats nothing else.
    consumes: bool,
}

impl Writer<'_> {
    fn piece(&mut self, kind: &Kind, range: &Range<usize>) -> Result<(), PatternFault> {
        if is_character(kind) {
            self.consume();
        }
        match kind {
            Kind::Literal(character) => self.literal(*character),
            Kind::Surrogate(_) => return Err(unsupported(range, "half of a surrogate pair")),
            Kind::AnyCharacter { newline } => self.text.push_str(if *newline { "(?s:.)" } else { "[^\\n]" }),
            Kind::Shorthand(shorthand) => self.text.extend(['\\', shorthand.0]),
            Kind::Property(property) => self.property(property, range)?,
            Kind::Class(class) => self.class(class, range)?,
            Kind::Assertion(assertion) => self.text.push_str(assertion_text(*assertion)),
            Kind::Open(group) => self.open(group, range)?,
            Kind::Close => {
                if self.open.pop().is_some_and(|closed| closed.consumes && !closed.is_look) {
                    self.consume();
                }
                self.text.push(')');
            }
            Kind::Alternation => self.text.push('|'),
            Kind::Quantifier { min, max, lazy } => self.quantifier(*min, *max, *lazy, range)?,
            Kind::Backreference(number) => {
                let position = self.position(*number, range)?;
                // Writing to a string cannot fail. The group keeps a digit behind it apart.
                let _ = match self.name(*number) {
                    Some(name) => write!(self.text, "\\k<{name}>"),
                    None => write!(self.text, "(?:\\{position})"),
                };
            }
            Kind::IgnoreCase(on) => self.text.push_str(if *on { "(?i)" } else { "(?-i)" }),
        }
        Ok(())
    }

    fn literal(&mut self, character: char) {
        if character.is_alphanumeric() {
            self.text.push(character);
        } else {
            let _ = write!(self.text, "\\x{{{:X}}}", u32::from(character));
        }
    }

    fn property(&mut self, property: &Property, range: &Range<usize>) -> Result<(), PatternFault> {
        // Half of a surrogate pair is no character, and a block is not a category.
        if !category::is_general(&property.name) || property.name == "Cs" {
            return Err(unsupported(range, "this Unicode category"));
        }
        let letter = if property.negated { 'P' } else { 'p' };
        let _ = write!(self.text, "\\{letter}{{{}}}", property.name);
        Ok(())
    }

    fn class(&mut self, class: &Class, range: &Range<usize>) -> Result<(), PatternFault> {
        let [level] = class.levels.as_slice() else {
            return Err(unsupported(range, "the subtraction of a class"));
        };
        self.text.push_str(if level.negated { "[^" } else { "[" });
        for item in &level.items {
            match item {
                ClassItem::Shorthand(shorthand) => self.text.extend(['\\', shorthand.0]),
                ClassItem::Property(property) => self.property(property, range)?,
                ClassItem::Range(from, to) => {
                    let (Some(from), Some(to)) = (char::from_u32(*from), char::from_u32(*to)) else {
                        return Err(unsupported(range, "a class with half of a surrogate pair"));
                    };
                    self.literal(from);
                    if from != to {
                        self.text.push('-');
                        self.literal(to);
                    }
                }
            }
        }
        self.text.push(']');
        Ok(())
    }

    fn open(&mut self, group: &Group, range: &Range<usize>) -> Result<(), PatternFault> {
        if self.open.len() >= DEEPEST {
            return Err(unsupported(range, "groups nested this deep"));
        }
        let text = match group {
            Group::Capture(number) => {
                if let Some(name) = self.name(*number) {
                    let _ = write!(self.text, "(?<{name}>");
                    ""
                } else {
                    "("
                }
            }
            Group::Plain { ignore_case: None } => "(?:",
            Group::Plain { ignore_case: Some(true) } => "(?i:",
            Group::Plain { ignore_case: Some(false) } => "(?-i:",
            Group::Atomic => "(?>",
            Group::Look { behind: false, negated: false } => "(?=",
            Group::Look { behind: false, negated: true } => "(?!",
            Group::Look { behind: true, negated: false } => "(?<=",
            Group::Look { behind: true, negated: true } => "(?<!",
            Group::IfCaptured(number) => {
                let position = self.position(*number, range)?;
                let _ = match self.name(*number) {
                    Some(name) => write!(self.text, "(?(<{name}>)"),
                    None => write!(self.text, "(?({position})"),
                };
                ""
            }
            Group::IfMatched => return Err(unsupported(range, "a condition that tests a pattern")),
            Group::Balancing { .. } => return Err(unsupported(range, "a balancing group")),
        };
        self.text.push_str(text);
        self.open.push(Open { is_look: matches!(group, Group::Look { .. }), consumes: false });
        Ok(())
    }

    /// Notes that the group takes a character.
    fn consume(&mut self) {
        if let Some(open) = self.open.last_mut() {
            open.consumes = !open.is_look;
        }
    }

    fn quantifier(&mut self, min: u32, max: Option<u32>, lazy: bool, range: &Range<usize>) -> Result<(), PatternFault> {
        if max.unwrap_or(min) > MOST_REPETITIONS {
            return Err(unsupported(range, "so many repetitions"));
        }
        match (min, max) {
            (0, None) => self.text.push('*'),
            (1, None) => self.text.push('+'),
            (0, Some(1)) => self.text.push('?'),
            (min, None) => {
                let _ = write!(self.text, "{{{min},}}");
            }
            (min, Some(max)) => {
                let _ = write!(self.text, "{{{min},{max}}}");
            }
        }
        self.text.push_str(if lazy { "?" } else { "" });
        Ok(())
    }

    /// The name of the group with this .NET number, when groups have names.
    fn name(&self, number: u32) -> Option<String> {
        self.names?.get(&number).cloned()
    }

    /// Which parenthesis has this .NET number, counted from 1.
    fn position(&self, number: u32, range: &Range<usize>) -> Result<usize, PatternFault> {
        let position = self.groups.iter().position(|it| *it == number);
        position.map(|it| it + 1).ok_or_else(|| unsupported(range, "a reference to the whole match"))
    }
}

fn is_character(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Literal(_)
            | Kind::AnyCharacter { .. }
            | Kind::Shorthand(_)
            | Kind::Property(_)
            | Kind::Class(_)
            | Kind::Backreference(_)
    )
}

fn assertion_text(assertion: Assertion) -> &'static str {
    match assertion {
        Assertion::TextStart => "\\A",
        Assertion::LineStart => "(?m:^)",
        Assertion::TextEndOrFinalNewline => "(?=\\n?\\z)",
        Assertion::LineEnd => "(?m:$)",
        Assertion::TextEnd => "\\z",
        Assertion::WordBoundary => "\\b",
        Assertion::NotWordBoundary => "\\B",
        Assertion::PreviousMatchEnd => "\\G",
    }
}

fn unsupported(range: &Range<usize>, what: &str) -> PatternFault {
    PatternFault::new(range.clone(), format!("{what} is valid in B2C and has no counterpart in the generated code"))
}

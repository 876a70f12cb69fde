//! A .NET pattern in the syntax of the crate fancy-regex, which matches at run time.
//!
//! The two differ where it hurts: inside brackets fancy-regex reads `[`, `&&`, `--` and `~~` as set operators, its `$` is
//! the very end, its `\w` has more members, and it counts groups in the order of their parentheses. So nothing is passed
//! through: every piece is written anew, and what has no counterpart is refused rather than matched differently.
//!
//! What is written compiles. `program_size` bounds how large it becomes, `look_behind` says what of look-behind the engine
//! can do; tests compile whatever a generator of patterns comes up with.

use super::engine_class::{self, EngineClass};
use super::letter_case::LetterCase;
use super::look_behind::LookBehinds;
use super::piece::{Assertion, Group, Kind};
use super::program_size::{self, Bytes, ProgramSize};
use super::{CaptureGroup, Pattern, PatternFault};
use claimsmith_profile::transformation::Pattern as CompiledPattern;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::Range;

/// fancy-regex parses with recursion, at most 64 levels, of which a group takes several.
const DEEPEST: usize = 15;

/// A pattern for fancy-regex.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rewritten {
    /// The pattern.
    pub text: String,
    /// The .NET number of each capture group, in the order of their parentheses.
    pub groups: Vec<u32>,
    /// Bytes that the compiled program takes at most.
    pub size: u64,
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
/// character, Unicode blocks, categories of letters of one case where case is ignored, two groups of one number, some
/// look-behinds, groups more than 15 deep, repetitions that make a program of more than
/// [`LARGEST_PROGRAM`](CompiledPattern::LARGEST_PROGRAM) bytes.
pub fn rewrite(pattern: &Pattern) -> Result<Rewritten, PatternFault> {
    rewrite_with(pattern, None)
}

/// The same with these names for its capture groups, by their .NET numbers.
///
/// # Errors
/// As for [`rewrite`].
pub fn rewrite_with(pattern: &Pattern, names: Option<&BTreeMap<u32, String>>) -> Result<Rewritten, PatternFault> {
    let has_case =
        |piece: &Kind| matches!(piece, Kind::IgnoreCase(true) | Kind::Open(Group::Plain { ignore_case: Some(true) }));
    let ignores_case = pattern.pieces.iter().any(|piece| has_case(&piece.kind));
    let mut writer = Writer {
        text: String::new(),
        groups: captures(pattern)?,
        names,
        open: Vec::new(),
        case: ignores_case.then(LetterCase::new),
        ignores_case: false,
        size: ProgramSize::new(),
        look_behinds: LookBehinds::new(),
    };
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
                    writer.assertion(*assertion);
                }
            }
            (Kind::Close, Some(_)) if !writer.open.last().is_some_and(|open| open.consumes) => {
                return Err(unsupported(&piece.range, "a repeated group that takes no character"));
            }
            (kind, _) => writer.piece(kind, &piece.range)?,
        }
    }
    writer.finish()
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
    /// For patterns that ignore case anywhere.
    case: Option<LetterCase>,
    ignores_case: bool,
    size: ProgramSize,
    look_behinds: LookBehinds,
}

/// An open group.
struct Open {
    is_look: bool,
    /// Whether something in it takes a character: fancy-regex repeats nothing else.
    consumes: bool,
    /// Whether case is ignored behind it.
    ignores_case: bool,
}

impl Writer<'_> {
    fn piece(&mut self, kind: &Kind, range: &Range<usize>) -> Result<(), PatternFault> {
        match kind {
            Kind::Literal(character) => self.character(Ok(engine_class::literal(*character, self.case())), range)?,
            Kind::Surrogate(_) => return Err(unsupported(range, "half of a surrogate pair")),
            Kind::AnyCharacter { newline } => {
                let text = if *newline { "(?s:.)" } else { "[^\\n]" };
                self.character(Ok(EngineClass { text: text.into(), size: program_size::ANY }), range)?;
            }
            Kind::Shorthand(shorthand) => self.character(Ok(engine_class::shorthand(*shorthand)), range)?,
            Kind::Property(property) => self.character(engine_class::property(property, self.ignores_case), range)?,
            Kind::Class(class) => {
                let [level] = class.levels.as_slice() else {
                    return Err(unsupported(range, "the subtraction of a class"));
                };
                self.character(engine_class::level(level, self.case()), range)?;
            }
            Kind::Assertion(assertion) => self.assertion(*assertion),
            Kind::Open(group) => self.open(group, range)?,
            Kind::Close => self.close(range)?,
            Kind::Alternation => {
                self.text.push('|');
                self.size.piece(program_size::OTHER);
                self.look_behinds.alternation();
            }
            Kind::Quantifier { min, max, lazy } => self.quantifier(*min, *max, *lazy),
            Kind::Backreference(number) => self.reference(*number, range)?,
            Kind::IgnoreCase(on) => self.ignores_case = *on,
        }
        self.check_size(range)
    }

    /// A piece that takes one character.
    fn character(
        &mut self,
        class: Result<EngineClass, &'static str>,
        range: &Range<usize>,
    ) -> Result<(), PatternFault> {
        let class = class.map_err(|what| unsupported(range, what))?;
        self.text.push_str(&class.text);
        self.size.piece(class.size);
        self.look_behinds.easy(1);
        self.consume();
        Ok(())
    }

    fn case(&self) -> Option<&LetterCase> {
        self.case.as_ref().filter(|_| self.ignores_case)
    }

    fn assertion(&mut self, assertion: Assertion) {
        self.text.push_str(assertion_text(assertion));
        self.size.piece(program_size::OTHER * 4);
        match assertion {
            Assertion::TextStart | Assertion::LineStart | Assertion::LineEnd | Assertion::TextEnd => {
                self.look_behinds.easy(0);
            }
            Assertion::TextEndOrFinalNewline
            | Assertion::WordBoundary
            | Assertion::NotWordBoundary
            | Assertion::PreviousMatchEnd => self.look_behinds.hard(Some(0)),
        }
    }

    fn reference(&mut self, number: u32, range: &Range<usize>) -> Result<(), PatternFault> {
        let position = self.position(number, range)?;
        let case = if self.ignores_case { "i" } else { "" };
        // Writing to a string cannot fail. The group keeps a digit behind it apart.
        let _ = match self.name(number) {
            Some(name) if case.is_empty() => write!(self.text, "\\k<{name}>"),
            Some(name) => write!(self.text, "(?{case}:\\k<{name}>)"),
            None => write!(self.text, "(?{case}:\\{position})"),
        };
        self.size.piece(program_size::OTHER);
        self.look_behinds.hard(None);
        self.consume();
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
            Group::Plain { .. } => "(?:",
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
        let is_look = matches!(group, Group::Look { .. });
        self.open.push(Open { is_look, consumes: false, ignores_case: self.ignores_case });
        if let Group::Plain { ignore_case: Some(on) } = group {
            self.ignores_case = *on;
        }
        self.size.open();
        self.look_behinds.open(group);
        Ok(())
    }

    fn close(&mut self, range: &Range<usize>) -> Result<(), PatternFault> {
        if let Some(closed) = self.open.pop() {
            self.ignores_case = closed.ignores_case;
            if closed.consumes && !closed.is_look {
                self.consume();
            }
        }
        self.text.push(')');
        self.size.close();
        self.look_behinds.close().map_err(|what| unsupported(range, what))
    }

    /// Notes that the group takes a character.
    fn consume(&mut self) {
        if let Some(open) = self.open.last_mut() {
            open.consumes = !open.is_look;
        }
    }

    fn quantifier(&mut self, min: u32, max: Option<u32>, lazy: bool) {
        self.size.repeat(min, max);
        self.look_behinds.repeat(min, max);
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
    }

    /// Says no as soon as the pattern is too large, at the piece that makes it so.
    fn check_size(&self, range: &Range<usize>) -> Result<(), PatternFault> {
        let (size, most) = (self.size.total(), CompiledPattern::LARGEST_PROGRAM as Bytes);
        if size <= most {
            return Ok(());
        }
        let [size, most] = [size, most].map(|bytes| bytes.div_ceil(1 << 20));
        let message = format!(
            "with this the pattern becomes too large: what is repeated is copied, here to about {size} MiB of at most {most} MiB"
        );
        Err(PatternFault::new(range.clone(), message))
    }

    fn finish(self) -> Result<Rewritten, PatternFault> {
        Ok(Rewritten { size: self.size.total(), text: self.text, groups: self.groups })
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

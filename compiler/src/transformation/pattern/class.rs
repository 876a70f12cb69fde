//! Character classes: `[a-z\d-[aeiou]]`.

use super::PatternFault;
use super::escape::is_shorthand;
use super::piece::{Class, ClassItem, ClassLevel, Shorthand};
use super::scanner::Scanner;

/// What one step inside the brackets found.
enum Step {
    /// Goes on.
    Next,
    /// The class ends.
    End,
    /// Another class is taken away from this one.
    Subtraction,
}

/// A class as far as it has been read.
struct Reading {
    level: ClassLevel,
    /// The begin of a range whose end is due.
    range_start: Option<(u32, usize)>,
    is_first: bool,
}

impl Scanner<'_> {
    /// A class, with the walk at its bracket. A subtraction is the last thing in a class, so levels follow each other
    /// and all close at the end.
    pub(super) fn class(&mut self) -> Result<Class, PatternFault> {
        let start = self.at;
        let mut levels = Vec::new();
        loop {
            let (level, has_subtraction) = self.class_level(start)?;
            levels.push(level);
            if !has_subtraction {
                break;
            }
        }
        for _ in 1..levels.len() {
            if self.peek().is_some() && self.peek() != Some(']') {
                let message = "a subtraction must be the last thing in a class";
                return Err(PatternFault::new(self.at..self.at + 1, message));
            }
            if !self.take(']') {
                return Err(unclosed(start));
            }
        }
        Ok(Class { levels })
    }

    /// One level, with the walk at its bracket, and whether it ends with a subtraction.
    fn class_level(&mut self, start: usize) -> Result<(ClassLevel, bool), PatternFault> {
        self.at += 1;
        let negated = self.take('^');
        let mut reading =
            Reading { level: ClassLevel { negated, items: Vec::new() }, range_start: None, is_first: true };
        while self.peek().is_some() {
            match self.class_step(&mut reading)? {
                Step::Next => reading.is_first = false,
                Step::End => return Ok((reading.level, false)),
                Step::Subtraction => return Ok((reading.level, true)),
            }
        }
        Err(unclosed(start))
    }

    fn class_step(&mut self, reading: &mut Reading) -> Result<Step, PatternFault> {
        let start = self.at;
        let (unit, is_escaped) = match self.bump() {
            Some(']') if !reading.is_first => return Ok(Step::End),
            Some('\\') => match self.class_escape(start, reading)? {
                Some(unit) => (unit, true),
                None => return Ok(Step::Next),
            },
            Some('[') => {
                if reading.range_start.is_none() {
                    self.skip_posix_class();
                }
                (u32::from('['), false)
            }
            Some(character) if u32::from(character) > 0xffff => (reading.surrogates(character, start)?, false),
            Some(character) => (u32::from(character), false),
            None => return Ok(Step::End),
        };
        if let Some((from, at)) = reading.range_start.take() {
            if unit == u32::from('[') && !is_escaped && !reading.is_first {
                reading.level.items.push(ClassItem::Range(from, from));
                self.at = start;
                return Ok(Step::Subtraction);
            }
            reading.range(from, unit, at..self.at)?;
            return Ok(Step::Next);
        }
        let rest = self.text.get(self.at..).unwrap_or_default();
        if rest.starts_with('-') && rest.len() > 1 && !rest.starts_with("-]") {
            self.at += 1;
            reading.range_start = Some((unit, start));
        } else if unit == u32::from('-') && !is_escaped && rest.starts_with('[') && !reading.is_first {
            return Ok(Step::Subtraction);
        } else {
            reading.level.items.push(ClassItem::Range(unit, unit));
        }
        Ok(Step::Next)
    }

    /// A backslash that has been taken; `None` when it stands for more than a character.
    fn class_escape(&mut self, start: usize, reading: &mut Reading) -> Result<Option<u32>, PatternFault> {
        let next = self.peek();
        match next {
            Some(letter) if is_shorthand(letter) => {
                self.at += 1;
                reading.not_in_range(start..self.at)?;
                reading.level.items.push(ClassItem::Shorthand(Shorthand(letter)));
            }
            Some('p' | 'P') => {
                let property = self.property(start)?;
                reading.not_in_range(start..self.at)?;
                reading.level.items.push(ClassItem::Property(property));
            }
            // An escaped hyphen ends a range and never begins one.
            Some('-') => {
                self.at += 1;
                match reading.range_start.take() {
                    Some((from, at)) => reading.range(from, u32::from('-'), at..self.at)?,
                    None => reading.level.items.push(ClassItem::Range(u32::from('-'), u32::from('-'))),
                }
            }
            _ => return self.character_escape(start).map(Some),
        }
        Ok(None)
    }

    /// .NET goes over `[:alpha:]` inside a class without a meaning for it: only the bracket counts.
    fn skip_posix_class(&mut self) {
        let start = self.at;
        if self.take(':') {
            self.name();
            if self.text.get(self.at..).is_some_and(|rest| rest.starts_with(":]")) {
                self.at += 2;
                return;
            }
        }
        self.at = start;
    }
}

impl Reading {
    /// A character beyond U+FFFF is two code units, each a member of its own; gives the second.
    fn surrogates(&mut self, character: char, start: usize) -> Result<u32, PatternFault> {
        let mut units = [0; 2];
        character.encode_utf16(&mut units);
        let [high, low] = units.map(u32::from);
        let (from, at) = self.range_start.take().unwrap_or((high, start));
        self.range(from, high, at..start + character.len_utf8())?;
        Ok(low)
    }

    fn range(&mut self, from: u32, to: u32, place: std::ops::Range<usize>) -> Result<(), PatternFault> {
        if from > to {
            return Err(PatternFault::new(place, "the range runs backwards"));
        }
        self.level.items.push(ClassItem::Range(from, to));
        Ok(())
    }

    fn not_in_range(&self, place: std::ops::Range<usize>) -> Result<(), PatternFault> {
        if self.range_start.is_none() {
            return Ok(());
        }
        Err(PatternFault::new(place, "a range cannot end with a class"))
    }
}

fn unclosed(start: usize) -> PatternFault {
    PatternFault::new(start..start + 1, "the class is never closed")
}

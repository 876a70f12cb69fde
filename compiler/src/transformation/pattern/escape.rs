//! What a backslash means.

use super::PatternFault;
use super::category;
use super::piece::{Assertion, Kind, Property, Shorthand};
use super::scanner::{Scanner, is_word};

impl Scanner<'_> {
    /// A backslash outside brackets.
    pub(super) fn backslash(&mut self) -> Result<Kind, PatternFault> {
        let start = self.at;
        self.at += 1;
        let Some(next) = self.peek() else {
            return Err(PatternFault::new(start..self.at, "the pattern ends with a backslash that escapes nothing"));
        };
        let assertion = match next {
            'b' => Some(Assertion::WordBoundary),
            'B' => Some(Assertion::NotWordBoundary),
            'A' => Some(Assertion::TextStart),
            'G' => Some(Assertion::PreviousMatchEnd),
            'Z' => Some(Assertion::TextEndOrFinalNewline),
            'z' => Some(Assertion::TextEnd),
            _ => None,
        };
        if let Some(assertion) = assertion {
            self.at += 1;
            return Ok(Kind::Assertion(assertion));
        }
        if is_shorthand(next) {
            self.at += 1;
            return Ok(Kind::Shorthand(Shorthand(next)));
        }
        if matches!(next, 'p' | 'P') {
            return self.property(start).map(Kind::Property);
        }
        if let Some(number) = self.backreference(start)? {
            return Ok(Kind::Backreference(number));
        }
        self.at = start + 1;
        let unit = self.character_escape(start)?;
        Ok(char::from_u32(unit).map_or(Kind::Surrogate(unit as u16), Kind::Literal))
    }

    /// `\1`, `\k<name>`, `\<name>`; `None` when it is something else, wherever the walk then stands.
    fn backreference(&mut self, start: usize) -> Result<Option<u32>, PatternFault> {
        let is_named = self.take('k');
        let close = match self.peek() {
            Some('<') => '>',
            Some('\'') => '\'',
            _ if is_named => return Err(malformed(start..self.at)),
            Some('1'..='9') => return self.numbered_backreference(start),
            _ => return Ok(None),
        };
        self.at += 1;
        match self.peek() {
            None if is_named => Err(malformed(start..self.at)),
            Some('0'..='9') => {
                let number = self.decimal()?;
                if !self.take(close) {
                    return if is_named { Err(malformed(start..self.at)) } else { Ok(None) };
                }
                self.defined(number, start).map(Some)
            }
            Some(next) if is_word(next) => {
                let name = self.name();
                if !self.take(close) {
                    return if is_named { Err(malformed(start..self.at)) } else { Ok(None) };
                }
                let message = || format!("no group has the name `{name}`");
                let number = self.capture_named(name);
                number.map(Some).ok_or_else(|| PatternFault::new(start..self.at, message()))
            }
            _ if is_named => Err(malformed(start..self.at)),
            _ => Ok(None),
        }
    }

    /// From 10 on a number that no group has is the code of a character.
    fn numbered_backreference(&mut self, start: usize) -> Result<Option<u32>, PatternFault> {
        let number = self.decimal()?;
        if number > 9 && !self.is_capture(number) {
            return Ok(None);
        }
        self.defined(number, start).map(Some)
    }

    fn defined(&self, number: u32, start: usize) -> Result<u32, PatternFault> {
        if self.is_capture(number) {
            return Ok(number);
        }
        Err(PatternFault::new(start..self.at, format!("no group has the number {number}")))
    }

    /// What follows a backslash that has been taken, as a code unit.
    pub(super) fn character_escape(&mut self, start: usize) -> Result<u32, PatternFault> {
        let Some(next) = self.bump() else {
            return Err(PatternFault::new(start..self.at, "the pattern ends with a backslash that escapes nothing"));
        };
        Ok(match next {
            '0'..='7' => {
                self.at -= 1;
                self.octal()
            }
            'x' => self.hexadecimal(2, start)?,
            'u' => self.hexadecimal(4, start)?,
            'a' => 0x07,
            'b' => 0x08,
            'e' => 0x1b,
            'f' => 0x0c,
            'n' => 0x0a,
            'r' => 0x0d,
            't' => 0x09,
            'v' => 0x0b,
            'c' => self.control(start)?,
            other if is_word(other) => {
                let message = format!("`\\{other}` is not an escape that .NET knows");
                return Err(PatternFault::new(start..self.at, message));
            }
            other => u32::from(other),
        })
    }

    fn octal(&mut self) -> u32 {
        let mut code = 0;
        for _ in 0..3 {
            let Some(digit) = self.peek().and_then(|it| it.to_digit(8)) else { break };
            self.at += 1;
            code = code * 8 + digit;
        }
        code & 0xff
    }

    fn hexadecimal(&mut self, digits: usize, start: usize) -> Result<u32, PatternFault> {
        let mut code = 0;
        for _ in 0..digits {
            let Some(digit) = self.peek().and_then(|it| it.to_digit(16)) else {
                let message = format!("the escape wants {digits} hexadecimal digits");
                return Err(PatternFault::new(start..self.at, message));
            };
            self.at += 1;
            code = code * 16 + digit;
        }
        Ok(code)
    }

    fn control(&mut self, start: usize) -> Result<u32, PatternFault> {
        let letter = self.bump().map(|it| it.to_ascii_uppercase());
        let code = letter.and_then(|it| u32::from(it).checked_sub(u32::from('@'))).filter(|code| *code < 0x20);
        code.ok_or_else(|| PatternFault::new(start..self.at, "`\\c` wants the letter of a control character"))
    }

    /// `\p{…}`, with the walk at the letter.
    pub(super) fn property(&mut self, start: usize) -> Result<Property, PatternFault> {
        let negated = self.bump() == Some('P');
        if !self.take('{') {
            let message = "`\\p` wants the name of a category in braces, such as `\\p{Lu}`";
            return Err(PatternFault::new(start..self.at, message));
        }
        let rest = self.text.get(self.at..).unwrap_or_default();
        let name = rest.split(|it| !is_word(it) && it != '-').next().unwrap_or_default();
        self.at += name.len();
        if !self.take('}') {
            return Err(PatternFault::new(start..self.at, "the name of the category is never closed"));
        }
        if !category::is_known(name) {
            return Err(PatternFault::new(start..self.at, format!("`{name}` is no Unicode category that .NET knows")));
        }
        Ok(Property { negated, name: name.to_owned() })
    }
}

pub(super) fn is_shorthand(letter: char) -> bool {
    matches!(letter, 'd' | 'D' | 's' | 'S' | 'w' | 'W')
}

fn malformed(range: std::ops::Range<usize>) -> PatternFault {
    PatternFault::new(range, "`\\k` wants the name of a group, as in `\\k<name>`")
}

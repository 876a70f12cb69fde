//! How a group begins: `(`, `(?:`, `(?<name>`, `(?=` and the rest.

use super::PatternFault;
use super::piece::{Group, Kind};
use super::scanner::{OpenGroup, Options, Scanner, is_word};

impl Scanner<'_> {
    /// An opening parenthesis, with the walk at it.
    pub(super) fn open_group(&mut self) -> Result<(), PatternFault> {
        let start = self.at;
        let (outer, is_test) = (self.options, std::mem::take(&mut self.is_test_next));
        self.at += 1;
        let rest = self.text.get(self.at..).unwrap_or_default();
        let group = if !rest.starts_with('?') || rest.starts_with("?)") {
            if outer.explicit_capture || is_test {
                Group::Plain { ignore_case: None }
            } else {
                Group::Capture(self.seen.automatic())
            }
        } else {
            self.at += 1;
            match self.question(start, is_test)? {
                Some(group) => group,
                None => return Ok(()),
            }
        };
        let alternations = matches!(group, Group::IfCaptured(_) | Group::IfMatched).then_some(1);
        self.is_test_next = group == Group::IfMatched;
        self.push(start, Kind::Open(group));
        self.enter(start, OpenGroup { start, outer, alternations, is_test })
    }

    /// What follows `(?`; `None` when it was no group, `(?i)`.
    fn question(&mut self, start: usize, is_test: bool) -> Result<Option<Group>, PatternFault> {
        let look = |behind, negated| Ok(Some(Group::Look { behind, negated }));
        match self.bump() {
            Some(':') => Ok(Some(Group::Plain { ignore_case: None })),
            Some('=') => look(false, false),
            Some('!') => look(false, true),
            Some('>') => Ok(Some(Group::Atomic)),
            Some('<') if self.take('=') => look(true, false),
            Some('<') if self.take('!') => look(true, true),
            Some('<') => self.named('>', start).map(Some),
            Some('\'') => self.named('\'', start).map(Some),
            Some('(') => self.condition().map(Some),
            Some(first) => {
                self.at -= first.len_utf8();
                self.with_options(start, is_test)
            }
            None => Err(self.unknown_group(start)),
        }
    }

    /// `(?<name>`, `(?<3>`, `(?<name-other>`, behind the opening delimiter.
    fn named(&mut self, close: char, start: usize) -> Result<Group, PatternFault> {
        let kept = match self.peek() {
            Some('0'..='9') => Some(self.numbered_group(close, start)?),
            Some(next) if is_word(next) => {
                let name = self.name();
                self.ends_name(close, start)?;
                self.seen.name(name);
                self.capture_named(name)
            }
            Some('-') => None,
            Some(_) => return Err(self.group_name(start)),
            None => return Err(self.unknown_group(start)),
        };
        let forgotten = if self.take('-') { Some(self.forgotten(close, start)?) } else { None };
        if !self.take(close) {
            return Err(self.unknown_group(start));
        }
        match (kept, forgotten) {
            (kept, Some(forgotten)) => Ok(Group::Balancing { kept, forgotten }),
            (Some(kept), None) => Ok(Group::Capture(kept)),
            (None, None) => Err(self.unknown_group(start)),
        }
    }

    fn numbered_group(&mut self, close: char, start: usize) -> Result<u32, PatternFault> {
        let number = self.decimal()?;
        self.ends_name(close, start)?;
        if number == 0 {
            return Err(PatternFault::new(
                start..self.at,
                "a group cannot have the number 0, which is the whole match",
            ));
        }
        self.seen.number(number);
        Ok(number)
    }

    /// The group that a balancing group forgets.
    fn forgotten(&mut self, close: char, start: usize) -> Result<u32, PatternFault> {
        let at = self.at;
        let (number, name) = match self.peek() {
            Some('0'..='9') => {
                let number = self.decimal()?;
                (Some(number).filter(|number| self.is_capture(*number)), self.text.get(at..self.at))
            }
            Some(next) if is_word(next) => {
                let name = self.name();
                (self.capture_named(name), Some(name))
            }
            _ => return Err(self.group_name(start)),
        };
        if self.peek() != Some(close) {
            return Err(self.group_name(start));
        }
        let name = name.unwrap_or_default();
        number.ok_or_else(|| PatternFault::new(at..self.at, format!("no group has the name `{name}`")))
    }

    fn ends_name(&self, close: char, start: usize) -> Result<(), PatternFault> {
        match self.peek() {
            Some(next) if next == close || next == '-' => Ok(()),
            Some(_) => Err(self.group_name(start)),
            None => Err(self.unknown_group(start)),
        }
    }

    /// `(?(1)`, `(?(name)` or `(?(` and a test, behind the second parenthesis.
    fn condition(&mut self) -> Result<Group, PatternFault> {
        let test = self.at - 1;
        match self.peek() {
            Some('0'..='9') => {
                let number = self.decimal()?;
                if !self.take(')') {
                    return Err(PatternFault::new(test..self.at, "the number of the group is not closed"));
                }
                if !self.is_capture(number) {
                    return Err(PatternFault::new(test..self.at, format!("no group has the number {number}")));
                }
                return Ok(Group::IfCaptured(number));
            }
            Some(next) if is_word(next) => {
                let name = self.name();
                if let Some(number) = self.capture_named(name).filter(|_| self.peek() == Some(')')) {
                    self.at += 1;
                    return Ok(Group::IfCaptured(number));
                }
            }
            _ => {}
        }
        self.at = test;
        let rest = self.text.get(test..).unwrap_or_default();
        let is_look_behind = rest.starts_with("(?<=") || rest.starts_with("(?<!");
        if rest.starts_with("(?#") {
            return Err(PatternFault::new(test..test + 3, "the test of a condition cannot be a comment"));
        }
        if rest.starts_with("(?'") || (rest.starts_with("(?<") && rest.len() > 3 && !is_look_behind) {
            return Err(PatternFault::new(test..test + 3, "the test of a condition cannot have a name"));
        }
        Ok(Group::IfMatched)
    }

    /// `(?i)` and `(?i:`.
    fn with_options(&mut self, start: usize, is_test: bool) -> Result<Option<Group>, PatternFault> {
        let outer = self.options;
        let mut names_case = false;
        if !is_test {
            let mut on = true;
            while let Some(next) = self.peek() {
                match next {
                    '-' => on = false,
                    '+' => on = true,
                    letter if set(&mut self.options, letter, on) => names_case |= letter.eq_ignore_ascii_case(&'i'),
                    _ => break,
                }
                self.at += 1;
            }
        }
        let ignore_case = names_case.then_some(self.options.ignore_case);
        match self.bump() {
            Some(')') if !is_test => {
                if let Some(ignore_case) = ignore_case {
                    self.push(start, Kind::IgnoreCase(ignore_case));
                }
                self.no_unit();
                Ok(None)
            }
            Some(':') => Ok(Some(Group::Plain { ignore_case })),
            _ => {
                self.options = outer;
                Err(self.unknown_group(start))
            }
        }
    }

    fn unknown_group(&self, start: usize) -> PatternFault {
        let written = self.text.get(start..self.at).unwrap_or_default();
        PatternFault::new(start..self.at, format!("`{written}` does not begin a group that .NET knows"))
    }

    fn group_name(&self, start: usize) -> PatternFault {
        let end = self.at + self.peek().map_or(0, char::len_utf8);
        PatternFault::new(start..end, "the name of a group consists of letters, digits and `_`")
    }
}

/// Switches an option; `false` when there is none with this letter.
fn set(options: &mut Options, letter: char, on: bool) -> bool {
    let option = match letter.to_ascii_lowercase() {
        'i' => &mut options.ignore_case,
        'm' => &mut options.multiline,
        'n' => &mut options.explicit_capture,
        's' => &mut options.single_line,
        'x' => &mut options.extended,
        _ => return false,
    };
    *option = on;
    true
}

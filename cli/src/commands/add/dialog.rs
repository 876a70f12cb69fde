//! What is asked on a terminal. The questions go to standard error: standard output carries the result.

use crate::output::{Failure, message, printable};
use std::io::{self, BufRead, IsTerminal};

/// The longest answer that is read, in bytes.
const LONGEST: u64 = 4096;

/// Somebody to ask, or nobody.
pub(super) struct Dialog<'i> {
    input: Box<dyn BufRead + 'i>,
    is_terminal: bool,
}

impl<'i> Dialog<'i> {
    /// Standard input, where somebody answers when both ends of the conversation are terminals.
    pub(super) fn standard() -> Self {
        let is_terminal = io::stdin().is_terminal() && io::stderr().is_terminal();
        Self { input: Box::new(io::stdin().lock()), is_terminal }
    }

    #[cfg(test)]
    pub(super) fn new(input: &'i [u8], is_terminal: bool) -> Self {
        Self { input: Box::new(input), is_terminal }
    }

    /// Whether there is somebody to ask.
    pub(super) const fn is_terminal(&self) -> bool {
        self.is_terminal
    }

    /// The answer to a question; the default for an empty one.
    ///
    /// # Errors
    /// When the input ends, or has no answer where there is no default.
    pub(super) fn ask(&mut self, question: &str, default: Option<&str>) -> Result<String, Failure> {
        let hint = default.map(|default| format!(" [{}]", printable(default))).unwrap_or_default();
        message(&format!("{}{hint}: ", printable(question)));
        match (self.line()?, default) {
            (None, _) => {
                message("\n");
                Err(Failure::new("the questions were left unanswered; nothing was written"))
            }
            (Some(answer), Some(default)) if answer.is_empty() => Ok(default.to_owned()),
            (Some(answer), _) if answer.is_empty() => {
                Err(Failure::new(format!("{} is needed; nothing was written", printable(question))))
            }
            (Some(answer), _) => Ok(answer),
        }
    }

    /// Whether the answer is yes; the end of the input is a no.
    ///
    /// # Errors
    /// When there is nobody to ask.
    pub(super) fn confirm(&mut self, question: &str) -> Result<bool, Failure> {
        if !self.is_terminal {
            return Err(Failure::new("nothing was written: there is no terminal on which to ask")
                .help("give --yes to write what is shown"));
        }
        message(&format!("{question} [y/N] "));
        let answer = self.line()?;
        if answer.is_none() {
            message("\n");
        }
        Ok(answer.is_some_and(|answer| answer.eq_ignore_ascii_case("y") || answer.eq_ignore_ascii_case("yes")))
    }

    /// A line without its end and the blanks around it; `None` at the end of the input, also within a line.
    fn line(&mut self) -> Result<Option<String>, Failure> {
        let mut line = Vec::new();
        let mut input = io::Read::take(&mut self.input, LONGEST);
        input
            .read_until(b'\n', &mut line)
            .map_err(|error| Failure::new(format!("cannot read the answer: {error}; nothing was written")))?;
        if line.last() != Some(&b'\n') {
            return Ok(None);
        }
        let text = String::from_utf8(line).map_err(|_| Failure::new("the answer is not UTF-8; nothing was written"))?;
        Ok(Some(text.trim().to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_clear_yes_is_one() {
        for (answer, expected) in [
            ("y\n", true),
            ("YES\r\n", true),
            ("n\n", false),
            ("\n", false),
            ("", false),
            ("y", false),
            ("yy\n", false),
        ] {
            assert_eq!(Dialog::new(answer.as_bytes(), true).confirm("?"), Ok(expected), "{answer:?}");
        }
        assert!(Dialog::new(b"y\n", false).confirm("?").is_err());
    }

    #[test]
    fn an_empty_answer_is_the_default() {
        let mut dialog = Dialog::new(b"\n\n a b \n", true);
        assert_eq!(dialog.ask("name", Some("QQ")).as_deref(), Ok("QQ"));
        assert!(dialog.ask("client id", None).is_err());
        assert_eq!(dialog.ask("name", Some("QQ")).as_deref(), Ok("a b"));
        assert!(dialog.ask("name", Some("QQ")).is_err(), "the input has ended");
    }
}

//! Standard output, standard error and the exit status.
//!
//! Standard output carries the result of a command and nothing else, so that it can be piped.

use crate::project::Place;
use claimsmith_compiler::diagnostic::codes::Code;
use claimsmith_compiler::{Diagnostic, SourceMap};
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::Path;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Status {
    /// No error.
    Clean,
    /// An error was found in what the command looked at.
    Errors,
    /// An argument is wrong, or a file cannot be read or written.
    Usage,
}

impl Status {
    /// The exit status of the process.
    pub(crate) const fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Errors => 1,
            Self::Usage => 2,
        }
    }
}

/// Why a command could not do its work at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    message: String,
    /// The line of a file that it is about, with a mark under the place.
    excerpt: Option<String>,
    help: Vec<String>,
    /// Where a file of the project is not what it should be, and the message without the place.
    place: Option<Box<(Place, String)>>,
    /// What else is wrong.
    more: Vec<Failure>,
}

impl Failure {
    /// A failure with what happened, in one sentence without a full stop.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), excerpt: None, help: Vec::new(), place: None, more: Vec::new() }
    }

    /// A file or folder that the system would not let us use.
    pub(crate) fn io(what: &str, path: &Path, error: &io::Error) -> Self {
        Self::new(format!("cannot {what} `{}`: {error}", path.display()))
    }

    /// Adds a drawing of the place that it is about; an empty one is none.
    pub(crate) fn excerpt(mut self, excerpt: String) -> Self {
        self.excerpt = Some(excerpt).filter(|excerpt| !excerpt.is_empty());
        self
    }

    /// Adds the place that it is about, and the message without it.
    pub(crate) fn at(mut self, place: Place, message: String) -> Self {
        self.place = Some(Box::new((place, message)));
        self
    }

    /// All of them as one; `None` when there is none.
    pub(crate) fn several(failures: impl IntoIterator<Item = Self>) -> Option<Self> {
        let mut failures = failures.into_iter();
        let mut first = failures.next()?;
        first.more.extend(failures);
        Some(first)
    }

    /// As findings about files of the project, with their sources; nothing when it is about something else.
    pub(crate) fn findings(&self, code: Code) -> Option<(SourceMap, Vec<Diagnostic>)> {
        let (first, _) = &**self.place.as_ref()?;
        let finding = |failure: &Self| {
            let (place, message) = &**failure.place.as_ref()?;
            let finding = Diagnostic::new(code, message.clone()).at(place.of_argument().span, "");
            let finding = if failure.excerpt.is_none() { finding.confidential() } else { finding };
            Some(failure.help.iter().fold(finding, |finding, help| finding.help(help.clone())))
        };
        let sources = SourceMap::clone(&first.of_argument().sources);
        Some((sources, std::iter::once(self).chain(&self.more).filter_map(finding).collect()))
    }

    /// Adds what to do.
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// The failure with other texts.
    pub(crate) fn map(self, text: impl Fn(String) -> String) -> Self {
        Self { message: text(self.message), help: self.help.into_iter().map(text).collect(), ..self }
    }
}

/// Writes a failure to standard error.
pub(crate) fn fail(failure: &Failure) {
    message(&format!("error: {}\n", printable_lines(&failure.message)));
    if let Some(excerpt) = &failure.excerpt {
        message(&format!("{}\n", printable_lines(excerpt)));
    }
    for help in &failure.help {
        message(&format!("help: {}\n", printable_lines(help)));
    }
    failure.more.iter().for_each(fail);
}

/// Writes a part of the result to standard output. A reader that has gone away, such as `head`, is no failure.
pub(crate) fn result(text: &str) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::new(format!("cannot write to standard output: {error}")))
        }
        _ => Ok(()),
    }
}

/// Writes to standard error. There is nobody left to tell when that fails.
pub(crate) fn message(text: &str) {
    let _ = io::stderr().lock().write_all(without_commands(text).as_bytes());
}

/// A text without the commands that build agents look for in the middle of a line: a message may name a file.
fn without_commands(text: &str) -> String {
    text.replace("##vso[", "## vso[").replace("##[", "## [")
}

/// Whether standard output understands colours and the user wants them.
pub(crate) fn color_on_stdout() -> bool {
    colors_wanted() && io::stdout().is_terminal()
}

/// Whether standard error understands colours and the user wants them.
pub(crate) fn color_on_stderr() -> bool {
    colors_wanted() && io::stderr().is_terminal()
}

/// The convention of no-color.org.
fn colors_wanted() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// A text of a policy on one line, without anything a terminal would obey or that turns the direction of the text.
pub(crate) fn printable(text: &str) -> String {
    let blank = |c: char| matches!(c, '\n' | '\r' | '\t');
    let hostile = |c: char| {
        c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars()
        .map(|c| {
            if blank(c) {
                ' '
            } else if hostile(c) {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect()
}

fn printable_lines(text: &str) -> String {
    text.split('\n').map(printable).collect::<Vec<_>>().join("\n")
}

/// `1 file`, `2 files`.
pub(crate) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_a_build_agent_obeys_is_printed() {
        let text = without_commands("note: `##vso[task.setvariable variable=x]y.xml` ##[error]z\n");
        assert_eq!(text, "note: `## vso[task.setvariable variable=x]y.xml` ## [error]z\n");
    }

    #[test]
    fn nothing_a_terminal_obeys_is_printed() {
        assert_eq!(printable("a\u{1b}[31mb\u{9b}c\u{202e}d\ne"), "a\u{fffd}[31mb\u{fffd}c\u{fffd}d e");
    }
}

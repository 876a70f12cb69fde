//! Where a value of `claimsmith.toml` stands, for what is wrong with it.

use crate::output::Failure;
use claimsmith_compiler::source::Span;
use claimsmith_compiler::{ArgumentPlace, SourceMap};
use std::fmt;
use std::sync::Arc;

/// A place in the file. It is `claimsmith.toml:3:5` as a text.
#[derive(Clone)]
pub(crate) struct Place {
    sources: Arc<SourceMap>,
    span: Span,
}

impl Place {
    pub(super) fn new(sources: &Arc<SourceMap>, span: Span) -> Self {
        Self { sources: Arc::clone(sources), span }
    }

    /// A failure about the value, with the line that it stands in.
    pub(crate) fn fault(&self, message: impl fmt::Display) -> Failure {
        let excerpt = claimsmith_compiler::diagnostic::render::excerpt(&self.sources, self.span);
        Failure::new(format!("{self}: {message}")).excerpt(excerpt).at(self.clone(), message.to_string())
    }

    /// As [`Place::fault`] without the line, which nobody should see.
    pub(crate) fn fault_unseen(&self, message: impl fmt::Display) -> Failure {
        Failure::new(format!("{self}: {message}")).at(self.clone(), message.to_string())
    }

    /// The place as the compiler takes it for an argument.
    pub(crate) fn of_argument(&self) -> ArgumentPlace {
        ArgumentPlace { sources: Arc::clone(&self.sources), span: self.span }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sources.location(self.span))
    }
}

/// By what they say: one place is as good as another of the same name.
impl PartialEq for Place {
    fn eq(&self, other: &Self) -> bool {
        self.to_string() == other.to_string()
    }
}

impl Eq for Place {}

/// Without the text of the file.
impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

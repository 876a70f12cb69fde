//! `short`: a line a finding, for people who know the codes and for problem matchers.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::render::one_line;
use crate::source::SourceMap;

/// `file:line:column: level[CODE]: message`, on one line; `claimsmith` stands for the file of a finding without a place.
#[must_use]
pub fn short(diagnostic: &Diagnostic, sources: &SourceMap) -> String {
    let place = match &diagnostic.primary {
        Some(label) => one_line(&sources.location(label.span)),
        None => "claimsmith".to_owned(),
    };
    let Diagnostic { code, severity, message, .. } = diagnostic;
    format!("{place}: {}[{}]: {}", severity.name(), code.id, one_line(message))
}

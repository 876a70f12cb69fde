//! Why there is no step.

use crate::diagnostic::Diagnostic;

/// What is in the way of a step.
pub(super) enum Obstacle {
    /// Something that a rule has reported: an input claim that is not declared, a pattern that is none.
    Reported,
    /// Something that is valid and is not compiled.
    Finding(Box<Diagnostic>),
}

impl Obstacle {
    /// What to say that nobody has said.
    pub(super) fn into_finding(self) -> Option<Diagnostic> {
        match self {
            Self::Reported => None,
            Self::Finding(finding) => Some(*finding),
        }
    }
}

impl From<Diagnostic> for Obstacle {
    fn from(finding: Diagnostic) -> Self {
        Self::Finding(Box::new(finding))
    }
}

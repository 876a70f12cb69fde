//! One kind of reference.

use crate::ast::{PolicyFile, Text};
use crate::diagnostic::Severity;
use crate::diagnostic::codes::{
    Code, UNDECLARED_CLAIM_TYPE, UNKNOWN_CLAIMS_TRANSFORMATION, UNKNOWN_CLIENT_DEFINITION, UNKNOWN_CONTENT_DEFINITION,
    UNKNOWN_DISPLAY_CONTROL, UNKNOWN_LOCALIZED_RESOURCES, UNKNOWN_PREDICATE, UNKNOWN_SUB_JOURNEY,
    UNKNOWN_TECHNICAL_PROFILE, UNKNOWN_USER_JOURNEY,
};
use crate::model::IdSpace;

/// Everything about one kind of reference.
#[derive(Debug, Clone, Copy)]
pub(super) struct ReferenceKind {
    /// The element or the metadata key that holds it, as a policy spells it.
    pub(super) element: &'static str,
    /// What it names.
    pub(super) space: IdSpace,
    /// How a reference that leads nowhere is reported.
    pub(super) code: Code,
    /// An error where upload refuses it or the sign-in must fail.
    pub(super) severity: Severity,
    /// The references of this kind in a file, in document order.
    pub(super) references: fn(&PolicyFile) -> References<'_>,
}

/// References of a file.
pub(super) type References<'a> = Box<dyn Iterator<Item = Reference<'a>> + 'a>;

/// An id where it is used.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reference<'a> {
    /// The id.
    pub(super) id: &'a Text,
    /// What it stands in: what to say of it, and its id.
    pub(super) inside: Option<(&'static str, &'a Text)>,
}

/// A kind of reference that is reported as its id space says.
pub(super) const fn kind(
    element: &'static str,
    space: IdSpace,
    references: fn(&PolicyFile) -> References<'_>,
) -> ReferenceKind {
    let code = match space {
        IdSpace::ClaimType => UNDECLARED_CLAIM_TYPE,
        IdSpace::TechnicalProfile => UNKNOWN_TECHNICAL_PROFILE,
        IdSpace::UserJourney => UNKNOWN_USER_JOURNEY,
        IdSpace::ClaimsTransformation => UNKNOWN_CLAIMS_TRANSFORMATION,
        IdSpace::SubJourney => UNKNOWN_SUB_JOURNEY,
        IdSpace::ContentDefinition => UNKNOWN_CONTENT_DEFINITION,
        IdSpace::DisplayControl => UNKNOWN_DISPLAY_CONTROL,
        IdSpace::Predicate | IdSpace::InputValidation | IdSpace::PredicateValidation => UNKNOWN_PREDICATE,
        IdSpace::LocalizedResources => UNKNOWN_LOCALIZED_RESOURCES,
        IdSpace::ClientDefinition => UNKNOWN_CLIENT_DEFINITION,
    };
    ReferenceKind { element, space, code, severity: code.severity, references }
}

impl ReferenceKind {
    /// The same kind where nothing is known to fail.
    pub(super) const fn warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    /// The same kind with a code of its own.
    pub(super) const fn reported_as(mut self, code: Code) -> Self {
        self.code = code;
        self.severity = code.severity;
        self
    }
}

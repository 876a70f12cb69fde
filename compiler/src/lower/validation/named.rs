//! The validations that a claim type names, and what they are made of.

use crate::ast::{self, Text};
use crate::model::{ClaimType, Definition, Policy};
use crate::source::Span;

/// The validations that a claim type names.
pub(super) struct Named<'n, 'a> {
    policy: &'n Policy<'a>,
    /// `PredicateValidationReference`
    pub(super) validation: Option<&'n Definition<'a, ast::PredicateValidation>>,
    /// `InputValidationReference`, its predecessor.
    pub(super) older: Option<&'n Definition<'a, ast::InputValidation>>,
}

impl<'n, 'a> Named<'n, 'a> {
    pub(super) fn of(claim_type: &ClaimType<'_>, policy: &'n Policy<'a>) -> Self {
        Self {
            policy,
            validation: claim_type.predicate_validation.and_then(|id| policy.predicate_validations.get(id)),
            older: claim_type.input_validation.and_then(|id| policy.input_validations.get(id)),
        }
    }

    /// The id of the first.
    pub(super) fn id(&self) -> Option<&'a Text> {
        self.validation.map(|it| it.id).or(self.older.map(|it| it.id))
    }

    /// The references of both.
    pub(super) fn references(&self) -> impl Iterator<Item = &'a ast::PredicateReferences> + use<'n, 'a> {
        let groups = self.validation.into_iter().flat_map(|it| &it.current.groups);
        let older = self.older.into_iter().flat_map(|it| &it.current.predicate_references);
        groups.flat_map(|group| &group.predicate_references).chain(older)
    }

    /// The predicates of both.
    pub(super) fn predicates(&self) -> impl Iterator<Item = &'n Definition<'a, ast::Predicate>> + use<'n, 'a> {
        let policy = self.policy;
        let ids = self.references().flat_map(|references| &references.references);
        ids.filter_map(move |id| policy.predicates.get(id))
    }

    /// The elements that both are made of.
    pub(super) fn elements(&self) -> impl Iterator<Item = Span> {
        let validation = self.validation.into_iter().flat_map(|it| it.declarations.iter().map(|it| it.span));
        let older = self.older.into_iter().flat_map(|it| it.declarations.iter().map(|it| it.span));
        let predicates = self.predicates().flat_map(|it| it.declarations.iter().map(|it| it.span));
        validation.chain(older).chain(predicates)
    }
}

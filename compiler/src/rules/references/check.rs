//! The one checker of all references.

use super::derived::Derived;
use super::kind::{Reference, ReferenceKind};
use super::unread::Unread;
use super::{table, wording};
use crate::ast::Text;
use crate::diagnostic::Diagnostics;
use crate::diagnostic::codes::{LOCALIZED_NOTHING, UNDECLARED_CLAIM_IN_PRECONDITION};
use crate::model::{PolicySet, Scope, fold};
use crate::rules::report_case;
use std::collections::BTreeMap;

/// Follows every reference of every file.
pub(super) fn check(set: &PolicySet<'_>, diagnostics: &mut Diagnostics) {
    let (derived, unread) = (Derived::new(&set.layers), Unread::new(&set.layers));
    for scope in set.scopes() {
        let Some(file) = scope.file() else { continue };
        for kind in table::KINDS.iter().copied().flatten() {
            if diagnostics.is_full() {
                return;
            }
            let mut lost = Vec::new();
            for reference in (kind.references)(file).filter(|reference| is_settled(reference.id)) {
                match scope.find(kind.space, reference.id) {
                    // It may be what could not be read, and that has been reported.
                    None if unread.has(scope.index(), kind.space) => {}
                    Some(declared) => report_case(wording::noun(kind.space), reference.id, declared, diagnostics),
                    None => lost.push(reference),
                }
            }
            for group in groups(kind, lost) {
                report(kind, &group, scope, &derived, diagnostics);
            }
        }
    }
}

/// Whether the id is the one that counts: placeholders of any style and claim resolvers become another.
fn is_settled(id: &Text) -> bool {
    !id.contains('{')
}

/// The references to report together. A claim has many strings in many languages, and one slip is one finding.
fn groups<'a>(kind: &ReferenceKind, lost: Vec<Reference<'a>>) -> Vec<Vec<Reference<'a>>> {
    if kind.code != LOCALIZED_NOTHING {
        return lost.into_iter().map(|reference| vec![reference]).collect();
    }
    let mut by_id: BTreeMap<String, Vec<Reference<'a>>> = BTreeMap::new();
    for reference in lost {
        by_id.entry(fold(reference.id)).or_default().push(reference);
    }
    by_id.into_values().collect()
}

fn report(
    kind: &ReferenceKind,
    group: &[Reference<'_>],
    scope: Scope<'_, '_>,
    derived: &Derived<'_, '_>,
    diagnostics: &mut Diagnostics,
) {
    let Some(first) = group.first() else { return };
    let finding = match derived.find(scope.index(), kind.space, first.id) {
        // The derived policy runs with both, and nobody looks earlier.
        Some(_) if [LOCALIZED_NOTHING, UNDECLARED_CLAIM_IN_PRECONDITION].contains(&kind.code) => return,
        Some(declared) => wording::only_derived(kind, first, declared),
        None => wording::lost(kind, group, scope, diagnostics),
    };
    diagnostics.push(finding);
}

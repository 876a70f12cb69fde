//! Metadata keys that need, exclude or overrule each other, by the tables of each kind of technical profile.

use super::doubt::Doubts;
use super::{values, with_roles};
use crate::ast::MetadataItem;
use crate::diagnostic::codes::{INEFFECTIVE_METADATA, METADATA_CONFLICT, METADATA_PAIR};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Fresh, TechnicalProfile};
use crate::protocol::Role;
use crate::protocol::relation::{Fault, Relation};

/// What other keys that are there make wrong.
pub(super) fn check(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for (profile, role) in with_roles(fresh) {
        for (relation, item) in broken(profile, role, false) {
            diagnostics.push(finding(relation, item, profile));
        }
    }
}

/// What is wrong as long as another key is not there.
pub(super) fn check_missing(fresh: Fresh<'_, '_>, doubts: &Doubts, diagnostics: &mut Diagnostics) {
    for (profile, role) in with_roles(fresh) {
        for (relation, item) in broken(profile, role, true) {
            if !relation.when.keys().iter().any(|key| doubts.about(profile, key)) {
                diagnostics.push(finding(relation, item, profile));
            }
        }
    }
}

/// The relations that do not hold, and the item of each; only those that rest on a missing key, or only the others.
fn broken<'a>(
    profile: &TechnicalProfile<'a>,
    role: Role,
    rests_on_absence: bool,
) -> impl Iterator<Item = (&'static Relation, &'a MetadataItem)> {
    let relations = role.relations().iter().filter(move |it| it.when.rests_on_absence() == rests_on_absence);
    relations.filter_map(|relation| {
        let item = profile.metadata(relation.key)?;
        relation.when.holds(&values(profile)).then_some((relation, item))
    })
}

fn finding(relation: &Relation, item: &MetadataItem, profile: &TechnicalProfile<'_>) -> Diagnostic {
    let key = &item.key.value;
    let finding = match relation.fault {
        Fault::Needs(other) => {
            Diagnostic::new(METADATA_PAIR, format!("metadata `{key}` needs `{other}`")).at(item.key.span, relation.why)
        }
        Fault::NoEffect => Diagnostic::new(INEFFECTIVE_METADATA, format!("metadata `{key}` has no effect here"))
            .at(item.key.span, relation.why),
        Fault::Excludes(other) => {
            let finding =
                Diagnostic::new(METADATA_CONFLICT, format!("metadata `{key}` and `{other}` exclude each other"))
                    .at(item.key.span, relation.why);
            match profile.metadata(other) {
                Some(other) => finding.label(other.value.span, "because of this one"),
                None => finding,
            }
        }
    };
    finding.label(profile.id.span, "in this technical profile").help(relation.advice)
}

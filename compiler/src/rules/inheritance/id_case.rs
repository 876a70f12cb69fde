//! What is declared again keeps the id that its base gave it, letter by letter: ids match without regard to case, so another
//! spelling is the same element, and whoever reads it thinks of two.

use crate::ast::Text;
use crate::diagnostic::codes::CASE_ONLY_MATCH;
use crate::diagnostic::{Applicability, Diagnostic, Diagnostics};
use crate::model::{IdSpace, PolicySet};
use crate::rules::references::noun;

pub(super) fn check(set: &PolicySet<'_>, diagnostics: &mut Diagnostics) {
    let scopes: Vec<_> = set.scopes().collect();
    for layer in &set.layers {
        let Some(below) = layer.base.and_then(|base| scopes.get(base)) else { continue };
        let other_case = layer.declared().filter_map(|(space, _, id)| {
            let first = below.find(space, id)?;
            (first.value != id.value).then_some((space, id, first))
        });
        let mut found: Vec<_> = other_case.collect();
        found.sort_by_key(|(_, id, _)| id.span);
        for (space, id, first) in found {
            if diagnostics.is_full() {
                return;
            }
            diagnostics.push(finding(space, id, first));
        }
    }
}

fn finding(space: IdSpace, id: &Text, first: &Text) -> Diagnostic {
    let noun = noun(space);
    Diagnostic::new(CASE_ONLY_MATCH, format!("the {noun} `{}` is `{}` in the base", id.value, first.value))
        .at(id.span, format!("the same {noun}: ids match without regard to case"))
        .label(first.span, "first declared here")
        .replace(id.span, first.as_str(), "use the spelling of the base", Applicability::MachineApplicable)
}

//! The method of a claims transformation is one that B2C has, in its own spelling.

use crate::ast::Text;
use crate::diagnostic::codes::{CASE_ONLY_MATCH, FRAGILE_TRANSFORMATION, UNKNOWN_METHOD};
use crate::diagnostic::{Applicability, Diagnostic, Diagnostics};
use crate::model::Fresh;
use crate::settings::has_placeholder;
use crate::transformation::method::{Method, all, find};

pub(super) fn check(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for definition in fresh.claims_transformations() {
        let written = &definition.current.method;
        if has_placeholder(written) {
            continue;
        }
        match find(written) {
            Some(method) => spelling(written, method, diagnostics),
            None => {
                let finding = unknown(written, definition.id, diagnostics);
                diagnostics.push(finding);
            }
        }
    }
}

fn unknown(written: &Text, id: &Text, diagnostics: &Diagnostics) -> Diagnostic {
    let finding = Diagnostic::new(UNKNOWN_METHOD, format!("there is no transformation method `{}`", written.value))
        .at(written.span, "not a method of B2C")
        .label(id.span, "of this claims transformation");
    match diagnostics.nearest(written, all().map(|method| method.name)) {
        Some(near) => finding.did_you_mean(written.span, written, near),
        None => finding.help("the methods are listed in Microsoft's claims transformations reference"),
    }
}

fn spelling(written: &Text, method: &Method, diagnostics: &mut Diagnostics) {
    if written.value == method.name {
        return;
    }
    let is_case = written.eq_ignore_ascii_case(method.name);
    let finding = if is_case {
        let message = format!("the transformation method `{}` is called `{}`", written.value, method.name);
        Diagnostic::new(CASE_ONLY_MATCH, message).at(written.span, "matches only without regard to case")
    } else {
        let message = format!("`{}` is the former name of the method `{}`", written.value, method.name);
        Diagnostic::new(FRAGILE_TRANSFORMATION, message).at(written.span, "no longer documented")
    };
    let fix = if is_case { "use the spelling of the method" } else { "use its name of today" };
    diagnostics.push(finding.replace(written.span, method.name, fix, Applicability::MachineApplicable));
}

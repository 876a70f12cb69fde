//! Scripts are allowed only on pages that have a contract (B2C: "Please use page contract in content definitions when
//! enabling JavaScript").

use super::page_kind::is_page_contract;
use super::relying_parties;
use crate::ast::Text;
use crate::diagnostic::codes::CONTENT_DEFINITION;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Policy;

/// More places than these explain nothing.
const MOST_LABELS: usize = 3;

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    let mut behaviors = relying_parties(policy).filter_map(|party| party.behaviors.as_ref());
    let script = behaviors.find_map(|behaviors| behaviors.script_execution.as_ref());
    let Some(script) = script.filter(|script| script.as_str() == "Allow") else { return };
    let pages = policy.content_definitions.iter().filter_map(|definition| Some((definition.id, definition.data_uri?)));
    let others: Vec<(&Text, &Text)> = pages.filter(|(_, uri)| !is_page_contract(uri)).collect();
    let Some((id, _)) = others.first() else { return };
    let message = match others.len() {
        1 => format!("scripts are allowed, and the content definition `{}` has no page contract", id.value),
        count => format!("scripts are allowed, and {count} content definitions have no page contract"),
    };
    let mut finding = Diagnostic::new(CONTENT_DEFINITION, message).at(script.span, "needs page contracts everywhere");
    for (id, data_uri) in others.iter().take(MOST_LABELS) {
        finding = finding.label(data_uri.span, format!("the page of `{}`", id.value));
    }
    diagnostics
        .push(finding.help(
            "name a page contract in each `DataUri`: `urn:com:microsoft:aad:b2c:elements:contract:NAME:VERSION`",
        ));
}

//! A content definition can be shown: it says which page it loads and of which kind the page is.

use crate::ast::Text;
use crate::diagnostic::codes::CONTENT_DEFINITION;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::{ContentDefinition, Policy};
use crate::rules::journeys::is_explained;
use crate::settings::has_placeholder;

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    for definition in policy.content_definitions.iter() {
        if diagnostics.is_full() {
            return;
        }
        if let Some(finding) = missing(definition) {
            let elements: Vec<_> = definition.declarations.iter().map(|it| it.span).collect();
            if !is_explained(&elements, diagnostics) {
                diagnostics.push(finding);
            }
        }
        if let Some(finding) = definition.load_uri.and_then(not_a_location) {
            diagnostics.push(finding);
        }
    }
}

/// Only one that changes an inherited content definition may leave these out.
fn missing(definition: &ContentDefinition<'_>) -> Option<Diagnostic> {
    let there = [
        ("LoadUri", definition.load_uri.is_some()),
        ("RecoveryUri", definition.recovery_uri.is_some()),
        ("DataUri", definition.data_uri.is_some()),
    ];
    let lacks: Vec<String> =
        there.iter().filter(|(_, is_there)| !is_there).map(|(name, _)| format!("`{name}`")).collect();
    if lacks.is_empty() {
        return None;
    }
    let message = format!("the content definition `{}` has no {}", definition.id.value, lacks.join(" and no "));
    let mut finding = Diagnostic::new(CONTENT_DEFINITION, message)
        .at(definition.id.span, "declared by no base, so nothing is inherited")
        .help("add what is missing, or use the id of the content definition that it is meant to change");
    // What upload is known to miss is the kind of the page.
    if definition.data_uri.is_some() {
        finding.severity = Severity::Warning;
    }
    Some(finding)
}

/// A page is loaded from a URL, or from B2C's own templates.
fn not_a_location(load_uri: &Text) -> Option<Diagnostic> {
    let value = load_uri.trim();
    let is_scheme = |scheme: &str| value.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme));
    if ["https://", "http://", "~/"].iter().any(|scheme| is_scheme(scheme)) || value.starts_with('{') {
        return None;
    }
    if value.is_empty() || has_placeholder(value) {
        return None;
    }
    let mut finding =
        Diagnostic::new(CONTENT_DEFINITION, format!("`{}` is not the location of a page", load_uri.value))
            .at(load_uri.span, "neither a URL nor a template of B2C")
            .help("begin it with `https://`, or with `~/` for a template of B2C");
    finding.severity = Severity::Warning;
    Some(finding)
}

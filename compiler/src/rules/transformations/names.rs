//! Compares the claims or parameters that a transformation declares with those that its method wants.

use crate::ast::{ClaimsTransformation, Text};
use crate::diagnostic::codes::{CASE_ONLY_MATCH, Code, SETTING_WITHOUT_VALUE};
use crate::diagnostic::{Applicability, Diagnostic, Diagnostics};
use crate::model::fold;
use crate::settings::has_placeholder;
use crate::source::Span;
use crate::transformation::listed;
use crate::transformation::method::{Further, Method};
use std::collections::{BTreeMap, BTreeSet};

/// One of the three lists of a transformation.
pub(super) struct List<'l> {
    /// The code of its findings.
    pub(super) code: Code,
    /// What it holds: `input claim`.
    pub(super) kind: &'static str,
    /// What is declared.
    pub(super) declared: Vec<Declared<'l>>,
    /// The names of the method, and whether each is required.
    pub(super) wanted: Vec<(&'static str, bool)>,
    /// Whether other names may stand in it.
    pub(super) further: Further,
    /// Whether a name that the policy chooses may stand in it twice.
    pub(super) may_repeat: bool,
    /// What the method takes or gives, in words.
    pub(super) signature: fn(&Method) -> String,
}

/// A declared claim or parameter.
pub(super) struct Declared<'l> {
    /// Its name.
    pub(super) name: &'l Text,
    /// Whether the name is written; else it is the id of the claim type.
    pub(super) is_written: bool,
}

/// Whether something in this element could not be read, so that what is missing may stand there. Asked only when something
/// is missing: it looks at every error.
pub(super) fn is_unreadable(element: Span, diagnostics: &Diagnostics) -> bool {
    let is_reading = |code: Code| code.id.starts_with("CS02") || code == SETTING_WITHOUT_VALUE;
    let errors = diagnostics.errors().filter(|error| is_reading(error.code));
    errors.filter_map(|error| error.primary.as_ref()).any(|label| element.contains(&label.span))
}

/// Reports names that the method does not know, those it wants in vain, and those that are there twice. A wrong name in
/// place of a wanted one is one finding.
pub(super) fn compare(
    transformation: &ClaimsTransformation,
    method: &'static Method,
    list: &List<'_>,
    diagnostics: &mut Diagnostics,
) {
    let wanted: BTreeMap<String, &str> = list.wanted.iter().map(|(name, _)| (fold(name), *name)).collect();
    let declared: BTreeSet<String> = list.declared.iter().map(|it| fold(it.name)).collect();
    let mut missing: Vec<&str> = list
        .wanted
        .iter()
        .filter(|(name, required)| *required && !declared.contains(&fold(name)))
        .map(|it| it.0)
        .collect();
    let mut seen: BTreeMap<String, &Text> = BTreeMap::new();
    for it in &list.declared {
        let known = wanted.get(&fold(it.name)).copied();
        // A name that the policy chooses is compared as it is written: keys of a look-up, members of JSON.
        let key = if known.is_some() { fold(it.name) } else { it.name.to_string() };
        if let Some(first) = seen.get(&key).copied().filter(|_| known.is_some() || !list.may_repeat) {
            diagnostics.push(repeated(it.name, first, list));
            continue;
        }
        seen.insert(key, it.name);
        match known {
            Some(known) if it.is_written => spelling(it.name, known, list, diagnostics),
            Some(_) => {}
            // That a setting has no value has been reported.
            None if has_placeholder(it.name) => {}
            None if list.further.data_type(it.name).is_some() && !is_slip(it.name, &missing, diagnostics) => {}
            None => unknown(it, transformation, method, list, &mut missing, diagnostics),
        }
    }
    if !missing.is_empty() && !is_unreadable(transformation.span, diagnostics) {
        diagnostics.push(lacking(&missing, transformation, method, list));
    }
}

fn repeated(name: &Text, first: &Text, list: &List<'_>) -> Diagnostic {
    Diagnostic::new(list.code, format!("the {} `{}` is declared twice", list.kind, name.value))
        .at(name.span, "declared again")
        .label(first.span, "first declared here")
        .help("remove one of the two")
}

/// Whether a name that the policy may choose is one of the missing ones with a slip in it.
fn is_slip(name: &Text, missing: &[&str], diagnostics: &Diagnostics) -> bool {
    diagnostics.nearest(name, missing.iter().copied()).is_some()
}

fn spelling(name: &Text, known: &str, list: &List<'_>, diagnostics: &mut Diagnostics) {
    if name.value == known {
        return;
    }
    diagnostics.push(
        Diagnostic::new(CASE_ONLY_MATCH, format!("the {} `{}` is called `{known}`", list.kind, name.value))
            .at(name.span, "matches only without regard to case")
            .replace(name.span, known, "use the spelling of the method", Applicability::MachineApplicable),
    );
}

/// Reports a name that the method does not have, and takes the one that was meant off the missing ones.
fn unknown(
    declared: &Declared<'_>,
    transformation: &ClaimsTransformation,
    method: &Method,
    list: &List<'_>,
    missing: &mut Vec<&str>,
    diagnostics: &mut Diagnostics,
) {
    let name = declared.name;
    let near = diagnostics.nearest(name, missing.iter().copied());
    // What is wanted and not there is what the only stranger was to be.
    let alone = missing.first().copied().filter(|_| missing.len() == 1);
    let meant = near.or(alone);
    missing.retain(|it| Some(*it) != meant);
    let message = format!("`{}` has no {} `{}`", method.name, list.kind, name.value);
    let mut finding = Diagnostic::new(list.code, message)
        .at(name.span, format!("not a name of the method's {}s", list.kind))
        .label(transformation.method.span, "the method")
        .help((list.signature)(method));
    finding = match meant {
        Some(meant) if declared.is_written => finding.did_you_mean(name.span, name, meant),
        Some(meant) => finding.help(format!("say which it is: `TransformationClaimType=\"{meant}\"`")),
        None => finding,
    };
    diagnostics.push(finding);
}

fn lacking(missing: &[&str], transformation: &ClaimsTransformation, method: &Method, list: &List<'_>) -> Diagnostic {
    let plural = if missing.len() == 1 { "" } else { "s" };
    let names: Vec<String> = missing.iter().map(|name| format!("`{name}`")).collect();
    let message = format!("`{}` wants the {}{plural} {}", method.name, list.kind, listed(&names, "and"));
    Diagnostic::new(list.code, message)
        .at(transformation.id.span, format!("declares no such {}", list.kind))
        .label(transformation.method.span, "the method")
        .help((list.signature)(method))
}

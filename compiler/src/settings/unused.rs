//! Settings that no policy uses: left over, or misspelled where they are used.

use super::{Environment, Setting};
use crate::diagnostic::codes::UNUSED_SETTING;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::Span;
use std::collections::BTreeSet;

/// Built-in placeholders, which are replaced before any setting of the same name could be.
pub(super) const BUILT_IN: &[&str] = &["tenant", "filename", "policyfilename", "environment"];

/// Reports CS0011 for the settings of the environment, inherited ones too, that are not among the used names (in lower
/// case).
pub(crate) fn report_unused(environment: &Environment, used: &BTreeSet<String>, diagnostics: &mut Diagnostics) {
    for setting in unused(environment, used) {
        let name = &setting.name;
        let finding = Diagnostic::new(UNUSED_SETTING, format!("no policy uses setting `{}`", name.value));
        let finding = if is_built_in(environment, name) {
            finding.at(name.span, "never used").note(format!("`{{Settings:{}}}` is built in", name.value))
        } else {
            finding.at(name.span, format!("no file has `{{Settings:{}}}`", name.value))
        };
        diagnostics.push(finding.help("take it out, or write its placeholder where the value belongs"));
    }
}

/// The places, by the names, of the settings that are used.
pub(crate) fn used_places(environment: &Environment, used: &BTreeSet<String>) -> Vec<Span> {
    let unused: BTreeSet<Span> = unused(environment, used).map(|setting| setting.name.span).collect();
    environment.settings.iter().map(|setting| setting.name.span).filter(|span| !unused.contains(span)).collect()
}

/// Of two names that differ only in case the second is reported where the settings are read.
fn unused<'e>(environment: &'e Environment, used: &BTreeSet<String>) -> impl Iterator<Item = &'e Setting> {
    let is_used =
        |setting: &&Setting| used.contains(&setting.name.to_lowercase()) && !is_built_in(environment, &setting.name);
    let mut seen = BTreeSet::new();
    let first = environment.settings.iter().filter(move |setting| seen.insert(setting.name.to_lowercase()));
    first.filter(move |setting| !is_used(setting))
}

fn is_built_in(environment: &Environment, name: &str) -> bool {
    let name = name.to_lowercase();
    BUILT_IN.contains(&name.as_str()) && (name != "tenant" || environment.tenant.is_some())
}

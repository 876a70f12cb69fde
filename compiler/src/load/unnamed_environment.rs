//! Code is wanted of policies with settings, and nobody says for which environment: one finding, not one for each setting.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::SETTING_WITHOUT_VALUE;
use crate::source::{SourceMap, Span};
use std::collections::BTreeSet;

/// How many names a list shows.
const MOST_NAMES: usize = 12;

/// What there is to choose from.
#[derive(Debug)]
pub(crate) struct UnnamedEnvironment {
    /// Path of the settings file, if one was found.
    pub(super) settings: Option<String>,
    /// The names of its environments, in the order of the file.
    pub(super) environments: Vec<String>,
}

impl UnnamedEnvironment {
    /// Puts one finding in place of those of all settings, where the first of them stands.
    pub(crate) fn join(&self, findings: &mut Vec<Diagnostic>, sources: &SourceMap) {
        let is_setting = |finding: &Diagnostic| finding.code == SETTING_WITHOUT_VALUE;
        let places = findings.iter().filter(|finding| is_setting(finding)).filter_map(|it| it.primary.as_ref());
        let mut places: Vec<Span> = places.map(|label| label.span).collect();
        places.sort();
        let Some(first) = places.first() else { return };
        let mut joined = Diagnostic::new(SETTING_WITHOUT_VALUE, "settings have no value: no environment is named")
            .at(*first, "nothing to put here");
        let names = names(&places, sources);
        if names.len() > 1 {
            joined = joined.note(format!("{} settings are used: {}", names.len(), listed(&names)));
        }
        for advice in self.advice() {
            joined = joined.help(advice);
        }
        findings.retain(|finding| !is_setting(finding));
        findings.push(joined);
    }

    fn advice(&self) -> Vec<String> {
        let Some(path) = &self.settings else {
            let wanted = "put an `appsettings.json` beside the policy or above it, or name one: `settings = \"…\"` in \
                          `include_policy!`, `--settings FILE` on the command line";
            return vec![wanted.to_owned(), naming("…")];
        };
        match self.environments.first() {
            None => vec![format!("`{path}` has no environment: add one")],
            Some(example) => {
                vec![format!("`{path}` has the environments {}", listed(&self.environments)), naming(example)]
            }
        }
    }
}

/// How an environment is named.
fn naming(name: &str) -> String {
    let argument = if name.contains(char::is_whitespace) { format!("{name:?}") } else { name.to_owned() };
    format!(
        "name it: `environment = {name:?}` in `include_policy!`, `.environment({name:?})` in a build script, \
         `--environment {argument}` on the command line"
    )
}

/// The settings at these places, each once, without regard to case.
fn names(places: &[Span], sources: &SourceMap) -> Vec<String> {
    let (mut names, mut known) = (Vec::new(), BTreeSet::new());
    for place in places {
        let text = sources.get(place.file).original().get(place.start as usize..place.end as usize).unwrap_or_default();
        let name = text.split_once(':').map_or(text, |(_, name)| name).trim_end_matches('}');
        if known.insert(name.to_lowercase()) {
            names.push(name.to_owned());
        }
    }
    names
}

fn listed(names: &[String]) -> String {
    let shown: Vec<String> = names.iter().take(MOST_NAMES).map(|name| format!("`{name}`")).collect();
    let more = names.len().saturating_sub(MOST_NAMES);
    shown.join(", ") + &if more > 0 { format!(" and {more} more") } else { String::new() }
}

//! Which variables more than one environment has read: the keys of one tenant must not serve another by accident.

use crate::error::SharedSetting;
use std::collections::{BTreeMap, BTreeSet};

/// What every variable of the application itself begins with: it is the same for all of its environments.
const OF_THE_APPLICATION: &str = "CLAIMSMITH_";

/// Who has read what.
#[derive(Debug, Default)]
pub(super) struct Readers {
    /// For each variable the environments that took their value from it, by their names in lower case; `None` for
    /// policies without one.
    by_variable: BTreeMap<String, BTreeMap<Option<String>, String>>,
    allowed: BTreeSet<String>,
}

impl Readers {
    /// `environment` has taken the value of the setting `name` from `variable`.
    pub(super) fn add(&mut self, name: &str, variable: &str, environment: Option<&str>) {
        if name.starts_with(OF_THE_APPLICATION) {
            return;
        }
        let readers = self.by_variable.entry(variable.to_owned()).or_default();
        let label = environment.map_or_else(|| "policies without an environment".to_owned(), str::to_owned);
        readers.entry(environment.map(str::to_lowercase)).or_insert(label);
    }

    /// Several environments may read this variable.
    pub(super) fn allow(&mut self, variable: String) {
        self.allowed.insert(variable);
    }

    /// The variables that several environments have read and that nobody has allowed, sorted.
    pub(super) fn shared(self) -> Vec<SharedSetting> {
        let Self { by_variable, allowed } = self;
        let shared = by_variable.into_iter().filter(|(name, readers)| readers.len() > 1 && !allowed.contains(name));
        shared
            .map(|(variable, readers)| SharedSetting { variable, environments: readers.into_values().collect() })
            .collect()
    }
}

//! Where settings come from: the variables of the process, a map, a folder of files, or several of them.
//!
//! - `secret_files`: a folder with a file a name
//! - `layers`: several places, the first that has a value wins

mod layers;
mod secret_files;

pub use layers::Layers;
pub use secret_files::SecretFiles;

use crate::secret::Secret;
use std::collections::BTreeMap;
use std::env::VarError;
use std::fmt;

/// Where settings are read from by name.
pub trait Environment {
    /// The setting's value; `None` when there is none, or it cannot be read.
    fn get(&self, name: &str) -> Option<String>;

    /// As [`Environment::get`], with why a value that is there cannot be read: nobody should look for a mistake in a name
    /// that is right.
    ///
    /// # Errors
    /// [`UnreadableSetting`] when there is something by this name that gives no text.
    fn try_get(&self, name: &str) -> Result<Option<String>, UnreadableSetting> {
        Ok(self.get(name))
    }

    /// What this is, for the message about missing settings: `environment variables`. Empty: nothing is said.
    fn place(&self) -> String {
        String::new()
    }
}

/// A setting that is there and gives no text. Holds nothing of its content.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what} {reason}")]
pub struct UnreadableSetting {
    /// The variable or the file.
    pub what: String,
    /// Why it cannot be read, as the end of a sentence.
    pub reason: String,
}

/// The environment variables of the process.
#[derive(Debug, Clone, Copy, Default)]
pub struct ProcessEnvironment;

impl Environment for ProcessEnvironment {
    fn get(&self, name: &str) -> Option<String> {
        self.try_get(name).ok().flatten()
    }

    fn try_get(&self, name: &str) -> Result<Option<String>, UnreadableSetting> {
        // No variable has such a name, and some systems do not like the question.
        if name.is_empty() || name.contains(['=', '\0']) {
            return Ok(None);
        }
        match std::env::var(name) {
            Ok(value) => Ok(Some(value)),
            Err(VarError::NotPresent) => Ok(None),
            Err(VarError::NotUnicode(_)) => {
                Err(UnreadableSetting { what: format!("the variable `{name}`"), reason: "is not Unicode".to_owned() })
            }
        }
    }

    fn place(&self) -> String {
        "environment variables".to_owned()
    }
}

impl Environment for BTreeMap<String, String> {
    fn get(&self, name: &str) -> Option<String> {
        BTreeMap::get(self, name).cloned()
    }
}

/// Settings that the application got elsewhere, such as from a key vault, by name. Values are wiped from memory when it
/// is dropped, and never printed.
#[derive(Clone, Default)]
pub struct SettingsMap(BTreeMap<String, Secret>);

impl SettingsMap {
    /// Adds a setting, in place of one with the same name.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Secret>) {
        self.0.insert(name.into(), value.into());
    }
}

impl<N: Into<String>, V: Into<Secret>> FromIterator<(N, V)> for SettingsMap {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(settings: I) -> Self {
        Self(settings.into_iter().map(|(name, value)| (name.into(), value.into())).collect())
    }
}

impl<N: Into<String>, V: Into<Secret>, const LENGTH: usize> From<[(N, V); LENGTH]> for SettingsMap {
    fn from(settings: [(N, V); LENGTH]) -> Self {
        settings.into_iter().collect()
    }
}

impl Environment for SettingsMap {
    fn get(&self, name: &str) -> Option<String> {
        self.0.get(name).map(|value| value.expose().to_owned())
    }

    fn place(&self) -> String {
        "settings of the application".to_owned()
    }
}

impl fmt::Debug for SettingsMap {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_set().entries(self.0.keys()).finish()
    }
}

/// Whether a value says anything: a blank one counts as missing, so that `NAME=` hides nothing.
pub(super) fn says_something(value: &str) -> bool {
    !value.trim().is_empty()
}

/// Without the end of the line that an editor or `echo` puts behind a value: one, because more may be meant.
pub(super) fn without_line_end(value: &str) -> &str {
    let value = value.strip_suffix('\n').unwrap_or(value);
    value.strip_suffix('\r').unwrap_or(value)
}

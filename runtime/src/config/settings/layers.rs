//! Several places to read settings from.

use super::{Environment, UnreadableSetting, says_something};
use std::fmt;

/// Settings from several places: the first that has a value wins.
///
/// ```
/// use claimsmith_runtime::{Layers, ProcessEnvironment, SecretFiles};
///
/// // What an operator sets by hand comes before what the platform mounts.
/// let settings = Layers::new().with(ProcessEnvironment).with(SecretFiles::new("/run/secrets"));
/// ```
///
/// A blank value counts as none. One that is there but cannot be read is an error; no other place stands in for it.
#[derive(Default)]
pub struct Layers(Vec<Box<dyn Environment + Send + Sync>>);

impl Layers {
    /// No place yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a place that is asked after all others.
    #[must_use]
    pub fn with(mut self, place: impl Environment + Send + Sync + 'static) -> Self {
        self.0.push(Box::new(place));
        self
    }
}

impl Environment for Layers {
    fn get(&self, name: &str) -> Option<String> {
        self.try_get(name).ok().flatten()
    }

    fn try_get(&self, name: &str) -> Result<Option<String>, UnreadableSetting> {
        for layer in &self.0 {
            if let Some(value) = layer.try_get(name)?.filter(|value| says_something(value)) {
                return Ok(Some(value));
            }
        }
        Ok(None)
    }

    fn place(&self) -> String {
        let places: Vec<String> = self.0.iter().map(|layer| layer.place()).filter(|place| !place.is_empty()).collect();
        places.join(", ")
    }
}

impl fmt::Debug for Layers {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Layers").field(&self.place()).finish()
    }
}

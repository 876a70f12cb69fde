//! A text that must not be seen.

use secrecy::{ExposeSecret, SecretString};
use std::fmt;

/// A secret text: a client secret, a token, a code. Wiped from memory when dropped, never printed.
///
/// There is no `Display` and no `Serialize`; the only way to the text is [`Secret::expose`], so that every use can be
/// found by its name.
#[derive(Clone)]
pub struct Secret(SecretString);

impl Secret {
    /// The text itself. Keep it out of messages and logs.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(SecretString::from(text))
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(SecretString::from(text))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(…)")
    }
}

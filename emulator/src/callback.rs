//! What the browser brings back to the application.

use crate::json::Members;
use crate::parameters::{append_to_url, encode_pairs};
use claimsmith_profile::ResponseMode;
use std::fmt;

/// A callback: what the browser would be made to send. `Debug` shows names only.
#[derive(Clone, PartialEq, Eq)]
pub struct Callback {
    url: String,
    form: Option<String>,
    parameters: Vec<(String, String)>,
}

/// A callback that can still be changed.
pub(crate) struct PendingCallback {
    pub(crate) redirect_uri: String,
    pub(crate) mode: ResponseMode,
    pub(crate) parameters: Members,
}

impl PendingCallback {
    pub(crate) fn settle(self) -> Callback {
        let parameters: Vec<(String, String)> = self
            .parameters
            .iter()
            .map(|(name, value)| (name.clone().into_owned(), value.plain().into_owned()))
            .collect();
        let pairs = parameters.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let (url, form) = match self.mode {
            ResponseMode::Query => (append_to_url(&self.redirect_uri, pairs), None),
            ResponseMode::Fragment => (format!("{}#{}", self.redirect_uri, encode_pairs(pairs)), None),
            ResponseMode::FormPost => (self.redirect_uri.clone(), Some(encode_pairs(pairs))),
        };
        Callback { url, form, parameters }
    }
}

impl Callback {
    /// Where the browser goes: the redirect URI, with the parameters in its query or fragment unless they are in
    /// [`Self::form`].
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The body of the POST (`application/x-www-form-urlencoded`) for `response_mode=form_post`; `None`: the browser
    /// sends a GET.
    #[must_use]
    pub fn form(&self) -> Option<&str> {
        self.form.as_deref()
    }

    /// What the provider sends, decoded and in its order; a query of the redirect URI itself is not part of it.
    #[must_use]
    pub fn parameters(&self) -> &[(String, String)] {
        &self.parameters
    }

    /// The first parameter with this name.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

impl fmt::Debug for Callback {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.parameters.iter().map(|(name, _)| name.as_str()).collect();
        formatter
            .debug_struct("Callback")
            .field("redirect_uri", &self.url.split(['?', '#']).next().unwrap_or_default())
            .field("form_post", &self.form.is_some())
            .field("parameters", &names)
            .finish()
    }
}

//! Reads configurations from named settings and remembers everything that is missing.

use super::client_keys::is_used;
use super::endpoint::{check_public_url, is_loopback};
use super::environment::{Environment, ProcessEnvironment};
use super::{ClientConfig, ClientOptions};
use crate::error::{ConfigError, MissingSetting};
use crate::flow::{FlowKey, FlowKeys};
use crate::secret::Secret;
use claimsmith_profile::{CryptographicKey, Profile, callback_path};
use std::fmt;
use url::Url;

const PUBLIC_URL: &str = "CLAIMSMITH_PUBLIC_URL";
const FLOW_KEYS: &str = "CLAIMSMITH_FLOW_KEYS";

/// Reads the configurations of several clients and reports all missing settings at once.
///
/// Reading never fails half-way: what is missing is remembered and stands as an empty text in the configuration, until
/// [`ConfigSource::finish`] says so.
///
/// | setting | variable |
/// |---|---|
/// | client id | the profile's, such as `QQ_OAUTH_CLIENT_ID`; else the client id of the policy |
/// | each key | the profile's, named after the `StorageReferenceId`, such as `B2C_1A_QQSECRET` |
/// | public address | `CLAIMSMITH_PUBLIC_URL`; the redirect URI is this and `/signin/{profile id}/callback` |
/// | flow keys | `CLAIMSMITH_FLOW_KEYS`; may be missing when the public address is on loopback |
pub struct ConfigSource<'a> {
    environment: &'a dyn Environment,
    prefix: Option<String>,
    flow_keys: Option<FlowKeys>,
    missing: Vec<MissingSetting>,
    fault: Option<ConfigError>,
}

impl ConfigSource<'static> {
    /// Reads the environment variables of the process.
    #[must_use]
    pub fn process() -> Self {
        Self::new(&ProcessEnvironment)
    }
}

impl<'a> ConfigSource<'a> {
    /// Reads settings from anywhere.
    #[must_use]
    pub fn new(environment: &'a dyn Environment) -> Self {
        Self { environment, prefix: None, flow_keys: None, missing: Vec::new(), fault: None }
    }

    /// Reads `<ENVIRONMENT>__<NAME>` before `<NAME>`, for several environments in one process; a variable without a text
    /// counts as missing. The name is taken in upper case, with `_` for everything but letters and digits.
    #[must_use]
    pub fn with_environment(mut self, name: &str) -> Self {
        let name =
            name.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter.to_ascii_uppercase() } else { '_' });
        self.prefix = Some(name.collect());
        self
    }

    /// The whole configuration of one profile.
    pub fn client_config(&mut self, profile: &Profile) -> ClientConfig {
        let client_id = self.client_id(profile);
        let keys = profile.keys.iter().filter(|key| is_used(profile, &key.id));
        let keys = keys.map(|key| (key.id.to_string(), self.cryptographic_key(profile, key))).collect();
        let redirect_uri = self.redirect_uri(profile);
        ClientConfig { client_id, keys, redirect_uri, options: self.options() }
    }

    /// The client id: the profile's variable, else the client id of the policy.
    pub fn client_id(&mut self, profile: &Profile) -> String {
        match (self.read(&profile.client_id_variable), profile.client_id.as_deref()) {
            (Some(value), _) => value.trim().to_owned(),
            (None, Some(value)) => value.to_owned(),
            (None, None) => {
                let what = format!(
                    "the client id that {} gave when the application was registered there",
                    profile.display_name
                );
                self.miss(&profile.client_id_variable, what)
            }
        }
    }

    /// One of the `CryptographicKeys`, by its id. An id that the profile does not have counts as missing. A key that the
    /// profile declares but has no use for may be missing, and is empty then.
    pub fn key(&mut self, profile: &Profile, id: &str) -> Secret {
        match profile.key(id) {
            Some(key) => self.cryptographic_key(profile, key),
            None => Secret::from(self.miss(id, format!("a key that the profile {} does not declare", profile.id))),
        }
    }

    fn cryptographic_key(&mut self, profile: &Profile, key: &CryptographicKey) -> Secret {
        match self.read(&key.variable) {
            // A key that was read from a file usually brings the end of its line along.
            Some(value) => Secret::from(value.trim_end_matches(['\r', '\n'])),
            None if !is_used(profile, &key.id) => Secret::from(""),
            None => Secret::from(self.miss(&key.variable, describe_key(profile, key))),
        }
    }

    /// The redirect URI: `CLAIMSMITH_PUBLIC_URL` and [`callback_path`].
    pub fn redirect_uri(&mut self, profile: &Profile) -> String {
        self.public_url().map_or_else(String::new, |base| format!("{base}{}", callback_path(&profile.id)))
    }

    /// The options: default, with the flow keys of `CLAIMSMITH_FLOW_KEYS`.
    pub fn options(&mut self) -> ClientOptions {
        if self.flow_keys.is_none() {
            self.flow_keys = self.read_flow_keys();
        }
        ClientOptions { flow_keys: self.flow_keys.clone(), ..ClientOptions::default() }
    }

    /// The end of reading.
    ///
    /// # Errors
    /// [`ConfigError::Missing`] with every setting that is missing, sorted; else the first setting that is there but
    /// cannot be used.
    pub fn finish(mut self) -> Result<(), ConfigError> {
        if !self.missing.is_empty() {
            self.missing.sort();
            self.missing.dedup_by(|second, first| second.variable == first.variable);
            return Err(ConfigError::Missing(self.missing));
        }
        self.fault.map_or(Ok(()), Err)
    }

    fn public_url(&mut self) -> Option<String> {
        let Some(value) = self.read(PUBLIC_URL) else {
            self.miss(PUBLIC_URL, "the public address of the application, such as https://www.example.com".to_owned());
            return None;
        };
        match check_public_url(&format!("public address ({PUBLIC_URL})"), value.trim()) {
            Ok(url) => Some(url),
            Err(fault) => {
                self.fault.get_or_insert(fault);
                None
            }
        }
    }

    fn read_flow_keys(&mut self) -> Option<FlowKeys> {
        if let Some(value) = self.read(FLOW_KEYS) {
            return match FlowKeys::from_list(&value) {
                Ok(keys) => Some(keys),
                Err(fault) => {
                    self.fault.get_or_insert(fault);
                    None
                }
            };
        }
        let public_url = self.read(PUBLIC_URL).and_then(|value| Url::parse(value.trim()).ok());
        if public_url.is_some_and(|url| is_loopback(&url)) {
            warn_ephemeral_key();
            return Some(FlowKey::ephemeral().into());
        }
        let what = "the keys that seal a sign-in in progress; `claimsmith new-flow-key` makes one";
        self.miss(FLOW_KEYS, what.to_owned());
        None
    }

    fn read(&self, name: &str) -> Option<String> {
        if name.is_empty() {
            return None;
        }
        let read = |name: &str| self.environment.get(name).filter(|value| !value.trim().is_empty());
        let prefixed = self.prefix.as_ref().and_then(|prefix| read(&format!("{prefix}__{name}")));
        prefixed.or_else(|| read(name))
    }

    fn miss(&mut self, variable: &str, what: String) -> String {
        let variable = match &self.prefix {
            Some(prefix) => format!("{prefix}__{variable} (or {variable})"),
            None => variable.to_owned(),
        };
        self.missing.push(MissingSetting { variable, what });
        String::new()
    }
}

impl fmt::Debug for ConfigSource<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("ConfigSource").field("missing", &self.missing).finish_non_exhaustive()
    }
}

/// Says that flows end with the process. Every [`ConfigSource`] and every client that has to make a key of its own says
/// it once.
pub(crate) fn warn_ephemeral_key() {
    tracing::warn!(
        "no flow keys: a random key is used, a sign-in ends with this process; set {FLOW_KEYS} before anybody else signs in"
    );
}

/// What a key is, for the message that it is missing.
pub(super) fn describe_key(profile: &Profile, key: &CryptographicKey) -> String {
    format!("the {} of {} (policy key {})", key.id, profile.display_name, key.storage_reference_id)
}

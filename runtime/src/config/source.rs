//! Reads configurations from named settings and remembers everything that is missing.

use super::client_keys::is_used;
use super::endpoint::{check_public_url, is_loopback};
use super::settings::{Environment, ProcessEnvironment, UnreadableSetting, says_something, without_line_end};
use super::shared::Readers;
use super::{ClientConfig, ClientOptions};
use crate::error::{ConfigError, MissingSetting};
use crate::flow::{FlowKey, FlowKeys};
use crate::secret::Secret;
use claimsmith_profile::{CryptographicKey, Profile, callback_path, variable_in_environment};
use std::collections::BTreeMap;
use std::fmt;
use url::Url;

const PUBLIC_URL: &str = "CLAIMSMITH_PUBLIC_URL";
const FLOW_KEYS: &str = "CLAIMSMITH_FLOW_KEYS";

/// Reads the configurations of several clients, of one policy or of many, and reports all missing settings at once.
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
///
/// For a policy that was compiled for an environment each of them is looked for as `<ENVIRONMENT>__<NAME>` first, then
/// as `<NAME>`; a value that is blank counts as missing. An application that serves several environments reads all of them
/// with one `ConfigSource`: that a client id or a key of two environments comes from one variable is then an error,
/// unless [`ConfigSource::allow_shared`] says that it is meant.
pub struct ConfigSource<'a> {
    settings: &'a dyn Environment,
    environment: Option<String>,
    flow_keys: BTreeMap<Option<String>, FlowKeys>,
    ephemeral: Option<FlowKeys>,
    readers: Readers,
    missing: Vec<MissingSetting>,
    fault: Option<ConfigError>,
}

/// What is looked for under a name, and under which others.
struct Wanted<'n> {
    name: &'n str,
    environment: Option<&'n str>,
}

impl Wanted<'_> {
    /// The variables in the order they are looked for.
    fn variables(&self) -> Vec<String> {
        let prefixed = self.environment.map(|environment| variable_in_environment(environment, self.name));
        prefixed.into_iter().chain([self.name.to_owned()]).collect()
    }
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
    pub fn new(settings: &'a dyn Environment) -> Self {
        Self {
            settings,
            environment: None,
            flow_keys: BTreeMap::new(),
            ephemeral: None,
            readers: Readers::default(),
            missing: Vec::new(),
            fault: None,
        }
    }

    /// The environment of the profiles that were compiled for none: `<ENVIRONMENT>__<NAME>` is read before `<NAME>` for
    /// them too.
    #[must_use]
    pub fn with_environment(mut self, name: &str) -> Self {
        self.environment = Some(name.to_owned());
        self
    }

    /// Lets several environments take their value from this variable, such as the client id and the key of an account
    /// that they share at a provider.
    #[must_use]
    pub fn allow_shared(mut self, variable: impl Into<String>) -> Self {
        self.readers.allow(variable.into());
        self
    }

    /// The whole configuration of one profile.
    pub fn client_config(&mut self, profile: &Profile) -> ClientConfig {
        let client_id = self.client_id(profile);
        let keys = profile.keys.iter().filter(|key| is_used(profile, &key.id));
        let keys = keys.map(|key| (key.id.to_string(), self.cryptographic_key(profile, key))).collect();
        let redirect_uri = self.redirect_uri(profile);
        ClientConfig { client_id, keys, redirect_uri, options: self.options(profile) }
    }

    /// The client id: the profile's variable, else the client id of the policy.
    pub fn client_id(&mut self, profile: &Profile) -> String {
        let name = &profile.client_id_variable;
        let what = || {
            let provider = &profile.display_name;
            format!("the client id that {provider} gave when the application was registered there")
        };
        match (self.read(profile, name), profile.client_id.as_deref()) {
            (Ok(Some(value)), _) => value.trim().to_owned(),
            (Ok(None), Some(value)) => value.to_owned(),
            (Ok(None), None) => self.miss(profile, name, what(), None),
            (Err(unreadable), _) => self.miss(profile, name, what(), Some(unreadable)),
        }
    }

    /// One of the `CryptographicKeys`, by its id. An id that the profile does not have counts as missing. A key that the
    /// profile declares but has no use for may be missing, and is empty then. One line end at its end is dropped.
    pub fn key(&mut self, profile: &Profile, id: &str) -> Secret {
        match profile.key(id) {
            Some(key) => self.cryptographic_key(profile, key),
            None => {
                let what = format!("a key that the profile {} does not declare", profile.id);
                Secret::from(self.miss(profile, id, what, None))
            }
        }
    }

    fn cryptographic_key(&mut self, profile: &Profile, key: &CryptographicKey) -> Secret {
        match self.read(profile, &key.variable) {
            Ok(Some(value)) => Secret::from(without_line_end(&value)),
            Ok(None) if !is_used(profile, &key.id) => Secret::from(""),
            Ok(None) => Secret::from(self.miss(profile, &key.variable, describe_key(profile, key), None)),
            Err(unreadable) => {
                Secret::from(self.miss(profile, &key.variable, describe_key(profile, key), Some(unreadable)))
            }
        }
    }

    /// The redirect URI: `CLAIMSMITH_PUBLIC_URL` and [`callback_path`].
    pub fn redirect_uri(&mut self, profile: &Profile) -> String {
        self.public_url(profile).map_or_else(String::new, |base| format!("{base}{}", callback_path(&profile.id)))
    }

    /// The options for a profile: default, with the flow keys of `CLAIMSMITH_FLOW_KEYS`.
    pub fn options(&mut self, profile: &Profile) -> ClientOptions {
        let environment = self.environment_of(profile).map(str::to_lowercase);
        let flow_keys = match self.flow_keys.get(&environment) {
            Some(keys) => Some(keys.clone()),
            None => self.read_flow_keys(profile),
        };
        if let Some(keys) = &flow_keys {
            self.flow_keys.insert(environment, keys.clone());
        }
        ClientOptions { flow_keys, ..ClientOptions::default() }
    }

    /// The end of reading.
    ///
    /// # Errors
    /// [`ConfigError::Missing`] with every setting that is missing or cannot be read, sorted; else
    /// [`ConfigError::Shared`] with every client id and key that two environments have read from one variable; else the
    /// first setting that is there but cannot be used.
    pub fn finish(mut self) -> Result<(), ConfigError> {
        if !self.missing.is_empty() {
            self.missing.sort();
            self.missing.dedup_by(|second, first| second.variable == first.variable);
            return Err(ConfigError::Missing(self.missing));
        }
        let shared = self.readers.shared();
        if !shared.is_empty() {
            return Err(ConfigError::Shared(shared));
        }
        self.fault.map_or(Ok(()), Err)
    }

    fn public_url(&mut self, profile: &Profile) -> Option<String> {
        let what = || "the public address of the application, such as https://www.example.com".to_owned();
        let value = match self.read(profile, PUBLIC_URL) {
            Ok(Some(value)) => value,
            Ok(None) => {
                self.miss(profile, PUBLIC_URL, what(), None);
                return None;
            }
            Err(unreadable) => {
                self.miss(profile, PUBLIC_URL, what(), Some(unreadable));
                return None;
            }
        };
        let url = check_public_url(&format!("public address ({PUBLIC_URL})"), value.trim());
        self.usable(url)
    }

    fn read_flow_keys(&mut self, profile: &Profile) -> Option<FlowKeys> {
        let unreadable = match self.read(profile, FLOW_KEYS) {
            Ok(Some(value)) => return self.usable(FlowKeys::from_list(&value)),
            Ok(None) => None,
            Err(unreadable) => Some(unreadable),
        };
        let public_url = self.read(profile, PUBLIC_URL).ok().flatten().and_then(|url| Url::parse(url.trim()).ok());
        if unreadable.is_none() && public_url.is_some_and(|url| is_loopback(&url)) {
            return Some(self.ephemeral.get_or_insert_with(ephemeral).clone());
        }
        let what = "the keys that seal a sign-in in progress; `claimsmith new-flow-key` makes one";
        self.miss(profile, FLOW_KEYS, what.to_owned(), unreadable);
        None
    }

    /// The value, else its fault is the one to report, if it is the first.
    fn usable<T>(&mut self, value: Result<T, ConfigError>) -> Option<T> {
        value.map_err(|fault| self.fault.get_or_insert(fault)).ok()
    }

    fn environment_of<'p>(&'p self, profile: &'p Profile) -> Option<&'p str> {
        profile.environment.as_deref().or(self.environment.as_deref())
    }

    fn read(&mut self, profile: &Profile, name: &str) -> Result<Option<String>, UnreadableSetting> {
        if name.is_empty() {
            return Ok(None);
        }
        let environment = self.environment_of(profile).map(str::to_owned);
        let wanted = Wanted { name, environment: environment.as_deref() };
        for variable in wanted.variables() {
            if let Some(value) = self.settings.try_get(&variable)?.filter(|value| says_something(value)) {
                self.readers.add(name, &variable, wanted.environment);
                return Ok(Some(value));
            }
        }
        Ok(None)
    }

    fn miss(&mut self, profile: &Profile, name: &str, what: String, unreadable: Option<UnreadableSetting>) -> String {
        let mut variables = Wanted { name, environment: self.environment_of(profile) }.variables().into_iter();
        let variable = variables.next().unwrap_or_default();
        let what = unreadable.map_or(what.clone(), |unreadable| format!("{what}; {unreadable}"));
        self.missing.push(MissingSetting {
            variable,
            alternatives: variables.collect(),
            what,
            places: self.settings.place(),
        });
        String::new()
    }
}

impl fmt::Debug for ConfigSource<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("ConfigSource").field("missing", &self.missing).finish_non_exhaustive()
    }
}

fn ephemeral() -> FlowKeys {
    warn_ephemeral_key();
    FlowKey::ephemeral().into()
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
    let (id, name) = (&key.id, &key.storage_reference_id);
    let provider = &profile.display_name;
    // What a claims transformation needs has no other name than that of the policy key.
    if id == name {
        format!("the policy key {name} of {provider}")
    } else {
        format!("the {id} of {provider} (policy key {name})")
    }
}

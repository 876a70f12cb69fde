//! What differs between deployments: client id, keys, redirect URI, and the knobs of the runtime.
//!
//! - `settings`: where settings come from; `source`: configurations made of them; `shared`: which of them two environments
//!   have read
//! - `deployment`: a profile with its configuration, checked by `client_keys`, `endpoint`, `parameter_rules` and
//!   `profile_rules`
//! - `surroundings`: time and randomness

mod client_keys;
mod deployment;
mod endpoint;
mod parameter_rules;
mod profile_rules;
mod settings;
mod shared;
mod source;
mod surroundings;

pub(crate) use deployment::Deployment;
pub(crate) use endpoint::EndpointRules;
pub(crate) use profile_rules::invalid_profile;
pub use settings::{Environment, Layers, ProcessEnvironment, SecretFiles, SettingsMap, UnreadableSetting};
pub use source::ConfigSource;
pub(crate) use source::warn_ephemeral_key;
pub use surroundings::{Clock, Randomness, RandomnessError, SystemClock, SystemRandomness};

use crate::flow::{FlowKeys, FlowStore};
use crate::secret::Secret;
use crate::transport::Transport;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// The configuration of one client.
#[derive(Debug, Clone)]
pub struct ClientConfig {
    /// The client id that the provider gave at registration.
    pub client_id: String,
    /// The `CryptographicKeys` of the profile: key id, such as `client_secret`, and value.
    pub keys: Vec<(String, Secret)>,
    /// The redirect URI that is registered with the provider: https, or http on loopback; no fragment, at most 1,024
    /// bytes. Taken from here only, never from a request's `Host`.
    pub redirect_uri: String,
    /// Everything that has a default.
    pub options: ClientOptions,
}

impl ClientConfig {
    /// A configuration without keys and with default options.
    pub fn new(client_id: impl Into<String>, redirect_uri: impl Into<String>) -> Self {
        Self {
            client_id: client_id.into(),
            keys: Vec::new(),
            redirect_uri: redirect_uri.into(),
            options: ClientOptions::default(),
        }
    }

    /// Adds a key, such as `client_secret`.
    #[must_use]
    pub fn with_key(mut self, id: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.keys.push((id.into(), value.into()));
        self
    }

    /// Replaces the options.
    #[must_use]
    pub fn with_options(mut self, options: ClientOptions) -> Self {
        self.options = options;
        self
    }
}

/// What a deployment may change besides its credentials.
#[derive(Clone)]
#[non_exhaustive]
pub struct ClientOptions {
    /// The keys that seal flows. `None`: a random key and a warning when the redirect URI is on loopback, a
    /// [`ConfigError`](crate::ConfigError) otherwise, because another instance could not finish the sign-in.
    pub flow_keys: Option<FlowKeys>,
    /// Moves all endpoints to another origin, optionally below a path: an emulator, a staging system. Paths and
    /// queries of the endpoints stay. Set in code only: an environment variable that redirects secrets would be a hole.
    pub endpoint_base: Option<String>,
    /// Accepts endpoints with plain http on loopback: for tests and development. Everything else is https, always.
    pub allow_loopback_http: bool,
    /// Refuses a flow the second time, also to somebody who kept a copy of its cookie; `None` does without.
    pub flow_store: Option<Arc<dyn FlowStore>>,
    /// The HTTP transport; `None` takes the built-in one of the feature `reqwest`.
    pub transport: Option<Arc<dyn Transport>>,
    /// The clock; `None` takes the system's.
    pub clock: Option<Arc<dyn Clock>>,
    /// The time that the policy sees, in claims transformations and in `{Context:DateTimeInUtc}`; `None` takes
    /// [`ClientOptions::clock`], which alone tells when a sign-in or a token expires. With another one a sign-in shows what
    /// the policy does with the same user in another year.
    pub policy_clock: Option<Arc<dyn Clock>>,
    /// The source of randomness; `None` takes the system's.
    pub randomness: Option<Arc<dyn Randomness>>,
    /// Longest time for one request, from connecting to the last byte: more than 0, at most 60 s; 10 s by default.
    pub timeout: Duration,
}

impl ClientOptions {
    /// Sets [`ClientOptions::flow_keys`].
    #[must_use]
    pub fn with_flow_keys(mut self, keys: FlowKeys) -> Self {
        self.flow_keys = Some(keys);
        self
    }

    /// Sets [`ClientOptions::endpoint_base`].
    #[must_use]
    pub fn with_endpoint_base(mut self, base: impl Into<String>) -> Self {
        self.endpoint_base = Some(base.into());
        self
    }

    /// Sets [`ClientOptions::allow_loopback_http`].
    #[must_use]
    pub fn with_loopback_http(mut self, allow: bool) -> Self {
        self.allow_loopback_http = allow;
        self
    }

    /// Sets [`ClientOptions::flow_store`].
    #[must_use]
    pub fn with_flow_store(mut self, store: Arc<dyn FlowStore>) -> Self {
        self.flow_store = Some(store);
        self
    }

    /// Sets [`ClientOptions::transport`].
    #[must_use]
    pub fn with_transport(mut self, transport: Arc<dyn Transport>) -> Self {
        self.transport = Some(transport);
        self
    }

    /// Sets [`ClientOptions::clock`].
    #[must_use]
    pub fn with_clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = Some(clock);
        self
    }

    /// Sets [`ClientOptions::policy_clock`].
    #[must_use]
    pub fn with_policy_clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.policy_clock = Some(clock);
        self
    }

    /// Sets [`ClientOptions::randomness`].
    #[must_use]
    pub fn with_randomness(mut self, randomness: Arc<dyn Randomness>) -> Self {
        self.randomness = Some(randomness);
        self
    }

    /// Sets [`ClientOptions::timeout`].
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }
}

impl Default for ClientOptions {
    fn default() -> Self {
        Self {
            flow_keys: None,
            endpoint_base: None,
            allow_loopback_http: false,
            flow_store: None,
            transport: None,
            clock: None,
            policy_clock: None,
            randomness: None,
            timeout: Duration::from_secs(10),
        }
    }
}

impl fmt::Debug for ClientOptions {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ClientOptions")
            .field("flow_keys", &self.flow_keys)
            .field("endpoint_base", &self.endpoint_base)
            .field("allow_loopback_http", &self.allow_loopback_http)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

//! The driver: runs the exchange of one profile over a transport.
//!
//! - `begin`, `finish`: the two halves of a sign-in
//! - `tokens`: refresh, revocation, sign-out
//! - `id_token`: validation of the id_token, and what it needs from the provider
//! - `call`: one request

mod begin;
mod call;
mod finish;
mod id_token;
mod tokens;

use crate::callback::Callback;
use crate::claims::{ClaimReader, Claims, InputValues, Inputs, email};
use crate::config::{ClientConfig, Clock, Deployment, Randomness, SystemClock, SystemRandomness};
use crate::error::{ConfigError, SignInError};
use crate::flow::{FlowKey, FlowKeys, FlowStore, LocalPath, SealedFlow};
use crate::id_token::ProviderKeys;
use crate::resolver::ResolverContext;
use crate::signed_in::SignedIn;
use crate::transformation::{Context, Patterns, prepare};
use crate::transport::Transport;
use claimsmith_profile::{Profile, Text};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// Signs users in with one provider. Cheap to clone; every generated client is a newtype over it.
#[derive(Clone)]
pub struct Client(Arc<Inner>);

struct Inner {
    profile: Profile,
    deployment: Deployment,
    flow_keys: FlowKeys,
    flow_store: Option<Arc<dyn FlowStore>>,
    transport: Arc<dyn Transport>,
    clock: Arc<dyn Clock>,
    /// The time that the policy sees.
    policy_clock: Arc<dyn Clock>,
    randomness: Arc<dyn Randomness>,
    timeout: Duration,
    /// `None` when the profile validates no id_tokens.
    provider_keys: Option<ProviderKeys>,
    /// The regular expressions of its transformations.
    patterns: Patterns,
}

impl Inner {
    /// What the claims transformations of a sign-in may ask for.
    fn transformation_context<'a>(&'a self, language: Option<&'a str>) -> Context<'a> {
        Context {
            now: self.policy_clock.now(),
            randomness: self.randomness.as_ref(),
            language,
            policy_keys: &self.deployment.policy_keys,
            patterns: &self.patterns,
        }
    }
}

/// The beginning of a sign-in. `Debug` shows neither the state nor the query of the URL.
#[derive(Clone)]
#[non_exhaustive]
pub struct Begin {
    /// Where to redirect the browser (status 302 or 303). Plain ASCII.
    pub url: String,
    /// What to keep with the browser until it comes back, at most ten minutes.
    pub flow: SealedFlow,
}

/// What an application may say when a sign-in begins.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct BeginOptions {
    /// Where the user goes after the sign-in.
    pub return_to: Option<LocalPath>,
    /// What the claim resolvers of the policy give.
    pub context: ResolverContext,
}

impl BeginOptions {
    /// Sets [`BeginOptions::context`].
    #[must_use]
    pub fn with_context(mut self, context: ResolverContext) -> Self {
        self.context = context;
        self
    }

    /// Sets [`BeginOptions::return_to`].
    #[must_use]
    pub fn with_return_to(mut self, path: LocalPath) -> Self {
        self.return_to = Some(path);
        self
    }
}

impl Client {
    /// A client for a profile. Everything that can be checked before somebody signs in is checked here.
    ///
    /// # Errors
    /// [`ConfigError`]: a URL that is not https (http is accepted for a redirect URI on loopback, and for endpoints on
    /// loopback when asked), a client id that is a placeholder, a key that is missing or no private key of the kind that
    /// signs, missing flow keys although the redirect URI is not on loopback, no transport, a profile that no request could
    /// be made of, or one that needs a feature of this crate that is off.
    pub fn new(profile: Profile, config: ClientConfig) -> Result<Self, ConfigError> {
        let deployment = Deployment::new(&profile, &config)?;
        let patterns = prepare(&profile)?;
        let options = config.options;
        let provider_keys = ProviderKeys::new(&profile, &options, deployment.client_secret.as_ref())?;
        let flow_keys = match options.flow_keys {
            Some(keys) => keys,
            None if deployment.redirect_uri_is_loopback => {
                crate::config::warn_ephemeral_key();
                FlowKey::ephemeral().into()
            }
            None => {
                let reason =
                    "there is none, and the redirect URI is not on loopback; `claimsmith new-flow-key` makes one";
                return Err(ConfigError::FlowKeys { reason });
            }
        };
        let clock = options.clock.unwrap_or_else(|| Arc::new(SystemClock));
        Ok(Self(Arc::new(Inner {
            profile,
            deployment,
            flow_keys,
            flow_store: options.flow_store,
            transport: options.transport.map_or_else(default_transport, Ok)?,
            policy_clock: options.policy_clock.unwrap_or_else(|| Arc::clone(&clock)),
            clock,
            randomness: options.randomness.unwrap_or_else(|| Arc::new(SystemRandomness)),
            timeout: options.timeout,
            provider_keys,
            patterns,
        })))
    }

    /// The profile that this client acts on.
    #[must_use]
    pub fn profile(&self) -> &Profile {
        &self.0.profile
    }

    /// Where the provider sends the browser back to, as both requests name it.
    #[must_use]
    pub fn redirect_uri(&self) -> &str {
        &self.0.deployment.redirect_uri
    }

    /// Begins a sign-in.
    ///
    /// # Errors
    /// [`SignInError::MissingInput`] for a required input claim without a value; [`SignInError::InvalidInput`] for one that
    /// cannot be sent; [`SignInError::Assertion`] and [`SignInError::Transformation`] of `InputClaimsTransformations`;
    /// [`SignInError::Randomness`].
    pub fn begin(&self, inputs: impl Inputs, options: BeginOptions) -> Result<Begin, SignInError> {
        let mut values = InputValues::new(&self.0.profile);
        inputs.write(&mut values);
        self.0.begin(values, options)
    }

    /// Finishes a sign-in: checks that the callback belongs to the flow, exchanges the code, asks for the claims.
    ///
    /// Order: profile, seal, client id and redirect URI, state (constant time), expiry, flow store, issuer, error or denial,
    /// code. Until all of that has passed no request is sent, except for the discovery document. Whatever comes out, the
    /// flow is spent: forget it.
    ///
    /// # Errors
    /// [`SignInError`].
    pub async fn finish<C: Claims>(&self, callback: Callback, flow: SealedFlow) -> Result<SignedIn<C>, SignInError> {
        let finished = self.0.finish(callback, flow).await?;
        let email = email(&self.0.profile, &finished.slots);
        let claims = C::read(&mut ClaimReader::new(&self.0.profile, finished.slots))?;
        Ok(SignedIn {
            profile_id: self.0.profile.id.to_string(),
            claims,
            tokens: finished.tokens,
            return_to: finished.return_to,
            subject: finished.subject,
            email,
            transformations: transformation_ids(&self.0.profile),
        })
    }
}

fn transformation_ids(profile: &Profile) -> Vec<Text> {
    profile.transformations.after.iter().map(|transformation| transformation.id.clone()).collect()
}

#[cfg(feature = "reqwest")]
fn default_transport() -> Result<Arc<dyn Transport>, ConfigError> {
    Ok(Arc::new(crate::transport::ReqwestTransport::new()?))
}

#[cfg(not(feature = "reqwest"))]
fn default_transport() -> Result<Arc<dyn Transport>, ConfigError> {
    Err(ConfigError::Transport { reason: "the feature `reqwest` is off; give one in `ClientOptions::transport`" })
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Client").field("profile", &self.0.profile.id).finish_non_exhaustive()
    }
}

impl fmt::Debug for Begin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let address = self.url.split('?').next().unwrap_or_default();
        formatter.debug_struct("Begin").field("url", &address).field("flow", &self.flow).finish()
    }
}

//! The driver: runs the exchange of one profile over a transport.

use crate::callback::Callback;
use crate::claims::{ClaimReader, Claims, InputValues, Inputs, Slot, Sources, evaluate, parameters, subject};
use crate::config::{ClientConfig, Clock, Deployment, Randomness, SystemClock, SystemRandomness};
use crate::core::{
    accept_callback, authorization_url, check_response, check_state, claims_request, credentials, parse_claims,
    parse_token_response, token_request,
};
use crate::error::{ConfigError, Endpoint, SignInError};
use crate::flow::{
    Flow, FlowKey, FlowKeys, FlowStore, LIFETIME, LocalPath, SealedFlow, new_state, new_verifier, pkce_challenge, seal,
    text_digest,
};
use crate::secret::Secret;
use crate::signed_in::{SignedIn, Tokens};
use crate::subject::SubjectKey;
use crate::transport::{Request, Response, Transport, TransportError, TransportFault};
use claimsmith_profile::{Method, Profile};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// Signs users in with one provider. Cheap to clone; every generated client is a newtype over it.
///
/// Where it differs from Azure AD B2C stands in the documentation of the crate.
#[derive(Clone)]
pub struct Client(Arc<Inner>);

struct Inner {
    profile: Profile,
    deployment: Deployment,
    flow_keys: FlowKeys,
    flow_store: Option<Arc<dyn FlowStore>>,
    transport: Arc<dyn Transport>,
    clock: Arc<dyn Clock>,
    randomness: Arc<dyn Randomness>,
    timeout: Duration,
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
}

impl BeginOptions {
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
    /// loopback when asked), a client id that is a placeholder, a missing key, missing flow keys although the redirect
    /// URI is not on loopback, no transport.
    pub fn new(profile: Profile, config: ClientConfig) -> Result<Self, ConfigError> {
        let deployment = Deployment::new(&profile, &config)?;
        let options = config.options;
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
        Ok(Self(Arc::new(Inner {
            profile,
            deployment,
            flow_keys,
            flow_store: options.flow_store,
            transport: options.transport.map_or_else(default_transport, Ok)?,
            clock: options.clock.unwrap_or_else(|| Arc::new(SystemClock)),
            randomness: options.randomness.unwrap_or_else(|| Arc::new(SystemRandomness)),
            timeout: options.timeout,
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
    /// [`SignInError::MissingInput`] for a required input claim without a value; [`SignInError::Randomness`].
    pub fn begin(&self, inputs: impl Inputs, options: BeginOptions) -> Result<Begin, SignInError> {
        let mut values = InputValues::new(&self.0.profile);
        inputs.write(&mut values);
        self.0.begin(values, options)
    }

    /// Finishes a sign-in: checks that the callback belongs to the flow, exchanges the code, asks for the claims.
    ///
    /// Order: profile, seal, client id and redirect URI, state (constant time), expiry, flow store, error or denial, code.
    /// Until all of that has passed no request is sent. Whatever comes out, the flow is spent: forget it.
    ///
    /// # Errors
    /// [`SignInError`].
    pub async fn finish<C: Claims>(&self, callback: Callback, flow: SealedFlow) -> Result<SignedIn<C>, SignInError> {
        let finished = self.0.finish(callback, flow).await?;
        let claims = C::read(&mut ClaimReader::new(&self.0.profile, finished.slots))?;
        Ok(SignedIn {
            profile_id: self.0.profile.id.to_string(),
            claims,
            tokens: finished.tokens,
            return_to: finished.return_to,
            subject: finished.subject,
        })
    }
}

#[cfg(feature = "reqwest")]
fn default_transport() -> Result<Arc<dyn Transport>, ConfigError> {
    Ok(Arc::new(crate::transport::ReqwestTransport::new()?))
}

#[cfg(not(feature = "reqwest"))]
fn default_transport() -> Result<Arc<dyn Transport>, ConfigError> {
    Err(ConfigError::Transport { reason: "the feature `reqwest` is off; give one in `ClientOptions::transport`" })
}

/// A finished sign-in before the claims are typed.
struct Finished {
    slots: Vec<Slot>,
    subject: Option<SubjectKey>,
    tokens: Tokens,
    return_to: Option<LocalPath>,
}

impl Inner {
    fn begin(&self, inputs: InputValues<'_>, options: BeginOptions) -> Result<Begin, SignInError> {
        let inputs = parameters(inputs)?;
        let randomness = self.randomness.as_ref();
        let verifier = self.profile.authorization.pkce.then(|| new_verifier(randomness)).transpose()?;
        let flow = Flow {
            expires_at: self.clock.now().saturating_add(LIFETIME),
            state: Secret::from(new_state(randomness)?),
            verifier: verifier.map(Secret::from),
            client: self.deployment.client_digest(),
            return_to: options.return_to,
        };
        let challenge = flow.verifier.as_ref().map(|verifier| pkce_challenge(verifier.expose()));
        let state = flow.state.expose();
        let url = authorization_url(&self.profile, &self.deployment, state, challenge.as_deref(), inputs);
        let flow = seal(&flow, &self.profile.id, &self.flow_keys, randomness)?;
        tracing::debug!(target: "claimsmith", profile = %self.profile.id, "sign-in begun");
        Ok(Begin { url, flow })
    }

    async fn finish(&self, callback: Callback, sealed: SealedFlow) -> Result<Finished, SignInError> {
        let result = self.exchange(callback, sealed).await;
        match &result {
            Ok(_) => tracing::debug!(target: "claimsmith", profile = %self.profile.id, "signed in"),
            Err(error) => tracing::debug!(target: "claimsmith", profile = %self.profile.id, %error, "not signed in"),
        }
        result
    }

    async fn exchange(&self, callback: Callback, sealed: SealedFlow) -> Result<Finished, SignInError> {
        let flow = self.open(&sealed)?;
        check_state(&callback, &flow, self.clock.now())?;
        self.spend(&flow).await?;
        let code = accept_callback(&self.profile, &callback, &flow)?;
        let mut secrets = vec![code, flow.state.expose()];
        let client_secrets = credentials(&self.deployment);
        secrets.extend(client_secrets.iter().map(Secret::expose));
        secrets.extend(flow.verifier.as_ref().map(Secret::expose));

        let (profile, deployment) = (&self.profile, &self.deployment);
        let request = token_request(profile, deployment, code, flow.verifier.as_ref(), self.timeout);
        let response = self.call(Endpoint::Token, request).await?;
        let token = parse_token_response(profile, &response, &secrets)?;
        secrets.push(token.access_token.expose());
        secrets.extend(token.refresh_token.as_ref().map(Secret::expose));

        let claims = match claims_request(profile, deployment, &token, self.timeout)? {
            Some(request) => {
                let response = self.call(Endpoint::Claims, request).await?;
                Some(parse_claims(profile, &response, &secrets)?)
            }
            None => None,
        };
        let sources = Sources {
            claims: claims.as_ref(),
            token: &token.members,
            access_token: &token.access_token,
            refresh_token: token.refresh_token.as_ref(),
        };
        let slots = evaluate(profile, &sources)?;
        let subject = subject(profile, &slots)?;
        let tokens = Tokens {
            access_token: token.access_token,
            refresh_token: token.refresh_token,
            expires_in: token.expires_in,
        };
        Ok(Finished { slots, subject, tokens, return_to: flow.return_to })
    }

    fn open(&self, sealed: &SealedFlow) -> Result<Flow, SignInError> {
        if !sealed.profile_id().is_empty() && sealed.profile_id() != self.profile.id {
            return Err(SignInError::IssuerMismatch);
        }
        let flow = sealed.open(&self.flow_keys).ok_or(SignInError::StateMismatch)?;
        if flow.client == self.deployment.client_digest() { Ok(flow) } else { Err(SignInError::IssuerMismatch) }
    }

    async fn spend(&self, flow: &Flow) -> Result<(), SignInError> {
        let Some(store) = &self.flow_store else { return Ok(()) };
        let first = store.spend(text_digest(flow.state.expose()), flow.expires_at).await;
        if first { Ok(()) } else { Err(SignInError::StateMismatch) }
    }

    async fn call(&self, endpoint: Endpoint, request: Request) -> Result<Response, SignInError> {
        let body_limit = request.body_limit;
        // A code is spent by the first token request, so only the claims request may be sent again, and only if it
        // never left.
        let again = (endpoint == Endpoint::Claims && request.method == Method::Get).then(|| request.clone());
        let mut answer = self.transport.call(request).await;
        if let (Err(TransportError { kind: TransportFault::Connect }), Some(request)) = (&answer, again) {
            answer = self.transport.call(request).await;
        }
        let response = answer.map_err(|error| SignInError::Transport { endpoint, kind: error.kind })?;
        tracing::debug!(
            target: "claimsmith",
            profile = %self.profile.id,
            %endpoint,
            status = response.status,
            bytes = response.body.len(),
            "answer received"
        );
        check_response(endpoint, &response, body_limit)?;
        Ok(response)
    }
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

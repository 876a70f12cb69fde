//! The sign-in runtime of Claimsmith: what a compiled technical profile does.
//!
//! A [`Profile`] is data; this crate acts on it. One sign-in has two halves that different processes may run:
//!
//! 1. [`Client::begin`] makes the URL of the provider's authorization endpoint and a [`SealedFlow`], which the
//!    application keeps with the browser (a cookie).
//! 2. The provider sends the browser back: [`Callback`] and the kept flow go into [`Client::finish`], which checks the
//!    state, exchanges the code for tokens, asks for the user's claims and yields [`SignedIn`].
//!
//! Data flow of the second half: [`Callback`] + [`SealedFlow`] → state, expiry, denial → token request →
//! token answer → claims request → claims answer → follow-up requests → claim slots → [`SubjectKey`] and a claims struct.
//! The requests and answers are plain functions over bytes (`core`); [`Client`] runs them over a [`Transport`].
//!
//! ```
//! use claimsmith_runtime::profile::{AuthorizationRequest, ClaimsRequest, TokenRequest, text};
//! use claimsmith_runtime::{BeginOptions, Callback, ClaimSet, Client, ClientConfig, FlowKey, Profile};
//!
//! # async fn example(transport: std::sync::Arc<dyn claimsmith_runtime::Transport>) -> Result<(), Box<dyn std::error::Error>> {
//! let profile = Profile {
//!     id: text("Example"),
//!     authorization: AuthorizationRequest {
//!         endpoint: text("https://id.example.com/authorize"),
//!         ..AuthorizationRequest::EMPTY
//!     },
//!     token: TokenRequest { endpoint: text("https://id.example.com/token"), ..TokenRequest::EMPTY },
//!     claims: ClaimsRequest { endpoint: Some(text("https://id.example.com/me")), ..ClaimsRequest::EMPTY },
//!     ..Profile::EMPTY
//! };
//! let mut config = ClientConfig::new("my-client", "https://www.example.com/signin/example/callback")
//!     .with_key("client_secret", "from a safe place");
//! config.options.flow_keys = Some(FlowKey::from_base64(&FlowKey::generate_base64())?.into());
//! # config.options.transport = Some(transport);
//! let client = Client::new(profile, config)?;
//!
//! let begin = client.begin((), BeginOptions::default())?; // redirect to begin.url, keep begin.flow in a cookie
//! # let (query, flow) = ("", begin.flow);
//! let signed_in = client.finish::<ClaimSet>(Callback::from_query(query)?, flow).await?;
//! # Ok(())
//! # }
//! ```
//!
//! On the wire it does what Azure AD B2C does, except where B2C is silent or unsafe; `docs/differences.md` in the repository
//! has the tables. A profile that validates id_tokens needs the feature `id-token`, one that signs what its client
//! authenticates with needs `client-assertion`. Claims transformations over dates need `dates`, those over phone numbers
//! `phone`, regular expressions `regex`, and XML `xml`.
//!
//! - `config`: what differs between deployments, and where it is read from
//! - `flow`: what stands between the two halves, sealed
//! - `callback`: what the browser brings back
//! - `core`: authorization URL, token and claims exchange without I/O
//! - `answer`: JSON, JSONP and form bodies
//! - `claims`: claim values, conversion, typed reading, serialisation
//! - `resolver`: claim resolvers, and what the application says for them
//! - `id_token`: validation of id_tokens, keys and discovery
//! - `transformation`: claims transformations
//! - `token`: the payload of a token that a policy issues to an application
//! - `validation`: what a policy asks of values that users enter, and how it shows them
//! - `pattern`: regular expressions
//! - `client`, `provider`: the driver, and the traits of generated code
//! - `transport`: one HTTP request, pluggable

mod answer;
mod callback;
mod claims;
mod client;
mod config;
mod core;
mod email;
mod error;
mod flow;
mod id_token;
mod pattern;
mod provider;
mod resolver;
mod secret;
mod signed_in;
mod subject;
mod token;
mod transformation;
mod transport;
mod validation;

pub use callback::Callback;
pub use claims::{
    AlternativeSecurityId, ClaimReader, ClaimSet, ClaimType, ClaimValue, Claims, InputValues, Inputs, UserIdentity,
};
pub use claimsmith_profile as profile;
pub use claimsmith_profile::{DataType, Profile, ProviderInfo, callback_path, sign_in_path, variable_in_environment};
pub use client::{Begin, BeginOptions, Client};
pub use config::{
    ClientConfig, ClientOptions, Clock, ConfigSource, Environment, Layers, ProcessEnvironment, Randomness,
    RandomnessError, SecretFiles, SettingsMap, SystemClock, SystemRandomness, UnreadableSetting,
};
pub use email::{Email, Verified};
pub use error::{
    CallbackFault, ConfigError, Endpoint, IdTokenFault, InputFault, MissingSetting, ResponseFault, SharedSetting,
    SignInError, TransformationFault,
};
pub use flow::{FlowKey, FlowKeys, FlowStore, LocalPath, LocalPathError, MemoryFlowStore, SealedFlow};
pub use provider::{Policy, Provider, TypedPolicy};
pub use resolver::{Culture, ResolverContext};
pub use secret::Secret;
pub use signed_in::{SignOut, SignedIn, TokenKind, Tokens};
pub use subject::SubjectKey;
pub use token::{FurtherClaims, RegisteredClaims, Token, TokenContract, TokenError};
pub use transformation::{TransformationContext, TransformationInputs, transform_claims};
#[cfg(feature = "reqwest")]
pub use transport::ReqwestTransport;
pub use transport::{BoxFuture, Method, Request, Response, Transport, TransportError, TransportFault};
pub use validation::{ClaimViolation, UnmetPredicate, ViolatedRule};

/// What generated code calls besides the public API; no stability promised to anyone else.
#[doc(hidden)]
pub mod shim {
    pub use crate::claims::own_type::{ByClaimType, OwnType, either_way};
    pub use crate::claims::serialize::{ClaimField, deserialize_claims, serialize_claims};
    pub use crate::token::deserialize_token_claims;
    pub use crate::validation::ClaimRules;
    pub use serde::{Deserialize, Deserializer, Serialize, Serializer};
}

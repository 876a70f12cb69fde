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
//! token answer → claims request → claims answer → claim slots → [`SubjectKey`] and a claims struct.
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
//! Where this differs from Azure AD B2C: on the wire it does what B2C does, except where B2C is silent or unsafe.
//!
//! | matter | B2C | here |
//! |---|---|---|
//! | `state` | a format of its own | 192 random bits, sealed, compared in constant time, checked before anything else |
//! | PKCE | never | S256, unless the profile opts out |
//! | `response_mode` absent | not sent | not sent; callbacks may be GET and POST |
//! | token answer without `AccessTokenResponseFormat` | GET: form, POST: JSON | by the body: `{` JSON, `name(` JSONP, else a form |
//! | errors inside HTTP 200 | with `ResponseErrorCodeParamName` | also a standard `error`, and errors in another format than a success |
//! | claims request | GET | GET; sent once more if no connection came about |
//! | `Accept` | none | `application/json` where JSON is declared, and for claims that are not JSONP |
//! | number for a `string` claim | fails | keeps its exact text; refused as a user's id with a fraction or exponent |
//! | boolean, array or object for a `string` claim | undocumented | its JSON text; refused as a user's id |
//! | value of the wrong type | undocumented | fails the sign-in, also for an optional claim |
//! | null, empty text, empty array | undocumented | no value: the default applies |
//! | several values in one input claim | undocumented | one parameter, blanks between the values |
//! | redirects, compression, size, time | undocumented | refused, refused, 256 KiB (claims 1 MiB), 10 s a request |
//!
//! - `config`: what differs between deployments, and where it is read from
//! - `flow`: what stands between the two halves, sealed
//! - `callback`: what the browser brings back
//! - `core`: authorization URL, token and claims exchange without I/O
//! - `answer`: JSON, JSONP and form bodies
//! - `claims`: claim values, conversion, typed reading, serialisation
//! - `client`, `provider`: the driver, and the traits of generated code
//! - `transport`: one HTTP request, pluggable

mod answer;
mod callback;
mod claims;
mod client;
mod config;
mod core;
mod error;
mod flow;
mod provider;
mod secret;
mod signed_in;
mod subject;
mod transport;

pub use callback::Callback;
pub use claims::{ClaimReader, ClaimSet, ClaimType, ClaimValue, Claims, InputValues, Inputs};
pub use claimsmith_profile as profile;
pub use claimsmith_profile::{DataType, Profile, ProviderInfo, callback_path, sign_in_path};
pub use client::{Begin, BeginOptions, Client};
pub use config::{
    ClientConfig, ClientOptions, Clock, ConfigSource, Environment, ProcessEnvironment, Randomness, RandomnessError,
    SystemClock, SystemRandomness,
};
pub use error::{CallbackFault, ConfigError, Endpoint, MissingSetting, ResponseFault, SignInError};
pub use flow::{FlowKey, FlowKeys, FlowStore, LocalPath, LocalPathError, MemoryFlowStore, SealedFlow};
pub use provider::{Policy, Provider, TypedPolicy};
pub use secret::Secret;
pub use signed_in::{SignedIn, Tokens};
pub use subject::SubjectKey;
#[cfg(feature = "reqwest")]
pub use transport::ReqwestTransport;
pub use transport::{BoxFuture, Method, Request, Response, Transport, TransportError, TransportFault};

/// What generated code calls besides the public API; no stability promised to anyone else.
#[doc(hidden)]
pub mod shim {
    pub use crate::claims::serialize::{ClaimField, deserialize_claims, serialize_claims};
    pub use serde::{Deserialize, Deserializer, Serialize, Serializer};
}

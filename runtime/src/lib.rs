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
pub use claimsmith_profile::{DataType, Profile, ProviderInfo};
pub use client::{Begin, BeginOptions, Client};
pub use config::{
    ClientConfig, ClientOptions, Clock, ConfigSource, Environment, ProcessEnvironment, Randomness, RandomnessError,
    SystemClock, SystemRandomness, callback_path, sign_in_path,
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
    pub use crate::claims::serialize::{ClaimField, ClaimWriter, deserialize_claims};
    pub use serde::{Deserialize, Deserializer, Serialize, Serializer};
}

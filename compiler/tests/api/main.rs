//! What changes between two versions of a policy: one case a kind of change. `api_completeness` breaks our own policies
//! line by line.
//!
//! - `support`: a policy, and what changes between two versions of it
//! - `claims`: claims of a provider, and what is asked of their values
//! - `profiles`: a provider, its user, inputs, configuration and requests
//! - `options`: names, derives, attributes and types
//! - `policies`: whole policies, several of them, and environments
//! - `modules`: under which paths an application finds them
//! - `places`: where a change is
//! - `functions`: functions
//! - `token`: the claims of the tokens that an application gets
//! - `secrets`: what no change may show

mod claims;
#[path = "../common/mod.rs"]
mod common;
mod functions;
mod modules;
mod options;
mod places;
mod policies;
mod profiles;
mod secrets;
mod support;
mod token;

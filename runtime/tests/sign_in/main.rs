//! Whole sign-ins, through a fake transport and over loopback. A test named `sNN_…` proves the security requirement
//! with that number.

#[path = "../common/capture.rs"]
mod capture;

mod answers;
mod authorization;
mod bounded;
mod claims;
mod claims_request;
mod configuration;
mod enablement;
mod flow;
mod follow_up;
mod local_path;
mod policy;
mod request;
mod resolvers;
mod secrecy;
mod serialization;
mod settings;
mod signing;
mod sources;
mod support;
mod token_request;
mod tokens;
mod transformations;

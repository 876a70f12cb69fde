//! Whole sign-ins, through a fake transport and over loopback. A test named `sNN_…` proves the security requirement
//! with that number.

mod answers;
mod bounded;
mod claims;
mod configuration;
mod flow;
mod local_path;
mod policy;
mod request;
mod secrecy;
mod serialization;
mod support;

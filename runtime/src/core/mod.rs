//! The exchange without I/O: plain functions from a profile and bytes to requests, and from answers to values.
//!
//! - `authorize`: the authorization URL, and the verdict on a callback
//! - `token`: token request and answer
//! - `claims`: claims request and answer
//! - `check`: what every answer has to pass; `provider_error`: errors that providers report in their answers
//! - `query`: encoding of parameters; `untrusted`: provider's text made fit for messages

mod authorize;
mod check;
mod claims;
mod provider_error;
mod query;
mod token;
mod untrusted;

pub(crate) use authorize::{accept_callback, authorization_url, check_state};
pub(crate) use check::check_response;
pub(crate) use claims::{claims_request, parse_claims};
pub(crate) use token::{credentials, parse_token_response, token_request};

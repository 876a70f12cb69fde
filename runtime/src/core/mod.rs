//! The exchange without I/O: plain functions from a profile and bytes to requests, and from answers to values.
//!
//! - `authorize`: the authorization URL, and the verdict on a callback
//! - `token`: token request and answer, for a code and for a refresh token
//! - `client_authentication`: how the client proves who it is; `signing`: the JWTs that some proofs are
//! - `claims`: claims request and answer; `follow_up`: the claims requests after it
//! - `document`: discovery document and keys
//! - `revocation`, `sign_out`: what ends a sign-in
//! - `check`: what every answer has to pass; `provider_error`: errors that providers report in their answers
//! - `request`, `query`: putting requests together, encoding of parameters; `template`: values with placeholders
//! - `untrusted`: provider's text made fit for messages

mod authorize;
mod check;
mod claims;
mod client_authentication;
mod document;
mod follow_up;
mod provider_error;
mod query;
mod request;
mod revocation;
mod sign_out;
mod signing;
mod template;
mod token;
mod untrusted;

pub(crate) use authorize::{
    accept_callback, authorization_parameter_name, authorization_url, check_issuer, check_state,
};
pub(crate) use check::check_response;
pub(crate) use claims::{access_token_proof, claims_request, parse_claims};
pub(crate) use client_authentication::ClientCredentials;
pub(crate) use document::{check_document, document_request};
pub(crate) use follow_up::{Earlier, follow_up_request, parse_follow_up};
pub(crate) use revocation::{parse_revocation, revocation_request};
pub(crate) use sign_out::sign_out_url;
pub(crate) use signing::SigningKey;
pub(crate) use template::is_printable;
pub(crate) use token::{Grant, TokenAnswer, parameter_name, parse_token_response, token_request};
pub(crate) use untrusted::Secrets;

//! Validation of id_tokens (OpenID Connect Core section 3.1.3.7), and what is fetched for it.
//!
//! Data flow: text → `parse` (three parts, bounded) → `header` (algorithm of the profile, nothing to understand) →
//! `provider_keys` (issuer and keys: from the policy, or fetched and kept) → `key_set` (the one key that fits) →
//! `signature` → `rules` (claims) → the claims as an [`Answer`](crate::answer::Answer).
//!
//! - `parse`, `header`, `signature`, `rules`: the token; plain functions
//! - `audience`: what is checked of a token that is not validated
//! - `key_set`: a JWKS (RFC 7517); `discovery`: a discovery document; `host`: hosts it must not lead to
//! - `provider_keys`: where issuer and keys come from, and both caches
//! - `cache`: a value kept for a while, fetched once at a time; `gate`: one holder at a time, on any executor
//!
//! The crate `jsonwebtoken` verifies signatures and nothing else, always through its aws-lc provider: header and claim
//! checks are ours, and what other crates choose as its process-wide provider does not matter.

mod audience;
mod cache;
mod discovery;
mod gate;
mod header;
mod host;
mod key_set;
mod parse;
mod provider_keys;
mod rules;
mod signature;

pub(crate) use audience::{check_claims_audience, check_token_audience};
pub(crate) use cache::Fetched;
pub(crate) use discovery::Discovery;
pub(crate) use key_set::KeySet;
pub(crate) use parse::Token;
pub(crate) use provider_keys::{ProviderKeys, is_validated};
pub(crate) use rules::{Expected, check_claims, check_same_subject};

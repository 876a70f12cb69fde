//! The claims of a token whose signature is good (OpenID Connect Core sections 3.1.3.7 and 3.3.2.11).
//!
//! A claim of the wrong kind is refused, never skipped: a check that can be switched off by writing a number as a text is
//! none (CVE-2026-25537).

use crate::answer::{Answer, Found};
use crate::error::{IdTokenFault, SignInError};
use crate::flow::same_text;
use aws_lc_rs::digest::{Algorithm, SHA256, SHA384, SHA512, digest};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use claimsmith_profile::SignatureAlgorithm;
use std::borrow::Cow;

/// How far the provider's clock may be off, in seconds.
const SKEW: f64 = 60.0;
/// How long ago a token may have been issued, in seconds: as long as a flow may take.
const OLDEST: f64 = 600.0;

/// What the claims have to say.
pub(crate) struct Expected<'a> {
    pub(crate) issuer: &'a str,
    pub(crate) audience: &'a str,
    pub(crate) client_id: &'a str,
    /// What the authorization request sent; every request for an id_token sends one.
    pub(crate) nonce: Option<&'a str>,
    pub(crate) state: &'a str,
    /// The code that was exchanged for the token.
    pub(crate) code: Option<&'a str>,
    /// The access token that came with it.
    pub(crate) access_token: Option<&'a str>,
    /// What signed the token: it also says how the hashes are made.
    pub(crate) algorithm: SignatureAlgorithm,
    /// Seconds since 1970.
    pub(crate) now: u64,
}

/// Checks every registered claim that says whether the token is for this sign-in.
pub(crate) fn check_claims(claims: &Answer, expected: &Expected<'_>) -> Result<(), IdTokenFault> {
    if text(claims, "iss")?.as_deref() != Some(expected.issuer) {
        return Err(IdTokenFault::Issuer);
    }
    check_audience(claims, expected.audience)?;
    if text(claims, "azp")?.is_some_and(|party| party != expected.client_id) {
        return Err(IdTokenFault::AuthorizedParty);
    }
    check_times(claims, expected.now)?;
    match (text(claims, "nonce")?, expected.nonce) {
        (Some(found), Some(sent)) if same_text(&found, sent) => {}
        _ => return Err(IdTokenFault::Nonce),
    }
    if subject(claims).is_none() {
        return Err(IdTokenFault::Subject);
    }
    let algorithm = expected.algorithm;
    check_hash(claims, "at_hash", expected.access_token, algorithm, IdTokenFault::AccessTokenHash)?;
    check_hash(claims, "c_hash", expected.code, algorithm, IdTokenFault::CodeHash)?;
    check_hash(claims, "s_hash", Some(expected.state), algorithm, IdTokenFault::StateHash)
}

/// An answer with claims is about the user of the id_token, when it says who (OpenID Connect Core section 5.3.2).
///
/// # Errors
/// [`IdTokenFault::OtherSubject`].
pub(crate) fn check_same_subject(id_token: &Answer, answer: &Answer) -> Result<(), SignInError> {
    if !answer.contains("sub") || subject(id_token) == subject(answer) {
        return Ok(());
    }
    Err(SignInError::IdToken { check: IdTokenFault::OtherSubject })
}

fn subject(answer: &Answer) -> Option<Cow<'_, str>> {
    match answer.get("sub") {
        Ok(Some(Found::Text(text))) => Some(text),
        _ => None,
    }
}

/// The audience and nobody else: a token that is meant for others too may have been taken from them.
pub(super) fn check_audience(claims: &Answer, audience: &str) -> Result<(), IdTokenFault> {
    let is_ours = match claims.get("aud") {
        Ok(None) => false,
        Ok(Some(Found::Text(text))) => text == audience,
        Ok(Some(Found::Array(array))) => {
            let texts = texts(array).ok_or(IdTokenFault::Malformed)?;
            !texts.is_empty() && texts.iter().all(|text| text == audience)
        }
        _ => return Err(IdTokenFault::Malformed),
    };
    if is_ours { Ok(()) } else { Err(IdTokenFault::Audience) }
}

/// The elements of an array that holds texts and nothing else.
pub(super) fn texts(array: &str) -> Option<Vec<String>> {
    serde_json::from_str(array).ok()
}

fn check_times(claims: &Answer, now: u64) -> Result<(), IdTokenFault> {
    let now = now as f64;
    if time(claims, "exp")?.is_none_or(|expires| expires + SKEW <= now) {
        return Err(IdTokenFault::Expired);
    }
    if time(claims, "nbf")?.is_some_and(|begins| begins - SKEW > now) {
        return Err(IdTokenFault::NotYetValid);
    }
    if time(claims, "iat")?.is_none_or(|issued| issued - SKEW > now || issued + OLDEST < now) {
        return Err(IdTokenFault::IssuedAt);
    }
    Ok(())
}

/// A `NumericDate` (RFC 7519 section 2): a JSON number of seconds since 1970, possibly with a fraction.
fn time(claims: &Answer, name: &str) -> Result<Option<f64>, IdTokenFault> {
    match found(claims, name)? {
        None => Ok(None),
        Some(Found::Number(number)) => {
            let seconds = number.parse().ok().filter(|seconds: &f64| seconds.is_finite());
            seconds.map(Some).ok_or(IdTokenFault::Malformed)
        }
        Some(_) => Err(IdTokenFault::Malformed),
    }
}

/// The left half of the digest of a value, in base64url (OpenID Connect Core section 3.1.3.6). Optional, but if it is
/// there it has to fit.
fn check_hash(
    claims: &Answer,
    name: &str,
    value: Option<&str>,
    algorithm: SignatureAlgorithm,
    fault: IdTokenFault,
) -> Result<(), IdTokenFault> {
    let (Some(hash), Some(value)) = (text(claims, name)?, value) else { return Ok(()) };
    let digest = digest(hash_algorithm(algorithm), value.as_bytes());
    let (left_half, _) = digest.as_ref().split_at(digest.as_ref().len() / 2);
    if same_text(&hash, &URL_SAFE_NO_PAD.encode(left_half)) { Ok(()) } else { Err(fault) }
}

fn hash_algorithm(algorithm: SignatureAlgorithm) -> &'static Algorithm {
    match algorithm {
        SignatureAlgorithm::Rs256
        | SignatureAlgorithm::Ps256
        | SignatureAlgorithm::Es256
        | SignatureAlgorithm::Hs256 => &SHA256,
        SignatureAlgorithm::Rs384 | SignatureAlgorithm::Es384 => &SHA384,
        // Ed25519 hashes with SHA-512 itself.
        SignatureAlgorithm::Rs512 | SignatureAlgorithm::EdDsa => &SHA512,
    }
}

fn text<'a>(claims: &'a Answer, name: &str) -> Result<Option<Cow<'a, str>>, IdTokenFault> {
    match found(claims, name)? {
        None => Ok(None),
        Some(Found::Text(text)) => Ok(Some(text)),
        Some(_) => Err(IdTokenFault::Malformed),
    }
}

/// A member's value; null and the empty text are no values, and no way to leave a member out either.
fn found<'a>(claims: &'a Answer, name: &str) -> Result<Option<Found<'a>>, IdTokenFault> {
    match claims.get(name) {
        Ok(None) if claims.contains(name) => Err(IdTokenFault::Malformed),
        Ok(found) => Ok(found),
        Err(_) => Err(IdTokenFault::Malformed),
    }
}

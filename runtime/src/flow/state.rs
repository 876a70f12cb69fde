//! Random texts of a flow: state and PKCE verifier.

use crate::config::Randomness;
use crate::error::SignInError;
use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// Characters of the state that name the attempt. The other 24 are 144 random bits that stand in no cookie name.
const ATTEMPT: usize = 8;

/// 192 random bits, 32 characters of the base64url alphabet.
pub(crate) fn new_state(randomness: &dyn Randomness) -> Result<String, SignInError> {
    random_text::<24>(randomness)
}

/// 256 random bits, 43 characters of the base64url alphabet (RFC 7636 section 4.1).
pub(crate) fn new_verifier(randomness: &dyn Randomness) -> Result<String, SignInError> {
    random_text::<32>(randomness)
}

/// 256 random bits, 43 characters of the base64url alphabet (OpenID Connect Core section 15.5.2).
pub(crate) fn new_nonce(randomness: &dyn Randomness) -> Result<String, SignInError> {
    random_text::<32>(randomness)
}

fn random_text<const BYTES: usize>(randomness: &dyn Randomness) -> Result<String, SignInError> {
    let mut bytes = [0; BYTES];
    randomness.fill(&mut bytes).map_err(|_| SignInError::Randomness)?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// The `S256` challenge of a verifier (RFC 7636 section 4.2).
pub(crate) fn pkce_challenge(verifier: &str) -> String {
    text_digest(verifier)
}

/// SHA-256 of a text, 43 characters of the base64url alphabet.
pub(crate) fn text_digest(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(digest(&SHA256, text.as_bytes()))
}

/// Whether two texts are equal, in time that does not depend on where they differ.
pub(crate) fn same_text(left: &str, right: &str) -> bool {
    verify_slices_are_equal(left.as_bytes(), right.as_bytes()).is_ok()
}

/// Whether a text has the form of an attempt id: 8 characters that are safe in the name of a cookie.
pub(crate) fn is_attempt(text: &str) -> bool {
    text.len() == ATTEMPT && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

/// The id of the attempt that a state of ours belongs to.
pub(super) fn attempt_of(state: &str) -> &str {
    state.get(..ATTEMPT).unwrap_or(state)
}

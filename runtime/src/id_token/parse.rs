//! The compact serialisation of a signed token (RFC 7515 section 3.1).

use super::header::Header;
use super::key_set::KeySet;
use super::signature::verify_with_secret;
use crate::answer::Answer;
use crate::error::IdTokenFault;
use crate::secret::Secret;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use claimsmith_profile::{AnswerFormat, SignatureAlgorithm};

/// Largest token that is looked at, in bytes. Nothing of a larger one is decoded (CVE-2025-61920).
const LARGEST: usize = 16 * 1024;

/// A token whose header has been accepted. Its claims say nothing before its signature was verified.
pub(crate) struct Token<'t> {
    header: Header,
    /// Header and payload as they were signed.
    signed: &'t str,
    signature: Vec<u8>,
    claims: Answer,
}

impl<'t> Token<'t> {
    /// Reads a token and checks its header against the algorithms that the profile allows.
    pub(crate) fn read(text: &'t str, allowed: &[SignatureAlgorithm]) -> Result<Self, IdTokenFault> {
        let [header, payload, signature] = parts(text)?;
        let header = Header::read(&object(header)?, allowed)?;
        // `signed` ends before the last dot.
        let signed = &text[..text.len() - signature.len() - 1];
        Ok(Self { header, signed, signature: decode(signature)?, claims: object(payload)? })
    }

    /// What signs it, one of the allowed algorithms.
    pub(crate) fn algorithm(&self) -> SignatureAlgorithm {
        self.header.algorithm
    }

    /// Whether the client secret signs it.
    pub(crate) fn is_symmetric(&self) -> bool {
        self.header.algorithm == SignatureAlgorithm::Hs256
    }

    /// Checks the signature with a provider's key.
    pub(crate) fn verify(&self, keys: &KeySet) -> Result<(), IdTokenFault> {
        let key = keys.select(self.header.algorithm, self.header.key_id.as_deref())?;
        key.public_key.verify(self.header.algorithm, self.signed.as_bytes(), &self.signature)
    }

    /// Checks an HS256 signature with the client secret.
    pub(crate) fn verify_with_secret(&self, secret: &Secret) -> Result<(), IdTokenFault> {
        verify_with_secret(secret, self.signed.as_bytes(), &self.signature)
    }

    /// Whether newer keys of the provider could change a verdict: an unknown key id, or one wrong signature where nothing
    /// names the key.
    pub(crate) fn may_need_newer_keys(&self, fault: IdTokenFault) -> bool {
        match fault {
            IdTokenFault::Key => true,
            IdTokenFault::Signature => self.header.key_id.is_none(),
            _ => false,
        }
    }

    pub(crate) fn claims(&self) -> &Answer {
        &self.claims
    }

    pub(crate) fn into_claims(self) -> Answer {
        self.claims
    }
}

/// The claims of a token that nobody vouches for: for its audience only.
pub(super) fn unverified_claims(text: &str) -> Result<Answer, IdTokenFault> {
    let [header, payload, _] = parts(text)?;
    object(header)?;
    object(payload)
}

fn parts(text: &str) -> Result<[&str; 3], IdTokenFault> {
    if text.len() > LARGEST {
        return Err(IdTokenFault::TooLarge);
    }
    let mut parts = text.split('.');
    match (parts.next(), parts.next(), parts.next(), parts.count()) {
        (Some(header), Some(payload), Some(signature), 0) => Ok([header, payload, signature]),
        // RFC 7516 section 3.1: an encrypted token has five.
        (_, _, Some(_), 2) => Err(IdTokenFault::Encrypted),
        _ => Err(IdTokenFault::Malformed),
    }
}

fn object(part: &str) -> Result<Answer, IdTokenFault> {
    Answer::parse(&decode(part)?, AnswerFormat::Json).map_err(|_| IdTokenFault::Malformed)
}

/// Strict: no padding, no blanks, no stray bits at the end.
fn decode(part: &str) -> Result<Vec<u8>, IdTokenFault> {
    URL_SAFE_NO_PAD.decode(part).map_err(|_| IdTokenFault::Malformed)
}

//! The flow, sealed so that it can be kept by the browser.
//!
//! Text form: `1.PROFILE.ATTEMPT.BOX`, where PROFILE is the profile id in base64url, ATTEMPT the first 8 characters of
//! the state and BOX nonce, ciphertext and tag in base64url. What stands in the clear is authenticated as associated
//! data, together with the purpose: a text sealed for anything else never opens here (CVE-2023-48309).

use super::key::FlowKeys;
use super::local_path::LocalPath;
use super::state::{attempt_of, is_attempt};
use crate::config::Randomness;
use crate::error::SignInError;
use crate::secret::Secret;
use aws_lc_rs::aead::{Aad, NONCE_LEN, Nonce};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use std::fmt;

const VERSION: &str = "1";
const PURPOSE: &[u8] = b"claimsmith sign-in flow 2";
/// Longest text that is looked at: what browsers store in one cookie.
const LONGEST: usize = 4096;

/// A flow in the hands of the browser: profile, state, nonce, PKCE verifier, a digest of client id and redirect URI, return
/// path, language, resolved and kept claims, and expiry, encrypted and authenticated. Fits a cookie: less than 3,500 characters of base64url
/// and `.`.
#[derive(Clone)]
pub struct SealedFlow {
    text: String,
    profile_id: String,
    attempt: String,
}

impl SealedFlow {
    /// A flow as it came back from a cookie. Any text is taken; only [`Client::finish`](crate::Client::finish) opens
    /// it, and refuses what it did not seal.
    #[must_use]
    pub fn from_string(text: String) -> Self {
        let (profile_id, attempt) = clear_parts(&text).unwrap_or_default();
        Self { text, profile_id, attempt }
    }

    /// The text to keep with the browser.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// 8 characters that tell several attempts of one browser apart, also the beginning of `state`. Empty when the
    /// text is no flow.
    #[must_use]
    pub fn attempt(&self) -> &str {
        &self.attempt
    }

    /// Id of the technical profile that the flow was begun with, not yet authenticated: use it to find the client,
    /// whose `finish` proves it. Empty when the text is no flow.
    #[must_use]
    pub fn profile_id(&self) -> &str {
        &self.profile_id
    }

    /// Whether a text has the form of an attempt id ([`SealedFlow::attempt`]): 8 letters and digits of ASCII, `-` or
    /// `_`, which are safe in the name of a cookie.
    #[must_use]
    pub fn is_attempt(text: &str) -> bool {
        is_attempt(text)
    }

    /// The flow, if one of the keys sealed exactly this text.
    pub(crate) fn open(&self, keys: &FlowKeys) -> Option<Flow> {
        if self.text.len() > LONGEST || self.attempt.is_empty() {
            return None;
        }
        let (_, sealed) = self.text.rsplit_once('.')?;
        let sealed = URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let (nonce, ciphertext) = sealed.split_first_chunk::<NONCE_LEN>()?;
        let associated = associated_data(&self.profile_id, &self.attempt);
        keys.iter().find_map(|key| {
            let mut buffer = ciphertext.to_vec();
            let nonce = Nonce::assume_unique_for_key(*nonce);
            let plain = key.aead().open_in_place(nonce, Aad::from(associated.as_slice()), &mut buffer).ok()?;
            Flow::decode(plain)
        })
    }
}

impl fmt::Debug for SealedFlow {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("SealedFlow").field("profile_id", &self.profile_id).finish_non_exhaustive()
    }
}

fn clear_parts(text: &str) -> Option<(String, String)> {
    if text.len() > LONGEST {
        return None;
    }
    let mut parts = text.split('.');
    let (version, profile, attempt) = (parts.next()?, parts.next()?, parts.next()?);
    if version != VERSION || !is_attempt(attempt) || parts.count() != 1 {
        return None;
    }
    let profile = String::from_utf8(URL_SAFE_NO_PAD.decode(profile).ok()?).ok()?;
    Some((profile, attempt.to_owned()))
}

fn associated_data(profile_id: &str, attempt: &str) -> Vec<u8> {
    let mut data = PURPOSE.to_vec();
    for part in [profile_id, attempt] {
        data.extend_from_slice(&(part.len() as u64).to_be_bytes());
        data.extend_from_slice(part.as_bytes());
    }
    data
}

/// What a sealed flow holds.
pub(crate) struct Flow {
    /// Seconds since 1970 after which the flow is void.
    pub(crate) expires_at: u64,
    pub(crate) state: Secret,
    /// The PKCE verifier; `None` when the profile does without.
    pub(crate) verifier: Option<Secret>,
    /// The nonce of the id_token; `None` when none is expected.
    pub(crate) nonce: Option<Secret>,
    /// What the claim resolvers of output claims gave when the sign-in began: id of the claim, and text. Not the index of
    /// the output claim: an instance with another version of the policy may finish the sign-in.
    pub(crate) resolved: Vec<(String, String)>,
    /// Claims for the transformations after the exchange: id of the claim, and value as JSON.
    pub(crate) kept: Vec<(String, String)>,
    /// The language of the policy's texts that was chosen; `None` when the policy has texts in none.
    pub(crate) language: Option<String>,
    /// Digest of the client that began it, 43 characters.
    pub(crate) client: String,
    pub(crate) return_to: Option<LocalPath>,
}

/// Seals a flow with the first key.
pub(crate) fn seal(
    flow: &Flow,
    profile_id: &str,
    keys: &FlowKeys,
    randomness: &dyn Randomness,
) -> Result<SealedFlow, SignInError> {
    let attempt = attempt_of(flow.state.expose());
    let mut nonce = [0; NONCE_LEN];
    randomness.fill(&mut nonce).map_err(|_| SignInError::Randomness)?;
    let mut buffer = flow.encode();
    keys.first()
        .aead()
        .seal_in_place_append_tag(
            Nonce::assume_unique_for_key(nonce),
            Aad::from(associated_data(profile_id, attempt)),
            &mut buffer,
        )
        .map_err(|_| SignInError::Randomness)?;
    let sealed = URL_SAFE_NO_PAD.encode([nonce.as_slice(), &buffer].concat());
    let text = format!("{VERSION}.{}.{attempt}.{sealed}", URL_SAFE_NO_PAD.encode(profile_id));
    Ok(SealedFlow { text, profile_id: profile_id.to_owned(), attempt: attempt.to_owned() })
}

impl Flow {
    fn encode(&self) -> Vec<u8> {
        let mut bytes = self.expires_at.to_be_bytes().to_vec();
        let verifier = self.verifier.as_ref().map_or("", Secret::expose);
        let nonce = self.nonce.as_ref().map_or("", Secret::expose);
        let return_to = self.return_to.as_ref().map_or("", LocalPath::as_str);
        let language = self.language.as_deref().unwrap_or_default();
        for field in [self.state.expose(), verifier, nonce, &self.client, return_to, language] {
            put_field(&mut bytes, field);
        }
        bytes.extend_from_slice(&(self.resolved.len() as u32).to_be_bytes());
        for field in self.resolved.iter().chain(&self.kept).flat_map(|(claim, text)| [claim, text]) {
            put_field(&mut bytes, field);
        }
        bytes
    }

    fn decode(bytes: &[u8]) -> Option<Self> {
        let (expires_at, rest) = bytes.split_first_chunk::<8>()?;
        let (state, rest) = take_field(rest)?;
        let (verifier, rest) = take_field(rest)?;
        let (nonce, rest) = take_field(rest)?;
        let (client, rest) = take_field(rest)?;
        let (return_to, rest) = take_field(rest)?;
        let (language, rest) = take_field(rest)?;
        let (count, mut rest) = rest.split_first_chunk::<4>()?;
        let mut resolved = Vec::new();
        while !rest.is_empty() {
            let (claim, others) = take_field(rest)?;
            let (text, others) = take_field(others)?;
            resolved.push((claim.to_owned(), text.to_owned()));
            rest = others;
        }
        let count = usize::try_from(u32::from_be_bytes(*count)).ok()?;
        let kept = (count <= resolved.len()).then(|| resolved.split_off(count))?;
        let return_to = match return_to {
            "" => None,
            path => Some(LocalPath::parse(path).ok()?),
        };
        Some(Self {
            expires_at: u64::from_be_bytes(*expires_at),
            state: Secret::from(state),
            verifier: (!verifier.is_empty()).then(|| Secret::from(verifier)),
            nonce: (!nonce.is_empty()).then(|| Secret::from(nonce)),
            resolved,
            kept,
            language: (!language.is_empty()).then(|| language.to_owned()),
            client: client.to_owned(),
            return_to,
        })
    }
}

fn put_field(bytes: &mut Vec<u8>, field: &str) {
    bytes.extend_from_slice(&(field.len() as u32).to_be_bytes());
    bytes.extend_from_slice(field.as_bytes());
}

fn take_field(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    let (field, rest) = rest.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
    Some((std::str::from_utf8(field).ok()?, rest))
}

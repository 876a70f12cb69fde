//! JSON Web Tokens in compact form (RFC 7519, RFC 7515 section 7.1).

use crate::json::{Members, object_text};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

/// The largest token that is read, in bytes.
const LARGEST: usize = 16 * 1024;

/// Base64url without padding.
pub(crate) fn base64url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Writes a token.
pub(crate) fn compact(header: &Members, claims: &Members, sign: impl FnOnce(&[u8]) -> Vec<u8>) -> String {
    let input = format!("{}.{}", base64url(object_text(header).as_bytes()), base64url(object_text(claims).as_bytes()));
    let signature = base64url(&sign(input.as_bytes()));
    format!("{input}.{signature}")
}

/// A token that was read but not verified.
pub(crate) struct Compact<'a> {
    pub(crate) header: Value,
    pub(crate) claims: Value,
    /// What is signed.
    pub(crate) input: &'a str,
    pub(crate) signature: Vec<u8>,
}

impl<'a> Compact<'a> {
    /// Reads header, claims and signature. `None`: it is no token.
    pub(crate) fn read(text: &'a str) -> Option<Self> {
        if text.len() > LARGEST {
            return None;
        }
        let (input, signature) = text.rsplit_once('.')?;
        let (header, claims) = input.split_once('.')?;
        let object = |part: &str| {
            let value: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).ok()?).ok()?;
            value.is_object().then_some(value)
        };
        Some(Self {
            header: object(header)?,
            claims: object(claims)?,
            input,
            signature: URL_SAFE_NO_PAD.decode(signature).ok()?,
        })
    }
}

//! A provider's public keys (RFC 7517).

use super::cache::Fetched;
use super::rules::texts;
use super::signature::PublicKey;
use crate::answer::{Answer, Found};
use crate::error::{Endpoint, IdTokenFault, ResponseFault, SignInError};
use crate::transport::Response;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use claimsmith_profile::{AnswerFormat, SignatureAlgorithm};
use serde_json::value::RawValue;

/// Most keys of one provider.
const MOST_KEYS: usize = 100;
/// Sizes of an RSA modulus, in bits.
const RSA_BITS: std::ops::RangeInclusive<usize> = 2048..=8192;
/// Longest RSA exponent, in bytes.
const LONGEST_EXPONENT: usize = 8;

/// The keys of one provider that can verify a signature.
pub(crate) struct KeySet {
    keys: Vec<Key>,
}

/// One public key.
pub(super) struct Key {
    key_id: Option<String>,
    /// `alg`: the only algorithm that the provider uses it with.
    algorithm: Option<String>,
    kind: Kind,
    pub(super) public_key: PublicKey,
}

/// What a key is, as far as algorithms care.
#[derive(Clone, Copy)]
enum Kind {
    Rsa,
    P256,
    P384,
    Ed25519,
}

impl KeySet {
    /// Reads the answer of the JWKS endpoint.
    ///
    /// Keys that are of no use are left out (RFC 7517 section 5): of an unknown type, symmetric, for encryption, too
    /// weak, malformed, with a `kid` or `alg` that is no text, or with their private part, which everybody could sign with
    /// then.
    ///
    /// # Errors
    /// [`SignInError::BadResponse`]: no JSON object with an array `keys`, more than 100 keys, or none of any use, which
    /// is what a provider publishes by mistake: keys from before stay in use then.
    pub(crate) fn read(response: &Response) -> Result<Fetched<Self>, SignInError> {
        let bad = |reason, path: Option<&str>| SignInError::BadResponse {
            endpoint: Endpoint::Jwks,
            reason,
            path: path.map(str::to_owned),
        };
        let in_keys = |reason| bad(reason, Some("keys"));
        let members = Answer::parse(&response.body, AnswerFormat::Json).map_err(|reason| bad(reason, None))?;
        let keys: Vec<&RawValue> = match members.get("keys").map_err(in_keys)? {
            Some(Found::Array(text)) => serde_json::from_str(text).map_err(|_| in_keys(ResponseFault::Syntax))?,
            Some(_) => return Err(in_keys(ResponseFault::WrongKind)),
            None => return Err(in_keys(ResponseFault::MissingMember)),
        };
        if keys.len() > MOST_KEYS {
            return Err(in_keys(ResponseFault::TooManyKeys));
        }
        let keys: Vec<Key> = keys.into_iter().filter_map(|key| Key::read(key.get())).collect();
        if keys.is_empty() {
            return Err(in_keys(ResponseFault::RefusedValue));
        }
        Ok(Fetched::new(Self { keys }, response))
    }

    /// The one key that fits. Two that do are refused: which of them signed is for the provider to say.
    pub(super) fn select(&self, algorithm: SignatureAlgorithm, key_id: Option<&str>) -> Result<&Key, IdTokenFault> {
        let mut fitting = self
            .keys
            .iter()
            .filter(|key| key.fits(algorithm) && key_id.is_none_or(|id| key.key_id.as_deref() == Some(id)));
        match (fitting.next(), fitting.next()) {
            (Some(key), None) => Ok(key),
            _ => Err(IdTokenFault::Key),
        }
    }
}

impl Key {
    fn read(text: &str) -> Option<Self> {
        let members = Answer::parse(text.as_bytes(), AnswerFormat::Json).ok()?;
        if members.contains("d") || !is_for_signatures(&members) {
            return None;
        }
        let (key_id, algorithm) = (optional_text(&members, "kid")?, optional_text(&members, "alg")?);
        let member = |name| optional_text(&members, name).flatten();
        let bytes = |name| URL_SAFE_NO_PAD.decode(member(name)?).ok();
        let curve = || member("crv");
        let (kind, public_key) = match member("kty")?.as_str() {
            "RSA" => (Kind::Rsa, rsa(bytes("n")?, bytes("e")?)),
            "EC" if curve()? == "P-256" => (Kind::P256, elliptic_curve(bytes("x")?, bytes("y")?, 32)),
            "EC" if curve()? == "P-384" => (Kind::P384, elliptic_curve(bytes("x")?, bytes("y")?, 48)),
            "OKP" if curve()? == "Ed25519" => (Kind::Ed25519, ed25519(bytes("x")?)),
            _ => return None,
        };
        Some(Self { key_id, algorithm, kind, public_key: public_key? })
    }

    fn fits(&self, algorithm: SignatureAlgorithm) -> bool {
        use SignatureAlgorithm::{EdDsa, Es256, Es384, Ps256, Rs256, Rs384, Rs512};
        let kind_fits = match self.kind {
            Kind::Rsa => matches!(algorithm, Rs256 | Rs384 | Rs512 | Ps256),
            Kind::P256 => algorithm == Es256,
            Kind::P384 => algorithm == Es384,
            Kind::Ed25519 => algorithm == EdDsa,
        };
        kind_fits && self.algorithm.as_deref().is_none_or(|name| name == algorithm.name())
    }
}

/// `use` and `key_ops`, where they are given, allow to verify signatures (RFC 7517 sections 4.2 and 4.3).
fn is_for_signatures(members: &Answer) -> bool {
    let use_fits = match members.get("use") {
        Ok(None) => true,
        Ok(Some(Found::Text(text))) => text == "sig",
        _ => false,
    };
    let operations_fit = match members.get("key_ops") {
        Ok(None) => true,
        Ok(Some(Found::Array(array))) => {
            texts(array).is_some_and(|operations| operations.iter().any(|name| name == "verify"))
        }
        _ => false,
    };
    use_fits && operations_fit
}

/// A text, or `Some(None)` where there is none. `None` for anything else: a restriction that cannot be read is not one that
/// is absent.
fn optional_text(members: &Answer, name: &str) -> Option<Option<String>> {
    match members.get(name) {
        Ok(None) => Some(None),
        Ok(Some(Found::Text(text))) => Some(Some(text.into_owned())),
        _ => None,
    }
}

fn rsa(modulus: Vec<u8>, exponent: Vec<u8>) -> Option<PublicKey> {
    let (modulus, exponent) = (without_leading_zeros(modulus), without_leading_zeros(exponent));
    let highest = modulus.first()?;
    let bits = modulus.len() * 8 - highest.leading_zeros() as usize;
    let is_odd = exponent.last().is_some_and(|lowest| lowest % 2 == 1);
    let is_usable = RSA_BITS.contains(&bits) && is_odd && exponent.len() <= LONGEST_EXPONENT && exponent != [1];
    if is_usable { PublicKey::rsa(&modulus, &exponent) } else { None }
}

/// Some providers write a sign byte in front, which RFC 7518 section 2 does not want.
fn without_leading_zeros(mut number: Vec<u8>) -> Vec<u8> {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    number.drain(..zeros);
    number
}

/// Coordinates have their full length (RFC 7518 section 6.2.1.2).
fn elliptic_curve(x: Vec<u8>, y: Vec<u8>, size: usize) -> Option<PublicKey> {
    let has_full_length = x.len() == size && y.len() == size;
    if has_full_length { PublicKey::elliptic_curve(&[&[4], x.as_slice(), &y].concat()) } else { None }
}

fn ed25519(x: Vec<u8>) -> Option<PublicKey> {
    if x.len() == 32 { PublicKey::ed25519(&x) } else { None }
}

//! The provider's keys.

use super::{base64url, pem};
use crate::json::{Json, Members};
use aws_lc_rs::digest::{self, SHA256, SHA384, SHA512};
use aws_lc_rs::encoding::{AsDer, PublicKeyX509Der};
use aws_lc_rs::hmac;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair as _,
    RSA_PKCS1_SHA256, RSA_PKCS1_SHA384, RSA_PKCS1_SHA512, RSA_PSS_SHA256, RsaEncoding, RsaKeyPair,
};
use claimsmith_profile::SignatureAlgorithm;

/// Keys come from the random source of the system, and signing with a key just made has nothing to fail at.
const NEVER_FAILS: &str = "making keys and signing with them fails only where the random source does";

/// A key that signs id_tokens.
pub(crate) struct SigningKey {
    pub(crate) algorithm: SignatureAlgorithm,
    pub(crate) id: String,
    pair: Pair,
}

enum Pair {
    Rsa(Box<RsaKeyPair>),
    Ecdsa(EcdsaKeyPair),
    Ed25519(Ed25519KeyPair),
    Secret(Vec<u8>),
}

impl SigningKey {
    /// A new key for this algorithm. HS256 signs with the client secret.
    pub(crate) fn generate(algorithm: SignatureAlgorithm, id: String, client_secret: &str) -> Self {
        let pair = match algorithm {
            SignatureAlgorithm::Es256 => {
                Pair::Ecdsa(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).expect(NEVER_FAILS))
            }
            SignatureAlgorithm::Es384 => {
                Pair::Ecdsa(EcdsaKeyPair::generate(&ECDSA_P384_SHA384_FIXED_SIGNING).expect(NEVER_FAILS))
            }
            SignatureAlgorithm::EdDsa => Pair::Ed25519(Ed25519KeyPair::generate().expect(NEVER_FAILS)),
            SignatureAlgorithm::Hs256 => Pair::Secret(client_secret.as_bytes().to_vec()),
            SignatureAlgorithm::Rs256
            | SignatureAlgorithm::Rs384
            | SignatureAlgorithm::Rs512
            | SignatureAlgorithm::Ps256 => {
                Pair::Rsa(Box::new(RsaKeyPair::generate(KeySize::Rsa2048).expect(NEVER_FAILS)))
            }
        };
        Self { algorithm, id, pair }
    }

    pub(crate) fn sign(&self, message: &[u8]) -> Vec<u8> {
        let random = SystemRandom::new();
        match &self.pair {
            Pair::Rsa(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(self.rsa_encoding(), &random, message, &mut signature).expect(NEVER_FAILS);
                signature
            }
            Pair::Ecdsa(pair) => pair.sign(&random, message).expect(NEVER_FAILS).as_ref().to_vec(),
            Pair::Ed25519(pair) => pair.sign(message).as_ref().to_vec(),
            Pair::Secret(secret) => hmac_sha256(secret, message),
        }
    }

    fn rsa_encoding(&self) -> &'static dyn RsaEncoding {
        match self.algorithm {
            SignatureAlgorithm::Rs384 => &RSA_PKCS1_SHA384,
            SignatureAlgorithm::Rs512 => &RSA_PKCS1_SHA512,
            SignatureAlgorithm::Ps256 => &RSA_PSS_SHA256,
            _ => &RSA_PKCS1_SHA256,
        }
    }

    /// The left half of a hash, as `at_hash` has it (OpenID Connect Core section 3.1.3.6).
    pub(crate) fn half_hash(&self, text: &str) -> String {
        let hash = match self.algorithm {
            SignatureAlgorithm::Rs384 | SignatureAlgorithm::Es384 => &SHA384,
            SignatureAlgorithm::Rs512 | SignatureAlgorithm::EdDsa => &SHA512,
            _ => &SHA256,
        };
        let digest = digest::digest(hash, text.as_bytes());
        base64url(&digest.as_ref()[..digest.as_ref().len() / 2])
    }

    /// The public key as a member of a key set (RFC 7517); `None` for a secret.
    pub(crate) fn jwk(&self) -> Option<Json> {
        let mut members: Members = Vec::new();
        let mut member = |name: &'static str, value: Json| members.push((name.into(), value));
        match &self.pair {
            Pair::Rsa(pair) => {
                let (modulus, exponent) = rsa_numbers(pair.public_key().as_ref())?;
                member("kty", "RSA".into());
                member("n", base64url(modulus).into());
                member("e", base64url(exponent).into());
            }
            Pair::Ecdsa(pair) => {
                // 4, then both coordinates (SEC 1 section 2.3.3).
                let point = pair.public_key().as_ref().get(1..)?;
                let (x, y) = point.split_at(point.len() / 2);
                member("kty", "EC".into());
                member("crv", (if x.len() == 32 { "P-256" } else { "P-384" }).into());
                member("x", base64url(x).into());
                member("y", base64url(y).into());
            }
            Pair::Ed25519(pair) => {
                member("kty", "OKP".into());
                member("crv", "Ed25519".into());
                member("x", base64url(pair.public_key().as_ref()).into());
            }
            Pair::Secret(_) => return None,
        }
        member("use", "sig".into());
        member("alg", self.algorithm.name().into());
        member("kid", self.id.as_str().into());
        Some(Json::Object(members))
    }

    /// The public key as people publish it; empty for a secret.
    pub(crate) fn public_pem(&self) -> String {
        let der = match &self.pair {
            Pair::Rsa(pair) => AsDer::<PublicKeyX509Der<'_>>::as_der(pair.public_key()).ok(),
            Pair::Ecdsa(pair) => AsDer::<PublicKeyX509Der<'_>>::as_der(pair.public_key()).ok(),
            Pair::Ed25519(pair) => AsDer::<PublicKeyX509Der<'_>>::as_der(pair.public_key()).ok(),
            Pair::Secret(_) => None,
        };
        der.map(|der| pem("PUBLIC KEY", der.as_ref())).unwrap_or_default()
    }
}

/// HMAC-SHA256.
pub(crate) fn hmac_sha256(secret: &[u8], message: &[u8]) -> Vec<u8> {
    hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret), message).as_ref().to_vec()
}

/// Modulus and exponent of a DER `RSAPublicKey` (RFC 8017 section A.1.1), without leading zeros.
fn rsa_numbers(der: &[u8]) -> Option<(&[u8], &[u8])> {
    let (sequence, _) = der_element(der, 0x30)?;
    let (modulus, rest) = der_element(sequence, 0x02)?;
    let (exponent, _) = der_element(rest, 0x02)?;
    let trim = |number: &'_ [u8]| number.iter().position(|byte| *byte != 0).unwrap_or(0);
    Some((&modulus[trim(modulus)..], &exponent[trim(exponent)..]))
}

/// The content of one DER element, and what follows it.
fn der_element(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (first, rest) = der.split_first().filter(|(first, _)| **first == tag)?;
    debug_assert_eq!(*first, tag);
    let (length, rest) = rest.split_first()?;
    let (length, rest) = match length {
        0..=0x7f => (usize::from(*length), rest),
        0x81..=0x84 => {
            let (bytes, rest) = rest.split_at_checked(usize::from(length & 0x7f))?;
            (bytes.iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte)), rest)
        }
        _ => return None,
    };
    rest.split_at_checked(length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_lc_rs::signature::{RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey};
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    #[test]
    fn rsa_keys_are_published_whole() {
        let key = SigningKey::generate(SignatureAlgorithm::Rs256, "a".to_owned(), "");
        let jwk = key.jwk().unwrap();
        let number = |name| URL_SAFE_NO_PAD.decode(jwk.member(name).unwrap().plain().as_bytes()).unwrap();
        assert_eq!((number("n").len(), number("e")), (256, vec![1, 0, 1]));
        let public = RsaPublicKeyComponents { n: number("n"), e: number("e") };
        public.verify(&RSA_PKCS1_2048_8192_SHA256, b"message", &key.sign(b"message")).unwrap();
    }

    #[test]
    fn every_algorithm_signs_and_only_the_secret_is_not_published() {
        for algorithm in SignatureAlgorithm::ALL {
            let key = SigningKey::generate(algorithm, "a".to_owned(), "secret");
            assert!(key.sign(b"message").len() >= 32);
            assert_eq!(key.jwk().is_none(), algorithm == SignatureAlgorithm::Hs256);
            assert_eq!(key.public_pem().is_empty(), algorithm == SignatureAlgorithm::Hs256);
        }
        let key = SigningKey::generate(SignatureAlgorithm::Es256, "a".to_owned(), "");
        let Pair::Ecdsa(pair) = &key.pair else { panic!() };
        let public = UnparsedPublicKey::new(&aws_lc_rs::signature::ECDSA_P256_SHA256_FIXED, pair.public_key());
        public.verify(b"message", &key.sign(b"message")).unwrap();
    }
}

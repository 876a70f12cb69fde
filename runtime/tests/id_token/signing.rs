//! A provider's private keys: made for each run of the tests, tokens signed without the crate that verifies them.

use aws_lc_rs::encoding::AsBigEndian as _;
use aws_lc_rs::hmac;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair,
    RSA_PKCS1_SHA256, RSA_PKCS1_SHA384, RSA_PKCS1_SHA512, RSA_PSS_SHA256, RsaKeyPair,
};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use std::sync::OnceLock;

/// The keys of a provider, one or two of each kind.
pub(crate) struct PrivateKeys {
    pub(crate) rsa: RsaKeyPair,
    pub(crate) other_rsa: RsaKeyPair,
    pub(crate) p256: EcdsaKeyPair,
    pub(crate) other_p256: EcdsaKeyPair,
    pub(crate) p384: EcdsaKeyPair,
    pub(crate) ed25519: Ed25519KeyPair,
}

/// Making RSA keys takes time: once for all tests.
pub(crate) fn private_keys() -> &'static PrivateKeys {
    static KEYS: OnceLock<PrivateKeys> = OnceLock::new();
    KEYS.get_or_init(|| PrivateKeys {
        rsa: RsaKeyPair::generate(KeySize::Rsa2048).expect("a key"),
        other_rsa: RsaKeyPair::generate(KeySize::Rsa2048).expect("a key"),
        p256: EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).expect("a key"),
        other_p256: EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).expect("a key"),
        p384: EcdsaKeyPair::generate(&ECDSA_P384_SHA384_FIXED_SIGNING).expect("a key"),
        ed25519: Ed25519KeyPair::generate().expect("a key"),
    })
}

pub(crate) fn encode(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

pub(crate) fn rsa_jwk(kid: &str, key: &RsaKeyPair) -> Value {
    let components = aws_lc_rs::signature::RsaPublicKeyComponents::<Vec<u8>>::from(key.public_key());
    json!({"kty": "RSA", "kid": kid, "use": "sig", "n": encode(components.n), "e": encode(components.e)})
}

pub(crate) fn ec_jwk(kid: &str, curve: &str, key: &EcdsaKeyPair) -> Value {
    let (x, y) = key.public_key().as_ref()[1..].split_at(if curve == "P-256" { 32 } else { 48 });
    json!({"kty": "EC", "crv": curve, "kid": kid, "x": encode(x), "y": encode(y)})
}

pub(crate) fn ed25519_jwk(kid: &str, key: &Ed25519KeyPair) -> Value {
    json!({"kty": "OKP", "crv": "Ed25519", "kid": kid, "x": encode(key.public_key())})
}

/// The private scalar of an elliptic curve key, for a key set that gives it away.
pub(crate) fn private_scalar(key: &EcdsaKeyPair) -> String {
    let scalar = key.private_key().as_be_bytes().expect("a private key");
    encode(scalar.as_ref())
}

/// The signature that an algorithm makes with the key of its kind.
pub(crate) fn sign(algorithm: &str, message: &[u8]) -> Vec<u8> {
    let keys = private_keys();
    match algorithm {
        "RS256" | "RS384" | "RS512" | "PS256" => sign_rsa(&keys.rsa, algorithm, message),
        "ES256" => sign_ec(&keys.p256, message),
        "ES384" => sign_ec(&keys.p384, message),
        "EdDSA" => keys.ed25519.sign(message).as_ref().to_vec(),
        other => panic!("no key for {other}"),
    }
}

pub(crate) fn sign_rsa(key: &RsaKeyPair, algorithm: &str, message: &[u8]) -> Vec<u8> {
    let padding: &dyn aws_lc_rs::signature::RsaEncoding = match algorithm {
        "RS256" => &RSA_PKCS1_SHA256,
        "RS384" => &RSA_PKCS1_SHA384,
        "RS512" => &RSA_PKCS1_SHA512,
        "PS256" => &RSA_PSS_SHA256,
        other => panic!("no RSA algorithm: {other}"),
    };
    let mut signature = vec![0; key.public_modulus_len()];
    key.sign(padding, &SystemRandom::new(), message, &mut signature).expect("a signature");
    signature
}

pub(crate) fn sign_ec(key: &EcdsaKeyPair, message: &[u8]) -> Vec<u8> {
    key.sign(&SystemRandom::new(), message).expect("a signature").as_ref().to_vec()
}

pub(crate) fn sign_hmac(secret: &[u8], message: &[u8]) -> Vec<u8> {
    hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret), message).as_ref().to_vec()
}

/// A token of any header and payload, even such as are no JSON, with the signature that the closure makes.
pub(crate) fn token(
    header: impl AsRef<[u8]>,
    payload: impl AsRef<[u8]>,
    sign: impl FnOnce(&[u8]) -> Vec<u8>,
) -> String {
    let signed = format!("{}.{}", encode(header), encode(payload));
    let signature = encode(sign(signed.as_bytes()));
    format!("{signed}.{signature}")
}

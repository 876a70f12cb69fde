//! The key pair of an application, and the half of it that is registered at the provider.

use super::{from_pem, pem};
use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der, PublicKeyX509Der};
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _, RSA_PKCS1_2048_8192_SHA256,
    RSA_PKCS1_2048_8192_SHA384, RSA_PKCS1_2048_8192_SHA512, RSA_PSS_2048_8192_SHA256, RsaKeyPair, UnparsedPublicKey,
    VerificationAlgorithm,
};
use std::fmt;

/// A key pair for tests of `private_key_jwt` and of client secrets that are signed: the private half goes to the client,
/// the public half to [`crate::Application::public_key`]. `Debug` does not show the private half.
#[derive(Clone, PartialEq, Eq)]
pub struct ClientKey {
    private: String,
    public: String,
}

impl ClientKey {
    /// A P-256 key, for ES256.
    #[must_use]
    pub fn p256() -> Self {
        const FAILS: &str = "making a key fails only where the random source of the system does";
        let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).expect(FAILS);
        let private = pair.to_pkcs8v1().expect(FAILS);
        let public = AsDer::<PublicKeyX509Der<'_>>::as_der(pair.public_key()).expect(FAILS);
        Self { private: pem("PRIVATE KEY", private.as_ref()), public: pem("PUBLIC KEY", public.as_ref()) }
    }

    /// An RSA key of 2048 bits, for RS256, RS384, RS512 and PS256.
    #[must_use]
    pub fn rsa() -> Self {
        const FAILS: &str = "making a key fails only where the random source of the system does";
        let pair = RsaKeyPair::generate(KeySize::Rsa2048).expect(FAILS);
        let private = AsDer::<Pkcs8V1Der<'_>>::as_der(&pair).expect(FAILS);
        let public = AsDer::<PublicKeyX509Der<'_>>::as_der(pair.public_key()).expect(FAILS);
        Self { private: pem("PRIVATE KEY", private.as_ref()), public: pem("PUBLIC KEY", public.as_ref()) }
    }

    /// The private half: PKCS #8 in PEM.
    #[must_use]
    pub fn private_pem(&self) -> &str {
        &self.private
    }

    /// The public half: SubjectPublicKeyInfo in PEM.
    #[must_use]
    pub fn public_pem(&self) -> &str {
        &self.public
    }
}

impl fmt::Debug for ClientKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("ClientKey").finish_non_exhaustive()
    }
}

/// A public key that an application registered.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct PublicKey {
    kind: Kind,
    der: Vec<u8>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Rsa,
    P256,
}

/// Object identifiers 1.2.840.113549.1.1.1 and 1.2.840.10045.3.1.7, as DER writes them.
const RSA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];
const P256: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07];

impl PublicKey {
    /// SubjectPublicKeyInfo in PEM, RSA or P-256.
    pub(crate) fn from_pem(text: &str) -> Option<Self> {
        let der = from_pem("PUBLIC KEY", text)?;
        let holds = |identifier: &[u8]| der.windows(identifier.len()).take(32).any(|window| window == identifier);
        let kind = if holds(RSA) {
            Kind::Rsa
        } else if holds(P256) {
            Kind::P256
        } else {
            return None;
        };
        Some(Self { kind, der })
    }

    /// How this key verifies the algorithm of this name; `None`: it does not.
    fn algorithm(&self, name: &str) -> Option<&'static dyn VerificationAlgorithm> {
        let algorithm: &'static dyn VerificationAlgorithm = match (self.kind, name) {
            (Kind::Rsa, "RS256") => &RSA_PKCS1_2048_8192_SHA256,
            (Kind::Rsa, "RS384") => &RSA_PKCS1_2048_8192_SHA384,
            (Kind::Rsa, "RS512") => &RSA_PKCS1_2048_8192_SHA512,
            (Kind::Rsa, "PS256") => &RSA_PSS_2048_8192_SHA256,
            (Kind::P256, "ES256") => &ECDSA_P256_SHA256_FIXED,
            _ => return None,
        };
        Some(algorithm)
    }

    /// Whether the key belongs to the algorithm, and the signature to the message; `None`: it does not belong.
    pub(crate) fn verify(&self, algorithm: &str, message: &[u8], signature: &[u8]) -> Option<bool> {
        let algorithm = self.algorithm(algorithm)?;
        Some(UnparsedPublicKey::new(algorithm, &self.der).verify(message, signature).is_ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_told_apart_and_the_private_half_is_not_shown() {
        for (key, own, foreign) in [(ClientKey::p256(), "ES256", "RS256"), (ClientKey::rsa(), "RS512", "ES256")] {
            let public = PublicKey::from_pem(key.public_pem()).unwrap();
            assert_eq!(public.verify(own, b"message", &[0; 64]), Some(false));
            assert_eq!(public.verify(foreign, b"message", &[0; 64]), None);
            assert!(key.private_pem().starts_with("-----BEGIN PRIVATE KEY-----\n"));
            assert_eq!(format!("{key:?}"), "ClientKey { .. }");
        }
        assert!(PublicKey::from_pem("nonsense").is_none());
    }
}

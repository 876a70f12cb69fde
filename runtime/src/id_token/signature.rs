//! Public keys and signatures, through the aws-lc provider of `jsonwebtoken`.

pub(super) use key::{PublicKey, verify_with_secret};

#[cfg(feature = "id-token")]
mod key {
    use crate::error::IdTokenFault;
    use crate::secret::Secret;
    use claimsmith_profile::SignatureAlgorithm;
    use jsonwebtoken::{Algorithm, DecodingKey};

    /// The numbers of a public key.
    pub(crate) struct PublicKey(DecodingKey);

    impl PublicKey {
        /// Both numbers big-endian, without leading zeros.
        pub(crate) fn rsa(modulus: &[u8], exponent: &[u8]) -> Option<Self> {
            Some(Self(DecodingKey::from_rsa_raw_components(modulus, exponent)))
        }

        /// An uncompressed point: 4, x, y.
        pub(crate) fn elliptic_curve(point: &[u8]) -> Option<Self> {
            Some(Self(DecodingKey::from_ec_der(point)))
        }

        /// 32 bytes.
        pub(crate) fn ed25519(point: &[u8]) -> Option<Self> {
            Some(Self(DecodingKey::from_ed_der(point)))
        }

        pub(crate) fn verify(
            &self,
            algorithm: SignatureAlgorithm,
            message: &[u8],
            signature: &[u8],
        ) -> Result<(), IdTokenFault> {
            let algorithm = match algorithm {
                SignatureAlgorithm::Rs256 => Algorithm::RS256,
                SignatureAlgorithm::Rs384 => Algorithm::RS384,
                SignatureAlgorithm::Rs512 => Algorithm::RS512,
                SignatureAlgorithm::Ps256 => Algorithm::PS256,
                SignatureAlgorithm::Es256 => Algorithm::ES256,
                SignatureAlgorithm::Es384 => Algorithm::ES384,
                SignatureAlgorithm::EdDsa => Algorithm::EdDSA,
                // A public key is no shared secret (CVE-2024-37568).
                SignatureAlgorithm::Hs256 => return Err(IdTokenFault::Key),
            };
            check(algorithm, &self.0, message, signature)
        }
    }

    pub(crate) fn verify_with_secret(secret: &Secret, message: &[u8], signature: &[u8]) -> Result<(), IdTokenFault> {
        check(Algorithm::HS256, &DecodingKey::from_secret(secret.expose().as_bytes()), message, signature)
    }

    fn check(algorithm: Algorithm, key: &DecodingKey, message: &[u8], signature: &[u8]) -> Result<(), IdTokenFault> {
        let provider = &jsonwebtoken::crypto::aws_lc::DEFAULT_PROVIDER;
        let verifier = (provider.verifier_factory)(&algorithm, key).map_err(|_| IdTokenFault::Key)?;
        verifier.verify(message, &signature.to_vec()).map_err(|_| IdTokenFault::Signature)
    }
}

#[cfg(not(feature = "id-token"))]
mod key {
    use crate::error::IdTokenFault;
    use crate::secret::Secret;
    use claimsmith_profile::SignatureAlgorithm;

    /// There is none: `Client::new` refuses the profiles that need one.
    pub(crate) enum PublicKey {}

    impl PublicKey {
        pub(crate) fn rsa(_: &[u8], _: &[u8]) -> Option<Self> {
            None
        }

        pub(crate) fn elliptic_curve(_: &[u8]) -> Option<Self> {
            None
        }

        pub(crate) fn ed25519(_: &[u8]) -> Option<Self> {
            None
        }

        pub(crate) fn verify(&self, _: SignatureAlgorithm, _: &[u8], _: &[u8]) -> Result<(), IdTokenFault> {
            match *self {}
        }
    }

    pub(crate) fn verify_with_secret(_: &Secret, _: &[u8], _: &[u8]) -> Result<(), IdTokenFault> {
        Err(IdTokenFault::Key)
    }
}

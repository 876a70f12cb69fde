//! Signed JWTs: client assertions (RFC 7523 section 3) and client secrets that are signed anew for each request.
//!
//! Two fixed shapes, one header and one list of claims each: that takes a signature, which aws-lc gives, and no JWT
//! library.

use super::query::json_text;
use crate::config::Randomness;
use crate::error::SignInError;
use crate::secret::Secret;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use claimsmith_profile::MintedSecret;

pub(crate) use key::SigningKey;

/// Seconds that a JWT of ours is valid: as B2C's, and no provider accepts fewer.
const LIFETIME: u64 = 300;

/// The assertion of `private_key_jwt`. `audience` is the token endpoint.
pub(super) fn client_assertion(
    key: &SigningKey,
    client_id: &str,
    audience: &str,
    now: u64,
    randomness: &dyn Randomness,
) -> Result<Secret, SignInError> {
    let mut id = [0; 16];
    randomness.fill(&mut id).map_err(|_| SignInError::Randomness)?;
    let header = format!(r#"{{"alg":"{}","typ":"JWT"}}"#, key.algorithm());
    let claims = format!(
        r#"{{"iss":{client},"sub":{client},"aud":{},"jti":"{}","nbf":{now},"iat":{now},"exp":{}}}"#,
        json_text(audience),
        URL_SAFE_NO_PAD.encode(id),
        now.saturating_add(LIFETIME),
        client = json_text(client_id),
    );
    sign(key, &header, &claims)
}

/// A client secret that is a JWT, as Apple wants it.
pub(super) fn minted_secret(
    key: &SigningKey,
    minted: &MintedSecret,
    client_id: &str,
    now: u64,
) -> Result<Secret, SignInError> {
    let header = format!(r#"{{"alg":"{}","kid":{}}}"#, key.algorithm(), json_text(&minted.key_id));
    let claims = format!(
        r#"{{"iss":{},"iat":{now},"exp":{},"aud":{},"sub":{}}}"#,
        json_text(&minted.issuer),
        now.saturating_add(LIFETIME),
        json_text(&minted.audience),
        json_text(client_id),
    );
    sign(key, &header, &claims)
}

fn sign(key: &SigningKey, header: &str, claims: &str) -> Result<Secret, SignInError> {
    let message = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims));
    // The key was read when the client was made; what can be missing now is randomness.
    let signature = key.sign(message.as_bytes()).ok_or(SignInError::Randomness)?;
    Ok(Secret::from(format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))))
}

#[cfg(feature = "client-assertion")]
mod key {
    use crate::secret::Secret;
    use aws_lc_rs::rand::SystemRandom;
    use aws_lc_rs::signature::{
        ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, RSA_PKCS1_SHA256, RSA_PKCS1_SHA512, RsaEncoding, RsaKeyPair,
    };
    use claimsmith_profile::SignatureAlgorithm;
    use rustls_pki_types::PrivateKeyDer;
    use rustls_pki_types::pem::PemObject;

    /// A private key, and how it signs.
    pub(crate) enum SigningKey {
        Rsa { pair: RsaKeyPair, encoding: &'static dyn RsaEncoding, name: &'static str },
        P256(EcdsaKeyPair),
    }

    impl SigningKey {
        /// A key in PEM: RSA (PKCS #1 or #8) of at least 2,048 bits for RS256 and RS512, P-256 (SEC 1 or PKCS #8) for
        /// ES256. `None` for anything else.
        pub(crate) fn from_pem(pem: &Secret, algorithm: SignatureAlgorithm) -> Option<Self> {
            let key = PrivateKeyDer::from_pem_slice(pem.expose().as_bytes()).ok()?;
            match algorithm {
                SignatureAlgorithm::Rs256 => rsa(&key, &RSA_PKCS1_SHA256, algorithm.name()),
                SignatureAlgorithm::Rs512 => rsa(&key, &RSA_PKCS1_SHA512, algorithm.name()),
                SignatureAlgorithm::Es256 => p256(&key),
                _ => None,
            }
        }

        /// The value of `alg`.
        pub(super) fn algorithm(&self) -> &'static str {
            match self {
                Self::Rsa { name, .. } => name,
                Self::P256(_) => SignatureAlgorithm::Es256.name(),
            }
        }

        /// The signature as JWS has it (RFC 7518 sections 3.3 and 3.4).
        pub(super) fn sign(&self, message: &[u8]) -> Option<Vec<u8>> {
            let randomness = SystemRandom::new();
            match self {
                Self::Rsa { pair, encoding, .. } => {
                    let mut signature = vec![0; pair.public_modulus_len()];
                    pair.sign(*encoding, &randomness, message, &mut signature).ok()?;
                    Some(signature)
                }
                Self::P256(pair) => Some(pair.sign(&randomness, message).ok()?.as_ref().to_vec()),
            }
        }
    }

    fn rsa(key: &PrivateKeyDer<'_>, encoding: &'static dyn RsaEncoding, name: &'static str) -> Option<SigningKey> {
        let pair = match key {
            PrivateKeyDer::Pkcs1(der) => RsaKeyPair::from_der(der.secret_pkcs1_der()),
            PrivateKeyDer::Pkcs8(der) => RsaKeyPair::from_pkcs8(der.secret_pkcs8_der()),
            _ => return None,
        };
        Some(SigningKey::Rsa { pair: pair.ok()?, encoding, name })
    }

    fn p256(key: &PrivateKeyDer<'_>) -> Option<SigningKey> {
        let algorithm = &ECDSA_P256_SHA256_FIXED_SIGNING;
        let pair = match key {
            PrivateKeyDer::Sec1(der) => EcdsaKeyPair::from_private_key_der(algorithm, der.secret_sec1_der()),
            PrivateKeyDer::Pkcs8(der) => EcdsaKeyPair::from_pkcs8(algorithm, der.secret_pkcs8_der()),
            _ => return None,
        };
        pair.ok().map(SigningKey::P256)
    }
}

#[cfg(not(feature = "client-assertion"))]
mod key {
    use crate::secret::Secret;
    use claimsmith_profile::SignatureAlgorithm;

    /// There is none: `Client::new` refuses the profiles that need one.
    pub(crate) enum SigningKey {}

    impl SigningKey {
        pub(crate) fn from_pem(_: &Secret, _: SignatureAlgorithm) -> Option<Self> {
            None
        }

        pub(super) fn algorithm(&self) -> &'static str {
            match *self {}
        }

        pub(super) fn sign(&self, _: &[u8]) -> Option<Vec<u8>> {
            match *self {}
        }
    }
}

//! The application that is registered with the emulated provider.

use crate::keys::PublicKey;
use std::fmt;
use std::io;

/// The one application an emulator knows: what one would register in the provider's console.
#[derive(Clone, PartialEq, Eq)]
pub struct Application {
    pub(crate) client_id: String,
    pub(crate) client_secret: String,
    pub(crate) name: String,
    pub(crate) redirect_uris: Vec<String>,
    pub(crate) redirect_uri_name: Option<String>,
    pub(crate) sign_out_uris: Vec<String>,
    pub(crate) public_key: Option<String>,
    pub(crate) secret_issuer: Option<(String, String)>,
}

impl Application {
    /// An application with these credentials and no redirect URI yet.
    #[must_use]
    pub fn new(client_id: impl Into<String>, client_secret: impl Into<String>) -> Self {
        Self {
            client_id: client_id.into(),
            client_secret: client_secret.into(),
            name: "Example application".to_owned(),
            redirect_uris: Vec::new(),
            redirect_uri_name: None,
            sign_out_uris: Vec::new(),
            public_key: None,
            secret_issuer: None,
        }
    }

    /// Registers one more redirect URI. Requests have to name one of them character by character.
    #[must_use]
    pub fn redirect_uri(mut self, uri: impl Into<String>) -> Self {
        self.redirect_uris.push(uri.into());
        self
    }

    /// A name that stands for the first redirect URI: requests have to say it in place of the URI, as eBay's RuName.
    #[must_use]
    pub fn redirect_uri_name(mut self, name: impl Into<String>) -> Self {
        self.redirect_uri_name = Some(name.into());
        self
    }

    /// Registers one more address that the browser may go to after it signed out.
    #[must_use]
    pub fn sign_out_uri(mut self, uri: impl Into<String>) -> Self {
        self.sign_out_uris.push(uri.into());
        self
    }

    /// Registers the key that verifies the application's assertions (`private_key_jwt`) or its signed client secret:
    /// SubjectPublicKeyInfo in PEM, RSA or P-256. Without it an emulator that needs one makes a pair:
    /// [`crate::Emulator::client_key`].
    #[must_use]
    pub fn public_key(mut self, pem: impl Into<String>) -> Self {
        self.public_key = Some(pem.into());
        self
    }

    /// What a signed client secret has to name as `iss` and as `kid`: Apple's team id and key id. Without it they only
    /// have to be there.
    #[must_use]
    pub fn secret_issuer(mut self, issuer: impl Into<String>, key_id: impl Into<String>) -> Self {
        self.secret_issuer = Some((issuer.into(), key_id.into()));
        self
    }

    /// The name that the consent page shows.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// Refuses what no provider would register, because the emulator would answer it with a confusing refusal later.
    pub(crate) fn check(&self) -> io::Result<()> {
        let invalid = |reason: String| Err(io::Error::new(io::ErrorKind::InvalidInput, reason));
        if self.client_id.is_empty() || self.client_secret.is_empty() {
            return invalid("the application needs a client id and a client secret; both may be invented".to_owned());
        }
        if self.redirect_uris.is_empty() {
            return invalid("the application needs at least one redirect URI".to_owned());
        }
        if self.public_key.as_deref().is_some_and(|pem| PublicKey::from_pem(pem).is_none()) {
            return invalid("the public key is no SubjectPublicKeyInfo in PEM with an RSA or P-256 key".to_owned());
        }
        for uri in self.redirect_uris.iter().chain(&self.sign_out_uris) {
            let scheme_and_rest = uri.split_once(':').filter(|(scheme, rest)| !scheme.is_empty() && !rest.is_empty());
            if scheme_and_rest.is_none() || !uri.chars().all(|character| character.is_ascii_graphic()) {
                return invalid(format!("the redirect URI {uri:?} is not an absolute URI in ASCII"));
            }
            if uri.contains('#') {
                return invalid(format!(
                    "the redirect URI {uri:?} has a fragment, which RFC 6749 section 3.1.2 forbids"
                ));
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Application {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Application")
            .field("client_id", &self.client_id)
            .field("name", &self.name)
            .field("redirect_uris", &self.redirect_uris)
            .finish_non_exhaustive()
    }
}

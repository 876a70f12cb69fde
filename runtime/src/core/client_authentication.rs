//! How the client proves who it is, at the token endpoint and wherever else it has to (RFC 6749 section 2.3).

use super::query::encode_text;
use super::request::Draft;
use super::signing::{client_assertion, minted_secret};
use crate::config::{Deployment, Randomness};
use crate::error::SignInError;
use crate::secret::Secret;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use claimsmith_profile::{ClientAuthentication, Profile};

/// RFC 7523 section 2.2.
const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// What proves for one request who the client is.
pub(crate) enum ClientCredentials {
    /// The client secret, stored or signed anew; `None` for a public client.
    Secret(Option<Secret>),
    /// A signed assertion.
    Assertion(Secret),
}

impl ClientCredentials {
    /// Signs what has to be signed. `now` in seconds since 1970.
    ///
    /// # Errors
    /// [`SignInError::Randomness`].
    pub(crate) fn new(
        profile: &Profile,
        deployment: &Deployment,
        now: u64,
        randomness: &dyn Randomness,
    ) -> Result<Self, SignInError> {
        let (request, client_id) = (&profile.token, &deployment.client_id);
        match (request.authentication, &request.minted_secret, &deployment.signing_key) {
            (ClientAuthentication::PrivateKeyJwt, _, Some(key)) => {
                let audience = deployment.token_endpoint.as_deref().unwrap_or_default();
                client_assertion(key, client_id, audience, now, randomness).map(Self::Assertion)
            }
            (_, Some(minted), Some(key)) => Ok(Self::Secret(Some(minted_secret(key, minted, client_id, now)?))),
            _ => Ok(Self::Secret(deployment.client_secret.clone())),
        }
    }

    /// Adds the proof to a request, in B2C's order. With `client_secret_basic` id and secret stand in the header only.
    pub(super) fn write<'d>(&self, profile: &'d Profile, deployment: &Deployment, draft: &mut Draft<'d>) {
        let client_id = deployment.client_id.as_str();
        match (profile.token.authentication, self) {
            (_, Self::Assertion(assertion)) => {
                draft.parameter("client_assertion", assertion.expose());
                draft.parameter(profile.client_id_parameter.as_ref(), client_id);
                draft.parameter("client_assertion_type", ASSERTION_TYPE);
            }
            (ClientAuthentication::SecretBasic, Self::Secret(Some(secret))) => {
                let credentials = STANDARD.encode(form_encoded_pair(client_id, secret));
                draft.header("authorization", format!("Basic {credentials}"));
            }
            (_, Self::Secret(secret)) => {
                draft.parameter(profile.client_id_parameter.as_ref(), client_id);
                if let Some(secret) = secret {
                    draft.parameter(profile.token.client_secret_parameter.as_ref(), secret.expose());
                }
            }
        }
    }

    /// What must not be quoted: the proof, and the pairs whose base64 is the Basic credential, form-encoded and, as
    /// providers decode it, plain.
    pub(crate) fn secrets(&self, deployment: &Deployment) -> Vec<Secret> {
        match self {
            Self::Assertion(assertion) => vec![assertion.clone()],
            Self::Secret(None) => Vec::new(),
            Self::Secret(Some(secret)) => {
                let plain_pair = format!("{}:{}", deployment.client_id, secret.expose());
                let form_encoded_pair = form_encoded_pair(&deployment.client_id, secret);
                vec![secret.clone(), Secret::from(plain_pair), Secret::from(form_encoded_pair)]
            }
        }
    }
}

/// What HTTP Basic encodes: id and secret, form-encoded first (RFC 6749 section 2.3.1); without it a `:`, `%` or `+` in
/// either is read wrongly.
fn form_encoded_pair(client_id: &str, secret: &Secret) -> String {
    format!("{}:{}", encode_text(client_id), encode_text(secret.expose()))
}

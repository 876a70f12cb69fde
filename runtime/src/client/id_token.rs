//! The id_token of a sign-in, and the documents that its validation needs.

use super::Inner;
use crate::answer::Answer;
use crate::callback::Callback;
use crate::core::{TokenAnswer, check_document, document_request};
use crate::error::{Endpoint, IdTokenFault, SignInError};
use crate::flow::Flow;
use crate::id_token::{
    Discovery, Expected, Fetched, KeySet, ProviderKeys, Token, check_claims, check_claims_audience, check_same_subject,
    check_token_audience,
};
use crate::secret::Secret;
use crate::transport::Response;
use claimsmith_profile::ResponseType;
use std::sync::Arc;

/// What the answers with claims have to agree with.
pub(super) enum Agreement<'a> {
    /// With a validated id_token: no answer names another `sub`.
    Subject(&'a Answer),
    /// With metadata `IdTokenAudience`, which no id_token named: the claims answer does.
    Audience(&'a str),
    /// With nothing.
    Free,
}

impl Agreement<'_> {
    /// Checks the claims answer, or that there is none, before a follow-up request is sent.
    pub(super) fn check_claims(&self, claims: Option<&Answer>) -> Result<(), SignInError> {
        match self {
            Self::Audience(audience) => check_claims_audience(audience, claims),
            Self::Subject(_) | Self::Free => claims.map_or(Ok(()), |claims| self.check_follow_up(claims)),
        }
    }

    /// Checks the answer of a follow-up request.
    pub(super) fn check_follow_up(&self, answer: &Answer) -> Result<(), SignInError> {
        match self {
            Self::Subject(id_token) => check_same_subject(id_token, answer),
            Self::Audience(_) | Self::Free => Ok(()),
        }
    }
}

impl Inner {
    /// The provider's discovery document, kept or fetched; `None` when the policy names none.
    pub(super) async fn discovery(&self) -> Result<Option<Arc<Discovery>>, SignInError> {
        let endpoint = self.provider_keys.as_ref().and_then(|keys| keys.discovery.as_ref());
        let Some(endpoint) = endpoint else { return Ok(None) };
        let fetch = async { endpoint.read(&self.fetch(Endpoint::Discovery, &endpoint.url).await?) };
        endpoint.cache.get(&endpoint.url, self.clock.as_ref(), fetch).await.map(Some)
    }

    /// What the provider calls itself.
    pub(super) fn issuer<'a>(&'a self, discovery: Option<&'a Discovery>) -> Option<&'a str> {
        self.profile.issuer.as_deref().or(discovery.map(|document| document.issuer.as_str()))
    }

    /// Whether every callback names the issuer (RFC 9207 section 2.4): the policy or the provider says so.
    ///
    /// An id_token names it too, and is signed; oidc-provider, which says that it names itself, leaves the parameter out
    /// beside an id_token. Only where the profile asks for one: else anybody could add one to do without.
    pub(super) fn requires_issuer(&self, callback: &Callback, discovery: Option<&Discovery>) -> bool {
        let authorization = &self.profile.authorization;
        let is_in_id_token = authorization.response_type == ResponseType::IdToken && callback.error().is_none();
        let is_promised = authorization.issuer_required || discovery.is_some_and(|document| document.names_issuer);
        is_promised && !is_in_id_token
    }

    /// The claims of the id_token, every check passed. `None`: the profile does not validate it, or there is none and the
    /// claims come from the claims endpoint.
    ///
    /// `code` and `token` are what came with it; both are absent with `response_types=id_token`.
    pub(super) async fn validate_id_token(
        &self,
        id_token: Option<&str>,
        flow: &Flow,
        discovery: Option<&Discovery>,
        code: Option<&str>,
        token: Option<&TokenAnswer>,
    ) -> Result<Option<Answer>, SignInError> {
        let (Some(rules), Some(keys)) = (&self.profile.id_token, &self.provider_keys) else { return Ok(None) };
        let Some(text) = id_token else {
            let is_needed = self.profile.claims.endpoint.is_none();
            return if is_needed { Err(refused(IdTokenFault::Missing)) } else { Ok(None) };
        };
        let token_read = Token::read(text, &rules.algorithms).map_err(refused)?;
        self.verify(keys, &token_read, discovery).await?;
        let client_id = self.deployment.client_id.as_str();
        let expected = Expected {
            issuer: self.issuer(discovery).ok_or_else(|| refused(IdTokenFault::Issuer))?,
            audience: rules.audience.as_deref().unwrap_or(client_id),
            client_id,
            nonce: flow.nonce.as_ref().map(Secret::expose),
            state: flow.state.expose(),
            code,
            access_token: token.map(|token| token.access_token.expose()),
            algorithm: token_read.algorithm(),
            now: self.clock.now(),
        };
        check_claims(token_read.claims(), &expected).map_err(refused)?;
        Ok(Some(token_read.into_claims()))
    }

    /// What the answers with claims have to agree with. `validated` are the claims of the id_token if it was validated;
    /// else its audience is compared here, when the policy names one.
    pub(super) fn agreement<'a>(
        &'a self,
        id_token: Option<&str>,
        validated: Option<&'a Answer>,
    ) -> Result<Agreement<'a>, SignInError> {
        if let Some(claims) = validated {
            return Ok(Agreement::Subject(claims));
        }
        let audience = self.profile.id_token.as_ref().and_then(|rules| rules.audience.as_deref());
        let Some(audience) = audience else { return Ok(Agreement::Free) };
        let is_named = id_token.map_or(Ok(false), |id_token| check_token_audience(audience, id_token))?;
        Ok(if is_named { Agreement::Free } else { Agreement::Audience(audience) })
    }

    async fn verify(
        &self,
        keys: &ProviderKeys,
        token: &Token<'_>,
        discovery: Option<&Discovery>,
    ) -> Result<(), SignInError> {
        if token.is_symmetric() {
            let secret = keys.secret.as_ref().ok_or_else(|| refused(IdTokenFault::Key))?;
            return token.verify_with_secret(secret).map_err(refused);
        }
        let url = keys.key_endpoint(discovery).ok_or_else(|| refused(IdTokenFault::Key))?;
        let clock = self.clock.as_ref();
        let current = keys.keys.get(url, clock, self.fetch_keys(url)).await?;
        match token.verify(&current) {
            Err(fault) if token.may_need_newer_keys(fault) => {
                let newer = keys.keys.renew(url, clock, &current, self.fetch_keys(url)).await;
                newer.map_or(Err(fault), |newer| token.verify(&newer)).map_err(refused)
            }
            verdict => verdict.map_err(refused),
        }
    }

    async fn fetch_keys(&self, url: &str) -> Result<Fetched<KeySet>, SignInError> {
        KeySet::read(&self.fetch(Endpoint::Jwks, url).await?)
    }

    async fn fetch(&self, endpoint: Endpoint, url: &str) -> Result<Response, SignInError> {
        let response = self.call(document_request(endpoint, url, self.timeout)).await?;
        check_document(endpoint, &response)?;
        Ok(response)
    }
}

fn refused(check: IdTokenFault) -> SignInError {
    SignInError::IdToken { check }
}

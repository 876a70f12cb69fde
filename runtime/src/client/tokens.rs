//! What comes after a sign-in: refresh, revocation, sign-out.

use super::{Client, Inner};
use crate::core::{
    Grant, Secrets, parse_revocation, parse_token_response, revocation_request, sign_out_url, token_request,
};
use crate::error::{Endpoint, SignInError};
use crate::secret::Secret;
use crate::signed_in::{SignOut, TokenKind, Tokens};

impl Client {
    /// Exchanges a refresh token for new tokens (RFC 6749 section 6), at metadata `claimsmith.refresh_endpoint` or else at
    /// the token endpoint, with the method, authentication, names and format of the token request.
    ///
    /// Providers may give a new refresh token, and the old one is void then: keep what [`Tokens::refresh_token`] says,
    /// which is the old one when the provider gave none. Never sent twice: the first request may have spent the token.
    ///
    /// # Errors
    /// [`SignInError::Provider`] when the provider refuses, usually with `invalid_grant`: the user has to sign in again.
    /// [`SignInError::Configuration`] for a profile without a token endpoint. [`SignInError::Transport`] and
    /// [`SignInError::BadResponse`] as for a sign-in, of [`Endpoint::Refresh`].
    pub async fn refresh(&self, refresh_token: &Secret) -> Result<Tokens, SignInError> {
        let result = self.0.refresh(refresh_token).await;
        self.0.log(Endpoint::Refresh, &result);
        result
    }

    /// Revokes a token (RFC 7009) at metadata `claimsmith.revocation_endpoint`. A token that is void already counts as
    /// revoked. Most providers revoke the access tokens of a refresh token with it.
    ///
    /// # Errors
    /// [`SignInError::Configuration`] when the policy gives no revocation endpoint; [`SignInError::Provider`],
    /// [`SignInError::Transport`] and [`SignInError::BadResponse`] of [`Endpoint::Revocation`].
    pub async fn revoke(&self, token: &Secret, kind: TokenKind) -> Result<(), SignInError> {
        let result = self.0.revoke(token, kind).await;
        self.0.log(Endpoint::Revocation, &result);
        result
    }

    /// Where to send the browser to sign out at the provider too: metadata `end_session_endpoint` with the parameters of
    /// OpenID Connect RP-Initiated Logout. `None` when the policy gives no endpoint or says `SingleLogoutEnabled=false`.
    ///
    /// End the application's own session first. The URL holds the id_token if one is given: do not log it.
    #[must_use]
    pub fn sign_out_url(&self, options: SignOut) -> Option<String> {
        sign_out_url(&self.0.deployment, &options)
    }
}

impl Inner {
    async fn refresh(&self, refresh_token: &Secret) -> Result<Tokens, SignInError> {
        let (profile, deployment) = (&self.profile, &self.deployment);
        let endpoint = deployment.refresh_endpoint.as_deref().or(deployment.token_endpoint.as_deref());
        let endpoint = endpoint
            .ok_or_else(|| self.cannot("it has no token endpoint; add metadata `claimsmith.refresh_endpoint`"))?;
        let credentials = self.credentials()?;
        let mut secrets = Secrets::default();
        secrets.extend(credentials.secrets(deployment));
        secrets.extend([refresh_token.clone()]);
        let grant = Grant::Refresh(refresh_token);
        let request = token_request(profile, deployment, endpoint, &credentials, &grant, self.timeout)?;
        let response = self.call(request).await?;
        let answer = parse_token_response(profile, Endpoint::Refresh, &response, &secrets.texts())?;
        let mut tokens = answer.tokens();
        tokens.refresh_token.get_or_insert_with(|| refresh_token.clone());
        Ok(tokens)
    }

    async fn revoke(&self, token: &Secret, kind: TokenKind) -> Result<(), SignInError> {
        let (profile, deployment) = (&self.profile, &self.deployment);
        let endpoint = deployment.revocation_endpoint.as_deref();
        let endpoint = endpoint.ok_or_else(|| {
            self.cannot("the policy names no revocation endpoint; add metadata `claimsmith.revocation_endpoint`")
        })?;
        let credentials = self.credentials()?;
        let mut secrets = Secrets::default();
        secrets.extend(credentials.secrets(deployment));
        secrets.extend([token.clone()]);
        let request = revocation_request(profile, deployment, endpoint, &credentials, token, kind, self.timeout);
        let response = self.call(request).await?;
        parse_revocation(profile, &response, &secrets.texts())
    }

    fn cannot(&self, reason: &'static str) -> SignInError {
        SignInError::Configuration { profile: self.profile.id.to_string(), reason }
    }

    fn log<T>(&self, endpoint: Endpoint, result: &Result<T, SignInError>) {
        let (provider, profile) = (self.profile.label(), &self.profile.id);
        match result {
            Ok(_) => tracing::debug!(target: "claimsmith", provider, %profile, %endpoint, "done"),
            Err(error) => tracing::debug!(target: "claimsmith", provider, %profile, %endpoint, %error, "failed"),
        }
    }
}

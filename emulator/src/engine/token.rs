//! The token endpoint (RFC 6749 sections 4.1.3 and 6).

use super::pkce;
use super::{AccessToken, Consent, Engine, State};
use crate::reply::{Content, Members, Reply};
use crate::request::RecordedRequest;
use crate::wire::{Refusal, TokenMember, select};
use serde_json::Value;
use std::borrow::Cow;

impl Engine {
    pub(super) fn token(&self, request: &RecordedRequest) -> Result<Reply, Refusal> {
        let endpoint = &self.wire.token;
        self.authenticate_client(request)?;
        let mut state = self.state();
        let consent = match request.parameter("grant_type") {
            Some("authorization_code") => self.redeem_code(request, &mut state)?,
            None if !endpoint.grant_type_required => self.redeem_code(request, &mut state)?,
            Some("refresh_token") if endpoint.refresh => redeem_refresh_token(request, &mut state)?,
            _ => return Err(Refusal::GrantType),
        };
        let members = self.issue_tokens(consent, &mut state);
        let (format, content_type) = select(endpoint.formats, request);
        let mut reply = Reply::new(200, content_type, Content::Members(members, format));
        reply.set_header("cache-control", "no-store".to_owned());
        Ok(reply)
    }

    fn authenticate_client(&self, request: &RecordedRequest) -> Result<(), Refusal> {
        let endpoint = &self.wire.token;
        let client_id = request.parameter(endpoint.client_id_parameter).ok_or(Refusal::ClientIdMissing)?;
        if client_id != self.application.client_id {
            return Err(Refusal::ClientUnknown);
        }
        let secret = request.parameter(endpoint.client_secret_parameter).ok_or(Refusal::SecretMissing)?;
        if secret == self.application.client_secret { Ok(()) } else { Err(Refusal::SecretWrong) }
    }

    /// A refused attempt leaves the code as it was; only success uses it up.
    fn redeem_code(&self, request: &RecordedRequest, state: &mut State) -> Result<Consent, Refusal> {
        let now = self.now(state);
        let code = request.parameter("code").ok_or(Refusal::CodeMissing)?;
        let code = state.codes.get_mut(code).ok_or(Refusal::CodeUnknown)?;
        if code.used {
            return Err(Refusal::CodeReused);
        }
        if now >= code.expires {
            return Err(Refusal::CodeExpired);
        }
        let redirect_uri = request.parameter("redirect_uri").ok_or(Refusal::RedirectUriMissing)?;
        if redirect_uri != code.redirect_uri {
            return Err(Refusal::RedirectUriMismatch);
        }
        pkce::verify(code.challenge.as_deref(), request.parameter("code_verifier"))?;
        code.used = true;
        Ok(code.consent.clone())
    }

    fn issue_tokens(&self, consent: Consent, state: &mut State) -> Members {
        let endpoint = &self.wire.token;
        let access_token = endpoint.access_token.random();
        let mut members = Members::new();
        for member in endpoint.members {
            let (name, value) = match member {
                TokenMember::AccessToken(name) => (name, Some(Value::from(access_token.as_str()))),
                TokenMember::ExpiresIn(name) => {
                    (name, endpoint.access_token_lifetime.map(|lifetime| Value::from(lifetime.as_secs())))
                }
                TokenMember::RefreshToken(name) => {
                    let refresh_token = endpoint.access_token.random();
                    state.refresh_tokens.insert(refresh_token.clone(), consent.clone());
                    (name, Some(Value::from(refresh_token)))
                }
                TokenMember::Scope(name) => {
                    (name, Some(Value::from(consent.scopes.join(self.wire.authorization.scope.separator))))
                }
                TokenMember::Fixed(name, value) => (name, Some(Value::from(*value))),
            };
            members.extend(value.map(|value| (Cow::Borrowed(*name), value)));
        }
        let expires = endpoint.access_token_lifetime.map(|lifetime| self.now(state).saturating_add(lifetime));
        state.access_tokens.insert(access_token, AccessToken { consent, expires });
        members
    }
}

fn redeem_refresh_token(request: &RecordedRequest, state: &mut State) -> Result<Consent, Refusal> {
    let token = request.parameter("refresh_token").ok_or(Refusal::RefreshTokenMissing)?;
    state.refresh_tokens.remove(token).ok_or(Refusal::RefreshTokenUnknown)
}

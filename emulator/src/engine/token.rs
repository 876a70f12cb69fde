//! The token endpoint (RFC 6749 sections 4.1.3 and 6) and the revocation endpoint (RFC 7009).

use super::pkce;
use super::{AccessToken, Consent, Engine};
use crate::fault::Fault;
use crate::json::{Json, Members};
use crate::reply::{Content, Reply};
use crate::request::RecordedRequest;
use crate::wire::{Pkce, Refusal, TokenMember, select};

impl Engine {
    /// The token endpoint, or the endpoint of its own that refresh tokens have.
    pub(super) fn token(
        &self,
        request: &RecordedRequest,
        only_refresh: bool,
        fault: Option<&Fault>,
    ) -> Result<Reply, Refusal> {
        let endpoint = &self.wire.token;
        for requirement in &endpoint.requirements {
            requirement.check(request, &self.application.client_id)?;
        }
        let refresh = endpoint.refresh.as_ref();
        let refreshes_here = refresh.is_some_and(|refresh| refresh.path.is_some() == only_refresh);
        let grant_type = self.grant_type(request);
        let redeems_code = grant_type == Some("authorization_code");
        let (consent, refresh_token) = if redeems_code && !only_refresh {
            self.authenticate_client(request)?;
            (self.redeem_code(request)?, None)
        } else if grant_type == Some("refresh_token") && refreshes_here {
            if refresh.is_some_and(|refresh| refresh.authentication) {
                self.authenticate_client(request)?;
            } else if self.token_parameter(request, "client_id") != Some(&self.application.client_id) {
                return Err(Refusal::ClientUnknown);
            }
            self.redeem_refresh_token(request)?
        } else {
            self.authenticate_client(request)?;
            return Err(Refusal::GrantType);
        };
        let members = self.issue_tokens(consent, refresh_token, request, fault);
        let (format, content_type) = select(&endpoint.formats, request);
        let mut reply = Reply::new(200, content_type, Content::Members(members, format));
        reply.set_header("cache-control", "no-store".to_owned());
        Ok(reply)
    }

    /// What the request asks for. Where nobody writes `grant_type`, the presence of a refresh token tells.
    fn grant_type<'a>(&self, request: &'a RecordedRequest) -> Option<&'a str> {
        let endpoint = &self.wire.token;
        let silent = endpoint.names.of("grant_type").is_none();
        match self.token_parameter(request, "grant_type") {
            None if silent && self.token_parameter(request, "refresh_token").is_some() => Some("refresh_token"),
            None if silent || !endpoint.grant_type_required => Some("authorization_code"),
            given => given,
        }
    }

    /// A refused attempt leaves the code as it was; only success uses it up.
    fn redeem_code(&self, request: &RecordedRequest) -> Result<Consent, Refusal> {
        let mut state = self.state();
        let now = self.now(&state);
        let code = self.token_parameter(request, "code").ok_or(Refusal::CodeMissing)?;
        let code = state.codes.get_mut(code).ok_or(Refusal::CodeUnknown)?;
        if code.used {
            return Err(Refusal::CodeReused);
        }
        if now >= code.expires {
            return Err(Refusal::CodeExpired);
        }
        if self.wire.token.names.of("redirect_uri").is_some() {
            let redirect_uri = self.token_parameter(request, "redirect_uri").ok_or(Refusal::RedirectUriMissing)?;
            if redirect_uri != code.redirect_uri {
                return Err(Refusal::RedirectUriMismatch);
            }
        }
        if self.wire.authorization.pkce != Pkce::Ignored {
            pkce::verify(code.challenge.as_deref(), self.token_parameter(request, "code_verifier"))?;
        }
        code.used = true;
        Ok(code.consent.clone())
    }

    /// The consent behind a refresh token, and the token itself if it stays.
    fn redeem_refresh_token(&self, request: &RecordedRequest) -> Result<(Consent, Option<String>), Refusal> {
        let token = self.token_parameter(request, "refresh_token").ok_or(Refusal::RefreshTokenMissing)?;
        let rotates = self.wire.token.refresh.as_ref().is_some_and(|refresh| refresh.rotates);
        let mut state = self.state();
        let consent = state.refresh_tokens.get(token).cloned().ok_or(Refusal::RefreshTokenUnknown)?;
        if rotates {
            state.refresh_tokens.remove(token);
        }
        Ok((consent, (!rotates).then(|| token.to_owned())))
    }

    fn issue_tokens(
        &self,
        consent: Consent,
        lasting: Option<String>,
        request: &RecordedRequest,
        fault: Option<&Fault>,
    ) -> Members {
        let endpoint = &self.wire.token;
        let access_token = endpoint.access_token.random();
        let holder = self.swapped(&consent, fault);
        let mut members = Members::new();
        for member in &endpoint.members {
            let value = match member {
                TokenMember::AccessToken => Some(Json::from(access_token.as_str())),
                TokenMember::TokenType(token_type) => Some(Json::from(token_type.as_ref())),
                TokenMember::ExpiresIn => endpoint.access_token_lifetime.map(|lifetime| Json::from(lifetime.as_secs())),
                TokenMember::RefreshToken => self.refresh_token(&consent, lasting.as_ref()),
                TokenMember::Scope => Some(Json::from(consent.scopes.join(&self.wire.authorization.scope.separator))),
                TokenMember::IdToken => self.id_token(&consent, Some(&access_token), request, fault).map(Json::from),
                TokenMember::Subject(_) => {
                    Some(Json::from(self.grant(&consent, &access_token, &members, request).subject()))
                }
                TokenMember::Fixed(_, value) => Some(value.clone()),
                TokenMember::Computed(_, compute) => {
                    compute.call(&self.grant(&consent, &access_token, &members, request))
                }
            };
            members.extend(value.map(|value| (member.name().to_owned().into(), value)));
        }
        let mut state = self.state();
        let expires = endpoint.access_token_lifetime.map(|lifetime| self.now(&state).saturating_add(lifetime));
        let answer = members.clone();
        state.access_tokens.insert(access_token, AccessToken { consent: holder, answer, expires });
        members
    }

    fn refresh_token(&self, consent: &Consent, lasting: Option<&String>) -> Option<Json> {
        if !consent.offline || lasting.is_some() {
            return None;
        }
        let refresh_token = self.wire.token.access_token.random();
        self.state().refresh_tokens.insert(refresh_token.clone(), consent.clone());
        Some(refresh_token.into())
    }

    /// Section 2.2 of RFC 7009: an unknown token is as good as a revoked one.
    pub(super) fn revoke(&self, request: &RecordedRequest, authentication: bool) -> Result<Reply, Refusal> {
        if authentication {
            self.authenticate_client(request)?;
        }
        let token = request.parameter("token").ok_or(Refusal::TokenMissing)?;
        let mut state = self.state();
        state.access_tokens.remove(token);
        state.refresh_tokens.remove(token);
        Ok(Reply::text(200, String::new()))
    }
}

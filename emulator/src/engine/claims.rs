//! The endpoints with claims (RFC 6750).

use super::Engine;
use crate::reply::{Content, Reply};
use crate::request::RecordedRequest;
use crate::wire::{Claims, ClaimsEndpoint, Grant, Refusal, select};
use claimsmith_profile::BearerTransmission;

impl Engine {
    pub(super) fn claims(
        &self,
        endpoint: &'static ClaimsEndpoint,
        request: &RecordedRequest,
    ) -> Result<Reply, Refusal> {
        if endpoint.user_agent_required && request.header("user-agent").is_none_or(|agent| agent.trim().is_empty()) {
            return Err(Refusal::UserAgentMissing);
        }
        let token = access_token(endpoint, request)?;
        if !self.wire.token.access_token.fits(token) {
            return Err(Refusal::AccessTokenMalformed);
        }
        let state = self.state();
        let token = state.access_tokens.get(token).ok_or(Refusal::AccessTokenUnknown)?;
        if token.expires.is_some_and(|expires| self.now(&state) >= expires) {
            return Err(Refusal::AccessTokenExpired);
        }
        let claims = (endpoint.answer)(&Grant {
            wire: self.wire,
            user: token.consent.user,
            client_id: &self.application.client_id,
            scopes: &token.consent.scopes,
            request,
            origin: &self.origin,
        })?;
        let (format, content_type) = select(endpoint.formats, request);
        let content = match claims {
            Claims::Members(members) => Content::Members(members, format),
            Claims::Document(document) => Content::Json(document),
        };
        Ok(Reply::new(200, content_type, content))
    }
}

/// The access token, taken only from where this endpoint looks for it.
fn access_token<'a>(endpoint: &ClaimsEndpoint, request: &'a RecordedRequest) -> Result<&'a str, Refusal> {
    let in_query = request.query().get(endpoint.access_token_parameter).filter(|token| !token.is_empty());
    let in_query = match (in_query, endpoint.transmissions.contains(&BearerTransmission::Query)) {
        (Some(_), false) => return Err(Refusal::AccessTokenInQuery),
        (token, _) => token,
    };
    let in_header = request
        .header("authorization")
        .filter(|_| endpoint.transmissions.contains(&BearerTransmission::AuthorizationHeader))
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| endpoint.schemes.iter().any(|known| known.eq_ignore_ascii_case(scheme)))
        .map(|(_, token)| token.trim())
        .filter(|token| !token.is_empty());
    in_header.or(in_query).ok_or(Refusal::AccessTokenMissing)
}

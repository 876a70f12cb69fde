//! The endpoints with claims (RFC 6750).

use super::Engine;
use crate::fault::Fault;
use crate::reply::{Content, Reply};
use crate::request::RecordedRequest;
use crate::wire::{Bearer, Claims, ClaimsEndpoint, Refusal, select};

impl Engine {
    pub(super) fn claims(
        &self,
        endpoint: &ClaimsEndpoint,
        request: &RecordedRequest,
        fault: Option<&Fault>,
    ) -> Result<Reply, Refusal> {
        for requirement in endpoint.requirements.iter().filter(|requirement| requirement.is_early()) {
            requirement.check(request, &self.application.client_id)?;
        }
        let token = access_token(endpoint, request)?;
        if !self.wire.token.access_token.fits(token) {
            return Err(Refusal::AccessTokenMalformed);
        }
        let (consent, answer) = {
            let state = self.state();
            let known = state.access_tokens.get(token).ok_or(Refusal::AccessTokenUnknown)?;
            if known.expires.is_some_and(|expires| self.now(&state) >= expires) {
                return Err(Refusal::AccessTokenExpired);
            }
            (known.consent.clone(), known.answer.clone())
        };
        let grant = self.grant(&consent, token, &answer, request);
        for requirement in endpoint.requirements.iter().filter(|requirement| !requirement.is_early()) {
            requirement.check_grant(&grant)?;
        }
        if !endpoint.scopes.is_empty() && !endpoint.scopes.iter().any(|scope| grant.has_scope(scope)) {
            return Err(Refusal::ScopeMissing);
        }
        let swapped = self.swapped(&consent, fault);
        let claims = endpoint.answer.call(&self.grant(&swapped, token, &answer, request))?;
        let (format, content_type) = select(&endpoint.formats, request);
        let content = match claims {
            Claims::Members(members) => Content::Members(members, format),
            Claims::Document(document) => Content::Json(document),
        };
        Ok(Reply::new(200, content_type, content))
    }
}

/// The access token, taken only from where this endpoint looks for it, and only if it stands nowhere else.
fn access_token<'a>(endpoint: &ClaimsEndpoint, request: &'a RecordedRequest) -> Result<&'a str, Refusal> {
    let parameter = endpoint.access_token_parameter.as_ref();
    let in_header = request.header("authorization").and_then(|value| {
        let (scheme, token) = value.split_once(' ').unwrap_or(("", value));
        let known = endpoint.schemes.iter().any(|known| known.eq_ignore_ascii_case(scheme));
        Some(token.trim()).filter(|_| known)
    });
    let (in_query, in_form) = (request.query().get(parameter), request.form().get(parameter));
    let places = [(Bearer::Query, in_query), (Bearer::Form, in_form), (Bearer::Header, in_header)];
    let mut found =
        places.into_iter().filter_map(|(place, token)| Some((place, token.filter(|token| !token.is_empty())?)));
    match (found.next(), found.next()) {
        (Some((Bearer::Query, _)), _) if !endpoint.bearers.contains(&Bearer::Query) => Err(Refusal::AccessTokenInQuery),
        (_, Some(_)) => Err(Refusal::SeveralAccessTokens),
        (Some((place, token)), None) if endpoint.bearers.contains(&place) => Ok(token),
        _ => Err(Refusal::AccessTokenMissing),
    }
}

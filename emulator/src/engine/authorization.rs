//! The authorization endpoint and the decision on the consent page (RFC 6749 section 4.1.1 and 4.1.2).

use super::pkce;
use super::{Code, Consent, Engine, Ticket};
use crate::callback::PendingCallback;
use crate::fault::Fault;
use crate::json::{Json, Members};
use crate::page;
use crate::reply::{Content, Reply};
use crate::request::RecordedRequest;
use crate::wire::{ALPHANUMERIC, Offline, Pkce, Refusal, Shape};
use claimsmith_profile::{ResponseMode, ResponseType};
use std::time::Duration;

/// How long a consent page can be answered.
const TICKET_LIFETIME: Duration = Duration::from_secs(600);
const TICKET: Shape = Shape::new("", ALPHANUMERIC, 32);

impl Engine {
    /// The consent page for a valid request.
    pub(super) fn authorize(&self, request: &RecordedRequest) -> Result<Reply, Refusal> {
        let pending = self.check_authorization(request)?;
        let ticket = TICKET.random();
        let mut reply = page::consent(&self.wire, &self.application, &pending.redirect_uri, &pending.scopes, &ticket);
        reply.ticket = Some(ticket.clone());
        self.state().tickets.insert(ticket, pending);
        Ok(reply)
    }

    /// The callback with an ordered error, for a valid request.
    pub(super) fn authorization_error(
        &self,
        request: &RecordedRequest,
        code: &str,
        description: &str,
    ) -> Result<Reply, Refusal> {
        let pending = self.check_authorization(request)?;
        let members = vec![("error".into(), code.into()), ("error_description".into(), description.into())];
        Ok(self.call_back(&pending, members))
    }

    /// Every refusal is a page: nothing is sent to a redirect URI before it is known to be the application's, and
    /// these providers do not report mistakes of the application there either.
    pub(super) fn refuse_authorization(&self, refusal: Refusal) -> Reply {
        page::refused(&self.wire, (self.wire.authorization.refuse)(refusal), refusal).refused_for(refusal)
    }

    fn check_authorization(&self, request: &RecordedRequest) -> Result<Ticket, Refusal> {
        let endpoint = &self.wire.authorization;
        let parameter = |standard| endpoint.names.of(standard).and_then(|name| request.parameter(name));
        let client_id = parameter("client_id").ok_or(Refusal::ClientIdMissing)?;
        if client_id != self.application.client_id {
            return Err(Refusal::ClientUnknown);
        }
        let (said, redirect_uri) = self.redirect_uri(request)?;
        let response_type = self.response_type(parameter("response_type"))?;
        let scopes = endpoint.scope.split(parameter("scope").unwrap_or(&endpoint.scope.default));
        let mode = self.response_mode(parameter("response_mode"), response_type, &scopes)?;
        let nonce = parameter("nonce");
        if response_type == ResponseType::IdToken && nonce.is_none() {
            return Err(Refusal::NonceMissing);
        }
        let challenge = self.challenge(request, response_type)?;
        for requirement in &endpoint.requirements {
            requirement.check(request, client_id)?;
        }
        let now = self.now(&self.state());
        Ok(Ticket {
            redirect_uri: redirect_uri.to_owned(),
            redirect_uri_said: said.to_owned(),
            state: request.parameter("state").map(str::to_owned),
            response_type,
            mode,
            offline: self.is_offline(request, &scopes),
            scopes,
            nonce: nonce.map(str::to_owned),
            challenge: challenge.map(str::to_owned),
            expires: now.saturating_add(TICKET_LIFETIME),
        })
    }

    /// What the request says, and where the browser goes.
    fn redirect_uri<'a>(&'a self, request: &'a RecordedRequest) -> Result<(&'a str, &'a str), Refusal> {
        let known = &self.application.redirect_uris;
        let first = known.first().map(String::as_str).ok_or(Refusal::RedirectUriMissing)?;
        let Some(name) = self.wire.authorization.names.of("redirect_uri") else { return Ok((first, first)) };
        let said = request.parameter(name).ok_or(Refusal::RedirectUriMissing)?;
        let target = match &self.application.redirect_uri_name {
            Some(name) => (said == name).then_some(first),
            None => known.iter().map(String::as_str).find(|known| *known == said),
        };
        target.map(|target| (said, target)).ok_or(Refusal::RedirectUriMismatch)
    }

    fn response_type(&self, given: Option<&str>) -> Result<ResponseType, Refusal> {
        let endpoint = &self.wire.authorization;
        let given = match given {
            Some("code") => ResponseType::Code,
            Some("id_token") => ResponseType::IdToken,
            None if !endpoint.response_type_required || endpoint.names.of("response_type").is_none() => {
                return Ok(endpoint.response_types.first().copied().unwrap_or(ResponseType::Code));
            }
            _ => return Err(Refusal::ResponseType),
        };
        if endpoint.response_types.contains(&given) { Ok(given) } else { Err(Refusal::ResponseType) }
    }

    /// What an id_token is brought with must not be logged by a server (OAuth 2.0 Multiple Response Type Encoding
    /// Practices section 2.1): not in the query.
    fn response_mode(
        &self,
        given: Option<&str>,
        response_type: ResponseType,
        scopes: &[String],
    ) -> Result<ResponseMode, Refusal> {
        let endpoint = &self.wire.authorization;
        let fits = |mode: ResponseMode| response_type == ResponseType::Code || mode != ResponseMode::Query;
        let mode = match given {
            None => endpoint.response_modes.iter().copied().find(|mode| fits(*mode)).unwrap_or(ResponseMode::Fragment),
            Some("query") => ResponseMode::Query,
            Some("form_post") => ResponseMode::FormPost,
            Some("fragment") => ResponseMode::Fragment,
            Some(_) => return Err(Refusal::ResponseMode),
        };
        let allowed = given.is_none() || endpoint.response_modes.contains(&mode);
        let form_post_wanted = scopes.iter().any(|scope| endpoint.form_post_scopes.iter().any(|known| known == scope));
        if allowed && fits(mode) && (mode == ResponseMode::FormPost || !form_post_wanted) {
            Ok(mode)
        } else {
            Err(Refusal::ResponseMode)
        }
    }

    fn challenge<'a>(
        &self,
        request: &'a RecordedRequest,
        response_type: ResponseType,
    ) -> Result<Option<&'a str>, Refusal> {
        let challenge = request.parameter("code_challenge");
        let method = request.parameter("code_challenge_method");
        match self.wire.authorization.pkce {
            Pkce::Ignored => Ok(None),
            Pkce::Refused if challenge.is_some() || method.is_some() => Err(Refusal::CodeChallenge),
            Pkce::Required if challenge.is_none() && response_type == ResponseType::Code => Err(Refusal::CodeChallenge),
            Pkce::Refused | Pkce::Required | Pkce::Verified => pkce::challenge(challenge, method),
        }
    }

    fn is_offline(&self, request: &RecordedRequest, scopes: &[String]) -> bool {
        match self.wire.token.refresh.as_ref().map(|refresh| &refresh.offline) {
            None => false,
            Some(Offline::Always) => true,
            Some(Offline::Parameters(parameters)) => {
                parameters.iter().all(|(name, value)| request.parameter(name) == Some(value))
            }
            Some(Offline::Scope(scope)) => scopes.iter().any(|granted| granted == scope),
        }
    }

    /// The form of the consent page: a ticket, and either a user or the wish to deny.
    pub(super) fn decide(&self, request: &RecordedRequest, fault: Option<&Fault>) -> Reply {
        let user = request.form().get("user").map(|key| self.user_index(key));
        let denied = request.form().get("deny").is_some();
        let consent_given_to = match (user, denied) {
            (Some(Some(user)), false) => Some(user),
            (None, true) => None,
            _ => return page::invalid_decision(&self.wire, "The form names no user and no denial, or both."),
        };
        let ticket = request.form().get("ticket").and_then(|ticket| {
            let mut state = self.state();
            let now = self.now(&state);
            state.tickets.remove(ticket).filter(|ticket| now < ticket.expires)
        });
        let Some(ticket) = ticket else {
            return page::invalid_decision(
                &self.wire,
                "This page has been answered before, or it is too old. Start the sign-in again.",
            );
        };
        match consent_given_to {
            Some(user) => self.consent(ticket, user, request, fault),
            None => {
                let denial = &self.wire.authorization.denial;
                let members = denial.iter().map(|(name, value)| (name.clone(), Json::from(value.as_ref()))).collect();
                self.call_back(&ticket, members)
            }
        }
    }

    fn consent(&self, ticket: Ticket, user: usize, request: &RecordedRequest, fault: Option<&Fault>) -> Reply {
        let first = self.state().consented.insert(user);
        let consent = Consent {
            user,
            scopes: ticket.scopes.clone(),
            nonce: ticket.nonce.clone(),
            first,
            offline: ticket.offline,
        };
        let mut members = Members::new();
        match ticket.response_type {
            ResponseType::Code => {
                let code = self.wire.authorization.code.random();
                members.push(("code".into(), code.as_str().into()));
                let mut state = self.state();
                let expires = self.now(&state).saturating_add(self.wire.authorization.code_lifetime);
                let (redirect_uri, challenge) = (ticket.redirect_uri_said.clone(), ticket.challenge.clone());
                let consent = consent.clone();
                state.codes.insert(code, Code { consent, redirect_uri, challenge, expires, used: false });
            }
            ResponseType::IdToken => {
                let id_token = self.id_token(&consent, None, request, fault);
                members.extend(id_token.map(|id_token| ("id_token".into(), id_token.into())));
            }
        }
        if let Some(compute) = &self.wire.authorization.callback_parameters {
            let further = compute.call(&self.grant(&consent, "", &Members::new(), request));
            members.extend(further.into_iter().map(|(name, value)| (name, Json::from(value))));
        }
        self.call_back(&ticket, members)
    }

    fn call_back(&self, ticket: &Ticket, mut parameters: Members) -> Reply {
        parameters.extend(ticket.state.as_deref().map(|state| ("state".into(), state.into())));
        if self.wire.authorization.callback_issuer {
            parameters.push(("iss".into(), self.issuer.as_str().into()));
        }
        let callback = PendingCallback { redirect_uri: ticket.redirect_uri.clone(), mode: ticket.mode, parameters };
        Reply::new(200, "text/plain; charset=utf-8", Content::Callback(callback))
    }
}

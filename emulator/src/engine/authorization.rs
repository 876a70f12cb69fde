//! The authorization endpoint and the decision on the consent page (RFC 6749 section 4.1.1 and 4.1.2).

use super::pkce;
use super::{Code, Consent, Engine, Ticket};
use crate::page;
use crate::parameters::append_to_url;
use crate::reply::Reply;
use crate::request::RecordedRequest;
use crate::wire::{ALPHANUMERIC, Refusal, Shape};
use std::time::Duration;

/// How long a consent page can be answered.
const TICKET_LIFETIME: Duration = Duration::from_secs(600);
const TICKET: Shape = Shape { prefix: "", alphabet: ALPHANUMERIC, length: 32 };

impl Engine {
    /// The consent page for a valid request.
    pub(super) fn authorize(&self, request: &RecordedRequest) -> Result<Reply, Refusal> {
        let pending = self.check_authorization(request)?;
        let ticket = TICKET.random();
        let mut reply = page::consent(self.wire, &self.application, &pending.redirect_uri, &pending.scopes, &ticket);
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
        Ok(call_back(&pending, &[("error", code), ("error_description", description)]))
    }

    /// Every refusal is a page: nothing is sent to a redirect URI before it is known to be the application's, and
    /// these providers do not report mistakes of the application there either.
    pub(super) fn refuse_authorization(&self, refusal: Refusal) -> Reply {
        page::refused(self.wire, (self.wire.authorization.refuse)(refusal), refusal).refused_for(refusal)
    }

    fn check_authorization(&self, request: &RecordedRequest) -> Result<Ticket, Refusal> {
        let endpoint = &self.wire.authorization;
        let client_id = request.parameter(endpoint.client_id_parameter).ok_or(Refusal::ClientIdMissing)?;
        if client_id != self.application.client_id {
            return Err(Refusal::ClientUnknown);
        }
        let redirect_uri = request.parameter("redirect_uri").ok_or(Refusal::RedirectUriMissing)?;
        if !self.application.redirect_uris.iter().any(|registered| registered == redirect_uri) {
            return Err(Refusal::RedirectUriMismatch);
        }
        match request.parameter("response_type") {
            Some("code") => {}
            None if !endpoint.response_type_required => {}
            _ => return Err(Refusal::ResponseType),
        }
        let challenge =
            pkce::challenge(request.parameter("code_challenge"), request.parameter("code_challenge_method"))?;
        let scope = request.parameter("scope").unwrap_or(endpoint.scope.default);
        let now = self.now(&self.state());
        Ok(Ticket {
            redirect_uri: redirect_uri.to_owned(),
            state: request.parameter("state").map(str::to_owned),
            scopes: endpoint.scope.split(scope),
            challenge: challenge.map(str::to_owned),
            expires: now.saturating_add(TICKET_LIFETIME),
        })
    }

    /// The form of the consent page: a ticket, and either a user or the wish to deny.
    pub(super) fn decide(&self, request: &RecordedRequest) -> Reply {
        let users = self.wire.users;
        let user = request.form().get("user").map(|key| users.iter().find(|user| user.key == key));
        let denied = request.form().get("deny").is_some();
        let consent_given_to = match (user, denied) {
            (Some(Some(user)), false) => Some(user),
            (None, true) => None,
            _ => return page::invalid_decision(self.wire, "The form names no user and no denial, or both."),
        };
        let mut state = self.state();
        let now = self.now(&state);
        let ticket = request.form().get("ticket").and_then(|ticket| state.tickets.remove(ticket));
        let Some(ticket) = ticket.filter(|ticket| now < ticket.expires) else {
            return page::invalid_decision(
                self.wire,
                "This page has been answered before, or it is too old. Start the sign-in again.",
            );
        };
        let Some(user) = consent_given_to else {
            return call_back(&ticket, self.wire.authorization.denial);
        };
        let code = self.wire.authorization.code.random();
        let reply = call_back(&ticket, &[("code", &code)]);
        let Ticket { redirect_uri, scopes, challenge, .. } = ticket;
        let expires = now.saturating_add(self.wire.authorization.code_lifetime);
        let consent = Consent { user, scopes };
        state.codes.insert(code, Code { consent, redirect_uri, challenge, expires, used: false });
        reply
    }
}

fn call_back(ticket: &Ticket, parameters: &[(&str, &str)]) -> Reply {
    let state = ticket.state.as_deref().map(|state| ("state", state));
    Reply::redirect(302, append_to_url(&ticket.redirect_uri, parameters.iter().copied().chain(state)))
}

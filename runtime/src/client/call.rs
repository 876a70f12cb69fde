//! One request of a sign-in over the transport.

use super::Inner;
use crate::core::check_response;
use crate::error::{Endpoint, SignInError};
use crate::transport::{Request, Response, TransportError, TransportFault};
use claimsmith_profile::Method;

impl Inner {
    /// Sends a request and checks the answer as every answer is.
    pub(super) async fn call(&self, request: Request) -> Result<Response, SignInError> {
        let (endpoint, body_limit) = (request.endpoint, request.body_limit);
        // Codes and refresh tokens are spent by the first request, so only a request that changes nothing may be sent
        // again, and only if it never left.
        let again = (is_reading(endpoint) && request.method == Method::Get).then(|| request.clone());
        let mut answer = self.transport.call(request).await;
        if let (Err(TransportError { kind: TransportFault::Connect }), Some(request)) = (&answer, again) {
            answer = self.transport.call(request).await;
        }
        let response = answer.map_err(|error| SignInError::Transport { endpoint, kind: error.kind })?;
        tracing::debug!(
            target: "claimsmith",
            provider = self.profile.label(),
            profile = %self.profile.id,
            %endpoint,
            status = response.status,
            bytes = response.body.len(),
            "answer received"
        );
        check_response(endpoint, &response, body_limit)?;
        Ok(response)
    }
}

fn is_reading(endpoint: Endpoint) -> bool {
    matches!(endpoint, Endpoint::Claims | Endpoint::FollowUp | Endpoint::Discovery | Endpoint::Jwks)
}

//! A sign-in that did not succeed.

use axum::http::StatusCode;
use claimsmith_runtime::{CallbackFault, SignInError, TransportFault};

/// What [`SignIn::on_error`](crate::SignIn::on_error) is given.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct SignInFailure {
    /// Id of the technical profile whose route was called.
    pub profile_id: String,
    /// Its display name, the label of the button.
    pub display_name: String,
    /// Why. Its `Display` is for logs and may quote the provider; for pages there is
    /// [`SignInError::public_message`].
    pub error: SignInError,
    /// Path of this application at which the user can begin again.
    pub retry_path: String,
}

impl SignInFailure {
    /// The HTTP status that fits: 403 when the user declined or the policy refuses the user, 400 for a callback that is not in order (413 for one that is
    /// too large) and for a request whose parameters cannot be sent on, 502 for a provider that failed (504 when it was too
    /// slow), 500 for a fault of this application.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        status_of(&self.error)
    }
}

pub(crate) fn status_of(error: &SignInError) -> StatusCode {
    match error {
        SignInError::UserDenied { .. } | SignInError::Assertion { .. } => StatusCode::FORBIDDEN,
        SignInError::Callback { fault: CallbackFault::TooLarge } => StatusCode::PAYLOAD_TOO_LARGE,
        SignInError::StateMismatch
        | SignInError::FlowExpired
        | SignInError::IssuerMismatch
        | SignInError::InvalidInput { .. }
        | SignInError::Callback { .. } => StatusCode::BAD_REQUEST,
        SignInError::UnknownProfile => StatusCode::NOT_FOUND,
        SignInError::Transport { kind: TransportFault::Timeout, .. } => StatusCode::GATEWAY_TIMEOUT,
        SignInError::Provider { .. }
        | SignInError::BadResponse { .. }
        | SignInError::IdToken { .. }
        | SignInError::MissingClaim { .. }
        | SignInError::ClaimType { .. }
        | SignInError::UnreadableClaim { .. }
        | SignInError::Transport { .. } => StatusCode::BAD_GATEWAY,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

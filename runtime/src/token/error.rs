//! Why the payload of a token is not what the policy says of it.

use crate::error::{ResponseFault, SignInError};
use claimsmith_profile::DataType;

/// Why the payload of a token cannot be read. Never contains a value of the token.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TokenError {
    /// The payload is no JSON object, or one beyond all measure.
    #[error("the payload of the token cannot be read: {reason}")]
    Payload {
        /// What is wrong with it.
        reason: ResponseFault,
    },
    /// A claim without a value that the policy always gives one.
    #[error("the token has no value for the claim {claim}, which its policy always gives")]
    MissingClaim {
        /// Name of the claim in the token.
        claim: String,
    },
    /// A claim has a value that does not fit its data type.
    #[error("the claim {claim} of the token must be a {}, and is {found}", expected.name())]
    ClaimType {
        /// Name of the claim in the token.
        claim: String,
        /// Its data type.
        expected: DataType,
        /// What was found instead.
        found: &'static str,
    },
    /// A claim has a value of its data type that the Rust type which the application chose for it does not take.
    #[error("the claim {claim} of the token must read as `{expected}`, and is {found} that does not")]
    UnreadableClaim {
        /// Name of the claim in the token.
        claim: String,
        /// The Rust type, as the argument `types` names it.
        expected: &'static str,
        /// What was found instead.
        found: &'static str,
    },
    /// A claim that every token may have is of another kind than RFC 7519 or OpenID Connect Core says. It is refused, never
    /// skipped: what cannot be read cannot be checked.
    #[error("the claim {claim} of the token must be {expected}")]
    RegisteredClaim {
        /// Name of the claim in the token.
        claim: &'static str,
        /// What it has to be.
        expected: &'static str,
    },
    /// A claims struct that was written by hand refuses the claims.
    #[error("the claims of the token cannot be used: {0}")]
    Refused(Box<SignInError>),
}

impl TokenError {
    /// The same for a token: there is no provider that said something.
    pub(super) fn of(error: SignInError) -> Self {
        match error {
            SignInError::MissingClaim { claim } => Self::MissingClaim { claim },
            SignInError::ClaimType { claim, expected, found } => Self::ClaimType { claim, expected, found },
            SignInError::UnreadableClaim { claim, expected, found } => Self::UnreadableClaim { claim, expected, found },
            other => Self::Refused(Box::new(other)),
        }
    }
}

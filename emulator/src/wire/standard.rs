//! The errors of the specifications, for providers that keep to them.

use super::{Refusal, Refused};

/// RFC 6749 section 4.1.2.1, on the provider's own page.
pub(crate) fn refuse_authorization(refusal: Refusal) -> Refused {
    let (code, description) = match refusal {
        Refusal::ClientIdMissing => ("invalid_request", "The client_id is missing."),
        Refusal::ClientUnknown => ("unauthorized_client", "The client is not registered."),
        Refusal::RedirectUriMissing => ("invalid_request", "The redirect_uri is missing."),
        Refusal::RedirectUriMismatch => ("invalid_request", "The redirect_uri is not registered for this client."),
        Refusal::ResponseType => ("unsupported_response_type", "The response_type is not supported."),
        Refusal::ResponseMode => ("invalid_request", "The response_mode is not supported."),
        Refusal::NonceMissing => ("invalid_request", "The nonce is missing."),
        Refusal::CodeChallenge => ("invalid_request", "The code_challenge is missing or not supported."),
        _ => ("invalid_request", "The authorization request is not valid."),
    };
    Refused::named(400, code, description)
}

/// RFC 6749 section 5.2.
pub(crate) fn refuse_token(refusal: Refusal) -> Refused {
    match refusal {
        Refusal::ClientIdMissing
        | Refusal::ClientUnknown
        | Refusal::SecretMissing
        | Refusal::SecretWrong
        | Refusal::CredentialsMalformed
        | Refusal::AssertionMalformed
        | Refusal::AssertionSignature
        | Refusal::AssertionClaims
        | Refusal::AssertionReplayed => Refused::named(401, "invalid_client", "Client authentication failed."),
        Refusal::GrantType => Refused::named(400, "unsupported_grant_type", "The grant_type is not supported."),
        Refusal::CodeUnknown
        | Refusal::CodeExpired
        | Refusal::CodeReused
        | Refusal::RedirectUriMismatch
        | Refusal::VerifierMissing
        | Refusal::VerifierWrong
        | Refusal::VerifierUnexpected => Refused::named(400, "invalid_grant", "The code is not valid."),
        Refusal::RefreshTokenUnknown => Refused::named(400, "invalid_grant", "The refresh token is not valid."),
        _ => Refused::named(400, "invalid_request", "The token request is not valid."),
    }
}

/// RFC 6750 section 3.1.
pub(crate) fn refuse_claims(refusal: Refusal) -> Refused {
    match refusal {
        Refusal::AccessTokenMissing
        | Refusal::AccessTokenMalformed
        | Refusal::AccessTokenUnknown
        | Refusal::AccessTokenExpired => Refused::named(401, "invalid_token", "The access token is not valid."),
        Refusal::ScopeMissing => Refused::named(403, "insufficient_scope", "The scope was not granted."),
        _ => Refused::named(400, "invalid_request", "The request is not valid."),
    }
}

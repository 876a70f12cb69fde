//! The audience of an answer whose id_token is not validated.

use super::parse::unverified_claims;
use super::rules;
use crate::answer::Answer;
use crate::error::{IdTokenFault, SignInError};

/// Compares `aud` of the token answer's id_token with metadata `IdTokenAudience`, as strictly as that of a validated one.
/// Yields whether the id_token names an audience; where it does not, the claims answer has to.
///
/// The id_token came over the provider's own TLS connection, so its audience may be believed; none of its other claims is
/// looked at.
///
/// # Errors
/// [`SignInError::IdToken`]: another audience, or an id_token that cannot be read.
pub(crate) fn check_token_audience(audience: &str, id_token: &str) -> Result<bool, SignInError> {
    let claims = unverified_claims(id_token).map_err(refused)?;
    if !claims.contains("aud") {
        return Ok(false);
    }
    rules::check_audience(&claims, audience).map_err(refused)?;
    Ok(true)
}

/// Compares `aud` of the claims answer with metadata `IdTokenAudience`.
///
/// # Errors
/// [`SignInError::IdToken`]: another audience or none, or no claims answer.
pub(crate) fn check_claims_audience(audience: &str, claims: Option<&Answer>) -> Result<(), SignInError> {
    let claims = claims.ok_or_else(|| refused(IdTokenFault::Audience))?;
    rules::check_audience(claims, audience).map_err(refused)
}

fn refused(check: IdTokenFault) -> SignInError {
    SignInError::IdToken { check }
}

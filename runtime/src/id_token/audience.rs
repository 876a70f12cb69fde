//! The audience of an answer whose id_token is not validated.

use super::parse::unverified_claims;
use super::rules::texts;
use crate::answer::{Answer, Found};
use crate::error::{IdTokenFault, SignInError};

/// Compares `aud` of the token answer's id_token, else of the claims answer, with metadata `IdTokenAudience`.
///
/// The id_token came over the provider's own TLS connection, so its audience may be believed; none of its other claims is
/// looked at.
///
/// # Errors
/// [`SignInError::IdToken`]: another audience or none, or an id_token that cannot be read.
pub(crate) fn check_audience(
    audience: &str,
    id_token: Option<&str>,
    claims: Option<&Answer>,
) -> Result<(), SignInError> {
    let token = id_token.map(unverified_claims).transpose();
    let token = token.map_err(|check| SignInError::IdToken { check })?;
    let answer = token.as_ref().filter(|token| token.contains("aud")).or(claims);
    match answer.is_some_and(|answer| names(answer, audience)) {
        true => Ok(()),
        false => Err(SignInError::IdToken { check: IdTokenFault::Audience }),
    }
}

fn names(answer: &Answer, audience: &str) -> bool {
    match answer.get("aud") {
        Ok(Some(Found::Text(text))) => text == audience,
        Ok(Some(Found::Array(array))) => texts(array).is_some_and(|texts| texts.iter().any(|text| text == audience)),
        _ => false,
    }
}

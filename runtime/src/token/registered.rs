//! Claims that every token may have, whatever its policy names (RFC 7519 section 4.1, OpenID Connect Core section 2).
//!
//! A claim of the wrong kind is refused, never skipped, unless the policy itself gives tokens a claim of that name: then its
//! data type counts.

use super::{TokenError, is_in_contract};
use crate::answer::{Answer, Found};
use claimsmith_profile::Profile;

const TEXT: &str = "a text";
const TEXTS: &str = "a text or an array of texts";
const TIME: &str = "a number of seconds since 1970";

/// What the issuer of a token says of it. None of it has been checked here.
///
/// Which of them there are is the issuer's to decide; an ID token has `iss`, `sub`, `aud`, `exp` and `iat`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RegisteredClaims {
    /// `iss`: who issued the token. Its form is metadata `IssuanceClaimPattern` of B2C's token issuer.
    pub issuer: Option<String>,
    /// `sub`: whom the token is about. In the tokens of a policy it is the claim that `SubjectNamingInfo` names.
    pub subject: Option<String>,
    /// `aud`: whom the token is for; empty without one.
    pub audience: Vec<String>,
    /// `exp`: seconds since 1970 from which on the token is not accepted.
    pub expires_at: Option<u64>,
    /// `nbf`: seconds since 1970 before which the token is not accepted.
    pub not_before: Option<u64>,
    /// `iat`: seconds since 1970 when it was issued.
    pub issued_at: Option<u64>,
    /// `jti`: the id of the token.
    pub token_id: Option<String>,
    /// `auth_time`: seconds since 1970 when the user signed in.
    pub authenticated_at: Option<u64>,
    /// `nonce`: what the application sent with its request.
    pub nonce: Option<String>,
    /// `acr`: with metadata `AuthenticationContextReferenceClaimPattern` = `PolicyId` of B2C's token issuer the name of the
    /// policy; with `None` there is none.
    pub authentication_context: Option<String>,
}

/// Whether [`RegisteredClaims`] holds the claim of this name.
pub(super) fn is_registered(name: &str) -> bool {
    matches!(name, "iss" | "sub" | "aud" | "exp" | "nbf" | "iat" | "jti" | "auth_time" | "nonce" | "acr")
}

impl RegisteredClaims {
    pub(super) fn read(answer: &Answer, profile: &Profile) -> Result<Self, TokenError> {
        let payload = Payload { answer, profile };
        Ok(Self {
            issuer: payload.text("iss")?,
            // A number may be read as the id of somebody else, whatever the policy says.
            subject: payload.strictly("sub", TEXT, text)?,
            audience: payload.claim("aud", TEXTS, texts)?.unwrap_or_default(),
            expires_at: payload.time("exp")?,
            not_before: payload.time("nbf")?,
            issued_at: payload.time("iat")?,
            token_id: payload.text("jti")?,
            authenticated_at: payload.time("auth_time")?,
            nonce: payload.text("nonce")?,
            authentication_context: payload.text("acr")?,
        })
    }
}

struct Payload<'a> {
    answer: &'a Answer,
    profile: &'a Profile,
}

impl Payload<'_> {
    fn text(&self, claim: &'static str) -> Result<Option<String>, TokenError> {
        self.claim(claim, TEXT, text)
    }

    fn time(&self, claim: &'static str) -> Result<Option<u64>, TokenError> {
        self.claim(claim, TIME, time)
    }

    fn claim<T>(
        &self,
        claim: &'static str,
        expected: &'static str,
        read: fn(Found<'_>) -> Option<T>,
    ) -> Result<Option<T>, TokenError> {
        match self.strictly(claim, expected, read) {
            Err(TokenError::RegisteredClaim { .. }) if is_in_contract(claim, self.profile) => Ok(None),
            other => other,
        }
    }

    fn strictly<T>(
        &self,
        claim: &'static str,
        expected: &'static str,
        read: fn(Found<'_>) -> Option<T>,
    ) -> Result<Option<T>, TokenError> {
        let found = self.answer.get(claim).map_err(|reason| TokenError::Payload { reason })?;
        found.map(|found| read(found).ok_or(TokenError::RegisteredClaim { claim, expected })).transpose()
    }
}

fn text(found: Found<'_>) -> Option<String> {
    if let Found::Text(text) = found { Some(text.into_owned()) } else { None }
}

fn texts(found: Found<'_>) -> Option<Vec<String>> {
    match found {
        Found::Text(text) => Some(vec![text.into_owned()]),
        Found::Array(json) => serde_json::from_str(json).ok(),
        _ => None,
    }
}

/// A `NumericDate` (RFC 7519 section 2): a JSON number, possibly with a fraction, which is dropped.
fn time(found: Found<'_>) -> Option<u64> {
    let Found::Number(number) = found else { return None };
    let seconds = || number.parse().ok().filter(|seconds: &f64| seconds.is_finite() && *seconds >= 0.0);
    // A number with a fraction or an exponent; one that is larger than any time becomes the last.
    number.parse().ok().or_else(|| seconds().map(|seconds| seconds as u64))
}

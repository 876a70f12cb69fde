//! How the application proves who it is (RFC 6749 section 2.3, RFC 7523).

use super::Engine;
use crate::keys::{Compact, PublicKey};
use crate::parameters;
use crate::request::RecordedRequest;
use crate::wire::{Authentication, Place, Refusal};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

/// An assertion must not be valid for longer than this, in seconds: an hour.
const LONGEST_ASSERTION: i64 = 3600;
/// Apple's limit for a client secret, in seconds: 15,777,000.
const LONGEST_SECRET: i64 = 15_777_000;
/// Clocks may differ by this much, in seconds.
const SKEW: i64 = 60;

const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

impl Engine {
    /// A parameter of the token request, by its standard name, where the endpoint looks for it.
    pub(super) fn token_parameter<'a>(&self, request: &'a RecordedRequest, standard: &str) -> Option<&'a str> {
        let name = self.wire.token.names.of(standard)?;
        let found = self.wire.token.places.iter().find_map(|place| match place {
            Place::Query => request.query().get(name),
            Place::Form => request.form().get(name),
            Place::Json => request.json().get(name),
        });
        found.filter(|value| !value.is_empty())
    }

    /// One of the ways that the token endpoint knows, and no second one beside it.
    pub(super) fn authenticate_client(&self, request: &RecordedRequest) -> Result<(), Refusal> {
        let basic = basic(request);
        let secret = self.token_parameter(request, "client_secret");
        let assertion = self.token_parameter(request, "client_assertion");
        let ways = [basic.is_some(), secret.is_some(), assertion.is_some()];
        if ways.into_iter().filter(|there| *there).count() > 1 {
            return Err(Refusal::SeveralAuthentications);
        }
        let client_id = self.token_parameter(request, "client_id");
        let known = &self.wire.token.authentication;
        if let Some(credentials) = basic
            && known.contains(&Authentication::Basic)
        {
            self.check_client_id(client_id.unwrap_or(&self.application.client_id))?;
            let (client_id, secret) = credentials?;
            return self.check_secret(&client_id, &secret);
        }
        let by_assertion = known.iter().find_map(|way| match way {
            Authentication::PrivateKeyJwt { audiences } => Some(audiences),
            _ => None,
        });
        if let (Some(assertion), Some(audiences)) = (assertion, by_assertion) {
            if self.token_parameter(request, "client_assertion_type") != Some(ASSERTION_TYPE) {
                return Err(Refusal::AssertionMalformed);
            }
            self.check_client_id(client_id.unwrap_or(&self.application.client_id))?;
            return self.check_assertion(assertion, audiences.iter().map(AsRef::as_ref).collect());
        }
        self.check_parameters(client_id.ok_or(Refusal::ClientIdMissing)?, secret)
    }

    /// Id and secret as parameters, or the id alone.
    fn check_parameters(&self, client_id: &str, secret: Option<&str>) -> Result<(), Refusal> {
        self.check_client_id(client_id)?;
        for way in &self.wire.token.authentication {
            match (way, secret) {
                (Authentication::Public, None) => return Ok(()),
                (Authentication::Post, Some(secret)) => return self.check_secret(client_id, secret),
                (Authentication::Es256Secret { audience }, Some(secret)) => {
                    return self.check_signed_secret(secret, audience);
                }
                _ => {}
            }
        }
        Err(Refusal::SecretMissing)
    }

    fn check_client_id(&self, client_id: &str) -> Result<(), Refusal> {
        if client_id == self.application.client_id { Ok(()) } else { Err(Refusal::ClientUnknown) }
    }

    fn check_secret(&self, client_id: &str, secret: &str) -> Result<(), Refusal> {
        self.check_client_id(client_id)?;
        if secret == self.application.client_secret { Ok(()) } else { Err(Refusal::SecretWrong) }
    }

    /// RFC 7523 section 3.
    fn check_assertion(&self, assertion: &str, audiences: Vec<&str>) -> Result<(), Refusal> {
        let token = self.verified(assertion)?;
        let here = format!("{}{}", self.origin, self.wire.token.path);
        let text = |name: &str| token.claims.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
        let for_us = |audience: &str| audience == here || audience == self.issuer || audiences.contains(&audience);
        let audience_fits = match token.claims.get("aud") {
            Some(Value::String(audience)) => for_us(audience),
            Some(Value::Array(audience)) => audience.iter().filter_map(Value::as_str).any(for_us),
            _ => false,
        };
        let client_id = Some(self.application.client_id.as_str());
        let id = text("jti").ok_or(Refusal::AssertionClaims)?;
        if text("iss") != client_id || text("sub") != client_id || !audience_fits {
            return Err(Refusal::AssertionClaims);
        }
        self.check_times(&token.claims, LONGEST_ASSERTION)?;
        let mut state = self.state();
        if state.assertions.get(id).is_some() {
            return Err(Refusal::AssertionReplayed);
        }
        state.assertions.insert(id.to_owned(), ());
        Ok(())
    }

    /// Apple: "Creating a client secret". It may be used many times.
    fn check_signed_secret(&self, secret: &str, audience: &str) -> Result<(), Refusal> {
        let token = self.verified(secret)?;
        let text = |value: &Value, name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let (issuer, key_id) = (text(&token.claims, "iss"), text(&token.header, "kid"));
        let issuer_fits = match &self.application.secret_issuer {
            Some((known_issuer, known_key)) => issuer == *known_issuer && key_id == *known_key,
            None => !issuer.is_empty() && !key_id.is_empty(),
        };
        let subject_fits = text(&token.claims, "sub") == self.application.client_id;
        if !issuer_fits || !subject_fits || text(&token.claims, "aud") != audience {
            return Err(Refusal::AssertionClaims);
        }
        if text(&token.header, "alg") != "ES256" {
            return Err(Refusal::AssertionMalformed);
        }
        self.check_times(&token.claims, LONGEST_SECRET)
    }

    /// A token that the application's key signed.
    fn verified<'a>(&self, text: &'a str) -> Result<Compact<'a>, Refusal> {
        let token = Compact::read(text).ok_or(Refusal::AssertionMalformed)?;
        let key = self.public_key.as_ref().ok_or(Refusal::AssertionSignature)?;
        let algorithm = token.header.get("alg").and_then(Value::as_str).unwrap_or_default();
        match PublicKey::verify(key, algorithm, token.input.as_bytes(), &token.signature) {
            None => Err(Refusal::AssertionMalformed),
            Some(false) => Err(Refusal::AssertionSignature),
            Some(true) => Ok(token),
        }
    }

    fn check_times(&self, claims: &Value, longest: i64) -> Result<(), Refusal> {
        let now = self.unix_time();
        let number = |name: &str| match claims.get(name) {
            None => Ok(None),
            Some(value) => value.as_i64().map(Some).ok_or(Refusal::AssertionClaims),
        };
        let expires = number("exp")?.ok_or(Refusal::AssertionClaims)?;
        let begun = [number("nbf")?, number("iat")?].into_iter().flatten().all(|time| time <= now.saturating_add(SKEW));
        if begun && now < expires && expires <= now.saturating_add(longest + SKEW) {
            Ok(())
        } else {
            Err(Refusal::AssertionClaims)
        }
    }
}

/// Id and secret of an `Authorization: Basic` header, if there is one.
fn basic(request: &RecordedRequest) -> Option<Result<(String, String), Refusal>> {
    let (scheme, credentials) = request.header("authorization")?.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("Basic") {
        return None;
    }
    let decoded = STANDARD.decode(credentials.trim()).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let pair = decoded.and_then(|text| {
        let (client_id, secret) = text.split_once(':')?;
        Some((parameters::decode(client_id).ok()?, parameters::decode(secret).ok()?))
    });
    Some(pair.ok_or(Refusal::CredentialsMalformed))
}

//! The payload of a token that a policy issues to an application, typed by the token contract of its relying party.
//!
//! Nothing here looks at a signature, an issuer, an audience or a lifetime: an application verifies the token first, with
//! its own JWT library, and gives what was signed to [`Token`].
//!
//! Data flow: text → `members` (one object, bounded like a provider's answer) → `registered` (claims that every token may
//! have) and the claims of the contract, each converted as a provider's would be → `further` (what is left).

mod error;
mod further;
mod members;
mod registered;

pub use error::TokenError;
pub use further::FurtherClaims;
pub use registered::RegisteredClaims;

use crate::answer::Answer;
use crate::claims::{ClaimReader, Claims, Slot, convert};
use claimsmith_profile::{AnswerFormat, ClaimSource, OutputClaim, Profile};
use serde::de::{Deserialize, Deserializer, Error};

/// The claims that a policy puts into the tokens of an application: the output claims of its relying party. Generated code
/// implements it for the struct that the relying party becomes.
pub trait TokenContract: Claims {
    /// The technical profile of the relying party. Of it only `id` and [`outputs`](Profile::outputs) say something, and of
    /// those neither defaults nor `required`: the id of each is the name of a claim in the token.
    const PROFILE: Profile;
}

/// The payload of a token of an application, typed.
///
/// Verify the token before: whoever sends one can write into it what they like. With `jsonwebtoken` the two are one call,
/// `decode::<Token<contoso::TokenClaims>>(…)`; with a library that gives the payload as text, [`Token::from_payload`].
///
/// It deserializes from JSON as `serde_json` reads it, on its own or as a `#[serde(flatten)]` field of something larger.
/// In the latter case numbers of [`Token::further`] are written anew.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Token<C> {
    /// The claims that the policy names.
    pub claims: C,
    /// What the issuer of any token may say of it.
    pub registered: RegisteredClaims,
    /// The members that are neither.
    pub further: FurtherClaims,
}

impl<C: TokenContract> Token<C> {
    /// Reads the payload of a token that has been verified: one JSON object in UTF-8. A claim converts as one of a
    /// provider's answer does: a text of digits is a number, a single text a collection of one. No default of the policy
    /// is applied, which is the issuer's to do.
    ///
    /// # Errors
    /// [`TokenError::Payload`] for what is no JSON object, or one beyond all measure; [`TokenError::RegisteredClaim`],
    /// [`TokenError::ClaimType`] and [`TokenError::UnreadableClaim`] for a value of another type;
    /// [`TokenError::MissingClaim`] for a claim without a value that the policy always gives one.
    pub fn from_payload(payload: &[u8]) -> Result<Self, TokenError> {
        let answer = Answer::parse(payload, AnswerFormat::Json).map_err(|reason| TokenError::Payload { reason })?;
        Self::read(answer)
    }

    fn read(answer: Answer) -> Result<Self, TokenError> {
        let registered = RegisteredClaims::read(&answer, &C::PROFILE)?;
        let claims = claims(&answer, &C::PROFILE)?;
        Ok(Self { claims, registered, further: FurtherClaims::of(answer, &C::PROFILE) })
    }
}

impl<'de, C: TokenContract> Deserialize<'de> for Token<C> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::read(members::read(deserializer)?).map_err(D::Error::custom)
    }
}

/// Reads the claims of a contract alone, as [`Token`] does: `Deserialize` of generated code.
///
/// # Errors
/// The deserializer's, and those of [`Token::from_payload`] as its texts.
pub fn deserialize_token_claims<'de, C: TokenContract, D: Deserializer<'de>>(deserializer: D) -> Result<C, D::Error> {
    Token::read(members::read(deserializer)?).map(|token: Token<C>| token.claims).map_err(D::Error::custom)
}

fn claims<C: Claims>(answer: &Answer, profile: &Profile) -> Result<C, TokenError> {
    let slots: Result<Vec<Slot>, TokenError> = profile.outputs.iter().map(|output| slot(answer, output)).collect();
    C::read(&mut ClaimReader::new(profile, slots?)).map_err(TokenError::of)
}

fn slot(answer: &Answer, output: &OutputClaim) -> Result<Slot, TokenError> {
    let found = answer.get(member(output)).map_err(|reason| TokenError::Payload { reason })?;
    let value = found.map(|found| convert(found, output)).transpose().map_err(TokenError::of)?;
    Ok(Slot::of(value.filter(|value| !value.is_unset())))
}

/// The name of a claim in the token.
fn member(output: &OutputClaim) -> &str {
    match &output.source {
        ClaimSource::Member(member) => member,
        _ => &output.claim,
    }
}

/// Whether the policy itself gives tokens a claim of this name.
fn is_in_contract(name: &str, profile: &Profile) -> bool {
    profile.outputs.iter().any(|output| member(output) == name)
}

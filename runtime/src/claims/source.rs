//! Where output claims are looked up.

use crate::answer::{Answer, Found, walk_text};
use crate::callback::Callback;
use crate::error::{Endpoint, IdTokenFault, ResponseFault, SignInError};
use crate::secret::Secret;
use claimsmith_profile::{ClaimSource, OutputClaim, PathSegment, Profile};
use std::borrow::Cow;

/// What output claims read.
pub(crate) struct Sources<'a> {
    /// The claims answer; `None` when there was no claims request.
    pub(crate) claims: Option<&'a Answer>,
    /// The answers of the follow-up requests, each at the index of its request in [`Profile::follow_ups`]; `None` for one
    /// that failed and is optional.
    pub(crate) follow_ups: &'a [Option<Answer>],
    /// The claims of the id_token; `None` unless it was validated.
    pub(crate) id_token: Option<&'a Answer>,
    /// The token answer; `None` with `response_types=id_token`.
    pub(crate) token: Option<&'a Answer>,
    /// The id_token as it came.
    pub(crate) raw_id_token: Option<&'a str>,
    pub(crate) access_token: Option<&'a Secret>,
    pub(crate) refresh_token: Option<&'a Secret>,
    /// The callback, of which only the parameters in
    /// [`callback_parameters`](claimsmith_profile::AuthorizationRequest::callback_parameters) are read.
    pub(crate) callback: &'a Callback,
    /// What the claim resolvers gave when the sign-in began: id of the claim, and text.
    pub(crate) resolved: &'a [(String, String)],
}

/// Who said a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// The policy: the same for every user.
    Default,
    /// A claim resolver: what the application knew when the sign-in began.
    Resolver,
    /// A parameter that the browser brought.
    Callback,
    /// The provider, in its claims answer.
    Claims,
    /// The provider, in the answer to the follow-up request at this index.
    FollowUp(usize),
    /// The provider, in the id_token.
    IdToken,
    /// The provider, in its token answer.
    Token,
}

impl Origin {
    /// Whether the provider said it over a connection or under a signature of its own.
    pub(super) fn is_provider(self) -> bool {
        !matches!(self, Self::Default | Self::Resolver | Self::Callback)
    }

    fn fault(self, reason: ResponseFault, path: &str) -> SignInError {
        let endpoint = match self {
            Self::Claims => Endpoint::Claims,
            Self::FollowUp(_) => Endpoint::FollowUp,
            Self::IdToken => return SignInError::IdToken { check: IdTokenFault::Malformed },
            Self::Callback => Endpoint::Authorization,
            Self::Token | Self::Default | Self::Resolver => Endpoint::Token,
        };
        SignInError::bad_member(endpoint, reason, path)
    }
}

/// The value of a claim's source, and who said it.
pub(super) fn find<'a>(
    profile: &Profile,
    output: &OutputClaim,
    sources: &Sources<'a>,
) -> Result<Option<(Found<'a>, Origin)>, SignInError> {
    let text = |text: &'a str, origin| Some((Found::Text(Cow::Borrowed(text)), origin));
    let secret = |secret: &'a Secret| text(secret.expose(), Origin::Token);
    match &output.source {
        ClaimSource::Member(name) => look_up(profile, sources, name, &[], name),
        ClaimSource::Path(path) => match path.split_first() {
            Some((PathSegment::Member(first), rest)) => look_up(profile, sources, first, rest, &output.claim),
            _ => Ok(None),
        },
        ClaimSource::AccessToken => Ok(sources.access_token.and_then(secret)),
        ClaimSource::RefreshToken => Ok(sources.refresh_token.and_then(secret)),
        ClaimSource::ExpiresIn => in_token_answer(sources, "expires_in"),
        ClaimSource::TokenType => in_token_answer(sources, "token_type"),
        ClaimSource::IdToken => match sources.raw_id_token {
            Some(raw) => Ok(text(raw, Origin::IdToken)),
            None => in_token_answer(sources, "id_token"),
        },
    }
}

/// In the order that [`ClaimSource`] documents; the first answer that has a value gives it. `label` is what an error
/// calls the place.
fn look_up<'a>(
    profile: &Profile,
    sources: &Sources<'a>,
    first: &str,
    rest: &[PathSegment],
    label: &str,
) -> Result<Option<(Found<'a>, Origin)>, SignInError> {
    for (origin, prefix, answer) in answers(profile, sources) {
        let Some(name) = first.strip_prefix(prefix) else { continue };
        if let Some(found) = answer.walk_from(name, rest).map_err(|reason| origin.fault(reason, label))? {
            return Ok(Some((found, origin)));
        }
    }
    in_callback(profile, sources, first, rest, label)
}

/// Who said the empty text where a claim is looked up and nobody says more. To an application that is no value; to claims
/// transformations it is one.
pub(super) fn find_empty_text(profile: &Profile, output: &OutputClaim, sources: &Sources<'_>) -> Option<Origin> {
    let (first, rest) = match &output.source {
        ClaimSource::Member(name) => (name.as_ref(), &[][..]),
        ClaimSource::Path(path) => match path.split_first() {
            Some((PathSegment::Member(first), rest)) => (first.as_ref(), rest),
            _ => return None,
        },
        _ => return None,
    };
    let is_said = |(_, prefix, answer): &(Origin, &str, &Answer)| {
        first.strip_prefix(*prefix).is_some_and(|name| answer.has_empty_text(name, rest))
    };
    answers(profile, sources).find(is_said).map(|(origin, ..)| origin)
}

/// The answers of the provider in the order that [`ClaimSource`] documents, each with what its members are prefixed with.
fn answers<'s, 'a>(
    profile: &'s Profile,
    sources: &'s Sources<'a>,
) -> impl Iterator<Item = (Origin, &'s str, &'a Answer)> + use<'s, 'a> {
    let follow_ups = profile.follow_ups.iter().zip(sources.follow_ups).enumerate().filter_map(|(index, both)| {
        let (request, answer) = both;
        Some((Origin::FollowUp(index), request.prefix.as_ref(), answer.as_ref()?))
    });
    let claims = sources.claims.map(|answer| (Origin::Claims, "", answer)).into_iter();
    let id_token = sources.id_token.map(|answer| (Origin::IdToken, "", answer));
    claims.chain(follow_ups).chain(id_token).chain(sources.token.map(|answer| (Origin::Token, "", answer)))
}

fn in_callback<'a>(
    profile: &Profile,
    sources: &Sources<'a>,
    first: &str,
    rest: &[PathSegment],
    label: &str,
) -> Result<Option<(Found<'a>, Origin)>, SignInError> {
    let is_named = profile.authorization.callback_parameters.iter().any(|name| name == first);
    let Some(text) = sources.callback.get(first).filter(|_| is_named) else { return Ok(None) };
    let found = if rest.is_empty() {
        Some(Found::Text(Cow::Borrowed(text)))
    } else {
        walk_text(text, rest).map_err(|reason| Origin::Callback.fault(reason, label))?
    };
    Ok(found.map(|found| (found, Origin::Callback)))
}

fn in_token_answer<'a>(sources: &Sources<'a>, name: &str) -> Result<Option<(Found<'a>, Origin)>, SignInError> {
    let found = sources.token.map_or(Ok(None), |answer| answer.get(name));
    let found = found.map_err(|reason| Origin::Token.fault(reason, name))?;
    Ok(found.map(|found| (found, Origin::Token)))
}

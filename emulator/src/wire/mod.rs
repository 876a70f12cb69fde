//! What a provider looks like from outside, as data.
//!
//! The engine acts on a [`Wire`] and on nothing else. A provider is a function that makes one; everything has a default
//! that RFC 6749, RFC 6750 or OpenID Connect Core describes, so a provider writes down only where it differs.
//!
//! - [`authorization`], [`token`], [`claims`]: the three endpoints of a sign-in
//! - [`session`]: id_tokens, keys, discovery, revocation and sign-out
//! - [`grant`]: what an answer is made from
//! - [`requirement`]: parameters and headers that have to be there
//! - [`format`]: how answers and errors are written; [`standard`]: the errors of the specifications
//! - [`refusal`]: why a request is refused; [`shape`]: the look of codes and tokens

mod authorization;
mod claims;
mod format;
mod grant;
mod refusal;
mod requirement;
mod session;
mod shape;
pub(crate) mod standard;
mod token;

pub(crate) use authorization::{AuthorizationEndpoint, Names, Pkce, ScopeSyntax};
pub(crate) use claims::{Bearer, ClaimsEndpoint};
pub(crate) use format::{ErrorMember, ErrorPlace, ErrorStyle, Format, Refused, Selection, select};
pub(crate) use grant::{Answer, Claims, Compute, Grant};
pub use refusal::Refusal;
pub(crate) use requirement::{Expected, Place, Requirement};
pub(crate) use session::{EndSessionEndpoint, IdTokens, RevocationEndpoint};
pub(crate) use shape::{ALPHANUMERIC, LOWER_HEXADECIMAL, Shape, UPPER_HEXADECIMAL};
pub(crate) use token::{Authentication, Offline, Refresh, TokenEndpoint, TokenMember};

use crate::user::User;
use claimsmith_profile::{Method, Text};
use std::sync::Arc;

/// One provider.
pub(crate) struct Wire {
    /// How people call the provider.
    pub(crate) name: Text,
    /// The colour of the provider's mark on the pages, as CSS writes it.
    pub(crate) colour: Text,
    /// The people who can sign in.
    pub(crate) users: Vec<User>,
    /// The id under which the claims name a user, given the client id: some providers use another id for each
    /// application.
    pub(crate) subject: SubjectOf,
    /// What the provider calls itself in `iss`, with `{origin}` for the origin of the emulator; `None`: that origin.
    pub(crate) issuer: Option<Text>,
    pub(crate) authorization: AuthorizationEndpoint,
    pub(crate) token: TokenEndpoint,
    /// The first is the one that a technical profile names.
    pub(crate) claims: Vec<ClaimsEndpoint>,
    /// Whether and how id_tokens are issued.
    pub(crate) id_tokens: Option<IdTokens>,
    /// Where tokens are revoked (RFC 7009).
    pub(crate) revocation: Option<RevocationEndpoint>,
    /// Where the user signs out.
    pub(crate) end_session: Option<EndSessionEndpoint>,
}

/// Names a user to the application with this client id.
pub(crate) type SubjectOf = Arc<dyn Fn(&User, &str) -> String + Send + Sync>;

impl Wire {
    /// A provider with these endpoints and no others, whose users are named by their fact `id`.
    pub(crate) fn new(
        name: impl Into<Text>,
        colour: impl Into<Text>,
        users: &[User],
        authorization: AuthorizationEndpoint,
        token: TokenEndpoint,
    ) -> Self {
        Self {
            name: name.into(),
            colour: colour.into(),
            users: users.to_vec(),
            subject: Arc::new(|user, _| user.text("id")),
            issuer: None,
            authorization,
            token,
            claims: Vec::new(),
            id_tokens: None,
            revocation: None,
            end_session: None,
        }
    }

    /// Two endpoints and the path that both have; requests are told apart by their paths alone.
    pub(crate) fn shared_path(&self) -> Option<(&'static str, &'static str, &str)> {
        let paths = self.paths();
        let pairs =
            paths.iter().enumerate().flat_map(|(index, one)| paths[..index].iter().map(move |other| (other, one)));
        pairs.into_iter().find(|(other, one)| other.1 == one.1).map(|(other, one)| (other.0, one.0, one.1))
    }

    /// What each endpoint is called, and its path.
    fn paths(&self) -> Vec<(&'static str, &str)> {
        let mut paths: Vec<(&'static str, &str)> =
            vec![("authorization endpoint", &self.authorization.path), ("token endpoint", &self.token.path)];
        let refresh = self.token.refresh.as_ref().and_then(|refresh| refresh.path.as_deref());
        paths.extend(refresh.map(|path| ("refresh endpoint", path)));
        let names = std::iter::once("claims endpoint").chain(std::iter::repeat("follow-up request"));
        paths.extend(names.zip(self.claims.iter().map(|endpoint| endpoint.path.as_ref())));
        paths.extend(self.revocation.iter().map(|endpoint| ("revocation endpoint", endpoint.path.as_ref())));
        paths.extend(self.end_session.iter().map(|endpoint| ("end-session endpoint", endpoint.path.as_ref())));
        let issuing = self.id_tokens.as_ref();
        paths.extend(issuing.and_then(|issuing| issuing.jwks.as_deref()).map(|path| ("key set", path)));
        paths.extend(issuing.and_then(|issuing| issuing.discovery.as_deref()).map(|path| ("discovery document", path)));
        paths
    }
}

/// Pictures of the users, on a path that no provider has.
pub(crate) const AVATAR_PATH: &str = "/.emulator/avatar/";

/// Where the consent page posts to.
pub(crate) const CONSENT_PATH: &str = "/.emulator/consent";

/// The spelling of a method in HTTP.
pub(crate) const fn method_name(method: Method) -> &'static str {
    match method {
        Method::Get => "GET",
        Method::Post => "POST",
    }
}

#[cfg(test)]
mod tests {
    use crate::providers::Provider;

    #[test]
    fn no_provider_has_two_endpoints_with_one_path() {
        for &provider in Provider::ALL {
            assert_eq!(provider.wire().shared_path(), None, "{provider:?}");
        }
    }
}

//! The result of a sign-in.

use crate::email::Email;
use crate::flow::LocalPath;
use crate::secret::Secret;
use crate::subject::SubjectKey;
use claimsmith_profile::Text;

/// Somebody signed in.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct SignedIn<C> {
    /// Id of the technical profile.
    pub profile_id: String,
    /// The output claims.
    pub claims: C,
    /// The provider's tokens.
    pub tokens: Tokens,
    /// Where the user wanted to go, from [`BeginOptions`](crate::BeginOptions).
    pub return_to: Option<LocalPath>,
    pub(crate) subject: Option<SubjectKey>,
    pub(crate) email: Option<Email>,
    pub(crate) transformations: Vec<Text>,
}

impl<C> SignedIn<C> {
    /// The key of the account; `None` only when the policy does not say which claim identifies a user.
    #[must_use]
    pub fn subject(&self) -> Option<&SubjectKey> {
        self.subject.as_ref()
    }

    /// The e-mail address that the provider gave for the output claim `email`, and what it says of it in the output claim
    /// `email_verified` or `emailVerified`, if the policy maps one. For mail and for display; never the key of an account.
    ///
    /// Only the provider's word counts: a default of the policy is no address and verifies none, and both claims have to
    /// come from the same answer, else [`Verified::Unknown`](crate::Verified::Unknown).
    #[must_use]
    pub fn email(&self) -> Option<&Email> {
        self.email.as_ref()
    }

    /// The ids of the claims transformations that ran over the claims, in order (`OutputClaimsTransformations`): for debugging.
    /// One that fails is named by the error; one of `InputClaimsTransformations` in the log of the process that began the
    /// sign-in.
    pub fn transformations(&self) -> impl Iterator<Item = &str> {
        self.transformations.iter().map(AsRef::as_ref)
    }

    /// The same sign-in with other claims.
    pub fn map<D>(self, convert: impl FnOnce(C) -> D) -> SignedIn<D> {
        SignedIn {
            profile_id: self.profile_id,
            claims: convert(self.claims),
            tokens: self.tokens,
            return_to: self.return_to,
            subject: self.subject,
            email: self.email,
            transformations: self.transformations,
        }
    }
}

/// What the provider gave (RFC 6749 section 5.1, OpenID Connect Core section 3.1.3.3).
#[derive(Debug, Clone)]
pub struct Tokens {
    pub(crate) access_token: Option<Secret>,
    pub(crate) refresh_token: Option<Secret>,
    pub(crate) id_token: Option<Secret>,
    pub(crate) expires_in: Option<u64>,
}

impl Tokens {
    /// Of a sign-in with `response_types=id_token`.
    pub(crate) fn of_id_token(id_token: Option<Secret>) -> Self {
        Self { access_token: None, refresh_token: None, id_token, expires_in: None }
    }

    /// The access token; `None` with `response_types=id_token`, which gives none.
    #[must_use]
    pub fn access_token(&self) -> Option<&Secret> {
        self.access_token.as_ref()
    }

    /// The refresh token, when the provider gave one.
    #[must_use]
    pub fn refresh_token(&self) -> Option<&Secret> {
        self.refresh_token.as_ref()
    }

    /// The id_token as it came, when the provider gave one: a hint for [`SignOut`]. It was validated only if the profile
    /// says where the provider's keys are, and after a sign-in only, not after a refresh; its claims are in
    /// [`SignedIn::claims`] then.
    #[must_use]
    pub fn id_token(&self) -> Option<&Secret> {
        self.id_token.as_ref()
    }

    /// Seconds from the answer until the access token expires, when the provider says so.
    #[must_use]
    pub fn expires_in(&self) -> Option<u64> {
        self.expires_in
    }

    /// How the access token is used: always `Bearer` (RFC 6750), not the text of the answer. An answer without a type means
    /// this (QQ, WeChat, Weibo), and so does the other name that metadata `claimsmith.token_type` gives it; an answer with
    /// any other type is refused.
    #[must_use]
    pub fn token_type(&self) -> &'static str {
        "Bearer"
    }
}

/// Which kind of token is revoked: `token_type_hint` (RFC 7009 section 2.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// `access_token`
    AccessToken,
    /// `refresh_token`
    RefreshToken,
}

impl TokenKind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::AccessToken => "access_token",
            Self::RefreshToken => "refresh_token",
        }
    }
}

/// What an application may say when it signs a user out at the provider. Everything is optional; B2C sends nothing.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct SignOut {
    /// The id_token of the sign-in, so that the provider need not ask who signs out. It stands in the URL then.
    pub id_token_hint: Option<Secret>,
    /// Where the provider sends the browser afterwards: a URL that is registered there for this. The client id goes
    /// along with it.
    pub post_logout_redirect_uri: Option<String>,
    /// What the provider adds to that URL.
    pub state: Option<String>,
}

impl SignOut {
    /// Sets [`SignOut::id_token_hint`].
    #[must_use]
    pub fn with_id_token_hint(mut self, id_token: Secret) -> Self {
        self.id_token_hint = Some(id_token);
        self
    }

    /// Sets [`SignOut::post_logout_redirect_uri`].
    #[must_use]
    pub fn with_post_logout_redirect_uri(mut self, uri: impl Into<String>) -> Self {
        self.post_logout_redirect_uri = Some(uri.into());
        self
    }

    /// Sets [`SignOut::state`].
    #[must_use]
    pub fn with_state(mut self, state: impl Into<String>) -> Self {
        self.state = Some(state.into());
        self
    }
}

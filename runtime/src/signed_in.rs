//! The result of a sign-in.

use crate::flow::LocalPath;
use crate::secret::Secret;
use crate::subject::SubjectKey;

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
}

impl<C> SignedIn<C> {
    /// The key of the account; `None` only when the policy does not say which claim identifies a user.
    #[must_use]
    pub fn subject(&self) -> Option<&SubjectKey> {
        self.subject.as_ref()
    }

    /// The same sign-in with other claims.
    pub fn map<D>(self, convert: impl FnOnce(C) -> D) -> SignedIn<D> {
        SignedIn {
            profile_id: self.profile_id,
            claims: convert(self.claims),
            tokens: self.tokens,
            return_to: self.return_to,
            subject: self.subject,
        }
    }
}

/// What the token endpoint gave (RFC 6749 section 5.1).
#[derive(Debug, Clone)]
pub struct Tokens {
    pub(crate) access_token: Secret,
    pub(crate) refresh_token: Option<Secret>,
    pub(crate) expires_in: Option<u64>,
}

impl Tokens {
    /// The access token.
    #[must_use]
    pub fn access_token(&self) -> &Secret {
        &self.access_token
    }

    /// The refresh token, when the provider gave one.
    #[must_use]
    pub fn refresh_token(&self) -> Option<&Secret> {
        self.refresh_token.as_ref()
    }

    /// Seconds from the answer until the access token expires, when the provider says so.
    #[must_use]
    pub fn expires_in(&self) -> Option<u64> {
        self.expires_in
    }

    /// Always `Bearer`: an answer with another type is refused, one without a type (QQ, WeChat, Weibo) means this.
    #[must_use]
    pub fn token_type(&self) -> &'static str {
        "Bearer"
    }
}

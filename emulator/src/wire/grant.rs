//! What an answer is made from, and the functions that make it.

use super::{AVATAR_PATH, Refusal, Wire};
use crate::json::{Json, Members};
use crate::request::RecordedRequest;
use crate::user::User;
use std::sync::Arc;

/// What is known when an answer is made.
pub(crate) struct Grant<'a> {
    pub(crate) wire: &'a Wire,
    pub(crate) user: &'a User,
    pub(crate) client_id: &'a str,
    pub(crate) client_secret: &'a str,
    pub(crate) scopes: &'a [String],
    /// Whether this user consents for the first time.
    pub(crate) first_consent: bool,
    /// Empty before there is one.
    pub(crate) access_token: &'a str,
    /// What the token answer said; empty before there is one.
    pub(crate) token_answer: &'a Members,
    pub(crate) request: &'a RecordedRequest,
    /// `http://127.0.0.1:PORT`
    pub(crate) origin: &'a str,
}

impl Grant<'_> {
    pub(crate) fn has_scope(&self, scope: &str) -> bool {
        self.scopes.iter().any(|granted| granted == scope)
    }

    pub(crate) fn subject(&self) -> String {
        (self.wire.subject)(self.user, self.client_id)
    }

    /// What the provider knows about the user; `null` for what it does not know.
    pub(crate) fn value(&self, fact: &str) -> Json {
        self.user.value(fact)
    }

    /// The address of the user's picture on the emulator itself.
    pub(crate) fn avatar(&self, size: u16) -> String {
        format!("{}{AVATAR_PATH}{}?size={size}", self.origin, self.user.key())
    }
}

/// The content of a claims answer.
pub(crate) enum Claims {
    Members(Members),
    /// Anything that is not an object; always JSON
    Document(Json),
}

impl Claims {
    /// An object with these members, in this order.
    pub(crate) fn members<const N: usize>(members: [(&'static str, Json); N]) -> Self {
        Self::Members(members.into_iter().map(|(name, value)| (name.into(), value)).collect())
    }
}

/// A function of a grant.
pub(crate) struct Compute<T>(Arc<dyn Fn(&Grant<'_>) -> T + Send + Sync>);

impl<T> Compute<T> {
    pub(crate) fn new(compute: impl Fn(&Grant<'_>) -> T + Send + Sync + 'static) -> Self {
        Self(Arc::new(compute))
    }

    pub(crate) fn call(&self, grant: &Grant<'_>) -> T {
        (self.0)(grant)
    }
}

impl<T> Clone for Compute<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

/// Makes a claims answer.
pub(crate) type Answer = Compute<Result<Claims, Refusal>>;

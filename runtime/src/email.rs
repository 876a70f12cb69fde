//! An e-mail address, and whether the provider says that it is the user's.

use std::fmt;

/// The e-mail address of the user, as the provider gave it.
///
/// It is no key of an account: addresses change hands, and at some providers anybody can enter anybody's. Never look an
/// account up by it. Where a [`SubjectKey`](crate::SubjectKey) is unknown but the address belongs to an account already,
/// ask the user to sign in to that account and to link the two there; with [`Verified::Yes`] and an address that the
/// account had verified too, an application may offer the link. Nothing in this crate links accounts.
///
/// It cannot stand where a subject is expected, and has neither `Hash` nor `Ord`:
///
/// ```compile_fail,E0308
/// use claimsmith_runtime::{ClaimSet, SignedIn, SubjectKey};
///
/// fn account(key: &SubjectKey) {}
///
/// fn finished(signed_in: &SignedIn<ClaimSet>) {
///     if let Some(email) = signed_in.email() {
///         account(email);
///     }
/// }
/// ```
///
/// ```compile_fail,E0277
/// use claimsmith_runtime::Email;
///
/// fn key<K: std::hash::Hash>() {}
///
/// key::<Email>();
/// ```
///
/// `Debug` leaves the address out.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Email {
    /// The address, in the provider's spelling: something on both sides of an `@`, no blanks, at most 320 bytes.
    pub address: String,
    /// Whether the provider says that the address is the user's.
    pub verified: Verified,
}

/// Whether a provider has seen that an address is the user's. Not saying so is an answer of its own: most providers do
/// not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verified {
    /// The provider says that it is.
    Yes,
    /// The provider says that it has not been confirmed.
    No,
    /// The provider does not say, or the policy maps no claim that would tell.
    Unknown,
}

/// Longest address, in bytes: 64 before the `@`, 255 behind it (RFC 5321 section 4.5.3.1).
const LONGEST: usize = 320;

impl Email {
    /// An address of this form; `None` for a text that is none, such as a telephone number.
    pub(crate) fn new(address: String, verified: Verified) -> Option<Self> {
        let (local_part, domain) = address.rsplit_once('@')?;
        let is_blank = |letter: char| letter.is_whitespace() || letter.is_control();
        let is_address = !local_part.is_empty() && !domain.is_empty() && address.len() <= LONGEST;
        (is_address && !address.contains(is_blank)).then_some(Self { address, verified })
    }
}

impl fmt::Debug for Email {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Email").field("verified", &self.verified).finish_non_exhaustive()
    }
}

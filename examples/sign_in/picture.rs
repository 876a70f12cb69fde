//! The address of a user's picture, which comes from the provider and goes into a page and a header.

use url::Url;

/// A picture that a page may show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Picture {
    pub(crate) url: String,
    /// Scheme, host and port: what the page's content security policy allows.
    pub(crate) origin: String,
}

impl Picture {
    /// `None` unless the address is one of https, or of an emulator of this process.
    pub(crate) fn new(address: &str, emulators: &[String]) -> Option<Self> {
        let url = Url::parse(address).ok()?;
        let origin = url.origin().ascii_serialization();
        let is_allowed = url.scheme() == "https" || emulators.contains(&origin);
        (is_allowed && is_plain(&origin)).then(|| Self { url: url.into(), origin })
    }
}

/// A host may have characters in it that would end or widen a directive of the policy, such as `;` and `*`.
fn is_plain(origin: &str) -> bool {
    origin.bytes().all(|byte| byte.is_ascii_alphanumeric() || b":/.-[]".contains(&byte))
}

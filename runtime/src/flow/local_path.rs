//! Where the user goes after the sign-in.

use std::fmt;
use std::str::FromStr;
use url::Url;

/// Longest path, in bytes: it travels in the flow cookie.
const LONGEST: usize = 1024;

/// A path on the application's own origin, such as `/orders?page=2`.
///
/// The only return address that a sign-in accepts: a URL to elsewhere would make the application an open redirector
/// (RFC 9700 section 4.11).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct LocalPath(String);

impl LocalPath {
    /// Checks a text, trusted or not.
    ///
    /// Accepted: a path that begins with one `/`, with an optional query and fragment, in printable ASCII (everything
    /// else percent-encoded), at most 1,024 bytes. Refused: another origin in any of its spellings (`//host`, `/\host`,
    /// `/..//host`, `/%2F/host`), backslashes, control characters, also percent-encoded.
    ///
    /// # Errors
    /// [`LocalPathError`], which says what is wrong.
    pub fn parse(text: &str) -> Result<Self, LocalPathError> {
        let refuse = |reason| Err(LocalPathError { reason });
        if text.len() > LONGEST {
            return refuse("it is longer than 1,024 bytes");
        }
        if !text.starts_with('/') {
            return refuse("it does not begin with a slash");
        }
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return refuse("it has blanks, control characters or letters outside ASCII that are not percent-encoded");
        }
        if text.contains('\\') {
            return refuse("it has a backslash, which browsers take for a slash");
        }
        if has_encoded_control(text.as_bytes()) {
            return refuse("it has a percent-encoded control character");
        }
        if !stays_on_its_origin(text) {
            return refuse("it can be read as an address on another host");
        }
        Ok(Self(text.to_owned()))
    }

    /// The path as it was given.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn has_encoded_control(bytes: &[u8]) -> bool {
    bytes.windows(3).any(|window| match window {
        [b'%', b'0' | b'1', _] => true,
        [b'%', b'7', last] => last.eq_ignore_ascii_case(&b'f'),
        _ => false,
    })
}

fn stays_on_its_origin(text: &str) -> bool {
    let base = Url::parse("https://origin.invalid/signin/x/callback").expect("a literal URL");
    let Ok(resolved) = base.join(text) else { return false };
    // Proxies and routers decode once more than browsers do; a second separator right at the start is never meant.
    let path = resolved.path().to_ascii_lowercase().replace("%2f", "/").replace("%5c", "/");
    resolved.origin() == base.origin() && !path.starts_with("//")
}

impl FromStr for LocalPath {
    type Err = LocalPathError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl fmt::Display for LocalPath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Why a text is no [`LocalPath`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the return path is refused: {reason}")]
pub struct LocalPathError {
    reason: &'static str,
}

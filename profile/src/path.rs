//! Where an application serves the sign-in of a profile.
//!
//! The routes of an application, the redirect URI that is registered at the provider, and what the tool prints have to
//! agree to the letter; so this is the one place that makes them.

use alloc::format;
use alloc::string::String;

/// Path of the route that begins a sign-in: `/signin/{profile id in lower case}`.
#[must_use]
pub fn sign_in_path(profile_id: &str) -> String {
    let mut path = String::from("/signin/");
    for byte in profile_id.to_ascii_lowercase().bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            path.push(char::from(byte));
        } else {
            path.push_str(&format!("%{byte:02X}"));
        }
    }
    path
}

/// Path of the route that the provider sends the browser back to: `/signin/{profile id in lower case}/callback`. One
/// path a provider, so that a callback cannot be taken for another provider's (RFC 9700 section 4.4).
#[must_use]
pub fn callback_path(profile_id: &str) -> String {
    sign_in_path(profile_id) + "/callback"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_in_lower_case_and_hold_no_other_path() {
        assert_eq!(sign_in_path("QQ-OAUTH"), "/signin/qq-oauth");
        assert_eq!(callback_path("a/b ?"), "/signin/a%2Fb%20%3F/callback");
    }
}

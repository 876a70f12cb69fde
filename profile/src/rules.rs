//! What compiler and runtime both judge, so that they judge alike: the one at build time, the other when a deployment
//! starts.

/// Parameters of the authorization request that the protocol itself writes: nothing in a policy may take their names
/// (RFC 6749 section 4.1.1, RFC 7636 section 4.3, OpenID Connect Core section 3.1.2.1).
pub const RESERVED_PARAMETERS: &[&str] =
    &["client_id", "code_challenge", "code_challenge_method", "nonce", "redirect_uri", "response_type", "state"];

/// Parameters of the authorization request that may have another name, or be left out.
pub const AUTHORIZATION_PARAMETERS: &[&str] = &["response_type", "redirect_uri", "scope", "response_mode"];

/// Parameters of the token request that may have another name, or be left out.
pub const TOKEN_PARAMETERS: &[&str] = &["code", "redirect_uri", "grant_type", "code_verifier", "refresh_token"];

/// Parameters of the revocation request besides the client's authentication (RFC 7009 section 2.1).
pub const REVOCATION_PARAMETERS: &[&str] = &["token", "token_type_hint"];

/// Parameters of the callback that the protocol reads itself: a claim that reads one would be set by whoever brings the
/// callback.
pub const CALLBACK_PARAMETERS: &[&str] = &["code", "state", "error", "iss", "id_token"];

/// Headers that frame the message or belong to the connection (RFC 9110 section 7.6.1, RFC 9112 section 6), and what the
/// size limit of answers rests on: HTTP libraries write them, and a second opinion about them is request smuggling.
pub const FRAMING_HEADERS: &[&str] = &[
    "accept-encoding",
    "connection",
    "content-encoding",
    "content-length",
    "expect",
    "host",
    "keep-alive",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// The scheme as .NET's `UriBuilder.Scheme` takes it: what stands before a colon, or the whole text. `None` when that is no
/// scheme (RFC 3986 section 3.1).
#[must_use]
pub fn uri_scheme(written: &str) -> Option<&str> {
    let scheme = written.split(':').next().unwrap_or_default();
    let is_scheme = scheme.starts_with(|it: char| it.is_ascii_alphabetic())
        && scheme.bytes().all(|it| it.is_ascii_alphanumeric() || matches!(it, b'+' | b'-' | b'.'));
    is_scheme.then_some(scheme)
}

/// Whether a text can stand as the host of a URI: there is one, and nothing in it ends it.
#[must_use]
pub fn is_uri_host(written: &str) -> bool {
    let ends = |it: char| it.is_whitespace() || it.is_control() || matches!(it, '/' | '\\' | '?' | '#' | '@');
    !written.is_empty() && !written.contains(ends)
}

/// Whether a client id is a text that somebody was to replace: empty, zeros, or an instruction to the reader.
#[must_use]
pub fn is_placeholder(client_id: &str) -> bool {
    const INSTRUCTIONS: &[&str] = &["your ", "your_", "your-", "enter ", "enter-", "insert ", "replace", "todo"];
    let text = client_id.trim().to_ascii_lowercase();
    text.chars().all(|c| c == '0' || c == '-')
        || text.contains(['<', '{'])
        || INSTRUCTIONS.iter().any(|start| text.starts_with(start))
        || text.contains("application id")
        || text.contains("applicationid")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_and_hosts_are_what_a_uri_has_there() {
        for (text, scheme) in [("https", "https"), ("HTTP://a", "HTTP"), ("a+b-1.c:", "a+b-1.c")] {
            assert_eq!(uri_scheme(text), Some(scheme));
        }
        for text in ["", ":", "1a", "a b", "a/b:", "é"] {
            assert_eq!(uri_scheme(text), None, "{text}");
        }
        for text in ["www.example.com", "localhost:8080", "[::1]"] {
            assert!(is_uri_host(text), "{text}");
        }
        for text in ["", "a b", "a/b", "a?b", "a#b", "user@a", "a\\b", "a\n"] {
            assert!(!is_uri_host(text), "{text}");
        }
    }

    #[test]
    fn placeholders_are_told_from_client_ids() {
        for text in
            ["", " ", "0", "00000000-0000-0000-0000-000000000000", "Your QQ APP ID", "Your Google application ID"]
        {
            assert!(is_placeholder(text), "{text}");
        }
        for text in ["{Settings:QqClientId}", "<client id>", "your_client_id", "Enter-your-id"] {
            assert!(is_placeholder(text), "{text}");
        }
        for text in ["101234567", "Iv1.8a61f9b3a7aba766", "facebook_clientid", "yourself", "10"] {
            assert!(!is_placeholder(text), "{text}");
        }
    }
}

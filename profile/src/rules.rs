//! What compiler and runtime both judge, so that they judge alike: the one at build time, the other when a deployment
//! starts.

/// Parameters of the authorization request that the protocol itself writes: nothing in a policy may take their names
/// (RFC 6749 section 4.1.1, RFC 7636 section 4.3, OpenID Connect Core section 3.1.2.1).
pub const RESERVED_PARAMETERS: &[&str] =
    &["client_id", "code_challenge", "code_challenge_method", "nonce", "redirect_uri", "response_type", "state"];

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

//! Proof Key for Code Exchange (RFC 7636), S256 only.

use crate::wire::Refusal;
use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// SHA-256 in base64url without padding.
const CHALLENGE_LENGTH: usize = 43;

/// The challenge of an authorization request, if it has one. A missing method would mean `plain` (section 4.3),
/// which proves little and is refused.
pub(super) fn challenge<'a>(challenge: Option<&'a str>, method: Option<&str>) -> Result<Option<&'a str>, Refusal> {
    let Some(challenge) = challenge else {
        return if method.is_none() { Ok(None) } else { Err(Refusal::CodeChallenge) };
    };
    let base64url = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    if method == Some("S256") && challenge.len() == CHALLENGE_LENGTH && challenge.bytes().all(base64url) {
        Ok(Some(challenge))
    } else {
        Err(Refusal::CodeChallenge)
    }
}

/// Holds the verifier of a token request against the challenge (section 4.6).
pub(super) fn verify(challenge: Option<&str>, verifier: Option<&str>) -> Result<(), Refusal> {
    match (challenge, verifier) {
        (None, None) => Ok(()),
        (None, Some(_)) => Err(Refusal::VerifierUnexpected),
        (Some(_), None) => Err(Refusal::VerifierMissing),
        (Some(challenge), Some(verifier)) => {
            let unreserved = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
            let well_formed = (43..=128).contains(&verifier.len()) && verifier.bytes().all(unreserved);
            let computed = URL_SAFE_NO_PAD.encode(digest(&SHA256, verifier.as_bytes()));
            if well_formed && computed == challenge { Ok(()) } else { Err(Refusal::VerifierWrong) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 7636 appendix B.
    const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    #[test]
    fn the_example_of_the_rfc_is_accepted() {
        assert_eq!(challenge(Some(CHALLENGE), Some("S256")), Ok(Some(CHALLENGE)));
        assert_eq!(verify(Some(CHALLENGE), Some(VERIFIER)), Ok(()));
        assert_eq!(challenge(None, None), Ok(None));
        assert_eq!(verify(None, None), Ok(()));
    }

    #[test]
    fn anything_else_is_refused() {
        let padded = format!("{}=", &CHALLENGE[..42]);
        for (given, method) in [
            (Some(CHALLENGE), None),
            (Some(CHALLENGE), Some("plain")),
            (Some(CHALLENGE), Some("s256")),
            (Some(&CHALLENGE[..42]), Some("S256")),
            (Some(padded.as_str()), Some("S256")),
            (None, Some("S256")),
        ] {
            assert_eq!(challenge(given, method), Err(Refusal::CodeChallenge), "{given:?} {method:?}");
        }
        assert_eq!(verify(Some(CHALLENGE), None), Err(Refusal::VerifierMissing));
        assert_eq!(verify(None, Some(VERIFIER)), Err(Refusal::VerifierUnexpected));
        assert_eq!(verify(Some(CHALLENGE), Some(&VERIFIER.replace('d', "e"))), Err(Refusal::VerifierWrong));
        // The right digest does not save a verifier that is too short.
        let short = URL_SAFE_NO_PAD.encode(digest(&SHA256, b"short"));
        assert_eq!(verify(Some(&short), Some("short")), Err(Refusal::VerifierWrong));
    }
}

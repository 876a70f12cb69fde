//! Keys: the provider's own, which sign id_tokens, and the application's, which sign its assertions.

mod application;
mod jwt;
mod signing;

pub use application::ClientKey;
pub(crate) use application::PublicKey;
pub(crate) use jwt::{Compact, base64url, compact};
pub(crate) use signing::{SigningKey, hmac_sha256};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// DER in PEM (RFC 7468), 64 characters a line.
fn pem(label: &str, der: &[u8]) -> String {
    let mut text = format!("-----BEGIN {label}-----\n");
    let mut rest = STANDARD.encode(der);
    while !rest.is_empty() {
        let next = rest.split_off(rest.len().min(64));
        text.push_str(&rest);
        text.push('\n');
        rest = next;
    }
    text.push_str(&format!("-----END {label}-----\n"));
    text
}

/// The DER inside the first PEM block with this label.
fn from_pem(label: &str, text: &str) -> Option<Vec<u8>> {
    let (_, rest) = text.split_once(&format!("-----BEGIN {label}-----"))?;
    let (body, _) = rest.split_once(&format!("-----END {label}-----"))?;
    let body: String = body.chars().filter(|character| !character.is_ascii_whitespace()).collect();
    STANDARD.decode(body).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pem_survives_the_round_trip() {
        for length in [0, 1, 48, 49, 200] {
            let der: Vec<u8> = (0..length).collect();
            let text = pem("PUBLIC KEY", &der);
            assert!(text.lines().all(|line| line.len() <= 64));
            assert_eq!(from_pem("PUBLIC KEY", &text), Some(der));
        }
        assert_eq!(from_pem("PUBLIC KEY", "nonsense"), None);
    }
}

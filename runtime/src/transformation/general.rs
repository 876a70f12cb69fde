//! Methods over claims of any type.

use crate::claims::ClaimValue;
use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The same value. `None` when the input has none: the output claim keeps the value that it had. Microsoft: general claims
/// transformations, `CopyClaim`.
///
/// What becomes of the output when there is nothing to copy is not documented. Policies use the method to prefer one claim
/// over another ("if there is a work e-mail address, copy it"), which clearing would break.
pub(crate) fn copy_claim(input: Option<&ClaimValue>) -> Option<ClaimValue> {
    input.cloned()
}

/// Whether the claim has a value: presence, not truth. `false`, 0, the empty text and the empty collection are values.
/// Microsoft: general claims transformations, `DoesClaimExist`.
pub(crate) const fn does_claim_exist(input: Option<&ClaimValue>) -> bool {
    input.is_some()
}

/// A keyed hash: 32 bytes in base64 with padding, 44 characters. Microsoft: general claims transformations, `Hash`.
///
/// **Not interoperable with hashes that B2C made.** Microsoft documents that it is a SHA-256 over the plaintext, the salt
/// and the secret of a policy key, but not how they are joined, and the example gives no secret. The construction here is
/// its own: HMAC-SHA-256 (RFC 2104), keyed with the bytes of the secret, over
///
/// ```text
/// length of plaintext | plaintext | length of salt | salt
/// ```
///
/// with texts in UTF-8 and each length, in bytes, as eight bytes, the highest first. The lengths keep apart what would read
/// the same when joined: `ab` with the salt `c`, and `a` with the salt `bc`.
pub(crate) fn hash(plaintext: &str, salt: &str, secret: &[u8]) -> String {
    let mut context = hmac::Context::with_key(&hmac::Key::new(hmac::HMAC_SHA256, secret));
    for part in [plaintext, salt] {
        context.update(&(part.len() as u64).to_be_bytes());
        context.update(part.as_bytes());
    }
    STANDARD.encode(context.sign())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn values() -> Vec<ClaimValue> {
        vec![
            ClaimValue::Boolean(false),
            ClaimValue::Int(0),
            ClaimValue::Long(i64::MIN),
            ClaimValue::String(String::new()),
            ClaimValue::String("amy@example.org".to_owned()),
            ClaimValue::StringCollection(Vec::new()),
            ClaimValue::StringCollection(vec!["a".to_owned(), String::new()]),
        ]
    }

    #[test]
    fn a_value_is_copied_and_exists_whatever_it_is() {
        for value in values() {
            assert!(does_claim_exist(Some(&value)));
            assert_eq!(copy_claim(Some(&value)), Some(value));
        }
        assert!(!does_claim_exist(None));
        assert_eq!(copy_claim(None), None);
    }

    #[test]
    fn a_hash_is_the_one_that_is_documented() {
        for (plaintext, salt, secret, expected) in [
            ("amy@example.org", "2024", "not a real key", "ELkrp7N3PAYTfGR0tTK8iAvh8/phhcsb5bn1PC2MXE8="),
            ("ab", "c", "k", "oR9f7a2HUksuNKKG2P14gYp71r/2KGuS3FvLPTPNDfM="),
            ("a", "bc", "k", "xuEuMeEvwBpU2TYlY53Tb6RhfrM7hEH7sGPEoaPnEcs="),
            ("", "", "", "hTx0A5N9i2I5VpsYTreZP8X3Ua786ijyyGOFji0pxQs="),
        ] {
            assert_eq!(hash(plaintext, salt, secret.as_bytes()), expected, "{plaintext} {salt}");
        }
    }

    proptest! {
        #[test]
        fn a_hash_depends_on_where_the_salt_begins(text in "[a-z]{1,8}", at in 0_usize..8, other in 0_usize..8) {
            let (at, other) = (at.min(text.len()), other.min(text.len()));
            let one = hash(&text[..at], &text[at..], b"key");
            let two = hash(&text[..other], &text[other..], b"key");
            prop_assert_eq!(one == two, at == other);
            prop_assert_eq!(one.len(), 44);
        }
    }
}

//! Ids that look drawn by lot and are the same in every run.

use aws_lc_rs::digest::{SHA256, digest};

/// `length` characters of the alphabet, which the seed alone decides. Two seeds give two ids, as far as the length allows.
pub(super) fn identifier(seed: &str, alphabet: &str, length: usize) -> String {
    let alphabet = alphabet.as_bytes();
    let blocks = (0_u32..).flat_map(|block| digest(&SHA256, format!("{block} {seed}").as_bytes()).as_ref().to_vec());
    blocks.take(length).map(|byte| char::from(alphabet[usize::from(byte) % alphabet.len()])).collect()
}

#[cfg(test)]
mod tests {
    use super::identifier;

    #[test]
    fn the_seed_decides() {
        let id = identifier("a", "0123456789", 70);
        assert_eq!((id.len(), &id), (70, &identifier("a", "0123456789", 70)));
        assert_ne!(id, identifier("b", "0123456789", 70));
        assert!(id.starts_with(&identifier("a", "0123456789", 16)));
        assert!(id.bytes().all(|byte| byte.is_ascii_digit()));
    }
}

//! The look of codes and tokens.

/// The look of codes and tokens.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shape {
    prefix: &'static str,
    alphabet: &'static str,
    length: usize,
}

/// Digits and `A` to `F`.
pub(crate) const UPPER_HEXADECIMAL: &str = "0123456789ABCDEF";
/// Digits and `a` to `f`.
pub(crate) const LOWER_HEXADECIMAL: &str = "0123456789abcdef";
/// Digits and the letters of ASCII.
pub(crate) const ALPHANUMERIC: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

impl Shape {
    /// `length` characters of the alphabet behind the prefix.
    pub(crate) const fn new(prefix: &'static str, alphabet: &'static str, length: usize) -> Self {
        Self { prefix, alphabet, length }
    }

    /// A new one, never seen before.
    pub(crate) fn random(&self) -> String {
        let mut text = self.prefix.to_owned();
        let alphabet = self.alphabet.as_bytes();
        // Bytes beyond the last whole multiple of the alphabet would favour its first characters.
        let usable = 256 - 256 % alphabet.len();
        let mut bytes = [0; 64];
        while text.len() < self.prefix.len() + self.length {
            aws_lc_rs::rand::fill(&mut bytes).expect("the random source of the system does not fail");
            let missing = self.prefix.len() + self.length - text.len();
            let characters = bytes.iter().map(|byte| usize::from(*byte)).filter(|byte| *byte < usable);
            text.extend(characters.take(missing).map(|byte| char::from(alphabet[byte % alphabet.len()])));
        }
        text
    }

    /// Whether the text could be one.
    pub(crate) fn fits(&self, text: &str) -> bool {
        text.strip_prefix(self.prefix).is_some_and(|rest| {
            rest.len() == self.length && rest.chars().all(|character| self.alphabet.contains(character))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn random_texts_have_their_shape_and_differ() {
        for (prefix, alphabet, length) in [("", UPPER_HEXADECIMAL, 32), ("gho_", ALPHANUMERIC, 36), ("", "ab", 200)] {
            let shape = Shape::new(prefix, alphabet, length);
            let (one, two) = (shape.random(), shape.random());
            assert!(shape.fits(&one) && shape.fits(&two));
            assert_ne!(one, two);
            assert!(!shape.fits(&one[1..]));
        }
    }
}

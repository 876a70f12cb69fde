//! A provider's text, made fit for a message.

use super::query::encode_text;
use crate::secret::Secret;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use std::ops::Range;

/// Below this length a secret would be found in ordinary words.
const SHORTEST_SECRET: usize = 4;

/// The secrets of one exchange, which providers may quote in their errors.
#[derive(Default)]
pub(crate) struct Secrets(Vec<Secret>);

impl Secrets {
    pub(crate) fn extend(&mut self, secrets: impl IntoIterator<Item = Secret>) {
        self.0.extend(secrets);
    }

    pub(crate) fn texts(&self) -> Vec<&str> {
        self.0.iter().map(Secret::expose).collect()
    }
}

/// The text without control and invisible formatting characters, without our secrets (some providers quote the code or
/// the credentials that they refuse), at most `longest` characters.
pub(super) fn clean(text: &str, longest: usize, secrets: &[&str]) -> String {
    let visible: String = text.chars().filter(|character| !is_invisible(*character)).collect();
    redact(&visible, secrets).trim().chars().take(longest).collect()
}

fn redact(text: &str, secrets: &[&str]) -> String {
    let upper = upper_case_escapes(text);
    let mut hidden: Vec<Range<usize>> = Vec::new();
    for spelling in secrets.iter().filter(|secret| secret.len() >= SHORTEST_SECRET).flat_map(|it| spellings(it)) {
        let found = text.match_indices(&spelling).chain(upper.match_indices(&spelling));
        hidden.extend(found.map(|(start, _)| start..start + spelling.len()));
    }
    hidden.sort_by_key(|range| range.start);
    let mut shown = String::with_capacity(text.len());
    let mut position = 0;
    for range in hidden {
        if range.start >= position {
            shown.push_str(&text[position..range.start]);
            shown.push('…');
        }
        position = position.max(range.end);
    }
    shown.push_str(&text[position..]);
    shown
}

/// How a secret may be written, percent escapes in upper case.
fn spellings(secret: &str) -> [String; 6] {
    let (form, base64) = (encode_text(secret), STANDARD_NO_PAD.encode(secret));
    [secret.to_owned(), form.replace('+', "%20"), form, encode_text(&base64), base64, URL_SAFE_NO_PAD.encode(secret)]
}

/// The text with `%2f` written `%2F`; every byte stays where it is.
fn upper_case_escapes(text: &str) -> String {
    let mut escaped = 0;
    let upper = |character: char| {
        let is_escaped = escaped > 0 && character.is_ascii_hexdigit();
        escaped = match character {
            '%' => 2,
            _ if is_escaped => escaped - 1,
            _ => 0,
        };
        if is_escaped { character.to_ascii_uppercase() } else { character }
    };
    text.chars().map(upper).collect()
}

/// Control characters, and those that reorder or hide the text around them.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn s28_provider_text_is_stripped_and_capped() {
        for (text, expected) in [
            ("plain text", "plain text"),
            ("a\r\nSet-Cookie: b\u{0}\u{1b}[31m", "aSet-Cookie: b[31m"),
            ("\u{202e}gnp.exe\u{2066}", "gnp.exe"),
            ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ] {
            assert_eq!(clean(text, 256, &[]), expected);
        }
        assert_eq!(clean(&"é".repeat(1000), 256, &[]), "é".repeat(256));
        assert_eq!(clean("refused: p+q/r=s!, p%2Bq%2Fr%3Ds%21, cCtxL3I9cyE=", 256, &["p+q/r=s!"]), "refused: …, …, …=");
        assert_eq!(clean("p+q\u{0}/r=s!", 256, &["p+q/r=s!"]), "…");
    }

    #[test]
    fn s28_a_secret_is_found_in_every_case_of_its_escapes() {
        for text in ["p%2Bq%2Fr%3Ds%21", "p%2bq%2fr%3ds%21", "p%2bq%2Fr%3ds%21"] {
            assert_eq!(clean(&format!("%é%aF%2b{text}%2b"), 256, &["p+q/r=s!"]), "%é%aF%2b…%2b");
        }
        // Base64 with its own `+` and `/` escaped.
        assert_eq!(clean("Pj4%2bPz8%2f!", 256, &[">>>???"]), "…!");
        // A raw secret may look escaped, and secrets may overlap.
        assert_eq!(clean("a%2bb, id:a%2bb.", 256, &["a%2bb", "id:a%2bb"]), "…, ….");
        assert_eq!(clean("abcdefgh", 256, &["abcdef", "defgh"]), "…");
    }
}

//! A provider's text, made fit for a message.

use super::query::encode_text;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

/// Below this length a secret would be found in ordinary words.
const SHORTEST_SECRET: usize = 4;

/// The text without control and invisible formatting characters, without our secrets (some providers quote the code or
/// the client secret that they refuse), at most `longest` characters.
pub(super) fn clean(text: &str, longest: usize, secrets: &[&str]) -> String {
    let visible: String = text.chars().filter(|character| !is_invisible(*character)).collect();
    redact(visible, secrets).trim().chars().take(longest).collect()
}

fn redact(text: String, secrets: &[&str]) -> String {
    secrets.iter().filter(|secret| secret.len() >= SHORTEST_SECRET).fold(text, |text, secret| {
        let spellings = [
            (*secret).to_owned(),
            encode_text(secret),
            encode_text(secret).replace('+', "%20"),
            STANDARD_NO_PAD.encode(secret),
            URL_SAFE_NO_PAD.encode(secret),
        ];
        spellings.iter().fold(text, |text, spelling| text.replace(spelling.as_str(), "…"))
    })
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
}

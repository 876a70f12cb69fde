//! A provider's text, made fit for a message.

use super::query::{encode_text, json_text};
use crate::secret::Secret;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use std::collections::BTreeSet;
use std::ops::Range;

/// Below this length a secret would be found in ordinary words.
const SHORTEST_SECRET: usize = 4;

/// Longest text that is looked at, in bytes; no message for people comes near it.
pub(super) const LONGEST_TEXT: usize = 64 * 1024;

/// What stands for a secret.
const HIDDEN: char = '…';

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
/// the credentials that they refuse), at most `longest` characters. Of a text beyond [`LONGEST_TEXT`] nothing is shown.
pub(super) fn clean(text: &str, longest: usize, secrets: &[&str]) -> String {
    if text.len() > LONGEST_TEXT {
        return HIDDEN.to_string();
    }
    let visible: String = text.chars().filter(|character| !is_invisible(*character)).collect();
    redact(visible.trim(), longest, secrets).trim_end().to_owned()
}

/// At most `longest` characters of a text, every secret in it replaced by one character: from left to right, so that the
/// work ends with the last character that is shown.
fn redact(text: &str, longest: usize, secrets: &[&str]) -> String {
    let upper = upper_case_escapes(text);
    let spellings = spellings(secrets, text.len());
    let mut hidden: Vec<_> = spellings.iter().flat_map(|it| [Matches::of(text, it), Matches::of(&upper, it)]).collect();
    let mut shown = String::new();
    let mut position = 0;
    let mut room = longest;
    while room > 0 && position < text.len() {
        let next = hidden.iter_mut().filter_map(|matches| matches.not_before(position)).min_by_key(|range| range.start);
        let plain_end = next.as_ref().map_or(text.len(), |range| range.start);
        let before = shown.len();
        shown.extend(text[position..plain_end].chars().take(room));
        room -= shown[before..].chars().count();
        let Some(Range { mut end, .. }) = next.filter(|_| room > 0) else { break };
        // Secrets may overlap: what begins inside one may end behind it.
        while let Some(further) = hidden.iter_mut().filter_map(|matches| matches.beyond(end)).max() {
            end = further;
        }
        shown.push(HIDDEN);
        room -= 1;
        position = end;
    }
    shown
}

/// Where one spelling stands in a text, from left to right, looked for as far as needed.
struct Matches<'a> {
    text: &'a str,
    spelling: &'a str,
    next: Option<Range<usize>>,
}

impl<'a> Matches<'a> {
    fn of(text: &'a str, spelling: &'a str) -> Self {
        let mut matches = Self { text, spelling, next: Some(0..0) };
        matches.advance();
        matches
    }

    fn advance(&mut self) {
        let Some(from) = self.next.as_ref().map(|range| range.end) else { return };
        let start = self.text[from..].find(self.spelling).map(|start| from + start);
        self.next = start.map(|start| start..start + self.spelling.len());
    }

    /// The first match that begins at a position or behind it.
    fn not_before(&mut self, position: usize) -> Option<Range<usize>> {
        while self.next.as_ref().is_some_and(|range| range.start < position) {
            self.advance();
        }
        self.next.clone()
    }

    /// The end of a match that begins before a position and ends behind it.
    fn beyond(&mut self, position: usize) -> Option<usize> {
        while self.next.as_ref().is_some_and(|range| range.end <= position) {
            self.advance();
        }
        self.next.as_ref().filter(|range| range.start < position).map(|range| range.end)
    }
}

/// How secrets may be written in a text of this length, each way once, percent escapes in upper case: as they are, in a form or a URL, in JSON (PHP
/// escapes the `/` too), in base64.
fn spellings(secrets: &[&str], longest: usize) -> BTreeSet<String> {
    let fitting = secrets.iter().filter(|secret| (SHORTEST_SECRET..=longest).contains(&secret.len()));
    let spellings = fitting.flat_map(|secret| {
        let (form, base64, json) = (encode_text(secret), STANDARD_NO_PAD.encode(secret), json_text(secret));
        let json = json.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(&json).to_owned();
        [
            (*secret).to_owned(),
            form.replace('+', "%20"),
            form,
            json.replace('/', "\\/"),
            json,
            encode_text(&base64),
            base64,
            URL_SAFE_NO_PAD.encode(secret),
        ]
    });
    spellings.filter(|spelling| spelling.len() <= longest).collect()
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
        || matches!(character, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(character, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
        || matches!(character, '\u{e0000}'..='\u{e007f}')
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

    #[test]
    fn s28_a_secret_is_found_in_json_inside_a_text() {
        let secret = "a\"b\\secret/\n";
        for written in [r#"a\"b\\secret/\n"#, r#"a\"b\\secret\/\n"#] {
            assert_eq!(
                clean(&format!("cannot read {{\"key\":\"{written}\"}}"), 256, &[secret]),
                "cannot read {\"key\":\"…\"}"
            );
        }
    }

    #[test]
    fn s28_a_text_full_of_secrets_is_cut_like_any_other() {
        assert_eq!(clean(&"aaaa".repeat(300), 256, &["aaaa", "aaaa"]), "…".repeat(256));
        assert_eq!(clean(&format!("{}secret", "é".repeat(250)), 256, &["secret"]), format!("{}…", "é".repeat(250)));
        assert_eq!(clean(&format!("{}secret", "é".repeat(256)), 256, &["secret"]), "é".repeat(256));
        assert_eq!(clean("abcabcabcabc", 256, &["abcabca", "cabcabc"]), "…abc");
        assert_eq!(clean(&"a".repeat(64 * 1024 + 1), 256, &[]), "…", "nobody's message");
    }
}

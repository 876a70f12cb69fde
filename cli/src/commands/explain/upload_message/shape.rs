//! How a message is recognised: its fixed words, with places for names between them.
//!
//! What people paste has straight or curly quotes, single or double ones, escaped ones (JSON), or none when a shell took
//! them away; lines are broken anywhere between two words. So a text is brought into one form before it is looked at.

use std::ops::Range;

/// The longest name, and the longest stretch between two fixed words that says nothing, in bytes.
const LONGEST: usize = 400;

/// A text in one form: one blank between words, every quotation mark `"`, apostrophes within words left out.
#[derive(Debug)]
pub(super) struct Pasted {
    text: String,
    /// The text in lower case (ASCII only, so that offsets are the same).
    folded: String,
}

impl Pasted {
    pub(super) fn new(raw: &str) -> Self {
        let text = normalized(raw);
        let folded = text.to_ascii_lowercase();
        Self { text, folded }
    }

    /// The text.
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// The offset, or the next one at which a character begins.
    fn boundary(&self, offset: usize) -> usize {
        (offset..self.len()).find(|at| self.text.is_char_boundary(*at)).unwrap_or(self.len())
    }

    /// Number of bytes.
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }
}

fn normalized(raw: &str) -> String {
    let unescaped = raw.replace("\\r", " ").replace("\\n", " ").replace("\\t", " ");
    let unescaped = unescaped.replace("\\u0027", "'").replace("\\u0022", "\"");
    let unescaped = unescaped.replace("&quot;", "\"").replace("&#39;", "'").replace("&apos;", "'");
    let characters: Vec<char> = unescaped.chars().collect();
    let mut text = String::with_capacity(unescaped.len());
    for (at, c) in characters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| characters.get(at));
        let after = characters.get(at + 1);
        match c {
            '\\' if after.is_some_and(|c| is_quote(*c)) => {}
            '\'' | '’' if is_letter(before) && is_letter(after) => {}
            c if is_quote(*c) => text.push('"'),
            '\u{2010}'..='\u{2015}' => text.push('-'),
            c if c.is_whitespace() && (text.is_empty() || text.ends_with(' ')) => {}
            c if c.is_whitespace() => text.push(' '),
            c => text.push(*c),
        }
    }
    text.truncate(text.trim_end().len());
    text
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '`' | '´' | '“' | '”' | '„' | '‟' | '‘' | '’' | '‚' | '‛' | '«' | '»' | '‹' | '›')
}

fn is_letter(c: Option<&char>) -> bool {
    c.is_some_and(|c| c.is_alphabetic())
}

/// The form of a message.
#[derive(Debug)]
pub(super) struct Shape<'s> {
    parts: Vec<Part<'s>>,
}

#[derive(Debug)]
enum Part<'s> {
    /// Fixed words, in lower case.
    Words(String),
    /// A name: what stands between quotes, else up to the next blank.
    Name(&'s str),
    /// Anything up to the end of the sentence.
    Rest(&'s str),
    /// Anything up to the next fixed words.
    Gap,
}

/// Where a message stands, and its names in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found<'s> {
    pub(super) range: Range<usize>,
    pub(super) names: Vec<(&'s str, String)>,
}

impl<'s> Shape<'s> {
    /// Reads a form: fixed words, `{name}` for a name, `{name…}` for the rest of a sentence, ` … ` for anything. It
    /// begins with fixed words.
    pub(super) fn read(shape: &'s str) -> Self {
        let mut parts = Vec::new();
        for (at, piece) in shape.split('{').enumerate() {
            let words = match piece.split_once('}') {
                Some((name, words)) if at > 0 => {
                    parts.push(name.strip_suffix('…').map_or(Part::Name(name), Part::Rest));
                    words
                }
                _ => piece,
            };
            for (at, words) in words.split('…').enumerate() {
                if at > 0 {
                    parts.push(Part::Gap);
                }
                let words = normalized(words).to_ascii_lowercase();
                let words = words.trim_matches([' ', '"']);
                if !words.is_empty() {
                    parts.push(Part::Words(words.to_owned()));
                }
            }
        }
        Self { parts }
    }

    /// Every message of this form in a part of the text.
    pub(super) fn find_in(&self, pasted: &Pasted, within: Range<usize>) -> Vec<Found<'s>> {
        let Some(Part::Words(first)) = self.parts.first() else { return Vec::new() };
        let within = pasted.boundary(within.start)..pasted.boundary(within.end);
        let folded = pasted.folded.get(within.clone()).unwrap_or_default();
        let starts = folded.match_indices(first.as_str()).map(|(at, _)| within.start + at);
        let starts = starts.filter(|at| begins_word(&pasted.folded, *at));
        let mut found: Vec<Found<'s>> = starts.filter_map(|start| self.at(pasted, start..within.end)).collect();
        // What reaches into the next message of this form is none.
        let next: Vec<usize> = found.iter().skip(1).map(|next| next.range.start).chain([usize::MAX]).collect();
        let mut next = next.into_iter();
        found.retain(|one| next.next().is_some_and(|next| one.range.end <= next));
        found
    }

    fn at(&self, pasted: &Pasted, within: Range<usize>) -> Option<Found<'s>> {
        let mut at = within.start;
        let mut names = Vec::new();
        let mut is_gap = false;
        for part in &self.parts {
            let rest = pasted.folded.get(at..within.end)?;
            match part {
                Part::Words(words) if is_gap => at += find(rest, words)? + words.len(),
                Part::Words(words) => {
                    let skipped = rest.len() - rest.trim_start_matches([' ', '"']).len();
                    at += rest.get(skipped..)?.starts_with(words.as_str()).then_some(skipped + words.len())?;
                }
                Part::Name(name) => {
                    let (value, end) = name_at(pasted.text.get(at..within.end)?)?;
                    names.push((*name, value.to_owned()));
                    at += end;
                }
                Part::Rest(name) => {
                    let (value, end) = sentence_at(pasted.text.get(at..within.end)?);
                    names.push((*name, value.to_owned()));
                    at += end;
                }
                Part::Gap => {}
            }
            is_gap = matches!(part, Part::Gap);
        }
        Some(Found { range: within.start..at, names })
    }
}

/// Whether a word begins here: messages are often joined without a blank.
fn begins_word(text: &str, at: usize) -> bool {
    text.get(..at).and_then(|before| before.chars().next_back()).is_none_or(|c| !c.is_alphanumeric() && c != '_')
}

/// Where words stand in the near part of a text.
fn find(text: &str, words: &str) -> Option<usize> {
    beginning(text, LONGEST + words.len()).find(words)
}

/// The beginning of a text, of at most so many bytes.
fn beginning(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    text.get(..end).unwrap_or_default()
}

/// The name that a text begins with, and where what follows begins.
fn name_at(text: &str) -> Option<(&str, usize)> {
    let rest = text.trim_start();
    let skipped = text.len() - rest.len();
    let near = beginning(rest, LONGEST);
    if let Some(quoted) = near.strip_prefix('"') {
        let length = quoted.find('"')?;
        return Some((quoted.get(..length)?.trim().trim_end_matches('.'), skipped + length + 2));
    }
    let length = near.find([' ', '"']).unwrap_or(near.len());
    let word = near.get(..length)?;
    let name = word.trim_end_matches(['.', ',', ';', ':']);
    // Punctuation behind the name may be fixed words.
    (!name.is_empty()).then_some((name, skipped + name.len()))
}

/// What stands before the end of the sentence, and where what follows begins.
fn sentence_at(text: &str) -> (&str, usize) {
    let near = beginning(text, LONGEST);
    let is_end = |at: &usize| {
        let mut after = near.get(*at + 1..).unwrap_or_default().chars();
        after.next().is_none_or(|c| c == ' ' || c == '"' || c.is_uppercase())
    };
    let end = near.match_indices('.').map(|(at, _)| at).find(is_end).unwrap_or(near.len());
    (near.get(..end).unwrap_or(near).trim().trim_matches('"'), end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(shape: &str, text: &str) -> Vec<Vec<(String, String)>> {
        let pasted = Pasted::new(text);
        let found = Shape::read(shape).find_in(&pasted, 0..pasted.len());
        let owned = |found: Found<'_>| found.names.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        found.into_iter().map(owned).collect()
    }

    fn pair(name: &str, value: &str) -> (String, String) {
        (name.to_owned(), value.to_owned())
    }

    #[test]
    fn quotes_of_any_kind_or_none() {
        let shape = r#"Claim type "{claim}" is the party's in journey "{journey}"."#;
        let wanted = vec![vec![pair("claim", "a"), pair("journey", "J")]];
        for text in [
            r#"Claim type "a" is the party's in journey "J"."#,
            "Claim type 'a' is the party\u{2019}s in journey 'J'.",
            "Claim type \u{201c}a\u{201d} is the partys in journey \u{201c}J\u{201d}.",
            r#"Claim type \"a\" is the party's in journey \"J\"."#,
            "Claim type &quot;a&quot; is the party's in journey &quot;J&quot;.",
            "claim TYPE a is the party's in journey J.",
            "x.Claim\r\n  type\t\"a\" is the\\r\\nparty's in journey \"J\".Claim",
        ] {
            assert_eq!(names(shape, text), wanted, "{text}");
        }
    }

    #[test]
    fn a_name_may_be_empty_or_hold_blanks_between_quotes() {
        let shape = r#"value "{value}" for "{key}""#;
        assert_eq!(names(shape, "value '' for 'client_id.'"), [[pair("value", ""), pair("key", "client_id")]]);
        assert_eq!(names(shape, "value 'a b' for 'k'"), [[pair("value", "a b"), pair("key", "k")]]);
        assert_eq!(names(shape, "value a b for k"), Vec::<Vec<_>>::new());
    }

    #[test]
    fn what_reaches_into_the_next_message_is_none() {
        let shape = r#"User journey "{journey}" … has step {step} with"#;
        let text = "User journey 'A' does not end.User journey 'B' in policy 'P' has step 7 with 2";
        assert_eq!(names(shape, text), [[pair("journey", "B"), pair("step", "7")]]);
    }

    #[test]
    fn a_message_begins_with_a_word() {
        assert_eq!(names("key {x} is", "monkey a is"), Vec::<Vec<_>>::new());
        assert_eq!(names("key {x} is", "tenant.key a is").len(), 1);
    }

    #[test]
    fn the_rest_of_a_sentence() {
        let shape = "declared: {list…}";
        assert_eq!(names(shape, "not declared: [String]a.b, [String]c."), [[pair("list", "[String]a.b, [String]c")]]);
        assert_eq!(names(shape, "declared: x.The next"), [[pair("list", "x")]]);
    }

    #[test]
    fn a_hostile_text_comes_to_an_end() {
        let text = "User journey \"a\" in \"".repeat(20_000);
        assert!(names(r#"User journey "{journey}" … has step {step} with"#, &text).is_empty());
    }
}

//! An outer attribute that the caller gives for a generated item, as checked tokens.
//!
//! The text never reaches Rust source: it is read by the scanner here, which knows names, numbers, texts, punctuation and
//! balanced brackets and nothing else, and the tokens are written from what was read. So an attribute cannot end early and
//! let an item follow, whoever reads the code afterwards.
//!
//! - `scanner`: from the text to tokens

mod scanner;

use crate::naming;
use std::fmt;

/// A token of an attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    /// A name or a keyword: `derive`.
    Name(String),
    /// A whole number, without a sign: `64`.
    Integer(u64),
    /// A number with a fraction, without a sign, as it is written: `0.5`.
    Decimal(String),
    /// A text, without its quotes and escapes.
    Text(String),
    /// A punctuation mark, and whether another follows at once: the first of `::`.
    Mark(char, bool),
    /// An opening bracket; each is closed later.
    Open(Bracket),
    /// The closing bracket of the last one that is open.
    Close(Bracket),
}

/// A kind of brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bracket {
    /// `(…)`
    Round,
    /// `[…]`
    Square,
    /// `{…}`
    Curly,
}

/// An outer attribute: `#[path]`, `#[path(…)]` or `#[path = …]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    tokens: Vec<Token>,
    /// How many of the tokens are its path.
    path: usize,
}

impl Attribute {
    /// Reads the text of one attribute, `#[…]`.
    ///
    /// # Errors
    /// What is wrong with the text, as the end of a sentence.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        const FRAME: &str = "is not one attribute, `#[…]`";
        let text = text.trim();
        if text.starts_with("#!") {
            return Err("is an inner attribute: write `#[…]`");
        }
        let inner = text.strip_prefix('#').and_then(|rest| rest.trim_start().strip_prefix('['));
        let inner = inner.and_then(|rest| rest.strip_suffix(']')).ok_or(FRAME)?;
        let tokens = scanner::scan(inner)?;
        let path = path_length(&tokens).ok_or("does not begin with the path of an attribute")?;
        if !is_input(tokens.get(path..).unwrap_or_default()) {
            return Err("has neither `(…)` nor `= …` behind its path");
        }
        Ok(Self { tokens, path })
    }

    /// What stands between `#[` and `]`.
    #[must_use]
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// Whether this is the attribute with this name, which every crate has.
    #[must_use]
    pub fn is(&self, name: &str) -> bool {
        matches!(self.tokens.get(..self.path), Some([Token::Name(own)]) if own == name)
    }

    /// The paths of a `derive`, as they are written but without blanks: none for any other attribute.
    #[must_use]
    pub fn derives(&self) -> Vec<String> {
        if !self.is("derive") {
            return Vec::new();
        }
        let list = self.tokens.get(self.path + 1..self.tokens.len().saturating_sub(1)).unwrap_or_default();
        let paths = list.split(|token| matches!(token, Token::Mark(',', _)));
        paths.map(|path| path.iter().map(written).collect()).filter(|path: &String| !path.is_empty()).collect()
    }
}

/// `#[…]`, the same for all spellings of the same tokens.
impl fmt::Display for Attribute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("#[")?;
        let mut previous: Option<&Token> = None;
        for token in &self.tokens {
            if previous.is_some_and(|previous| has_blank(previous, token)) {
                f.write_str(" ")?;
            }
            match token {
                Token::Name(text) | Token::Decimal(text) => f.write_str(text)?,
                Token::Integer(value) => write!(f, "{value}")?,
                Token::Text(text) => write!(f, "{text:?}")?,
                Token::Mark(mark, _) => write!(f, "{mark}")?,
                Token::Open(bracket) => f.write_str(bracket.pair().0)?,
                Token::Close(bracket) => f.write_str(bracket.pair().1)?,
            }
            previous = Some(token);
        }
        f.write_str("]")
    }
}

impl Bracket {
    const fn pair(self) -> (&'static str, &'static str) {
        match self {
            Self::Round => ("(", ")"),
            Self::Square => ("[", "]"),
            Self::Curly => ("{", "}"),
        }
    }
}

/// Whether a blank stands between two tokens: around `=`, behind a comma, and between what would become one word.
fn has_blank(left: &Token, right: &Token) -> bool {
    let is_word =
        |token: &Token| matches!(token, Token::Name(_) | Token::Integer(_) | Token::Decimal(_) | Token::Text(_));
    match (left, right) {
        (Token::Mark(_, true), _) => false,
        (Token::Mark('=' | ',', _), right) => !matches!(right, Token::Close(_)),
        (_, Token::Mark('=', _)) => true,
        (left, right) => is_word(left) && is_word(right),
    }
}

/// How a token is written, as far as it can stand in a path.
fn written(token: &Token) -> String {
    match token {
        Token::Name(name) => name.clone(),
        Token::Mark(mark, _) => mark.to_string(),
        _ => "…".to_owned(),
    }
}

/// The length of the path that the tokens begin with: names with `::` between them, and perhaps before the first.
fn path_length(tokens: &[Token]) -> Option<usize> {
    let is_separator = |at: usize| {
        let pair = tokens.get(at..at + 2);
        matches!(pair, Some([Token::Mark(':', true), Token::Mark(':', _)]))
    };
    let mut at = if is_separator(0) { 2 } else { 0 };
    loop {
        let Some(Token::Name(name)) = tokens.get(at) else { return None };
        if !naming::is_path_segment(name, at == 0) {
            return None;
        }
        at += 1;
        if !is_separator(at) {
            return Some(at);
        }
        at += 2;
    }
}

/// What may stand behind the path: nothing, one group in brackets, or `=` and a value.
fn is_input(tokens: &[Token]) -> bool {
    match tokens {
        [] => true,
        [Token::Mark('=', _), value @ ..] => !value.is_empty(),
        [Token::Open(_), rest @ ..] => {
            let mut depth = 1_usize;
            let closing = rest.iter().position(|token| {
                match token {
                    Token::Open(_) => depth += 1,
                    Token::Close(_) => depth -= 1,
                    _ => {}
                }
                depth == 0
            });
            closing.is_some_and(|at| at + 1 == rest.len())
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_read() {
        for text in [
            "#[must_use]",
            " # [ doc = \"a \\\"quoted\\\" text\" ] ",
            "#[deprecated(since = \"1.0\", note = r#\"a \"b\"\"#)]",
            "#[derive(Eq, ::core::hash::Hash,)]",
            "#[cfg_attr(feature = \"api\", derive(utoipa::ToSchema))]",
            "#[validate(range(min = -0.5, max = 1_000))]",
            "#[doc = include_str!(\"name.md\")]",
            "#[::a::b{ c: [1, 2] }]",
            "#[crate::checked]",
        ] {
            assert!(Attribute::parse(text).is_ok(), "{text}: {:?}", Attribute::parse(text));
        }
    }

    #[test]
    fn nothing_but_an_attribute_is_read() {
        for text in [
            "",
            "must_use",
            "#[]",
            "#![allow(missing_docs)]",
            "#[a] #[b]",
            "#[a] fn injected() {} #[b]",
            "#[a]; fn injected() {}",
            "#[a(]",
            "#[a)]",
            "#[a(])]",
            "#[a] pub struct X; #[doc = \"]\"]",
            "#[a(b)(c)]",
            "#[a b]",
            "#[a =]",
            "#[fn]",
            "#[unsafe(no_mangle)]",
            "#[a::crate]",
            "#[\"a\"]",
            "#[a = 1u8]",
            "#[a = b\"c\"]",
            "#[a = 'c']",
            "#[a = \"c]",
            "#[a = r#\"c\"]",
            "#[a = \"\\q\"]",
            "#[a = \"\\u{d800}\"]",
            "#[a = \"\u{202e}\"]",
            "#[a = \"\n\"]",
            "#[a // ]\n]",
            "#[a /* ] */]",
            "#[a($b)]",
            "#[名]",
            "#[a = 99999999999999999999]",
        ] {
            assert!(Attribute::parse(text).is_err(), "{text}");
        }
        assert!(Attribute::parse(&format!("#[a{}{}]", "(".repeat(100), ")".repeat(100))).is_err());
        assert!(Attribute::parse(&format!("#[a = \"{}\"]", "b".repeat(10_000))).is_err());
    }

    #[test]
    fn attributes_are_written_in_one_way_and_read_again() {
        for (text, written) in [
            ("# [ must_use ]", "#[must_use]"),
            ("#[doc=r#\"a \"b\" c\"#]", "#[doc = \"a \\\"b\\\" c\"]"),
            ("#[deprecated(since=\"1.0\",note = \"x\",)]", "#[deprecated(since = \"1.0\", note = \"x\",)]"),
            ("#[ :: a :: b { c : [ 1 , - 0.5 ] , d=>e f } ]", "#[::a::b{c:[1, -0.5], d =>e f}]"),
        ] {
            let attribute = Attribute::parse(text).expect("an attribute");
            assert_eq!(attribute.to_string(), written);
            assert_eq!(Attribute::parse(written).expect("an attribute").to_string(), written);
        }
    }

    #[test]
    fn a_derive_says_what_it_derives() {
        let derives = |text| Attribute::parse(text).expect("an attribute").derives();
        assert_eq!(derives("#[derive(Eq, :: core :: hash :: Hash, )]"), ["Eq", "::core::hash::Hash"]);
        assert_eq!(derives("#[derive(a(b), \"c\")]"), ["a…b…", "…"]);
        assert!(derives("#[derive]").is_empty() && derives("#[other(Eq)]").is_empty());
    }
}

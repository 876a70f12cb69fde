//! From the text of an attribute to its tokens.

use super::{Bracket, Token};

/// The longest attribute, in bytes: documentation has room in it.
const LONGEST: usize = 8_192;

/// How deep brackets may stand in one another; whoever compiles the code reads them recursively.
const DEEPEST: usize = 32;

/// Digits of a number with a fraction: as many as an `f64` keeps.
const MOST_DIGITS: usize = 15;

/// Punctuation that an attribute may have. Neither `$`, which is a macro's, nor `#`, which begins another attribute.
const MARKS: &[char] = &['!', '%', '&', '*', '+', ',', '-', '.', '/', ':', ';', '<', '=', '>', '?', '@', '^', '|', '~'];

const UNKNOWN: &str = "has a character that no attribute here may have";
const UNBALANCED: &str = "has a bracket without its other half";
const UNCLOSED: &str = "has a text without its closing quote";
const PREFIX: &str = "has a literal with a prefix or a suffix";

/// The tokens of a text, with balanced brackets.
///
/// # Errors
/// What is wrong with the text, as the end of a sentence.
pub(super) fn scan(text: &str) -> Result<Vec<Token>, &'static str> {
    if text.len() > LONGEST {
        return Err("is longer than 8192 bytes");
    }
    let mut scanner = Scanner { rest: text, tokens: Vec::new(), open: Vec::new() };
    loop {
        scanner.rest = scanner.rest.trim_start();
        let Some(next) = scanner.rest.chars().next() else { break };
        scanner.token(next)?;
    }
    if scanner.open.is_empty() { Ok(scanner.tokens) } else { Err(UNBALANCED) }
}

struct Scanner<'t> {
    rest: &'t str,
    tokens: Vec<Token>,
    /// The brackets that are open, innermost last.
    open: Vec<Bracket>,
}

impl<'t> Scanner<'t> {
    fn token(&mut self, next: char) -> Result<(), &'static str> {
        let token = match next {
            '"' => self.text()?,
            'r' if self.rest.starts_with("r\"") || self.rest.starts_with("r#\"") || self.rest.starts_with("r##") => {
                self.raw_text()?
            }
            'a'..='z' | 'A'..='Z' | '_' => self.name()?,
            '0'..='9' => self.number()?,
            _ => self.mark(next)?,
        };
        self.tokens.push(token);
        Ok(())
    }

    fn take(&mut self, length: usize) -> &'t str {
        let (taken, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    fn take_while(&mut self, is_part: impl Fn(char) -> bool) -> &'t str {
        self.take(self.rest.find(|c| !is_part(c)).unwrap_or(self.rest.len()))
    }

    /// A name. A quote or `#` behind it would make it the prefix of a literal.
    fn name(&mut self) -> Result<Token, &'static str> {
        let name = self.take_while(|c| c.is_ascii_alphanumeric() || c == '_');
        if self.rest.starts_with(['"', '\'', '#']) { Err(PREFIX) } else { Ok(Token::Name(name.to_owned())) }
    }

    fn number(&mut self) -> Result<Token, &'static str> {
        let is_digit = |c: char| c.is_ascii_digit() || c == '_';
        let whole = self.take_while(is_digit).replace('_', "");
        let has_fraction =
            self.rest.strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let fraction = has_fraction.then(|| {
            self.take(1);
            self.take_while(is_digit).replace('_', "")
        });
        if self.rest.starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '"') {
            return Err(PREFIX);
        }
        match fraction {
            Some(fraction) if whole.len() + fraction.len() <= MOST_DIGITS => {
                Ok(Token::Decimal(format!("{whole}.{fraction}")))
            }
            Some(_) => Err("has a number with more than 15 digits"),
            None => whole.parse().map(Token::Integer).map_err(|_| "has a number that is too large"),
        }
    }

    fn mark(&mut self, next: char) -> Result<Token, &'static str> {
        self.take(next.len_utf8());
        match next {
            '(' => self.open(Bracket::Round),
            '[' => self.open(Bracket::Square),
            '{' => self.open(Bracket::Curly),
            ')' => self.close(Bracket::Round),
            ']' => self.close(Bracket::Square),
            '}' => self.close(Bracket::Curly),
            '/' if self.rest.starts_with(['/', '*']) => Err("has a comment"),
            mark if MARKS.contains(&mark) => Ok(Token::Mark(mark, self.rest.starts_with(MARKS))),
            _ => Err(UNKNOWN),
        }
    }

    fn open(&mut self, bracket: Bracket) -> Result<Token, &'static str> {
        self.open.push(bracket);
        if self.open.len() > DEEPEST { Err("has brackets more than 32 deep") } else { Ok(Token::Open(bracket)) }
    }

    fn close(&mut self, bracket: Bracket) -> Result<Token, &'static str> {
        if self.open.pop() == Some(bracket) { Ok(Token::Close(bracket)) } else { Err(UNBALANCED) }
    }

    /// `r"…"` or `r#"…"#` with as many `#` as one likes.
    fn raw_text(&mut self) -> Result<Token, &'static str> {
        self.take(1);
        let hashes = self.take_while(|c| c == '#');
        let inner = self.rest.strip_prefix('"').ok_or(PREFIX)?;
        let end = format!("\"{hashes}");
        let (text, rest) = inner.split_once(&end).ok_or(UNCLOSED)?;
        self.rest = rest;
        text.chars().all(is_visible).then(|| Token::Text(text.to_owned())).ok_or(UNKNOWN)
    }

    fn text(&mut self) -> Result<Token, &'static str> {
        let mut text = String::new();
        self.take(1);
        loop {
            let c = self.rest.chars().next().ok_or(UNCLOSED)?;
            self.take(c.len_utf8());
            match c {
                '"' => return Ok(Token::Text(text)),
                '\\' => text.push(self.escaped()?),
                c if is_visible(c) => text.push(c),
                _ => return Err(UNKNOWN),
            }
        }
    }

    /// The character that an escape stands for; its backslash is taken.
    fn escaped(&mut self) -> Result<char, &'static str> {
        const UNREADABLE: &str = "has an escape that Rust does not have";
        let kind = self.rest.chars().next().ok_or(UNCLOSED)?;
        self.take(kind.len_utf8());
        match kind {
            'n' => Ok('\n'),
            't' => Ok('\t'),
            '\\' | '"' | '\'' => Ok(kind),
            'u' => {
                let (digits, rest) =
                    self.rest.strip_prefix('{').and_then(|rest| rest.split_once('}')).ok_or(UNREADABLE)?;
                self.rest = rest;
                let code = u32::from_str_radix(digits, 16).map_err(|_| UNREADABLE)?;
                char::from_u32(code).filter(|c| is_visible(*c)).ok_or(UNREADABLE)
            }
            _ => Err(UNREADABLE),
        }
    }
}

/// Whether a character of a text looks like what it is: no control character, and none that is invisible or turns the
/// direction of writing, which rustc refuses in texts.
fn is_visible(c: char) -> bool {
    !c.is_control()
        && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{61c}')
}

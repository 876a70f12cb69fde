//! What each protocol's metadata keys mean, as tables.
//!
//! The checker, `claimsmith explain` and the code generator read the same rows.
//!
//! - [`oauth2`]: the keys of an `OAuth2` federation profile
//! - [`condition`]: when a technical profile is offered
//! - `constant`: default values as constants
//! - [`path`]: partner claim types as paths
//! - [`resolver`]: claim resolvers
//! - [`template`]: values with placeholders
//! - [`value`]: how the text of an item is read

pub mod condition;
pub(crate) mod constant;
pub mod oauth2;
pub mod path;
pub mod resolver;
pub mod template;
pub mod value;

use crate::diagnostic::suggest;
use std::borrow::Cow;
use template::Known;

/// One metadata key of a protocol.
#[derive(Debug, Clone, Copy)]
pub struct MetadataKey {
    /// `Item/@Key`, compared exactly. `.N.` stands for a number from 1 to 9.
    pub key: &'static str,
    /// What its text must be.
    pub kind: ValueKind,
    /// Whether a profile needs it once it is merged.
    pub need: Need,
    /// What holds without it.
    pub default: &'static str,
    /// What it changes.
    pub effect: &'static str,
    /// What Claimsmith makes of it.
    pub support: Support,
}

impl MetadataKey {
    /// What an item with this key changes, as a note of a finding about it.
    #[must_use]
    pub fn note(&self, key: &str) -> String {
        format!("`{key}`: {}", self.effect)
    }

    /// Whether an item with this key is one of this row.
    #[must_use]
    pub fn is(&self, key: &str) -> bool {
        match self.key.split_once(NUMBER) {
            None => self.key == key,
            Some((before, after)) => numbered(key).is_some_and(|it| it.before == before && it.after == after),
        }
    }
}

/// Whether a profile needs a key once it is merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// It does without.
    Optional,
    /// It is needed in any case.
    Always,
    /// It is needed unless `response_types` is `id_token`.
    WithCode,
}

const PARAMETER: &str = "the name of a parameter";
const MEMBER: &str = "the name of a member";
const CLAIM_TYPE: &str = "the id of a claim type";
const PREFIX: &str = "the beginning of a name";
const FRAGMENT: &str = "a fragment";

/// What the text of a metadata item must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueKind {
    /// Any text that is not empty
    Text,
    /// `true`, `false`, `1` or `0` in any case
    Boolean,
    /// One of these, in any case
    OneOf(&'static [&'static str]),
    /// An absolute URL
    Url,
    /// A name, and of what: no white space, no `&`, `=`, `#`, `,`
    Name(&'static str),
    /// Text that can stand in an HTTP header: visible ASCII and blanks
    HeaderText,
    /// A token of RFC 9110 section 5.6.2: letters, digits and a few signs
    HttpToken,
    /// Names separated by commas, percent-encoded
    NameList,
    /// Names separated by commas, percent-encoded, none of these among them
    NamesWithout(&'static [&'static str]),
    /// Names of signature algorithms separated by commas
    Algorithms,
    /// `name=value` pairs separated by commas, percent-encoded
    ParameterList,
    /// `standard=actual` pairs separated by commas: other names for these parameters, nothing leaves one out
    Renames(&'static [&'static str]),
    /// `name=value` pairs with placeholders in the values
    TemplateList(Known),
    /// `name=value` pairs with placeholders in the values, which become HTTP headers
    HeaderList(Known),
    /// A path into an answer: `data[0].user`
    Path,
}

impl ValueKind {
    /// The kind in a few words.
    #[must_use]
    pub fn describe(self) -> String {
        match self {
            Self::Text => "text that is not empty".to_owned(),
            Self::Boolean => "`true` or `false`".to_owned(),
            Self::OneOf([only]) => format!("`{only}`"),
            Self::OneOf(values) => format!("one of {}", quoted(values)),
            Self::Url => "an absolute https URL".to_owned(),
            Self::Name(what) => what.to_owned(),
            Self::HeaderText => "visible ASCII characters".to_owned(),
            Self::HttpToken => "letters, digits, `-`, `_` or `.`, without blanks".to_owned(),
            Self::NameList => "names separated by commas".to_owned(),
            Self::NamesWithout(reserved) => format!("names separated by commas, none of {}", quoted(reserved)),
            Self::Algorithms => format!("some of {}, separated by commas", quoted(&value::algorithm_names())),
            Self::ParameterList => "`name=value` pairs separated by commas".to_owned(),
            Self::Renames(standard) => {
                format!("`standard=other` pairs separated by commas; standard names are {}", quoted(standard))
            }
            Self::TemplateList(known) => {
                format!("`name=value` pairs separated by commas; a value may hold {}", quoted(known.placeholders()))
            }
            Self::HeaderList(known) => {
                let placeholders = quoted(known.placeholders());
                format!("`header=value` pairs separated by commas; a value may hold {placeholders}")
            }
            Self::Path => "a path such as `data[0].user` or `[primary=true]`".to_owned(),
        }
    }
}

fn quoted(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// What Claimsmith makes of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Support {
    /// It is compiled.
    Compiled,
    /// It has no effect on a sign-in, for the reason its effect names.
    NoEffect,
}

/// What stands for the number in a row of the table.
const NUMBER: &str = ".N.";

/// A key with a number from 1 to 9 between two dots.
struct Numbered<'k> {
    before: &'k str,
    number: &'k str,
    after: &'k str,
}

fn numbered(key: &str) -> Option<Numbered<'_>> {
    let is_digit = |part: &&str| matches!(part.as_bytes(), [b'1'..=b'9']);
    let number = key.split('.').find(is_digit)?;
    // The part is one character between dots, so its first place with both dots is the one that was found.
    let at = key.find(&format!(".{number}."))?;
    Some(Numbered { before: key.get(..at)?, number, after: key.get(at + 3..)? })
}

/// The row of a key.
#[must_use]
pub fn find(table: &'static [MetadataKey], key: &str) -> Option<&'static MetadataKey> {
    // Most keys have no number, and those of a hostile file are many.
    if numbered(key).is_none() {
        return table.iter().find(|row| row.key == key).filter(|row| row.is(key));
    }
    table.iter().find(|row| row.is(key))
}

/// The key of the table that is nearest to a wrong one; a numbered key keeps its number, or gets the first.
#[must_use]
pub fn nearest(table: &'static [MetadataKey], wrong: &str) -> Option<Cow<'static, str>> {
    let numbered = numbered(wrong);
    let number = numbered.as_ref().map_or("1", |it| it.number);
    let general = numbered.as_ref().map(|it| [it.before, NUMBER, it.after].concat());
    let near = suggest::nearest(general.as_deref().unwrap_or(wrong), table.iter().map(|row| row.key))?;
    Some(match near.split_once(NUMBER) {
        None => near.into(),
        Some((before, after)) => format!("{before}.{number}.{after}").into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_from_1_to_9_stands_in_a_numbered_key() {
        for number in 1..=9 {
            let key = format!("claimsmith.follow_up.{number}.endpoint");
            assert_eq!(find(oauth2::METADATA, &key).map(|row| row.key), Some("claimsmith.follow_up.N.endpoint"));
        }
        for wrong in ["0", "10", "N", "01", "", "a"] {
            assert!(find(oauth2::METADATA, &format!("claimsmith.follow_up.{wrong}.endpoint")).is_none(), "{wrong}");
        }
        assert!(find(oauth2::METADATA, "claimsmith.follow_up.1.").is_none());
        assert!(find(oauth2::METADATA, "claimsmith.1.pkce").is_none());
    }

    #[test]
    fn the_nearest_key_keeps_the_number() {
        let near = |wrong: &str| nearest(oauth2::METADATA, wrong).unwrap_or_default();
        assert_eq!(near("claimsmith.follow_up.3.endpont"), "claimsmith.follow_up.3.endpoint");
        assert_eq!(near("claimsmith.follow_up.endpoint"), "claimsmith.follow_up.1.endpoint");
        assert_eq!(near("claimsmith.follow_up.N.endpoint"), "claimsmith.follow_up.1.endpoint");
        assert_eq!(near("claimsmith.follow_up.10.endpoint"), "claimsmith.follow_up.1.endpoint");
        assert_eq!(near("httpbinding"), "HttpBinding");
        assert_eq!(near("xyzzy"), "");
    }
}

//! What each protocol's metadata keys mean, as tables.
//!
//! The checker, `claimsmith explain` and the code generator read the same rows.
//!
//! - [`role`]: what a technical profile is, by its content; [`handler`]: the handlers of `Proprietary`
//! - [`policy_key`]: the cryptographic keys of each role
//! - [`when`]: conditions on other metadata; [`relation`]: keys that need or exclude each other
//!
//! The tables of keys:
//!
//! - [`oauth2`]: an `OAuth2` federation profile; [`oauth1`], [`openid_connect`], [`saml2`]: those of other protocols
//! - [`password_grant`], [`id_token_hint`], [`token_issuer`]: the other things that `OpenIdConnect` and `None` stand for
//! - [`self_asserted`], [`restful`], [`directory`], [`verification`], [`service`], [`session`]: handlers of `Proprietary`
//! - [`common`]: keys that every technical profile may have, and messages to the user
//!
//! How values are read:
//!
//! - [`condition`]: when a technical profile is offered
//! - `constant`: default values as constants
//! - [`path`]: partner claim types as paths
//! - [`placeholder`]: values that somebody was to replace
//! - [`resolver`]: claim resolvers
//! - [`template`]: values with placeholders
//! - [`value`]: how the text of an item is read

pub mod common;
pub mod condition;
pub(crate) mod constant;
pub mod directory;
pub mod handler;
pub mod id_token_hint;
pub mod oauth1;
pub mod oauth2;
pub mod openid_connect;
pub mod password_grant;
pub mod path;
pub mod placeholder;
pub mod policy_key;
pub mod relation;
pub mod resolver;
pub mod restful;
pub mod role;
pub mod saml2;
pub mod self_asserted;
pub mod service;
pub mod session;
pub mod template;
pub mod token_issuer;
pub mod value;
pub mod verification;
pub mod when;

pub use role::{Role, role_of};

use crate::diagnostic::suggest;
use std::borrow::Cow;
use template::Known;
use when::When;

/// One metadata key of a protocol.
#[derive(Debug, Clone, Copy)]
pub struct MetadataKey {
    /// `Item/@Key`, compared exactly. `.N.` stands for a number from 1 to 9, `*` at the end for any text.
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

    /// What the keys of this row begin with, when it stands for many.
    fn family(&self) -> Option<&'static str> {
        self.key.strip_suffix(FAMILY)
    }

    /// A key that a profile does without, which is checked and not compiled.
    const fn optional(key: &'static str, kind: ValueKind, default: &'static str, effect: &'static str) -> Self {
        Self { key, kind, need: Need::Optional, default, effect, support: Support::Checked }
    }

    /// A key that a profile needs, which is checked and not compiled.
    const fn required(key: &'static str, kind: ValueKind, effect: &'static str) -> Self {
        Self { key, kind, need: Need::Always, default: "none", effect, support: Support::Checked }
    }

    /// A key that a profile needs on a condition, which is checked and not compiled.
    const fn required_when(when: When, key: &'static str, kind: ValueKind, effect: &'static str) -> Self {
        Self { key, kind, need: Need::When(when), default: "none", effect, support: Support::Checked }
    }

    /// A key that B2C accepts and does not use.
    const fn unused(key: &'static str, kind: ValueKind, effect: &'static str) -> Self {
        Self { key, kind, need: Need::Optional, default: "none", effect, support: Support::Unused }
    }

    /// Whether an item with this key is one of this row.
    #[must_use]
    pub fn is(&self, key: &str) -> bool {
        // Asked of every row for every item, and most begin with another letter.
        if self.key.as_bytes().first() != key.as_bytes().first() {
            return false;
        }
        if let Some(family) = self.family() {
            return key.strip_prefix(family).is_some_and(|rest| !rest.is_empty());
        }
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
    /// It is needed on this condition.
    When(When),
}

impl Need {
    /// When it is needed, in a few words: "always", "never", "unless `response_types` is `id_token`".
    #[must_use]
    pub fn describe(self) -> String {
        match self {
            Self::Optional => "never".to_owned(),
            Self::Always => "always".to_owned(),
            Self::WithCode => "unless `response_types` is `id_token`".to_owned(),
            Self::When(when) => when.describe(),
        }
    }
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
    /// An absolute URL of the web, https or http, in which claims may stand as `{claim}`
    WebUrl,
    /// An absolute URL of the web, or an XML document
    UrlOrXml,
    /// A whole number between these two
    Integer(u64, u64),
    /// Some of these words, separated by blanks
    Words(&'static [&'static str]),
    /// The id of something else in the policy
    Reference(Referenced),
}

/// What a metadata value names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Referenced {
    /// `ClaimType/@Id`
    ClaimType,
    /// `ContentDefinition/@Id`
    ContentDefinition,
    /// `UserJourney/@Id`
    UserJourney,
    /// `ClaimsExchange/@Id` of the next orchestration step
    ClaimsExchange,
}

impl Referenced {
    /// What it is, in the words of the policy: "claim type".
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ClaimType => "claim type",
            Self::ContentDefinition => "content definition",
            Self::UserJourney => "user journey",
            Self::ClaimsExchange => "claims exchange",
        }
    }
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
            Self::WebUrl => "an absolute URL".to_owned(),
            Self::UrlOrXml => "an absolute URL or an XML document".to_owned(),
            Self::Integer(0, u64::MAX) => "a whole number".to_owned(),
            Self::Integer(least, u64::MAX) => format!("a whole number from {least}"),
            Self::Integer(least, most) => format!("a whole number from {least} to {most}"),
            Self::Words(words) => format!("some of {}, separated by blanks", quoted(words)),
            Self::Reference(referenced) => format!("the id of a {}", referenced.name()),
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
    /// It is checked; technical profiles of this kind are not compiled.
    Checked,
    /// B2C itself does not use it, as far as is known.
    Unused,
}

impl Support {
    /// It in a few words.
    #[must_use]
    pub const fn describe(self) -> &'static str {
        match self {
            Self::Compiled => "compiled",
            Self::NoEffect => "accepted, without effect on a sign-in",
            Self::Checked => "checked; technical profiles of this kind are not compiled",
            Self::Unused => "accepted; B2C does not use it",
        }
    }
}

/// What stands for the number in a row of the table.
const NUMBER: &str = ".N.";

/// What ends a row that stands for many keys.
const FAMILY: char = '*';

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
        let is_row = |row: &&MetadataKey| row.key == key && !row.key.contains(NUMBER) && row.family().is_none();
        return table.iter().find(is_row).or_else(|| table.iter().find(|row| row.family().is_some() && row.is(key)));
    }
    table.iter().find(|row| row.is(key))
}

/// The key of the table that is nearest to a wrong one; a numbered key keeps its number, or gets the first.
#[must_use]
pub fn nearest(table: &'static [MetadataKey], wrong: &str) -> Option<Cow<'static, str>> {
    let numbered = numbered(wrong);
    let number = numbered.as_ref().map_or("1", |it| it.number);
    let general = numbered.as_ref().map(|it| [it.before, NUMBER, it.after].concat());
    let single = table.iter().filter(|row| row.family().is_none()).map(|row| row.key);
    let near = suggest::nearest(general.as_deref().unwrap_or(wrong), single)?;
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

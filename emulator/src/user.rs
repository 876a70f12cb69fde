//! The invented people who sign in.

use crate::json::Json;
use claimsmith_profile::Text;
use serde_json::Value;
use std::fmt;

/// One of the users that the consent page offers.
#[derive(Debug, Clone, PartialEq)]
pub struct User {
    key: Text,
    name: Text,
    note: Text,
    facts: &'static [(&'static str, Fact)],
    values: Vec<(String, Json)>,
}

impl User {
    /// A user of an emulator that a technical profile drives (`Emulator::for_profile`); built-in providers have users of
    /// their own. The key is the short name in forms and in [`crate::Emulator::authorize_as`].
    #[must_use]
    pub fn new(key: impl Into<String>) -> Self {
        let key: Text = key.into().into();
        Self { name: key.clone(), key, note: Text::Borrowed(""), facts: &[], values: Vec::new() }
    }

    /// The name that the consent page shows.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = name.into().into();
        self
    }

    /// The value of a claim, by the id of its claim type, in place of an invented one; `null`: the provider knows none.
    #[must_use]
    pub fn with(mut self, claim: impl Into<String>, value: impl Into<Value>) -> Self {
        self.values.push((claim.into(), Json::from(value.into())));
        self
    }

    /// The same for a number that has to keep its digits, such as an id beyond 2⁶⁴.
    #[must_use]
    pub fn with_number(mut self, claim: impl Into<String>, digits: impl Into<String>) -> Self {
        self.values.push((claim.into(), Json::Number(digits.into())));
        self
    }

    /// A user of a built-in provider.
    pub(crate) const fn known(
        key: &'static str,
        name: &'static str,
        note: &'static str,
        facts: &'static [(&'static str, Fact)],
    ) -> Self {
        Self {
            key: Text::Borrowed(key),
            name: Text::Borrowed(name),
            note: Text::Borrowed(note),
            facts,
            values: Vec::new(),
        }
    }

    /// The short name in forms, on avatars and in [`crate::Emulator::authorize_as`].
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The name that the consent page shows.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What is special about this user, in a few words.
    #[must_use]
    pub fn note(&self) -> &str {
        &self.note
    }

    /// What the provider knows about the user, under the name that its claims answer uses where it has one; `None`
    /// when the provider's users have no such fact. Ids that depend on the application are in
    /// [`crate::Emulator::subject`].
    #[must_use]
    pub fn fact(&self, name: &str) -> Option<Fact> {
        self.facts.iter().find(|(known, _)| *known == name).map(|(_, fact)| *fact)
    }

    /// The value that [`Self::with`] gave.
    pub(crate) fn given(&self, claim: &str) -> Option<&Json> {
        self.values.iter().rev().find(|(known, _)| known == claim).map(|(_, value)| value)
    }

    /// The fact as JSON; `null` for a fact that this user does not have.
    pub(crate) fn value(&self, name: &str) -> Json {
        self.fact(name).map_or(Json::Null, Json::from)
    }

    /// The fact as text; empty for a fact that this user does not have.
    pub(crate) fn text(&self, name: &str) -> String {
        self.fact(name).map(|fact| fact.to_string()).unwrap_or_default()
    }
}

/// Something a provider knows about a user.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Fact {
    /// A text
    Text(&'static str),
    /// A whole number
    Number(u64),
    /// Yes or no
    Flag(bool),
}

impl From<Fact> for Json {
    fn from(fact: Fact) -> Self {
        match fact {
            Fact::Text(text) => text.into(),
            Fact::Number(number) => number.into(),
            Fact::Flag(flag) => flag.into(),
        }
    }
}

impl fmt::Display for Fact {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => formatter.write_str(text),
            Self::Number(number) => number.fmt(formatter),
            Self::Flag(flag) => flag.fmt(formatter),
        }
    }
}

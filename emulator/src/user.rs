//! The invented people who sign in.

use serde_json::Value;
use std::fmt;

/// One of the users that the consent page offers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct User {
    pub(crate) key: &'static str,
    pub(crate) name: &'static str,
    pub(crate) note: &'static str,
    pub(crate) facts: &'static [(&'static str, Fact)],
}

impl User {
    /// The short name in forms, on avatars and in [`crate::Emulator::authorize_as`].
    #[must_use]
    pub fn key(&self) -> &'static str {
        self.key
    }

    /// The name that the consent page shows.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// What is special about this user, in a few words.
    #[must_use]
    pub fn note(&self) -> &'static str {
        self.note
    }

    /// What the provider knows about the user, under the name that its claims answer uses where it has one; `None`
    /// when the provider's users have no such fact. Ids that depend on the application are in
    /// [`crate::Emulator::subject`].
    #[must_use]
    pub fn fact(&self, name: &str) -> Option<Fact> {
        self.facts.iter().find(|(known, _)| *known == name).map(|(_, fact)| *fact)
    }

    /// The fact as JSON; `null` for a fact that this user does not have.
    pub(crate) fn value(&self, name: &str) -> Value {
        self.fact(name).map_or(Value::Null, Value::from)
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

impl From<Fact> for Value {
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

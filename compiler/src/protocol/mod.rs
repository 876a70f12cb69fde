//! What each protocol's metadata keys mean, as tables.
//!
//! The checker, `claimsmith explain` and the code generator read the same rows.
//!
//! - [`oauth2`]: the keys of an `OAuth2` federation profile
//! - `constant`: default values as constants
//! - [`path`]: partner claim types as paths
//! - [`value`]: how the text of an item is read

pub(crate) mod constant;
pub mod oauth2;
pub mod path;
pub mod value;

/// One metadata key of a protocol.
#[derive(Debug, Clone, Copy)]
pub struct MetadataKey {
    /// `Item/@Key`, compared exactly.
    pub key: &'static str,
    /// What its text must be.
    pub kind: ValueKind,
    /// Whether a profile needs it once it is merged.
    pub required: bool,
    /// What holds without it.
    pub default: &'static str,
    /// What it changes.
    pub effect: &'static str,
    /// What Claimsmith makes of it.
    pub support: Support,
}

impl MetadataKey {
    /// What the key changes, as a note of a finding about it.
    #[must_use]
    pub fn note(&self) -> String {
        format!("`{}`: {}", self.key, self.effect)
    }
}

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
    /// The name of a parameter or member: no white space, no `&`, `=`, `#`
    Name,
    /// Text that can stand in an HTTP header: visible ASCII and blanks
    HeaderText,
    /// Names separated by commas
    NameList,
    /// `name=value` pairs separated by commas, percent-encoded
    ParameterList,
}

impl ValueKind {
    /// The kind in a few words.
    #[must_use]
    pub fn describe(self) -> String {
        match self {
            Self::Text => "text that is not empty".to_owned(),
            Self::Boolean => "`true` or `false`".to_owned(),
            Self::OneOf([only]) => format!("`{only}`"),
            Self::OneOf(values) => {
                let values: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
                format!("one of {}", values.join(", "))
            }
            Self::Url => "an absolute https URL".to_owned(),
            Self::Name => "the name of a parameter".to_owned(),
            Self::HeaderText => "visible ASCII characters".to_owned(),
            Self::NameList => "names separated by commas".to_owned(),
            Self::ParameterList => "`name=value` pairs separated by commas".to_owned(),
        }
    }
}

/// What Claimsmith makes of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Support {
    /// It is compiled.
    Compiled,
    /// These values are compiled, others are refused when code is generated.
    CompiledFor(&'static [&'static str]),
    /// It is refused when code is generated.
    NotCompiled,
    /// It has no effect on a sign-in, for the reason its effect names.
    NoEffect,
}

/// The row of a key.
#[must_use]
pub fn find(table: &'static [MetadataKey], key: &str) -> Option<&'static MetadataKey> {
    table.iter().find(|row| row.key == key)
}

//! The policies of a crate, and a hash of all that reaches it.

use super::CrateOptions;
use crate::inspect::Inventory;
use crate::ir::Sdk;
use crate::{Options, Outcome, SourceMap};
use std::collections::BTreeMap;
use std::fmt;

/// A hash (FNV-1a, 64 bits): it tells whether something is as it was and guards against nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hash(u64);

impl Hash {
    pub(super) const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    /// With a text and its end added: two texts in a row are another input than both in one.
    #[must_use]
    pub(super) fn with(self, text: &str) -> Self {
        Self(text.bytes().chain([0]).fold(self.0, step))
    }

    /// Of the content of a file. A version control system may have rewritten its line ends, which changes nothing.
    #[must_use]
    pub(super) fn of_lines(text: &str) -> Self {
        let mut hash = Self::new().0;
        let mut bytes = text.bytes().peekable();
        while let Some(byte) = bytes.next() {
            if byte != b'\r' || bytes.peek() != Some(&b'\n') {
                hash = step(hash, byte);
            }
        }
        Self(hash)
    }
}

const fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ byte as u64).wrapping_mul(0x0000_0100_0000_01b3)
}

impl fmt::Display for Hash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:016x}", self.0)
    }
}

/// A compiled relying-party policy of a crate.
#[derive(Debug, Clone, Copy)]
pub struct Part<'o> {
    pub(super) sdk: &'o Sdk,
    pub(super) inventory: Option<&'o Inventory>,
    hash: Hash,
}

impl<'o> Part<'o> {
    /// The policy that these options compiled to; `None` when there is nothing to generate.
    #[must_use]
    pub fn of(outcome: &'o Outcome, options: &Options) -> Option<Self> {
        let sdk = outcome.sdk.as_ref()?;
        // All of them, because which reach the code is for other stages to know; declared keys reach findings only.
        // Where the caller's file says something is no part of it.
        let options = Options { keys: None, argument_places: BTreeMap::new(), ..options.clone() };
        let mut hash = Hash::new().with(&format!("{options:?}"));
        for file in outcome.chains.first().into_iter().flatten() {
            hash = with_file(hash, *file, &outcome.sources);
        }
        Some(Self { sdk, inventory: outcome.inventory.first(), hash })
    }
}

/// The text with its settings in place: what other environments have in the same settings file is no input.
fn with_file(hash: Hash, file: crate::source::FileId, sources: &SourceMap) -> Hash {
    let source = sources.get(file);
    hash.with(source.path()).with(source.text())
}

/// A policy of the environment that has no module, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Omission {
    /// Its `PolicyId`.
    pub policy: String,
    /// Why, as the end of a sentence.
    pub reason: String,
}

/// Everything a crate is made from.
#[derive(Debug)]
pub struct CrateInput<'o> {
    parts: Vec<Part<'o>>,
    omitted: Vec<Omission>,
    options: CrateOptions,
    hash: Hash,
}

impl<'o> CrateInput<'o> {
    /// A crate of these policies; `None` without any, and with several unless there is an environment they belong to.
    #[must_use]
    pub fn new(parts: Vec<Part<'o>>, omitted: Vec<Omission>, options: CrateOptions) -> Option<Self> {
        if parts.is_empty() || (parts.len() > 1 && options.environment.is_none()) {
            return None;
        }
        let mut hash = Hash::new().with(env!("CARGO_PKG_VERSION")).with(&format!("{options:?}{omitted:?}"));
        for part in &parts {
            hash = hash.with(&part.hash.to_string());
        }
        Some(Self { parts, omitted, options, hash })
    }

    /// The hash of all of it, with the version of the generator: the same hash, the same files.
    #[must_use]
    pub fn hash(&self) -> Hash {
        self.hash
    }

    /// The policies that have modules.
    #[must_use]
    pub fn parts(&self) -> &[Part<'o>] {
        &self.parts
    }

    /// The policies that have none.
    pub(super) fn omitted(&self) -> &[Omission] {
        &self.omitted
    }

    /// How the crate is written.
    #[must_use]
    pub fn options(&self) -> &CrateOptions {
        &self.options
    }
}

impl<'o> Part<'o> {
    /// What is generated from the policy.
    #[must_use]
    pub fn sdk(&self) -> &'o Sdk {
        self.sdk
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_do_not_count_and_everything_else_does() {
        let hash = Hash::of_lines("a\nb\n");
        assert_eq!(Hash::of_lines("a\r\nb\r\n"), hash);
        assert_ne!(Hash::of_lines("a\rb\n"), hash);
        assert_ne!(Hash::of_lines("a\nb"), hash);
        assert_ne!(Hash::new().with("a").with("b"), Hash::new().with("ab"));
    }
}

//! Metadata keys that need, exclude or overrule each other.

use super::when::When;

/// What is wrong with a key on a condition.
#[derive(Debug, Clone, Copy)]
pub struct Relation {
    /// The key.
    pub key: &'static str,
    /// When it is wrong, besides being there.
    pub when: When,
    /// What is wrong.
    pub fault: Fault,
    /// Why, in a clause.
    pub why: &'static str,
    /// What to do.
    pub advice: &'static str,
}

/// What is wrong with a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It needs another key, or another value of it.
    Needs(&'static str),
    /// It excludes the value of another key.
    Excludes(&'static str),
    /// It has no effect.
    NoEffect,
}

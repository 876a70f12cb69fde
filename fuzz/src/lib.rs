//! Looks for input that makes the compiler or a claims transformation panic. README.md says how to run it.

pub mod entry;
pub mod steps;

//! Looks for input that makes the compiler panic. README.md says how to run it.

pub mod entry;

//! The formats for programs.
//!
//! - `short`: a line a finding
//! - `json`: an object a finding, in the words of rustc
//! - `sarif`: one document with all findings (SARIF 2.1.0)
//! - `github`, `azure_devops`: a command a finding for the log of a build, which shows it at its line
//!
//! Lines and columns count from 1, columns in Unicode scalar values; bytes count from 0, without a byte-order mark, and
//! ranges are half-open. Members and values may be added to the objects later.

mod azure_devops;
mod github;
mod json;
mod sarif;
mod short;

pub use azure_devops::azure_devops;
pub use github::github;
pub use json::{json, json_summary};
pub use sarif::{Tool, sarif};
pub use short::short;

use super::Diagnostic;
use super::render::{offered_fix, setting_notes};
use crate::source::SourceMap;

/// What a finding concerns beyond its place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Affected {
    /// How many of the policies that were checked the file is part of, as itself or as a base.
    pub policies: usize,
    /// In which environments it was found; empty when the policies are the same in all, or when there are none.
    pub environments: Vec<String>,
}

/// A finding with what is needed to report it.
#[derive(Debug, Clone, Copy)]
pub struct Finding<'f> {
    /// The finding.
    pub diagnostic: &'f Diagnostic,
    /// The files of the run that made it.
    pub sources: &'f SourceMap,
    /// What it concerns.
    pub affected: &'f Affected,
}

/// Gives the path of a file as a report names it: relative to the root of the repository with `/` between its parts, or
/// absolute when the file is outside of it.
pub type NameFile<'n> = &'n dyn Fn(&str) -> String;

/// Message, notes and help, a line each, for formats that have no place for them of their own.
fn full_text(diagnostic: &Diagnostic, sources: &SourceMap) -> String {
    let mut lines = vec![diagnostic.message.clone()];
    lines.extend(diagnostic.notes.iter().cloned().chain(setting_notes(diagnostic, sources)));
    lines.extend(diagnostic.help.iter().map(|help| format!("help: {help}")));
    lines.extend(offered_fix(diagnostic, sources).map(|fix| format!("help: {}", fix.message)));
    lines.join("\n")
}

#[cfg(test)]
mod tests;

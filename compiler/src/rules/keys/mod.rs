//! The policy keys that a policy set names, against those that somebody has declared to exist in the tenant.
//!
//! - `references`: where policies name a key
//! - `undeclared`: a key that is named and not declared
//! - `key_use`: a key that was created for another use
//! - `unused`: a key that is declared and not named

mod key_use;
mod references;
mod undeclared;
mod unused;

use crate::diagnostic::Diagnostics;
use crate::model::PolicySet;
use crate::options::{DeclaredKey, DeclaredKeys};
use crate::source::{FileId, SourceMap, Span};
use references::{Reference, references};
use std::collections::BTreeMap;

/// What B2C puts before the name of every policy key.
const PREFIX: &str = "B2C_1A_";

/// Compares the keys of all files with the declared ones. `is_complete` says whether every file could be read.
pub(crate) fn check(
    set: &PolicySet<'_>,
    declared: &DeclaredKeys,
    is_complete: bool,
    sources: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) {
    let file = sources.add_file(&declared.path, &declared.text);
    let keys = Keys { by_name: declared.keys.iter().map(|key| (folded(&key.name), key)).collect(), declared, file };
    let references = references(set);
    let meant = undeclared::check(&references, &keys, diagnostics);
    key_use::check(&references, &keys, diagnostics);
    if is_complete && declared.is_complete {
        unused::check(&references, &keys, meant, diagnostics);
    }
}

/// The declared keys.
struct Keys<'k> {
    declared: &'k DeclaredKeys,
    by_name: BTreeMap<String, &'k DeclaredKey>,
    file: FileId,
}

impl Keys<'_> {
    fn find(&self, reference: &Reference<'_>) -> Option<&DeclaredKey> {
        self.by_name.get(&folded(reference.name)).copied()
    }

    fn place(&self, key: &DeclaredKey) -> Span {
        Span { file: self.file, start: key.place.start, end: key.place.end }
    }
}

/// A name to compare: B2C adds the prefix where it is missing, and whether it tells upper case from lower case is
/// written down nowhere.
fn folded(name: &str) -> String {
    let name = name.trim();
    let prefix = name.get(..PREFIX.len()).filter(|start| start.eq_ignore_ascii_case(PREFIX));
    name[prefix.map_or(0, str::len)..].to_lowercase()
}

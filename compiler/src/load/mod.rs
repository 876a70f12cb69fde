//! Stages 1 to 3 for every file a policy needs, and the chain of files behind each leaf.
//!
//! - `encoding`: from bytes to text
//! - `file`: one file from its path to its syntax tree
//! - `settings`: which environment replaces `{Settings:…}`
//! - `unnamed_environment`: one finding where nobody says which
//! - `read_settings`: the settings file, read once for many environments
//! - `base`: where a base policy is found
//! - `header`: the policy id of a file that has not been parsed
//! - `overlay`: the file of one environment that stands between a base and the files above it
//! - `chain`: from a leaf to its root base

mod base;
mod chain;
mod encoding;
mod file;
mod header;
mod overlay;
mod read_settings;
mod settings;
mod unnamed_environment;

pub use header::has_relying_party;
pub use overlay::Relinked;
pub use read_settings::ReadSettings;
pub(crate) use unnamed_environment::UnnamedEnvironment;

use crate::ast::PolicyFile;
use crate::diagnostic::codes::{DUPLICATE_POLICY_ID, FILE_NOT_FOUND};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::loader::{Loader, folder};
use crate::model::fold;
use crate::options::Options;
use crate::source::{FileId, SourceMap, Span};
use std::collections::{BTreeMap, BTreeSet};

/// Everything that was read.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The files that could be parsed.
    pub files: BTreeMap<FileId, PolicyFile>,
    /// For each leaf whose chain is complete the files of that chain, root base first, the leaf last.
    pub chains: Vec<Vec<FileId>>,
    /// Whether every named policy could be read with all its bases.
    pub is_complete: bool,
    /// Whether a named policy could not be read: which chain it ends is not known.
    pub has_unread: bool,
    /// For each leaf, complete or not, the files of its chain that were found, in the same order: which policies a file
    /// is part of.
    pub found: Vec<Vec<FileId>>,
    /// The files whose base is the overlay, although they name another.
    pub relinked: Vec<Relinked>,
    /// Where the settings that the files use stand, by their names.
    pub used_settings: Vec<Span>,
    /// Values of settings and of metadata that nobody should see.
    pub confidential: Vec<Span>,
    /// Name of the environment that the policies are compiled for.
    pub environment: Option<String>,
    /// What there is to choose from, where code is wanted and no environment is named.
    pub(crate) unnamed_environment: Option<UnnamedEnvironment>,
}

/// Reads the policies the options name and all their bases.
pub fn load(options: &Options, loader: &dyn Loader, sources: &mut SourceMap, diagnostics: &mut Diagnostics) -> Loaded {
    check_bases(options, loader, diagnostics);
    let mut reader = file::Reader::new(options, loader, sources, diagnostics);
    reader.read_all(&options.policies);
    overlay::read(&mut reader);
    let named: Vec<FileId> = options.policies.iter().filter_map(|policy| reader.named(policy)).collect();
    report_duplicates(&named, &mut reader);
    let mut chains = Vec::new();
    for leaf in &named {
        chains.push((*leaf, chain::chain(*leaf, &named, &mut reader)));
    }
    let bases: BTreeSet<FileId> =
        chains.iter().flat_map(|(leaf, chain)| chain.files.iter().filter(move |file| *file != leaf)).copied().collect();
    let has_overlay = options.overlay.is_none() || reader.overlay.is_some();
    let is_complete =
        has_overlay && named.len() == options.policies.len() && chains.iter().all(|(_, chain)| chain.complete);
    if options.is_whole_set && is_complete {
        overlay::report_unused(&mut reader);
        reader.settings.report_unused(reader.diagnostics);
    }
    let has_unread = reader.has_unread || named.len() != options.policies.len();
    let used_settings = reader.settings.used_places();
    let mut confidential = std::mem::take(&mut reader.settings.confidential);
    confidential.append(&mut reader.secrets);
    let relinked = reader.overlay.take().map(overlay::Overlay::finish).unwrap_or_default();
    let environment = reader.environment();
    let unnamed_environment = reader.settings.unnamed.take();
    let files = reader.finish();
    let is_leaf =
        |file: &FileId| !bases.contains(file) || files.get(file).is_some_and(|policy| policy.relying_party.is_some());
    let leaves: Vec<chain::Chain> =
        chains.into_iter().filter(|(leaf, _)| is_leaf(leaf)).map(|(_, chain)| chain).collect();
    let found = leaves.iter().map(|chain| chain.files.clone()).collect();
    let chains = leaves.into_iter().filter(|chain| chain.complete).map(|chain| chain.files).collect();
    Loaded {
        files,
        chains,
        found,
        environment,
        unnamed_environment,
        relinked,
        used_settings,
        confidential,
        is_complete,
        has_unread,
    }
}

/// A base folder or file that is not there would be searched in vain and in silence.
fn check_bases(options: &Options, loader: &dyn Loader, diagnostics: &mut Diagnostics) {
    for base in &options.bases {
        let path = file::normalize(&base.value);
        if loader.list(path.trim_end_matches('/')).is_err() && loader.read(&path).is_err() {
            let message = format!("there is no folder or file `{}` to look for bases in", base.value);
            let mut finding = Diagnostic::new(FILE_NOT_FOUND, message);
            finding.argument = Some(base.index);
            diagnostics.push(finding);
        }
    }
}

/// Two named files of one folder with one policy id: neither can be the base of anything.
fn report_duplicates(named: &[FileId], reader: &mut file::Reader<'_>) {
    let mut first: BTreeMap<(String, String), FileId> = BTreeMap::new();
    for file in named {
        let Some(id) = reader.policy(*file).and_then(|policy| policy.policy_id.clone()) else { continue };
        let place = (folder(reader.sources.get(*file).path()).to_owned(), fold(&id));
        let Some(other) = first.insert(place, *file).filter(|other| other != file) else { continue };
        let other = reader.policy(other).and_then(|policy| policy.policy_id.clone());
        let mut finding = Diagnostic::new(DUPLICATE_POLICY_ID, format!("two files have the policy id `{}`", id.value))
            .at(id.span, "the second")
            .help("give one of them an id of its own, or leave one out");
        if let Some(other) = other {
            finding = finding.label(other.span, "the first");
        }
        reader.diagnostics.push(finding);
    }
}

//! The policies as B2C takes them.
//!
//! What stands in a file stays as it is, byte for byte with its byte-order mark and its line ends, but for four things:
//! settings are substituted, metadata items with the prefix `claimsmith.` and comments for Claimsmith are left out, and in
//! an environment with an overlay the base of the files above the overlay is that.
//!
//! - `edits`: pieces of a text removed or replaced
//! - `markup`: what of a policy is only for Claimsmith, and where its base is named
//! - `order`: bases before what derives from them

mod edits;
mod markup;
mod order;

pub use crate::exposure::Exposure;

use crate::diagnostic::Diagnostics;
use crate::source::{FileId, SourceMap};
use crate::{Outcome, exposure, xml};
use edits::Edits;
use std::collections::BTreeMap;

/// What UTF-8 files may begin with.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// A policy file to upload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedFile {
    /// Which of the sources it is made from.
    pub file: FileId,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// The policy files of one environment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Publication {
    /// The files in the order in which B2C takes them: bases before what derives from them, files of one level by their
    /// path.
    pub files: Vec<PublishedFile>,
    /// The settings whose values would stand in the files although they look like secrets, by name and place.
    pub exposures: Vec<Exposure>,
}

/// Makes the files of all chains of an outcome.
///
/// A file that is not well-formed, which the outcome reports, is left out: publish what has no errors.
#[must_use]
pub fn publish(outcome: &Outcome) -> Publication {
    let Outcome { sources, chains, relinked, .. } = outcome;
    let overlays: BTreeMap<FileId, &str> =
        relinked.iter().map(|it| (it.base.span.file, it.policy_id.as_str())).collect();
    let mut publication = Publication::default();
    for file in order::upload_order(chains, sources) {
        let overlay = overlays.get(&file).copied();
        let Some((bytes, mut exposures)) = published(file, sources, overlay) else { continue };
        publication.files.push(PublishedFile { file, bytes });
        publication.exposures.append(&mut exposures);
    }
    publication.exposures.sort();
    publication
}

/// `overlay` is the policy id that takes the place of the base's.
fn published(file: FileId, sources: &SourceMap, overlay: Option<&str>) -> Option<(Vec<u8>, Vec<Exposure>)> {
    let source = sources.get(file);
    let document = xml::parse(sources, file, &mut Diagnostics::default())?;
    let mut edits = Edits::default();
    markup::remove_ours(&document, &mut edits);
    if let (Some(overlay), Some(base)) = (overlay, markup::base(&document)) {
        edits.replace(base, markup::escaped(overlay));
    }
    let edits = edits.settle(source.text());
    // What is edited away is in no file.
    let exposed = exposure::exposed(file, source, &document).into_iter().filter(|it| !edits.touch(&it.text));
    let exposures = exposed.map(|it| it.exposure).collect();
    let text = edits.apply(source.text());
    let mark = if source.has_byte_order_mark() { BYTE_ORDER_MARK } else { &[] };
    Some(([mark, text.as_bytes()].concat(), exposures))
}

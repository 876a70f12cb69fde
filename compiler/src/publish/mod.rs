//! The policies as B2C takes them.
//!
//! What stands in a file stays as it is, byte for byte with its byte-order mark and its line ends, but for four things:
//! settings are substituted, metadata items with the prefix `claimsmith.` and comments for Claimsmith are left out, and in
//! an environment with an overlay the base of the files above it is the overlay.
//!
//! - `edits`: pieces of a text removed or replaced
//! - `markup`: what of a policy is only for Claimsmith, and where its base is named
//! - `order`: bases before what derives from them
//! - `exposure`: settings whose values look like secrets

mod edits;
mod exposure;
mod markup;
mod order;

pub use exposure::Exposure;

use crate::diagnostic::Diagnostics;
use crate::source::{FileId, SourceMap};
use crate::{Outcome, xml};
use edits::Edits;
use markup::Header;

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

/// Makes the files of all chains of an outcome; `overlay` is the path of the environment's overlay as the options name it.
///
/// A file that is not well-formed, which the outcome reports, is left out: publish what has no errors.
#[must_use]
pub fn publish(outcome: &Outcome, overlay: Option<&str>) -> Publication {
    let sources = &outcome.sources;
    let overlay = overlay.and_then(|path| Overlay::find(path, sources));
    let mut publication = Publication::default();
    for file in order::upload_order(&outcome.chains, sources) {
        let Some((bytes, mut exposures)) = published(file, sources, overlay.as_ref()) else { continue };
        publication.files.push(PublishedFile { file, bytes });
        publication.exposures.append(&mut exposures);
    }
    publication.exposures.sort();
    publication
}

/// The policy that an environment puts between a shared policy and those that derive from it.
#[derive(Debug)]
struct Overlay {
    file: FileId,
    /// Its policy id as it is written.
    id: String,
    /// The policy id of its base in lower case.
    base: String,
}

impl Overlay {
    fn find(path: &str, sources: &SourceMap) -> Option<Self> {
        let file = sources.find(path)?;
        let document = xml::parse(sources, file, &mut Diagnostics::default())?;
        let Header { policy_id, base } = Header::of(&document);
        Some(Self { file, id: policy_id?.to_owned(), base: base?.id.to_lowercase() })
    }

    /// Whether a file with this base derives from the overlay instead.
    fn takes_over(&self, file: FileId, base: &str) -> bool {
        self.file != file && base.to_lowercase() == self.base
    }
}

fn published(file: FileId, sources: &SourceMap, overlay: Option<&Overlay>) -> Option<(Vec<u8>, Vec<Exposure>)> {
    let source = sources.get(file);
    let document = xml::parse(sources, file, &mut Diagnostics::default())?;
    let mut edits = Edits::default();
    markup::remove_ours(&document, &mut edits);
    if let (Some(overlay), Some(base)) = (overlay, Header::of(&document).base)
        && overlay.takes_over(file, &base.id)
    {
        edits.replace(base.place, markup::escaped(&overlay.id));
    }
    let edits = edits.settle(source.text());
    let exposures = exposure::exposures(file, source, &document, &edits);
    let text = edits.apply(source.text());
    let mark = if source.has_byte_order_mark() { BYTE_ORDER_MARK } else { &[] };
    Some(([mark, text.as_bytes()].concat(), exposures))
}

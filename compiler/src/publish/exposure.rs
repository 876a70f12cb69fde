//! Settings whose values look like secrets.
//!
//! Everybody who may read a policy reads what stands in it, in B2C as in the folder that is built. B2C keeps secrets as
//! policy keys, so a value that looks like one is reported before it is written. By its name alone a setting such as
//! `PasswordResetUrl` looks like one too: what its value says, and where it stands, decides.

use super::edits::Settled;
use super::markup::is_named;
use crate::secrets::secret_value;
use crate::settings::is_plain;
use crate::source::{FileId, Segment, Source, Span};
use roxmltree::{Document, Node};
use std::ops::Range;

/// A setting whose value would stand in a policy although it looks like a secret.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Exposure {
    /// Name of the setting as the placeholder spells it.
    pub setting: String,
    /// The placeholder.
    pub place: Span,
}

/// Where names of policy keys and of telemetry resources stand, which are no secrets whatever their settings are called.
const HARMLESS: &[&str] = &["StorageReferenceId", "InstrumentationKey"];

/// The settings of a file that look like secrets, as far as they are not edited away.
pub(super) fn exposures(file: FileId, source: &Source, document: &Document<'_>, edits: &Settled) -> Vec<Exposure> {
    if source.segments().is_empty() {
        return Vec::new();
    }
    let places = Places::of(document);
    let is_exposed = |segment: &&Segment| {
        let range = segment.text.start as usize..segment.text.end as usize;
        !edits.touch(&range) && (places.is_secret(&range, source) || looks_secret(segment, &range, &places, source))
    };
    let exposed = source.segments().iter().filter(is_exposed);
    let place = |segment: &Segment| Span { file, start: segment.original.start, end: segment.original.end };
    exposed.map(|segment| Exposure { setting: segment.setting.clone(), place: place(segment) }).collect()
}

/// Whether the name of a setting says that it is a secret, and nothing about its value or place says otherwise.
fn looks_secret(segment: &Segment, range: &Range<usize>, places: &Places, source: &Source) -> bool {
    let value = source.text().get(range.clone()).unwrap_or_default();
    segment.is_confidential && !is_plain(value) && !places.harmless.iter().any(|place| contains(place, range))
}

/// The places of a policy that matter here, as ranges of the working text.
#[derive(Debug, Default)]
struct Places {
    /// Keys of metadata items, and where their values stand.
    items: Vec<(String, Range<usize>)>,
    /// Where no value is a secret.
    harmless: Vec<Range<usize>>,
}

impl Places {
    fn of(document: &Document<'_>) -> Self {
        let mut places = Self::default();
        for node in document.descendants().filter(Node::is_element) {
            let attributes = node.attributes().filter(|it| HARMLESS.contains(&it.name()));
            places.harmless.extend(attributes.map(|it| it.range_value()));
            let texts = || node.children().filter(Node::is_text).map(|text| text.range());
            let Some(key) = node.attribute("Key").filter(|_| is_named(&node, "Item")) else { continue };
            if HARMLESS.contains(&key) {
                places.harmless.extend(texts());
            }
            places.items.extend(texts().map(|range| (key.to_owned(), range)));
        }
        places
    }

    /// Whether a piece makes the metadata value that it is in a secret.
    fn is_secret(&self, piece: &Range<usize>, source: &Source) -> bool {
        let Some((key, range)) = self.items.iter().find(|(_, range)| contains(range, piece)) else { return false };
        let text = |range: Range<usize>| source.text().get(range).unwrap_or_default().replace("&amp;", "&");
        let whole = text(range.clone());
        let without = text(range.start..piece.start) + &text(piece.end..range.end);
        secret_value(key, whole.trim()).is_some() && secret_value(key, without.trim()).is_none()
    }
}

fn contains(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

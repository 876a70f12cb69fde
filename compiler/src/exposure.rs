//! Settings whose values look like secrets: the one rule of `check`, `generate`, `inspect` and `build`.
//!
//! Everybody who may read a policy reads what stands in it, in B2C as in the folder that is built, in generated code as in an
//! inventory. B2C keeps secrets as policy keys, so a value that looks like one is reported where it would be written, and left
//! out where it would be shown. By its name alone a setting such as `PasswordResetUrl` looks like one too: what its value
//! says, and where it stands, decides.

use crate::ast::PolicyFile;
use crate::diagnostic::codes::SECRET_IN_POLICY;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::Loaded;
use crate::secrets::{secret, secret_value};
use crate::settings::is_plain;
use crate::source::{FileId, Segment, Source, SourceMap, Span};
use crate::{parse, xml};
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

/// An exposure as it was found in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Exposed {
    pub(crate) exposure: Exposure,
    /// Where the value stands in the working text.
    pub(crate) text: Range<usize>,
    pub(crate) stands_in: Place,
}

/// What of a policy the value of a setting stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// A comment, which nothing but an upload takes along.
    Comment,
    /// A metadata item.
    Metadata,
    /// Anything else.
    Elsewhere,
}

/// Where names of policy keys, of telemetry resources and of applications stand, which are no secrets whatever their settings
/// are called.
const HARMLESS: &[&str] = &["StorageReferenceId", "InstrumentationKey", "client_id"];

/// What a value is replaced by where everybody may see it.
const WITHHELD: &str = "…";

/// The settings of a file that look like secrets.
pub(crate) fn exposed(file: FileId, source: &Source, document: &Document<'_>) -> Vec<Exposed> {
    if source.segments().is_empty() {
        return Vec::new();
    }
    let places = Places::of(document);
    let found = source.segments().iter().filter_map(|segment| {
        let text = segment.text.start as usize..segment.text.end as usize;
        let is_exposed = places.is_secret(&text, source) || looks_secret(segment, &text, &places, source);
        let place = Span { file, start: segment.original.start, end: segment.original.end };
        let exposure = || Exposure { setting: segment.setting.clone(), place };
        is_exposed.then(|| Exposed { exposure: exposure(), stands_in: places.kind(&text), text })
    });
    found.collect()
}

/// Whether the name of a setting says that it is a secret, and nothing about its value or place says otherwise.
fn looks_secret(segment: &Segment, range: &Range<usize>, places: &Places, source: &Source) -> bool {
    let value = source.text().get(range.clone()).unwrap_or_default();
    segment.is_confidential && !is_plain(value) && !places.harmless.iter().any(|place| contains(place, range))
}

/// What is said of an exposure. `where_to` completes "looks like a secret and".
pub(crate) fn finding(exposure: &Exposure, where_to: &str) -> Diagnostic {
    let setting = &exposure.setting;
    Diagnostic::new(SECRET_IN_POLICY, format!("the value of the setting `{setting}` looks like a secret and {where_to}"))
        .at(exposure.place, "readable for everybody who reads the policy")
        .confidential()
        .help("keep a secret as a policy key and name it among the `CryptographicKeys`")
        .help("if it is none, give the setting a name without `secret`, `key`, `password`, `pwd`, `passphrase` or `credential`")
}

/// Warns of the exposures of a file, but for those in metadata that is reported as a secret itself.
pub(crate) fn warn(file: &PolicyFile, diagnostics: &mut Diagnostics) {
    let items = || file.technical_profiles().flat_map(|profile| &profile.metadata);
    let is_known = |place: &Span| items().any(|item| item.value.span.contains(place) && secret(item).is_some());
    for Exposed { exposure, .. } in file.exposed.iter().filter(|it| !is_known(&it.exposure.place)) {
        diagnostics.push(finding(exposure, "everybody who reads the policy reads it"));
    }
}

/// The files as everybody may see them; `None` when that is as they are. Positions are those of the files.
pub(crate) fn public(loaded: &Loaded, sources: &SourceMap) -> Option<(Loaded, SourceMap)> {
    if loaded.files.values().all(|file| file.exposed.is_empty()) {
        return None;
    }
    let mut sources = sources.clone();
    for (id, file) in loaded.files.iter().filter(|(_, file)| !file.exposed.is_empty()) {
        let source = sources.get_mut(*id);
        let (text, segments) = withheld(source, &file.exposed);
        source.substitute(text, segments);
    }
    let read = |(id, file): (&FileId, &PolicyFile)| {
        let (mut none, mut read) = (Diagnostics::default(), file.clone());
        if !file.exposed.is_empty()
            && let Some(document) = xml::parse(&sources, *id, &mut none)
            && let Some(root) = xml::root(&document, &sources, *id, &mut none)
        {
            let parsed = parse::policy_file(*id, &root);
            read = PolicyFile { suppressions: read.suppressions, exposed: read.exposed, ..parsed };
        }
        (*id, read)
    };
    let files = loaded.files.iter().map(read).collect();
    let loaded = Loaded {
        files,
        chains: loaded.chains.clone(),
        found: loaded.found.clone(),
        environment: loaded.environment.clone(),
        is_complete: loaded.is_complete,
        ..Loaded::default()
    };
    Some((loaded, sources))
}

/// The working text with these values left out, and how it maps back.
fn withheld(source: &Source, exposed: &[Exposed]) -> (String, Vec<Segment>) {
    let (mut text, mut at) = (String::with_capacity(source.text().len()), 0);
    let mut segments = source.segments().to_vec();
    let offset = |text: &String| u32::try_from(text.len()).unwrap_or(u32::MAX);
    for segment in &mut segments {
        let range = segment.text.start as usize..segment.text.end as usize;
        text.push_str(source.text().get(at..range.start).unwrap_or_default());
        let start = offset(&text);
        let is_withheld = exposed.iter().any(|it| it.text == range);
        text.push_str(if is_withheld { WITHHELD } else { source.text().get(range.clone()).unwrap_or_default() });
        segment.text = start..offset(&text);
        at = range.end;
    }
    text.push_str(source.text().get(at..).unwrap_or_default());
    (text, segments)
}

/// The places of a policy that matter here, as ranges of the working text.
#[derive(Debug, Default)]
struct Places {
    /// Keys of metadata items, and where their values stand.
    items: Vec<(String, Range<usize>)>,
    /// Where no value is a secret.
    harmless: Vec<Range<usize>>,
    comments: Vec<Range<usize>>,
}

impl Places {
    fn of(document: &Document<'_>) -> Self {
        let mut places = Self::default();
        for node in document.root().descendants() {
            if node.is_comment() {
                places.comments.push(node.range());
            } else if node.is_element() {
                places.add(&node);
            }
        }
        places
    }

    fn add(&mut self, element: &Node<'_, '_>) {
        let attributes = element.attributes().filter(|it| HARMLESS.contains(&it.name()));
        self.harmless.extend(attributes.map(|it| it.range_value()));
        let Some(key) = element.attribute("Key").filter(|_| element.tag_name().name() == "Item") else { return };
        let texts = || element.children().filter(Node::is_text).map(|text| text.range());
        if HARMLESS.contains(&key) {
            self.harmless.extend(texts());
        }
        self.items.extend(texts().map(|range| (key.to_owned(), range)));
    }

    fn kind(&self, piece: &Range<usize>) -> Place {
        if self.comments.iter().any(|comment| contains(comment, piece)) {
            Place::Comment
        } else if self.items.iter().any(|(_, item)| contains(item, piece)) {
            Place::Metadata
        } else {
            Place::Elsewhere
        }
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

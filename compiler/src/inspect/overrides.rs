//! What each file changes of the elements that its bases declare.

use super::element::{Element, elements};
use super::value::{Meets, Merged, Path, PlacedValue, Value};
use crate::model::{Layer, PolicySet, fold};
use crate::source::SourceMap;
use std::collections::{BTreeMap, BTreeSet};

/// The most declarations of bases whose places are kept: a chain has ten files.
const MOST_PLACES: usize = 20;

/// The overrides of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileOverrides {
    /// `PolicyId` of the file.
    pub policy_id: String,
    /// The file.
    pub file: String,
    /// The elements that a base declares too, in document order.
    pub overrides: Vec<Override>,
}

/// An element that a base declares too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Override {
    /// Name of the element: `TechnicalProfile`.
    pub kind: &'static str,
    /// `@Id` as the base spells it.
    pub id: String,
    /// `file:line` of the element.
    pub place: String,
    /// `file:line` of the declarations of the bases, root base first.
    pub bases: Vec<String>,
    /// What it changes, in document order; empty when it changes nothing.
    pub changes: Vec<Change>,
    /// How many values of the base stay as they are, by section.
    pub stays: BTreeMap<&'static str, usize>,
}

/// A value that an override changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Where it belongs.
    pub path: Path,
    /// What becomes of it.
    pub kind: ChangeKind,
    /// What the base says.
    pub before: Option<PlacedValue>,
    /// What holds now.
    pub after: Option<PlacedValue>,
}

/// What becomes of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    /// The base has none.
    Added,
    /// The base has the same, and this one is added to it: it is there twice.
    Repeated,
    /// The base has another.
    Replaced,
    /// The base has one that no longer holds.
    LeftOut,
}

impl ChangeKind {
    /// The word in output for machines.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Repeated => "repeated",
            Self::Replaced => "replaced",
            Self::LeftOut => "left out",
        }
    }
}

type Declared<'a> = BTreeMap<(&'static str, String), Vec<Element<'a>>>;

/// The files that declare elements of their bases again, bases first.
pub(super) fn overrides(set: &PolicySet<'_>, sources: &SourceMap) -> Vec<FileOverrides> {
    let declared: Vec<Declared<'_>> = set.layers.iter().map(declared).collect();
    let mut all: Vec<FileOverrides> = Vec::new();
    for layer in &set.layers {
        let below = below(layer, &set.layers, &declared);
        let mut bases = Bases::default();
        let overrides: Vec<Override> =
            elements(layer.file).filter_map(|element| of_element(element, &below, &mut bases, sources)).collect();
        let file = FileOverrides {
            policy_id: layer.file.policy_id.as_ref().map(|id| id.to_string()).unwrap_or_default(),
            file: sources.get(layer.file.file).path().to_owned(),
            overrides,
        };
        if !file.overrides.is_empty() && !all.contains(&file) {
            all.push(file);
        }
    }
    all
}

fn declared<'a>(layer: &Layer<'a>) -> Declared<'a> {
    let mut all = Declared::new();
    for element in elements(layer.file) {
        all.entry(key(&element)).or_default().push(element);
    }
    all
}

fn key(element: &Element<'_>) -> (&'static str, String) {
    (element.kind(), fold(element.id()))
}

/// What the bases of a layer declare, root base first.
fn below<'d, 'a>(layer: &Layer<'a>, layers: &[Layer<'a>], declared: &'d [Declared<'a>]) -> Vec<&'d Declared<'a>> {
    let bases = std::iter::successors(layer.base, |base| layers.get(*base).and_then(|layer| layer.base));
    let mut below: Vec<&Declared<'a>> = bases.filter_map(|base| declared.get(base)).collect();
    below.reverse();
    below
}

/// What the bases of a file say about an element, merged once however often the file repeats it.
type Bases<'a> = BTreeMap<(&'static str, String), Option<Base<'a>>>;

/// The declarations of the bases, merged.
#[derive(Debug)]
struct Base<'a> {
    id: String,
    places: Vec<String>,
    merged: Merged<'a>,
}

impl<'a> Base<'a> {
    fn new(declarations: &[&Element<'a>], sources: &SourceMap) -> Option<Self> {
        let mut merged = Merged::default();
        for base in declarations {
            if base.is_whole() {
                merged = Merged::default();
            }
            merged.lay(base.values(sources));
        }
        let places = declarations.iter().take(MOST_PLACES).map(|base| sources.place(base.id().span)).collect();
        Some(Self { id: declarations.first()?.id().to_string(), places, merged })
    }
}

fn of_element<'a>(
    element: Element<'a>,
    below: &[&Declared<'a>],
    bases: &mut Bases<'a>,
    sources: &SourceMap,
) -> Option<Override> {
    let key = key(&element);
    let base = bases.entry(key.clone()).or_insert_with(|| {
        let declarations: Vec<&Element<'_>> =
            below.iter().filter_map(|declared| declared.get(&key)).flatten().collect();
        Base::new(&declarations, sources)
    });
    let base = base.as_ref()?;
    let (changes, stays) = compare(element, &base.merged, sources);
    Some(Override {
        kind: element.kind(),
        id: base.id.clone(),
        place: sources.place(element.id().span),
        bases: base.places.clone(),
        changes,
        stays,
    })
}

fn compare(
    element: Element<'_>,
    merged: &Merged<'_>,
    sources: &SourceMap,
) -> (Vec<Change>, BTreeMap<&'static str, usize>) {
    let values = element.values(sources);
    let added = merged.slots().filter(|slot| slot.value.meets != Meets::Same);
    let added: BTreeSet<Whole<'_>> = added.map(|slot| whole(&slot.value)).collect();
    let own: BTreeSet<Whole<'_>> = values.list.iter().map(whole).collect();
    let mut changes = Vec::new();
    let mut replaced = BTreeSet::new();
    for value in &values.list {
        let (kind, before) = match merged.at(value).filter(|_| value.meets == Meets::Same) {
            Some(base) if base.text == value.text => continue,
            Some(base) => (ChangeKind::Replaced, Some(base)),
            None if !added.contains(&whole(value)) => (ChangeKind::Added, None),
            None if element.is_whole() => continue,
            None => (ChangeKind::Repeated, None),
        };
        replaced.extend(before.map(|before| before.span));
        let before = before.map(|before| before.placed(sources));
        changes.push(Change { path: value.path(), kind, before, after: Some(value.placed(sources)) });
    }
    let mut stays = BTreeMap::new();
    for base in merged.slots().map(|slot| &slot.value).filter(|base| !replaced.contains(&base.span)) {
        let is_at_risk = element.is_whole() || values.replaced.contains(&base.section);
        if is_at_risk && !own.contains(&whole(base)) {
            let before = Some(base.placed(sources));
            changes.push(Change { path: base.path(), kind: ChangeKind::LeftOut, before, after: None });
        } else {
            *stays.entry(base.section).or_default() += 1;
        }
    }
    (changes, stays)
}

type Whole<'v> = (&'v str, Option<&'v str>, Option<&'v str>, &'v str);

/// A value with its path, without its place.
fn whole<'v>(value: &'v Value<'_>) -> Whole<'v> {
    (value.section, value.key.as_deref(), value.attribute, &value.text)
}

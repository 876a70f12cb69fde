//! Where a base policy is found: by its policy id, never by its file name.
//!
//! Searched in this order, the first place that has the id wins: the leaf's own folder and that of the file that names
//! the base, the other named policies with the nearest folder first (of several equally near those in one of the `bases`),
//! the folders above (macro only), the `bases`.

use super::file::{Reader, is_xml, normalize};
use super::header;
use crate::loader::{Entry, LoadError, ancestors, folder, join};
use crate::model::fold;
use crate::source::FileId;
use std::collections::{BTreeMap, BTreeSet};

/// The policy ids of the files in the folders that were searched.
#[derive(Debug, Default)]
pub(super) struct Index {
    folders: BTreeMap<String, ById>,
    /// The named policies by their folded id, once a search needs them.
    named: Option<BTreeMap<String, Below>>,
    /// Files that could not be looked into, by the reason.
    not_searched: BTreeMap<String, BTreeSet<String>>,
}

/// Files by their folded policy id.
type ById = BTreeMap<String, Vec<Known>>;

/// For each folder the highest files below it, and how far below they are.
type Below = BTreeMap<String, (usize, BTreeSet<FileId>)>;

/// A file with a policy id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Known {
    /// The id as it is written.
    id: String,
    /// The file.
    pub(super) path: String,
}

/// The files with this policy id in the first place that has any.
pub(super) fn find(
    id: &str,
    leaf: FileId,
    declaring: FileId,
    named: &[FileId],
    reader: &mut Reader<'_>,
) -> Vec<String> {
    let id = fold(id);
    let own = folder(reader.sources.get(leaf).path()).to_owned();
    let declaring = folder(reader.sources.get(declaring).path()).to_owned();
    for place in [&own, &declaring] {
        let found = in_folder(&id, place, reader);
        if !found.is_empty() {
            return found;
        }
    }
    let found = in_set(&id, &own, named, reader);
    if !found.is_empty() {
        return found;
    }
    if reader.options.search_parent_folders {
        for place in ancestors(&own).skip(1) {
            let found = in_folder(&id, place, reader);
            if !found.is_empty() {
                return found;
            }
        }
    }
    in_bases(&id, reader)
}

/// What the search looked at, for the message that nothing was found.
pub(super) fn searched(leaf: FileId, reader: &Reader<'_>) -> String {
    let own = folder(reader.sources.get(leaf).path());
    let shown = if own.is_empty() { "the folder of the policy".to_owned() } else { format!("`{own}`") };
    let above = reader.options.search_parent_folders.then_some("the folders above it");
    let bases = (!reader.options.bases.is_empty()).then_some("the given bases");
    let places: Vec<&str> = [Some(shown.as_str()), above, bases].into_iter().flatten().collect();
    format!("searched for its `PolicyId` in {}", places.join(" and in "))
}

/// The files that the search could not look into, as a note for each reason.
pub(super) fn not_searched(reader: &Reader<'_>) -> impl Iterator<Item = String> {
    reader.index.not_searched.iter().map(|(reason, files)| {
        let files: Vec<String> = files.iter().map(|path| format!("`{path}`")).collect();
        format!("not looked into, because it {reason}: {}", files.join(", "))
    })
}

/// Every known id but that of the leaf itself, for a suggestion.
pub(super) fn known_ids<'i>(leaf: FileId, reader: &'i Reader<'_>) -> impl Iterator<Item = &'i str> + Clone {
    let own = reader.policy(leaf).and_then(|policy| policy.policy_id.as_ref()).map_or("", |id| id.as_str());
    let all = reader.index.folders.values().flat_map(BTreeMap::values).flatten().map(|known| known.id.as_str());
    all.filter(move |id| !id.eq_ignore_ascii_case(own))
}

fn in_folder(id: &str, place: &str, reader: &mut Reader<'_>) -> Vec<String> {
    if !reader.index.folders.contains_key(place) {
        let files = scan(place, reader);
        reader.index.folders.insert(place.to_owned(), files);
    }
    let found = reader.index.folders.get(place).and_then(|files| files.get(id));
    found.into_iter().flatten().map(|known| known.path.clone()).collect()
}

fn scan(place: &str, reader: &mut Reader<'_>) -> ById {
    let entries = reader.loader.list(place).unwrap_or_default();
    // Hidden files are what editors and systems leave beside a policy.
    let is_policy = |entry: &Entry| !entry.is_folder && is_xml(&entry.name) && !entry.name.starts_with('.');
    let files = entries.into_iter().filter(is_policy);
    let mut by_id = ById::new();
    for known in files.filter_map(|entry| known(join(place, &entry.name), reader)) {
        by_id.entry(fold(&known.id)).or_default().push(known);
    }
    by_id
}

fn known(path: String, reader: &mut Reader<'_>) -> Option<Known> {
    if let Some(id) = reader.known_policy_id(&path) {
        return Some(Known { id: id.to_owned(), path });
    }
    let text = match reader.loader.read(&path).map(String::from_utf8) {
        Ok(Ok(text)) => text,
        Ok(Err(_)) => return passed_over(path, "is not UTF-8", reader),
        Err(LoadError::TooLarge) => return passed_over(path, "is too large", reader),
        Err(LoadError::Other(_)) => return passed_over(path, "cannot be read", reader),
        Err(LoadError::NotFound | LoadError::IsFolder) => return None,
    };
    let Some(raw) = header::policy_id(&text).and_then(|id| text.get(id)) else {
        let is_policy = header::is_policy(&text);
        return if is_policy { passed_over(path, "has no `PolicyId` that can be read", reader) } else { None };
    };
    Some(Known { id: reader.expand(&path, raw), path })
}

fn passed_over(path: String, reason: &str, reader: &mut Reader<'_>) -> Option<Known> {
    reader.index.not_searched.entry(reason.to_owned()).or_default().insert(path);
    None
}

/// Among the named files, those in the folder nearest to `own`. Of several equally near those win that stand in the first
/// of the `bases` with any: naming a folder there says that it is the one meant.
fn in_set(id: &str, own: &str, named: &[FileId], reader: &mut Reader<'_>) -> Vec<String> {
    if reader.index.named.is_none() {
        reader.index.named = Some(by_policy_id(named, reader));
    }
    let candidates = reader.index.named.as_ref().and_then(|by_id| by_id.get(id));
    // The way leads up to a common folder and down again; a detour is longer than the way that is found without it.
    let ways = || {
        let up = ancestors(own).enumerate();
        up.filter_map(|(up, place)| candidates?.get(place).map(|(down, files)| (up + down, files)))
    };
    let shortest = ways().map(|(length, _)| length).min();
    let nearest: BTreeSet<FileId> =
        ways().filter(|(length, _)| Some(*length) == shortest).flat_map(|(_, files)| files).copied().collect();
    let nearest: Vec<String> = nearest.iter().map(|file| reader.sources.get(*file).path().to_owned()).collect();
    if nearest.len() < 2 {
        return nearest;
    }
    let bases = reader.options.bases.iter().map(|base| normalize(&base.value));
    let preferred = bases.map(|base| {
        let inside = |path: &&String| is_below(path, base.trim_end_matches('/'));
        nearest.iter().filter(inside).cloned().collect::<Vec<String>>()
    });
    preferred.into_iter().find(|inside| !inside.is_empty()).unwrap_or(nearest)
}

fn by_policy_id(named: &[FileId], reader: &Reader<'_>) -> BTreeMap<String, Below> {
    let mut by_id: BTreeMap<String, Below> = BTreeMap::new();
    for file in named {
        let Some(id) = reader.policy(*file).and_then(|policy| policy.policy_id.as_ref()) else { continue };
        let below = by_id.entry(fold(id)).or_default();
        for (down, place) in ancestors(folder(reader.sources.get(*file).path())).enumerate() {
            let highest = below.entry(place.to_owned()).or_insert_with(|| (down, BTreeSet::new()));
            if down < highest.0 {
                *highest = (down, BTreeSet::new());
            }
            if down == highest.0 {
                highest.1.insert(*file);
            }
        }
    }
    by_id
}

/// Whether a path is this file or folder, or stands below it.
fn is_below(path: &str, place: &str) -> bool {
    place.is_empty() || path.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn in_bases(id: &str, reader: &mut Reader<'_>) -> Vec<String> {
    for base in reader.options.bases.iter().map(|base| normalize(&base.value)).collect::<Vec<_>>() {
        let found = if is_xml(&base) {
            let file = known(base, reader);
            file.filter(|known| fold(&known.id) == id).map(|known| known.path).into_iter().collect()
        } else {
            in_folder(id, base.trim_end_matches('/'), reader)
        };
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_holds_what_stands_below_it() {
        assert!(is_below("a/b.xml", "a") && is_below("a/b/c.xml", "a") && is_below("a.xml", "a.xml"));
        assert!(is_below("a.xml", ""));
        assert!(!is_below("ab/c.xml", "a"));
    }
}

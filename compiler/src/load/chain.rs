//! From a leaf to its root base.

use super::file::Reader;
use super::{base, overlay};
use crate::ast::Text;
use crate::diagnostic::codes::{BASE_POLICY_CYCLE, BASE_POLICY_NOT_FOUND, CHAIN_TOO_DEEP, DUPLICATE_POLICY_ID};
use crate::diagnostic::suggest::nearest;
use crate::diagnostic::{Diagnostic, Diagnostics, Label};
use crate::model::fold;
use crate::settings;
use crate::source::{FileId, Span};
use std::collections::BTreeSet;

/// B2C's limit for the levels of inheritance, counted in files.
const MOST_FILES: usize = 10;

/// The files behind a leaf.
#[derive(Debug)]
pub(super) struct Chain {
    /// Root base first, the leaf last.
    pub(super) files: Vec<FileId>,
    /// Whether the chain ends in a file without a base; else what is missing has been reported.
    pub(super) complete: bool,
}

pub(super) fn chain(leaf: FileId, named: &[FileId], reader: &mut Reader<'_>) -> Chain {
    let mut files = vec![leaf];
    let mut references: Vec<Text> = Vec::new();
    let mut complete = true;
    let mut current = leaf;
    while let Some(reference) = base_of(current, reader) {
        references.push(reference.clone());
        let Some(file) = step(leaf, current, &reference, named, reader) else {
            complete = false;
            break;
        };
        if files.contains(&file) {
            if !is_cycle_reported(&reference, reader.diagnostics) {
                reader.diagnostics.push(cycle(&reference, &references));
            }
            complete = false;
            break;
        }
        files.push(file);
        if files.len() > MOST_FILES {
            let finding = too_deep(&reference, reader.sources.get(leaf).path());
            reader.diagnostics.push(finding);
            complete = false;
            break;
        }
        current = file;
    }
    complete &= !hides_base(current, reader);
    files.reverse();
    Chain { files, complete }
}

fn base_of(file: FileId, reader: &Reader<'_>) -> Option<Text> {
    reader.policy(file)?.base.as_ref()?.policy_id.clone()
}

/// Whether a file has a base whose name could not be read: that has been reported.
fn hides_base(file: FileId, reader: &Reader<'_>) -> bool {
    reader.policy(file).is_some_and(|policy| match &policy.base {
        Some(base) => base.policy_id.is_none(),
        None => policy.raw.iter().any(|it| nearest(&it.name, ["BasePolicy"]).is_some()),
    })
}

/// Whether the cycle that this reference closes has been entered from another of its policies.
fn is_cycle_reported(reference: &Text, diagnostics: &Diagnostics) -> bool {
    let mut cycles = diagnostics.errors().filter(|error| error.code == BASE_POLICY_CYCLE);
    cycles.any(|cycle| cycle.primary.iter().chain(&cycle.labels).any(|label| label.span == reference.span))
}

fn step(
    leaf: FileId,
    declaring: FileId,
    reference: &Text,
    named: &[FileId],
    reader: &mut Reader<'_>,
) -> Option<FileId> {
    if let Some(overlay) = overlay::instead_of(reference, declaring, reader) {
        return Some(overlay);
    }
    let paths = base::find(reference, leaf, declaring, named, reader);
    match paths.as_slice() {
        // That the setting has no value has been reported.
        [] if settings::has_placeholder(reference) => None,
        // So has that a file could not be read, which may be this base.
        [] if reader.has_unread || reader.unparsed.contains(&fold(reference)) => None,
        [] => {
            let finding = not_found(reference, leaf, reader);
            reader.diagnostics.push(finding);
            None
        }
        [path] => reader.read(path, None),
        several => {
            let files: Vec<FileId> = several.iter().filter_map(|path| reader.read(path, None)).collect();
            let finding = ambiguous(reference, &files, reader);
            reader.diagnostics.push(finding);
            None
        }
    }
}

fn not_found(reference: &Text, leaf: FileId, reader: &Reader<'_>) -> Diagnostic {
    let message = format!("the base policy `{}` was not found", reference.value);
    let finding = Diagnostic::new(BASE_POLICY_NOT_FOUND, message)
        .at(reference.span, "no file has this policy id")
        .note(base::searched(leaf, reader));
    let finding = base::not_searched(reader).fold(finding, Diagnostic::note);
    // Most ids are those of many files.
    let known: BTreeSet<&str> = base::known_ids(leaf, reader).collect();
    match nearest(reference, known) {
        Some(near) => finding.did_you_mean(reference.span, reference, near),
        None => finding.help("put the file there, or name its folder: `bases = [\"…\"]`, `--base …`"),
    }
}

fn ambiguous(reference: &Text, files: &[FileId], reader: &Reader<'_>) -> Diagnostic {
    let ids = files.iter().filter_map(|file| reader.policy(*file)?.policy_id.as_ref().map(|id| id.span));
    let labels: Vec<Label> = ids.map(|span: Span| Label { span, text: "has this policy id".to_owned() }).collect();
    let message = format!("{} files have the policy id `{}`", labels.len(), reference.value);
    let mut finding = Diagnostic::new(DUPLICATE_POLICY_ID, message)
        .at(reference.span, "which one is meant?")
        .help("give one of them an id of its own, or move it to another folder");
    finding.labels = labels;
    finding
}

fn cycle(reference: &Text, references: &[Text]) -> Diagnostic {
    let mut finding = Diagnostic::new(BASE_POLICY_CYCLE, format!("the policy `{}` is its own base", reference.value))
        .at(reference.span, "this leads back to where the chain has been")
        .help("end the chain in a policy without `BasePolicy`");
    for earlier in references.iter().filter(|earlier| earlier.span != reference.span) {
        finding = finding.label(earlier.span, "through this base");
    }
    finding
}

fn too_deep(reference: &Text, leaf: &str) -> Diagnostic {
    Diagnostic::new(CHAIN_TOO_DEEP, format!("the chain of base policies has more than {MOST_FILES} files"))
        .at(reference.span, "one base too many")
        .note(format!("the chain begins at `{leaf}`"))
        .help("put the content of two of its policies into one")
}

//! The overlay of an environment: a file that stands in the chain just above its own base.
//!
//! All environments share the files of a policy set, so none of those can name the overlay of one environment as its base.
//! Instead, in that environment, every other file with the base of the overlay is taken as if it named the overlay. Nothing
//! is written and nothing is read twice: places of findings are those of the files as they are.

use super::file::Reader;
use crate::ast::Text;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::OVERLAY;
use crate::source::{FileId, Span};

/// A file whose base is the overlay, although it names another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relinked {
    /// `BasePolicy/PolicyId` as the file has it.
    pub base: Text,
    /// The policy id of the overlay, which takes its place.
    pub policy_id: String,
}

/// The overlay that the options name.
#[derive(Debug)]
pub(super) struct Overlay {
    file: FileId,
    policy_id: String,
    /// The base it names, in lower case.
    base: String,
    relinked: Vec<Relinked>,
}

impl Overlay {
    pub(super) fn finish(self) -> Vec<Relinked> {
        self.relinked
    }
}

/// Reads the overlay that the options name; reports one that can stand in no chain.
pub(super) fn read(reader: &mut Reader<'_>) {
    let Some(argument) = &reader.options.overlay else { return };
    let Some(file) = reader.named(argument) else { return };
    let Some(policy) = reader.policy(file) else { return };
    let base = policy.base.as_ref().and_then(|base| base.policy_id.clone());
    // A file without an id of its own has been reported as that.
    let Some(policy_id) = policy.policy_id.clone() else { return };
    let Some(base) = base else {
        let root = policy.root;
        reader.diagnostics.push(without_base(root));
        return;
    };
    let relinked = Vec::new();
    reader.overlay = Some(Overlay { file, policy_id: policy_id.value, base: base.to_lowercase(), relinked });
}

fn without_base(root: Span) -> Diagnostic {
    Diagnostic::new(OVERLAY, "an overlay has no base policy")
        .at(root, "there is no `BasePolicy` in here")
        .help("name the policy just above which it stands, as the other files of the set do")
}

/// The overlay, when it takes the place of the base that this file names.
pub(super) fn instead_of(reference: &Text, declaring: FileId, reader: &mut Reader<'_>) -> Option<FileId> {
    let overlay = reader.overlay.as_mut()?;
    if overlay.file == declaring || overlay.base != reference.to_lowercase() {
        return None;
    }
    if !overlay.relinked.iter().any(|known| known.base.span == reference.span) {
        overlay.relinked.push(Relinked { base: reference.clone(), policy_id: overlay.policy_id.clone() });
    }
    Some(overlay.file)
}

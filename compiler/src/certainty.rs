//! Which fixes every chain agrees on.
//!
//! A file may be part of many chains, and what mends one of them may break another: a journey without its second step in one
//! chain has it from the leaf of the next. So a fix that rests on a merged policy is certain only if every chain that reads
//! the file offers it. The rules look once at what many leaves have in common ([`crate::model::Fresh`]), so the leaves are
//! asked again, and only when there is such a fix.

use crate::diagnostic::{Diagnostic, Diagnostics, Fix, Identity};
use crate::load::Loaded;
use crate::model::PolicySet;
use crate::source::{FileId, Span};
use crate::{lints, parallel, rules};
use std::collections::{BTreeMap, BTreeSet};

/// How many leaves are asked at once: what they compare for suggestions is counted between.
const BATCH: usize = 64;

const OF_ANOTHER_CHAIN: &str = "another policy reads this file and may not want the change: look at it first";

const OF_UNREAD: &str = "a policy that could not be read may be derived from this file, and not want the change";

/// What a fix does, whoever offers it.
type Offer = (&'static str, Vec<(Span, String)>);

/// Takes the certainty from the fixes that not every chain offers. `of_files` are the findings that no leaf made.
pub(crate) fn settle(
    set: &PolicySet<'_>,
    loaded: &Loaded,
    of_files: &BTreeSet<Identity>,
    diagnostics: &mut Diagnostics,
) {
    let chains = Chains::of(set, loaded);
    let (mut disputed, mut unsure) = (BTreeSet::new(), BTreeSet::new());
    let mut asked: BTreeMap<Offer, Asked> = BTreeMap::new();
    for finding in diagnostics.as_slice() {
        let Some(fix) = finding.certain_fix() else { continue };
        let identity = finding.identity();
        let readers = chains.readers(fix);
        if of_files.contains(&identity) {
            if !chains.is_one_scope(finding, fix) {
                disputed.insert(identity);
            }
        } else if chains.may_be_unread(fix) {
            unsure.insert(identity);
        } else if readers.len() > 1 {
            asked
                .entry(offer(finding, fix))
                .or_insert_with(|| Asked { readers, ..Asked::default() })
                .findings
                .insert(identity);
        }
    }
    ask(set, &mut asked, diagnostics);
    disputed.extend(asked.into_values().filter(|it| it.offered != it.readers).flat_map(|it| it.findings));
    diagnostics.doubt(&disputed, OF_ANOTHER_CHAIN);
    diagnostics.doubt(&unsure, OF_UNREAD);
}

/// A fix in files that several leaves read.
#[derive(Debug, Default)]
struct Asked {
    findings: BTreeSet<Identity>,
    /// Those leaves, by their number.
    readers: BTreeSet<usize>,
    /// Those of them that offer it.
    offered: BTreeSet<usize>,
}

fn ask(set: &PolicySet<'_>, asked: &mut BTreeMap<Offer, Asked>, diagnostics: &Diagnostics) {
    let findings: BTreeSet<Identity> = asked.values().flat_map(|it| &it.findings).cloned().collect();
    let leaves: BTreeSet<usize> = asked.values().flat_map(|it| &it.readers).copied().collect();
    let leaves: Vec<usize> = leaves.into_iter().collect();
    for batch in leaves.chunks(BATCH) {
        let earlier = diagnostics.earlier_without(&findings);
        let found = parallel::map(batch, |leaf| {
            earlier.with(|findings| {
                let Some(policy) = set.policies.get(*leaf) else { return };
                rules::look_again(policy, findings);
                lints::look_again(policy, findings);
            })
        });
        for (leaf, found) in batch.iter().zip(found) {
            diagnostics.count_compared(&found);
            for finding in found.as_slice() {
                let of_leaf = finding.certain_fix().and_then(|fix| asked.get_mut(&offer(finding, fix)));
                of_leaf.into_iter().for_each(|it| {
                    it.offered.insert(*leaf);
                });
            }
        }
    }
}

fn offer(finding: &Diagnostic, fix: &Fix) -> Offer {
    (finding.code.id, fix.edits.iter().map(|edit| (edit.span, edit.replacement.clone())).collect())
}

/// Which chains read which files.
struct Chains {
    /// The leaves that read a file, by their number.
    readers: BTreeMap<FileId, BTreeSet<usize>>,
    /// How many different bases a file has: leaves of several folders may each bring one of the same id.
    scopes: BTreeMap<FileId, usize>,
    /// The files that a chain may read of which not everything is known.
    unread: BTreeSet<FileId>,
}

impl Chains {
    fn of(set: &PolicySet<'_>, loaded: &Loaded) -> Self {
        let mut readers: BTreeMap<FileId, BTreeSet<usize>> = BTreeMap::new();
        for (leaf, policy) in set.policies.iter().enumerate() {
            for file in &policy.chain {
                readers.entry(file.file).or_default().insert(leaf);
            }
        }
        let mut scopes: BTreeMap<FileId, usize> = BTreeMap::new();
        for layer in &set.layers {
            *scopes.entry(layer.file.file).or_default() += 1;
        }
        let complete: BTreeSet<&Vec<FileId>> = loaded.chains.iter().collect();
        let incomplete = loaded.found.iter().filter(|chain| !complete.contains(chain)).flatten().copied();
        // Hardly anybody derives from what applications sign in with.
        let bases = loaded.files.iter().filter(|(_, file)| loaded.has_unread && file.relying_party.is_none());
        let unread = incomplete.chain(bases.map(|(file, _)| *file)).collect();
        Self { readers, scopes, unread }
    }

    fn readers(&self, fix: &Fix) -> BTreeSet<usize> {
        files(fix).filter_map(|file| self.readers.get(&file)).flatten().copied().collect()
    }

    fn may_be_unread(&self, fix: &Fix) -> bool {
        files(fix).any(|file| self.unread.contains(&file))
    }

    /// Whether what was found in a file holds on whatever base it stands.
    fn is_one_scope(&self, finding: &Diagnostic, fix: &Fix) -> bool {
        // Structure and text are those of the file alone.
        finding.code.id < "CS03" || files(fix).all(|file| self.scopes.get(&file).is_none_or(|scopes| *scopes < 2))
    }
}

fn files(fix: &Fix) -> impl Iterator<Item = FileId> {
    fix.edits.iter().map(|edit| edit.span.file)
}

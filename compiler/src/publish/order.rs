//! Bases before what derives from them: B2C refuses a policy whose base is not there yet.

use crate::source::{FileId, SourceMap};
use std::collections::BTreeMap;

/// Every file of the chains (each with its root base first), once: by the number of its bases, then by path.
pub(super) fn upload_order(chains: &[Vec<FileId>], sources: &SourceMap) -> Vec<FileId> {
    let mut levels: BTreeMap<FileId, usize> = BTreeMap::new();
    for chain in chains {
        for (level, file) in chain.iter().enumerate() {
            // A chain that lost its root base, which has been reported, is short.
            let known = levels.entry(*file).or_insert(level);
            *known = level.max(*known);
        }
    }
    let mut files: Vec<(usize, &str, FileId)> =
        levels.into_iter().map(|(file, level)| (level, sources.get(file).path(), file)).collect();
    files.sort_unstable();
    files.into_iter().map(|(_, _, file)| file).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bases_come_first_and_then_the_paths_decide() {
        let mut sources = SourceMap::default();
        let [b, base, a, other] = ["b.xml", "z/base.xml", "a.xml", "c.xml"].map(|path| sources.add(path, ""));
        let chains = vec![vec![base, a, b], vec![other], vec![base, a]];
        assert_eq!(upload_order(&chains, &sources), [other, base, a, b]);
    }
}

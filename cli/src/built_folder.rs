//! Folders that `claimsmith build` wrote into: what stands there has its settings in place and belongs to no project.

use crate::paths::{join, on_disk};

/// Name of the list of what was written, which marks such a folder.
pub(crate) const MANIFEST: &str = ".claimsmith-build.sha256";

/// Whether `claimsmith build` wrote into this folder.
pub(crate) fn is_built(folder: &str) -> bool {
    on_disk(&join(folder, MANIFEST)).is_file()
}

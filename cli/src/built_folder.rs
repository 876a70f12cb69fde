//! Folders that `claimsmith build` wrote into: what stands there has its settings in place and belongs to no project.

/// Name of the list of what was written, which marks such a folder.
pub(crate) const MANIFEST: &str = ".claimsmith-build.sha256";
